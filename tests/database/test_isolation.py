"""One authority's database holds no other authority's children, however it is asked."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NamedTuple

import duckdb
import pandas as pd
import pytest

from sufficiency import query, settings
from sufficiency.database import comparators
from sufficiency.database.scope import Scope
from sufficiency.disclosure import gate
from sufficiency.result import EXACT, Choices
from sufficiency.snapshot import forecasts, format
from sufficiency.snapshot.store import Snapshot, SnapshotError
from tests.conftest import FIRST_IDS, TWO
from tests.database import marts

# One process makes the databases that these tests share.
pytestmark = pytest.mark.xdist_group("isolation")
OWN, OTHER = TWO
SECRET = "a secret in a file"
# What an analyst's view might try. {file} is a file that exists, {out} one that does not.
ESCAPES = [
    "select * from read_csv('{file}')",
    "select * from read_csv_auto('{file}')",
    "select * from read_text('{file}')",
    "select * from read_blob('{file}')",
    "select * from read_parquet('{parquet}')",
    "select * from parquet_scan('{parquet}')",
    "select * from parquet_metadata('{parquet}')",
    "select * from read_json('{file}')",
    "select * from '{file}'",
    "select * from '{parquet}'",
    "from '{parquet}'",
    'select * from "{parquet}"',
    "select * from glob('{folder}/*')",
    "select * from sniff_csv('{file}')",
    "select * from read_duckdb('{file}')",
    "select * from query('select * from raw.episodes')",
    "select * from query_table('raw.episodes')",
    "select * from query_table(['raw.episodes'])",
    "select query('select 1')",
    "select getenv('SUFFICIENCY_KEY') as a",
    "select 'SUFFICIENCY_KEY'.getenv() as a",
    "select main.getenv('SUFFICIENCY_KEY') as a",
    "select current_setting('temp_directory') as a",
    "select current_query() as a",
    "select * from duckdb_settings()",
    "select * from duckdb_secrets()",
    "select * from duckdb_variables()",
    "select * from duckdb_tables()",
    "select * from duckdb_tables",
    "select * from duckdb_views()",
    "select * from duckdb_databases()",
    "select * from duckdb_logs()",
    "select * from duckdb_temporary_files()",
    "select * from pragma_database_list",
    "select * from pragma_database_list()",
    "select * from pragma_table_info('everyone')",
    "select * from pragma_storage_info('everyone')",
    "select * from pragma_show('everyone')",
    "select * from information_schema.tables",
    "select * from system.information_schema.tables",
    "select * from pg_catalog.pg_tables",
    "select * from sqlite_master",
    "select * from (show tables)",
    "select * from (show all tables)",
    "select * from (describe everyone)",
    "select * from (summarize raw.episodes)",
    "select * from raw.episodes",
    "select * from memory.raw.episodes",
    "select * from main.everyone",
    "select * from memory.main.everyone",
    "select * from test_vector_types(null::bigint)",
    "select * from json_execute_serialized_sql(json_serialize_sql('select 1'))",
    "select * from arrow_scan(1, 2, 3)",
    "select * from pandas_scan(1)",
    "select * from python_map_function(1)",
    "select * from repeat_row(1, num_rows := 2)",
    "select * from histogram(everyone, child_id)",
    "select * from everyone pivot (count(*) for sex in ('M', 'F'))",
    "select write_log('x', level := 'error') as a",
    "select error(child_id::varchar) as a from everyone",
    "select sleep_ms(60000) as a",
    "select nextval('s') as a",
    "select setseed(0.5) as a",
    "select 1 as a; drop table everyone",
    "select 1 as a; copy raw.episodes to '{out}'",
    "copy raw.episodes to '{out}'",
    "copy (select 1) to '{out}'",
    "export database '{folder}/exported'",
    "attach '{out}' as other",
    "detach memory",
    "install httpfs",
    "load httpfs",
    "set enable_external_access = true",
    "reset enable_external_access",
    "set variable as_at = '1900-01-01'",
    "pragma enable_logging",
    "call pragma_version()",
    "create table stolen as select 1 as a",
    "drop table everyone",
    "delete from everyone",
    "update everyone set sex = 'M'",
    "insert into everyone select * from everyone",
    "with gone as (delete from everyone returning *) select * from gone",
    "with put as (insert into raw.episodes select * from raw.episodes returning *) select * from put",
    "with new as (update raw.episodes set cin = 'N9' returning *) select * from new",
    "explain select 1",
    "explain analyze select 1",
    "prepare p as select 1",
    "execute p",
    "begin",
    "use memory.raw",
    "checkpoint",
    "vacuum",
    "select ] from [",
    "",
    "select 1 as a) union all (select 2",
    "select 1 as a with no data",
]


class Attacked(NamedTuple):
    """One authority's database after every attempt, the same before any, and what lies beside."""

    scope: Scope
    before: Scope
    folder: Path


