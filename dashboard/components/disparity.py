"""The disparity ladder: at which step a gap between groups opens, with its interval."""

from dashboard.charts.disparity import disparity_figure
from dashboard.components.files import case_file, file_name
from dashboard.components.filters import Ask, choose
from dashboard.components.over_time import whole
from dashboard.components.panel import Panel, show
from dashboard.components.section import section
from dashboard.components.shared import shared
from dashboard.components.sources import checks_words, source_words
from dashboard.queries import disparity as queries
from dashboard.text import disparity as words
from dashboard.text.markdown import plain
from dashboard.text.prose import prose, reading

OFFICERS = {"ethnicity": "Ethnicity", "sex": "Sex"}
ALLEGATIONS = {
    "category_f": "Discrimination complaints (category F) beside other complaints",
    "standard_3": "Equality and diversity (standard 3) beside other standards",
}
NOTHING = "No comparison of groups is published for this choice."


@section
def show_officer_steps(ask: Ask) -> None:
    """Relative likelihood of each step by a characteristic of officers, for all forces."""
    everywhere = whole(ask)
    offered = [name for name in OFFICERS if name in _offered(everywhere)]
    chosen = choose("Compare officers by", "compare", offered, words=OFFICERS) if offered else None
    show(steps(everywhere, chosen) if chosen else None, NOTHING)


def show_answers_compared(ask: Ask) -> None:
    """Case to answer: discrimination beside everything else, category F and standard 3 apart."""
    for name in ALLEGATIONS:
        if name in _offered(ask):
            show(steps(ask, name), NOTHING)


@shared
def steps(ask: Ask, breakdown: str) -> Panel | None:
    """The latest window in which the groups can be compared, or the one that was asked for."""
    offered = queries.periods(ask.build, breakdown, ask.area.code)
    if not offered:
        return None
    period = ask.period.name if ask.period.name in offered else offered[0]
    rows = queries.steps(ask.build, breakdown, ask.area.code, period)
    told = rows.to_dicts()
    drawn = [_drawn(row) for row in told if row["ratio"] is not None]
    return Panel(
        name=f"disparity-{breakdown}",
        title=words.disparity_title(told),
        subtitle=f"{_named(breakdown)}: share that came to each step, beside "
        f"{told[0]['reference_label']}. {ask.area.name}, {period}.",
        alt=words.disparity_alt(told, ask.area.name),
        figure=disparity_figure(drawn, ask.build.synthetic) if drawn else None,
        table=lambda: words.disparity_table(rows.to_dicts()),
        file=lambda: case_file(rows, ask.build),
        file_name=file_name(
            "disparity", breakdown, ask.area.name, period, synthetic=ask.build.synthetic
        ),
        about=_about(breakdown),
        source=source_words(ask.build),
        checks=checks_words(ask.build),
        reading=reading("disparity"),
        finding=words.by_chance_words(told),
        note=prose("disparity")["base"][_base(told)],
        rows=rows.height,
        hidden=sum(row["symbol"] == "c" for row in told),
    )


def _offered(ask: Ask) -> list[str]:
    return queries.breakdowns(ask.build, ask.area.code)


def _named(breakdown: str) -> str:
    return (OFFICERS | ALLEGATIONS)[breakdown]


def _drawn(row: dict) -> dict:
    step = words.STEPS[row["step"]]
    return row | {
        "name": row["category_label"],
        "heading": step[0].upper() + step[1:],
        "words": plain(words.finding_words(row) + " " + words.ratio_words(row)),
    }


def _base(rows: list[dict]) -> str:
    """From whom the comparisons start."""
    if rows[0]["breakdown"] not in OFFICERS:
        return "answers"
    has_first = any(row["step"] == words.IN_POST and row["ratio"] is not None for row in rows)
    return "steps" if has_first else "without_post"


def _about(breakdown: str) -> str:
    lines = [*prose("disparity")["about"]]
    if breakdown in OFFICERS:
        lines += [
            f"**{words.STEPS[step].capitalize()}:** out of {words.OUT_OF[step]}."
            for step in queries.STEPS
            if step not in ("assessed", "answer_found")
        ]
    return "\n".join(f"- {line}" for line in lines)
