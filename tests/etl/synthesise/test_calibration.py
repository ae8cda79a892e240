"""The demonstration resembles what was published, within the tolerance stated for each figure.

Each quantity of `data/reference/synthetic_calibration.csv` is counted here from the delivery.
"""

from collections.abc import Callable

import polars as pl
import pytest

from etl.config import Settings
from etl.synthesise.plan import THINNING

TARGETS = pl.read_csv(
    Settings().reference_dir / "synthetic_calibration.csv", infer_schema=False
).with_columns(
    pl.col("period", "category").fill_null(""), pl.col("value", "tolerance").cast(pl.Float64)
)
NEW = pl.date(2020, 2, 1)
KNOWN = ["GROSS_MISCONDUCT_PROVEN", "MISCONDUCT_PROVEN", "NOT_PROVEN"]

Tables = dict[str, pl.DataFrame]
Figures = dict[tuple[str, str], float]
c = pl.col


def year(day: pl.Expr) -> pl.Expr:
    first = day.dt.year() - (day.dt.month() < 4).cast(pl.Int32)
    return pl.format("{}-{}", first, ((first + 1) % 100).cast(pl.String).str.zfill(2))


def by_year(rows: pl.DataFrame, day: pl.Expr, value: pl.Expr | None = None) -> Figures:
    value = pl.len() if value is None else value
    counted = rows.group_by(year(day).alias("year")).agg(value.alias("value"))
    return {(name, ""): figure for name, figure in counted.rows()}


def shares(rows: pl.DataFrame, column: str, period: str = "") -> Figures:
    counted = rows[column].value_counts(normalize=True)
    return {(period, name): 100 * share for name, share in counted.rows()}


def people(tables: Tables) -> pl.DataFrame:
    return (
        tables["proceeding_subjects"]
        .join(tables["proceedings"], on="proceeding_id")
        .join(tables["case_subjects"], on=["case_id", "subject_id"])
    )


def officers(tables: Tables) -> pl.DataFrame:
    fast = {"SPECIAL_CASE_HEARING": "ACCELERATED_HEARING"}
    return (
        people(tables)
        .filter(c("regime") != "STAFF_LOCAL")
        .with_columns(forum=c("proceeding_type").replace(fast))
    )


def discrimination(tables: Tables) -> pl.DataFrame:
    return (
        tables["allegations"].filter(c("category_code") == "F").join(tables["cases"], on="case_id")
    )


def named(tables: Tables) -> pl.DataFrame:
    """Category F allegations of the 2020 scheme with the number of characteristics named."""
    number = tables["allegation_characteristics"].group_by("case_id", "allegation_id").len()
    new = discrimination(tables).filter(c("allegation_scheme") == "IOPC_2020")
    return new.join(number, on=["case_id", "allegation_id"], how="left").with_columns(
        c("len").fill_null(0)
    )


def referrals(tables: Tables) -> Figures:
    return by_year(tables["referrals"], c("date_referred"))


def independent_share(tables: Tables) -> Figures:
    first = tables["mode_decisions"].filter(c("decision_seq") == 1).drop_nulls("date_decided")
    return by_year(first, c("date_decided"), (c("mode") == "INDEPENDENT").mean() * 100)


def proceedings_officers(tables: Tables) -> Figures:
    return by_year(officers(tables), c("date_notice"))


def proceedings_staff(tables: Tables) -> Figures:
    staff = people(tables).filter(c("regime") == "STAFF_LOCAL")
    return by_year(staff, c("date_notice"))


def f_allegations(tables: Tables) -> Figures:
    return by_year(discrimination(tables), pl.coalesce("date_recorded", "date_aware"))


def complaints_logged(tables: Tables) -> Figures:
    """Complaints as they would be without thinning: those that name no discrimination, are not
    referred and lead nowhere stand for twenty each."""
    kept = [discrimination(tables), tables["referrals"], tables["severity_assessments"]]
    kept = pl.concat(frame.select("case_id") for frame in kept).unique()
    complaints = tables["cases"].filter(c("case_type") == "COMPLAINT")
    weight = pl.when(c("case_id").is_in(kept["case_id"].to_list())).then(1).otherwise(THINNING)
    return by_year(complaints.with_columns(weight=weight), c("date_aware"), c("weight").sum())


def forum_share(tables: Tables) -> Figures:
    figures = shares(officers(tables).filter(c("date_notice") < pl.date(2023, 4, 1)), "forum")
    for name in ("2022-23", "2023-24"):
        figures |= shares(officers(tables).filter(year(c("date_notice")) == name), "forum", name)
    return figures


def finding_share(tables: Tables) -> Figures:
    known = officers(tables).filter(c("finding").is_in(KNOWN))
    parts = [shares(rows, "finding", forum) for (forum,), rows in known.group_by("forum")]
    return {
        ("", f"{forum}*{name}"): share for part in parts for (forum, name), share in part.items()
    }


