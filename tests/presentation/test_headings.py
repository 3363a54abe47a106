"""Headings in files: a finding, or what a figure shows, of whom and when; none twice in one file."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import docx
import pptx

from sufficiency.presentation import charts, export
from sufficiency.presentation.export import Exhibit, headings, native, pages, picture, under_place
from sufficiency.result import Result

Make = Callable[..., Result]
LINE = "bar x=distant_pct y=authority_name"
OWNERS = "bar x=child_count y=owner_name"


def titles(exhibits: list[Exhibit]) -> list[str]:
    """The titles of a file's slides, but for the first and the last."""
    deck = pptx.Presentation(io.BytesIO(export.pptx(exhibits)))
    return [slide.shapes.title.text for slide in list(deck.slides)[1:-1]]


def test_what_is_no_finding_says_of_whom_and_when(make: Make, boroughs: list[dict]) -> None:
    table = make("", boroughs, marked=("Camden",))
    assert titles([Exhibit(table, "", "Where homes stand")]) == ["Where homes stand: Camden, 31 March 2026"]
    assert titles([Exhibit(table, "", "Where Camden's homes stand")]) == ["Where Camden's homes stand, 31 March 2026"]
    assert titles([Exhibit(table, "", "Homes: where they stand")]) == [
        "Homes: where they stand (Camden, 31 March 2026)"
    ]


def test_what_is_asked_of_all_london_about_one_place_is_not_called_londons(make: Make, boroughs: list[dict]) -> None:
    whose = make("", boroughs)
    assert titles([Exhibit(whose, "", "Whose children live in Camden")]) == [
        "Whose children live in Camden, 31 March 2026"
    ]


def test_with_and_without_a_change_neither_leads_the_other(make: Make, boroughs: list[dict]) -> None:
    """*Camden: scenario is among those with the most children expected, 209*"""
    asked = make("", boroughs[:2])
    columns = [replace(c, name="course") if c.name == "authority_name" else c for c in asked.view.columns]
    rows = asked.rows.drop(columns="authority_name").assign(course=["No change", "Scenario"])
    symbols = asked.symbols.rename(columns={"authority_name": "course"})
    both = replace(asked, view=replace(asked.view, columns=tuple(columns)), rows=rows, symbols=symbols)
    [said] = titles([Exhibit(both, "bar x=child_count y=course", "Expected 2 years on")])
    assert said.startswith("Expected 2 years on")


def test_a_finding_is_told_under_the_name_of_its_place(make: Make, boroughs: list[dict]) -> None:
    """A slide of Camden's said "Elmstead Residential Limited has the most places, 8", of nobody a reader knows."""
    owned = make("", boroughs[:3])
    columns = [replace(c, name="owner_name") if c.name == "authority_name" else c for c in owned.view.columns]
    rows = owned.rows.drop(columns="authority_name").assign(owner_name=["Elmstead Limited", "Fernhollow", "Quillmarsh"])
    symbols = owned.symbols.rename(columns={"authority_name": "owner_name"})
    view, choices = replace(owned.view, columns=tuple(columns)), {"authority": ("E09000007",)}
    owners = replace(owned, view=view, rows=rows, symbols=symbols, choices=choices)
    frame = charts.draw(owners, OWNERS).frame
    told = "Elmstead Limited has the most children, 8"
    assert frame is not None
    assert under_place.told(owners, frame, told) == f"Camden: {told}"
    assert under_place.told(owners, frame, "Needed in over 5 days: 8") == "In Camden, needed in over 5 days: 8"
    assert under_place.told(owners, frame, "Camden buys most") == "Camden buys most"


def test_what_tells_of_other_authorities_is_not_told_as_one_s_own(make: Make, boroughs: list[dict]) -> None:
    """A slide of the City of London's was headed "Lewisham has the most children", and nothing of the City."""
    others = [row for row in boroughs if row["authority_name"] != "Camden"]
    result = replace(make(LINE, others), choices={"authority": ("E09000007",)})
    frame = Exhibit(result).drawn().frame
    assert frame is not None
    said = under_place.told(result, frame, "Bromley has the highest share")
    assert said == "No figure for Camden; Bromley has the highest share"
    assert under_place.told(make(LINE, boroughs), frame, "Bromley has the highest share").startswith("Bromley")


def test_where_nothing_may_be_shown_the_title_says_of_what(make: Make, boroughs: list[dict]) -> None:
    withheld = make(LINE, boroughs[:2], [(0, "distant_pct"), (1, "distant_pct")])
    [title] = titles([Exhibit(withheld, title="Who lives far away")])
    assert title == "Who lives far away: too few children to show (London, 31 March 2026)"
    assert not headings.is_finding(Exhibit(withheld, title="Who lives far away"), title)


