"""Faults of headcounts, the denominators of rates (rules 38 and 46 to 49)."""

import polars as pl

from etl.synthesise.faults.planter import Planter

c = pl.col
OFFICERS, SPECIALS = "POLICE_OFFICER", "SPECIAL_CONSTABLE"
CHANGE, IDENTICAL = "R46.workforce.change", "R47.workforce.identical"
SUM = "R38.workforce_groups.sum"
DIMENSIONS = ("ETHNICITY", "SEX")
# Well beyond the change that is reported, in numbers that are not too few to say.
DEPARTS, LEAST = 0.3, 110


def plant(planter: Planter) -> None:
    """On the last March, so that no year after it looks changed, too; each for other forces."""
    if planter.tables["workforce"]["as_at"].n_unique() < 2:
        return
    _changed(planter)
    _of_another_force(planter)
    _without_specials(planter)
    _not_adding_up(planter)


def _last(planter: Planter, group: str) -> pl.DataFrame:
    """Rows of the last March of forces that are free, in no order of size."""
    rows = planter.tables["workforce"]
    last = rows.filter((c("as_at") == c("as_at").max()) & (c("worker_group") == group))
    return last.filter(~c("force_code").is_in(list(planter.forces_taken)))


def _keep(planter: Planter, *forces: str) -> None:
    """No other fault in the headcounts of these forces, of any year: it could hide this one."""
    planter.forces_taken.update(forces)
    for entity in ("workforce", "workforce_groups"):
        planter.take_all(planter.tables[entity].filter(c("force_code").is_in(forces)))


def _expect_groups(planter: Planter, force: str, dimensions: tuple[str, ...]) -> None:
    """The groups of officers of the last March no longer add up."""
    groups = planter.tables["workforce_groups"]
    of_day = (c("force_code") == force) & (c("as_at") == c("as_at").max())
    planter.expect(groups.filter(of_day & c("dimension").is_in(dimensions)), SUM)


def _changed(planter: Planter) -> None:
    rows = planter.some(_last(planter, OFFICERS).filter(c("workers") >= LEAST), 1)
    raised = ((1 + DEPARTS) * c("workers")).round().cast(pl.Int64)
    planter.expect(planter.edit("workforce", rows, workers=raised), CHANGE)
    for force in rows["force_code"]:
        _expect_groups(planter, force, DIMENSIONS)
        _keep(planter, force)


def _of_another_force(planter: Planter) -> None:
    """A force delivers another's number of officers: it is wrong by as much as the two differ."""
    rows = _last(planter, OFFICERS).filter(c("workers") >= LEAST).sort("workers", "force_code")
    if rows.height < 2 or rows["workers"][0] * (1 + DEPARTS) > rows["workers"][-1]:
        return
    smallest, largest = rows[:1], rows[-1:]
    planter.edit("workforce", smallest, workers=str(largest["workers"][0]))
    planter.expect(smallest, CHANGE, IDENTICAL)
    _expect_groups(planter, smallest["force_code"][0], DIMENSIONS)
    _keep(planter, *smallest["force_code"], *largest["force_code"])


def _without_specials(planter: Planter) -> None:
    """Special constables are given in full-time equivalents, of which no rate is made."""
    rows = planter.some(_last(planter, SPECIALS), 1)
    planter.edit("workforce", rows, basis="FTE")
    planter.expect(rows, "R49.workforce.full_time_equivalent")
    officers = _last(planter, OFFICERS).filter(c("force_code").is_in(rows["force_code"].implode()))
    planter.expect(officers, "R48.workforce.no_specials")
    for force in rows["force_code"]:
        _expect_groups(planter, force, DIMENSIONS)
        _keep(planter, force)


def _not_adding_up(planter: Planter) -> None:
    """One group has officers that are in no other number."""
    groups = planter.tables["workforce_groups"]
    free = _last(planter, OFFICERS)["force_code"].implode()
    last = (c("as_at") == c("as_at").max()) & (c("dimension") == "SEX") & (c("category") == "MALE")
    rows = planter.some(groups.filter(last & c("force_code").is_in(free)), 1)
    planter.edit("workforce_groups", rows, officers=c("officers") + 7)
    for force in rows["force_code"]:
        _expect_groups(planter, force, ("SEX",))
        _keep(planter, force)
