"""Real data behind sign-in, as people meet it: in by the front door, out at the next click."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sufficiency.access import members
from sufficiency.access.members import Member
from sufficiency.audit import reading
from sufficiency.web import export_record
from tests import tiny
from tests.browser import acts, server

pytestmark = pytest.mark.xdist_group("sign_in")
UNTIL = date(2099, 12, 31)
WHAT_FOR = "Sufficiency strategy, draft for the cabinet"
PEOPLE = {
    "analyst@city.gov.uk": True,
    "viewer@health.nhs.uk": True,
    "admin@london.gov.uk": True,
    "stranger@elsewhere.example": True,
    "unconfirmed@city.gov.uk": False,
}
SECRETS = """
[auth]
redirect_uri = "{address}/oauth2callback"
cookie_secret = "a secret of the tests alone, long enough"
client_id = "sufficiency"
client_secret = "of the tests"
server_metadata_url = "{provider}/.well-known/openid-configuration"
client_kwargs = {{ scope = "openid email" }}
"""


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a sign-in service that knows PEOPLE."""
    port = server.free_port()
    claims = [json.dumps({"sub": who, "email": who, "email_verified": told}) for who, told in PEOPLE.items()]
    command = [str(Path(sys.executable).parent / "oidc-provider-mock"), f"--port={port}"]
    log = tmp_path_factory.mktemp("provider") / "log.txt"
    with log.open("ab") as printed:
        asked = [part for claim in claims for part in ("--user-claims", claim)]
        process = subprocess.Popen([*command, *asked], stdout=printed, stderr=printed)
    address = f"http://127.0.0.1:{port}"
    try:
        server.wait(f"{address}/.well-known/openid-configuration")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of real children, from which all of these tests are served."""
    return tiny.write(tmp_path_factory.mktemp("real") / "data", is_synthetic=False)


@pytest.fixture
def real(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """That folder with its people on its list, and nothing on record yet."""
    monkeypatch.setenv("SUFFICIENCY_DATA", str(folder))
    monkeypatch.delenv("SUFFICIENCY_AUDIT", raising=False)
    (folder / "members.csv").unlink(missing_ok=True)
    shutil.rmtree(folder / "audit", ignore_errors=True)
    members.add(Member("analyst@city.gov.uk", "authority_analyst", "E09000001", UNTIL, "DCS"))
    members.add(Member("viewer@health.nhs.uk", "viewer", "london", UNTIL, "DCS"))
    members.add(Member("admin@london.gov.uk", "administrator", "everywhere", UNTIL, "ALDCS"))
    members.add(Member("unconfirmed@city.gov.uk", "viewer", "london", UNTIL, "DCS"))
    return folder


@pytest.fixture(scope="module")
def server_of_all(provider: str, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the tool over that folder, with sign-in."""
    port = server.free_port()
    away = tmp_path_factory.mktemp("sign_in")
    (away / "secrets.toml").write_text(
        SECRETS.format(address=f"http://127.0.0.1:{port}", provider=provider), encoding="utf-8"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SUFFICIENCY_AUDIT", raising=False)
        options = [f"--secrets.files={away / 'secrets.toml'}"]
        with server.running(port=port, options=options, log=away / "log.txt", SUFFICIENCY_DATA=str(folder)) as address:
            yield address


@pytest.fixture
def signing_in(server_of_all: str, real: Path) -> str:
    """That address, of a folder that is as it was before any test."""
    return server_of_all


@pytest.fixture
def enter(browser: Browser, signing_in: str) -> Iterator[Callable[[str, str], Page]]:
    """Signs a person in, in a browser of their own, and opens a page."""
    contexts = []

    def sign_in(who: str, path: str = "") -> Page:
        context = browser.new_context(viewport={"width": 1400, "height": 900}, accept_downloads=True)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(acts.PATIENCE)
        page.goto(f"{signing_in}/{path}")
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("button", name=who).click()
        page.wait_for_url(re.compile(f"^{re.escape(signing_in)}/"))
        if path:
            page.goto(f"{signing_in}/{path}")
        return page

    yield sign_in
    for context in contexts:
        context.close()


def say_what_for(page: Page) -> None:
    """Exact figures may be taken once it was said what for; until then no button of a file answers."""
    button = page.locator(".st-key-take_placement_mix").get_by_role("button", name="CSV")
    expect(button).to_be_disabled()
    box = page.get_by_role("textbox", name=export_record.WORDS)
    box.fill(WHAT_FOR)
    box.press("Enter")
    expect(button).to_be_enabled()
    acts.settle(page)


def status(address: str, **headers: str) -> int:
    """How the server answers a request without a browser."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def text(address: str) -> str:
    """What the server answers a request without a browser."""
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return str(answer.read().decode(errors="replace"))
    except urllib.error.HTTPError as error:
        return error.read().decode(errors="replace")


def _code(address: str) -> str:
    """The styles of the page, which name its fonts."""
    with urllib.request.urlopen(address, timeout=20) as answer:
        page = answer.read().decode()
    texts = []
    for name in re.findall(r"[./]*(static/css/[\w./-]+\.css)", page):
        with urllib.request.urlopen(f"{address}/{name}", timeout=20) as answer:
            texts.append(answer.read().decode().replace("../media", "/static/media"))
    return "".join(texts)


def test_a_member_comes_in_takes_a_file_and_is_stopped_when_ended(
    enter: Callable[..., Page], signing_in: str, browser: Browser
) -> None:
    page = enter("analyst@city.gov.uk", "placement_mix")
    acts.settle(page)
    expect(page.locator(".mast-facts")).to_contain_text("do not share")
    acts.look_behind(page, "placement_mix")
    say_what_for(page)
    button = page.locator(".st-key-take_placement_mix").get_by_role("button", name="CSV")
    given = acts.handed_out(page, button, acts.TRY)
    assert given.path().read_bytes() and "/media/" in given.url
    file = given.url
    assert page.request.get(file).status == 200, "the browser that asked for it may fetch it again"
    with_another = browser.new_context()
    assert with_another.request.get(file).status == 404, "nobody else may, though they know the address"
    with_another.close()
    assert status(file) == 404

    members.end("analyst@city.gov.uk")
    assert page.request.get(file).status == 404, "an address handed out before answers no longer"
    button.press("Enter")
    expect(page.get_by_text("Failed to generate file")).to_be_visible()
    page.locator(".st-key-behind_placement_mix summary").first.click()
    expect(page.get_by_text("not on the members list").first).to_be_visible()
    page.reload()
    expect(page.get_by_text("not on the members list").first).to_be_visible()
    assert page.locator("table").count() == 0

    told = reading.lines(who="analyst@city.gov.uk")
    assert {line["action"] for line in told} >= {"sign-in", "page", "view", "export", "refusal"}
    assert [(bool(line["sha256"]), line["reason"]) for line in told if line["action"] == "export"] == [(True, WHAT_FOR)]
    assert reading.verify().faults == ()


@pytest.mark.parametrize(
    ("who", "words"),
    [("stranger@elsewhere.example", "not on the members list"), ("unconfirmed@city.gov.uk", "not confirmed")],
)
def test_a_stranger_and_an_unconfirmed_address_see_the_reason_alone(
    enter: Callable[..., Page], who: str, words: str
) -> None:
    page = enter(who)
    expect(page.get_by_text(words).first).to_be_visible()
    assert page.locator("table").count() == 0 and page.get_by_test_id("stVegaLiteChart").count() == 0


def test_an_administrator_ends_a_viewer_who_is_stopped_and_sees_no_figure(enter: Callable[..., Page]) -> None:
    viewer = enter("viewer@health.nhs.uk", "placement_mix")
    acts.settle(viewer)
    admin = enter("admin@london.gov.uk", "placement_mix")
    expect(admin.get_by_text("sees no figure about children")).to_be_visible()
    acts.go(admin, "Data", "Members")
    expect(admin.locator("table")).to_contain_text("viewer@health.nhs.uk")
    acts.pick(admin, "Whose", "viewer@health.nhs.uk")
    admin.get_by_role("button", name="End it").click()
    expect(admin.get_by_text("has no access from now on")).to_be_visible()
    viewer.reload()
    expect(viewer.get_by_text("not on the members list").first).to_be_visible()
    acts.go(admin, "Data", "Activity")
    expect(admin.locator("table")).to_contain_text("end viewer@health.nhs.uk")
    expect(admin.get_by_text("The record is whole")).to_be_visible()


def test_signing_out_in_one_tab_ends_fragments_files_and_addresses_in_every_other(enter: Callable[..., Page]) -> None:
    page = enter("analyst@city.gov.uk", "placement_mix")
    acts.settle(page)
    acts.look_behind(page, "placement_mix")
    say_what_for(page)
    button = page.locator(".st-key-take_placement_mix").get_by_role("button", name="CSV")
    file = acts.handed_out(page, button, acts.TRY).url
    assert page.request.get(file).status == 200
    held = page.context.cookies()

    other = page.context.new_page()
    other.set_default_timeout(acts.PATIENCE)
    other.goto(page.url)
    acts.settle(other)
    other.get_by_role("button", name="Sign out").click()
    # On to the sign-in service, which asks whether to be signed out of as well.
    other.wait_for_url(lambda address: "end_session" in address)

    # The first tab was not touched: its socket, its session and what it has drawn are as they were.
    assert page.request.get(file).status == 404, "an address handed out before answers no longer"
    button.press("Enter")
    expect(page.get_by_text("Failed to generate file")).to_be_visible()
    page.locator(".st-key-behind_placement_mix summary").first.click()
    expect(page.get_by_text("You have signed out").first).to_be_visible()
    page.get_by_test_id("stTopNavSection").filter(has_text=re.compile("^Where do they live")).click()
    page.get_by_role("menuitem").first.click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    assert page.locator("table").count() == 0

    # Nor does a copy of the cookie bring anybody back in.
    page.context.add_cookies(held)
    page.reload()
    expect(page.get_by_text("You have signed out").first).to_be_visible()
    told = reading.lines(who="analyst@city.gov.uk")
    assert [line["action"] for line in told].count("sign-out") == 1


def test_an_officer_may_not_load_another_authoritys_files_nor_a_viewer_any(
    enter: Callable[..., Page], signing_in: str, browser: Browser, tmp_path: Path
) -> None:
    officer = enter("analyst@city.gov.uk", "load_data")
    acts.settle(officer)
    acts.reads(officer, "You load returns of City of London")
    sent: list[str] = []
    officer.on("request", lambda request: sent.append(request.url) if "/upload_file/" in request.url else None)
    with zipfile.ZipFile(tmp_path / "returns.zip", "w") as archive:
        archive.writestr("Camden/2025/header.csv", "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n")
    acts.follow(officer, officer.get_by_text("Folders by authority and year, in a zip"))
    officer.locator("input[type=file]").set_input_files(str(tmp_path / "returns.zip"))
    button = officer.get_by_role("button", name="Compare with what is served")
    expect(button).to_be_enabled()
    button.click()
    expect(officer.get_by_text("There are files of another authority among them")).to_be_visible()
    refused = [line for line in reading.lines(who="analyst@city.gov.uk") if line["action"] == "refusal"]
    assert len(refused) == 1 and "another authority" in refused[0]["reason"]

    viewer = enter("viewer@health.nhs.uk", "load_data")
    acts.settle(viewer)
    acts.reads(viewer, "Returns are loaded by administrators")
    assert viewer.locator("input[type=file]").count() == 0
    # Whoever knows where a loader's files go cannot send one there.
    assert sent and viewer.request.put(sent[0], data=b"x").status == 404
    members.end("analyst@city.gov.uk")
    assert officer.request.put(sent[0], data=b"x").status == 404, "nor the loader, once their right has ended"


def test_nothing_is_open_without_sign_in_but_pages_code_and_health(signing_in: str) -> None:
    assert status(f"{signing_in}/healthz") == 200
    assert status(f"{signing_in}/") == 200, "the page, which then asks for sign-in"
    fonts = re.findall(r"/static/media/[\w.-]+", _code(signing_in))
    assert fonts and status(f"{signing_in}{fonts[0]}") == 200, "fonts are code, though their folder is called media"
    closed = ("metrics", "message", "agent/openapi.json", "script-health-check", "upload_file/session/file")
    for path in (*(f"_stcore/{name}" for name in closed), "media/anything.csv"):
        assert status(f"{signing_in}/{path}") == 404, path
    for path in ("data/members.csv", "data/audit/log.jsonl", "app/static/members.csv", ".streamlit/secrets.toml"):
        assert status(f"{signing_in}/{path}") in (200, 400, 404)
        assert "email" not in text(f"{signing_in}/{path}"), f"{path} is no file of the disk"


def _connecting(address: str, host: str) -> int:
    """The status that a connection of a page is answered with: 101 where it is open."""
    _, _, here = address.partition("://")
    asking = http.client.HTTPConnection(here, timeout=20)
    sent = {"Host": host, "Origin": f"http://{host}", "Upgrade": "websocket", "Connection": "Upgrade"}
    key = {"Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}
    try:
        asking.request("GET", "/_stcore/stream", headers={**sent, **key})
        return asking.getresponse().status
    finally:
        asking.close()


def test_where_people_sign_in_another_sites_name_is_answered_by_no_page_and_no_connection(signing_in: str) -> None:
    own = signing_in.partition("://")[2]
    assert status(f"{signing_in}/", Host=own) == 200 and _connecting(signing_in, own) == 101
    for path in ("", "placement_mix", "oauth2callback", "auth/login", "_stcore/host-config"):
        assert status(f"{signing_in}/{path}", Host="evil.example") == 421, path
    assert _connecting(signing_in, "evil.example") == 403
    assert status(f"{signing_in}/healthz", Host="10.0.0.7:8501") == 200


def test_one_person_on_one_machine_needs_the_token_that_was_printed(
    browser: Browser, real: Path, tmp_path: Path
) -> None:
    log = tmp_path / "single.txt"
    with server.running(log=log, SUFFICIENCY_SINGLE_USER="1") as address:
        context = browser.new_context(viewport={"width": 1400, "height": 900})
        page = context.new_page()
        page.set_default_timeout(acts.PATIENCE)
        page.goto(address)
        expect(page.get_by_text("it holds a token")).to_be_visible()
        page.goto(f"{address}/?token=guessed")
        expect(page.get_by_text("it holds a token")).to_be_visible()
        printed = re.search(r"Open (http\S+)", log.read_text(encoding="utf-8"))
        assert printed
        page.goto(printed[1])
        acts.settle(page)
        assert "token" not in page.url
        page.goto(f"{address}/placement_mix")
        acts.settle(page)
        context.close()
        assert status(f"{address}/", Origin="http://evil.example") == 403
        assert status(f"{address}/", Host="evil.example") == 421 and _connecting(address, "evil.example") == 403


def test_an_authoritys_analyst_begins_with_their_borough_and_finds_the_overview_in_the_menu(enter) -> None:
    page = enter("analyst@city.gov.uk", "")
    acts.settle(page)
    expect(page.locator(".mast h1")).to_have_text("My borough")
