"""Open places here and the business cases, over the invented London: as exact figures, protected, and as files."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable

import pytest
from docx import Document
from streamlit.testing.v1 import AppTest

from sufficiency import settings
from sufficiency.presentation import evidence
from sufficiency.web import permission
from sufficiency.web.export_record import ExportRecord
from tests.words import reading

# One server for all of them, that of the pages.
pytestmark = pytest.mark.xdist_group("pages_0")
PATIENCE = 180


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """What each download button would build, by the file's name."""
    offered: dict[str, object] = {}

    def keep(build: Callable[[], bytes], name: str, held: ExportRecord) -> bytes:
        def told() -> bytes:
            built = build()
            assert held.results, "the record says how many rows a file holds"
            return built

        offered[name] = told
        return b""

    monkeypatch.setattr(permission, "file", keep)
    return offered


def opened(page: str, **asked: object) -> AppTest:
    test = AppTest.from_file(str(settings.ROOT / "pages" / page), default_timeout=PATIENCE)
    for key, value in asked.items():
        test.session_state[key] = value
    test.run()
    assert not test.exception
    return test


def said(page: AppTest) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", str(part.proto.body)) for part in page.get("html"))


def words(build: object) -> str:
    assert callable(build)
    report = Document(io.BytesIO(build()))
    cells = [cell.text for table in report.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in report.paragraphs), *cells])


def test_a_plan_for_croydon_says_where_whom_and_what_and_makes_its_case(files: dict[str, object]) -> None:
    page = opened("supply/open_places.py", authority=["E09000008"], cohort=["complex_adolescents"])
    shown = said(page)
    assert "would serve most in Croydon" in shown and "Places that must be filled to break even" in shown
    name = next(
        name for name in files if name.startswith("business-case-for-new-homes-in-croydon_") and name.endswith("docx")
    )
    case = words(files[name])
    for heading in {figure.heading for figure in evidence.figures(evidence.BUSINESS_CASE)}:
        assert heading in case
    assert "Change nothing: go on paying" in case and "Croydon" in case and "[To be written: " in case


def test_a_viewer_is_given_a_plan_by_areas_and_nothing_of_one_authoritys_children(files: dict[str, object]) -> None:
    page = opened("supply/open_places.py", view_as="viewer", cohort=["complex_adolescents"])
    shown = said(page)
    assert "would serve most in" in shown
    assert any("the plan is made by areas" in info.value for info in page.info)


def test_a_postcode_is_forgotten_but_for_its_sector() -> None:
    page = opened("supply/open_places.py", cohort=["complex_adolescents"])
    page.text_input(key="site_sector").set_value("cr0 2xx").run()
    assert not page.exception
    assert page.text_input(key="site_sector").value == page.session_state["site_sector"] == "CR0 2"
    assert "would serve most in Site in CR0 2" in said(page)


def test_a_persons_own_costs_of_a_site_and_the_ratings_that_count_change_the_plan(files: dict[str, object]) -> None:
    page = opened("supply/open_places.py", authority=["E09000008"], cohort=["complex_adolescents"])
    assert "Places counted before a home is opened:" in said(page)
    page.multiselect(key="siting_own").set_value(["Croydon"]).run()
    page.number_input(key="siting_own_year_E09000008").set_value(100_000.0).run()
    page.selectbox(key="siting_vacant").set_value("None").run()
    assert not page.exception
    shown = said(page)
    assert "No place that stands empty or is announced is counted." in shown
    assert "£800,000" in shown, "two homes of four beds at 100,000 pounds a bed"


def test_the_ready_made_case_sets_the_claim_beside_what_the_returns_show(files: dict[str, object]) -> None:
    page = opened("evidence/evidence_pack.py", ready_case="Homes for complex adolescents")
    assert "500 places short" in said(page)
    name = next(name for name in files if "complex-adolescents" in name and name.endswith("docx"))
    case = words(files[name])
    assert "500 places short" in case and "the returns show" in case and "Options" not in case[:50]
    assert re.search(r"That is [0-9]+ fewer than the 500 claimed, so the returns do not bear the claim out", case)


def test_a_plan_for_a_place_is_drawn_there_and_its_files_bear_its_name(files: dict[str, object]) -> None:
    """Of Camden chosen the files were of 'Open places here: London', over a map of all London with one disc."""
    path = settings.ROOT / "pages" / "supply" / "open_places.py"
    zooms = []
    for place in ({}, {"authority": ["E09000007"]}):
        files.clear()
        page = reading.opened(path, **place)
        zooms.append(json.loads(page.get("deck_gl_json_chart")[0].proto.json)["initialViewState"]["zoom"])
        named = [name for name in files if "prices-before-and-after" in name]
        assert named and all(("camden" if place else "london") in name for name in named)
    assert zooms[1] > zooms[0] + 0.8
