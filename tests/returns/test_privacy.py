"""What identifies a child is reduced at import, in tables and report alike."""

from __future__ import annotations

import csv
import hmac
import logging
import os
import secrets
import stat
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pytest
from click.testing import CliRunner

from sufficiency.__main__ import main
from sufficiency.reference.tables import records
from sufficiency.returns import Import, KeyProblem, hash_key, schema, write_report
from sufficiency.returns.hashing import PUBLIC_KEY, child_id, key_file, new_key
from tests.returns.conftest import KEY, Send, read_files

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
SENT = {
    "Camden/2025/header.csv": HEADER
    + "Secret77,M,17/05/2010,WBRI,A987654321098,1,23/11/2024\n"
    + ",M,17/05/2010,WBRI,A987654321098,1,\n",
    "Camden/2025/episodes.csv": EPISODES
    + "Secret77,01/05/2024,S,C2,N1,U6,PR1,,,,NW1 2DB,SW1A 1AA,\n"
    + "Orphan88,01/05/2024,S,C2,N1,U6,PR1,,,,NW1 2DB,SW1A 1AA,\n"
    + "Shifted99,01/05/2024,S,C2,Orphan88,U6,PR1,,,,NW1 2DB,SW1A 1AA,\n",
    "Camden/2025/workers.csv": "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\n"
    + "Secret77,17/05/2010,WORKER5,01/05/2024,31/02/2025,\n",
    "Camden/2025/odd.csv": "Secret77,17/05/2010,something\n",
}
IDENTIFIERS = ("Secret77", "Orphan88", "Shifted99", "A987654321098", "WORKER5")


def _text(table: pa.Table) -> str:
    return " ".join(str(value) for column in table.columns for value in column.to_pylist())


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Import:
    """The folder SENT, read once."""
    return read_files(tmp_path_factory.mktemp("sent"), SENT)


def test_nothing_kept_identifies_a_child(found: Import) -> None:
    kept = " ".join(_text(table) for table in found.tables.values()).upper()
    for identifier in (*IDENTIFIERS, "NW1 2DB", "SW1A 1AA", "NW12DB", "SW1A1AA", "2010-05-17", "2024-11-23"):
        assert identifier.upper() not in kept
    [row] = found.tables["header"].to_pylist()
    assert (row["birth_month"].day, row["child_birth_month"].day) == (1, 1)


def test_the_report_shows_identifiers_only_by_their_shape(found: Import) -> None:
    problems = found.problems
    for identifier in IDENTIFIERS:
        assert identifier not in _text(problems)
    by_rule = {p["rule"]: p["value"] for p in problems.to_pylist()}
    assert by_rule["child_not_in_header"] in {"AAAAAA99", "AAAAAAA99"}
    # An id in a cell where it does not belong is known by being an id elsewhere.
    assert by_rule["id_in_cell"] == "AAAAAA99"


