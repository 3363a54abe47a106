"""Spark on this machine, over the files that are exported: for the tests and for the benchmark."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from pyspark.sql import SparkSession

from sufficiency import choices
from sufficiency.database.scope import Scope
from sufficiency.dialect import scripts
from sufficiency.dialect.scripts import Script
from sufficiency.dialect.spark import VARIABLE
from sufficiency.result import Choices

# Two threads, nobody listening, and no compiling of plans that are run once over few rows.
CONF = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "3g",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
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
# For many rows, such as England's: plans compiled, and as many parts as there are threads.
MANY_ROWS = {
    "spark.driver.memory": "8g",
    "spark.driver.extraJavaOptions": "-XX:+UseParallelGC",
    "spark.sql.shuffle.partitions": "2",
    "spark.default.parallelism": "2",
    "spark.sql.adaptive.enabled": "true",
    "spark.sql.codegen.wholeStage": "true",
    "spark.sql.codegen.factoryMode": "FALLBACK",
}


def written(duck: Scope, out: Path) -> Script:
    """The files as the command writes them with ``--as-tables``, in the folder ``out``."""
    here = duck.snapshot.folder.resolve().as_posix(), (out / "reference").as_posix()
    made = scripts.make(duck.snapshot, duck.catalogue, out, *here, as_tables=True)
    scripts.write(made, out, duck.snapshot, duck.catalogue)
    return made


def started(warehouse: Path, *, has_many_rows: bool = False) -> SparkSession:
    """A session whose tables lie in the folder ``warehouse``; whoever asks for it stops it."""
    builder = SparkSession.builder.master("local[2]").config("spark.sql.warehouse.dir", str(warehouse))
    for key, value in {**CONF, **(MANY_ROWS if has_many_rows else {})}.items():
        builder = builder.config(key, value)
    return builder.getOrCreate()


def run(spark: SparkSession, statements: Iterable[str]) -> None:
    """Run the statements of a file, in order."""
    for statement in statements:
        spark.sql(statement)


def choose(spark: SparkSession, chosen: Choices, as_at: date) -> None:
    """Set the choices as the tool does for a query."""
    places = chosen.get("authority", ())
    asked: dict[str, tuple[str, ...]] = {name: chosen.get(name, ()) for name in choices.kinds() if name != "as_at"}
    asked["grouping"] = asked["grouping"] or (choices.default_grouping(),)
    asked["beside"] = places if len(places) == 1 else ()
    spark.sql(f"set var {VARIABLE}as_at = '{as_at.isoformat()}'")
    for name, values in asked.items():
        given = "array({})".format(", ".join(f"'{value}'" for value in values)) if values else "null"
        spark.sql(f"set var {VARIABLE}{name} = {given}")
