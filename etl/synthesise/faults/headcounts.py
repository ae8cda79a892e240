"""Faults of headcounts, the denominators of rates (rules 46 to 49)."""

import polars as pl

from etl.synthesise.faults.planter import Planter

c = pl.col
OFFICERS, SPECIALS = "POLICE_OFFICER", "SPECIAL_CONSTABLE"
CHANGE, IDENTICAL = "R46.workforce.change", "R47.workforce.identical"
# Well beyond the change that is reported, in numbers that are not too few to say.
DEPARTS, LEAST = 0.3, 110


def plant(planter: Planter) -> None:
    """On the last March, so that no year after it looks changed, too; each for other forces."""
    if planter.tables["workforce"]["as_at"].n_unique() < 2:
        return
    _changed(planter)
    _of_another_force(planter)
    _without_specials(planter)


def _last(planter: Planter, group: str) -> pl.DataFrame:
    """Rows of the last March of forces that are free, in no order of size."""
    rows = planter.tables["workforce"]
    last = rows.filter((c("as_at") == c("as_at").max()) & (c("worker_group") == group))
    return last.filter(~c("force_code").is_in(list(planter.forces_taken)))


def _keep(planter: Planter, *forces: str) -> None:
    """No other fault in the headcounts of these forces, of any year: it could hide this one."""
    planter.forces_taken.update(forces)
    planter.take_all(planter.tables["workforce"].filter(c("force_code").is_in(forces)))


def _changed(planter: Planter) -> None:
    rows = planter.some(_last(planter, OFFICERS).filter(c("workers") >= LEAST), 1)
    raised = ((1 + DEPARTS) * c("workers")).round().cast(pl.Int64)
    planter.expect(planter.edit("workforce", rows, workers=raised), CHANGE)
    _keep(planter, *rows["force_code"])


def _of_another_force(planter: Planter) -> None:
    """A force delivers another's number of officers: it is wrong by as much as the two differ."""
    rows = _last(planter, OFFICERS).filter(c("workers") >= LEAST).sort("workers", "force_code")
    if rows.height < 2 or rows["workers"][0] * (1 + DEPARTS) > rows["workers"][-1]:
        return
    smallest, largest = rows[:1], rows[-1:]
    planter.edit("workforce", smallest, workers=str(largest["workers"][0]))
    planter.expect(smallest, CHANGE, IDENTICAL)
    _keep(planter, *smallest["force_code"], *largest["force_code"])


def _without_specials(planter: Planter) -> None:
    """Special constables are given in full-time equivalents, of which no rate is made."""
    rows = planter.some(_last(planter, SPECIALS), 1)
    planter.edit("workforce", rows, basis="FTE")
    planter.expect(rows, "R49.workforce.full_time_equivalent")
    officers = _last(planter, OFFICERS).filter(c("force_code").is_in(rows["force_code"].implode()))
    planter.expect(officers, "R48.workforce.no_specials")
    _keep(planter, *rows["force_code"])
