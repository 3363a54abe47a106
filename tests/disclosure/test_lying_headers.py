"""Headers that lie: whatever they say a figure is, someone who sees protected figures learns nothing."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from sufficiency import checks, query, settings
from sufficiency.database.scope import Scope
from sufficiency.disclosure import gate
from sufficiency.query import NoSuchView
from sufficiency.snapshot.store import Snapshot

# Of thirty children in each authority, the thirteen who live less than 13 miles from home; their
# distances are 0 to 12 miles, and each child costs a thousand pounds a week and a little more.
NEAR = "from everyone where as_at = chosen_date() and distance_miles < 13"
FIGURES = {
    "counted": f"count(*) as secret {NEAR}",
    "summed": f"sum(case when sex = 'F' then 1 else 0 end + case when sex = 'M' then 1 else 0 end) as secret {NEAR}",
    "averaged": f"avg(distance_miles) + 7 as secret {NEAR}",
    "put_together": f"string_agg(distance_miles::integer::varchar, ' ' order by distance_miles) as secret {NEAR}",
    "ranked": "max(place) as secret from (select *, row_number() over (partition by authority_code order by "
    f"distance_miles) as place {NEAR}) as ranked",
}
SECRETS = {13.0, "13", "13.0", "0 1 2 3 4 5 6 7 8 9 10 11 12"}
LIES = {
    "text": "text | Secret",
    "code": "code | Secret",
    "date": "date | Secret",
    "flag": "flag | Secret",
    "number": "number | Secret",
    "places": "places | Secret",
    "month": "month | Secret",
}
# Figures that are made again from protected counts, whatever they are: here of a count that is not theirs.
REMADE = {
    "share": "pct | Secret | share of secret_count in all_count",
    "rate": "rate | Secret | rate of secret_count in all_count",
    "index": "ratio | Secret | index of secret_count in all_count",
    "difference": "count | Secret | difference of all_count less secret_count",
    "sum": "gbp | Secret | sum of all_count",
    "quartile": "days | Secret | quartile of all_count",
    "twentieth": "miles | Secret | twentieth of all_count",
    "word": "text | Secret | word of all_count",
    "unit": "number | Secret | by unit of secret_count in all_count",
    "exact": "number | Secret | exact eyes only",
    "missing": "miles | Secret | mean of nothing_count",
    "missing_part": "pct | Secret | share of nothing_count in all_count",
    "missing_whole": "pct | Secret | share of secret_count in nothing_count",
    "missing_other": "count | Secret | difference of nothing_count less all_count",
    "missing_unit": "number | Secret | by unit of nothing_count in all_count",
    "missing_word": "text | Secret | word of nothing_count",
    "no_kind": "days | Secret",
}
STATISTICS = {
    "miles": "miles | Secret | mean of all_count",
    "middle": "miles | Secret | median of all_count",
    "percent": "pct | Secret | mean of all_count",
}
OTHERS = {
    "children": ("name | text | Who", f"child_id::varchar as name {NEAR}", ""),
    "ids": ("child_id | code | Who", f"child_id {NEAR}", ""),
    "placements": ("need | text | Need\n  begun | date | Begun", f"need, placement_start as begun {NEAR}", ""),
    "by_child": (
        "who | code | Who\n  n | count | Times",
        f"child_id as who, count(*) as n {NEAR}",
        "group by child_id",
    ),
    "by_price": (
        "price | code | Price\n  n | count | Children",
        f"weekly_cost_gbp::varchar as price, count(*) as n {NEAR}",
        "group by weekly_cost_gbp::varchar",
    ),
}


def cases() -> dict[str, tuple[str, str, str]]:
    """By name: the columns of a lying header, and the SELECT it lies about."""
    found = {}
    for made, sql in FIGURES.items():
        lies = LIES | (STATISTICS if made in ("counted", "summed") else {})
        for lie, declared in lies.items():
            more = "\n  all_count | count | All" if lie in STATISTICS else ""
            head, _, tail = sql.partition(" as secret ")
            counted = ", count(*) + 100 as all_count" if more else ""
            found[f"{made}_as_{lie}"] = (
                f"authority_code | code | Authority\n  secret | {declared}{more}",
                f"authority_code, {head} as secret{counted} {tail}",
                "group by authority_code",
            )
    for lie, declared in REMADE.items():
        for made in ("counted", "put_together"):
            head = FIGURES[made].partition(" as secret ")[0]
            found[f"{made}_as_{lie}"] = (
                f"authority_code | code | Authority\n  secret | {declared}\n  secret_count | count | Near\n"
                "  all_count | count | All\n  unit | text | Unit",
                f"authority_code, {head} as secret, count(*) as secret_count, count(*) + 200 as all_count, "
                f"'count' as unit {NEAR}",
                "group by authority_code",
            )
    return found | OTHERS


@pytest.fixture(scope="module")
def lied_to(two_authorities: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Scope:
    """The two authorities' database with every lying view in it."""
    folder = tmp_path_factory.mktemp("lies") / "sql"
    for layer in ("macros", "staging", "intermediate", "cohorts"):
        shutil.copytree(settings.SQL / layer, folder / layer)
    # Intermediate views that read marts are not what is tried here.
    shutil.copytree(settings.SQL / "marts", folder / "marts")
    for name, (columns, select, groups) in cases().items():
        _write(folder / "marts" / f"lie_{name}.sql", columns, f"select {select} {groups}")
    by_figure = f"select sex, count(*) as child_count {NEAR} group by sex order by count(*) desc, sex"
    _write(folder / "marts" / "lie_in_order.sql", "sex | text | Sex\n  child_count | count | Children", by_figure)
    return Scope(two_authorities, sql=folder)


