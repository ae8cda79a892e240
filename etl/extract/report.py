"""What comes with the rows of an extract: what each value means, and how it was made coarser."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from etl.disclosure.research import NOT_TOLD, Column, Research
from etl.extract.coarser import Coarser, Stratum

IDS = "Drawn anew for each extract and kept nowhere: it joins nothing to anything"


@dataclass(frozen=True)
class Source:
    """Where the rows come from and what was asked for."""

    build: str
    deliveries: tuple[str, ...]
    synthetic: bool
    agreement: str | None
    k: int
    l: int  # noqa: E741 - the literature's name


def codebook(made: Coarser) -> pl.DataFrame:
    """One row for each column, stratum and value: the level told, and what the value stands for."""
    rows = [
        {"column": "record_id", "title": IDS},
        {
            "column": "synthetic",
            "title": "true where the cases are invented and the forces fictional",
        },
    ]
    for stratum in made.strata:
        for column in made.columns:
            level, told = column.levels[stratum.levels[column.name]]
            values: dict[str, list[str]] = {}
            for code, value in told.items():
                values.setdefault(value, []).append(_named(column, code))
            rows += [
                {
                    "column": column.name,
                    "title": column.title,
                    "stratum": stratum.name,
                    "level": level,
                    "value": value,
                    "stands_for": "anything" if value == NOT_TOLD else " | ".join(sorted(codes)),
                }
                for value, codes in sorted(values.items())
            ]
    return pl.DataFrame(rows, infer_schema_length=None)


def _named(column: Column, code: str) -> str:
    """Areas by their name: codes of forces are in no extract."""
    return column.levels[0][1][code] if column.made_from == "areas" else code


def report_text(made: Coarser, incomplete: int, source: Source, research: Research) -> str:
    """The report in Markdown."""
    return (
        "\n\n".join(
            [
                f"# Record-level extract{' (synthetic)' if source.synthetic else ''}",
                *_head(source),
                "## What holds",
                _what_holds(made, source, research),
                "## What was left out",
                _left_out(made, incomplete, source, research),
                "## What is told of each column",
                _levels(made),
                "## What an extract cannot do",
                _limits(),
            ]
        )
        + "\n"
    )


def _head(source: Source) -> list[str]:
    marked = (
        ["**Synthetic: invented cases of fictional forces.** Not a finding about any police force."]
        if source.synthetic
        else []
    )
    agreement = f" under agreement {source.agreement}" if source.agreement else ""
    today = date.today()
    return [
        *marked,
        f"Made on {today.day} {today:%B %Y} from build {source.build} "
        f"({', '.join(source.deliveries)}){agreement}. One row for each allegation against a "
        "person. Terms: `terms_of_use.md`; values: the codebook; hashes: `SHA256SUMS`.",
    ]


def _what_holds(made: Coarser, source: Source, research: Research) -> str:
    sensitive = " and ".join(research.sensitive)
    reached = (
        f"at least {made.l} different values of {sensitive} wherever one of them says something "
        "about a person"
        if made.l
        else f"nothing sensitive of {sensitive} told at all"
    )
    return (
        f"- Each combination of all values in the file comes from at least **{made.k} cases** and "
        f"as many people (k; asked for: {source.k}). Cases heard together count as one.\n"
        f"- Among rows alike but for {sensitive}: **{reached}** (l; asked for: {source.l}), each "
        f"from at least {made.k} cases.\n"
        "- No days, no free text, no sex, ethnicity or age; no id of a case, person, allegation "
        "or proceeding; ids of rows are random, as is their order. Rows of one case cannot be "
        "put together: whoever recognised one would have the others."
    )


def _left_out(made: Coarser, incomplete: int, source: Source, research: Research) -> str:
    lines = [
        f"- {stratum.name}: {stratum.told:,} rows told, {stratum.share_left_out:.1%} left out"
        for stratum in made.strata
    ]
    aside = f"fewer than {source.k}" if 0 < incomplete < source.k else f"{incomplete:,}"
    return "\n".join(
        [
            f"Rows that stand for too few even so, at most {research.most_left_out:.0%} of each "
            f"stratum ({research.strata}). They are the rarer ones: counts from the extract are "
            "too low for these, and shares lean towards what is common.",
            "",
            *lines,
            f"- Of people of whose matter a row was set aside when the records were checked: "
            f"{aside} rows, not counted above",
        ]
    )


def _levels(made: Coarser) -> str:
    names = [stratum.name for stratum in made.strata]
    lines = [f"| column | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    lines += [
        f"| {column.name} | {' | '.join(_told(column, stratum) for stratum in made.strata)} |"
        for column in made.columns
    ]
    return (
        "The level of each column in each stratum, with the share of its information (entropy) "
        "that is left. No single column could be told at a finer level.\n\n" + "\n".join(lines)
    )


def _told(column: Column, stratum: Stratum) -> str:
    level = column.levels[stratum.levels[column.name]][0]
    return "not told" if level == NOT_TOLD else f"{level} ({abs(stratum.shares[column.name]):.0%})"


def _limits() -> str:
    return (
        "- Rates by force, waiting times and comparisons are published with intervals; take them "
        "from there. An extract of few forces or years tells little.\n"
        "- Who holds two extracts of the same records made otherwise (another k or l, a later "
        "build) can compare them, which none of this guards against: one agreement, one extract.\n"
        "- Among rows alike in all but outcome, the finding included, outcomes may be one: who "
        "knows the finding of a hearing may learn its outcome where the law leaves one only."
    )
