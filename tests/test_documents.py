"""The documents on security and privacy are true of the code: files, roles, columns and settings they name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sufficiency.access.roles import ROLES
from sufficiency.presentation.maps import outlines
from sufficiency.snapshot import format as snapshot_format
from sufficiency.web import gateway, server

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted((ROOT / "docs").glob("*.md"))
PLACE = re.compile(r"`((?:sufficiency|tests|sql|data|docs|pages)/[\w/.-]+)`")
# Made when the tool is used, so not there in a fresh copy; and names that stand for a reader's own.
MADE = ("data/snapshots/",)
OWN = re.compile(r"(?:\b|_)(NAME|SECTION|TABLE|CASE|PAGE)\b")


def words(name: str) -> str:
    """The text of one document."""
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_a_document_names_is_there(document: Path) -> None:
    named = [
        place
        for place in PLACE.findall(document.read_text(encoding="utf-8"))
        if not place.startswith(MADE) and not OWN.search(place)
    ]
    assert [place for place in named if not (ROOT / place).exists()] == []


def test_every_defence_names_where_it_is_made_and_what_holds_it() -> None:
    table = words("THREAT_MODEL.md").split("## Defences")[1].split("## ")[0]
    rows = [line.split("|")[1:-1] for line in table.splitlines() if line.startswith("|")][2:]
    assert len(rows) >= 10
    for _, _, made, held in rows:
        assert "sufficiency/" in made and "tests/" in held


def test_the_roles_are_those_of_the_code() -> None:
    table = words("SECURITY.md").split("## Roles")[1]
    assert set(re.findall(r"^\| (\w+) \|", table, re.MULTILINE)) - {"Role"} == set(ROLES)


def test_what_is_said_to_be_forgotten_is_in_no_column() -> None:
    kept = {column for table in snapshot_format.declared().values() for column in table.columns}
    assert not kept & {"child", "upn", "dob", "name", "home_post", "pl_post", "home_sector", "home_postcode"}
    assert {"child_id", "birth_month", "placement_sector", "distance_miles"} <= kept


def test_what_is_open_without_sign_in_is_what_the_server_answers() -> None:
    told = words("SECURITY.md").split("## What is open without sign-in")[1].split("## ")[0]
    core = re.search(r"\((\w[\w|-]+)\)", gateway.CORE.pattern)
    assert core
    answered = {f"/_stcore/{name}" for name in core[1].split("|")} | {route.path for route in server.ROUTES}
    named = set(re.findall(r"`(/[\w/-]+)`", told))
    assert answered - {f"/{outlines.ROOM}/{{name}}"} == {
        path for path in named if not re.match(r"/(auth|oauth2)", path)
    }


def test_what_is_kept_without_a_measure_is_said_to_be() -> None:
    sql = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "sql").rglob("*.sql"))
    about_children = {"header", "episodes", "uasc", "oc2", "missing", "dolo", "placement_costs"}
    unread = {
        column
        for table in about_children
        for column in snapshot_format.declared()[table].columns
        if not re.search(rf"\b{column}\b", sql)
    }
    rows = [line for line in words("RETENTION.md").splitlines() if "no measure yet" in line]
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == unread


def test_the_postcodes_sector_serves_the_purposes_that_are_named() -> None:
    using = {
        path.stem
        for path in (ROOT / "sql").rglob("*.sql")
        if re.search(r"hash\([^)]*placement_sector|placement_sector[^,\n]*[=<>(]", path.read_text(encoding="utf-8"))
    }
    marts = [path.stem for path in (ROOT / "sql" / "marts").glob("*.sql") if "placement_sector" in path.read_text()]
    assert using <= {"int_episodes", "int_episodes_closed", *marts} and marts == ["placement_sectors"]
    assert "child_level: yes" in (ROOT / "sql" / "marts" / "placement_sectors.sql").read_text(encoding="utf-8")
    assert "`placement_sectors`" in words("RETENTION.md")
