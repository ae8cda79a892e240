"""Files as other programs write them: lines are named as an editor counts them."""

import pytest

from tests.cli.breaking import as_parquet, describe, lines, replace_bytes, rewrite, set_cell
from tests.cli.command import conduct


@pytest.fixture
def odd(delivery):
    """Windows line ends and a byte order mark; line ends inside quotes; Parquet; blank lines."""
    set_cell(delivery, "cases", 5, case_type="NO_SUCH_TYPE")
    rewrite(delivery, "cases", lines(delivery, "cases"), end="\r\n")
    path = delivery / "cases.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    replace_bytes(delivery, "case_subjects", b"C3,S1,", b'"C3\n\n",S1,')
    replace_bytes(delivery, "case_subjects", b"C9,S1,REGULAR_OFFICER", b"C9,S1,NO_SUCH_GROUP")

    set_cell(delivery, "referrals", 4, referral_route="NO_SUCH_ROUTE")
    as_parquet(delivery, "referrals")

    replace_bytes(delivery, "submissions", b"\n", b"\n\n\n")
    replace_bytes(delivery, "submissions", b"SUBMITTED", b"SENT")
    return delivery


def test_faults_are_found_on_the_line_that_an_editor_shows(odd):
    ran = conduct("check", odd)
    assert ran.code == 3
    found = {
        block.split()[1]: block.splitlines()[1].strip()
        for block in ran.out.split("\n\n")
        if block.startswith("ERROR")
    }
    assert found == {
        "R02.cases.case_type": "cases.csv: line 5",
        # Line 4 holds the id that runs over three lines, so all later ones come two lines down.
        "R00.case_subjects.case_id": "case_subjects.csv: line 4",
        "R02.case_subjects.worker_group": "case_subjects.csv: line 12",
        # Of Parquet the number of the row.
        "R02.referrals.referral_route": "referrals.parquet: row 3",
        "R02.submissions.submission_status": "submissions.csv: line 4",
    }


def test_blank_lines_and_line_ends_of_all_kinds_change_nothing(delivery):
    for entity in ("cases", "referrals", "submissions"):
        text = (delivery / f"{entity}.csv").read_text(encoding="utf-8").splitlines()
        ends = ["\n", "\r\n", "\n\n", "\r\n\r\n"]
        mixed = "".join(line + ends[place % 4] for place, line in enumerate(text))
        (delivery / f"{entity}.csv").write_bytes(b"\xef\xbb\xbf" + mixed.encode())
    header, first, *rest = (delivery / "case_subjects.csv").read_text().splitlines()
    old_end = "\n".join([header, f"{first}\r{rest[0]}", *rest[1:]]) + "\n"
    (delivery / "case_subjects.csv").write_bytes(old_end.encode())
    ran = conduct("check", delivery)
    assert ran.code == 0, ran.text
    assert ran.out.splitlines()[-1] == "The delivery can be loaded whole."


def test_a_date_that_is_none_is_set_aside_with_its_line_and_how_to_write_it(delivery):
    set_cell(delivery, "cases", 9, date_aware="31.03.2024")
    ran = conduct("check", delivery)
    assert ran.code == 3
    told = " ".join(ran.out.split())
    assert "ERROR R00.cases.date_aware (1 rows would be set aside)" in told
    assert "cases.csv: line 9" in told
    assert "dates are written YYYY-MM-DD" in told
    assert "31.03.2024" not in ran.text


@pytest.mark.parametrize(
    "created", ["2026-07-01", "2026-07-01T09:00:00Z", "2026-07-01T09:00+01:00"]
)
def test_a_delivery_is_made_on_a_day_with_or_without_a_time(delivery, created):
    describe(delivery, created=created)
    assert conduct("check", delivery).code == 0


def test_a_delivery_of_header_lines_alone_can_be_loaded(delivery):
    for path in delivery.glob("*.csv"):
        rewrite(delivery, path.stem, lines(delivery, path.stem)[:1])
    ran = conduct("check", delivery)
    assert ran.code == 0
    assert ran.out.startswith("0 rows read")
