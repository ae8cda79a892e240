"""The feed of releases and corrections (Atom), and the list of releases for programs."""

import json
import os
import uuid
from pathlib import Path
from xml.etree import ElementTree

from etl.config import Settings
from etl.files.origin import PUBLISHER, TITLE
from etl.files.tidy import file_name
from etl.release import log
from etl.release.manifest import read_manifest

FEED, INDEX = "feed.xml", "releases.json"
ATOM = "http://www.w3.org/2005/Atom"
LEVELS = {
    "first": "first release",
    "major": "definitions changed",
    "minor": "new figures",
    "patch": "correction",
}


def write_feed(settings: Settings) -> None:
    """Write `feed.xml` and `releases.json` anew from the log."""
    releases = settings.releases_dir
    moves = log.moves(releases)
    manifests = {
        name: read_manifest(releases / name, log.published_manifest(releases, name))
        for name in dict.fromkeys(event["version"] for event in moves)
    }
    _replace(releases / FEED, _feed(moves, manifests, settings.address))
    _replace(releases / INDEX, _index(moves, manifests))


def _feed(moves: list[dict], manifests: dict[str, dict], address: str) -> bytes:
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed", {"xml:lang": "en"})
    synthetic = any(manifest["synthetic"] for manifest in manifests.values())
    _add(feed, "title", TITLE + (" (synthetic demonstration)" if synthetic else ""))
    _add(feed, "subtitle", "Releases and corrections")
    _add(feed, "id", _urn("feed", moves[0]))
    _add(feed, "updated", moves[-1]["at"])
    _add(feed, "link", rel="self", href=_link(address, FEED))
    _add(_add(feed, "author"), "name", PUBLISHER)
    for event in reversed(moves):
        feed.append(_entry(event, manifests[event["version"]], address))
    ElementTree.indent(feed)
    return ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True) + b"\n"


def _entry(event: dict, manifest: dict, address: str) -> ElementTree.Element:
    entry = ElementTree.Element(f"{{{ATOM}}}entry")
    title, summary = _words(event, manifest)
    notes = file_name("release_notes", ending="html", synthetic=manifest["synthetic"])
    _add(entry, "title", title)
    _add(entry, "id", _urn(event["event"], event))
    _add(entry, "updated", event["at"])
    _add(entry, "link", rel="alternate", type="text/html",
         href=_link(address, f"{event['version']}/{notes}"))  # fmt: skip
    _add(entry, "summary", summary)
    return entry


def _words(event: dict, manifest: dict) -> tuple[str, str]:
    version = event["version"]
    kind = "Synthetic: invented cases, fictional forces. " if manifest["synthetic"] else ""
    if event["event"] == log.ROLLED_BACK:
        left = event["left"]
        return (
            f"Release {left} taken back, {version} in use again",
            f"{kind}Release {left} was taken back: {event['why']}. Release {version} is in use.",
        )
    title, why = f"Release {version}: {LEVELS[manifest['level']]}", "; ".join(manifest["why"])
    if not why:
        return title, f"{kind}There was none before."
    moved = sum(number for change, number in manifest["changes"].items() if change != "added")
    said = f"{why[0].upper()}{why[1:]}. {moved:,} figures are other than before."
    return title, kind + said


def _index(moves: list[dict], manifests: dict[str, dict]) -> bytes:
    """Every release that was published, newest first, with what a program needs to offer it."""
    published = {e["version"]: e for e in moves if e["event"] == log.PUBLISHED}
    back = {e["left"]: e for e in moves if e["event"] == log.ROLLED_BACK}
    current = moves[-1]["version"]
    rows = [
        {
            "version": version,
            "published_at": event["at"],
            "in_use": version == current,
            "taken_back": (
                {"at": back[version]["at"], "why": back[version]["why"]}
                if version in back and version != current
                else None
            ),
            "level": manifests[version]["level"],
            "why": manifests[version]["why"],
            "changes": manifests[version]["changes"],
            "previous": (manifests[version]["previous"] or {}).get("version"),
            "build_id": manifests[version]["build_id"],
            "synthetic": manifests[version]["synthetic"],
            "manifest_sha256": event["manifest"],
        }
        for version, event in reversed(published.items())
    ]
    told = {"title": TITLE, "in_use": current, "releases": rows}
    return (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode()


def _add(
    parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str
) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    child.text = text
    return child


def _urn(kind: str, event: dict) -> str:
    """The same for ever, and other for each event: named after what was published and when."""
    named = " ".join((kind, event["version"], event["at"], event.get("manifest", "")))
    return uuid.uuid5(uuid.NAMESPACE_OID, named).urn


def _link(address: str, path: str) -> str:
    return f"{address.rstrip('/')}/{path}" if address else path


def _replace(path: Path, content: bytes) -> None:
    fresh = path.with_name(f".{path.name}.new")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, path)
