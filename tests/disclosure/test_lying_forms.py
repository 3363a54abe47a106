"""More headers that lie: SQL that carries an exact figure in another form than that of a figure.

Of thirty children in each of two authorities, the thirteen who live less than 13 miles from home. Whatever the
form and whatever the header says of it, somebody who sees protected figures learns nothing.
"""

from __future__ import annotations

import re
import shutil
from itertools import product
from pathlib import Path

import pytest

from sufficiency import checks, query, settings
from sufficiency.catalogue import origins, row_figures
from sufficiency.database.scope import Scope
from sufficiency.disclosure import gate
from sufficiency.query import NoSuchView
from sufficiency.result import EXACT
from sufficiency.snapshot.store import Snapshot

NEAR = "from everyone where as_at = chosen_date() and distance_miles < 13"
COUNTED = f"select authority_code, count(*) as n {NEAR} group by authority_code"
# Each gives the authority and the secret: a SELECT of its own, or what is selected of each authority.
OF_EACH = {
    "label_with_a_count": "'Near: ' || count(*)",
    "formatted": "format('{} near', count(*))",
    "printed": "printf('%d near', count(*))",
    "repeated_letters": "repeat('x', count(*)::int)",
    "letter_of_that_number": "chr(64 + count(*)::int)",
    "word_of_that_number": "case when count(*) = 13 then 'thirteen' else 'other' end",
    "part_of_a_text": "substr('abcdefghijklm', count(*)::int, 1)",
    "one_of_a_list": "(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm'])[count(*)::int]",
    "one_of_a_map": "map {13: 'thirteen'}[count(*)]",
    "if": "if(count(*) > 12, 'more', 'fewer')",
    "cast": "try_cast(count(*) as varchar)",
    "none_or_some": "coalesce(nullif(count(*), 0)::varchar, 'none')",
    "date_so_many_days_on": "date '2000-01-01' + count(*)::int",
    "struct": "{'n': count(*)}::varchar",
    "histogram": "histogram(sex)::varchar",
    "length_of_a_list": "len(list(distance_miles))",
    "list_of_labels": "list(sex)::varchar",
    "sorted_list": "array_to_string(list_sort(list(sex)), '')",
    "labels_put_together": "string_agg(sex, '')",
    "unfolded_list": "unnest(list(sex))",
    "unfolded_range": "unnest(range(count(*)))",
    "filtered_count": "count(*) filter (where distance_miles < 3)",
    "label_of_the_nearest": "first(need order by distance_miles)",
    "label_of_the_furthest": "arg_max(need, distance_miles)",
    "commonest_label": "mode(need)",
    "bits": "bit_or(distance_miles::int)",
}
SELECTS = {
    "window": f"select distinct authority_code, count(*) over (partition by authority_code) as secret {NEAR}",
    "neighbouring_row": f"select authority_code, lag(distance_miles) over (order by distance_miles) as secret {NEAR}",
    "hashed_id": f"select authority_code, hash(child_id) as secret {NEAR}",
    "names_by_place": f"select authority_code, c as secret from ({COUNTED}) as t (authority_code, c)",
    "names_of_a_cte": f"with t (authority_code, c) as ({COUNTED}) select authority_code, c as secret from t",
    "replaced_by_a_count": f"select * replace ((select count(*) {NEAR}) as secret) from "
    "(select authority_code, 0 as secret from ref.authorities)",
    "renamed": f"select * rename (n as secret) from ({COUNTED})",
    "regrouped": f"select authority_code, n as secret from ({COUNTED}) group by authority_code, n",
    "numbered_rows": f"select a.authority_code, g.n::varchar as secret from ({COUNTED}) as a, range(a.n) as g (n)",
    "values_of_a_count": "select 'E0' as authority_code, v.n as secret from "
    f"(values ((select count(*) {NEAR}))) as v (n)",
    "so_many_rows": "select authority_code, authority_code as secret from ref.authorities "
    f"limit (select count(*) {NEAR})",
    "scalar_subquery": f"select authority_code, (select count(*) {NEAR}) as secret from ref.authorities",
    "lateral": "select r.authority_code, l.n as secret from ref.authorities as r, lateral (select count(*) as n from "
    "everyone as e where e.authority_code = r.authority_code and e.as_at = chosen_date() and distance_miles < 13) as l",
    "reference_joined_by_child": "select r.authority_code, count(e.child_id) as secret from ref.authorities as r join "
    "everyone as e on e.authority_code = r.authority_code where e.as_at = chosen_date() and e.distance_miles < 13 "
    "group by r.authority_code",
    "reference_row_of_a_child": "select e.authority_code, r.area_name as secret from everyone as e join (select "
    "area_name, row_number() over () as n from stg_areas) as r on r.n = e.child_id % 100 where e.as_at = chosen_date()",
    "is_there_one": "select r.authority_code, exists(select 1 from everyone as e where e.authority_code = "
    "r.authority_code and e.as_at = chosen_date() and e.distance_miles = 3) as secret from ref.authorities as r",
    "united": f"{COUNTED} union all select 'E0', 0",
}
# Each lists an authority, or does not, by the secret, and shows nothing but its code.
NAMED = "select authority_code, authority_code as secret from"
WITH_N = f"ref.authorities as r join ({COUNTED}) as c using (authority_code)"
ROWS = {
    "having": f"{NAMED} everyone where as_at = chosen_date() and distance_miles < 13 group by authority_code "
    "having count(*) = 13",
    "having_of_a_mean": f"{NAMED} everyone where as_at = chosen_date() group by authority_code "
    "having avg(distance_miles) < 15",
    "where_on_a_count": f"{NAMED} ({COUNTED}) where n = 13",
    "where_on_a_joined_count": f"select r.authority_code, r.authority_code as secret from {WITH_N} where c.n = 13",
    "where_on_a_word": f"{NAMED} (select authority_code, case when n = 13 then 'yes' else 'no' end as w "
    f"from ({COUNTED})) where w = 'yes'",
    "joined_on_a_count": "select r.authority_code, r.authority_code as secret from ref.authorities as r "
    f"join ({COUNTED}) as c on r.authority_code = c.authority_code and c.n = 13",
    "joined_using_a_count": f"{NAMED} ({COUNTED}) join (select 13 as n) using (n)",
    "joined_naturally": f"{NAMED} ({COUNTED}) natural join (select 13 as n)",
    "outer_joined_on_a_count": "select r.authority_code, c.authority_code as secret from ref.authorities as r "
    f"left join ({COUNTED}) as c on r.authority_code = c.authority_code and c.n = 13",
    "qualified": f"select distinct authority_code, authority_code as secret {NEAR} "
    "qualify count(*) over (partition by authority_code) = 13",
    "where_on_a_window": f"select distinct authority_code, authority_code as secret from (select authority_code, "
    f"count(*) over (partition by authority_code) as n {NEAR}) where n = 13",
    "children_of_the_chosen": "select e.authority_code, e.authority_code as secret from everyone as e join "
    f"({COUNTED}) as c on c.authority_code = e.authority_code where c.n = 13 group by e.authority_code",
    "carried_then_chosen": "select authority_code, authority_code as secret from (select e.authority_code, c.n from "
    f"everyone as e join ({COUNTED}) as c on c.authority_code = e.authority_code) where n = 13 group by authority_code",
    "is_there_one_chosen": "select r.authority_code, r.authority_code as secret from ref.authorities as r where exists("
    "select 1 from everyone as e where e.authority_code = r.authority_code and e.distance_miles = 3)",
    "among_the_chosen": f"{NAMED} ref.authorities where authority_code in (select authority_code from ({COUNTED}) "
    "where n = 13)",
    "name_of_the_chosen": "select r.authority_code, (select c.authority_code from "
    f"({COUNTED}) as c where c.authority_code = r.authority_code and c.n = 13) as secret from ref.authorities as r",
    "name_by_a_scalar": "select r.authority_code, (select p.authority_code from ref.authorities as p where "
    f"p.authority_code = r.authority_code and (select max(n) from ({COUNTED})) = 13) as secret "
    "from ref.authorities as r",
    "largest": f"{NAMED} ({COUNTED}) order by n desc limit 1",
    "largest_by_its_rank": f"{NAMED} ({COUNTED}) qualify row_number() over (order by n desc) = 1",
    "rank": f"select r.authority_code, row_number() over (order by c.n) as secret from {WITH_N}",
    "next_by_a_count": f"select r.authority_code, lead(r.authority_code) over (order by c.n) as secret from {WITH_N}",
    "names_in_order": "select 'E0' as authority_code, string_agg(r.authority_code, ' ' order by c.n) as secret "
    f"from {WITH_N}",
    "names_of_some": "select 'E0' as authority_code, string_agg(r.authority_code, ' ') filter (where c.n = 13) "
    f"as secret from {WITH_N}",
    "first_of_each_count": f"select distinct on (n) authority_code, authority_code as secret from ({COUNTED})",
    "one_of_each_count": f"select any_value(authority_code) as authority_code, 'x' as secret "
    f"from ({COUNTED}) group by n",
    "rows_of_another_list": f"{NAMED} ({COUNTED} intersect select authority_code, 13 from ref.authorities)",
    "united_of_the_chosen": f"{NAMED} (select authority_code from ({COUNTED}) where n = 13 union all select 'E0')",
    "counted_of_the_chosen": f"select 'E0' as authority_code, 'x' as secret from ({COUNTED}) where n > 12 limit 9",
}
# Each is a view under the marts that holds an authority's children, or does not, by the secret; a mart shows which
# authorities there are.
EVERYONE = "select e.authority_code, e.child_id, e.as_at from everyone as e"
WITH_C = f"{EVERYONE} join ({COUNTED}) as c on e.authority_code = c.authority_code"
UNDER = {
    "where_on_a_joined_count": f"{WITH_C} where c.n = 13",
    "joined_on_a_count": f"{WITH_C} and c.n = 13",
    "authorities_where": f"select authority_code, null as child_id, null as as_at from ({COUNTED}) where n = 13",
    "having": "select authority_code, null as child_id, null as as_at from everyone where distance_miles < 13 and "
    "as_at = chosen_date() group by authority_code having count(*) = 13",
    "qualified": f"select authority_code, child_id, as_at {NEAR} "
    "qualify count(*) over (partition by authority_code) = 13",
    "where_on_a_window": "select authority_code, child_id, as_at from (select *, count(*) over (partition by "
    f"authority_code) as n {NEAR}) where n = 13",
    "among_the_chosen": f"{EVERYONE} where e.authority_code in (select authority_code from ({COUNTED}) where n = 13)",
    "is_there_one_chosen": f"{EVERYONE} where exists(select 1 from ({COUNTED}) as c "
    "where c.authority_code = e.authority_code and c.n = 13)",
    "by_a_scalar": f"{EVERYONE} where (select max(n) from ({COUNTED})) = 13",
    "child_by_child": "select e.authority_code, e.child_id, any_value(e.as_at) as as_at from everyone as e join "
    f"({COUNTED}) as c on e.authority_code = c.authority_code group by e.authority_code, e.child_id "
    "having any_value(c.n) = 13",
    "ranked_authorities": f"{EVERYONE} join (select authority_code, n from ({COUNTED}) order by n desc limit 1) as c "
    "on e.authority_code = c.authority_code",
    "rows_of_another_list": f"select authority_code, null as child_id, n as as_at from ({COUNTED} "
    "intersect select authority_code, 13 from ref.authorities)",
}
LIES = {
    "text": "text | Secret",
    "code": "code | Secret",
    "number": "number | Secret",
    "places": "places | Secret",
    "word": "text | Secret | word of all_count",
}


