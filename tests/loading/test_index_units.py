"""Ofsted's sufficiency index is a unit like any other: held, loaded, replaced by a newer one, put back, withdrawn."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from sufficiency.__main__ import main
from sufficiency.loading import earlier, holding
from sufficiency.loading.ingest import Wanted
from sufficiency.snapshot import store
from sufficiency.snapshot.store import SnapshotError
from tests.loading.conftest import WHO, load, rows

KEY = "sufficiency_index/{}"
FIRST, SECOND, THIRD = "2024-04-02", "2024-05-02", "2024-06-02"


def _sent(folder: Path, *days: tuple[str, float]) -> Path:
    """An index of each day, with one figure of Camden's."""
    for day, figure in days:
        place = folder / "index" / day
        place.mkdir(parents=True)
        (place / "index.csv").write_text(f"Area,Domain,Indicator,Value\nCamden,Places,Homes,{figure}\n")
    return folder


def _served() -> list[tuple[str, float]]:
    """The day and the figure of each row served."""
    path = store.read(store.current_name() or "").file("sufficiency_index")
    found = duckdb.sql(f"select index_date::varchar, index_value from '{path}' order by all").fetchall()
    return [(day, figure) for day, figure in found]


def test_an_index_is_held_loaded_replaced_put_back_and_withdrawn(loaded: Path, tmp_path: Path) -> None:
    before = store.read(store.current_name() or "")
    one = _sent(tmp_path / "one", (FIRST, 4))
    assert load(one, is_held=True).held == {KEY.format(FIRST): ()} and rows("sufficiency_index") == []
    assert [entry.name.key for entry in holding.held()] == [KEY.format(FIRST)]
    published = holding.load([KEY.format(FIRST)], Wanted(WHO))
    assert published.loaded == (KEY.format(FIRST),) and _served() == [(FIRST, 4)]

    again = load(_sent(tmp_path / "again", (FIRST, 5)))
    assert again.replaced == (KEY.format(FIRST),) and _served() == [(FIRST, 5)]
    earlier.put_back(KEY.format(FIRST), who=WHO)
    assert _served() == [(FIRST, 4)]

    done = CliRunner().invoke(main, ["withdraw", KEY.format(FIRST)])
    assert done.exit_code == 0, done.output
    after = store.read(store.current_name() or "")
    assert after.units == before.units and after.content == before.content


def test_each_day_is_a_unit_of_its_own_and_one_put_back_can_be_taken_back(loaded: Path, tmp_path: Path) -> None:
    outcome = load(_sent(tmp_path / "all", (FIRST, 1), (SECOND, 2), (THIRD, 3)))
    assert outcome.loaded == tuple(map(KEY.format, (FIRST, SECOND, THIRD))) and outcome.replaced == ()
    load(_sent(tmp_path / "corrected", (SECOND, 5)))
    for figure in (2, 5, 2):
        earlier.put_back(KEY.format(SECOND), who=WHO)
        assert _served() == [(FIRST, 1), (SECOND, figure), (THIRD, 3)]
    done = CliRunner().invoke(main, ["withdraw", KEY.format(SECOND)])
    assert done.exit_code == 0 and _served() == [(FIRST, 1), (THIRD, 3)], done.output


def test_put_back_of_one_that_replaced_nothing_says_so(loaded: Path, tmp_path: Path) -> None:
    load(_sent(tmp_path / "one", (FIRST, 1)))
    with pytest.raises(SnapshotError, match="replaced nothing"):
        earlier.put_back(KEY.format(FIRST), who=WHO)
