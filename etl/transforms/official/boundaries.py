"""Outlines of police force areas under the codes of the reference file."""

import json

import polars as pl

from etl.errors import OfficialFileError


def shape_boundaries(features: list[dict], layout: dict, forces: pl.DataFrame) -> pl.DataFrame:
    """One row per territorial force in the columns of published.boundaries.

    `features` of a GeoJSON file; raises OfficialFileError where its areas are not, one by one, the
    territorial forces.
    """
    publication = layout["publication"]
    names = dict(
        forces.filter(pl.col("is_territorial").str.to_lowercase() == "true")
        .select("force_code", "force_name")
        .iter_rows()
    )
    found = {feature["properties"].get(layout["code"]): feature["geometry"] for feature in features}
    if found.keys() != names.keys() or len(found) != len(features):
        differing = sorted(map(str, found.keys() ^ names.keys()))
        raise OfficialFileError(
            f"{layout['file']}: its areas are not the territorial forces; {len(differing)} differ, "
            f"first {differing[:1]}."
        )
    return pl.DataFrame(
        {
            "area_code": list(names),
            "area_name": list(names.values()),
            "geometry": [json.dumps(found[code], separators=(",", ":")) for code in names],
            "publisher": publication["publisher"],
            "licence": publication["licence"],
            "url": publication["url"],
        }
    )
