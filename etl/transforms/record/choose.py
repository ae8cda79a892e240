"""Which layout fits a file: the one whose tables the file holds."""

from etl.contracts.grid import Sheet
from etl.errors import OfficialFileError
from etl.transforms.record.find import find_titles
from etl.transforms.record.layout import RecordLayout
from etl.transforms.record.untitled import find_untitled


def choose_layout(sheets: list[Sheet], layouts: dict[str, RecordLayout], name: str) -> RecordLayout:
    """The one layout that fits; raises OfficialFileError for none or several, listing them."""
    fitting = [layout for layout in layouts.values() if _fits(sheets, layout)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        names = ", ".join(layout.source for layout in fitting)
        raise OfficialFileError(f"{name}: several layouts fit ({names}); choose one with --layout.")
    raise OfficialFileError(
        f"{name}: no layout fits. Known are {', '.join(sorted(layouts))}; each is a file in "
        "data/layouts/."
    )


def _fits(sheets: list[Sheet], layout: RecordLayout) -> bool:
    return any(
        any(title.table for title in find_titles(sheet, layout)) or find_untitled(sheet, layout)
        for sheet in sheets
    )