def test_nothing_is_logged(send: Send, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        send(SENT)
    assert not any(name in caplog.text for name in IDENTIFIERS)


def test_the_childs_number_is_a_keyed_hash_of_authority_and_id(found: Import) -> None:
    digest = hmac.new(KEY, b"E09000007|SECRET77", sha256).digest()
    expected = int.from_bytes(digest[:8], "big", signed=True)
    assert found.tables["header"]["child_id"].to_pylist() == [expected]
    assert expected in found.tables["episodes"]["child_id"].to_pylist()
    assert child_id(KEY, "E09000007", "SECRET77") == expected


def test_the_same_id_in_two_authorities_is_two_children(send: Send) -> None:
    row = HEADER + "1,M,17/05/2010,WBRI,,0,\n"
    found = send({"Camden/2025/a.csv": row, "Kent/2025/a.csv": row, "Camden/2026/a.csv": row})
    assert len(set(found.tables["header"]["child_id"].to_pylist())) == 2


def test_the_key_of_invented_data_is_public_unless_one_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUFFICIENCY_KEY", raising=False)
    assert hash_key(True) == PUBLIC_KEY
    monkeypatch.setenv("SUFFICIENCY_KEY", key := new_key())
    assert hash_key(True) == hash_key(False) == key.encode()


def test_a_short_key_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUFFICIENCY_KEY", "short")
    with pytest.raises(KeyProblem, match="shorter"):
        hash_key(False)


@pytest.mark.parametrize(
    "key",
    [
        "aaaaaaaaaaaaaaaaaaaa",
        "passwordpassword",
        "correct horse battery staple and some",
        "Camden-Childrens-Services-2026!",
        "London2026" * 4,
        "kR7#pQz9!vLx2@Wm",
        "9f2c4be1a07d5836ce19bb40d6e8571",  # 31 digits, 124 bits
        "0" * 64,
        "0123456789abcdef" * 2,
        "deadbeef" * 4,
        "9f2c4be1a07d58369f2c4be1a07d5836",  # 64 bits, said twice
        "01234567890123456789abcdefabcdef",
        "00112233445566778899aabbccddeeff",
    ],
)
def test_a_key_that_could_be_guessed_is_refused_for_real_children_alone(
    key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUFFICIENCY_KEY", key)
    assert hash_key(True) == key.encode()
    with pytest.raises(KeyProblem, match="guessed.*python -m sufficiency key") as said:
        hash_key(False)
    assert key not in str(said.value)


def test_a_key_drawn_at_random_is_taken_for_real_children(monkeypatch: pytest.MonkeyPatch) -> None:
    made = CliRunner().invoke(main, ["key"]).stdout.strip()
    for key in (made, made.upper(), made[:32], *(secrets.token_hex(16) for _ in range(200))):
        monkeypatch.setenv("SUFFICIENCY_KEY", key)
        assert hash_key(False) == key.encode()


@pytest.mark.parametrize("key", [PUBLIC_KEY.decode(), f"{PUBLIC_KEY.decode()} 2026"])
def test_the_public_key_is_refused_for_real_children(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUFFICIENCY_KEY", key)
    with pytest.raises(KeyProblem, match="guessed"):
        hash_key(False)


@pytest.mark.skipif(os.name == "nt", reason="file modes are POSIX")
def test_the_key_of_real_data_is_made_once_and_is_the_users_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SUFFICIENCY_KEY", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    first = hash_key(False)
    assert first == hash_key(False) != PUBLIC_KEY
    assert len(first) >= 32
    assert stat.S_IMODE(key_file().stat().st_mode) == 0o600
    key_file().chmod(0o644)
    with pytest.raises(KeyProblem, match="chmod 600"):
        hash_key(False)


def test_the_report_is_a_private_file_that_runs_nothing(send: Send, tmp_path: Path) -> None:
    row = "K1,01/05/2024,=1(),C2,-2+3,+1,@A(1),,,,NW1 2DB,,\n"
    found = send({"Camden/2025/e.csv": EPISODES + row})
    path = tmp_path / "report.csv"
    path.write_text("an older report that others can read")
    path.chmod(0o644)
    write_report(found.problems, path)
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert len(lines) == found.problems.num_rows > 3
    assert {"'=1()", "'+1", "'@A(1)", "'-2+3"} <= {p["value"] for p in lines}
    assert not any(cell.startswith(("=", "+", "-", "@")) for p in lines for cell in p.values())
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in", "report.csv"]


def test_no_column_of_a_snapshot_is_declared_to_be_what_names_a_child() -> None:
    """A table that is added may keep ``CHILD_ID``, the hash, and never the id, a case system's or a whole postcode."""
    naming = {"id", "person", "postcode"}
    declared = [(row["table_name"], row["taken_from"]) for row in records("snapshot_columns")]
    kinds = {(t.name, column.name): column.value_type for t in schema.tables().values() for column in t.columns}
    assert "id" in {kinds.get((table, "CHILD")) for table, _ in declared}
    assert [place for place in declared if kinds.get(place) in naming] == []
