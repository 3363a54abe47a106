"""Real data, page by page: what each role of each authority is given, and that all of it ends with the right.

Of each page these are tried: the page itself, the guard of its fragments, the files it offers and an
address that was handed out; first as a member, then after the line was taken off the list. In each run every page is
tried by one role that may see it and one that may not; in the whole by all.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sufficiency.access import NotAllowed, Visit
from sufficiency.snapshot.store import Snapshot
from sufficiency.web import context, downloads, permission
from sufficiency.web.downloads import Handout
from tests import servings, tiny
from tests.web.test_pages import PATIENCE, crossed

WHO, UNTIL = "a@b.gov.uk", (date.today() + timedelta(days=1)).isoformat()
OWN, OTHER = "E09000001", "E09000007"  # the snapshot holds the first one's return alone
MEMBERS = [
    ("viewer", "london"),
    ("regional_analyst", "london"),
    ("authority_analyst", OWN),
    ("administrator", "everywhere"),
]
REFUSED = [
    ("authority_analyst", OTHER),
    ("authority_analyst", "london"),
    ("viewer", OWN),
    ("regional_analyst", "everywhere"),
    ("administrator", "london"),
    ("owner", OWN),
    ("", ""),
]
# Pages without figures, which an administrator sees too.
PLAIN = {"members", "activity", "load_data"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder of real children of one small authority."""
    with servings.kept(tiny.write(tmp_path_factory.mktemp("matrix") / "data", is_synthetic=False)) as folder:
        yield folder


@pytest.fixture(autouse=True)
def is_served(folder: Path) -> Iterator[None]:
    """Pages are served from it."""
    with servings.of(folder):
        yield


class Trial:
    """One member's visit to one page, and the ways out that the page gave them."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.list = folder / "members.csv"
        self.files: list[Callable[[], bytes]] = []
        self.permits: list[permission.Permit] = []
        begin, file = permission.begin, permission.file

        def begun(snapshot: Snapshot, visit: Visit) -> permission.Permit:
            self.permits.append(begin(snapshot, visit))
            return self.permits[-1]

        def offered(build: Callable[[], bytes], name: str) -> Callable[[], bytes]:
            self.files.append(file(lambda: b"figures", name))
            return self.files[-1]

        patch.setattr(context, "visit", lambda snapshot: _visit())
        patch.setattr(permission, "begin", begun)
        patch.setattr(permission, "file", offered)
        patch.setattr(downloads, "_lives", lambda session: True)

    def let_in(self, *lines: str) -> None:
        """A members list of these lines."""
        self.list.write_text("\n".join(["email,role,scope,valid_to,nominated_by", *lines]) + "\n", encoding="utf-8")

    def ways_out(self) -> dict[str, bool]:
        """Which of the ways out of the page that was drawn are open now."""
        permit = self.permits[-1]
        downloads.remember(str(id(permit)), Handout("browser", "session", permit.ask))
        found = {"fragment": _opens(permit.ask), "address": downloads.may_have(str(id(permit)), "browser")}
        return found | {f"file {number}": _opens(file) for number, file in enumerate(self.files)}


def _visit() -> Visit:
    now = time.time()
    user: Mapping[str, object] = {"is_logged_in": True, "email": WHO, "email_verified": True, "exp": now + 3600}
    return Visit(("regional_analyst", "london"), {**user, "auth_time": now - 60}, True, "0.0.0.0", "10.0.0.9")


def _opens(act: Callable[[], object]) -> bool:
    try:
        act()
    except NotAllowed:
        return False
    return True


def _open(path: Path) -> AppTest:
    page = AppTest.from_file(str(path), default_timeout=PATIENCE)
    page.session_state["take_page"] = True  # What files of the whole page are made of is offered to those who open it.
    page.run()
    assert not page.exception, [found.message for found in page.exception]
    return page


def _html(page: AppTest) -> str:
    return "".join(part.proto.body for part in page.get("html"))


def _shows_figures(page: AppTest) -> bool:
    drawn = any(page.get(kind) for kind in ("vega_lite_chart", "deck_gl_json_chart", "arrow_data_frame"))
    return drawn or "class='figure'" in _html(page) or "<table" in _html(page)


def _is_refused(page: AppTest, words: str) -> None:
    assert [found.value for found in page.error] and words in page.error[0].value
    assert "<h1>" not in _html(page) and not _shows_figures(page) and not page.get("selectbox")


@pytest.mark.parametrize(("path", "who"), crossed([" of ".join(person) for person in MEMBERS]))
def test_each_page_gives_each_role_its_own_and_nothing_once_it_has_ended(
    path: Path, who: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    role, _, scope = who.partition(" of ")
    trial = Trial(folder, monkeypatch)
    trial.let_in(f"{WHO},{role},{scope},{UNTIL},DCS")
    page = _open(path)
    assert not page.error, [found.value for found in page.error]
    assert (trial.permits[-1].person.role, trial.permits[-1].person.scope) == (role, scope)
    html = _html(page)
    if role != "administrator":
        assert ("class='exact'" in html) is (role != "viewer")
    elif path.stem not in PLAIN:
        assert not _shows_figures(page) and not trial.files, "an administrator sees no figure"
    assert all(trial.ways_out().values())
    trial.let_in()
    assert not any(trial.ways_out().values()), "whoever was taken off the list has a way out left"
    _is_refused(_open(path), "or no longer")


@pytest.mark.parametrize(("path", "who"), crossed([" of ".join(person) for person in REFUSED]))
def test_no_page_gives_anything_to_a_role_of_a_scope_that_is_not_its_own(
    path: Path, who: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    role, _, scope = who.partition(" of ")
    if path.stem == "load_data" and (role, scope) == ("authority_analyst", OTHER):
        return  # An authority that has sent nothing yet may send its first return.
    trial = Trial(folder, monkeypatch)
    trial.let_in(f"{WHO},{role},{scope},{UNTIL},DCS")
    _is_refused(_open(path), "There is no role" if (role, scope) != ("authority_analyst", OTHER) else "")
    assert not trial.permits and not trial.files
