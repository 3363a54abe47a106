"""The page of what will be needed, with a forecast kept beside a small snapshot, and with none."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import date

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from sufficiency import settings
from sufficiency.database.scope import Scope
from sufficiency.planning import forecast
from sufficiency.snapshot import forecasts, store
from sufficiency.web.planning import making
from tests import servings, tiny

PATIENCE = 180


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[store.Snapshot]:
    """A data folder with one small authority in it, and its snapshot: opened once for all tests here,
    which begin without a forecast and go on with one."""
    with servings.kept(tiny.write(tmp_path_factory.mktemp("forecast") / "data")) as folder, servings.of(folder):
        yield store.read(store.current_name() or "")


# One server for all of them.
pytestmark = pytest.mark.xdist_group("forecast_page")


def opened() -> AppTest:
    page = AppTest.from_file(str(settings.ROOT / "pages" / "need" / "forecast.py"), default_timeout=PATIENCE)
    return page.run()


def said(page: AppTest) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", str(part.proto.body)) for part in page.get("html"))


def keep(snapshot: store.Snapshot, expected: float) -> None:
    """A forecast of all children of London, two months long but for its last, two years on."""
    row = {name: None for name in forecasts.TABLES["forecast"]}
    row |= {"level": "london", "area_name": "London", "kind": "All", "category_code": "All children looked after"}
    row |= {"is_flow": False, "is_last_value": True}
    rows = [
        {**row, "as_at": date(2025, 3, 31), "months_ahead": 0, "shown": 40.0, "simulated": 40.0, "last_value": 40.0},
        {
            **row,
            "as_at": date(2027, 3, 31),
            "months_ahead": 24,
            "shown": expected,
            "simulated": 44.4,
            "last_value": 40.0,
        }
        | {"low_80": 31.0, "high_80": 49.0, "low_95": 25.0, "high_95": 55.0, "low_50": 36.0, "high_50": 44.0},
    ]
    error = {"level": "london", "kind": "All", "category_code": "All children looked after", "months_ahead": 24}
    error |= {
        "method": "Last value",
        "mean_error": 3.0,
        "wape": 7.5,
        "mape": 7.5,
        "covered_80": 80.0,
        "covered_95": 95.0,
    }
    tables = {
        "forecast": pa.Table.from_pylist(rows),
        "forecast_errors": pa.Table.from_pylist([error | {"covered_95": 95.0, "cases": 4}]),
        "forecast_drivers": pa.Table.from_pylist(
            [
                {"level": "london", "grouping": None, "area_name": "London", "authority_code": None, "kind": "All"}
                | {"category_code": "All children looked after", "months_ahead": 24, "driver": driver, "change": change}
                for driver, change in (("Came into care", 30.0), ("Turned 18", -25.6))
            ]
        ),
        "forecast_facts": pa.table({"fact": ["Runs"], "said": ["200"]}),
    }
    forecasts.write(snapshot, forecast.mark(snapshot), tables)


def test_without_a_forecast_the_page_offers_to_make_one_and_says_what_published_counts_tell(
    served: store.Snapshot,
) -> None:
    page = opened()
    assert not page.exception
    assert [button.label for button in page.button if button.key == "forecast_make"] == ["Make the forecast"]
    assert "Nothing made of yearly counts came nearer than the last value" in said(page)


def test_too_short_a_history_is_told_in_words(served: store.Snapshot) -> None:
    making.begin(served)
    work = making.of(served.id)
    assert work is not None and work.wait(PATIENCE)
    assert work.error.startswith("No forecast can be made: ")


def test_a_forecast_is_shown_with_its_range_its_errors_and_what_leads(served: store.Snapshot) -> None:
    keep(served, 40.0)
    expected = "London, all children looked after: 40 children expected on 31 March 2027"
    until = time.monotonic() + PATIENCE  # it is taken in behind the page's back, and clicks do not wait for long
    page = opened()
    while expected not in said(page) and time.monotonic() < until:
        page.run()
    assert not page.exception
    words = said(page)
    assert expected in words
    assert "four chances in five 31 to 49; 40 on 31 March 2025" in words
    assert "no nearer than the last value carried on, so that is shown" in words
    assert "7.50" in words, "the error of years past"
    assert "by simulation: came into care: 30 more; turned 18: 26 fewer; together 4 more." in words


def test_a_forecast_of_other_views_or_another_snapshot_is_not_looked_at(served: store.Snapshot) -> None:
    keep(served, 40.0)
    assert forecasts.find(served, forecast.mark(served)).keys() == forecasts.TABLES.keys()
    assert forecasts.find(served, "0" * 32) == {}


def test_one_authoritys_database_holds_its_own_forecast_alone(served: store.Snapshot) -> None:
    keep(served, 40.0)
    scope = Scope(served, "E09000007")
    try:
        with scope.cursor() as cursor:
            assert cursor.execute("select count(*) from raw.forecast").fetchall() == [(0,)]
    finally:
        scope.close()


def test_a_damaged_file_is_no_forecast(served: store.Snapshot) -> None:
    keep(served, 40.0)
    mark = forecast.mark(served)
    path = forecasts.find(served, mark)["forecast"]
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert forecasts.find(served, mark) == {}
