"""The rows of a list of records: below the header, without its repeats and without remarks."""

from etl.contracts.grid import BLANK, Sheet
from etl.transforms.record.find import text_at


def record_rows(sheet: Sheet, header: int) -> list[int]:
    """Rows below the header that hold more than a remark, without repeats of the header."""
    words = [text_at(sheet, header, c) for c in range(len(sheet.rows[header]))]
    rows = []
    for r in range(header + 1, len(sheet.rows)):
        if not any(cell is not BLANK for cell in sheet.rows[r]):
            continue
        texts = [text_at(sheet, r, c) for c in range(len(sheet.rows[r]))]
        if words[: len(texts)] == texts or _is_remark(texts, words):
            continue
        rows.append(r)
    return rows


def _is_remark(texts: list[str], header: list[str]) -> bool:
    """Words in one cell alone, below a header of several columns."""
    return sum(map(bool, texts)) == 1 and sum(map(bool, header)) > 2