def _write(path: Path, columns: str, sql: str) -> None:
    path.write_text(
        f"/*\ntitle: {path.stem}\nsummary: A lie\ngrain: one row per authority_code\nsource: None\n"
        f"columns:\n  {columns}\n*/\n{sql}\n",
        encoding="utf-8",
    )


def test_there_are_thirty_lies_and_more() -> None:
    assert len(cases()) + 1 >= 30


@pytest.mark.parametrize("name", cases())
def test_a_viewer_learns_nothing_from_a_header_that_lies(lied_to: Scope, name: str) -> None:
    try:
        result = query.fetch(lied_to, [f"lie_{name}"], {}, profile=gate.LONDON_7_5)[f"lie_{name}"]
    except (gate.NotEntitled, NoSuchView):
        return
    assert not {str(value) for value in result.rows.to_numpy().ravel()} & {str(secret) for secret in SECRETS}
    if name.partition("_as_")[2] in REMADE:
        return
    column = "secret" if "secret" in result.rows else result.view.columns[0].name
    assert result.rows[column].isna().all()


def test_rows_by_what_is_nearly_one_childs_own_are_those_of_single_children(lied_to: Scope) -> None:
    assert lied_to.catalogue.views["lie_by_price"].is_single
    with pytest.raises(gate.NotEntitled):
        query.fetch(lied_to, ["lie_by_price"], {}, profile=gate.LONDON_7_5)


def test_an_exact_eye_sees_what_is_there(lied_to: Scope) -> None:
    rows = query.fetch(lied_to, ["lie_counted_as_text"], {}, profile="exact")["lie_counted_as_text"].rows
    assert set(rows["secret"].astype(str)) == {"13"}


def test_the_check_names_each_lie_with_its_remedy(lied_to: Scope) -> None:
    known = {name for name in cases() if name.partition("_as_")[2] not in REMADE}
    names = [f"lie_{name}" for name in sorted(known) if f"lie_{name}" in lied_to.catalogue.views]
    for name in names:
        faults = checks.header_faults(lied_to.catalogue.views[name])
        assert any("not a label" in f or "not public" in f or "not a m" in f or "child" in f for f in faults), name
        assert all(re.match(rf"sql/marts/{name}\.sql:\d+: ", fault) for fault in faults), "each says file and line"
    assert any("order" in f for f in checks.header_faults(lied_to.catalogue.views["lie_in_order"]))


def test_rows_in_the_order_of_a_figure_leave_in_the_order_of_their_labels(lied_to: Scope) -> None:
    rows = query.fetch(lied_to, ["lie_in_order"], {}, profile=gate.LONDON_7_5)["lie_in_order"].rows
    assert rows["sex"].tolist() == sorted(rows["sex"])
