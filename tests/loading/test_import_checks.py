"""What differs too much from what is served is held, and what is served stays."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sufficiency import settings
from sufficiency.loading import holding, import_checks, manual
from sufficiency.loading.ingest import NO_RETURN, Outcome, Wanted, ingest
from sufficiency.reference.tables import BrokenReference
from sufficiency.snapshot import ledger, store, units
from tests.loading.conftest import CODES, WHO, load, write_return

CAMDEN, HACKNEY = CODES["Camden"], CODES["Hackney"]


def codes(outcome: Outcome, level: str) -> set[str]:
    """The checks that said something of this level."""
    return {finding.code for finding in outcome.findings if finding.level == level}


def is_held(outcome: Outcome, before: str | None) -> bool:
    """Whether everything was held and nothing served changed."""
    return outcome.snapshot is None and bool(outcome.held) and store.current_name() == before


def test_every_check_has_its_file_and_every_file_its_check() -> None:
    assert sorted(path.stem for path in import_checks.SQL.glob("*.sql")) == sorted(import_checks.checks())
    for check in import_checks.checks().values():
        assert check.why and check.example and check.remedy and check.title
        assert check.warn < check.stop if check.worse == import_checks.HIGHER else check.warn > check.stop


def test_a_return_cut_to_a_third_is_held(loaded: Path, tmp_path: Path) -> None:
    before = store.current_name()
    write_return(tmp_path / "cut", "Camden", 2025, range(100, 112), started=2024)
    outcome = load(tmp_path / "cut")
    assert is_held(outcome, before)
    assert codes(outcome, import_checks.STOP) == {"rows_last_year", "children_looked_after", "open_children_found"}
    # 40 children were there the year before, 12 are now.
    said = {finding.code: finding.message for finding in outcome.findings}
    assert said["children_looked_after"] == "12 children on 31 March, and 40 the year before."
    assert "30.0 per cent of the 40 children" in said["open_children_found"]
    entry = ledger.read()[-1]
    assert (entry.act, entry.name.key) == ("held", f"{CAMDEN}/2025")
    assert units.read(entry.digest).name.key == f"{CAMDEN}/2025", "kept aside, degraded"


def test_what_is_accepted_counts_and_the_reason_is_in_the_ledger(loaded: Path, tmp_path: Path) -> None:
    write_return(tmp_path / "cut", "Camden", 2025, range(100, 112), started=2024)
    accepted = ("rows_last_year", "children_looked_after", "open_children_found")
    outcome = load(tmp_path / "cut", accepted=accepted, because="half moved to Brent")
    assert outcome.snapshot is not None and outcome.held == {}
    entry = ledger.read()[-1]
    assert entry.codes == tuple(sorted(accepted)) and entry.because == "half moved to Brent"


def test_one_accepted_check_does_not_open_the_gate_to_another(loaded: Path, tmp_path: Path) -> None:
    before = store.current_name()
    write_return(tmp_path / "cut", "Camden", 2025, range(100, 112), started=2024)
    assert is_held(load(tmp_path / "cut", accepted=("rows_last_year",), because="so"), before)


def test_a_first_return_that_is_half_a_return_is_held(
    data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DfE has published 330 children of Barnet for 2023; a half return has 160."""
    monkeypatch.setenv("SUFFICIENCY_SQL", str(tmp_path / "sql"))
    monkeypatch.setenv("SUFFICIENCY_KEY", "9f2c4be1a07d5836ce19bb40d6e85713")
    write_return(tmp_path / "half", "Barnet", 2023, range(160))
    outcome = ingest(tmp_path / "half", Wanted(WHO))
    assert is_held(outcome, None) and codes(outcome, import_checks.STOP) == {"children_published"}
    assert outcome.findings[0].message == "160 children on 31 March; DfE has published 330 for 2023."


def test_a_child_with_another_day_of_birth_than_in_the_year_that_is_served_is_told(
    loaded: Path, tmp_path: Path
) -> None:
    write_return(tmp_path / "late", "Camden", 2025, range(100, 140), started=2024, dob_day=3)
    outcome = load(tmp_path / "late")
    assert list(outcome.held.values()) == [("births_differ",)]
    said = {finding.code: finding.message for finding in outcome.findings}
    assert said["births_differ"].startswith("40 of 40 children have more than one date of birth")


def test_one_authoritys_return_under_anothers_name_is_held(loaded: Path, tmp_path: Path) -> None:
    before = store.current_name()
    write_return(tmp_path / "wrong", "Camden", 2025, range(100, 140), at="Hackney", started=2024)
    outcome = load(tmp_path / "wrong")
    assert is_held(outcome, before)
    assert codes(outcome, import_checks.STOP) == {"home_authority", "ids_shared", "open_children_found"}