def test_that_a_places_figure_is_withheld_is_said_with_the_date(make: Make, boroughs: list[dict]) -> None:
    at = next(row for row, cells in enumerate(boroughs) if cells["authority_name"] == "Camden")
    withheld = make(LINE, boroughs, [(at, "distant_pct")], marked=("Camden",))
    [title] = titles([Exhibit(withheld)])
    assert title.startswith("Camden: ") and title.endswith(" not shown (31 March 2026)")
    assert not headings.is_finding(Exhibit(withheld), title)


def test_no_two_figures_of_a_file_are_headed_alike(make: Make, boroughs: list[dict]) -> None:
    exhibits = [Exhibit(make("", boroughs), "", title) for title in ("Homes", "Homes", "Homes")]
    told = titles(exhibits)
    assert len({*told}) == len(told) == len(exhibits) and all("31 March 2026" in title for title in told)
    report = docx.Document(io.BytesIO(export.docx(exhibits)))
    found = [paragraph.text for paragraph in report.paragraphs if paragraph.style.name == "Heading 1"]
    assert len(found) == len({*found}), found


def test_one_row_that_stands_in_a_table_is_not_shown_again(make: Make, boroughs: list[dict]) -> None:
    one, other = (make(LINE, boroughs[place : place + 1]) for place in (0, 1))
    several = make(LINE, boroughs)
    kept = export.once([Exhibit(one), Exhibit(several), Exhibit(one, "", "Again"), Exhibit(other), Exhibit(several)])
    assert [exhibit.result for exhibit in kept] == [one, several, other, several]


def test_what_a_slide_measures_begins_with_what_it_is(make: Make, boroughs: list[dict]) -> None:
    result = make(LINE, boroughs)
    columns = [replace(c, meaning="Of these, far away") if c.name == "distant_pct" else c for c in result.view.columns]
    told = pages.of([replace(result, view=replace(result.view, columns=tuple(columns)))]).pages[0].measure
    assert "Of these" not in told and "Far away (%)" in told


def test_what_is_drawn_is_not_drawn_again_but_stands_as_a_table(make: Make, boroughs: list[dict]) -> None:
    """Three slides of a plan had the same two bars, because the page shows one result in three tables."""
    result = make("bar x=distant_pct y=authority_name", boroughs)
    columns = (("authority_name", "child_count"), ("authority_name", "distant_pct"))
    kept = export.once([Exhibit(result), *(Exhibit(result, columns=each) for each in columns)])
    assert [exhibit.chart for exhibit in kept] == [None, "", ""]
    assert [exhibit.columns for exhibit in kept[1:]] == list(columns)
    deck = pptx.Presentation(io.BytesIO(export.pptx(kept)))
    assert sum(shape.has_chart for slide in deck.slides for shape in slide.shapes) == 1


def test_one_row_is_told_again_where_other_columns_of_it_are(make: Make, boroughs: list[dict]) -> None:
    """What a home costs was left out of a plan's slides, as its prices stood before."""
    result = make("", boroughs[:1])
    prices, money = (Exhibit(result, "", columns=("authority_name", name)) for name in ("child_count", "distant_pct"))
    assert export.once([prices, money, prices]) == [prices, money]


def test_that_a_figure_is_withheld_is_no_finding(make: Make, boroughs: list[dict]) -> None:
    assert not headings.is_finding(
        Exhibit(make(LINE, boroughs)), "City of London: share placed over 20 miles not shown"
    )
    assert headings.is_finding(Exhibit(make(LINE, boroughs)), "City of London: 12%, clearly below 2 of 31 others")


def test_no_heading_ends_in_two_brackets(make: Make, boroughs: list[dict]) -> None:
    """A place's figure is withheld in two pictures of it, and a list is there three times."""
    at = next(row for row, cells in enumerate(boroughs) if cells["authority_name"] == "Camden")
    withheld = make(LINE, boroughs, [(at, "distant_pct")], marked=("Camden",))
    told = titles([Exhibit(withheld, title="One"), Exhibit(withheld, title="Other")])
    told += titles([Exhibit(make("", boroughs), "", "Homes: where they stand") for _ in range(4)])
    assert len({*told}) == len(told) and not [title for title in told if ") (" in title or "))" in title], told


def test_a_picture_says_its_name_once(make: Make, boroughs: list[dict]) -> None:
    """A chart that makes no finding is titled with the view's name, which is not said again beneath."""
    view = make("histogram x=authority_name y=child_count", boroughs).view
    result = make("bar x=child_count y=authority_name", boroughs)
    assert picture._subtitle(result, "Camden has the most children").startswith(f"{view.title}. ")
    assert picture._subtitle(result, view.title) == view.summary


def test_a_middle_that_is_told_stands_in_a_slide_without_its_range() -> None:
    told = {"category_text": "Placed for adoption", "low": None, "mid": 330.0, "high": None, "mid_short": "330"}
    record = {**told, "low_symbol": "c", "mid_symbol": "", "high_symbol": "c"}
    assert native._ranged(record, "") == "Placed for adoption: 330 (range: c)"
    assert native._ranged({**record, "mid": None, "mid_symbol": "c"}, "") == "Placed for adoption (c)"
