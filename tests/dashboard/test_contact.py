"""Whom readers can turn to: as the operator wrote it, and never a traceback for a slip in it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.queries.contact import contact
from dashboard.text.access import statement
from dashboard.text.contact import contact_lines
from etl.config import Settings
from tests.dashboard.reading import said

WRITTEN = """
publisher = "The *Office* [x](https://x.org)"
email = "figures@example.org"
page = "https://example.org/contact"
answer_days = 7
"""


def words(folder: Path, written: str | None) -> str:
    if written is not None:
        (folder / "contact.toml").write_text(written, encoding="utf-8")
    return "\n".join(contact_lines(contact(Settings(data_dir=folder))))


def test_the_operator_names_publisher_address_and_days_in_one_file(tmp_path: Path):
    told = words(tmp_path, WRITTEN)

    assert "**The \\*Office\\* \\[x\\](https://x.org)** publishes these figures" in told
    assert "[figures@example.org](mailto:figures@example.org)" in told
    assert "[https://example.org/contact](https://example.org/contact)" in told
    assert "within 7 working days" in told
    assert "20 working days before a release" in told


def test_as_shipped_the_publisher_is_said_to_be_not_yet_named(tmp_path: Path):
    told = words(tmp_path, None)

    assert "not yet named" in told
    assert "no address is given yet" in told


@pytest.mark.parametrize(
    "written",
    [
        "publisher = ",
        "telephone = '1'",
        "answer_days = 'soon'",
        "answer_days = true",
        "reply_days = 0",
        "email = 'nobody'",
        "email = 'a@b.org)[x](javascript:alert'",
        "page = 'javascript:alert(1)'",
        "publisher = 3",
    ],
)
def test_a_slip_in_the_file_is_said_and_nothing_of_it_is_shown(tmp_path: Path, written: str):
    told = words(tmp_path, written)

    assert "cannot be read" in told
    assert "javascript" not in told
    assert "no address is given yet" in told


def test_contact_and_accessibility_stand_on_methods_and_every_page_leads_there(
    shown: Callable[..., AppTest],
):
    told = said(shown("methods"))

    for line in ("Report an error:", "Right of reply:", "written on 28 November 2026", "#13332"):
        assert line in told
    for view in ("overview", "download", "published_record"):
        leads = [link.proto.label for link in shown(view).get("page_link")]
        assert "Contact, corrections, right of reply, accessibility: at the end of Methods" in leads


def test_the_statement_names_what_fails_upstream_by_number_and_where_to_turn_instead():
    told = "\n".join(statement())

    for number in ("Streamlit #13332", "Streamlit #8399", "plotly.js #562, #7708"):
        assert number in told
    assert "conduct site" in told
    assert "Nothing is known to fail here" in "\n".join(statement(static=True))