@pytest.fixture(scope="module")
def attacked(two_authorities: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Attacked:
    """One authority's database over a catalogue to which every attempt was added as a mart."""
    folder = tmp_path_factory.mktemp("attacked")
    views = folder / "sql"
    for layer in ("macros", "staging", "intermediate"):
        shutil.copytree(settings.SQL / layer, views / layer)
    (views / "marts").mkdir()
    before = comparators.of_authority(OWN, Scope(two_authorities, sql=views))
    (folder / "file.csv").write_text(f"a\n{SECRET}\n")
    for number, attempt in enumerate(ESCAPES):
        sql = attempt.format(
            file=folder / "file.csv", folder=folder, out=folder / "out.csv", parquet=two_authorities.file("episodes")
        )
        marts.write(views, f"escape_{number}", sql)
    os.environ["SUFFICIENCY_KEY"] = SECRET
    try:
        london = Scope(two_authorities, sql=views)
        return Attacked(comparators.of_authority(OWN, london), before, folder)
    finally:
        del os.environ["SUFFICIENCY_KEY"]


@pytest.fixture(scope="module")
def own(london: Scope) -> Scope:
    """One authority's database."""
    return comparators.of_authority(OWN, london)


def relations(scope: Scope) -> list[str]:
    """Every table and view of the database, with its schema."""
    with scope.cursor() as cursor:
        found = cursor.execute(
            "select table_schema || '.' || table_name from information_schema.tables "
            "where table_schema in ('main', 'raw', 'ref') order by 1"
        ).fetchall()
    return [row[0] for row in found]


def rows_of(scope: Scope, relation: str) -> pd.DataFrame:
    """Every row of one table or view, as at the snapshot's date, nothing else chosen."""
    name = relation.removeprefix("main.")
    with scope.cursor_for({}, scope.snapshot.as_at, [name]) as (cursor, _):
        return cursor.sql(f"select * from {relation}").df()


def child_ids(rows: pd.DataFrame) -> set[int]:
    """Values anywhere in ``rows`` that are ids of the two authorities' children."""
    found: set[int] = set()
    for column in rows.select_dtypes(exclude="number"):
        text = rows[column].astype(str).str.extractall(r"\b([78]0{10}\d\d)\b")[0]
        found |= set(text.astype("int64"))
    for column in rows.select_dtypes("number"):
        found |= set(rows[column].dropna().astype("float64").astype("int64"))
    return {value for value in found for first in FIRST_IDS.values() if 0 <= value - first < 30}


def test_no_relation_of_an_authority_holds_another_authoritys_child(own: Scope, london: Scope) -> None:
    everything = relations(own)
    assert {"raw.episodes", "raw.header", "main.everyone", "main.int_stays"} <= set(everything)
    seen: set[int] = set()
    for relation in everything:
        rows = rows_of(own, relation)
        if "child_id" in rows and "authority_code" in rows:
            assert set(rows["authority_code"]) <= {OWN}, relation
        seen |= child_ids(rows)
    assert seen == set(range(FIRST_IDS[OWN], FIRST_IDS[OWN] + 30)), "its own, and only its own"
    assert len(child_ids(rows_of(london, "main.everyone"))) == 60, "the search finds children"


def test_every_raw_table_but_the_public_ones_is_held_to_the_authority(own: Scope) -> None:
    for relation in relations(own):
        schema, table = relation.split(".")
        # A forecast is no table of a snapshot; what is said of all places is of the method.
        if schema == "raw" and (
            forecasts.HELD_BY in forecasts.TABLES.get(table, {})
            or (table in format.declared() and not format.declared()[table].is_public)
        ):
            assert set(rows_of(own, relation)["authority_code"].dropna()) <= {OWN}, relation


def test_shared_views_hold_londons_figures_as_the_gate_lets_them_out(own: Scope, london: Scope) -> None:
    shared = [view for view in london.catalogue.views.values() if view.shared]
    assert shared, "there is something to compare with"
    for view in shared:
        exact = rows_of(london, f"main.{view.name}")
        # A step such as a percentile counts nobody: with the names it says which row this is.
        steps = {c.name for c in view.columns if c.unit == "number" and not c.kind}
        measures = [c.name for c in view.columns if c.is_measure and c.name not in steps]
        keys = [column.name for column in view.columns if column.name not in measures]
        assert not exact.duplicated(keys).any(), view.name
        expected = gate.apply(view, exact, gate.LONDON_7_5)[0].set_index(keys)[measures]
        held = rows_of(own, f"main.{view.name}").set_index(keys)[measures]
        assert held.index.isin(expected.index).all(), view.name
        held = held.reindex(expected.index).astype("float64")
        differs = held.notna() & (held != expected.astype("float64"))
        assert not differs.any(axis=None), view.name


def test_what_remains_of_london_without_the_authority_passes_the_gate_too(
    two_authorities: Snapshot, views: Path
) -> None:
    """Nobody may find another authority's few by taking their own from London's.

    Until 28 November 2026 it was asked of the true rest, so that b, of whom none are others, and c, of whom 12 are,
    stood, and that a did not told that its others are few. Now it is asked of the least that the tens leave.
    """
    numbers = "(values ('a', 12, 3), ('b', 12, 0), ('c', 12, 12), ('d', 2, 2), ('e', 0, 20), ('f', 2, 20))"
    children = (
        f"select k.kind, p.distance_miles from everyone as p inner join {numbers} as k (kind, n_a, n_b) on "
        f"p.child_id % 1000000 < case p.authority_code when '{OWN}' then k.n_a else k.n_b end "
        "where p.as_at = date '2025-03-31'"
    )
    marts.write(
        views,
        "kinds",
        "select k.kind, count(n.kind) as child_count, median(n.distance_miles) as half_miles from "
        f"(select kind from {numbers} as t (kind, n_a, n_b)) as k left join ({children}) as n "
        "on k.kind = n.kind group by k.kind",
        "kind | code | Kind",
        marts.COUNT,
        "half_miles | miles | Median | median of child_count",
        keys="shared: yes\n",
    )
    london = Scope(two_authorities, sql=views)
    own = comparators.of_authority(OWN, london)
    assert london.problems == own.problems == {}
    exact = rows_of(london, "main.kinds").set_index("kind")["child_count"]
    assert exact.to_dict() == {"a": 15, "b": 12, "c": 24, "d": 4, "e": 20, "f": 22}
    held = rows_of(own, "main.kinds").set_index("kind")
    shown = {kind: None if pd.isna(n) else int(n) for kind, n in held["child_count"].items()}
    # Of 20 to 29, less 12, eight may be left, and less 2 eighteen.
    assert shown == {"a": None, "b": None, "c": None, "d": None, "e": 25, "f": 25}
    assert set(held.index[held["half_miles"].notna()]) == {"e"}, "20 others at the least, not 18"


# What a shared view selects, the columns and keys of its header, and why the gate could not protect it.
LEAKS = [
    ("select child_id, as_at from everyone", (), "", "declares its columns"),
    (
        "select child_id, as_at from everyone",
        ("child_id | number | Child", "as_at | date | Date"),
        "",
        "child_id is a column",
    ),
    (
        "select child_id, as_at from everyone",
        ("child_id | code | Child", "as_at | date | Date"),
        "child_level: yes\n",
        "lists single placements",
    ),
    (
        "select median(distance_miles) as a_miles from everyone",
        ("a_miles | miles | Median",),
        "",
        "which count stands behind it",
    ),
    (
        "select median(distance_miles) as a_miles from everyone",
        ("a_miles | miles | Median | median of n_count",),
        "",
        "n_count, which is not a column",
    ),
]


def test_a_shared_view_that_the_gate_could_not_protect_is_refused(two_authorities: Snapshot, views: Path) -> None:
    for number, (sql, columns, keys, _) in enumerate(LEAKS):
        marts.write(views, f"leak_{number}", sql, *columns, layer="intermediate", keys=f"shared: yes\n{keys}")
    london = Scope(two_authorities, sql=views)
    own = comparators.of_authority(OWN, london)
    assert london.problems == {}
    for number, (*_, why) in enumerate(LEAKS):
        assert why in own.problems[f"leak_{number}"]
        assert f"main.leak_{number}" not in relations(own)
    assert len(own.problems) == len(LEAKS), "and nothing else suffers"


def test_londons_rows_are_lent_for_the_date_chosen_and_protected(two_authorities: Snapshot, views: Path) -> None:
    marts.write(
        views,
        "at_date",
        "select as_at, sex, case sex when 'M' then count(*) else 3 end as child_count "
        "from everyone where as_at = chosen_date() and is_chosen('sex', sex) group by as_at, sex",
        "as_at | date | Date",
        "sex | code | Sex",
        marts.COUNT,
        keys="shared: yes\n",
    )
    marts.write(
        views,
        "reader",
        "select a.as_at, a.sex, a.child_count, n.own_count from at_date as a "
        "left join (select sex, count(*) as own_count from looked_after group by sex) as n "
        "on a.sex = n.sex",
        "as_at | date | Date",
        "sex | code | Sex",
        marts.COUNT,
        "own_count | count | Own",
    )
    own = comparators.of_authority(OWN, Scope(two_authorities, sql=views))
    for as_at in ("2023-05-31", "2025-03-31"):
        rows = query.fetch(own, ["reader"], {"as_at": (as_at,)}, profile="exact")["reader"].rows
        rows = rows.set_index("sex")
        assert {str(day)[:10] for day in rows["as_at"]} == {as_at}
        assert rows.loc["M", "child_count"] == 35 and rows.loc["M", "own_count"] == 15
        assert pd.isna(rows.loc["F", "child_count"]), "London's 3 is withheld"
        boys = query.fetch(own, ["reader"], {"as_at": (as_at,), "sex": ("M",)}, profile="exact")["reader"].rows
        assert boys["sex"].tolist() == ["M"], "London's rows follow the choices about children"


def test_londons_rows_kept_for_an_authority_take_no_more_memory_than_they_may(
    london: Scope, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = london.catalogue.views["region_flows"]
    dates = [option.value for option in query.options(london) if option.choice == "as_at"][:9]

    def own(chosen: Choices) -> pd.DataFrame:
        return query.fetch(london, [view.name], chosen, profile=EXACT)[view.name].rows

    def kept(most: int) -> int:
        monkeypatch.setattr(settings, "COMPARATORS_KEPT", most)
        rows = comparators.ProtectedLondon(london, OWN)
        for date in dates:
            rows.rows(view, {"as_at": (date,)}, own)
        return rows.size

    every = kept(10**9)
    assert 0 < kept(every // 2) <= every // 2
    assert kept(10) == 0


GIRLS = {"sex": ("F",)}


def test_londons_figures_beside_an_authoritys_are_of_the_same_children(own: Scope, london: Scope) -> None:
    found = query.fetch(own, ["headline"], GIRLS, profile=EXACT)["headline"].where(measure="looked_after").rows.iloc[0]
    assert (found["value"], found["comparator_value"]) == (15, 35), "30 girls are shown as 35"
    exact = query.fetch(london, ["headline"], GIRLS, profile=gate.LONDON_7_5)["headline"]
    assert exact.where(measure="looked_after").rows["value"].iloc[0] == found["comparator_value"]


def test_what_is_chosen_too_finely_for_protected_figures_has_nothing_of_london_beside_it(own: Scope) -> None:
    both = {"sex": ("F", "M")}
    fine = {"sex": ("F",), "age_band": ("16 and over",), "distance": ("20 miles or less",), "unaccompanied": ("no",)}
    for chosen in (both, fine):
        found = query.fetch(own, ["headline"], chosen, profile=EXACT)["headline"].where(measure="looked_after")
        assert found.rows["value"].iloc[0] > 0
        assert pd.isna(found.rows["comparator_value"].iloc[0])
        assert found.symbols["comparator_value"].iloc[0] in ("x", "z")


def test_londons_girls_less_the_authoritys_own_pass_the_gate(own: Scope, london: Scope) -> None:
    """Of 30 girls 15 are the authority's; where 9 or fewer remain, London's figure is withheld too."""
    shown = query.fetch(own, ["comparator_locality"], GIRLS, profile=EXACT)["comparator_locality"]
    exact = query.fetch(london, ["comparator_locality"], GIRLS, profile=EXACT)["comparator_locality"].rows
    mine = query.fetch(own, ["placement_locality"], GIRLS, profile=EXACT)["placement_locality"].rows
    known = dict(zip(mine["locality_class"], mine["child_count"], strict=True))
    now = shown.rows[shown.rows["as_at"] == exact["as_at"].max()].set_index("locality_class")["child_count"]
    full = exact[exact["as_at"] == exact["as_at"].max()].set_index("locality_class")["child_count"]
    assert len(full) == 7
    for locality, count in full.items():
        is_told = locality in now and pd.notna(now[locality])
        assert is_told == (count > 9 and count - known[locality] > 9), locality


def test_an_authoritys_own_figures_are_named_for_it_and_londons_are_not(own: Scope) -> None:
    names = ["placement_mix", "region_flows"]
    found = query.fetch(own, names, {"sex": ("F",)}, profile="exact")
    assert found["placement_mix"].choice_text == "Responsible authority: Barnet; Sex: Female"
    assert found["placement_mix"].choices == {"authority": (OWN,), "sex": ("F",)}
    assert found["region_flows"].choice_text == "Sex: Female"


def test_an_authority_that_sent_nothing_has_no_database(london: Scope) -> None:
    for code in ("E09000033", "", "london'; drop table raw.episodes; --"):
        with pytest.raises(SnapshotError, match="no authority"):
            comparators.of_authority(code, london)


def test_there_are_sixty_attempts() -> None:
    assert len(set(ESCAPES)) >= 60


@pytest.mark.parametrize("number", range(len(ESCAPES)), ids=lambda n: f"{n}-{ESCAPES[n][:30]}")
def test_an_attempt_to_escape_is_refused(attacked: Attacked, number: int) -> None:
    scope = attacked.scope
    assert f"escape_{number}" in scope.problems
    assert f"escape_{number}" not in scope.columns
    assert SECRET not in scope.problems[f"escape_{number}"]


def test_after_every_attempt_the_database_and_the_disk_are_as_they_were(attacked: Attacked) -> None:
    scope, own, folder = attacked.scope, attacked.before, attacked.folder
    assert sorted(path.name for path in folder.iterdir()) == ["file.csv", "sql"]
    assert relations(scope) == relations(own)
    for relation in relations(own):
        assert len(rows_of(scope, relation)) == len(rows_of(own, relation)), relation
    assert set(scope.problems) == {f"escape_{number}" for number in range(len(ESCAPES))}


@pytest.mark.parametrize(
    "statement",
    [
        "set enable_external_access = true",
        "reset enable_external_access",
        "set lock_configuration = false",
        "set memory_limit = '100GB'",
        "set threads = 64",
        "set temp_directory = '/'",
        "set autoinstall_known_extensions = true",
        "set global allow_community_extensions = true",
        "pragma enable_logging",
        "select * from read_csv('{file}')",
        "select * from read_text('{file}')",
        "select * from '{file}'",
        "select * from glob('{folder}/*')",
        "copy raw.episodes to '{folder}/out.parquet'",
        "export database '{folder}/out'",
        "attach '{folder}/out.db' as other",
        "import database '{folder}'",
        "install httpfs",
        "load httpfs",
        "create secret (type s3)",
    ],
)
def test_no_statement_reaches_a_file_an_extension_or_a_setting(own: Scope, tmp_path: Path, statement: str) -> None:
    (tmp_path / "file.csv").write_text(f"a\n{SECRET}\n")
    with pytest.raises(duckdb.Error), own.cursor() as cursor:
        cursor.execute(statement.format(file=tmp_path / "file.csv", folder=tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["file.csv"]
