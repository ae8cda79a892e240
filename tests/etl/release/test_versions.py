"""Which version may follow which."""

import pytest

from etl.errors import ReleaseError
from etl.release.versions import Needed, Version, check_fits, parse_version


@pytest.mark.parametrize(
    ("level", "in_use", "highest", "fits"),
    [
        ("patch", "1.2.3", "1.2.3", {"1.2.4"}),
        ("minor", "1.2.3", "1.2.3", {"1.3.0"}),
        ("major", "1.2.3", "1.2.3", {"2.0.0"}),
        # 1.3.0 was taken back: a correction of 1.2.3 would be 1.2.4, which is not higher.
        ("patch", "1.2.3", "1.3.0", {"1.3.1"}),
        ("minor", "1.2.3", "1.3.0", {"1.4.0"}),
        ("minor", "1.2.3", "1.2.4", {"1.3.0"}),
        ("major", "1.2.3", "2.0.0", {"3.0.0"}),
    ],
)
def test_only_the_next_version_of_the_level_fits(level, in_use, highest, fits):
    tried = {Version(a, b, c) for a in range(4) for b in range(5) for c in range(6)}
    for version in tried:
        words = (Needed(level, ("so",)), parse_version(in_use), parse_version(highest))
        if str(version) in fits:
            check_fits(version, *words)
            continue
        with pytest.raises(ReleaseError, match="is needed, because so") as refused:
            check_fits(version, *words)
        # The message names one that would have been taken.
        assert str(refused.value).split("release ")[-1].rstrip(".") in fits


@pytest.mark.parametrize(
    "text", ["1.0", "1", "", "1.0.0.0", "v1.0.0", "1.00.0", "-1.0.0", "1.0.0\n"]
)
def test_what_is_no_version_is_refused(text):
    with pytest.raises(ReleaseError, match="is no version"):
        parse_version(text)
