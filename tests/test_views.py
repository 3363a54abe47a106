"""Every SQL file in the repository: sound, said in full, and safe whatever is chosen."""

from __future__ import annotations

import re

import pytest

from sufficiency import checks, choices, query, settings
from sufficiency.catalogue import header, loader
from sufficiency.choices import Option
from sufficiency.database.scope import Scope
from sufficiency.disclosure import crossings, gate
from sufficiency.presentation import charts
from sufficiency.result import EXACT, View

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


def test_every_mart_answers_every_choice_and_shows_no_small_number(london: Scope) -> None:
    known = query.options(london)
    names = [view.name for view in PROTECTED]
    for chosen in combinations(known):
        answered = [name for name in names if len(crossings.dimensions(FOUND.views[name], chosen)) <= 3]
        assert len(answered) > 5
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


def test_comparators_are_the_same_whatever_is_chosen(london: Scope) -> None:
    everyone = query.fetch(london, ["headline"], {}, profile=EXACT)["headline"].rows
    girls = query.fetch(london, ["headline"], {"sex": ("F",)}, profile=EXACT)["headline"].rows
    assert girls["london_value"].equals(everyone["london_value"])
    assert (girls["value"][:1] < everyone["value"][:1]).all()
