"""What the tests share: an empty snapshot in the real format, and a database over it."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sufficiency import returns, settings
from sufficiency.database import parsing
from sufficiency.database.scope import Scope
from sufficiency.returns import postcodes
from sufficiency.snapshot import store
from sufficiency.snapshot.store import Snapshot
from sufficiency.synthetic import synthesise
from tests import stored_once, turns
from tests.restored import restored


def pytest_addoption(pluginmanager: pytest.PytestPluginManager) -> None:
    """Which of the tests that take long a run takes is an option."""
    pluginmanager.register(turns, "turns")


def pytest_configure(config: pytest.Config) -> None:
    """What an earlier run parsed of the views' SQL is not parsed again by each process of this one."""
    with contextlib.suppress(store.SnapshotError):  # Somebody's own data folder has none.
        parsing.recall(store.read(settings.DEMONSTRATION))


# Before pytest-xdist reads which tests belong to one process.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what another turn takes. Tests of one file or folder that share a database or returns of their own go
    to one process, which makes them once; groups and tests that take longest begin, so that no process waits for
    another's at the end."""
    groups = {item: _group(item) for item in items}
    if others := set(turns.left_out(items, config.option.turn, groups.__getitem__)):
        config.hook.pytest_deselected(items=list(others))
        items[:] = [item for item in items if item not in others]
    if not hasattr(config, "workerinput"):
        return
    long, taken = turns.long_tests(), Counter[str]()
    for item in items:
        if groups[item] != item.nodeid:
            item.add_marker(pytest.mark.xdist_group(groups[item]))
        taken[groups[item]] += round(1000 * long.get(item.nodeid, 0))
    for group in {*groups.values()}:
        taken[group] = max(taken[group], round(1000 * long.get(group, 0)))
    items.sort(key=lambda item: -taken[groups[item]])


def _group(item: pytest.Item) -> str:
    """What goes to one process with ``item``: its group by its mark, or by what it shares with others; else itself."""
    mark = item.get_closest_marker("xdist_group")
    return str(mark.args[0]) if mark else _shares_with(item) or item.nodeid


def _shares_with(item: pytest.Item) -> str:
    """The file or folder whose tests share a fixture of ``item``; '' where it has none but those of all tests."""
    assert isinstance(item, pytest.Function)
    used = (found[-1] for found in item._fixtureinfo.name2fixturedefs.values() if found)
    homes = (one.baseid for one in used if one.scope in ("module", "session"))
    return min((home for home in homes if "/" in home and not home.startswith("tests/browser")), default="")


def snapshot_of(folder: Path, rows: Mapping[str, str] | None = None) -> Snapshot:
    """A snapshot in ``folder`` with every table: empty, or what the SELECT in ``rows`` gives."""
    with (settings.REFERENCE / "snapshot_columns.csv").open(encoding="utf-8") as handle:
        lines = list(csv.DictReader(handle))
    tables: dict[str, list[str]] = {}
    for line in lines:
        column = f'"{line["column_name"]}" {line["column_type"]}'
        tables.setdefault(line["table_name"], []).append(column)
    con = duckdb.connect()
    sums = {}
    for table, columns in tables.items():
        path = folder / f"{table}.parquet"
        con.execute(f"create table {table} ({', '.join(columns)})")
        if rows and table in rows:
            con.execute(f"insert into {table} by name {rows[table]}")
        con.execute(f"copy {table} to '{path}' (format parquet)")
        sums[table] = {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "rows": 0}
    sent = con.execute("select distinct authority_code from episodes order by 1").fetchall()
    con.close()
    return Snapshot(
        id="fixture",
        as_at=date(2025, 3, 31),
        is_synthetic=True,
        created="2025-04-01T00:00:00",
        tool_version="0",
        authorities=tuple(row[0] for row in sent),
        return_years=(2025,),
        tables=sums,
        folder=folder,
    )


@pytest.fixture(scope="session", autouse=True)
def audit_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What tests do with the demonstration is not recorded among what people did with it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUFFICIENCY_AUDIT", str(tmp_path_factory.mktemp("audit")))
        yield


