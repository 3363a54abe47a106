"""The demonstration on both engines: DuckDB as the product serves it, Spark by the files that are exported."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pyspark.sql import SparkSession

from sufficiency import settings
from sufficiency.database.scope import Scope
from sufficiency.dialect.scripts import Script
from sufficiency.snapshot import store
from tests.spark import engine


def pytest_configure(config: pytest.Config) -> None:
    """PySpark warns of pandas 3 at each import; only Arrow is asked of it."""
    config.addinivalue_line("filterwarnings", "ignore:PySpark does not yet fully support pandas:FutureWarning")


@pytest.fixture(scope="session")
def duck() -> Iterator[Scope]:
    scope = Scope(store.read(settings.DEMONSTRATION))
    yield scope
    scope.close()


@pytest.fixture(scope="session")
def script(duck: Scope, tmp_path_factory: pytest.TempPathFactory) -> Script:
    return engine.written(duck, tmp_path_factory.mktemp("spark") / "out")


@pytest.fixture(scope="session")
def spark(script: Script, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    """A session in which what is made once was made; after a choice the rest is (``test_parity.chosen``)."""
    session = engine.started(tmp_path_factory.mktemp("warehouse"))
    engine.run(session, script.statements())
    yield session
    session.stop()
