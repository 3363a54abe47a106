"""The page of what will be needed, with a forecast kept beside a small snapshot, and with none."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from sufficiency import settings
from sufficiency.database.scope import Scope
from sufficiency.planning import forecast
from sufficiency.snapshot import forecasts, store
from sufficiency.web.planning import background
from tests import servings, tiny
from tests.planning.handmade import keep

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


def test_without_a_forecast_the_page_offers_to_make_one_and_says_what_published_counts_tell(
    served: store.Snapshot,
) -> None:
    page = opened()
    assert not page.exception
    assert [button.label for button in page.button if button.key == "forecast_make"] == ["Make the forecast"]
    assert "Nothing made of yearly counts came nearer than the last value" in said(page)


def test_too_short_a_history_is_told_in_words(served: store.Snapshot) -> None:
    background.begin(served)
    work = background.of(served.id)
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
    assert re.search(r"Last value\s+7\.5\s", words), "the error of years past"
    assert "by simulation: came into care: 30 more; turned 18: 26 fewer; together 4 more." in words
    assert "is not seen here, so that Trends in care mostly has more." in words
    assert "Moved placement" not in words, "which changes no number of all children"


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