@pytest.fixture(scope="session", autouse=True)
def machine_may_be_busy() -> Iterator[None]:
    """A query is stopped by the clock: on a machine with much else to do a sound one may take that long."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "QUERY_SECONDS", 8 * settings.QUERY_SECONDS)
        yield


@pytest.fixture(scope="session", autouse=True)
def directory_read_once() -> Iterator[None]:
    """A letter of the directory of postcodes takes as long as the rest of an import: each is read once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postcodes, "_directory", lru_cache(postcodes._directory))
        yield


@pytest.fixture(scope="session", autouse=True)
def stored_views_made_once(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """To make the stored views of even a few children takes seconds, and many tests have the same few."""
    run = tmp_path_factory.getbasetemp()
    if hasattr(request.config, "workerinput"):
        run = run.parent  # of all processes of this run
    with stored_once.kept_in(run / "stored"):
        yield


@pytest.fixture(scope="session", autouse=True)
def packages_searched_once() -> Iterator[None]:
    """Before it draws a page, Streamlit's AppTest reads what every installed package says of itself, in search of
    components that nobody installed: that takes ten times as long as the page."""
    if "streamlit.testing.v1" not in sys.modules:
        yield
        return
    from streamlit.components.v2 import manifest_scanner

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            manifest_scanner, "scan_component_manifests", lru_cache(manifest_scanner.scan_component_manifests)
        )
        yield


@pytest.fixture(scope="session")
def empty_scope(tmp_path_factory: pytest.TempPathFactory) -> Scope:
    """London's database over a snapshot in which nobody sent anything."""
    return Scope(snapshot_of(tmp_path_factory.mktemp("empty")), is_whole=True)


# Two authorities with thirty children each, made by rule so that figures can be worked out; a
# third of each are in foster care. Ids are like no other number, so that one can be looked for.
TWO = ("E09000003", "E09000007")
FIRST_IDS = {"E09000003": 7_000_000_000_000, "E09000007": 8_000_000_000_000}
PEOPLE = """(
    select authority_code, first_id + n as child_id, n
    from (values ('E09000003', 7000000000000), ('E09000007', 8000000000000))
        as a (authority_code, first_id), range(30) as t (n)
)"""
TWO_AUTHORITIES = {
    "header": f"""
        select authority_code, y as return_year, child_id, case n % 2 when 0 then 'M' else 'F' end
            as sex, date '2008-05-01' as birth_month, 'WBRI' as ethnic, false as is_mother
        from {PEOPLE}, (values (2024), (2025)) as t (y)""",
    "episodes": f"""
        select authority_code, y as return_year, child_id, date '2022-04-10' as decom, 'S' as rne,
            'C2' as ls, 'N1' as cin, case n % 3 when 0 then 'U4' else 'K2' end as place,
            'PR4' as place_provider, 'SC00001' as urn,
            'NW1 2' as placement_sector, authority_code as home_authority_code,
            case n % 5 when 0 then 'E09000033' else authority_code end as host_authority_code,
            n::double as distance_miles
        from {PEOPLE}, (values (2024), (2025)) as t (y)""",
    "placement_costs": f"""
        select authority_code, 2025 as return_year, child_id, date '2022-04-10' as placement_start,
            date '2025-03-31' as as_at, 1000.0 + n as weekly_cost_gbp, 'Provider' as provider_name
        from {PEOPLE}""",
    "missing": """
        select 'E09000003' as authority_code, 2025 as return_year, 7000000000001 as child_id,
            'M' as missing_type, date '2024-09-01' as missing_start,
            date '2024-09-03' as missing_end
        union all
        select 'E09000007', 2025, 8000000000001, 'M', date '2024-09-01', date '2024-09-03'""",
    "submissions": """
        select unnest(['E09000003', 'E09000007']) as authority_code, 2025 as return_year,
            'episodes' as table_name, 'episodes.csv' as file_name, 30 as rows_accepted""",
    "provision_register": """
        select date '2025-03-31' as list_date, 'SC00001' as urn,
            'Children''s home' as provision_type, 'E09000033' as authority_code,
            4 as place_count""",
}


