"""What comes in by an address, a filter, a list of people or a label reaches nothing but words."""

import json
import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Multiselect, Selectbox, TextInput

from dashboard.components.handed_out import File, record
from dashboard.components.real_table import table_html
from dashboard.health import told
from dashboard.queries.connection import current_build
from dashboard.queries.published import areas
from etl.access import AccessList, admitted, check_access
from etl.config import ACCESS_VARIABLE, INTERNAL, PUBLIC, TIER_VARIABLE, Settings
from etl.errors import AccessError
from etl.files.tidy import csv_bytes, file_name
from etl.serve import prepare
from tests.dashboard.pages import PAGES
from tests.dashboard.reading import pieces, said, tables_in
from tests.deploy.hostile import NAMES, make_hostile

ATTACK = "<img src=x onerror=alert(1)>'; drop table published.areas; -- =1+1 ../../etc/passwd"
CHOICES = ("selectbox", "multiselect", "checkbox", "text_input", "radio", "segmented_control")


def keys_of(page: AppTest) -> set[str]:
    """Every choice of a page that an address can name, and the tabs of its panels."""
    named = {each.key for kind in CHOICES for each in page.get(kind) if each.key}
    tabs = {key for key in list(page.session_state.keys()) if key.startswith("tab-")}
    return named | tabs | {"release", "with"}


def unharmed(page: AppTest, sample: Path) -> None:
    assert not page.exception
    assert "onerror" not in said(page)
    assert not any("onerror" in piece for piece in pieces(page))
    assert areas(current_build(sample / "public" / "public.duckdb")).height > 6


@pytest.mark.parametrize("view", PAGES)
def test_no_parameter_of_an_address_is_more_than_a_choice(
    shown: Callable[..., AppTest], open_page: Callable[..., AppTest], sample: Path, view: str
):
    keys = keys_of(shown(view))
    link = dict.fromkeys(keys, ATTACK)
    page = open_page("overview", **link)
    if view != "overview":
        page.switch_page(f"views/{view}.py")
        page.query_params.update(link)
        page.run()
    unharmed(page, sample)
    if view in ("overview", "download"):
        assert "that is not here" in said(page)


def test_an_address_that_is_very_long_is_only_a_wrong_choice(
    open_page: Callable[..., AppTest], sample: Path
):
    page = open_page("overview", area="A" * 1_000_000, period="B" * 1_000_000, **{"x" * 9999: "y"})
    unharmed(page, sample)
    assert "AAAA" not in said(page)


@pytest.mark.parametrize("view", ["referrals", "download", "explore", "find", "published_record"])
def test_no_filter_takes_what_it_does_not_offer(
    open_page: Callable[..., AppTest], sample: Path, view: str, monkeypatch: pytest.MonkeyPatch
):
    """A hostile program sends values that the page's own filters could not."""
    page = open_page(view)
    for kind in (Selectbox, Multiselect, TextInput):
        monkeypatch.setattr(kind, "_widget_state", property(forged))
    unharmed(page.run(), sample)


def forged(node: Selectbox | Multiselect | TextInput) -> WidgetState:
    state = WidgetState(id=node.id)
    if isinstance(node, Multiselect):
        state.string_array_value.data.extend([ATTACK, "X23000001"])
    else:
        state.string_value = ATTACK
    return state


def test_labels_are_text_in_every_cell_and_formulas_are_text_in_every_file():
    labels = [
        *NAMES.values(),
        "[x](https://evil.example)",
        "[![](https://evil.example/a.png)](http",
    ]
    sent = table_html(pl.DataFrame({"Area": labels, "Source": labels}), labels[0])
    # The one column of links takes a link alone; nothing else is an element of its own.
    assert (
        sent.count("<a ") == sent.count('<a href="https://evil.example" target="_blank">x</a>') == 1
    )
    used = set(re.findall(r"<(\w+)", sent))
    assert used == {"div", "table", "thead", "tr", "th", "tbody", "td", "a"}
    [shown] = tables_in(sent)
    assert shown["Area"].to_list() == [label.replace("2023-24", "2023\u201124") for label in labels]
    rows = csv_bytes(pl.DataFrame({"area_name": ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "x"]}))
    lines = rows.decode("utf-8-sig").splitlines()[1:]
    assert not any(line.lstrip('"').startswith(("=", "+", "-", "@", "\t")) for line in lines)


