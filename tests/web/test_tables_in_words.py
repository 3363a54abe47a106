"""What a page lists is in words: no short name of a column, a unit or a grouping, and an empty list says that it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from sufficiency import query, settings
from sufficiency.catalogue import loader
from sufficiency.database.scope import Scope
from sufficiency.disclosure.gate import LONDON_7_5
from sufficiency.presentation import formatting
from sufficiency.presentation.export import table_rows
from sufficiency.reference import changelog
from sufficiency.reference import tables as reference
from sufficiency.result import EXACT, Column, Result
from sufficiency.settings import ROOT, SQL
from sufficiency.snapshot import store
from sufficiency.web import captions, text_tables

# What begins with a small letter, or is a code or a short name.
NO_WORDS = re.compile(r"[a-z].*|[A-Z]\d*|[A-Z]{2,}\d*(_[A-Z]+)*")
# What may: a symbol, and what stands as it was sent or entered.
AS_IT_IS = {
    "published_symbol": "DfE's own symbol",
    "index_file": "where the index came from",
    "column_name": "the name of a return's column",
    "entered_by": "a person's name, as they sign in",
    "in_return": "a code of the return, as the case system has it",
    "in_feed": "a code of the return, as the case system has it",
}
TRADE = {"CQC", "UASC"}  # a kind of provision in the costs return and a group that DfE counts, which everybody calls so


@pytest.fixture(scope="module")
def everything() -> Mapping[str, Result]:
    """Every mart of the demonstration, as it is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUFFICIENCY_DATA", str(ROOT / "data"))
        scope = Scope(store.read(settings.DEMONSTRATION))
    names = [view.name for view in loader.load(SQL).layer("marts")]
    return query.fetch(scope, names, {}, profile=EXACT)


def without_words(results: Iterable[Result]) -> list[tuple[str, str, str]]:
    """View, column and category of what a table or a chart would show that is no word for people."""
    return [
        (result.view.name, column.name, value)
        for result in results
        for column in table_rows.readable(result)
        if column.unit == "text" and column.name not in AS_IT_IS
        for value in result.rows[column.name].dropna().astype(str).unique()
        if NO_WORDS.fullmatch(value) and value not in TRADE
    ]


def test_every_category_shown_is_in_words_and_begins_with_a_capital_letter(everything: Mapping[str, Result]) -> None:
    assert len(everything) > 100 and without_words(everything.values()) == []
    columns = {column.name for result in everything.values() for column in result.view.columns}
    assert columns >= AS_IT_IS.keys(), "an exception for what is not there"
    for wrong in ("spot", "in house", "F", "PMLD", "U4", "icb_2022"):
        spoilt = everything["placement_mix"]
        spoilt = replace(spoilt, rows=spoilt.rows.assign(provider_sector=wrong))
        assert without_words([spoilt]) == [("placement_mix", "provider_sector", wrong)]


def test_every_table_that_may_be_sent_has_a_title_and_what_a_problem_cost_is_in_words() -> None:
    titled = {row["table_name"] for name in ("return_tables", "other_tables") for row in reference.records(name)}
    sent = {row["table_name"] for name in ("input_columns", "return_columns") for row in reference.records(name)}
    assert sent <= titled
    told = {row["severity"] for row in reference.records("import_rules")}
    assert told == {row["severity"] for row in reference.records("severities")}


def _gaps(london: Scope) -> Result:
    return query.fetch(london, ["gaps"], {}, profile=EXACT)["gaps"]


def test_an_empty_list_says_that_it_is(london: Scope) -> None:
    gaps = _gaps(london)
    none = gaps.at([False] * len(gaps.rows))
    assert captions.words(none).endswith("There is nothing to list here.")
    withheld = replace(none, profile=LONDON_7_5, leaves_out=True)
    assert captions.words(withheld).endswith("Nothing can be shown: of nobody, or too few.")
    assert "nothing to list" not in captions.words(gaps).lower()
    narrowed = replace(withheld, choices={"as_at": ("2026-03-31",), "authority": ("E09000008",)})
    assert captions.words(narrowed).endswith("or too few. Clear Responsible authority to see more.")


def test_what_is_public_and_of_no_child_names_no_children(london: Scope) -> None:
    gaps = _gaps(london)
    assert "All children looked after." in captions.words(gaps)
    public = replace(gaps.view, columns=(Column("index_value", "number", "The index's figure"),))
    assert "children looked after" not in captions.words(replace(gaps, view=public))


def test_what_a_view_is_about_is_said_once_a_page(london: Scope) -> None:
    """Three tables of one plan had the same sentence over each."""
    gaps = _gaps(london)
    captions.begin()
    assert captions.words(gaps).startswith(gaps.view.summary)
    assert gaps.view.summary not in captions.words(gaps)
    captions.begin()
    assert captions.words(gaps).startswith(gaps.view.summary), "another page says it again"


def test_a_unit_is_not_said_twice() -> None:
    said = "Children in the cohort per 10,000 aged 0 to 17"
    assert formatting.heading(Column("per_10000_rate", "rate", said)) == said
    assert formatting.heading(Column("per_10000_rate", "rate", "Places")) == "Places (per 10,000 children)"


def test_the_changelogs_marks_are_shown_as_they_are_meant_and_figures_stand_at_the_right() -> None:
    listed = text_tables.table(
        "Changes", ("Change", "Of"), [("`check` and *Overview*, 3 * 4 < 2_000", "12")], numbers=[1]
    )
    assert "<code>check</code> and <em>Overview</em>, 3 * 4 &lt; 2_000" in listed and "<td class='n'>12</td>" in listed
    left = [
        re.sub(r"<code>.*?</code>", "", shown)
        for change in changelog.changes()
        for shown in [text_tables.table("Changes", ("Change",), [(change.change,)])]
    ]
    assert not [text for text in left if "`" in text or re.search(r"(?<![\w*])\*\w[^*]*\*(?![\w*])", text)]


def test_the_page_of_views_begins_with_one_that_lists_no_single_child() -> None:
    page = AppTest.from_file(str(ROOT / "pages" / "data" / "views.py"), default_timeout=600).run()
    listed = page.selectbox(key="view").options
    views = {view.title: view for view in loader.load(SQL).layer("marts")}
    assert not (views[listed[0]].child_level or views[listed[0]].is_single)
    assert {*listed} <= {*views}


def test_no_heading_says_its_unit_twice() -> None:
    twice = [
        formatting.heading(column)
        for view in loader.load(SQL).layer("marts")
        for column in view.columns
        if column.unit == "places" and "(registered places" in formatting.heading(column)
    ]
    assert twice == []
