"""Titles that state a finding: a direction only where published intervals do not overlap."""

from collections.abc import Mapping, Sequence

from dashboard.text.figures import Row, is_shown, symbol_words

RULE = (
    "A figure is called higher or lower only where the 95% interval of the difference lies wholly "
    "on one side of zero or, for parts of a measure, where the two 95% intervals do not overlap; "
    "else there is “no clear change” or “no clear difference”, which does not prove that two "
    "figures are the same."
)
Found = str | None

# Of 43 forces that differ by chance alone, 0.086 lie outside 99.8% limits.
MANY_OUTSIDE = 4


def direction(row: Row, other: Row, found: Found = None) -> str | None:
    """`higher` or `lower` than the other row, as the published difference found; else None.

    Where no difference is published, the intervals must not overlap.
    """
    if found is not None:
        return found if found in ("higher", "lower") else None
    if not (is_shown(row) and is_shown(other)):
        return None
    if _apart(row["lower"], other["upper"]):
        return "higher"
    if _apart(other["lower"], row["upper"]):
        return "lower"
    return None


def _apart(low: float | None, high: float | None) -> bool:
    return low is not None and high is not None and low > high


def change_words(row: Row, before: Row | None, found: Found = None) -> str:
    """How a row compares with the one of the period before, in words."""
    if before is None:
        return "no earlier period to compare with"
    for each in (row, before):
        if not is_shown(each):
            return (
                f"not compared, since {each['period']} is {symbol_words(each) or 'not published'}"
            )
    way = direction(row, before, found)
    words = (
        f"{way} than in {before['period']}" if way else f"no clear change from {before['period']}"
    )
    if row["break_before"] or row["break_within"]:
        words += "; the rules changed in between"
    return words


def change_title(subject: str, rows: Sequence[Row], found: Found = None) -> str:
    """Title of a trend: the latest period against the one before."""
    if not rows:
        return subject
    latest, before = rows[-1], rows[-2] if len(rows) > 1 else None
    return f"{subject}, {latest['period']}: {change_words(latest, before, found)}"


def difference_title(
    subject: str,
    rows: Sequence[Row],
    reference: Row | None,
    chosen: Row | None,
    found: Mapping[str, str] | None = None,
) -> str:
    """Title of a comparison: the chosen area against the whole, else how many differ from it.

    `found`: the published finding against the whole, by area code.
    """
    found = found or {}
    if reference is None or not is_shown(reference):
        return f"{subject} by force, {rows[0]['period']}" if rows else subject
    whole = reference["area_name"]
    if chosen is not None and is_shown(chosen):
        way = direction(chosen, reference, found.get(chosen.get("area_code", "")))
        words = f"{way} than {whole}" if way else f"no clear difference from {whole}"
        return f"{subject}, {chosen['area_name']}: {words}"
    apart = sum(
        direction(row, reference, found.get(row.get("area_code", ""))) is not None for row in rows
    )
    return f"{subject}: {apart} of {len(rows)} forces differ clearly from {whole}"


def highest_title(subject: str, rows: Sequence[Row]) -> str:
    """Title of a breakdown: the category that stands clearly above all others, if one does."""
    shown = sorted((row for row in rows if is_shown(row)), key=lambda row: row["value"])
    if len(shown) < 2:
        return subject
    if all(row["lower"] is None for row in shown):
        # A count of people on a day; the largest part is simply the largest.
        return f"{subject}: the most are “{shown[-1]['category_label']}”"
    top, others = shown[-1], shown[:-1]
    if all(direction(top, other) == "higher" for other in others):
        return f"{subject}: highest for “{top['category_label']}”"
    return f"{subject}: no category is clearly highest"


def reached_title(row: Row | None, words: Mapping[str, str]) -> str:
    """Title of a waiting-time curve from the published median, in the words of the curve."""
    if row is None:
        return words["name"]
    if is_shown(row):
        return words["half"].format(days=f"{row['value']:,.0f}")
    return f"{words['median']}: {symbol_words(row) or 'not published'}"


def is_outside(row: Row) -> bool:
    """Whether a figure lies beyond the 99.8% limits that are drawn at its base."""
    if not is_shown(row) or row["lower_998"] is None:
        return False
    return row["value"] > row["upper_998"] or row["value"] < row["lower_998"]


CHANCE_LIMITS = "the 99.8% limits"
SPREAD_LIMITS = "the 99.8% limits of chance and usual spread"


def funnel_title(
    subject: str, rows: Sequence[Row], chosen: Row | None, limits: str = CHANCE_LIMITS
) -> str:
    """Title of a funnel: where the chosen force lies, else how many lie outside."""
    if chosen is not None and is_shown(chosen):
        where = "outside" if is_outside(chosen) else "within"
        return f"{subject}, {chosen['area_name']}: {where} {limits}"
    outside = sum(map(is_outside, rows))
    return f"{subject}: {outside or 'none'} of {len(rows)} forces outside {limits}"


def outside_words(rows: Sequence[Row], is_over_dispersed: bool = False) -> str:
    """The forces beyond chance, in the order of the alphabet, and what their number means.

    `signal` of a row allows for how many forces are compared at once.
    """
    named = sorted(row["area_name"] for row in rows if row["signal"] != "none")
    if not named:
        return (
            "No force calls for a second look: with so many compared at once, chance alone could "
            "explain the spread."
        )
    calls = "Beyond chance" if is_over_dispersed else "Look further, first at data quality"
    words = (
        f"{calls}: {', '.join(named)}. All comparisons are allowed for: of forces so named, at "
        "most one in twenty on average differs by chance alone."
    )
    if is_over_dispersed or len(named) > MANY_OUTSIDE:
        words += (
            " When so many are named, forces differ for more reasons than chance, such as how "
            "they record and refer; these limits allow for chance only."
        )
    return words


def beyond_words(rows: Sequence[Row]) -> str:
    """What lies beyond the usual spread of forces that differ by more than chance."""
    named = sorted(row["area_name"] for row in rows if row["signal"] == "look_further")
    apart = sum(row["signal"] != "none" for row in rows)
    words = "Forces lie further apart than chance alone would explain"
    words += f", {apart} of {len(rows)} so far that each stands out by itself" if apart else ""
    words += (
        ". They differ for other reasons, too, such as how they record and refer, so the limits "
        "here also allow for the usual spread of forces. "
    )
    if not named:
        return words + "No force lies beyond it."
    return words + f"Beyond it: {', '.join(named)}. Look further, first at data quality."


def largest_words(centre: str, without: str, largest: str) -> str:
    """The figure of all forces beside that without the largest one, which draws it to itself."""
    return f"All forces: {centre}; without {largest}, the largest: {without}."
