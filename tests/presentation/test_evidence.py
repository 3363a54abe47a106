"""The evidence pack holds what its table of sections says, from figures that may be shown."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from docx import Document

from sufficiency import query, settings
from sufficiency.catalogue import header
from sufficiency.database.scope import Scope
from sufficiency.disclosure import gate, rule
from sufficiency.planning import siting_columns
from sufficiency.presentation import charts, evidence, export, formatting
from sufficiency.presentation.export import Part, table_rows


@pytest.mark.parametrize("figure", [f for f in evidence.figures() if f.view], ids=lambda f: f.view)
def test_each_section_names_columns_and_a_chart_its_view_has(figure: evidence.PackFigure) -> None:
    view = header.read(settings.SQL / "marts" / f"{figure.view}.sql")
    names = {column.name for column in view.columns}
    assert set(figure.columns) <= names
    assert {column for column, _ in figure.where} <= names
    charts.parse(figure.chart, view)


def test_each_section_of_a_business_case_names_columns_of_its_view_or_of_a_plans_table() -> None:
    tables = {
        "siting_plan": siting_columns.SITES,
        "siting_shares": siting_columns.SHARES,
        "siting_options": siting_columns.OPTIONS,
        "siting_others": siting_columns.OTHERS,
        "siting_trade": siting_columns.TRADE,
        "siting_where": siting_columns.WHERE,
        "siting_sensitivity": siting_columns.SENSITIVITY,
        "siting_settings": siting_columns.SETTINGS,
        "siting_risks": siting_columns.RISKS,
    }
    for figure in (f for f in evidence.figures(evidence.BUSINESS_CASE) if f.view):
        path = settings.SQL / "marts" / f"{figure.view}.sql"
        columns = tables.get(figure.view) or header.read(path).columns
        names = {column.name for column in columns}
        assert set(figure.columns) <= names, figure.view
        assert {column for column, _ in figure.where} <= names, figure.view


def test_no_section_lists_single_children() -> None:
    for name in evidence.views():
        assert not header.read(settings.SQL / "marts" / f"{name}.sql").child_level


@pytest.fixture
def pack(london: Scope) -> list[Part]:
    """The pack about two authorities, as someone who sees protected figures gets it."""
    found = query.fetch(london, evidence.views(), {}, profile=gate.LONDON_7_5)
    return evidence.parts(found, {})


def test_the_pack_has_every_section_once_and_leaves_marked_spaces(pack: list[Part]) -> None:
    headings = list(dict.fromkeys(figure.heading for figure in evidence.figures()))
    assert [part.heading for part in pack] == headings
    assert any("Match funding" in part.to_write for part in pack)


def test_the_pack_shows_only_protected_figures(pack: list[Part]) -> None:
    for result in (result for part in pack for result in part.results):
        assert result.profile == gate.LONDON_7_5
        for column in (c for c in result.view.columns if c.unit == "count" and not c.kind):
            shown = result.rows[column.name].dropna().astype(float)
            assert (shown % rule.FIVE == 0).all(), f"{result.view.name}.{column.name}"


@pytest.mark.parametrize("profile", [gate.LONDON_7_5, "exact"])
def test_every_figure_of_the_pack_has_its_interval_as_the_page_has_it(london: Scope, profile: str) -> None:
    found = query.fetch(london, evidence.views(), {}, profile=profile)
    tried = 0
    for figure in (figure for figure in evidence.figures() if figure.view):
        whole = evidence._filled(found, figure, {})
        if whole is None or whole.is_empty:
            continue
        result = evidence._shown(whole, figure)
        for column in (column for column in table_rows.readable(result) if column.low in whole.rows):
            on_page = formatting.intervals(whole.view.column(column.name), whole.rows)
            in_pack = formatting.intervals(column, result.rows)
            assert in_pack == on_page, f"{result.view.name}.{column.name}"
            told = table_rows.cells_of(result, column)
            assert all(f"({words})" in cell for words, cell in zip(in_pack, told, strict=True) if words and "%" in cell)
            tried += any(in_pack)
    assert tried > 5


def test_a_cohort_chosen_fills_the_gap_with_its_own_row(london: Scope) -> None:
    chosen = {"cohort": ("sixteen_plus",)}
    found = query.fetch(london, evidence.views(), chosen, profile="exact")
    made = {part.heading: part for part in evidence.parts(found, chosen)}
    needs = made["Local need"].results[0].rows["cohort_title"].tolist()
    assert needs == ["Sixteen and over"]
    for result in made["The gap, with its assumptions"].results:
        if result.view.name == "gaps":
            assert set(result.rows["category"]) == {"Sixteen and over"}


def test_a_figure_is_written_in_the_pack_as_on_its_page(london: Scope, pack: list[Part]) -> None:
    """What an assumption is of says how it is written: 4 homes, 0.85 of the places."""
    [shown] = [result for part in pack for result in part.results if result.view.name == "gap_assumptions"]
    page = query.fetch(london, ["gap_assumptions"], {}, profile="exact")["gap_assumptions"]
    for name in ("value_low", "value_high"):
        written = [table_rows.cells_of(result, result.view.column(name)) for result in (shown, page)]
        assert written[0] == written[1] and len({cell.partition(".")[2] == "" for cell in written[0]}) == 2


def test_a_view_that_cannot_be_read_is_named(london: Scope) -> None:
    found = query.fetch(london, ["headline"], {}, profile="exact")
    made = {part.heading: part for part in evidence.parts(found, {})}
    assert "gaps: there is no figure" in made["The gap, with its assumptions"].words


def test_the_document_opens_with_its_headings_and_sources(pack: list[Part]) -> None:
    report = Document(io.BytesIO(export.docx(pack, title="Evidence pack")))
    words = [paragraph.text for paragraph in report.paragraphs]
    for part in pack:
        assert part.heading in words
    assert any("To be written" in line for line in words)
    named = {caption for table in report.tables for caption in table._tbl.xpath("./w:tblPr/w:tblCaption/@w:val")}
    assert named == {result.view.name for part in pack for result in part.results}
    assert any("fixture" in line for line in words)


def test_a_table_of_the_document_stays_with_its_head_and_a_short_one_on_one_page(pack: list[Part]) -> None:
    """LibreOffice drew a head at the end of a page and lost the rows after it."""
    report = Document(io.BytesIO(export.docx(pack, title="Evidence pack")))
    for table in report.tables:
        stays = [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in table.rows]
        assert stays[0] and not stays[-1]
        if len(stays) <= 11:
            assert all(stays[:-1])


def test_the_file_is_named_for_what_where_and_when(london: Scope) -> None:
    headline = query.fetch(london, ["headline"], {}, profile="exact")["headline"]
    name = evidence.file_name(headline)
    assert name == "evidence-pack_london_2025-03-31_exact.docx"
    assert Path(name).suffix == ".docx"


def test_the_pack_holds_nights_of_the_last_quarter_and_provision_by_owner_and_rating(london: Scope) -> None:
    found = query.fetch(london, evidence.views(), {}, profile="exact")
    ways = [figure for figure in evidence.figures() if figure.view == "provision_by_area"]
    titles = [evidence._shown(found["provision_by_area"], figure).view.title for figure in ways]
    assert titles == ["Provision by area", "Provision by area, by owner", "Provision by area, by rating"]
    by = {figure.view: figure for figure in evidence.figures()}
    nights = by["liberty_tracker"]
    assert "night_count" in nights.columns
    quarters = pd.to_datetime(["2025-12-31", "2026-03-31", "2026-03-31"])
    rows = pd.DataFrame({"quarter_date": quarters, "child_count": [5, 1, 2]})
    symbols = pd.DataFrame("", index=rows.index, columns=rows.columns)
    whole = replace(found["liberty_tracker"], rows=rows, symbols=symbols)
    last = evidence._filled({"liberty_tracker": whole}, nights, {})
    assert last is not None and last.rows["child_count"].tolist() == [2, 1]
