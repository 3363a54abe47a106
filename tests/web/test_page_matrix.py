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

from sufficiency import settings
from sufficiency.access import NotAllowed, Visit
from sufficiency.audit import reading
from sufficiency.snapshot.store import Snapshot
from sufficiency.web import context, downloads, export_record, permission
from sufficiency.web.downloads import Handout
from sufficiency.web.export_record import ExportRecord
from tests import servings, tiny
from tests.web.test_pages import PATIENCE, crossed

WHO, UNTIL = "a@b.gov.uk", (date.today() + timedelta(days=1)).isoformat()
WHAT_FOR = "Sufficiency strategy, draft for the cabinet"
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
# Files that hold no figure about children, by the beginning and the end of their names.
WITHOUT_FIGURES = (("data-dictionary", ".csv"), ("problems", ".csv"), ("problems", ".xlsx"), ("", ".sql"))


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
        self.taken: list[tuple[str, ExportRecord | None]] = []
        self.permits: list[permission.Permit] = []
        begin, file = permission.begin, permission.file

        def begun(snapshot: Snapshot, visit: Visit) -> permission.Permit:
            self.permits.append(begin(snapshot, visit))
            return self.permits[-1]

        def offered(build: Callable[[], bytes], name: str, held: ExportRecord | None) -> Callable[[], bytes]:
            self.taken.append((name, held))
            self.files.append(file(lambda: b"figures", name, held))
            return self.files[-1]

        patch.setattr(context, "visit", lambda snapshot: _visit())
        patch.setattr(permission, "begin", begun)
        patch.setattr(permission, "file", offered)
        patch.setattr(downloads, "_lives", lambda session: True)

    def forget(self) -> None:
        """Start again with the files that a page offers."""
        self.files.clear()
        self.taken.clear()

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
    _says_what_for(page, trial, is_asked=role not in ("viewer", "administrator"))
    assert all(trial.ways_out().values())
    trial.let_in()
    assert not any(trial.ways_out().values()), "whoever was taken off the list has a way out left"
    _is_refused(_open(path), "or no longer")


@pytest.mark.parametrize(("role", "scope"), MEMBERS[1:3])
def test_files_of_one_figure_ask_what_exact_ones_are_for_and_the_record_says_what_they_held(
    role: str, scope: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trial = Trial(folder, monkeypatch)
    trial.let_in(f"{WHO},{role},{scope},{UNTIL},DCS")
    page = AppTest.from_file(str(settings.ROOT / "pages" / "supply" / "placement_mix.py"), default_timeout=PATIENCE)
    page.session_state["behind_placement_mix"] = True
    page.run()
    assert len(trial.files) >= 2
    assert {button.disabled for button in page.get("download_button")} == {True}
    _says_what_for(page, trial, is_asked=True)
    assert {button.disabled for button in page.get("download_button")} == {False}
    [file() for file in trial.files]
    line = next(line for line in reading.lines(who=WHO) if line["subject"].startswith("placements-and-providers-"))
    _, held = next(taken for taken in trial.taken if taken[0] == line["subject"])
    assert held and line["rows"] == len(held.results[0].rows) > 0
    assert line["withheld"] == held.results[0].withheld
    assert line["choices"] == {choice: list(values) for choice, values in held.choices.items()}


def _says_what_for(page: AppTest, trial: Trial, *, is_asked: bool) -> None:
    """Exact figures leave in no file before it was said what for, which is on record; nobody else is asked."""
    plain = [any(n.startswith(a) and n.endswith(z) for a, z in WITHOUT_FIGURES) for n, _ in trial.taken]
    assert [held is None for _, held in trial.taken] == plain, [name for name, _ in trial.taken]
    holding = [file for file, (_, held) in zip(trial.files, trial.taken, strict=True) if held]
    asked = [box for box in page.text_input if box.label == export_record.WORDS]
    if not is_asked:
        assert not asked and all(held.reason == "" for _, held in trial.taken if held)
        return
    assert bool(asked) is bool(holding) and not any(map(_opens, holding))
    if not asked:
        return
    trial.forget()
    asked[0].set_value("  why ").run()
    assert not any(held.reason for _, held in trial.taken if held), "a word says nothing"
    trial.forget()
    [box for box in page.text_input if box.label == export_record.WORDS][0].set_value(WHAT_FOR).run()
    assert {box.value for box in page.text_input if box.label == export_record.WORDS} == {WHAT_FOR}, (
        "it is said once a visit"
    )
    [file() for file in trial.files]
    line = reading.lines(who=WHO)[0]
    assert (line["action"], line["reason"], line["profile"]) == ("export", WHAT_FOR, "exact")


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
