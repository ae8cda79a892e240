"""Faults of findings and outcomes (rules 18 to 25 and 31)."""

import polars as pl

from etl.synthesise.faults.planter import Planter

c = pl.col
GROSS, MISCONDUCT, NOTHING = "GROSS_MISCONDUCT_PROVEN", "MISCONDUCT_PROVEN", "NOT_PROVEN"
NAME = "proceeding_subjects"
NOT_ALLOWED = f"R18.{NAME}.outcome"
CONDITIONS = ("has_live_final_warning", "has_multiple_incidents")

# Below them there is no rank.
LOWEST = ["CONSTABLE", "SPECIAL"]

# Regulations, forum, finding → finding and outcome written, and the checks that hit.
# What these rules forbid is mostly absent from the table of outcomes allowed too (rule 18).
FAULTS: list[tuple[tuple[str, str, str], dict[str, str | None], tuple[str, ...]]] = [
    (("CR2020", "HEARING", GROSS), {"outcome": "WRITTEN_WARNING"}, ()),
    (("CR2020", "MEETING", MISCONDUCT), {"outcome": "NO_FURTHER_ACTION"}, ()),
    (
        ("CR2012", "MEETING", MISCONDUCT),
        {"outcome": "REDUCTION_IN_RANK"},
        (f"R25.{NAME}.reduction_in_rank",),
    ),
    (
        ("CR2020", "HEARING", MISCONDUCT),
        {"outcome": "DISMISSAL_WITHOUT_NOTICE", **dict.fromkeys(CONDITIONS, "false")},
        (f"R31.{NAME}.dismissed_for_misconduct",),
    ),
    (
        ("CR2020", "MEETING", MISCONDUCT),
        {"finding": GROSS, "outcome": "FINAL_WRITTEN_WARNING"},
        (f"R19.{NAME}.meeting",),
    ),
    (
        ("CR2012", "MEETING", MISCONDUCT),
        {"outcome": "DISMISSAL_WITHOUT_NOTICE"},
        (f"R19.{NAME}.meeting",),
    ),
    (("CR2020", "HEARING", NOTHING), {"outcome": "WRITTEN_WARNING"}, (f"R20.{NAME}.sanction",)),
    (
        ("CR2012", "MEETING", "NO_FINDING"),
        {"outcome": "WRITTEN_WARNING"},
        (f"R20.{NAME}.sanction",),
    ),
    (("CR2020", "MEETING", MISCONDUCT), {"outcome": "RPRP"}, (f"R22.{NAME}.not_a_sanction",)),
    (
        ("CR2020", "MEETING", MISCONDUCT),
        {"outcome": "MANAGEMENT_ACTION"},
        (f"R22.{NAME}.not_a_sanction",),
    ),
    (
        ("CR2020", "HEARING", GROSS),
        {"outcome": "WOULD_HAVE_BEEN_DISMISSED"},
        (f"R23.{NAME}.would_have_been",),
    ),
    (
        ("CR2020", "HEARING", GROSS),
        {"outcome": "DISMISSAL_WITH_NOTICE"},
        (f"R24.{NAME}.abolished",),
    ),
    (
        ("CR2020", "MEETING", MISCONDUCT),
        {"outcome": "MANAGEMENT_ADVICE"},
        (f"R24.{NAME}.abolished",),
    ),
]


def plant(planter: Planter) -> None:
    people = _people(planter)
    for (regime, forum, finding), written, checks in FAULTS:
        where = (c("regime") == regime) & (c("forum") == forum) & (c("finding") == finding)
        if written.get("outcome") == "REDUCTION_IN_RANK":
            where &= ~c("rank").is_in(LOWEST)
        rows = planter.take(NAME, people.filter(where))
        planter.edit(NAME, rows, **written)
        planter.expect(rows, NOT_ALLOWED, *checks)
    rows = planter.take(NAME, people.filter((c("finding") == GROSS) & (c("forum") == "HEARING")))
    planter.edit(NAME, rows, outcome=None)
    planter.expect(rows, f"R21.{NAME}.no_outcome")
    lowest = c("rank").is_in(LOWEST) & (c("regime") == "CR2020") & (c("finding") == GROSS)
    rows = planter.take(NAME, people.filter(lowest & (c("forum") == "HEARING")))
    planter.edit(NAME, rows, outcome="REDUCTION_IN_RANK")
    planter.expect(rows, f"R25.{NAME}.reduction_in_rank.constable")


def _people(planter: Planter) -> pl.DataFrame:
    """Serving subjects with a finding, with their rank, Regulations and forum."""
    regimes = planter.tables["case_subjects"].select("case_id", "subject_id", "rank", "regime")
    forums = planter.tables["proceedings"].select("proceeding_id", forum="proceeding_type")
    return (
        planter.tables[NAME]
        .join(regimes, on=["case_id", "subject_id"], maintain_order="left")
        .join(forums, on="proceeding_id", maintain_order="left")
        .filter(~c("is_former_officer"))
    )
