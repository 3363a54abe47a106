"""A quarter of found placements is a unit like any other: loaded, held, replaced, withdrawn."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from sufficiency.__main__ import main
from sufficiency.loading import holding
from sufficiency.loading.ingest import Wanted
from sufficiency.snapshot import store
from tests.loading.conftest import WHO, load, rows
from tests.returns.test_found import SOUND, form

KEY = "E09000007/found_placements/2024-03-31"
ALONE = "authority_code = 'E09000007'"


def _sent(folder: Path, *cells: dict[str, str], quarter: str = "2024-03-31") -> Path:
    place = folder / "Camden" / "found" / quarter
    place.mkdir(parents=True)
    (place / "form.csv").write_text(form(*({**SOUND, **one} for one in cells)))
    return folder


def test_a_quarter_is_loaded_held_replaced_and_withdrawn(loaded: Path, tmp_path: Path) -> None:
    before = store.read(store.current_name() or "")
    outcome = load(_sent(tmp_path / "one", {"child_ID": "CAM0100"}))
    assert outcome.loaded == (KEY,) and outcome.snapshot is not None
    assert set(outcome.snapshot.units) == {*before.units, KEY}
    known = {row[2] for row in rows("header", ALONE)}
    [found] = rows("found_placements")
    assert found[2] in known, "the child has the same number as in the return"

    two = _sent(tmp_path / "two", {"child_ID": "CAM0100"}, {"child_ID": "CAM0101"})
    held = load(two, is_held=True)
    assert held.snapshot is None and held.held == {KEY: ()} and len(rows("found_placements")) == 1
    assert [entry.name.key for entry in holding.held()] == [KEY]
    published = holding.load([KEY], Wanted(WHO))
    assert published.replaced == (KEY,) and len(rows("found_placements")) == 2

    done = CliRunner().invoke(main, ["withdraw", "Camden", "found", "2023-24 Q4", "--put-back"])
    assert done.exit_code == 0 and len(rows("found_placements")) == 1, done.output
    done = CliRunner().invoke(main, ["withdraw", "Camden", "found", "2024-03-31"])
    assert done.exit_code == 0, done.output
    after = store.read(store.current_name() or "")
    assert after.units == before.units and after.content == before.content
    assert CliRunner().invoke(main, ["withdraw", "Camden", "found", "2024-Q1"]).exit_code == 2


def test_an_id_that_lost_its_zeros_is_known_again(loaded: Path, tmp_path: Path) -> None:
    place = tmp_path / "zeros" / "Camden" / "2025"
    place.mkdir(parents=True)
    (place / "header.csv").write_text("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n00771234,F,02/03/2012,WBRI,,,\n")
    (place / "episodes.csv").write_text(
        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
        "00771234,10/06/2024,S,C2,N1,U4,PR1,,,,NW1 1AA,NW1 2DB,SC000001\n"
    )
    held = load(tmp_path / "zeros").held  # One child is far fewer than in the year before.
    accepted = [code for codes in held.values() for code in codes]
    assert holding.load(["E09000007/2025"], Wanted(WHO, accepted=accepted)).snapshot is not None
    assert load(_sent(tmp_path / "form", {"child_ID": "771234"})).snapshot is not None
    [child] = rows("header", f"{ALONE} and return_year = 2025")
    assert {row[2] for row in rows("found_placements")} == {child[2]}


def test_a_placement_of_another_quarters_file_is_told_with_the_files_names_and_a_whole_file_is_held(
    loaded: Path, tmp_path: Path
) -> None:
    """The same placement in two quarters' files counted in both, and nobody was told."""
    first, second = {"child_ID": "CAM0100"}, {"child_ID": "CAM0101"}
    load(_sent(tmp_path / "one", first))
    told = load(_sent(tmp_path / "two", first, second, quarter="2024-06-30"))
    (message,) = [found.message for found in told.findings if found.code == "found_in_another_quarter"]
    assert message.startswith("1 of 2 placements stand in two files: ")
    assert "found/2024-06-30/form.csv" in message and "31/03/2024, Camden/found/2024-03-31/form.csv" in message
    assert told.snapshot is not None
    again = load(_sent(tmp_path / "three", first, quarter="2024-09-30"))
    assert again.held == {"E09000007/found_placements/2024-09-30": ("found_in_another_quarter",)}


def test_another_figure_of_a_population_under_another_name_is_told_with_both_names(
    loaded: Path, tmp_path: Path
) -> None:
    for name, people in (("estimates_2023.csv", 44_800), ("estimates_2024.csv", 45_100)):
        place = tmp_path / name / "population"
        place.mkdir(parents=True)
        (place / name).write_text(f"mid_year,area_code,population\n2023,E09000007,{people}\n")
        outcome = load(tmp_path / name)
        assert outcome.snapshot is not None
    (message,) = [found.message for found in outcome.findings if found.code == "figures_differ"]
    assert message.startswith(
        "1 of 1 figures differ between population/estimates_2024.csv and population/estimates_2023.csv; "
    )
    assert [row[2] for row in rows("population")] == [45_100], "the file whose name comes last, as it says"