@pytest.mark.parametrize("part", [*NAMES.values(), "../../x", "a\x00b", "CON", "‮gpj.exe"])
def test_the_name_of_a_file_is_plain_letters_whatever_it_is_made_of(part: str):
    name = file_name("referrals", part, synthetic=True)
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert name.count(".") == 1
    assert name.endswith("synthetic.csv")


@pytest.mark.parametrize("view", ["force", "overview", "explore"])
def test_a_hostile_build_is_shown_in_words(
    open_page: Callable[..., AppTest], sample: Path, tmp_path: Path, monkeypatch, view: str
):
    path = tmp_path / "public" / "public.duckdb"
    make_hostile(sample / "public" / "public.duckdb", path, "public")
    monkeypatch.setenv("CONDUCT_DATA", str(tmp_path))
    page = open_page(view, tab="Table", area=NAMES["X23000003"])
    assert not page.exception
    assert page.selectbox(key="area").value == NAMES["X23000003"]
    assert any("&lt;script&gt;" in words.value for words in page.html)
    assert not any("<script" in words.value.lower() for words in page.html)


# --- Who comes in ---------------------------------------------------------------------------------

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
SIGNED_IN = {"is_logged_in": True, "iat": NOW.timestamp() - 3600, "email": "Bea@force.example",
             "email_verified": True, "sub": "1"}  # fmt: skip
LIST = AccessList("email", frozenset({"bea@force.example"}))


@pytest.mark.parametrize(
    ("listed", "other", "comes_in"),
    [
        (LIST, {}, True),
        (LIST, {"email": "mallory@force.example"}, False),
        (LIST, {"email": None}, False),
        (LIST, {"email": ["bea@force.example"]}, False),
        (LIST, {"email_verified": False}, False),
        (LIST, {"email_verified": "true"}, False),
        (LIST, {"is_logged_in": "yes"}, False),
        (LIST, {"iat": NOW.timestamp() - 13 * 3600}, False),
        (LIST, {"iat": None}, False),
        (AccessList("sub", frozenset({"1"})), {"email_verified": False}, True),
        (AccessList("sub", frozenset({"2"})), {}, False),
        (AccessList("sub", frozenset()), {}, False),
    ],
)
def test_only_who_is_listed_verified_and_lately_signed_in_comes_in(
    listed: AccessList, other: dict, comes_in: bool
):
    assert listed.admits(SIGNED_IN | other, NOW) is comes_in


GOOD = {
    "secrets.toml": '[auth]\nredirect_uri = "https://x.example/oauth2callback"\n'
    f'cookie_secret = "{"s" * 32}"\nclient_id = "a"\nclient_secret = "b"\n'
    'server_metadata_url = "https://login.example/.well-known/openid-configuration"\n',
    "access.toml": 'allowed = ["bea@force.example"]\n',
}


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("secrets.toml", '"b"', '""', "does not say client_secret"),
        ("secrets.toml", "s" * 32, "short", "shorter than 32"),
        ("secrets.toml", "https://login", "http://login", "server_metadata_url does not begin"),
        ("secrets.toml", "[auth]", "[auth", "not a TOML file"),
        ("access.toml", '"bea@force.example"', '" "', "names nobody"),
        ("access.toml", '["bea@force.example"]', '"bea@force.example"', "names nobody"),
        ("access.toml", "", None, "cannot be read"),
    ],
)
def test_a_sign_in_that_is_not_whole_is_refused_before_anything_is_served(
    tmp_path: Path, name: str, old: str, new: str | None, said: str
):
    write_access(tmp_path, GOOD | {name: None if new is None else GOOD[name].replace(old, new)})
    with pytest.raises(AccessError, match=said) as error:
        check_access(tmp_path)
    assert "force.example" not in str(error.value)
    assert name in str(error.value)


