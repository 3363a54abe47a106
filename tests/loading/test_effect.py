"""What an import changes is told from the views: before and after, for whom it must be protected as well."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from sufficiency import settings
from sufficiency.__main__ import main
from sufficiency.disclosure import gate
from sufficiency.loading import earlier, effect, holding
from sufficiency.result import EXACT
from sufficiency.snapshot import ledger, store
from sufficiency.snapshot.store import SnapshotError
from tests.loading.conftest import CODES, NAMES, WHO, load, rows, write_return

CAMDEN = CODES["Camden"]
KEY = f"{CAMDEN}/2024"


@pytest.fixture
def viewed(loaded: Path, tmp_path: Path) -> Path:
    """The five authorities of 2024, with the views that the measures come from and no others."""
    for layer in ("macros", "staging", "intermediate", "cohorts"):
        shutil.copytree(settings.SQL / layer, tmp_path / "sql" / layer)
    (tmp_path / "sql" / "marts").mkdir()
    for mart in (effect.HEADLINE, effect.COUNTED, "comparator_headline", "choice_options"):
        path = settings.SQL / "marts" / f"{mart}.sql"
        if path.exists():
            shutil.copy(path, tmp_path / "sql" / "marts")
    return loaded


def told(changes: tuple[effect.Change, ...], measure: str) -> tuple[str, str, str]:
    """Before, after and the note of one measure."""
    return next((c.before, c.after, c.note) for c in changes if c.measure == measure)


def test_a_late_return_changes_what_was_not_known_and_nobody_else(viewed: Path, tmp_path: Path) -> None:
    # 38 of the 40 children of 2024, in care since June 2023: all of them foster care, so 38 and 100 per cent.
    for number, name in enumerate(NAMES):
        if name != "Camden":
            write_return(tmp_path / "others", name, 2025, range(number * 100, number * 100 + 40), started=2024)
    assert load(tmp_path / "others").snapshot is not None
    write_return(tmp_path / "late", "Camden", 2025, range(100, 138), started=2024)
    outcome = load(tmp_path / "late", profile=EXACT)
    assert {(c.authority_code, c.as_at.isoformat()) for c in outcome.changes} == {(CAMDEN, "2025-03-31")}
    before, after, note = told(outcome.changes, "Children looked after")
    assert (before, after) == ("x", "38") and "31 March 2025" in note, "why there was no figure is said"
    assert told(outcome.changes, "In foster care")[1] == "100%"
    assert outcome.would_change == ()


def test_many_authorities_are_told_as_one() -> None:
    names = [ledger.units.Name("return", f"E0900000{n}", 2024 + n % 2) for n in range(1, 9)]
    assert [p.authority_code for p in effect._places(names)] == sorted(
        (n.authority_code or "" for n in names), key=lambda code: effect._names()[code]
    )
    many = [ledger.units.Name("return", f"E090000{n:02d}", 2024) for n in range(1, 20)]
    assert [p.authority_code for p in effect._places(many)] == [effect.LONDON]
    register = ledger.units.Name("provision_register", label="2025-03-31")
    assert [p.authority_code for p in effect._places([register])] == [effect.LONDON]


def test_what_a_correction_took_the_place_of_is_put_back(loaded: Path, tmp_path: Path) -> None:
    first = store.read(store.current_name() or "").units[KEY]
    write_return(tmp_path / "less", "Camden", 2024, range(100, 136))
    assert load(tmp_path / "less").replaced == (KEY,) and load(tmp_path / "less").changes == ()
    assert len(rows("header", f"authority_code = '{CAMDEN}'")) == 36
    snapshot, entry = earlier.put_back(KEY, who="another")
    assert entry.digest == first == snapshot.units[KEY] and entry.who == WHO
    assert len(rows("header", f"authority_code = '{CAMDEN}'")) == 40 and len(snapshot.units) == 5
    last = ledger.read()[-1]
    assert (last.act, last.who, last.replaced_row_count, last.because) == ("loaded", "another", 72, "put back")
    again, _ = earlier.put_back(KEY, who=WHO)
    assert len(rows("header", f"authority_code = '{CAMDEN}'")) == 36, "what was put back can be taken back too"
    with pytest.raises(SnapshotError, match="replaced nothing"):
        earlier.put_back(f"{CODES['Barnet']}/2024", who=WHO)


def test_a_person_at_the_command_line_replaces_sees_and_takes_back(viewed: Path, tmp_path: Path) -> None:
    # A correction of 2024 that takes out four of forty children: 40 and 36, as tens 45 and 35.
    write_return(tmp_path / "less", "Camden", 2024, range(100, 136))
    protected = load(tmp_path / "less", is_held=True, profile=gate.LONDON_7_5)
    assert told(protected.would_change, "Children looked after")[:2] == ("45", "35") and protected.changes == ()
    assert [path.name for path in store.folder().glob(".*")] == [], "what was tried is gone"

    def run(*words: str) -> str:
        result = CliRunner().invoke(main, list(words))
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return str(result.output)

    aside = ["ingest", str(tmp_path / "less"), "--synthetic", "--hold", "--exact"]
    held = CliRunner().invoke(main, aside)
    assert held.exit_code == 1, "what is held ends with 1, as the README says"
    compared = held.output
    assert "Would change, were it loaded: Camden on 31 March 2024" in compared
    assert "Children looked after: 40 → 36" in compared and "measures as they were" in compared
    served = run("held", "load", "--all", "--because", "looked at", "--exact")
    assert "Changed: Camden on 31 March 2024" in served and "Children looked after: 40 → 36" in served
    assert f"{KEY} is as a test loaded it" in run("withdraw", "Camden", "2024", "--put-back")
    assert len(rows("header", f"authority_code = '{CAMDEN}'")) == 40 and holding.held() == []
    assert "name what is to be loaded" in run("held", "load", "--because", "x")
    assert "Nothing is held" in run("held", "load", "--all", "--because", "x")