def forms() -> dict[str, str]:
    """By name, a SELECT of authority_code and secret."""
    each = {
        name: f"select authority_code, {made} as secret {NEAR} group by authority_code"
        for name, made in OF_EACH.items()
    }
    return each | {**SELECTS, "united": f"select authority_code, n as secret from ({SELECTS['united']})"}


@pytest.fixture(scope="module")
def lied_to(two_authorities: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Scope:
    """The two authorities' database with every form under every header."""
    folder = tmp_path_factory.mktemp("forms") / "sql"
    for layer in ("macros", "staging", "intermediate", "cohorts", "marts"):
        shutil.copytree(settings.SQL / layer, folder / layer)
    every = [*product(forms().items(), LIES.items()), *product(ROWS.items(), [("code", LIES["code"])])]
    for (name, sql), (lie, declared) in every:
        more, besides = ("\n  all_count | count | All", ", 200 as all_count") if lie == "word" else ("", "")
        (folder / "marts" / f"lie_{name}_as_{lie}.sql").write_text(
            f"/*\ntitle: A lie\nsummary: A lie\ngrain: one row per authority_code\nsource: None\ncolumns:\n"
            f"  authority_code | code | Authority\n  secret | {declared}{more}\n*/\n"
            f"select authority_code, secret{besides} from ({sql}) as told\n",
            encoding="utf-8",
        )
    for name, sql in UNDER.items():
        _under(folder, f"int_lie_{name}", "intermediate", sql)
        _under(
            folder,
            f"lie_of_{name}",
            "marts",
            f"select authority_code, count(*) + 200 as n from int_lie_{name} group by 1",
        )
    # Carried by every child, and chosen by in a view between.
    carried = f"{EVERYONE.replace(' from', ', c.n from')} join ({COUNTED}) as c on e.authority_code = c.authority_code"
    _under(folder, "int_lie_carrying", "intermediate", carried)
    _under(folder, "int_lie_between", "intermediate", "select * from int_lie_carrying where n = 13")
    _under(
        folder, "lie_of_between", "marts", "select authority_code, count(*) + 200 as n from int_lie_between group by 1"
    )
    return Scope(two_authorities, sql=folder)


def _under(folder: Path, name: str, layer: str, sql: str) -> None:
    head = "title: A lie\nsummary: A lie\ngrain: one row per authority_code\nsource: None\n"
    columns = "columns:\n  authority_code | code | Authority\n  n | count | Children\n" if layer == "marts" else ""
    (folder / layer / f"{name}.sql").write_text(f"/*\n{head}{columns}*/\n{sql}\n", encoding="utf-8")


@pytest.mark.parametrize(("name", "lie"), list(product(forms(), LIES)))
def test_a_viewer_learns_nothing_from_a_figure_in_another_form(lied_to: Scope, name: str, lie: str) -> None:
    view = f"lie_{name}_as_{lie}"
    try:
        result = query.fetch(lied_to, [view], {}, profile=gate.LONDON_7_5)[view]
    except (gate.NotEntitled, NoSuchView):
        return
    assert result.rows["secret"].isna().all()


@pytest.mark.parametrize("name", ROWS)
def test_a_viewer_learns_nothing_from_which_rows_there_are(lied_to: Scope, name: str) -> None:
    """Nothing is wrong with a row but that it is there."""
    view = f"lie_{name}_as_code"
    assert view not in lied_to.problems, "a form that the engine refuses tests nothing"
    assert checks.header_faults(lied_to.catalogue.views[view]), name
    try:
        result = query.fetch(lied_to, [view], {}, profile=gate.LONDON_7_5)[view]
    except gate.NotEntitled:
        return
    assert result.rows["secret"].isna().all()


@pytest.mark.parametrize("name", [*UNDER, "between"])
def test_a_viewer_learns_nothing_from_which_rows_a_view_under_a_mart_has(lied_to: Scope, name: str) -> None:
    """A mart that counts what such a view leaves is for exact eyes, and the check says where the condition stands."""
    view = f"lie_of_{name}"
    assert view not in lied_to.problems, "a form that the engine refuses tests nothing"
    assert len(query.fetch(lied_to, [view], {}, profile=EXACT)[view].rows) > 0
    with pytest.raises(gate.NotEntitled):
        query.fetch(lied_to, [view], {}, profile=gate.LONDON_7_5)
    faults = checks.header_faults(lied_to.catalogue.views[view])
    assert any(f"int_lie_{name}: " in fault for fault in faults), faults


def test_every_condition_that_is_declared_still_stands_in_the_sql(
    two_authorities: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is declared and asked about by no view any more would let a later one through unread."""
    asked = set()

    class Asked(set[tuple[str, str]]):
        def __contains__(self, one: object) -> bool:
            asked.add(one)
            return super().__contains__(one)

    declared = Asked(row_figures.declared())
    monkeypatch.setattr(row_figures, "declared", lambda: declared)
    found = Scope(two_authorities).catalogue
    reader = origins._Reader(found.views, found.macros, {})
    for name in found.views:
        reader.view(name)
    assert set(declared) <= asked


@pytest.mark.parametrize("name", forms())
def test_the_check_names_it_or_the_engine_refuses_it(lied_to: Scope, name: str) -> None:
    view = f"lie_{name}_as_text"
    if view in lied_to.problems:
        assert name in ("renamed", "hashed_id"), lied_to.problems[view]
        return
    faults = checks.header_faults(lied_to.catalogue.views[view])
    assert faults and all(re.match(rf"sql/marts/{view}\.sql:\d+: ", fault) for fault in faults)


def test_a_word_that_says_which_way_a_figure_goes_still_stands(lied_to: Scope) -> None:
    for view, column in (("net_movement", "movement"), ("asd_semh", "reason")):
        assert lied_to.catalogue.views[view].origins[column] == "word"
