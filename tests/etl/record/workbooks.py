"""Small ODS and XLSX workbooks as publishers make them, and publishers' own ones taken apart."""

import zipfile
from datetime import date
from xml.sax.saxutils import escape, quoteattr

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from etl.contracts.grid import BLANK, Cell, Sheet

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
    '<office:automatic-styles><style:style style:name="T1" style:family="text">'
    '<style:text-properties style:text-position="33%"/></style:style></office:automatic-styles>'
    "<office:body><office:spreadsheet>"
)
TAIL = "</office:spreadsheet></office:body></office:document-content>"
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)


def sheet(name, rows):
    """A sheet of plain values, as a reader would hand it over."""
    return Sheet(
        name, [[BLANK if value in (None, "") else as_cell(value) for value in row] for row in rows]
    )


def as_cell(value):
    if isinstance(value, Cell):
        return value
    return Cell(float(value)) if isinstance(value, int | float) else Cell(value)


def write_ods(path, sheets, manifest=MANIFEST):
    tables = "".join(_ods_table(each) for each in sheets)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", HEAD + tables + TAIL)
    return path


def _ods_table(each):
    rows = "".join(
        "<table:table-row>" + "".join(_ods_cell(cell) for cell in row) + "</table:table-row>"
        if row
        else "<table:table-row/>"
        for row in each.rows
    )
    return f"<table:table table:name={quoteattr(each.name)}>{rows}</table:table>"


def _ods_cell(cell):
    if cell is BLANK:
        return "<table:table-cell/>"
    if isinstance(cell.value, float):
        kind, number = (
            ("percentage", cell.value / 100) if cell.is_percent else ("float", cell.value)
        )
        return f'<table:table-cell office:value-type="{kind}" office:value="{number!r}"/>'
    if isinstance(cell.value, date):
        day = cell.value.isoformat()
        return f'<table:table-cell office:value-type="date" office:date-value="{day}"/>'
    error = ' calcext:value-type="error"' if cell.is_error else ""
    raised = (
        f'<text:span text:style-name="T1">{escape(cell.marks)}</text:span>' if cell.marks else ""
    )
    lines = cell.value.split("\n")
    lines[-1] = _spaced(lines[-1]) + raised
    lines[:-1] = [_spaced(line) for line in lines[:-1]]
    text = "".join(f"<text:p>{line}</text:p>" for line in lines)
    return f'<table:table-cell office:value-type="string"{error}>{text}</table:table-cell>'


def _spaced(line):
    kept = line.rstrip(" ")
    return escape(kept) + "<text:s/>" * (len(line) - len(kept))


def write_xlsx(path, sheets):
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for each in sheets:
        target = workbook.create_sheet(each.name[:31])
        for r, row in enumerate(each.rows, start=1):
            for c, cell in enumerate(row, start=1):
                if cell is not BLANK:
                    _fill(target.cell(r, c), cell)
    workbook.save(path)
    return path


def _fill(target, cell):
    if isinstance(cell.value, float) and cell.is_percent:
        target.value, target.number_format = cell.value / 100, "0%"
    elif isinstance(cell.value, str) and cell.marks:
        raised = TextBlock(InlineFont(vertAlign="superscript"), cell.marks)
        target.value = CellRichText(cell.value, raised)
    elif isinstance(cell.value, str):
        target.value = cell.value
        target.data_type = "e" if cell.is_error else "s"
    else:
        target.value = cell.value
