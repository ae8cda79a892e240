"""Attack the published curves: none may give single events back."""

import polars as pl

from etl.disclosure.curves import single_events
from etl.disclosure.policy import Policy
from etl.errors import ProtectionError
from etl.measures.definitions import COUNTS
from etl.publish.waits import KINDS

COHORT = ("measure", "area_code", "area_level", "cohort", "breakdown", "category")


def hold_curves(curves: pl.DataFrame, policy: Policy) -> None:
    """Raise ProtectionError if a point of a force or region tells of fewer events than are shown.

    `curves` has the columns of published.time_to_event without dataset.
    """
    told = curves.filter(pl.col("day").is_not_null(), pl.col("area_level") != "country")
    for key, rows in told.partition_by(COHORT, as_dict=True, maintain_order=True).items():
        kind = KINDS[key[0]]
        least = policy.hide_up_to(COUNTS[kind.reached].sensitivity, key[2]) + 1
        if least < 2:
            continue
        points = rows.select("day", "ending", "at_risk", "estimate").iter_rows()
        if single_events(points, least, enter_late=kind.enters_late):
            raise ProtectionError(
                f"A curve of {key[0]} would give back fewer than {least} events. Nothing was "
                "published."
            )
