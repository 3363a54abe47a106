"""Who may see what: roles and scopes, sign-in, the members list, and one person on one machine."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from sufficiency import access, settings
from sufficiency.access import NotAllowed, Person, SignInNeeded, Visit
from sufficiency.database.scope import PAN_LONDON
from sufficiency.disclosure import gate
from sufficiency.result import EXACT
from sufficiency.snapshot.store import Snapshot
from tests.conftest import TWO

OWN, OTHER = TWO
LATER = (date.today() + timedelta(days=2)).isoformat()  # not today, also of a run that goes on past midnight
YESTERDAY = (date.today() - timedelta(days=1)).isoformat()
LOCAL = {"Host": "127.0.0.1:8501"}


@pytest.fixture
def real(two_authorities: Snapshot, data_folder: Path) -> Snapshot:
    """A snapshot of real children, in a data folder without a members list."""
    data_folder.mkdir()
    return replace(two_authorities, is_synthetic=False)


def members(data_folder: Path, *lines: str) -> Path:
    """A members list of these lines."""
    path = data_folder / "members.csv"
    path.write_text("\n".join(["email,role,scope,valid_to", *lines]) + "\n", encoding="utf-8")
    return path


def signed_in(email: str = "a@b.gov.uk", **claims: object) -> dict[str, object]:
    """What a sign-in an hour old says of a person."""
    now = time.time()
    return {"is_logged_in": True, "email": email, "email_verified": True} | {
        "auth_time": now - 3600,
        "exp": now + 3600,
        **claims,
    }


def decide(
    found: Snapshot,
    user: Mapping[str, object] | None = None,
    *,
    configured: bool = True,
    server: str = "0.0.0.0",
    visitor: str | None = "10.0.0.9",
    headers: Mapping[str, str] | None = None,
    view_as: tuple[str, str] = ("regional_analyst", PAN_LONDON),
    token: str = "",
) -> Person:
    """What access.decide says of a visitor from elsewhere, unless told otherwise."""
    return access.decide(found, Visit(view_as, user, configured, server, visitor, headers or {}, token))


@pytest.mark.parametrize(
    ("role", "scope", "profile"),
    [
        ("regional_analyst", PAN_LONDON, EXACT),
        ("viewer", PAN_LONDON, gate.LONDON_7_5),
        ("authority_analyst", OWN, EXACT),
        ("authority_analyst", OTHER, EXACT),
        ("regional_analyst", OWN, None),
        ("viewer", OWN, None),
        ("authority_analyst", PAN_LONDON, None),
        ("authority_analyst", "E09000033", None),
        ("authority_analyst", "", None),
        ("authority_analyst", "London", None),
        ("administrator", PAN_LONDON, None),
        ("administrator", OWN, None),
        ("", PAN_LONDON, None),
        ("VIEWER", PAN_LONDON, None),
    ],
)
@pytest.mark.parametrize("way", ["demonstration", "member"])
def test_each_role_sees_its_scope_in_its_profile_and_no_other(
    two_authorities: Snapshot, real: Snapshot, data_folder: Path, way: str, role: str, scope: str, profile: str | None
) -> None:
    members(data_folder, f"a@b.gov.uk,{role},{scope},{LATER}")

    def ask() -> Person:
        if way == "demonstration":
            return decide(two_authorities, view_as=(role, scope))
        return decide(real, signed_in())

    if profile is None:
        with pytest.raises(NotAllowed):
            ask()
    else:
        person = ask()
        assert (person.role, person.scope, person.profile) == (role, scope, profile)
        assert ("do not share" in person.notice) == (profile == EXACT)


def test_the_choice_of_role_on_the_demonstration_means_nothing_for_real_data(real: Snapshot, data_folder: Path) -> None:
    members(data_folder, f"a@b.gov.uk,viewer,london,{LATER}")
    person = decide(real, signed_in(), view_as=("authority_analyst", OWN))
    assert (person.role, person.scope, person.profile) == ("viewer", "london", gate.LONDON_7_5)


@pytest.mark.parametrize("flag", ["false", "true", 1, None, "no"])
def test_only_a_plain_true_makes_a_snapshot_synthetic(real: Snapshot, flag: object) -> None:
    with pytest.raises(NotAllowed):
        decide(replace(real, is_synthetic=flag), configured=False)


def test_real_data_without_sign_in_or_without_a_members_list_is_not_served(real: Snapshot, data_folder: Path) -> None:
    for configured in (False, True):
        with pytest.raises(NotAllowed, match="holds real data"):
            decide(real, signed_in(), configured=configured)
    members(data_folder, f"a@b.gov.uk,viewer,london,{LATER}")
    with pytest.raises(NotAllowed, match="holds real data"):
        decide(real, signed_in(), configured=False)
    assert decide(real, signed_in()).profile == gate.LONDON_7_5


@pytest.mark.parametrize("user", [None, {}, {"is_logged_in": False}, {"is_logged_in": "yes", "email": "a@b.gov.uk"}])
def test_nobody_signed_in_sees_nothing(real: Snapshot, data_folder: Path, user: Mapping[str, object] | None) -> None:
    members(data_folder, f"a@b.gov.uk,viewer,london,{LATER}")
    with pytest.raises(SignInNeeded):
        decide(real, user)


@pytest.mark.parametrize(
    ("claims", "is_fresh"),
    [
        ({}, True),
        ({"auth_time": -7.9 * 3600}, True),
        ({"auth_time": -8.1 * 3600}, False),
        ({"auth_time": None, "iat": -60.0}, True),
        ({"auth_time": None, "iat": -8.1 * 3600}, False),
        ({"auth_time": None}, False),
        ({"auth_time": "yesterday"}, False),
        ({"auth_time": 60.0}, True),
        ({"auth_time": 3600.0}, False),
        ({"exp": -1.0}, False),
        ({"exp": None}, False),
        ({"exp": "never"}, False),
    ],
)
def test_a_sign_in_older_than_eight_hours_is_made_again(
    real: Snapshot, data_folder: Path, claims: Mapping[str, object], is_fresh: bool
) -> None:
    members(data_folder, f"a@b.gov.uk,viewer,london,{LATER}")
    now = time.time()  # the seconds above count from here, however long ago the tests were gathered
    made = {k: now + v if isinstance(v, float) else v for k, v in claims.items()}
    if is_fresh:
        assert decide(real, signed_in(**made)).role == "viewer"
    else:
        with pytest.raises(SignInNeeded, match="too long ago"):
            decide(real, signed_in(**made))


@pytest.mark.parametrize("claim", [False, None, "true", 1])
def test_an_address_the_sign_in_service_has_not_confirmed_is_nobodys(
    real: Snapshot, data_folder: Path, claim: object
) -> None:
    members(data_folder, f"a@b.gov.uk,viewer,london,{LATER}")
    with pytest.raises(NotAllowed, match="not confirmed"):
        decide(real, signed_in(email_verified=claim))


def test_one_named_service_need_not_confirm_its_own_addresses_and_no_other_will_do(
    real: Snapshot, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    members(data_folder, f"a@b.gov.uk,viewer,london,{LATER}")
    monkeypatch.setenv("SUFFICIENCY_ISSUER", "https://sign-in.camden.gov.uk")
    assert decide(real, signed_in(iss="https://sign-in.camden.gov.uk", email_verified=None)).role == "viewer"
    for claims in ({"iss": "https://elsewhere.example"}, {}, {"iss": "https://sign-in.camden.gov.uk/x"}):
        with pytest.raises(NotAllowed, match="not confirmed"):
            decide(real, signed_in(**claims))
    with pytest.raises(NotAllowed, match="not confirmed"):
        decide(real, signed_in(iss="https://sign-in.camden.gov.uk", email_verified=False))


def test_two_lines_for_one_person_let_nobody_in(real: Snapshot, data_folder: Path) -> None:
    members(data_folder, f"a@b.gov.uk,viewer,london,{LATER}", f"A@b.gov.uk,regional_analyst,london,{LATER}")
    with pytest.raises(NotAllowed, match="more than once"):
        decide(real, signed_in())


@pytest.mark.parametrize(
    "email", ["\u0430@b.gov.uk", "a@b.g\u043ev.uk", "\uff41@b.gov.uk", "a@xn--b-1ga.uk", "a\u200b@b.gov.uk"]
)
def test_letters_that_only_look_like_others_are_refused(real: Snapshot, data_folder: Path, email: str) -> None:
    members(data_folder, f"a@b.gov.uk,viewer,london,{LATER}", f"{email},regional_analyst,london,{LATER}")
    with pytest.raises(NotAllowed, match="letters"):
        decide(real, signed_in(email))
    assert decide(real, signed_in()).role == "viewer"


def test_an_administrator_sees_no_figure(real: Snapshot, data_folder: Path) -> None:
    members(data_folder, f"a@b.gov.uk,administrator,everywhere,{LATER}")
    person = decide(real, signed_in())
    assert person.is_administrator and not person.sees_figures
    members(data_folder, f"a@b.gov.uk,administrator,london,{LATER}")
    with pytest.raises(NotAllowed):
        decide(real, signed_in())


def test_a_line_revoked_ends_that_day(real: Snapshot, data_folder: Path) -> None:
    path = data_folder / "members.csv"
    line = f"a@b.gov.uk,viewer,london,{LATER},DCS"
    path.write_text(f"email,role,scope,valid_to,nominated_by,revoked\n{line},{LATER}\n", encoding="utf-8")
    assert decide(real, signed_in()).role == "viewer"
    path.write_text(f"email,role,scope,valid_to,nominated_by,revoked\n{line},{date.today()}\n", encoding="utf-8")
    with pytest.raises(NotAllowed, match="or no longer"):
        decide(real, signed_in())


def test_a_member_is_stopped_at_the_call_after_the_line_is_taken_out(real: Snapshot, data_folder: Path) -> None:
    members(data_folder, f" A@B.gov.uk ,viewer,london,{LATER}", f"c@d.uk,viewer,london,{LATER}")
    assert decide(real, signed_in()).name == "a@b.gov.uk"
    members(data_folder, f"c@d.uk,viewer,london,{LATER}")
    with pytest.raises(NotAllowed, match="not on the members list"):
        decide(real, signed_in())
    members(data_folder).unlink()
    with pytest.raises(NotAllowed, match="members list"):
        decide(real, signed_in())


def test_a_line_ends_with_its_last_day(real: Snapshot, data_folder: Path) -> None:
    members(data_folder, f"a@b.gov.uk,viewer,london,{YESTERDAY}")
    with pytest.raises(NotAllowed, match="or no longer"):
        decide(real, signed_in())
    members(data_folder, f"a@b.gov.uk,viewer,london,{date.today()}")
    assert decide(real, signed_in()).role == "viewer"
    members(data_folder, f"a@b.gov.uk,regional_analyst,london,{YESTERDAY}", f"a@b.gov.uk,viewer,london,{LATER}")
    assert decide(real, signed_in()).role == "viewer", "an ended line gives nothing"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "email\na@b.gov.uk\n",
        "email,role,scope\na@b.gov.uk,viewer,london\n",
        "email,role,scope,valid_to\na@b.gov.uk\n",
        "email,role,scope,valid_to\na@b.gov.uk,viewer,london,\n",
        "email,role,scope,valid_to\na@b.gov.uk,viewer,london,31/12/2099\n",
        "email,role,scope,valid_to\na@b.gov.uk,viewer,london,soon\n",
        "email,role,scope,valid_to\n,viewer,london,2099-12-31\n",
        "\x00\x00",
        "\udcff",
    ],
)
def test_a_members_list_that_cannot_be_read_lets_nobody_in(real: Snapshot, data_folder: Path, text: str) -> None:
    path = data_folder / "members.csv"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    for email in ("a@b.gov.uk", ""):
        with pytest.raises(NotAllowed):
            decide(real, signed_in(email))


def test_a_members_list_saved_by_a_spreadsheet_is_read(real: Snapshot, data_folder: Path) -> None:
    path = members(data_folder, f"a@b.gov.uk,viewer,london,{LATER}")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert decide(real, signed_in()).role == "viewer"


@pytest.mark.parametrize(
    ("server", "visitor", "headers", "is_served"),
    [
        ("127.0.0.1", None, LOCAL, True),
        ("127.0.0.1", "127.0.0.1", {"host": "localhost:8501"}, True),
        ("localhost", "::1", {"Host": "localhost"}, True),
        ("::1", None, {"Host": "[::1]:8501"}, True),
        ("0.0.0.0", None, LOCAL, False),
        ("", None, LOCAL, False),
        ("::", None, LOCAL, False),
        ("192.168.1.5", None, LOCAL, False),
        ("127.0.0.1", "192.168.1.9", LOCAL, False),
        ("127.0.0.1", "", LOCAL, False),
        ("127.0.0.1", None, {}, False),
        ("127.0.0.1", None, {"Host": "tool.example.org"}, False),
        ("127.0.0.1", None, {"Host": "127.0.0.1.example.org:8501"}, False),
        ("127.0.0.1", None, {**LOCAL, "X-Forwarded-For": "127.0.0.1"}, False),
        ("127.0.0.1", None, {**LOCAL, "x-forwarded-for": "203.0.113.9"}, False),
        ("0.0.0.0", "127.0.0.1", {**LOCAL, "X-Forwarded-For": "127.0.0.1"}, False),
        ("127.0.0.1", None, {**LOCAL, "Forwarded": "for=127.0.0.1"}, False),
        ("127.0.0.1", None, {**LOCAL, "X-Real-IP": "127.0.0.1"}, False),
        ("127.0.0.1", None, {**LOCAL, "Via": "1.1 proxy"}, False),
    ],
)
def test_single_user_mode_serves_this_machine_alone(
    real: Snapshot,
    monkeypatch: pytest.MonkeyPatch,
    server: str,
    visitor: str | None,
    headers: Mapping[str, str],
    is_served: bool,
) -> None:
    monkeypatch.setenv("SUFFICIENCY_SINGLE_USER", "1")
    ask = {"server": server, "visitor": visitor, "headers": headers, "configured": False}
    if is_served:
        with pytest.raises(NotAllowed, match="holds a token"):
            decide(real, **ask)
        with pytest.raises(NotAllowed, match="holds a token"):
            decide(real, **ask, token="x" * len(settings.token()))
        person = decide(real, **ask, token=settings.token())
        assert (person.scope, person.profile) == (PAN_LONDON, EXACT)
        assert "single user" in person.name.casefold()
    else:
        with pytest.raises(NotAllowed, match="this machine alone"):
            decide(real, **ask)


@pytest.mark.parametrize("value", ["", "0", "true", "yes", "2"])
def test_single_user_mode_is_on_only_when_it_is_1(real: Snapshot, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SUFFICIENCY_SINGLE_USER", value)
    with pytest.raises(NotAllowed, match="holds real data"):
        decide(real, server="127.0.0.1", visitor=None, headers=LOCAL, configured=False)


def test_the_members_list_may_lie_elsewhere(real: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = members(tmp_path, f"a@b.gov.uk,viewer,london,{LATER}")
    monkeypatch.setenv("SUFFICIENCY_MEMBERS", str(path))
    assert decide(real, signed_in()).role == "viewer"
