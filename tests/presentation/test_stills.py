"""Maps in files: drawings of the rows the page shows, with legend, names and words for who cannot see them."""

from __future__ import annotations

import io
from collections.abc import Callable
from xml.etree import ElementTree

import pptx
import pytest

from sufficiency.presentation import export, geography
from sufficiency.presentation.export import Exhibit
from sufficiency.presentation.maps import FLOWS, PLACES, POINTS, Still
from sufficiency.result import EXACT, Result

SVG = "{http://www.w3.org/2000/svg}"
CAMDEN, BARNET, KENT = "E09000007", "E09000003", "E10000016"
Make = Callable[..., Result]


def drawn(still: Still, result: Result, wide: int = 1000) -> tuple[ElementTree.Element, str]:
    svg = ElementTree.fromstring(still.svg(result, wide, 360))
    return svg, " ".join(text.text or "" for text in svg.iter(f"{SVG}text"))


@pytest.fixture
def hosts(make: Make) -> Result:
    """Six children in Camden, four in Kent over 20 miles away, and a place whose count is withheld."""
    rows = [
        {"host_authority_code": code, "host_authority_name": geography.name(code), "child_count": count}
        | {"median_distance_miles": miles, "distant_count": 0.0}
        for code, count, miles in ((CAMDEN, 6.0, 2.0), (KENT, 4.0, 40.0), (BARNET, 3.0, 6.0))
    ]
    return make("", rows, [(2, "child_count")])


def test_a_disc_for_each_place_that_is_shown_its_area_in_step_and_the_ring(hosts: Result) -> None:
    svg, words = drawn(Still(PLACES, (CAMDEN,)), hosts)
    radii = sorted(float(disc.get("r", "")) for disc in svg[2].iter(f"{SVG}circle"))
    assert len(radii) == 2 and radii[1] / radii[0] == pytest.approx((6 / 4) ** 0.5, abs=0.02)
    assert "Camden" in words and "Kent" in words and "20 miles" in words and "Barnet" not in words
    assert [path for path in svg.iter(f"{SVG}path") if path.get("stroke-dasharray")]
    assert "6 children" in Still(PLACES, (CAMDEN,)).words(hosts)


def test_how_many_live_where_they_come_from_is_the_finding_for_exact_eyes_alone(hosts: Result, make: Make) -> None:
    still, row = (
        Still(PLACES, (CAMDEN,)),
        {"host_authority_name": "", "median_distance_miles": 2.0, "distant_count": 0.0},
    )
    rows = [{**row, "host_authority_code": code, "child_count": n} for code, n in ((CAMDEN, 6.0), (KENT, 4.0))]
    assert still.finding(make("", rows, profile=EXACT)) == "6 of Camden's 10 children live in Camden itself"
    assert still.finding(make("", rows)) == still.finding(hosts) == "", "of protected counts no sum is told"
    assert Still(PLACES).finding(make("", rows, profile=EXACT)) == ""


def test_flows_of_one_place_fill_their_drawing_with_what_they_span(make: Make) -> None:
    rows = [{"home_authority_code": CAMDEN, "host_authority_code": BARNET, "child_count": 9.0}]
    spans = []
    for fits in (True, False):
        svg, _ = drawn(Still(FLOWS, is_whole=True, is_fitted=fits), make("", rows))
        bows = [path.get("d", "") for path in svg.iter(f"{SVG}path") if "Q" in path.get("d", "")]
        spans.append(abs(float(bows[0].split("M")[1].split()[0]) - float(bows[1].split()[-2])))
    assert spans[0] > 5 * spans[1]


def test_a_bow_for_each_flow_and_the_largest_is_the_finding(make: Make) -> None:
    rows = [
        {"home_authority_code": home, "host_authority_code": host, "child_count": count}
        for home, host, count in ((CAMDEN, BARNET, 9.0), (BARNET, CAMDEN, 2.0), (CAMDEN, CAMDEN, 30.0))
    ]
    result, still = make("", rows), Still(FLOWS)
    svg, words = drawn(still, result)
    bows = [path for path in svg.iter(f"{SVG}path") if "Q" in path.get("d", "")]
    assert len(bows) == 2 * 2  # each of two halves; who stays at home is no flow
    assert "All 2 flows are drawn" in words
    assert (
        still.finding(result)
        == "The most children placed in another authority here go from Camden to Barnet: 9 children"
    )
    own = make("", [rows[0], {**rows[0], "host_authority_code": KENT, "child_count": 4.0}])
    assert (
        still.finding(own) == "Of Camden's children placed elsewhere more live in Barnet than in any other authority: 9"
    )


def test_slides_hold_it_as_a_picture_with_its_words_and_pdfs_as_a_drawing(make: Make, boroughs: list[dict]) -> None:
    still = Still(POINTS)
    exhibit = Exhibit(make("", boroughs, marked=("Camden",)), "", "Where places are", still=still)
    deck = pptx.Presentation(io.BytesIO(export.pptx([exhibit])))
    [picture] = [shape for shape in deck.slides[1].shapes if hasattr(shape, "image")]
    assert picture._element.nvPicPr.cNvPr.get("descr") == still.words(exhibit.result)
    assert (
        picture.left + picture.width <= deck.slide_width
        and deck.slides[1].shapes.title.text == "Where places are: Camden, 31 March 2026"
    )
    for file in (export.slides_pdf([exhibit]), export.report_pdf([exhibit]), export.docx([exhibit])):
        assert len(file) > 10_000
    svg, words = drawn(still, exhibit.result, 560)
    assert "Camden" in words and float(svg.get("height", "")) > 360  # beneath it stands the legend
