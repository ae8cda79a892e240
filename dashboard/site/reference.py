"""Pages that explain: data quality, methods and glossary, the list of areas, downloads."""

import polars as pl

from dashboard.components import quality
from dashboard.components.breakdown import NAMES
from dashboard.components.filters import Ask
from dashboard.components.releases import planned_releases
from dashboard.components.sources import about_measure, checks_words, supplied
from dashboard.queries import methods, published
from dashboard.queries.connection import Build
from dashboard.queries.contact import contact
from dashboard.site.model import Page, Section, section
from dashboard.text import methods as words
from dashboard.text import rules
from dashboard.text.access import statement
from dashboard.text.contact import contact_lines
from dashboard.text.markdown import plain
from dashboard.text.periods import day_words
from dashboard.text.prose import prose
from etl.config import Settings

NO_INTERVAL = pl.DataFrame({"interval_method": []}, schema={"interval_method": pl.String})


def data_quality(build: Build, ask: Ask | None) -> Page:
    """What arrived, what was checked, what came of it."""
    checks = prose("pages")["unpublished"]["checks"]
    return Page(
        path="data-quality.html",
        title=prose("site")["pages"]["data_quality"],
        nav="data_quality",
        question=prose("pages")["data_quality"]["question"],
        lead=[f"**{checks_words(build)}.**"],
        sections=[
            section(
                "Checks",
                quality.checks(build, held=False),
                quality.checks(build, held=True),
                sentences=[] if ask else [checks],
            ),
            section(
                "Rows and returns", quality.accounting(build), quality.returns(ask) if ask else None
            ),
            section("Official files", quality.totals(build)),
            section("Inputs", quality.inputs(build)),
            section("What comes next", planned_releases()),
        ],
        not_shown=prose("pages")["data_quality"]["not_shown"],
    )


def methods_page(build: Build) -> Page:
    """How cases become figures, and what words mean: built from what is published."""
    text = prose("methods")
    marks = prose("site")["marks"]
    return Page(
        path="methods.html",
        title=prose("site")["pages"]["methods"],
        nav="methods",
        question=prose("pages")["methods"]["question"],
        sections=[
            Section(
                "How cases become figures",
                ["\n".join(f"{at}. {step}" for at, step in enumerate(text["steps"], start=1))],
                tables=[("One case step by step, and how each step counts", words.example_table())],
            ),
            Section(marks["heading"], [_listed(marks["lines"])]),
            Section("Measures", details=_definitions(build)),
            Section("Rules and breaks", tables=_rules(build)),
            Section("How people are protected", [text["disclosure"]], tables=_policy(build)),
            Section("Glossary", tables=_glossary(build)),
            Section("What is not known", [_listed(text["unknown"])]),
            Section("How to query a figure", [_listed(_query(build))]),
            Section(prose("access")["heading"], statement(static=True)),
            Section(
                prose("contact")["heading"], contact_lines(contact(Settings.from_environment()))
            ),
        ],
    )


def _definitions(build: Build) -> list[tuple[str, str]]:
    return [
        (f"{row['title']} ({row['measure']})", about_measure(build, row, NO_INTERVAL))
        for row in published.measures(build).to_dicts()
    ]


def _rules(build: Build) -> list[tuple[str, pl.DataFrame]]:
    checks = methods.rules(build)
    return [
        ("Breaks in the series", words.breaks_table(methods.breaks(build).to_dicts())),
        (f"{checks['rule'].n_unique()} rules for records", rules.rules_table(checks.to_dicts())),
    ]


def _policy(build: Build) -> list[tuple[str, pl.DataFrame]]:
    rows = methods.policy(build)
    title = f"What is hidden in the {build.tier} file"
    return [] if rows.is_empty() else [(title, words.policy_table(rows.to_dicts()))]


def _glossary(build: Build) -> list[tuple[str, pl.DataFrame]]:
    codes = [
        (
            f"Codes: {NAMES.get(name, name)}",
            words.codes_table(methods.codes(build, name).to_dicts()),
        )
        for name in methods.code_lists(build)
    ]
    return [("Terms and their meaning", words.glossary_table()), *codes]


def _query(build: Build) -> list[str]:
    filled = {
        "suppliers": plain(supplied(build)),
        "version": plain(build.code_version),
        "build": plain(build.id),
        "day": day_words(build.built_on),
    }
    return [line.format(**filled) for line in prose("methods")["query"]]


def _listed(lines: list[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def areas_page(pages: list[Page]) -> Page:
    """Where each area is found; the template lists them by kind."""
    text = prose("site")["areas"]
    return Page(
        path="areas.html",
        title=prose("site")["pages"]["areas"],
        nav="areas",
        question=text["question"],
        lead=[text["intro"]],
        sections=[Section("All areas", template="areas.html")] if pages else [],
    )


def downloads_page(sentence: str) -> Page:
    """The files of the release; the template lists them."""
    text = prose("site")["downloads"]
    return Page(
        path="downloads.html",
        title=prose("site")["pages"]["downloads"],
        nav="downloads",
        question=text["question"],
        lead=[sentence, text["panel"], text["packs"]],
        sections=[Section("Files", template="files.html")],
    )
