"""The definitions as frames, for the SQL that counts and for the tables that explain."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import polars as pl

from etl.contracts.periods import Period
from etl.measures.definitions import COUNTS, MEASURES, TOTAL, Count, event_basis

NOT_RECORDED = "NOT_RECORDED"
# Code lists whose column may be blank in the contract.
MAY_BE_BLANK = ("case_type",)

OWN_LABELS = {
    ("total", TOTAL): "Total",
    ("regime", "CR2012"): "2012 Regulations",
    ("regime", "CR2020"): "2020 Regulations",
    ("regime", "OTHER"): "Other or earlier rules",
    ("forum", "HEARING"): "Hearing",
    ("forum", "ACCELERATED"): "Accelerated hearing",
    ("service", "SERVING"): "Serving",
    ("service", "FORMER"): "Former",
    ("worker_group", "REGULAR_OFFICER"): "Regular officers",
    ("worker_group", "SPECIAL_CONSTABLE"): "Special constables",
    ("worker_group", "OFFICER_UNIDENTIFIED"): "Officers not identified",
    ("age", "UNDER_6_MONTHS"): "Under 6 months",
    ("age", "6_TO_12_MONTHS"): "6 to 12 months",
    ("age", "12_TO_18_MONTHS"): "12 to 18 months",
    ("age", "18_TO_24_MONTHS"): "18 to 24 months",
    ("age", "OVER_24_MONTHS"): "Over 24 months",
    ("stage", "INVESTIGATION"): "Under investigation or decision",
    ("stage", "NOTICE"): "Case to answer, no notice yet",
    ("stage", "LISTING"): "Notice given, hearing not begun",
    ("ending", "HEARING"): "Hearing",
    ("ending", "MEETING"): "Meeting",
    ("ending", "REFLECTIVE_PRACTICE"): "Reflective practice",
    ("ending", "NO_PROCEEDINGS"): "No proceedings",
    ("ending", "DOWNGRADED"): "Downgraded",
    ("ending", "WITHDRAWN"): "Withdrawn",
    ("ending", "OPEN"): "Still open",
    ("field", "ETHNICITY"): "Ethnicity",
    ("field", "SEX"): "Sex",
    ("field", "RANK"): "Rank",
    ("field", "CASE_TYPE"): "Case type",
    ("field", "FINDING"): "Finding",
    ("field", "DATE_DECISION"): "Day of the case to answer decision",
    ("field", "DATE_NOTICE"): "Day of notice",
    ("date_field", "DATE_MODE_DECIDED"): "Day of the decision on the mode",
    ("date_field", "DATE_DECISION"): "Day of the case to answer decision",
    ("date_field", "DATE_NOTICE"): "Day of notice",
    ("date_field", "DATE_FIRST_DAY"): "First day of a hearing held",
    ("date_field", "DATE_APPEAL_DECIDED"): "Day on which an appeal was decided",
    ("date_field", "DATE_FINALISED"): "Day on which a case was finalised",
    ("rank_band", "CONSTABLE"): "Constables",
    ("rank_band", "SERGEANT"): "Sergeants",
    ("rank_band", "INSPECTOR_AND_ABOVE"): "Inspectors and above",
    ("rank_band", "SPECIAL"): "Special constables",
    ("rank_band", "NOT_KNOWN"): "Rank not known",
    ("category_f", "F"): "Discriminatory behaviour (category F)",
    ("category_f", "NOT_F"): "All other complaint allegations",
    ("standard_3", "STANDARD_3"): "Equality and diversity (standard 3)",
    ("standard_3", "OTHER_STANDARDS"): "Other standards only",
    ("appeal_result", "ALLOWED"): "Allowed",
    ("appeal_result", "ALLOWED_IN_PART"): "Allowed in part",
    ("appeal_result", "DISMISSED"): "Dismissed",
    ("characteristics_named", "NONE_RECORDED"): "None recorded",
    ("characteristics_named", "ONE"): "One",
    ("characteristics_named", "SEVERAL"): "Several",
}


def categories_of(count: Count, codes: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Every (breakdown, category) of a count; `codes` maps code lists to their codes."""
    if count.has_total:
        yield TOTAL, TOTAL
    for breakdown, source in count.breakdowns.items():
        listed = codes[source] if isinstance(source, str) else source
        for category in listed:
            yield breakdown, category
        if source in MAY_BE_BLANK:
            yield breakdown, NOT_RECORDED


