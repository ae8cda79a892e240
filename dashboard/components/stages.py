"""The stages on the way to a hearing side by side: how long each took in the middle."""

import polars as pl

from dashboard.charts.stages import stages_figure
from dashboard.components.files import case_file, file_name
from dashboard.components.filters import Ask
from dashboard.components.panel import Panel
from dashboard.components.shared import shared
from dashboard.components.sources import BASIS, checks_words, source_words
from dashboard.components.topic import MADE, worded
from dashboard.frames import ordered, put
from dashboard.queries import published
from dashboard.text.figures import is_shown
from dashboard.text.markdown import plain
from dashboard.text.marks import marks_words
from dashboard.text.prose import prose, reading
from dashboard.text.stages import stages_alt, stages_title
from dashboard.text.tables import split_table

STAGES = {
    "T3": "Investigation",
    "T4": "Decision",
    "T5": "Notice",
    "T2": "Listing of the hearing",
}


@shared
def stages(ask: Ask) -> Panel | None:
    """Median days of each stage in the chosen area, by three-year cohort of those who entered."""
    found = [published.windows(ask.build, name, ask.area.code) for name in STAGES]
    if any(part.is_empty() for part in found):
        return None
    rows = pl.concat(found)
    # By period, each with its stages: those of one stage come in order of time.
    rows = ordered(rows, rows["period_start"].to_list())
    labels = [STAGES[name] for name in rows["measure"]]
    rows = worded(put(rows, pl.Series("category_label", labels, dtype=pl.String)))
    words = prose("panels")["stages"]
    each = rows.to_dicts()
    shown = any(is_shown(row) for row in each)
    span = f"{rows['period'][0]} to {rows['period'][-1]}"
    return Panel(
        name="stages",
        title=stages_title(each),
        subtitle="Median days in each stage, those not yet through it kept in: "
        f"{ask.area.name}, {span}, by the three years in which the stage began.",
        finding=words["warning"],
        figure=stages_figure(rows, ask.build.synthetic) if shown else None,
        alt=stages_alt(each, ask.area.name),
        table=lambda: split_table(rows.to_dicts()).rename({"Category": "Stage"}),
        file=lambda: case_file(rows.drop(MADE, strict=False), ask.build),
        file_name=file_name("stages-to-hearing", ask.area.name, synthetic=ask.build.synthetic),
        about=_about(ask),
        source=source_words(ask.build),
        checks=checks_words(ask.build),
        reading=reading("stages") if shown else "",
        marks=marks_words([row for row in each if row["symbol"] in ("c", "x")], with_breaks=False),
        rows=rows.height,
        hidden=sum(row["symbol"] == "c" for row in each),
    )


def _about(ask: Ask) -> str:
    """Each stage's definition, and what holds for all of them."""
    lines = []
    for name, label in STAGES.items():
        measure = published.measure(ask.build, name)
        basis = BASIS.get(measure["event_basis"], measure["event_basis"])
        lines.append(
            f"- **{label}:** {plain(measure['unit'])}. {plain(measure['numerator_words'])} of "
            f"{plain(measure['denominator_words'])}; counted {basis}."
        )
    return "\n".join(lines) + "\n\n" + prose("panels")["stages"]["about"]