def test_a_return_in_another_years_folder_is_held(loaded: Path, tmp_path: Path) -> None:
    before = store.current_name()
    place = write_return(tmp_path / "late", "Camden", 2024, range(100, 140))
    episodes = (place / "episodes.csv").read_text().replace("10/03/2023", "10/06/2024")
    (place / "episodes.csv").write_text(episodes)
    outcome = load(tmp_path / "late")
    assert is_held(outcome, before) and "dates_outside_year" in codes(outcome, import_checks.STOP)


def test_a_correction_without_a_table_that_is_served_is_held(loaded: Path, tmp_path: Path) -> None:
    before = store.current_name()
    place = write_return(tmp_path / "part", "Camden", 2024, range(100, 140))
    (place / "episodes.csv").unlink()
    outcome = load(tmp_path / "part")
    assert is_held(outcome, before)
    assert codes(outcome, import_checks.STOP) == {"rows_replaced", "children_without_episodes"}


def test_children_of_the_header_without_episodes_are_told_by_their_share(loaded: Path, tmp_path: Path) -> None:
    place = write_return(tmp_path / "few", "Camden", 2025, range(100, 140), started=2024)
    lines = (place / "episodes.csv").read_text().splitlines()
    (place / "episodes.csv").write_text("\n".join(lines[:-2]) + "\n")
    outcome = load(tmp_path / "few")
    # Two of forty: 5 per cent of the header, and 95 of last year's found.
    assert outcome.snapshot is not None and codes(outcome, import_checks.STOP) == set()
    assert codes(outcome, import_checks.WARN) == {"children_without_episodes", "open_children_found"}


def test_what_passes_is_served_though_another_unit_beside_it_is_held(loaded: Path, tmp_path: Path) -> None:
    write_return(tmp_path / "both", "Camden", 2025, range(100, 112), started=2024)
    write_return(tmp_path / "both", "Hackney", 2025, range(200, 240), started=2024)
    outcome = load(tmp_path / "both")
    assert outcome.loaded == (f"{HACKNEY}/2025",) and list(outcome.held) == [f"{CAMDEN}/2025"]


def test_a_whole_is_served_whole_or_not_at_all(loaded: Path, tmp_path: Path) -> None:
    before = store.current_name()
    write_return(tmp_path / "both", "Camden", 2024, range(100, 112))
    write_return(tmp_path / "both", "Hackney", 2024, range(200, 240))
    assert is_held(load(tmp_path / "both", is_whole=True), before)


def test_lists_beside_returns_that_are_all_held_wait_for_the_first_and_what_stopped_it_is_told(
    data_folder: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUFFICIENCY_KEY", "b6f1a4c07d9e2835fa61c0d47b8e93125c6d")
    (tmp_path / "sql").mkdir()
    monkeypatch.setenv("SUFFICIENCY_SQL", str(tmp_path / "sql"))
    (folder / "population").mkdir()
    (folder / "population" / "estimates.csv").write_text("area_code,year,age,population\nE09000007,2030,4,2000\n")
    # The first returns of a new folder, as real ones: fewer children than DfE has published, all of them.
    outcome, own = ingest(folder, Wanted(WHO)), "population/population/estimates.csv"
    assert outcome.snapshot is None and store.current_name() is None
    assert codes(outcome, import_checks.STOP) == {"children_published"}
    assert set(outcome.held) == {f"{code}/2024" for code in CODES.values()} | {own}
    assert outcome.held[own] == (NO_RETURN,)
    assert f"Kept aside until then: {own}." in outcome.why_not
    # A list alone waits likewise, and nothing of it need be sent again.
    again = holding.load([own], Wanted(WHO))
    assert again.snapshot is None and again.held == {own: (NO_RETURN,)}
    every = [entry.name.key for entry in holding.held()]
    served = holding.load(every, Wanted(WHO, accepted=("children_published",), because="invented"))
    assert served.snapshot is not None and set(served.loaded) == set(outcome.held) and holding.held() == []


@pytest.mark.parametrize(("figure", "level"), [(5.0, ""), (5.1, "warns"), (20.0, "warns"), (20.1, "stops")])
def test_a_threshold_is_passed_only_beyond_it(figure: float, level: str) -> None:
    assert import_checks.checks()["rows_replaced"].level(figure) == level


def test_the_page_about_the_checks_is_made_of_their_table() -> None:
    page = settings.ROOT / "docs" / "IMPORT_CHECKS.md"
    assert page.read_text(encoding="utf-8") == manual.text(), (
        "python -m sufficiency importchecks > docs/IMPORT_CHECKS.md"
    )


def test_a_broken_table_of_checks_is_named(loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = store.current_name()
    shutil.copytree(settings.REFERENCE, tmp_path / "reference")
    path = tmp_path / "reference" / "import_checks.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",stop,", ",halt,", 1), encoding="utf-8")
    monkeypatch.setattr(settings, "REFERENCE", tmp_path / "reference")
    write_return(tmp_path / "late", "Camden", 2025, range(100, 140), started=2024)
    with pytest.raises(BrokenReference, match=r"import_checks\.csv: the column 'stop' is missing"):
        load(tmp_path / "late")
    assert store.current_name() == before
