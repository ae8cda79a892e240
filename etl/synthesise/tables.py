"""Draw every part of the demonstration, in the order in which one follows from another."""

import polars as pl

from etl.contracts import Contract
from etl.synthesise import allegations, decisions, discrimination, events
from etl.synthesise.appeals import add_appeals
from etl.synthesise.calendar import NEVER
from etl.synthesise.cases import NEW_RULES, make_cases
from etl.synthesise.contracted import Tables, as_contracted
from etl.synthesise.departures import add_departures, add_finalised
from etl.synthesise.findings import add_findings
from etl.synthesise.forces import (
    forces_table,
    submissions_table,
    system_changes_table,
    workforce_table,
)
from etl.synthesise.groups import workforce_groups_table
from etl.synthesise.proceedings import make_proceedings, proceedings_table
from etl.synthesise.referrals import first_referrals, referral_tables
from etl.synthesise.selection import add_forums
from etl.synthesise.subjects import make_subjects, name_subjects
from etl.synthesise.timeline import add_timeline
from etl.synthesise.world import World


def make_tables(world: World, contract: Contract, sub_categories: dict[str, list[str]]) -> Tables:
    """All entities of the contract, typed, with the contract's columns in its order.

    `sub_categories` lists the sub-categories of each category letter.
    """
    cases = add_timeline(first_referrals(make_cases(world), world), world)
    subjects = add_forums(make_subjects(cases, world), cases, world)
    people = make_proceedings(subjects, cases, world)
    people = add_appeals(add_findings(people, world), world)
    cases = add_finalised(cases, people, world)
    subjects = add_departures(subjects, people, world)
    settled = pl.col("in_proceedings") | (pl.col("left_day") < NEVER)
    workforce = workforce_table(world.forces, world.targets, world.years)
    parts = {
        "case_subjects": name_subjects(subjects, settled, world),
        **_allegations(cases, subjects, sub_categories, world),
        **referral_tables(cases, world),
        **_events(cases, subjects, people, world),
        **_proceedings(people, world),
        "forces": forces_table(world.forces),
        "workforce": workforce,
        "workforce_groups": workforce_groups_table(world.forces, workforce),
        "submissions": submissions_table(world.forces),
        "system_changes": system_changes_table(world.forces, world.calendar),
    }
    stops = events.suspended_days(parts["clock_stops"], world)
    parts["cases"] = _finished(cases, stops, world)
    return as_contracted(parts, world, contract)


def _allegations(
    cases: pl.DataFrame,
    subjects: pl.DataFrame,
    sub_categories: dict[str, list[str]],
    world: World,
) -> Tables:
    rows = allegations.make_allegations(cases, sub_categories, world)
    breaches = allegations.make_breaches(rows, world)
    pairs = decisions.make_decisions(rows, subjects, cases, world)
    return {
        "allegations": rows,
        "allegation_breaches": breaches,
        "allegation_characteristics": discrimination.make_characteristics(rows, breaches, world),
        "allegation_factors": allegations.make_factors(rows, world),
        "allegation_subjects": pairs,
        "severity_assessments": decisions.make_assessments(pairs, world),
    }


def _events(
    cases: pl.DataFrame, subjects: pl.DataFrame, people: pl.DataFrame, world: World
) -> Tables:
    late = events.late_trials(people, cases, world)
    return {
        "investigations": events.make_investigations(cases, world),
        "duty_suspensions": events.make_suspensions(subjects, people, cases, world),
        "clock_stops": events.make_clock_stops(cases, late, world),
        "criminal_proceedings": events.make_criminal_proceedings(subjects, cases, late, world),
    }


def _proceedings(people: pl.DataFrame, world: World) -> Tables:
    """What is known of proceedings on the day of extraction."""
    extracted = world.calendar.extracted
    noticed = people.filter(pl.col("notice") <= extracted)
    ended = pl.col("concluded") <= extracted
    changed = pl.col("appeal_decided") <= extracted
    gone = pl.col("left") <= extracted
    return {
        "proceedings": proceedings_table(people, world),
        "proceeding_subjects": noticed.with_columns(
            finding=pl.when(ended).then("finding"),
            outcome=pl.when(ended).then("outcome"),
            outcome_after_appeal=pl.when(ended & changed).then("outcome_after_appeal"),
            is_former_officer=pl.col("is_former") & gone,
        ),
        "appeals": noticed.filter(pl.col("lodged") <= extracted).with_columns(
            appeal_seq=pl.lit(1),
            appeal_result=pl.when(changed).then("appeal_result").otherwise(pl.lit("PENDING")),
        ),
    }


def _finished(cases: pl.DataFrame, stops: pl.DataFrame, world: World) -> pl.DataFrame:
    """Cases as they stand on the day of extraction."""
    ended = pl.col("finalised") <= world.calendar.extracted
    is_complaint = pl.col("case_type") == "COMPLAINT"
    return cases.join(stops, on="case", how="left", maintain_order="left").with_columns(
        case_type=pl.when("type_stated").then("case_type"),
        complaint_status=pl.when(pl.col("aware") >= NEW_RULES).then("handling"),
        case_status=pl.when(ended).then(pl.lit("FINALISED")).otherwise(pl.lit("OPEN")),
        recorded=pl.when("recorded_known").then("recorded").otherwise(NEVER),
        linked_to_pre_2020=pl.col("linked"),
        is_reinvestigation=pl.col("second_report") <= world.calendar.extracted,
        suspended_days=pl.when(is_complaint)
        .then(pl.col("suspended_days").fill_null(0))
        .otherwise("suspended_days"),
    )
