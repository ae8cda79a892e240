"""How one field of the contract comes out of the columns of an export, as a Polars expression.

What a mapping does not know is neither guessed nor blanked: the field says NOT_MAPPED, which no
list has, so that `conduct check` and the build set the row aside and count it.
"""

import polars as pl

from etl.mapping.spec import AS_LISTED, ExportFile, FieldMapping, Mapping, Part

NOT_MAPPED = "NOT_MAPPED"
# Between the parts of a key; no export holds this character.
BETWEEN = "\x1f"
LAST_YEAR = 2200


def cleaned(frame: pl.DataFrame, file: ExportFile) -> pl.DataFrame:
    """Without spaces around or doubled within values; blank, and words that say nothing, null."""
    blank = [word.lower() for word in file.blank] + [""]
    values = pl.all().str.replace_all(r"\s+", " ").str.strip_chars()
    return frame.with_columns(values).with_columns(
        pl.when(~pl.all().str.to_lowercase().is_in(blank)).then(pl.all())
    )


def value(how: FieldMapping, mapping: Mapping, listed: list[str]) -> pl.Expr:
    """The field, for all kinds but pseudonyms, searches and what depends on another field."""
    if how.value is not None:
        return pl.lit(how.value)
    column = pl.col(how.column)
    match how.readings[0]:
        case "dates":
            return _date(column, how)
        case "codes":
            return coded(column, how.codes, mapping, listed)
        case "bands":
            return _band(column, how)
    return pl.when(column.str.contains(r"^\d+(\.\d+)?$")).then(column).otherwise(_or_blank(column))


def coded(column: pl.Expr, codes: str, mapping: Mapping, listed: list[str]) -> pl.Expr:
    """The code for each wording; capitals make no difference. The wording "" stands for blank."""
    if codes == AS_LISTED:
        return pl.when(column.is_in(listed)).then(column).otherwise(_or_blank(column))
    known = {wording.lower(): code for wording, code in mapping.codes[codes].items()}
    wording = column.str.to_lowercase().fill_null("")
    found = wording.replace_strict(known, default=None, return_dtype=pl.String)
    # A code of "" says that the wording holds nothing that the contract asks for.
    return (
        pl.when(wording.is_in(list(known)))
        .then(found.replace("", None))
        .otherwise(_or_blank(column))
    )


def key(parts: tuple[Part, ...], mapping: Mapping) -> pl.Expr:
    """What a pseudonym stands for, as one text; null where all of its parts are blank."""
    columns = [
        coded(pl.col(part.column), part.codes, mapping, []) if part.codes else pl.col(part.column)
        for part in parts
    ]
    whole = pl.concat_str([column.fill_null("") for column in columns], separator=BETWEEN)
    return pl.when(~pl.all_horizontal(column.is_null() for column in columns)).then(whole)


def _date(column: pl.Expr, how: FieldMapping) -> pl.Expr:
    read = [column.str.to_date(pattern, strict=False) for pattern in how.dates]
    day = pl.coalesce(read)
    is_likely = (day >= how.earliest) & (day.dt.year() <= LAST_YEAR)
    known = pl.when(is_likely).then(day.dt.to_string("%Y-%m-%d"))
    return pl.when(~column.is_in(list(how.sentinels))).then(known.fill_null(_or_blank(column)))


def _band(column: pl.Expr, how: FieldMapping) -> pl.Expr:
    number = column.cast(pl.Int64, strict=False)
    told = _or_blank(column)
    for band in how.bands:
        told = (
            pl.when(number.is_between(band.least, band.most))
            .then(pl.lit(band.equals))
            .otherwise(told)
        )
    return told


def _or_blank(column: pl.Expr) -> pl.Expr:
    return pl.when(column.is_not_null()).then(pl.lit(NOT_MAPPED))