def count_categories(codes: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    """One row per count, breakdown and category, with how the count is made."""
    rows = [
        (
            count.name,
            *pair,
            count.smallest_area.get(pair[0], "force"),
            count.force_years,
            count.starts_on,
            count.needs_open_cases,
            count.follow_up_months,
            count.quarters,
            count.is_stock,
            count.windows_only,
        )
        for count in COUNTS.values()
        for pair in categories_of(count, codes)
    ]
    return pl.DataFrame(
        rows,
        schema={
            "count_name": pl.String,
            "breakdown": pl.String,
            "category": pl.String,
            "smallest_area": pl.String,
            "has_force_years": pl.Boolean,
            "starts_on": pl.Date,
            "needs_open_cases": pl.Boolean,
            "follow_up_months": pl.Int32,
            "has_quarters": pl.Boolean,
            "is_stock": pl.Boolean,
            "windows_only": pl.Boolean,
        },
        orient="row",
    )


def category_labels(code_lists: pl.DataFrame) -> pl.DataFrame:
    """Words and order for every breakdown and category (columns of `published.categories`)."""
    rows = [
        (breakdown, category, label, order)
        for order, ((breakdown, category), label) in enumerate(OWN_LABELS.items(), start=1)
    ]
    rows += _crossed(OWN_LABELS)
    for breakdown, source in _code_list_breakdowns():
        listed = code_lists.filter(pl.col("code_list") == source)
        rows += [
            (breakdown, code, label, order)
            for code, label, order in listed.select("code", "label", "sort_order").iter_rows()
        ]
        if source in MAY_BE_BLANK:
            rows.append((breakdown, NOT_RECORDED, "Not recorded", 99))
    names = {
        "breakdown": pl.String,
        "category": pl.String,
        "label": pl.String,
        "sort_order": pl.Int64,
    }
    return pl.DataFrame(rows, schema=names, orient="row")


def _crossed(labels: Mapping[tuple[str, str], str]) -> list[tuple[str, str, str, int]]:
    """Labels of two dimensions at once, `a*b` with the categories `x*y`, in the order listed."""
    found = {}
    for count in COUNTS.values():
        for breakdown, source in count.breakdowns.items():
            if "*" not in breakdown:
                continue
            first, second = breakdown.split("*")
            for order, category in enumerate(source, start=1):
                one, other = category.rsplit("x", 1)
                words = f"{labels[first, one]}, {labels[second, other].lower()}"
                found[breakdown, category] = (breakdown, category, words, order)
    return list(found.values())


def _code_list_breakdowns() -> list[tuple[str, str]]:
    found = {
        (breakdown, source)
        for count in COUNTS.values()
        for breakdown, source in count.breakdowns.items()
        if isinstance(source, str)
    }
    return sorted(found)


def measure_rows() -> pl.DataFrame:
    """One row per measure (columns of `published.measures`)."""
    return pl.DataFrame(
        [
            {
                "measure": measure.id,
                "title": measure.title,
                "topic": measure.topic,
                "unit": measure.unit,
                "numerator_count": measure.numerator,
                "denominator_count": measure.denominator,
                "numerator_words": measure.numerator_words,
                "denominator_words": measure.denominator_words,
                "per": measure.per,
                "event_basis": event_basis(measure),
                "population": measure.population,
                "regimes": measure.regimes,
                "exclusions": measure.exclusions,
                "day_type": measure.day_type,
                "statistic": measure.statistic,
                "minimum_n": measure.minimum_n,
                "explains": measure.explains,
                "grain": measure.grain,
                "why_it_matters": measure.why_it_matters,
                "caveats": "\n".join(measure.caveats),
                "source_law": measure.source_law,
                "variant_of": measure.variant_of,
                "is_by_regime": "regime" in COUNTS[measure.numerator].breakdowns
                and (measure.breakdowns is None or "regime" in measure.breakdowns),
                "owner": measure.owner,
                "checked_by": measure.checked_by,
                "next_review": measure.next_review,
            }
            for measure in MEASURES.values()
        ],
        schema_overrides={
            "per": pl.Float64,
            "day_type": pl.String,
            "variant_of": pl.String,
            "explains": pl.String,
        },
    )


def period_rows(periods: Sequence[Period]) -> pl.DataFrame:
    """Financial years and windows for the SQL: period, period_type, period_start, period_end."""
    return pl.DataFrame(
        [(item.name, item.type, item.start, item.end) for item in periods],
        schema={
            "period": pl.String,
            "period_type": pl.String,
            "period_start": pl.Date,
            "period_end": pl.Date,
        },
        orient="row",
    )


def quarter_rows(quarters: Sequence[Period]) -> pl.DataFrame:
    """Quarters for the SQL, with the first day of the financial year of each."""
    return pl.DataFrame(
        [
            (item.name, item.start, item.end, date(item.start.year - (item.start.month < 4), 4, 1))
            for item in quarters
        ],
        schema={
            "quarter": pl.String,
            "quarter_start": pl.Date,
            "quarter_end": pl.Date,
            "year_start": pl.Date,
        },
        orient="row",
    )
