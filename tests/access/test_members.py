"""The members list: adding, ending, and what may not stand on it."""

from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

import pytest

from sufficiency.access import NotAllowed, members
from sufficiency.access.members import Member, MemberProblem

TODAY = date(2026, 11, 25)
ANALYST = Member("a.analyst@camden.gov.uk", "authority_analyst", "E09000007", date(2027, 3, 31), "DCS, Camden")


def test_who_is_added_may_come_in_and_who_is_ended_may_not(data_folder: Path) -> None:
    members.add(ANALYST, today=TODAY)
    assert members.person("A.Analyst@camden.gov.uk", {"E09000007"}, TODAY).scope == "E09000007"
    assert members.end("a.analyst@camden.gov.uk", today=TODAY) == 1
    with pytest.raises(NotAllowed, match="no longer"):
        members.person("a.analyst@camden.gov.uk", {"E09000007"}, TODAY)
    assert [line.revoked for line in members.read()] == [TODAY], "the line stays, as the record of who was let in"
    members.add(ANALYST, today=TODAY)
    assert members.person("a.analyst@camden.gov.uk", {"E09000007"}, TODAY).role == "authority_analyst"


def test_only_its_owner_can_read_the_list(data_folder: Path) -> None:
    members.add(ANALYST, today=TODAY)
    assert stat.S_IMODE(members.path().stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"email": "\u0430@b.gov.uk"}, "plain letters"),
        ({"email": "nobody"}, "plain letters"),
        ({"role": "owner"}, "does not go with"),
        ({"role": "viewer"}, "does not go with"),
        ({"scope": "london"}, "does not go with"),
        ({"role": "administrator"}, "does not go with"),
        ({"valid_to": date(2026, 11, 24)}, "has passed"),
        ({"nominated_by": " "}, "who nominated"),
    ],
)
def test_a_line_that_would_let_in_nobody_or_at_nobodys_word_is_not_added(
    data_folder: Path, change: dict[str, object], word: str
) -> None:
    with pytest.raises(MemberProblem, match=word):
        members.add(Member(**{**vars(ANALYST), **change}), today=TODAY)
    assert not members.path().exists()


def test_nobody_stands_on_the_list_twice(data_folder: Path) -> None:
    members.add(ANALYST, today=TODAY)
    with pytest.raises(MemberProblem, match="on the list already"):
        members.add(Member("A.ANALYST@camden.gov.uk", "viewer", "london", date(2027, 3, 31), "DCS"), today=TODAY)
    with pytest.raises(MemberProblem, match="not on the list"):
        members.end("b@camden.gov.uk", today=TODAY)


def test_a_list_of_the_four_columns_of_before_is_read_and_kept(data_folder: Path) -> None:
    data_folder.mkdir()
    members.path().write_text("email,role,scope,valid_to\nv@x.gov.uk,viewer,london,2027-01-31\n", encoding="utf-8")
    members.add(ANALYST, today=TODAY)
    assert [line.email for line in members.read()] == ["v@x.gov.uk", "a.analyst@camden.gov.uk"]
    assert members.person("v@x.gov.uk", (), TODAY).role == "viewer"
