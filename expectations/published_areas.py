"""Promises of areas and official figures: nothing invented beside a real name."""

from expectations.promise import Promise, never, unique_grain


def promises(synthetic: bool) -> list[Promise]:
    """Promises; with `synthetic` case records no real area may appear beside them."""
    real_names = (
        "select area_name from published.official_figures where area_level in ('force', 'region') "
        "union all select name_as_printed from published.official_figures"
    )
    found = [
        unique_grain("areas", ("dataset", "area_code")),
        unique_grain("official_figures", ("figure_id", "source")),
        never(
            "areas",
            "fictional",
            "Invented areas have codes that begin with X, real ones have not",
            "select area_code from {batch} where is_fictional != (area_code[1] = 'X')",
        ),
        never(
            "areas",
            "size_band",
            "A size band is one of four, and only forces have one",
            "select area_code from {batch} where size_band is not null "
            "and (size_band not between 1 and 4 or area_level != 'force')",
        ),
        never(
            "official_figures",
            "real",
            "No official figure stands beside an invented area",
            "select figure_id from {batch} where area_code[1] = 'X' or area_code in "
            "(select area_code from published.areas where is_fictional)",
        ),
        never(
            "official_figures",
            "symbol",
            "Every official figure has a value, or a symbol that says why not",
            "select figure_id from {batch} where value is null and symbol is null",
        ),
    ]
    if synthetic:
        found.append(
            never(
                "areas",
                "no_real_names",
                "No invented case stands beside a real force's or region's name",
                "select area_code from {batch} where not is_fictional "
                f"or lower(area_name) in (select lower(area_name) from ({real_names}))",
            )
        )
    return found
