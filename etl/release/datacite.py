"""Metadata by which a DOI can be registered (DataCite 4.5). None is invented: none stands here."""

import json

from etl.files.origin import LICENCE_ADDRESSES, PUBLISHER, TITLE, Origin
from etl.release.snapshot import Snapshot

KIND = "Counts, rates and waiting times of police conduct by force"
SUBJECTS = ("police complaints", "police misconduct", "official statistics", "disclosure control")


def datacite(snapshot: Snapshot, origin: Origin) -> bytes:
    """JSON in the form of DataCite's schema 4.5; whoever registers the DOI adds it."""
    synthetic = " (synthetic demonstration)" if origin.synthetic else ""
    told = {
        "types": {"resourceType": KIND, "resourceTypeGeneral": "Dataset"},
        "creators": [{"name": f"The {PUBLISHER} contributors", "nameType": "Organizational"}],
        "titles": [{"title": f"{TITLE}{synthetic}", "lang": "en"}],
        "publisher": {"name": PUBLISHER, "lang": "en"},
        "publicationYear": str(origin.built_on.year),
        "subjects": [{"subject": subject, "lang": "en"} for subject in SUBJECTS],
        "dates": [
            {"date": origin.built_on.isoformat(), "dateType": "Created"},
            *_covered(snapshot),
        ],
        "language": "en",
        "alternateIdentifiers": [
            {"alternateIdentifier": origin.build_id, "alternateIdentifierType": "Build"}
        ],
        "formats": ["text/csv", "application/vnd.apache.parquet", "application/vnd.duckdb"],
        "version": origin.release,
        "rightsList": [
            {"rights": origin.licence, "rightsUri": LICENCE_ADDRESSES[origin.licence], "lang": "en"}
        ],
        "descriptions": [
            {
                "description": f"{origin.dataset_note}. {origin.supplied}. {origin.note}".strip(),
                "descriptionType": "Abstract",
                "lang": "en",
            }
        ],
        "schemaVersion": "http://datacite.org/schema/kernel-4",
    }
    return (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode()


def _covered(snapshot: Snapshot) -> list[dict]:
    deliveries = snapshot.deliveries()
    start, end = deliveries["coverage_from"].min(), deliveries["coverage_to"].max()
    if start is None or end is None:
        return []
    words = "days that the case records cover"
    return [{"date": f"{start}/{end}", "dateType": "Collected", "dateInformation": words}]