def write_access(folder: Path, files: dict) -> None:
    for name, content in files.items():
        if content is not None:
            (folder / name).write_text(content, encoding="utf-8")
            (folder / name).chmod(0o600)


def test_a_secret_that_everybody_can_read_is_refused_and_a_broken_list_admits_nobody(
    tmp_path: Path,
):
    write_access(tmp_path, GOOD)
    check_access(tmp_path)
    claims = SIGNED_IN | {"iat": datetime.now(UTC).timestamp()}
    assert admitted(tmp_path, claims)
    (tmp_path / "access.toml").write_text("allowed = [")
    assert not admitted(tmp_path, claims)
    (tmp_path / "secrets.toml").chmod(0o644)
    with pytest.raises(AccessError, match="chmod o="):
        check_access(tmp_path)


@pytest.fixture
def internal(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("os.environ", dict(__import__("os").environ))
    make_hostile(
        sample / "public" / "public.duckdb", tmp_path / "internal" / "internal.duckdb", INTERNAL
    )
    return tmp_path


def test_the_internal_tier_answers_elsewhere_only_with_a_sign_in(internal: Path):
    settings = Settings(data_dir=internal)
    with pytest.raises(AccessError, match="this machine only"):
        prepare(8697, settings, INTERNAL, address="0.0.0.0")
    write_access(internal, GOOD)
    with_sign_in = Settings(data_dir=internal, access_dir=internal)
    started = prepare(8697, with_sign_in, INTERNAL, address="0.0.0.0")
    assert started[started.index("--server.address") + 1] == "0.0.0.0"
    assert started[started.index("--secrets.files") + 1] == str(internal / "secrets.toml")
    assert Settings.from_environment().asks_sign_in
    with pytest.raises(AccessError, match="this machine only"):
        prepare(8697, with_sign_in, INTERNAL, unreleased=True, address="0.0.0.0")


@pytest.mark.parametrize(
    ("headers", "is_shown"),
    [
        ({"Host": "localhost:8501"}, True),
        ({"Host": "127.0.0.1"}, True),
        ({"Host": "conduct.example"}, False),
        ({"Host": "localhost:8501", "X-Forwarded-For": "192.0.2.1"}, False),
    ],
)
def test_without_a_sign_in_small_numbers_are_refused_to_a_proxy_and_to_other_names(
    internal: Path, open_page: Callable[..., AppTest], monkeypatch, headers: dict, is_shown: bool
):
    monkeypatch.setenv("CONDUCT_DATA", str(internal))
    monkeypatch.setenv(TIER_VARIABLE, INTERNAL)
    monkeypatch.delenv(ACCESS_VARIABLE, raising=False)
    monkeypatch.setattr("streamlit.runtime.context.ContextProxy.headers", headers)
    page = open_page("overview")
    assert not page.exception
    assert ("Overview" in [each.value for each in page.title]) is is_shown
    assert ("only on the machine that it runs on" in said(page)) is not is_shown


# --- What is recorded, what is told ---------------------------------------------------------------


def test_a_record_is_one_line_whatever_a_label_holds(caplog: pytest.LogCaptureFixture):
    file = File(
        "a-synthetic.csv", "text/csv", "t", f"x\r\n{{}}\x1b[31m{NAMES['X23000006']}" * 99, 3
    )
    with caplog.at_level(logging.INFO, "conduct.downloads"):
        logging.getLogger("conduct.downloads").propagate = True
        record(file, "1.0.0")
    line = caplog.messages[-1]
    assert line.isascii()
    assert line.isprintable()
    assert len(line) < 3_000
    read = json.loads(line)
    assert (read["name"], read["rows"], read["version"]) == ("a-synthetic.csv", 3, "1.0.0")


@pytest.mark.parametrize("tier", [PUBLIC, INTERNAL])
def test_health_of_the_internal_tier_tells_the_age_alone(sample: Path, tier: str):
    build = current_build(sample / "public" / "public.duckdb")
    answer = told(build, datetime(2026, 7, 10).date(), tier == INTERNAL)
    assert answer["data_age_days"] == 10
    assert (set(answer) == {"status", "data_age_days"}) is (tier == INTERNAL)
