"""Data written as tables in tests."""

import polars as pl


def rows(text: str) -> list[dict[str, str]]:
    """Rows of a table with a header line; cells are parted by `|`, blank cells are empty."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    header = [name.strip() for name in lines[0].split("|")]
    return [
        dict(zip(header, (cell.strip() for cell in line.split("|")), strict=True))
        for line in lines[1:]
    ]


def table(text: str, **types: pl.DataType) -> pl.DataFrame:
    """A frame of the rows, all strings unless a type is named; blank is null."""
    listed = rows(text)
    names = [name.strip() for name in text.strip().splitlines()[0].split("|")]
    frame = pl.DataFrame(listed, schema=dict.fromkeys(names, pl.String))
    return frame.with_columns(
        pl.col(name).replace("", None).cast(types.get(name, pl.String)) for name in names
    )
