"""Every mart on both engines over the demonstration: the same cells, exact and after the gate."""

from __future__ import annotations

from datetime import date

import pytest
from pyspark.sql import SparkSession

from sufficiency import settings
from sufficiency.catalogue import loader
from sufficiency.choices import ChoiceError
from sufficiency.database.scope import Scope
from sufficiency.dialect.scripts import Script
from sufficiency.disclosure import gate
from sufficiency.disclosure.gate import NotEntitled
from sufficiency.reference import tables
from sufficiency.result import Choices
from tests.spark import compared, engine

MARTS = [view.name for view in loader.load(settings.sql_folder(), tables.digests(settings.REFERENCE)).layer("marts")]
CHOSEN: dict[str, Choices] = {
    "nothing chosen": {},
    "children of 10 to 15 two years ago, one authority beside its area, in inner and outer London": {
        "authority": ("E09000007",),
        "age_band": ("10 to 15",),
        "as_at": ("2024-03-31",),
        "comparator": ("area",),
        "grouping": ("inner_outer",),
    },
}


@pytest.fixture(scope="module", params=CHOSEN)
def chosen(request: pytest.FixtureRequest, duck: Scope, script: Script, spark: SparkSession) -> Choices:
    """Choices, made on Spark before the marts are asked."""
    choice = CHOSEN[request.param]
    engine.choose(spark, choice, _as_at(duck, choice))
    engine.run(spark, script.statements(after_a_choice=True))
    return choice


def _as_at(duck: Scope, chosen: Choices) -> date:
    return date.fromisoformat(chosen["as_at"][0]) if "as_at" in chosen else duck.as_at


@pytest.mark.parametrize("name", MARTS)
def test_both_engines_give_the_same_cells(
    name: str, chosen: Choices, duck: Scope, script: Script, spark: SparkSession
) -> None:
    view = duck.catalogue.views[name]
    if name in script.cannot_run:
        assert any(duck.catalogue.views[one].cannot_run for one in duck.catalogue.inputs([name])), "says why not"
        return
    ours = compared.rows_of_duckdb(duck, view, chosen, _as_at(duck, chosen))
    theirs = compared.rows_of_spark(spark, view, duck.columns[name])
    exact = compared.differences(view, ours, theirs)
    if view.differs:
        assert exact, "no longer differs: take its line out of the header"
        return
    assert not exact, exact[:5]
    try:
        gate.permit([view], chosen, gate.LONDON_7_5)
    except (NotEntitled, ChoiceError):  # Nobody gets it protected.
        return
    shown, symbols = compared.protected(duck, view, ours, chosen)
    shown_there, symbols_there = compared.protected(duck, view, theirs, chosen)
    assert not compared.differences(view, shown, shown_there)
    assert not compared.differences(view, symbols, symbols_there)
