"""Every SQL file in the repository: sound, said in full, and safe whatever is chosen."""

from __future__ import annotations

import re

import pytest

from sufficiency import checks, choices, query, settings
from sufficiency.catalogue import header, loader
from sufficiency.choices import Option
from sufficiency.database.scope import Scope
from sufficiency.disclosure import crossings, gate
from sufficiency.presentation import asides, charts
from sufficiency.result import EXACT, View
from tests.shares import is_in_every_run

FOUND = loader.load(settings.SQL)
FILES = sorted(settings.SQL.glob("*/*.sql"))
MARTS = FOUND.layer("marts")
PROTECTED = [view for view in MARTS if not view.child_level]
SECTIONS = {"overview", "distance", "need", "supply", "cost", "stability", "fairness", "data"}
LABELS = ("code", "text", "date", "month", "flag")


def test_every_view_can_be_read_put_in_order_and_built(london: Scope, whole_london: Scope) -> None:
    assert FOUND.problems == {}
    assert london.problems == whole_london.problems == {}
    assert len(MARTS) > 40


def test_every_view_below_the_marts_is_read() -> None:
    """By another view, by the tool, or by analysts, whom sql/README.md names it to."""
    readers = {table for reads in FOUND.reads.values() for table in reads}
    told = "".join(path.read_text(encoding="utf-8") for path in (settings.ROOT / "sufficiency").rglob("*.py"))
    told += (settings.SQL / "README.md").read_text(encoding="utf-8")
    below = [view.name for layer in ("staging", "intermediate") for view in FOUND.layer(layer)]
    assert [name for name in below if name not in readers and not re.search(rf"\b{name}\b", told)] == []


def test_every_view_is_sound_on_two_small_authorities(whole_london: Scope) -> None:
    findings = [found for found in checks.inspect(whole_london) if not found.is_sound]
    assert [f"{found.name}: {found.message}" for found in findings] == []


def test_every_view_is_sound_where_nobody_sent_anything(empty_scope: Scope) -> None:
    findings = [found for found in checks.inspect(empty_scope) if not found.is_sound]
    assert [f"{found.name}: {found.message}" for found in findings] == []


