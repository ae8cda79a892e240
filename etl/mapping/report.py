"""What became of an export: every column, every row, every wording that is not mapped."""

import csv
from collections.abc import Iterable
from pathlib import Path

from etl.mapping.shape import EntityRows, Shaped
from etl.mapping.spec import Mapping

FOLDER = "mapping-report"
COLUMNS = ("file", "column", "what", "why")
ROWS = ("file", "what", "rows")


IDS = {
    False: [
        "  Ids are numbers given in an order drawn by lot at each run; the order is kept nowhere.",
    ],
    True: [
        "  Ids were made by the secret of a data folder: the next edition mapped with it has the",
        "  same. Whoever has the secret and the ids of the export can tell one from the other; it",
        "  is not in here, and `conduct erase --ids` destroys it.",
    ],
}


def write_report(
    folder: Path,
    mapping: Mapping,
    shaped: Shaped,
    found: dict[str, list[str]],
    same_ids: bool = False,
) -> None:
    """columns.csv, rows.csv, not_mapped.csv and the same in words, into a folder of its own."""
    folder.mkdir()
    _write(folder / "columns.csv", COLUMNS, column_rows(mapping, found))
    _write(folder / "rows.csv", ROWS, row_rows(mapping, shaped))
    shaped.not_mapped.write_csv(folder / "not_mapped.csv")
    (folder / "README.txt").write_text(
        "\n".join(in_words(mapping, shaped, found, same_ids)) + "\n", encoding="utf-8"
    )


def column_rows(mapping: Mapping, found: dict[str, list[str]]) -> list[tuple[str, str, str, str]]:
    """Each column of each file: used for what, or dropped and why."""
    uses: dict[tuple[str, str], list[str]] = {}
    for at, column, use in mapping.uses():
        uses.setdefault((at, column), []).append(use)
    return [
        (file.file, column, *_fate(uses.get((at, column)), file.drop.get(column)))
        for at, file in mapping.files.items()
        for column in found[at]
    ]


def _fate(uses: list[str] | None, dropped: str | None) -> tuple[str, str]:
    if uses:
        return "used", "; ".join(dict.fromkeys(uses))
    return "dropped", dropped or "only numbers the rows of the export"


def row_rows(mapping: Mapping, shaped: Shaped) -> list[tuple[str, str, int]]:
    """Where each row of each file went; the rows under a heading add up to it."""
    listed: list[tuple[str, str, int]] = []
    for key, file in zip(mapping.files, shaped.files, strict=True):
        listed.append((file.file, "read", file.read))
        listed += [(file.file, f"left out: {why}", n) for why, n in file.left_out.items()]
        listed.append((file.file, "kept", file.kept))
        listed.append((file.file, "kept, and the same in every column as another row", file.alike))
        listed.append((file.file, "kept, repeats after the first of these", file.repeats))
        if mapping.files[key].unused:
            listed.append((file.file, f"kept, not used: {mapping.files[key].unused}", file.kept))
        for each in shaped.entities:
            if each.file == file.file:
                listed += _entity_rows(each)
    return listed


def _entity_rows(each: EntityRows) -> Iterable[tuple[str, str, int]]:
    yield each.file, f"{each.entity}: rows written", each.written
    yield each.file, f"{each.entity}: joined to a row with the same content", each.joined
    if each.others:
        yield each.file, f"{each.entity}: {each.others_words}", each.others


def in_words(
    mapping: Mapping, shaped: Shaped, found: dict[str, list[str]], same_ids: bool = False
) -> list[str]:
    """The report as a person reads it."""
    lines = [f"{mapping.title}, mapped by {mapping.file}", ""]
    lines += [f"{name}: {text}" for name, text in mapping.publication.items()]
    lines += ["", "COLUMNS"]
    for file, column, what, why in column_rows(mapping, found):
        lines.append(f"  {file}, {column}: {what}{' for' if what == 'used' else ','} {why}")
    lines += ["", "ROWS"]
    lines += [f"  {file}: {rows:,} {what}" for file, what, rows in row_rows(mapping, shaped)]
    lines += ["", "NOT MAPPED", *(f"  {line}" for line in not_mapped_words(mapping, shaped))]
    lines += [
        "",
        "IDS",
        *IDS[same_ids],
        "  Days and codes can still be compared with the export where that is public: these are",
        "  case records, to be kept as such.",
    ]
    return lines


def not_mapped_words(mapping: Mapping, shaped: Shaped) -> list[str]:
    """How many wordings of which column are not known, and what to edit; no wording itself."""
    if shaped.not_mapped.is_empty():
        return ["Every wording is mapped."]
    columns = shaped.not_mapped.group_by("file", "column", "field", maintain_order=True)
    return [
        f"{file}, {column}: {rows.height:,} wordings in {rows['rows'].sum():,} rows are not mapped "
        f"({field}). `conduct check` sets these rows aside. {FOLDER}/not_mapped.csv lists them; "
        f"add what they mean to {mapping.file}."
        for (file, column, field), rows in columns
    ]


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[tuple]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