def tables_of(folder: Path, rows: Mapping[str, str]) -> dict[str, pa.Table]:
    """The tables of :func:`snapshot_of`, to be written by the product itself."""
    made = snapshot_of(folder, rows)
    return {table: pq.read_table(made.file(table)) for table in made.tables}


@pytest.fixture(scope="session")
def two_authorities(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A snapshot of the two authorities."""
    return snapshot_of(tmp_path_factory.mktemp("two"), TWO_AUTHORITIES)


@pytest.fixture(scope="session")
def london(two_authorities: Snapshot) -> Scope:
    """The two authorities' database, both together."""
    return Scope(two_authorities)


@pytest.fixture(scope="session")
def whole_london(two_authorities: Snapshot) -> Scope:
    """The two authorities' database with every view in it, each made there."""
    return Scope(two_authorities, is_whole=True)


@pytest.fixture(scope="session")
def two_tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pa.Table]:
    """What the importer would hand to the snapshot for the two authorities."""
    return tables_of(tmp_path_factory.mktemp("tables"), TWO_AUTHORITIES)


# Eight authorities of the invented London, whose returns are complete and nowhere contradict each other.
CLEAN = ("E09000001", "E09000007", "E09000008", "E09000010", "E09000020", "E09000022", "E09000028", "E09000033")


@pytest.fixture(scope="session")
def clean_returns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Complete, clean returns of eight authorities, six years to March 2026."""
    out = tmp_path_factory.mktemp("clean")
    synthesise(out, authorities=CLEAN, contradictions=0)
    return out


@pytest.fixture(scope="session")
def clean_snapshot(clean_returns: Path, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A snapshot of them, read by the product's own importer."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUFFICIENCY_DATA", str(tmp_path_factory.mktemp("clean_data")))
        tables = returns.read(clean_returns, key=returns.hash_key(True)).tables
        return store.write(tables, is_synthetic=True)


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty data folder that the product uses for the length of one test."""
    with monkeypatch.context() as patch:
        patch.setenv("SUFFICIENCY_DATA", str(tmp_path / "data"))
        patch.delenv("SUFFICIENCY_SINGLE_USER", raising=False)
        patch.delenv("SUFFICIENCY_MEMBERS", raising=False)
        patch.delenv("SUFFICIENCY_AUDIT", raising=False)
        with contextlib.ExitStack() as held:
            if "sufficiency.web.context" in sys.modules:  # This process draws pages; what was opened stays open.
                from tests import servings

                # It ends before the folder is another, which it would open once more: London, each time.
                held.enter_context(servings.of_its_own())
            yield tmp_path / "data"
            # What the test set itself goes first: later it would come back to what stands here, such as a server
            # that has ended, for which the next test would wait in vain.
            monkeypatch.undo()


@pytest.fixture
def views(tmp_path: Path) -> Path:
    """A copy of ``sql/`` that a test may change, with one mart so that it is quick to build."""
    return _few_views(tmp_path / "sql")


@pytest.fixture(scope="module")
def views_of_module(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Such a copy for all tests of a file, which leave it as it was: see :mod:`tests.restored`."""
    return _few_views(tmp_path_factory.mktemp("views") / "sql")


@pytest.fixture(scope="module")
def scope_of_module(two_authorities: Snapshot, views_of_module: Path) -> Iterator[Scope]:
    """The two authorities' database over it, opened once: brought level with it before each test."""
    opened = Scope(two_authorities, sql=views_of_module)
    yield opened
    opened.close()


@pytest.fixture
def restored_views(views_of_module: Path) -> Iterator[Path]:
    """The copy of the file's tests, which the next one has as it was."""
    with restored(views_of_module) as folder:
        yield folder


@pytest.fixture
def restored_scope(scope_of_module: Scope, restored_views: Path) -> Scope:
    """Their database, level with it."""
    scope_of_module.refresh()
    return scope_of_module


def _few_views(folder: Path) -> Path:
    for layer in ("macros", "staging", "intermediate", "cohorts"):
        shutil.copytree(settings.SQL / layer, folder / layer)
    (folder / "marts").mkdir()
    shutil.copy(settings.SQL / "marts" / "placement_distance.sql", folder / "marts")
    return folder