@pytest.mark.parametrize("view", MARTS, ids=lambda view: view.name)
def test_a_mart_says_all_that_a_reader_needs(view: View) -> None:
    assert view.section in SECTIONS
    assert view.checks and view.caveats
    assert header.unprotected(view) == []
    assert checks.header_faults(view) == []
    meanings = [column.meaning for column in view.columns]
    assert len(set(meanings)) == len(meanings), "two columns mean the same"
    charts.parse(view.chart, view)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_keeps_to_sql_that_other_engines_read(path) -> None:
    sql = re.sub(r"/\*.*?\*/", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    sql = re.sub(r"\s+", " ", re.sub(r"--[^\n]*", " ", sql)).lower()
    assert not re.search(r"\b(un)?pivot\b|\bgroup by all\b|\border by all\b|\bsummarize\b", sql)
    assert not re.search(r"\bread_\w+ ?\(", sql)
    assert ";" not in sql.rstrip(" ;").replace("; create or replace", "")


@pytest.mark.parametrize("view", PROTECTED, ids=lambda view: view.name)
def test_a_mart_is_never_in_the_order_of_a_figure(view: View) -> None:
    """The order of exact figures would tell what protected ones withhold."""
    ordered = view.sql.lower().rpartition("order by")[2]
    named = set(re.findall(r"[a-z_0-9]+", ordered.partition(")")[0]))
    assert named.isdisjoint(c.name for c in view.columns if c.unit not in LABELS)


def combinations(options: list[Option]) -> list[dict[str, tuple[str, ...]]]:
    """Nothing chosen, and every kind of choice in threes, as protected figures allow them."""
    first = {option.choice: (option.value,) for option in reversed(options)}
    kinds = [kind for kind in choices.kinds() if kind in first]
    threes = [{kind: first[kind] for kind in kinds[n : n + 3]} for n in range(0, len(kinds), 3)]
    return [{}, {"sex": ("M",)}, *threes]


@pytest.mark.parametrize("share", ["some", pytest.param("all", marks=pytest.mark.whole)])
def test_every_mart_answers_every_choice_and_shows_no_small_number(london: Scope, share: str) -> None:
    """Each mart beside its own share of the choices in every run; all of them in the whole."""
    known = query.options(london)
    for number, chosen in enumerate(combinations(known)):
        names = [v.name for v in PROTECTED if share == "all" or is_in_every_run(f"{v.name} {number}")]
        answered = [name for name in names if len(crossings.dimensions(FOUND.views[name], chosen)) <= 3]
        assert len(answered) > (5 if share == "all" else 0)
        found = query.fetch(london, answered, chosen, profile=gate.LONDON_7_5, known=known)
        for name, result in found.items():
            for column in (c for c in result.view.columns if c.unit == "count"):
                if column.kind == "difference":
                    continue
                seen = result.rows[column.name].dropna()
                assert not seen.between(1, 7).any(), f"{name}.{column.name} {chosen}"
                assert (seen % 5 == 0).all(), f"{name}.{column.name} {chosen}"


def test_every_child_level_mart_is_refused_to_those_who_see_protected_figures(london: Scope) -> None:
    for view in (view for view in MARTS if view.child_level):
        with pytest.raises(gate.NotEntitled):
            query.fetch(london, [view.name], {}, profile=gate.LONDON_7_5)
        assert query.fetch(london, [view.name], {}, profile=EXACT)[view.name].view == view


def test_no_mart_shows_a_child(london: Scope) -> None:
    for view in MARTS:
        assert "child_id" not in london.columns[view.name], view.name


PREFIX = "comparator_"
# Choices about children, of each kind, that some of the two authorities' children answer.
ABOUT_CHILDREN = [
    {"sex": ("F",)},
    {"placement_type": ("Foster placements",)},
    {"distance": ("Over 20 miles",)},
    {"age_band": ("16 and over",)},
    {"unaccompanied": ("no",), "sex": ("M",)},
    {"cohort": ("sixteen_plus",)},
]


def _compared(view: View) -> dict[str, str]:
    """The columns of a mart that hold London's figure, by the column of those chosen."""
    names = {column.name for column in view.columns}
    return {name.removeprefix(PREFIX): name for name in names if name.startswith(PREFIX)}


WITH_COMPARATOR = [view for view in PROTECTED if _compared(view)]


def test_there_are_marts_with_a_comparator() -> None:
    assert {"headline", "headline_trend", "placement_locality", "costs_by_type"} <= {v.name for v in WITH_COMPARATOR}


@pytest.mark.parametrize("chosen", ABOUT_CHILDREN, ids=lambda chosen: "-".join(chosen))
def test_a_comparator_takes_every_choice_but_place(london: Scope, chosen: dict[str, tuple[str, ...]]) -> None:
    """With no place chosen those chosen are London's: both columns say the same. With a place chosen
    London's stay as they were."""
    known = query.options(london)
    names = [view.name for view in WITH_COMPARATOR]
    everyone = query.fetch(london, names, {}, profile=EXACT, known=known)
    all_london = query.fetch(london, names, chosen, profile=EXACT, known=known)
    camden = query.fetch(london, names, {**chosen, "authority": ("E09000007",)}, profile=EXACT, known=known)
    for view in WITH_COMPARATOR:
        keys = [column.name for column in view.columns if column.unit in LABELS and column.name in view.grain]
        pairs = [(own, other) for own, other in _compared(view).items() if own in all_london[view.name].rows]
        for own, other in pairs:
            rows = all_london[view.name].rows
            assert rows[own].astype("float64").equals(rows[other].astype("float64")), f"{view.name}.{other}"
        beside = camden[view.name].rows.merge(all_london[view.name].rows, on=keys, suffixes=("", "_all"))
        assert len(beside) == len(camden[view.name].rows)
        for other in _compared(view).values():
            assert beside[other].astype("float64").equals(beside[f"{other}_all"].astype("float64")), other
    count = [
        result["headline"].where(measure="looked_after").rows["comparator_value"].iloc[0]
        for result in (all_london, everyone)
    ]
    assert count[0] < count[1] or chosen.keys() & {"age_band", "cohort"}, "the choice narrows London too"


def test_dfes_figure_stands_beside_only_the_same_children(london: Scope) -> None:
    for chosen in ABOUT_CHILDREN:
        found = query.fetch(london, ["headline", "placement_locality"], chosen, profile=EXACT)
        assert all(result.rows["published_value"].isna().all() for result in found.values())


FORMS = [view for view in MARTS if view.coarser]
NARROWED = [{"authority": ("E09000007",)}, {"authority": ("E09000007",), "sex": ("F",)}, {"cohort": ("sixteen_plus",)}]


def test_views_that_would_show_a_viewer_little_have_a_coarser_form() -> None:
    costs = {"costs_by_type", "costs_by_area", "cost_and_distance", "price_for_similar_need"}
    assert {view.name for view in FORMS} >= {"placement_flows", "placement_flows_by_type", *costs}


@pytest.mark.parametrize("chosen", NARROWED, ids=lambda chosen: "-".join(chosen))
@pytest.mark.parametrize("view", FORMS, ids=lambda view: view.name)
def test_a_viewer_gets_the_form_that_shows_more_and_an_exact_eye_the_view(
    london: Scope, view: View, chosen: dict[str, tuple[str, ...]]
) -> None:
    known = query.options(london)
    exact = query.fetch(london, [view.name], chosen, profile=EXACT, known=known)[view.name]
    assert (exact.view.name, exact.stands_for, asides.larger_groups(exact)) == (view.name, "", "")
    names = [view.name, view.coarser]
    shown, coarse = query.fetch(london, names, chosen, profile=gate.LONDON_7_5, known=known).values()
    assert shown.view.name in names
    if shown.view.name == view.coarser:
        assert shown.stands_for == view.title in asides.larger_groups(shown)
        assert shown.rows.equals(coarse.rows)
    else:
        assert not shown.stands_for and len(crossings.dimensions(view, chosen)) <= 3


def test_without_anything_chosen_a_view_of_few_crossings_stands_as_it_is(london: Scope) -> None:
    found = query.fetch(london, [view.name for view in FORMS], {}, profile=gate.LONDON_7_5)
    stand = {name for name, result in found.items() if result.stands_for}
    assert stand == {view.name for view in FORMS if len(crossings.dimensions(view, {})) == 3}
