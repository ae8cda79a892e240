"""A layout as written in TOML made into one whose every key is known."""

from dataclasses import fields
from typing import Any

from etl.errors import OfficialFileError
from etl.transforms.official.layouts import (
    Area,
    Category,
    Check,
    Headline,
    HeadlinesLayout,
    Keep,
    Layout,
    Measure,
    Period,
    Publication,
    TableLayout,
    Whole,
)


def parse_layout(written: dict) -> Layout:
    """The layout as written in TOML, with every key known; raises OfficialFileError otherwise."""
    shared = {key: written[key] for key in ("source", "file", "layout_file")}
    shared["columns"] = tuple(written["columns"])
    shared["checks"] = _each(Check, written, "checks")
    if written["kind"] == "headlines":
        return HeadlinesLayout(
            **shared,
            areas={name: _one(Whole, area, written) for name, area in written["areas"].items()},
            publications=tuple(written["publications"]),
            figures=_each(Headline, written, "figures"),
        )
    if written["kind"] != "table":
        raise OfficialFileError(f"{written['layout_file']}: `kind` must be table or headlines.")
    table = TableLayout(
        **shared,
        topic=written["topic"],
        publication=_one(Publication, written["publication"], written),
        area=_area(written),
        period=_one(Period, written["period"], written),
        category=_one(Category, written.get("category", {}), written),
        measures=_each(Measure, written, "measures"),
        keep=_one(Keep, written["keep"], written) if "keep" in written else None,
        adds_up_over=tuple(written.get("adds_up_over", ())),
        note=written.get("note"),
    )
    _check_names(table)
    return table


def _check_names(layout: TableLayout) -> None:
    area, keep = layout.area, layout.keep
    used = [area.column, area.code_column, area.region_column, layout.period.column]
    used += [layout.category.column, keep.column if keep else None, *layout.adds_up_over]
    used += [measure.column for measure in layout.measures]
    unknown = {name for name in used if name is not None} - set(layout.columns)
    if unknown:
        raise OfficialFileError(
            f"{layout.layout_file}: “{min(unknown)}” is used but not among its `columns`."
        )


def _area(written: dict) -> Area:
    area = dict(written["area"])
    area["whole"] = _one(Whole, area["whole"], written)
    return _one(Area, area, written)


def _each(kind: type, written: dict, key: str) -> tuple:
    return tuple(_one(kind, item, written) for item in written.get(key, ()))


def _one(kind: type, item: dict, written: dict) -> Any:
    unknown = item.keys() - {known.name for known in fields(kind)}
    if unknown:
        raise OfficialFileError(f"{written['layout_file']}: `{min(unknown)}` is not a known key.")
    try:
        return kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in item.items()})
    except TypeError:
        raise OfficialFileError(
            f"{written['layout_file']}: {sorted(item)} lack a key that {kind.__name__} needs."
        ) from None
