"""The forecast that comes with the demonstration: of its rows, by the views as they are, small, and adding up."""

from __future__ import annotations

from datetime import date

import pyarrow.parquet as pq
import pytest

from sufficiency import settings
from sufficiency.planning import forecast
from sufficiency.snapshot import forecasts, store

AGAIN = "make it again: python -m sufficiency demonstration --forecast"
MOST = 15_000_000  # bytes of all that is kept of the demonstration


@pytest.fixture(scope="module")
def kept() -> dict[str, list[dict[str, object]]]:
    """The rows of each table."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUFFICIENCY_DATA", str(settings.ROOT / "data"))
        demonstration = store.read(settings.DEMONSTRATION)
        found = forecasts.find(demonstration, forecast.mark(demonstration))
    assert found.keys() == forecasts.TABLES.keys(), f"not of the views and settings as they are; {AGAIN}"
    return {table: pq.read_table(path).to_pylist() for table, path in found.items()}


def test_it_says_its_seed_and_goes_five_years_on(kept: dict[str, list[dict[str, object]]]) -> None:
    facts = {str(row["fact"]): str(row["said"]) for row in kept["forecast_facts"]}
    assert "from the seed 903" in facts["Runs"]
    assert max(row["as_at"] for row in kept["forecast"]) == date(2031, 3, 31)  # type: ignore[type-var]


def test_what_drives_it_adds_up_to_its_change(kept: dict[str, list[dict[str, object]]]) -> None:
    place = ("level", "grouping", "area_name", "kind", "category_code")
    simulated = {(*(row[name] for name in place), row["months_ahead"]): row["simulated"] for row in kept["forecast"]}
    together: dict[tuple[object, ...], float] = {}
    for row in kept["forecast_drivers"]:
        key = (*(row[name] for name in place), row["months_ahead"])
        together[key] = together.get(key, 0.0) + float(str(row["change"]))
    assert together, "something drives it"
    for key, change in together.items():
        seen, then = simulated[*key[:-1], 0], simulated[key]
        assert abs(float(str(then)) - float(str(seen)) - change) < 0.01, key


def test_all_that_is_kept_of_the_demonstration_is_small() -> None:
    folder = settings.ROOT / "data" / "snapshots" / settings.DEMONSTRATION
    files = [path for name in (".", forecasts.FOLDER) for path in (folder / name).glob("*.*")]
    assert sum(path.stat().st_size for path in files) < MOST
