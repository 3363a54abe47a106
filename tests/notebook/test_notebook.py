"""Views from a notebook: the figures of the pages, whole numbers whole, protected alike, and told what they are."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pandas as pd
import polars
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from sufficiency import Sufficiency, query
from sufficiency.__main__ import main
from sufficiency.cli import views as commands
from sufficiency.database.scope import Scope
from sufficiency.disclosure import gate
from sufficiency.presentation.export import arrow_table
from sufficiency.result import EXACT
from sufficiency.snapshot import store
from tests.conftest import TWO
from tests.database import marts


@pytest.fixture
def loaded(data_folder: Path, two_tables: Mapping[str, pa.Table], views: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with the two authorities, and a view of a small count beside a large one."""
    monkeypatch.setenv("SUFFICIENCY_SQL", str(views))
    store.write(two_tables, is_synthetic=True, name="two")
    marts.write(
        views,
        "few",
        "select sex, chosen_date() as as_at, case sex when 'M' then 3 else 13 end as child_count, "
        "avg(12.5) as mean_miles from everyone group by sex order by sex",
        "sex | code | Sex",
        "as_at | date | Month end",
        marts.COUNT,
        "mean_miles | miles | Mean distance | mean of child_count",
    )
    marts.write(
        views,
        "children",
        "select child_id, sex from looked_after",
        "child_id | code | Child",
        "sex | code | Sex",
        keys="child_level: yes\n",
    )
    return views


@pytest.fixture
def exact(loaded: Path) -> Iterator[Sufficiency]:
    """The two authorities as somebody entitled to exact figures reads them."""
    with Sufficiency(exact=True) as opened:
        yield opened


def test_protected_figures_are_the_gates_and_say_why_one_is_not_shown(loaded: Path) -> None:
    with Sufficiency() as opened:
        rows = opened.view("few")
        shown = rows.arrow().to_pydict()
        assert shown["child_count"] == [15, None] and shown["child_count_status"] == ["", "c"]
        assert rows.arrow().schema.field("child_count").type == pa.int64()
        assert rows.about["protection"] == gate.LONDON_7_5 and "c" in rows.about["facts"]["Symbols"]
        with pytest.raises(PermissionError, match="only people entitled to exact figures"):
            opened.view("children")


def test_arrow_pandas_and_polars_hold_the_same_and_whole_numbers_stay_whole(exact: Sufficiency) -> None:
    rows = exact.view("few")
    frame, polar = rows.pandas(), rows.polars()
    assert frame["child_count"].tolist() == polar["child_count"].to_list() == [13, 3]
    assert polar["child_count"].dtype == polars.Int64 and str(frame["child_count"].dtype) == "int64[pyarrow]"
    assert polar["as_at"].dtype == polars.Date and frame["mean_miles"].tolist() == [12.5, 12.5]
    assert frame.attrs["view"] == "few" and frame.attrs["is_synthetic"] is True


def test_rows_are_those_of_the_one_door_for_the_same_choices(exact: Sufficiency, loaded: Path) -> None:
    """By name or code, as text or a date: the same choice as the pages make."""
    scope: Scope = commands.open_scope()
    name = next(o.label for o in query.options(scope) if o.choice == "authority" and o.value == TWO[1])
    chosen = {"authority": (TWO[1],), "as_at": (scope.as_at.isoformat(),)}
    found = query.fetch(scope, ["placement_distance"], chosen, profile=EXACT)["placement_distance"]
    for asked in ({"authority": TWO[1], "as_at": scope.as_at}, {"authority": [name.lower()]}):
        assert exact.view("placement_distance", **asked).arrow().equals(arrow_table.table(found))
    assert exact.view("placement_distance", as_at=scope.as_at).about["as_at"] == scope.as_at.isoformat()


def test_a_scope_of_one_authority_holds_no_other(loaded: Path) -> None:
    with Sufficiency(TWO[1], exact=True) as opened:
        assert opened.view("placement_distance").pandas()["authority_code"].tolist() == [TWO[1]]


@pytest.mark.parametrize(
    ("name", "chosen", "error", "says"),
    [
        ("nothing", {}, LookupError, "no mart is called nothing"),
        ("everyone", {}, LookupError, "no mart is called everyone"),
        ("few", {"colour": "red"}, ValueError, "colour cannot be chosen; choose by as_at"),
        ("few", {"authority": "Atlantis"}, ValueError, "authority has no 'Atlantis'; it has "),
        ("few", {"as_at": date(1999, 1, 1)}, ValueError, "as_at has no '1999-01-01'"),
    ],
)
def test_what_cannot_be_asked_says_what_can(
    exact: Sufficiency, name: str, chosen: dict[str, str], error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        exact.view(name, **chosen)


def test_no_snapshot_and_a_scope_that_is_none_are_told(data_folder: Path, loaded: Path) -> None:
    with pytest.raises(store.SnapshotError, match="E99"):
        Sufficiency("E99")
    (store.folder() / store.POINTER).unlink()
    with pytest.raises(store.SnapshotError):
        Sufficiency(snapshot="no-such")


def test_what_there_is_comes_from_the_headers(exact: Sufficiency) -> None:
    listed, dictionary = exact.views(), exact.columns()
    assert {"few", "children"} <= set(listed["name"]) and listed.set_index("name")["child_level"]["children"]
    assert set(dictionary["view"]) == set(listed["name"])
    few = exact.columns("few").set_index("column")
    assert few["unit"]["child_count"] == "count" and few["made_from"]["mean_miles"] == "mean of child_count"
    assert TWO[0] in exact.choices("authority")["value"].tolist()


def test_parquet_and_json_carry_whole_numbers_status_and_what_they_are(loaded: Path) -> None:
    told = json.loads(CliRunner().invoke(main, ["view", "few", "--format", "json"]).stdout)
    first, second = told["rows"]
    assert (first["child_count"], first["child_count_status"]) == (15, "")
    assert (second["child_count"], second["child_count_status"]) == (None, "c")
    assert [c for c in told["columns"] if c["name"] == "child_count"] == [
        {"name": "child_count", "unit": "count", "meaning": "Children looked after"}
    ]
    sent = CliRunner().invoke(main, ["view", "few", "--format", "parquet"]).stdout_bytes
    held = pq.read_table(io.BytesIO(sent))
    assert held.to_pydict()["child_count"] == [15, None]
    assert json.loads(held.schema.metadata[b"sufficiency"]) == told["about"]
    assert told["about"]["snapshot"] == "two" and told["about"]["is_synthetic"] is True


def test_a_csv_reads_with_one_line(loaded: Path) -> None:
    text = CliRunner().invoke(main, ["view", "few", "--exact", "--format", "csv"]).stdout
    assert pd.read_csv(io.StringIO(text), comment="#")["child_count"].tolist() == [13, 3]
