"""A force's comment on a release: kept as it was given, refused where it may not be shown."""

import json
import stat
from pathlib import Path

import pytest

from etl.config import Settings
from etl.errors import ReleaseError
from etl.release.replies import MOST, REPLIES, reply
from tests.dashboard.sample_public import write_sample

BY = "The deputy chief constable"


@pytest.fixture(scope="module")
def settings(tmp_path_factory) -> Settings:
    """Release 1.0.0 is published, 1.0.1 a draft."""
    data = tmp_path_factory.mktemp("replies")
    events = [("draft", "1.0.0"), ("published", "1.0.0"), ("draft", "1.0.1")]
    for version in ("1.0.0", "1.0.1"):
        folder = data / "releases" / version
        folder.mkdir(parents=True)
        write_sample(data / version).rename(folder / "public.duckdb")
    lines = [
        {"at": "2026-08-01T09:00:00Z", "event": event, "version": version, "manifest": "0"}
        for event, version in events
    ]
    log = "".join(json.dumps(line) + "\n" for line in lines)
    (data / "releases" / "log.jsonl").write_text(log, encoding="utf-8")
    return Settings(data_dir=data)


def _file(folder: Path, text: str) -> Path:
    path = folder / "comment.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_comment_is_kept_with_its_release_force_and_paragraphs(settings, tmp_path):
    text = "We moved to a new\nsystem in 2024.\n\n\nThe figures are right.\n"
    assert reply("1.0.0", "Northmoor", BY, _file(tmp_path, text), settings) == "Northmoor"
    (line,) = (settings.releases_dir / REPLIES).read_text(encoding="utf-8").splitlines()
    kept = json.loads(line)
    assert (kept["version"], kept["area_code"], kept["by"]) == ("1.0.0", "X23000006", BY)
    assert kept["text"] == "We moved to a new system in 2024.\n\nThe figures are right."
    # The dashboard may run as somebody else.
    assert stat.S_IMODE((settings.releases_dir / REPLIES).stat().st_mode) == 0o644
    (settings.releases_dir / REPLIES).unlink()


@pytest.mark.parametrize(
    ("version", "area", "by", "text", "said"),
    [
        ("1.0.1", "Northmoor", BY, "Fine.", "Release 1.0.1 is not published"),
        ("9.9.9", "Northmoor", BY, "Fine.", "Release 9.9.9 is not published"),
        ("1.0.0", "Nowhere", BY, "Fine.", "no force of that name"),
        ("1.0.0", "Westfell", BY, "Fine.", "no force of that name"),
        ("1.0.0", "Northmoor", " ", "Fine.", "Who comments is blank"),
        ("1.0.0", "Northmoor", BY, " \n\n ", "is blank"),
        ("1.0.0", "Northmoor", BY, "x" * (MOST + 1), "At most 2,000"),
        ("1.0.0", "Northmoor", BY, "Fine.\n\nWrite to a@b.uk", "paragraph 2: an e-mail address"),
        ("1.0.0", "Northmoor", BY, "Ring 020 7946 0000", "paragraph 1: a telephone number"),
    ],
)
def test_what_may_not_be_shown_is_refused_and_not_kept(
    settings, tmp_path, version, area, by, text, said
):
    with pytest.raises(ReleaseError, match=said) as refused:
        reply(version, area, by, _file(tmp_path, text), settings)
    assert "a@b.uk" not in str(refused.value)
    assert "7946" not in str(refused.value)
    assert not (settings.releases_dir / REPLIES).exists()