def characteristic_share(tables: Tables) -> Figures:
    """Of the sub-categories, which bear slightly longer names."""
    short = {
        "MARRIAGE_AND_CIVIL_PARTNERSHIP": "MARRIAGE_CIVIL_PARTNERSHIP",
        "PREGNANCY_AND_MATERNITY": "PREGNANCY_MATERNITY",
    }
    rows = named(tables).drop_nulls("sub_category_code")
    return shares(rows.with_columns(c("sub_category_code").replace(short)), "sub_category_code")


def characteristics_named(tables: Tables) -> Figures:
    number = named(tables)["len"]
    assert number.max() == 3
    return {
        ("", "NONE_RECORDED"): 100 * (number == 0).mean(),
        ("", "SEVERAL"): 100 * (number > 1).mean(),
    }


def route_share(tables: Tables) -> Figures:
    return shares(tables["referrals"].filter(c("date_referred") >= NEW), "referral_route")


def matter_share(tables: Tables) -> Figures:
    return shares(tables["referrals"].drop_nulls("matter_type"), "matter_type")


def complaint_status_share(tables: Tables) -> Figures:
    plain = tables["cases"].drop_nulls("complaint_status")
    for name in ("referrals", "severity_assessments"):
        plain = plain.join(tables[name], on="case_id", how="anti")
    return shares(plain.join(discrimination(tables), on="case_id", how="anti"), "complaint_status")


def finished(tables: Tables) -> pl.DataFrame:
    days = (c("date_finalised") - c("date_aware")).dt.total_days()
    return tables["cases"].with_columns(days=days).drop_nulls("days").filter(c("date_aware") >= NEW)


def median_days(tables: Tables) -> Figures:
    medians = finished(tables).drop_nulls("case_type").group_by("case_type").agg(c("days").median())
    return {("", name): days for name, days in medians.rows()}


def over_two_years_share(tables: Tables) -> Figures:
    officers_of = tables["workforce"].filter(c("worker_group") == "POLICE_OFFICER")
    largest = officers_of.sort("workers")["force_code"].last()
    rows = finished(tables).filter(c("case_type").is_in(["CONDUCT", "RECORDABLE_CONDUCT"]))
    rows = rows.filter(c("force_code") == largest)
    return {("", "largest force"): 100 * (rows["days"] > 730).mean()}


def independent_median_days(tables: Tables) -> Figures:
    own = tables["investigations"].filter(c("mode") == "INDEPENDENT")
    return {
        ("", ""): own.select((c("date_report") - c("date_started")).dt.total_days().median()).item()
    }


def median_wait(tables: Tables) -> Figures:
    hearings = officers(tables).filter(c("proceeding_type") == "HEARING")
    wait = (c("date_first_day") - c("date_notice")).dt.total_days()
    return {("", "HEARING"): hearings.select(wait.median()).item()}


def workforce(tables: Tables) -> Figures:
    totals = tables["workforce"].group_by("as_at", "worker_group").agg(c("workers").sum())
    return {(str(day), group): workers for day, group, workers in totals.rows()}


COUNTED: dict[str, Callable[[Tables], Figures]] = {
    function.__name__: function
    for function in (
        referrals, independent_share, proceedings_officers, proceedings_staff, f_allegations,
        complaints_logged, forum_share, finding_share, characteristic_share, characteristics_named,
        route_share, matter_share, complaint_status_share, median_days, over_two_years_share,
        independent_median_days, median_wait, workforce,
    )
}  # fmt: skip


@pytest.mark.parametrize("quantity", TARGETS["quantity"].unique(maintain_order=True))
def test_every_figure_lies_within_its_tolerance(quantity, tables):
    figures = COUNTED[quantity](tables)
    wanted = TARGETS.filter(c("quantity") == quantity)
    for period, category, value, tolerance in wanted.select(
        "period", "category", "value", "tolerance"
    ).rows():
        found = figures.get((period, category), 0)
        assert abs(found - value) <= tolerance, (quantity, period, category, found, value)


def test_a_target_said_to_be_verified_names_a_publication():
    verified = TARGETS.filter(c("verified") == "true")
    assert verified.height > 50
    assert not verified["source"].str.contains("Assumption").any()
    assert set(TARGETS["verified"]) == {"true", "false"}


def test_forces_differ_moderately_in_their_rate_of_referrals(tables):
    people_in_post = tables["workforce"].filter(c("as_at") == pl.date(2025, 3, 31))
    people_in_post = people_in_post.group_by("force_code").agg(c("workers").sum())
    rows = tables["referrals"].join(tables["cases"], on="case_id")
    rows = rows.filter(year(c("date_referred")) == "2025-26").group_by("force_code").len()
    rates = rows.join(people_in_post, on="force_code").select(c("len") / c("workers") * 1000)
    lowest, middle, highest = (rates.to_series().quantile(share) for share in (0.05, 0.5, 0.95))
    assert 1.15 < highest / middle < 2.2
    assert 1.15 < middle / lowest < 2.2
