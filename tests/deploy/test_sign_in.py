"""An internal instance behind the shipped proxy, with a real provider: who comes in, and what to.

Its public file has an attack in every label.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.browser.pages import tabs, wait_until_drawn
from tests.browser.server import Server, free_port, free_ports, start_server
from tests.deploy.front import Front, start_front
from tests.deploy.hostile import NAMES, make_hostile
from tests.deploy.provider import BEA, EMAIL, MALLORY, PRETENDER, Provider, metadata, start_provider
from tests.soak import SOAKING

LISTED = f'claim = "email"\nallowed = ["{EMAIL.upper()}"]\n'
TITLE = "Police conduct trends: internal"
FIRST = NAMES["X23000003"]
WINDOW = "2020-23, three years"
# A sign-in begins and ends at one of them, and the file of a page is asked for where it was made.
PROCESSES = 2 if SOAKING else 1


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    provider = start_provider()
    yield provider
    provider.stop()


@pytest.fixture(scope="module")
def access(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """The folder that says who may come in, and the port of the proxy that it speaks of."""
    folder, port = tmp_path_factory.mktemp("access"), free_port()
    settings = {
        "redirect_uri": f"https://127.0.0.1:{port}/oauth2callback",
        "cookie_secret": "a-secret-of-the-tests-that-is-long-enough",
        "client_id": "conduct",
        "client_secret": "not-for-anybody",
        "server_metadata_url": metadata(provider),
    }
    lines = [f"{name} = {json.dumps(value)}" for name, value in settings.items()]
    (folder / "secrets.toml").write_text("[auth]\n" + "\n".join(lines), encoding="utf-8")
    (folder / "access.toml").write_text(LISTED, encoding="utf-8")
    for path in folder.iterdir():
        path.chmod(0o600)
    return folder, port


@pytest.fixture(scope="module")
def internal(
    sample: Path, access: tuple[Path, int], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("internal")
    make_hostile(
        sample / "public" / "public.duckdb", data / "internal" / "internal.duckdb", "internal"
    )
    options = ["--tier", "internal", "--access", str(access[0]), "--processes", str(PROCESSES)]
    server = start_server(data, data / "server.log", free_ports(PROCESSES), options)
    yield server
    server.stop()
    assert [line for line in server.errors() if "httpx2" not in line] == []


@pytest.fixture(scope="module")
def front(
    nginx: Path, internal: Server, static: Path, access: tuple[Path, int],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Front]:  # fmt: skip
    port = int(internal.url.rsplit(":", 1)[1])
    folder = tmp_path_factory.mktemp("nginx") / "run"
    ports = range(port, port + PROCESSES)
    front = start_front(nginx, ports, folder, static, access[1])
    yield front
    front.stop()


def sign_in(page: Page, front: Front, name: str, path: str = "/") -> None:
    page.goto(f"{front.url}{path}")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=name).click()
    page.wait_for_url(f"{front.url}/**")
    wait_until_drawn(page)


@pytest.fixture(scope="module")
def signed_in(browser: Browser, front: Front) -> StorageState:
    """What the browser of who is on the list keeps after a sign-in."""
    with closing(browser.new_context(ignore_https_errors=True)) as context:
        sign_in(context.new_page(), front, BEA)
        return context.storage_state()


@pytest.fixture
def bea(visit: Callable[..., Page], signed_in: StorageState) -> Page:
    """A page of who is on the list, signed in, on which nothing is opened yet."""
    return visit(storage_state=signed_in)


# --- Who comes in ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/force?area=Northmoor", "/download"])
def test_who_is_not_signed_in_is_sent_nothing_of_the_data(
    visit: Callable[[], Page], front: Front, path: str
):
    page, sent = visit(), []
    page.on(
        "websocket", lambda socket: socket.on("framereceived", lambda frame: sent.append(frame))
    )
    page.goto(f"{front.url}{path}")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    everything = b"".join(each if isinstance(each, bytes) else each.encode() for each in sent)
    assert len(everything) > 100
    for word in (b"Coldmere", b"X2300000", b"Referrals", b"sample", b"2023-26"):
        assert word not in everything, word


def test_who_is_on_the_list_comes_in_and_goes_out_again(visit: Callable[[], Page], front: Front):
    bea = visit()
    sign_in(bea, front, BEA)
    expect(bea.get_by_role("heading", level=1)).to_have_text("Overview")
    expect(bea.get_by_text("Internal: not for the public.")).to_be_visible()
    cookies = {each["name"]: each for each in bea.context.cookies()}
    assert all(each["secure"] for each in cookies.values())
    assert cookies["_streamlit_user"]["httpOnly"]
    assert cookies["_streamlit_user"]["sameSite"] == "Lax"

    bea.get_by_role("button", name="Sign out").click()
    bea.get_by_role("button", name="End session").click()
    expect(bea.get_by_role("button", name="Sign in")).to_be_visible(timeout=30_000)


def test_after_the_sign_in_the_page_is_there_that_was_asked_for_with_its_filters(
    visit: Callable[[], Page], front: Front
):
    page = visit()
    sign_in(page, front, BEA, f"/referrals?{urlencode({'area': FIRST, 'period': WINDOW})}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Referrals")
    expect(page.get_by_role("combobox", name="Area")).to_have_value(FIRST)
    assert parse_qs(urlsplit(page.url).query)["area"] == [FIRST]
    # Once there, nothing of it is kept.
    assert "conduct_asked_for" not in {each["name"] for each in page.context.cookies()}


@pytest.mark.parametrize("name", [MALLORY, PRETENDER])
def test_anybody_else_is_refused_plainly(visit: Callable[[], Page], front: Front, name: str):
    page = visit()
    sign_in(page, front, name)
    expect(page.get_by_text("You are signed in, but not on the list")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    assert "Coldmere" not in page.content()


@pytest.mark.parametrize("name", ["Referrals", "About"])
def test_who_is_taken_off_the_list_sees_no_more_at_the_next_step(
    bea: Page, front: Front, access: tuple[Path, int], name: str
):
    bea.goto(f"{front.url}/force")
    wait_until_drawn(bea)
    path = access[0] / "access.toml"
    path.write_text('allowed = ["somebody@else.example"]', encoding="utf-8")
    try:
        # A link of the menu; a tab.
        bea.get_by_text(name, exact=True).first.click()
        expect(bea.get_by_text("not on the list")).to_be_visible()
        path.write_text("allowed = [", encoding="utf-8")
        bea.reload()
        expect(bea.get_by_text("not on the list")).to_be_visible()
    finally:
        path.write_text(LISTED, encoding="utf-8")


def test_a_cookie_that_somebody_made_up_is_worth_nothing(visit: Callable[[], Page], front: Front):
    page = visit()
    claims = json.dumps({"is_logged_in": True, "email": EMAIL, "email_verified": True,
                         "origin": front.url, "iat": datetime.now().timestamp()})  # fmt: skip
    page.context.add_cookies([{"name": "_streamlit_user", "value": claims, "url": front.url}])
    page.goto(front.url)
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()


# --- What they see and take away ------------------------------------------------------------------


VIEWS = ("", "referrals", "force", "download", "methods", "data_quality")


def test_no_label_of_a_delivery_is_more_than_words(bea: Page, front: Front):
    asked: list[str] = []
    bea.on("dialog", lambda dialog: asked.append(dialog.message))
    for view in VIEWS if SOAKING else ("force", "data_quality"):
        bea.goto(f"{front.url}/{view}")
        wait_until_drawn(bea)
        for tab in tabs(bea, "Table").all():
            tab.click()
        wait_until_drawn(bea)
        assert bea.evaluate("window.broken") is None, view
        assert bea.locator('[src="x"], [src*="evil"], a[href^="javascript"]').count() == 0, view
    assert asked == []
    bea.goto(f"{front.url}/referrals")
    wait_until_drawn(bea)
    bea.get_by_role("combobox", name="Area").click()
    for name in (FIRST, NAMES["X23000001"]):
        expect(bea.get_by_role("option", name=name)).to_be_visible()


def test_a_file_has_a_plain_name_and_no_formula_and_is_recorded_without_who_took_it(
    bea: Page, front: Front, internal: Server, visit: Callable[[], Page]
):
    bea.goto(f"{front.url}/referrals?tab-forces-R1=Download")
    wait_until_drawn(bea)
    tabs(bea, "Download").first.click()
    taken: list[str] = []
    bea.on("request", lambda request: taken.append(request.url))
    with bea.expect_download() as download:
        bea.get_by_role("button", name="Download referrals").first.click()
    name = download.value.suggested_filename
    assert re.fullmatch(r"[a-z0-9-]+\.csv", name)
    content = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert not re.search(r'(^|,)"?[=@]', content)

    lines = [json.loads(line) for line in internal.log.read_text().splitlines()
             if line.startswith('{"at"')]  # fmt: skip
    told = lines[-1]
    assert set(told) == {"at", "event", "version", "name", "mime", "table", "filter", "rows"}
    assert (told["name"], told["version"]) == (name, "20260701-sample")
    assert told["rows"] == len(content.splitlines()) - 1
    log = internal.log.read_text()
    assert not any(word in log for word in (EMAIL, BEA, "127.0.0.1 ", "X-Forwarded"))

    link = next(each for each in taken if "/media/" in each)
    stranger = visit()
    assert stranger.request.get(link).status == 403
    assert bea.request.get(link).status == 200
