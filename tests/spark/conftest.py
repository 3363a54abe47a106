"""The demonstration on both engines: DuckDB as the product serves it, Spark by the files that are exported."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

from sufficiency import settings
from sufficiency.database.scope import Scope
from sufficiency.dialect import scripts
from sufficiency.dialect.scripts import Script
from sufficiency.snapshot import store

# One machine, nobody listening, and no compiling of plans that are run once over few rows.
CONF = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "3g",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "1",
    "spark.default.parallelism": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}


@pytest.fixture(scope="session")
def duck() -> Iterator[Scope]:
    scope = Scope(store.read(settings.DEMONSTRATION))
    yield scope
    scope.close()


@pytest.fixture(scope="session")
def script(duck: Scope, tmp_path_factory: pytest.TempPathFactory) -> Script:
    """The files as the command writes them."""
    out = tmp_path_factory.mktemp("spark") / "out"
    here = duck.snapshot.folder.resolve().as_posix(), (out / "reference").as_posix()
    made = scripts.make(duck.snapshot, duck.catalogue, out, *here)
    scripts.write(made, out, duck.snapshot, duck.catalogue)
    return made


@pytest.fixture(scope="session")
def spark(script: Script, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    """A session in which every statement was run."""
    work: Path = tmp_path_factory.mktemp("warehouse")
    builder = SparkSession.builder.master("local[2]").config("spark.sql.warehouse.dir", str(work))
    for key, value in CONF.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    for statement in script.statements:
        session.sql(statement)
    yield session
    session.stop()
