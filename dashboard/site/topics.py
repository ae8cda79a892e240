"""Pages about all areas together: the overview and the four topics."""

from collections.abc import Callable

from dashboard.components import (
    before_after,
    disparity,
    incidence,
    ladder,
    over_time,
    quality,
    record,
    topic,
    waiting,
)
from dashboard.components.cards import headlines
from dashboard.components.comparison import funnel
from dashboard.components.control_chart import control_chart
from dashboard.components.filters import Ask
from dashboard.components.panel import Panel
from dashboard.components.summary import summary_words, thinned_words
from dashboard.queries import before_after as changes
from dashboard.queries import official
from dashboard.queries.connection import Build
from dashboard.site.model import Page, Section, section
from dashboard.text.markdown import plain
from dashboard.text.prose import prose

TOPICS = ("referrals", "gross_misconduct", "discrimination", "time_to_hearing")
RECORDS = "From the case records"
RECORD = "Published record"
LOOK = "Which forces call for a second look"
FUNNELS = {"R1": "Referrals", "G4": "Gross misconduct", "D1": "Discrimination"}


def overview(build: Build, ask: Ask | None) -> Page:
    """What changed, where, and how sure it is."""
    sections = [Section("The four topics", template="cards.html")] if ask else []
    if ask:
        found = [(name, forces(ask, measure)) for measure, name in FUNNELS.items()]
        told = [
            f"**{name}.** {plain(made.finding)}" for name, made in found if made and made.finding
        ]
        sections += [Section(LOOK, told)] if told else []
        sections.append(section("Completeness", quality.returns(ask)))
    sections.append(section(RECORD, headlines(build), sentences=[prose("site")["record"]["lead"]]))
    lead = prose("site")["overview"]["lead"] if ask else unpublished(build)
    return _page("overview", "index.html", sections, [lead])


def unpublished(build: Build) -> str:
    """Why there are no figures of case records."""
    words = prose("pages")["unpublished"]
    return f"{words['records' if build.dataset else 'none']} {words['below']}"


def topics(build: Build, ask: Ask | None) -> list[Page]:
    """The four topics; without figures of case records, what official publishers print."""
    return [
        _page(
            name,
            f"{name.replace('_', '-')}.html",
            [
                *(_SECTIONS[name](ask) if ask else []),
                section(
                    RECORD, *_official(build, name), sentences=[prose("site")["record"]["lead"]]
                ),
            ],
            _lead(ask, name) if ask else [unpublished(build)],
        )
        for name in TOPICS
    ]


def forces(ask: Ask, name: str, breakdown: str = "total", category: str = "total") -> Panel | None:
    """The forces side by side, as the dashboard opens on them."""
    chosen = (ask, name, breakdown, category)
    return funnel(*chosen, with_spread=True) or funnel(*chosen) or topic.forces(*chosen)


def _page(
    topic_name: str, path: str, sections: list[Section], lead: list[str] | None = None
) -> Page:
    words = prose("pages")[topic_name]
    return Page(
        path=path,
        title=prose("site")["pages"][topic_name],
        nav=topic_name,
        question=words["question"],
        sections=[each for each in sections if each.panels or each.sentences or each.template],
        not_shown=words["not_shown"],
        lead=lead or [],
    )


def _lead(ask: Ask, name: str) -> list[str]:
    leads = {
        "referrals": ["R1"],
        "gross_misconduct": ["G4"],
        "discrimination": ["D1"],
        "time_to_hearing": ["T1_24m", "T2"],
    }
    return [words for each in leads[name] if (words := summary_words(ask, each))]


def _referrals(ask: Ask) -> list[Section]:
    return [
        section(
            RECORDS,
            topic.trend(ask, "R1"),
            control_chart(ask, "R1"),
            forces(ask, "R1"),
            topic.parts(ask, "R1", "referral_route"),
            topic.trend(ask, "R2"),
            over_time.by_category(ask, "R3", "mode", "financial_year"),
            topic.trend(ask, "R4"),
        )
    ]


def _gross_misconduct(ask: Ask) -> list[Section]:
    offered = list(changes.changes(ask.build))
    said, is_refused = incidence.refusal(ask.build)
    return [
        section(
            RECORDS,
            None if is_refused else ladder.ladder(ask),
            ladder.meanings(ask),
            topic.trend(ask, "G4"),
            forces(ask, "G4"),
            forces(ask, "G3"),
            ladder.serving_and_former(ask),
            before_after.before_after(ask, offered[0]) if offered else None,
            sentences=[said] if said else [],
        ),
        section(
            "Ethnicity and sex of officers",
            *(disparity.steps(over_time.whole(ask), name) for name in disparity.OFFICERS),
        ),
    ]


def _discrimination(ask: Ask) -> list[Section]:
    said = thinned_words(ask)
    return [
        section("Characteristics named", topic.parts(ask, "D2", "characteristic")),
        section(
            "Discrimination among all allegations",
            topic.trend(ask, "D1"),
            forces(ask, "D1"),
            sentences=[said] if said else [],
        ),
        section(
            "What became of discrimination allegations",
            topic.trend(ask, "D4"),
            *(disparity.steps(ask, name) for name in disparity.ALLEGATIONS),
        ),
    ]


def _time_to_hearing(ask: Ask) -> list[Section]:
    said, is_refused = incidence.refusal(ask.build)
    if is_refused:
        return [Section(RECORDS, [said])]
    why = [prose("panels")["finished"]["why"], *map(plain, waiting.finished_sentences(ask))]
    return [
        section(
            RECORDS,
            incidence.incidence(ask),
            waiting.curve(ask),
            waiting.stages(ask),
            topic.trend(ask, "T2"),
            forces(ask, "T1_24m"),
            sentences=[said] if said else [],
        ),
        section(
            "What is still open", topic.parts(ask, "B1", "age"), topic.parts(ask, "B1", "stage")
        ),
        Section("Why not simply the median of finished cases?", why),
    ]


def _official(build: Build, name: str) -> list[Panel | None]:
    first = next(
        each["measure"] for each in prose("overview")["headlines"] if each["topic"] == name
    )
    published = list(official.publications(build, name, first))
    made = [record.headlines(build, name, published[0])] if published else []
    if name == "referrals":
        made.append(record.workforce(build, record.WHOLE))
    if name == "discrimination":
        made.append(record.by_characteristic(build))
    if name == "time_to_hearing":
        kinds = official.categories(build, name, record.DAYS)
        made += [record.days_by_force(build, kind, record.WHOLE) for kind in kinds[:1]]
    return made


_SECTIONS: dict[str, Callable[[Ask], list[Section]]] = {
    "referrals": _referrals,
    "gross_misconduct": _gross_misconduct,
    "discrimination": _discrimination,
    "time_to_hearing": _time_to_hearing,
}
