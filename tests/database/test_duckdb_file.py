"""All views in one DuckDB file: plain DuckDB gives the tool's exact rows, for the tool's choices."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from click.testing import CliRunner

from sufficiency.__main__ import main
from sufficiency.database import duckdb_file
from sufficiency.database.scope import Scope
from sufficiency.snapshot import store
from sufficiency.snapshot.store import Snapshot
from tests.conftest import TWO


@pytest.fixture(scope="module")
def file(two_authorities: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two authorities' views in a file, moved elsewhere after it was written."""
    written = tmp_path_factory.mktemp("duckdb") / "written.duckdb"
    assert duckdb_file.write(two_authorities, written) == {}
    return written.rename(written.with_name("moved elsewhere.duckdb"))


@pytest.fixture
def plain(file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The file as plain DuckDB opens it."""
    con = duckdb.connect(str(file), read_only=True)
    yield con
    con.close()


@pytest.mark.parametrize(
    "chosen",
    [
        pytest.param({}, marks=pytest.mark.whole),
        pytest.param({"authority": (TWO[1],)}, marks=pytest.mark.whole),
        {"sex": ("F",), "grouping": ("subregion",)},
    ],
)
def test_every_mart_has_the_rows_it_has_in_the_tool(
    plain: duckdb.DuckDBPyConnection, whole_london: Scope, chosen: Mapping[str, tuple[str, ...]]
) -> None:
    for choice, values in chosen.items():
        plain.execute(f"set variable {choice} = ?", [list(values)])
    names = [view.name for view in whole_london.catalogue.layer("marts")]
    assert len(names) > 50
    with whole_london.cursor_for(chosen, whole_london.snapshot.as_at, names) as (cursor, _):
        for name in names:
            select = f"select columns(*)::varchar from {name} order by all"
            assert plain.sql(select).fetchall() == cursor.execute(select).fetchall(), name


def test_it_is_its_owners_alone_and_takes_nobodys_place(
    data_folder: Path, file: Path, tmp_path: Path, two_tables: Mapping[str, pa.Table]
) -> None:
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    out = tmp_path / "out.duckdb"
    out.write_text("somebody's")
    store.write(two_tables, is_synthetic=True, name="two")
    result = CliRunner().invoke(main, ["duckdb", str(out)])
    assert result.exit_code == 1 and "already exists" in result.output
    assert out.read_text() == "somebody's" and list(tmp_path.glob(".duckdb*")) == []


def test_the_command_says_what_it_wrote_and_how_to_keep_it(
    data_folder: Path, tmp_path: Path, two_tables: Mapping[str, pa.Table]
) -> None:
    store.write(two_tables, is_synthetic=False, name="two")
    out = tmp_path / "out.duckdb"
    result = CliRunner().invoke(main, ["duckdb", str(out)])
    assert result.exit_code == 0 and "rows of single children" in result.output and out.exists()
