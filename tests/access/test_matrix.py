"""Roles by authorities by ways out: page, fragment, file and address, before and after access ends.

That each page takes the first of these ways is held by test_house.py and web/test_pages.py.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from sufficiency.access import NotAllowed, Visit
from sufficiency.access.roles import ROLES, goes_with
from sufficiency.audit import reading
from sufficiency.result import EXACT
from sufficiency.snapshot.store import Snapshot
from sufficiency.web import downloads, export_record, permission
from sufficiency.web.downloads import Handout
from tests.conftest import TWO

WHO = "a@b.gov.uk"
LATER = (date.today() + timedelta(days=2)).isoformat()  # not today, also of a run that goes on past midnight
SCOPES = ("london", "everywhere", *TWO, "E09000033", "")
# What may happen between a page that was drawn and whatever is asked of it afterwards.
ENDINGS = {
    "taken off": "",
    "revoked": f"{WHO},{{role}},{{scope}},{LATER},DCS,{date.today()}",
    "run out": f"{WHO},{{role}},{{scope}},2020-01-01,DCS,",
    "another role": f"{WHO},{{other}},{LATER},DCS,",
    "on it twice": f"{WHO},{{role}},{{scope}},{LATER},DCS,\n{WHO},{{role}},{{scope}},{LATER},DCS,",
}


@pytest.fixture
def real(two_authorities: Snapshot, data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    """A snapshot of real children; sessions live until told otherwise."""
    data_folder.mkdir()
    monkeypatch.setattr(downloads, "_lives", lambda session: session == "lives")
    return replace(two_authorities, is_synthetic=False)


def let_in(data_folder: Path, *lines: str) -> None:
    """A members list of these lines."""
    text = "\n".join(["email,role,scope,valid_to,nominated_by,revoked", *filter(None, lines)])
    (data_folder / "members.csv").write_text(text + "\n", encoding="utf-8")


def visit(email: str = WHO, **claims: object) -> Visit:
    """A visitor from elsewhere who signed in a minute ago."""
    now = time.time()
    user: Mapping[str, object] = {"is_logged_in": True, "email": email, "email_verified": True, "exp": now + 3600}
    return Visit(("regional_analyst", "london"), {**user, "auth_time": now - 60, **claims}, True, "0.0.0.0", "10.0.0.9")


def ways_out(permit: permission.Permit, sha256: str) -> dict[str, bool]:
    """Which of the ways out of a page that was drawn are still open."""

    def opens(act: object) -> bool:
        try:
            act()  # type: ignore[operator]
        except NotAllowed:
            return False
        return True

    permission.CURRENT.set(permit)
    file = permission.file(lambda: b"figures", "figures.csv", None)
    return {"fragment": opens(permit.ask), "file": opens(file), "address": downloads.may_have(sha256, "browser")}


@pytest.mark.parametrize("role", [*ROLES, "owner", "", "VIEWER"])
@pytest.mark.parametrize("scope", SCOPES)
def test_a_role_opens_every_way_out_of_its_own_scope_and_none_of_another(
    real: Snapshot, data_folder: Path, role: str, scope: str
) -> None:
    let_in(data_folder, f"{WHO},{role},{scope},{LATER},DCS,")
    is_right = goes_with(role, scope) and (scope in TWO or not ROLES[role].is_of_one_authority)
    if not is_right:
        with pytest.raises(NotAllowed):
            permission.begin(real, visit())
        assert [line["action"] for line in reading.lines()] == ["refusal"]
        return
    permit = replace(permission.begin(real, visit()), browser="browser", session="lives")
    assert (permit.person.role, permit.person.scope) == (role, scope)
    downloads.remember(f"{role}{scope}", Handout("browser", "lives", permit.ask))
    assert ways_out(permit, f"{role}{scope}") == {"fragment": True, "file": True, "address": True}
    assert not downloads.may_have(f"{role}{scope}", "another browser")
    assert not downloads.may_have(f"{role}{scope}", "")


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(("role", "scope"), [(r, s) for r in ROLES for s in SCOPES[:4] if goes_with(r, s)])
def test_whoever_is_taken_off_the_list_gets_nothing_more(
    real: Snapshot, data_folder: Path, role: str, scope: str, ending: str
) -> None:
    let_in(data_folder, f"{WHO},{role},{scope},{LATER},DCS,")
    permit = replace(permission.begin(real, visit()), browser="browser", session="lives")
    sha256 = f"{ending}{role}{scope}"
    downloads.remember(sha256, Handout("browser", "lives", permit.ask))
    assert all(ways_out(permit, sha256).values())
    other = "viewer,london" if role != "viewer" else "regional_analyst,london"
    let_in(data_folder, ENDINGS[ending].format(role=role, scope=scope, other=other))
    assert ways_out(permit, sha256) == {"fragment": False, "file": False, "address": False}


def test_a_sign_in_that_runs_out_closes_what_was_drawn_under_it(
    real: Snapshot, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_in(data_folder, f"{WHO},viewer,london,{LATER},DCS,")
    permit = replace(permission.begin(real, visit()), browser="browser", session="lives")
    downloads.remember("late", Handout("browser", "lives", permit.ask))
    later = time.time() + 9 * 3600
    monkeypatch.setattr("sufficiency.access.decision.time.time", lambda: later)
    assert ways_out(permit, "late") == {"fragment": False, "file": False, "address": False}


def test_an_address_answers_nobody_once_its_session_has_ended(real: Snapshot, data_folder: Path) -> None:
    let_in(data_folder, f"{WHO},viewer,london,{LATER},DCS,")
    permit = permission.begin(real, visit())
    downloads.remember("gone", Handout("browser", "ended", permit.ask))
    assert not downloads.may_have("gone", "browser")


@pytest.mark.parametrize(("role", "scope"), [(r, s) for r in ROLES for s in SCOPES[:4] if goes_with(r, s)])
def test_exact_figures_of_real_children_are_taken_by_nobody_who_does_not_say_what_for(
    real: Snapshot, two_authorities: Snapshot, data_folder: Path, monkeypatch: pytest.MonkeyPatch, role: str, scope: str
) -> None:
    let_in(data_folder, f"{WHO},{role},{scope},{LATER},DCS,")
    permit = permission.begin(real, visit())
    is_asked = permit.person.profile == EXACT
    held = export_record.of("figures", {})
    assert held.reason == (None if is_asked else "")
    built: list[bool] = []
    file = permission.file(lambda: bytes(built.append(True) or b""), "figures.csv", held)
    if is_asked:
        with pytest.raises(NotAllowed, match="what these exact figures are for"):
            file()
        assert not built and "export" not in {line["action"] for line in reading.lines()}
    else:
        file()
        assert reading.lines()[0]["action"] == "export"
    monkeypatch.setenv("SUFFICIENCY_SINGLE_USER", "1")
    assert export_record.of("alone", {}).reason == "", "who is alone on a machine would write to themselves"
    monkeypatch.delenv("SUFFICIENCY_SINGLE_USER")
    permission.begin(two_authorities, visit())
    assert export_record.of("invented", {}).reason == ""


def test_no_file_of_real_data_leaves_that_cannot_be_recorded(
    real: Snapshot, two_authorities: Snapshot, data_folder: Path
) -> None:
    let_in(data_folder, f"{WHO},viewer,london,{LATER},DCS,")
    permit = permission.begin(real, visit())
    file = permission.file(lambda: b"figures", "figures.csv", None)
    shutil.rmtree(data_folder / "audit", ignore_errors=True)
    (data_folder / "audit").write_text("in the way", encoding="utf-8")
    with pytest.raises(NotAllowed, match="must be recorded"):
        file()
    assert permit.ask() == permit.person, "viewing goes on"
