"""Vacancies of a day are a unit like any other: held, loaded, replaced, put back and back again, withdrawn."""

from __future__ import annotations

from pathlib import Path

import duckdb
from click.testing import CliRunner

from sufficiency.__main__ import main
from sufficiency.loading import earlier, holding
from sufficiency.loading.ingest import Wanted
from sufficiency.snapshot import store
from tests.loading.conftest import WHO, load

DAY, LATER = "2024-03-22", "2024-03-29"
KEY = "E09000007/vacancies/{}"


def _sent(folder: Path, day: str, vacant: int) -> Path:
    place = folder / "Camden" / "vacancies" / day
    place.mkdir(parents=True)
    head = "URN,AS_AT,PLACES_STAFFED,PLACES_FILLED,PLACES_VACANT,REFERRALS_RECEIVED,REFERRALS_DECLINED,NOTE"
    (place / "vacancies.csv").write_text(f"{head}\nSC000001,{day},6,{6 - vacant},{vacant},3,1,\n")
    return folder


def _served() -> list[tuple[str, int]]:
    """The day and the places vacant of each home served."""
    path = store.read(store.current_name() or "").file("vacancies")
    return duckdb.sql(f"select as_at::varchar, places_vacant from '{path}' order by all").fetchall()


def test_a_day_is_held_loaded_replaced_put_back_and_withdrawn_beside_another(loaded: Path, tmp_path: Path) -> None:
    before = store.read(store.current_name() or "")
    assert load(_sent(tmp_path / "held", DAY, 1), is_held=True).held == {KEY.format(DAY): ()} and _served() == []
    assert holding.load([KEY.format(DAY)], Wanted(WHO)).loaded == (KEY.format(DAY),)
    assert load(_sent(tmp_path / "later", LATER, 4)).replaced == (), "each day is a unit of its own"
    assert load(_sent(tmp_path / "corrected", DAY, 2)).replaced == (KEY.format(DAY),)
    for vacant in (1, 2):
        earlier.put_back(KEY.format(DAY), who=WHO)
        assert _served() == [(DAY, vacant), (LATER, 4)]
    for day in (DAY, LATER):
        done = CliRunner().invoke(main, ["withdraw", "Camden", "vacancies", day])
        assert done.exit_code == 0, done.output
    after = store.read(store.current_name() or "")
    assert after.units == before.units and after.content == before.content
