"""Relative likelihoods in words. What may be said is decided where the figures are made."""

from collections.abc import Sequence

import polars as pl

from dashboard.text.figures import Row, count_words

STEPS = {
    "assessed": "assessed for misconduct of any kind",
    "assessed_gross": "assessed for gross misconduct",
    "case_to_answer": "found to have a case to answer for it",
    "to_hearing": "referred to a hearing",
    "proven": "found to have committed gross misconduct",
    "dismissed": "dismissed, or would have been",
    "answer_found": "found to have a case to answer",
}
OUT_OF = {
    "assessed": "officers in post, over the years they are",
    "assessed_gross": "officers assessed, however severe",
    "case_to_answer": "officers assessed for gross misconduct",
    "to_hearing": "officers with a case to answer for it",
    "proven": "officers referred to a hearing",
    "dismissed": "officers found to have committed gross misconduct",
    "answer_found": "decided allegations, once for each officer",
}
FEW = 10
MANY_COMPARED = 5
MANY_UNKNOWN = 10
# Its base is years in post, which a delivery may lack.
IN_POST = "assessed"
NOT_DELIVERED = "[x] officers in post by group were not delivered"
# What is left of a group that came to a step nearly whole says as little as a few that did.
TOO_FEW = "too few to say"
SYMBOLS = {
    "c": "[c] hidden to protect people",
    "x": "[x] no return",
    "z": "[z] not applicable",
}


def ratio_words(row: Row) -> str:
    """The ratio with its interval, or the symbol that stands for it."""
    if row["ratio"] is None:
        return _symbol_words(row)
    upper = "no upper end" if row["upper"] is None else number(row["upper"])
    words = f"{number(row['ratio'])} (95% interval {number(row['lower'])} to {upper})"
    return f"{words} [u] from under 10" if row["symbol"] == "u" else words


def finding_words(row: Row) -> str:
    """One sentence; "times as likely" stands in it only where the figures carry it."""
    who = f"{row['category_label']} beside {row['reference_label']}"
    step = STEPS[row["step"]]
    if row["ratio"] is None:
        return f"{who}, {step}: {_symbol_words(row) or 'no figure'}."
    if row["sentence_allowed"]:
        told = (
            f"{row['category_label']}: {number(row['ratio'])} times as likely to be {step} as "
            f"{row['reference_label']} (95% interval {number(row['lower'])} to "
            f"{number(row['upper'])})"
        )
    elif _is_few(row):
        told = f"{who}, {step}: {TOO_FEW}"
    else:
        told = f"{who}, {step}: no clear difference"
    return f"{told}.{unknown_words(row)}"


def unknown_words(row: Row) -> str:
    """What those not known could change, where they are more than a tenth."""
    if row["unknown_share"] is None:
        return " How many are not known is hidden."
    if row["unknown_share"] <= MANY_UNKNOWN or None in (row["bound_group"], row["bound_reference"]):
        return ""
    return (
        f" Not known: {row['unknown_share']:.1f}%. Were they all in this group, the ratio would be "
        f"{number(row['bound_group'])}; all in the other, {number(row['bound_reference'])}."
    )


def disparity_title(rows: Sequence[Row]) -> str:
    """How many comparisons show a clear difference, and at which steps."""
    compared = [row for row in rows if row["ratio"] is not None]
    if not compared:
        return "No comparison can be shown"
    clear = [row for row in compared if row["sentence_allowed"]]
    if not clear:
        return "No clear difference between the groups"
    steps = "; ".join(dict.fromkeys(STEPS[row["step"]] for row in clear))
    if len(compared) == 1:
        return f"A clear difference: {steps}"
    return f"{len(clear)} of {len(compared)} comparisons show a clear difference: {steps}"


def by_chance_words(rows: Sequence[Row]) -> str:
    """What a reader of many comparisons at once should know."""
    if sum(row["ratio"] is not None for row in rows) < MANY_COMPARED:
        return ""
    return (
        "Many comparisons are made at once: of twenty between groups that do not differ, about one "
        "looks clear by chance alone."
    )


def disparity_alt(rows: Sequence[Row], area: str) -> str:
    told = "; ".join(
        f"{row['category_label']}, {STEPS[row['step']]}: {ratio_words(row)}"
        for row in rows
        if row["ratio"] is not None
    )
    return f"Dot chart of relative likelihoods by step, {area}. {told or 'No figure is shown'}."


def disparity_table(rows: Sequence[Row]) -> pl.DataFrame:
    """One line per step and group, the reference group and the group not known among them."""
    columns = {
        "Step": [STEPS[row["step"]].capitalize() for row in rows],
        "Group": [row["category_label"] for row in rows],
        "How many": [_counts(row) for row in rows],
        "Share": [_share(row) for row in rows],
        "Beside": [row["reference_label"] if row["ratio"] is not None else "" for row in rows],
        "Times the share": [
            "" if row["category"] in (row["reference"], "NOT_KNOWN") else ratio_words(row)
            for row in rows
        ],
        "What it shows": ["" if row["ratio"] is None else finding_words(row) for row in rows],
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def number(value: float) -> str:
    """Two decimals: 0.97 and 1.04 are both "1.0" with one."""
    return f"{value:,.2f}"


def _counts(row: Row) -> str:
    if row["numerator"] is None or row["denominator"] is None:
        return _symbol_words(row)
    if row["step"] == IN_POST:
        return f"{count_words(row['numerator'])} in {row['denominator']:,.0f} years"
    return f"{count_words(row['numerator'])} of {count_words(row['denominator'])}"


def _share(row: Row) -> str:
    if row["share"] is None:
        return ""
    each = " for each 100 years in post" if row["step"] == IN_POST else "%"
    return f"{row['share']:.1f}{each}"


def _symbol_words(row: Row) -> str:
    if row["step"] == IN_POST and row["symbol"] == "x":
        return NOT_DELIVERED
    return SYMBOLS.get(row["symbol"], "")


def _is_few(row: Row) -> bool:
    pairs = [("numerator", "denominator"), ("reference_numerator", "reference_denominator")]
    few = min(row[events] for events, _ in pairs) < FEW
    if row["step"] == IN_POST:
        return few
    return few or min(row[people] - row[events] for events, people in pairs) < FEW
