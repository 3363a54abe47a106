"""Whoever chooses a borough sees it among the others, as far as they are entitled to see those."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import app
from sufficiency import settings
from sufficiency.presentation import charts
from sufficiency.result import Column, Result, View
from sufficiency.web import context, peers

pytestmark = pytest.mark.xdist_group("pages_0")
CAMDEN, HACKNEY = "E09000007", "E09000012"
PATIENCE = 180


def opened(page: str, **state: object) -> str:
    """The HTML of a page opened with what is chosen."""
    app = AppTest.from_file(str(settings.ROOT / "pages" / f"{page}.py"), default_timeout=PATIENCE)
    names = {"view_as": context.VIEW_AS, "view_as_authority": context.VIEW_AS_AUTHORITY}
    for key, value in state.items():
        app.session_state[names.get(key, key)] = value
    app.run()
    assert not app.exception and not app.error
    return unescape("".join(part.proto.body for part in app.get("html")))


@pytest.mark.parametrize("role", ["regional_analyst", "viewer"])
def test_a_borough_is_marked_among_all_of_london(role: str) -> None:
    html = opened("distance/placement_distance", view_as=role, authority=[CAMDEN])
    assert re.search(r"Camden: \d+% placed over 20 miles from home, (within|above|below) the", html)
    assert "Camden is marked among the others." in html


def test_the_others_are_those_it_is_compared_with() -> None:
    html = opened("stability/stability", view_as="regional_analyst", authority=[CAMDEN], comparator="area")
    assert "authority: 5 figures shown. Camden: " in html
    html = opened("stability/stability", view_as="regional_analyst", authority=[CAMDEN], comparator="neighbours")
    assert "authority: 11 figures shown. Camden: " in html


def test_an_authoritys_analyst_sees_its_own_exactly_and_the_others_protected() -> None:
    html = opened("distance/placement_distance", view_as="authority_analyst", view_as_authority=CAMDEN)
    assert "Camden is marked among the others; Camden's own figures are exact, those of the others protected." in html


@pytest.mark.parametrize("role", ["viewer", "authority_analyst"])
def test_an_authority_is_beyond_chance_or_not_for_whoever_looks(role: str) -> None:
    """Among its own rows alone each authority is in the middle. Hackney's share is half of London's."""
    place = {"view_as_authority": HACKNEY} if role == "authority_analyst" else {"authority": HACKNEY}
    html = opened("distance/placement_distance", view_as=role, **place)
    assert re.search(r"Hackney: \d+% placed over 20 miles from home, below the limits of chance", html)


def test_a_boroughs_gap_is_never_under_the_name_of_its_area() -> None:
    html = opened("supply/gaps", view_as="regional_analyst", authority=[CAMDEN])
    lead = re.search(r"<p class='lead'>(.*?)</p>", html, re.S)
    assert lead and "Camden has a gap" in lead[1] and "North Central London" not in lead[1]


@pytest.mark.parametrize(
    ("comparator", "named", "not_named"), [("london", "Lewisham", ""), ("area", "Enfield", "Lewisham")]
)
@pytest.mark.parametrize("role", ["regional_analyst", "authority_analyst", "viewer"])
def test_a_boroughs_gap_stands_among_those_it_is_compared_with(
    role: str, comparator: str, named: str, not_named: str
) -> None:
    place = {"view_as_authority": CAMDEN} if role == "authority_analyst" else {"authority": CAMDEN}
    html = opened("supply/gaps", view_as=role, comparator=comparator, **place)
    assert "Camden is marked among the others" in html and named in html
    assert not not_named or not_named not in html
    assert ("those of the others protected" in html) == (role == "authority_analyst")


def test_of_several_boroughs_none_stands_under_the_name_of_its_area() -> None:
    html = opened("supply/gaps", view_as="regional_analyst", authority=[CAMDEN, "E09000008"])
    lead = re.search(r"<p class='lead'>(.*?)</p>", html, re.S)
    assert lead and "Croydon" in lead[1] and "London" not in lead[1]
    assert "<td>South West London</td>" not in html
    assert html.count("Camden and Croydon are marked among the others.") == 1, "of the index alone are there others"


def test_compare_starts_from_the_borough_and_the_one_most_like_it() -> None:
    html = opened("overview/compare", view_as="regional_analyst", authority=[CAMDEN])
    lead = re.search(r"<p class='lead'>(.*?)</p>", html, re.S)
    assert lead and lead[1].startswith("Camden and ")


def test_what_is_public_of_others_stands_once_on_an_analysts_page() -> None:
    analyst = {"view_as": "authority_analyst", "view_as_authority": CAMDEN}
    html = opened("supply/provision", **analyst, homes_by="Authority")
    assert "Camden has" in html and len(re.findall(r"Camden: \d+ places, above", html)) == 1
    assert re.search(r"Camden: places in \d+ postcode sectors", opened("supply/provision", **analyst))


def test_an_authoritys_analyst_sees_who_runs_the_homes_in_it_and_in_no_other() -> None:
    """Its database holds the register of all England, and nobody has chosen a place."""
    html = opened("supply/provision", view_as="authority_analyst", view_as_authority=HACKNEY, register="Show")
    assert "Hackney has 15 places" in html and "Barnsley" not in html and "of 2," not in html
    assert (
        "No authority has enough children in Hackney to be shown one by one." in html
        and "nothing to list here" not in html
    )


def test_an_authoritys_analyst_is_not_told_its_areas_gap_from_which_the_others_could_be_told() -> None:
    html = opened("supply/gaps", view_as="authority_analyst", view_as_authority=CAMDEN)
    assert "Camden has a gap" in html and "<td>North Central London</td>" not in html


def test_a_borough_is_set_beside_what_dfe_published_of_it() -> None:
    assert "children looked after in Camden; DfE published" in opened("data/data_submission", authority=[CAMDEN])


@pytest.mark.parametrize("path", [path for pages in app.PAGES.values() for path in pages])
def test_one_borough_is_never_alone_where_authorities_or_areas_are_drawn(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[tuple[str, Result]] = []

    def noted(result: Result, line: str | None = None, **how: Any) -> charts.Chart | None:
        drawn.append((line or result.view.chart, result))
        return draw(result, line, **how)

    draw = charts.draw
    monkeypatch.setattr(charts, "draw", noted)
    opened(path, authority=[CAMDEN])
    names = {line: part[1] for line, _ in drawn if (part := re.search(r"[xy]=((?:authority|area)_name)", line))}
    alone = [line for line, result in drawn if line in names and result.rows[names[line]].nunique() == 1]
    assert not [line for line in alone if line.startswith(("bar", "dot", "range", "funnel"))]


def test_assumptions_are_everybodys_to_see_and_a_small_place_is_not_said_to_be_drawn() -> None:
    """They stood beside counts, and went with them where few children may be counted."""
    html = opened("supply/gaps", view_as="viewer", authority="E09000001")
    assert "London's share of usable places" not in html, "whoever did not ask has one line of them"
    html = opened("supply/gaps", view_as="viewer", authority="E09000001", folded_gap_assumptions=True)
    assert "London's share of usable places" in html and "region_share" not in html
    assert "City of London has too few children to be shown here." in html
    assert "City of London is marked among the others." in html, "the index is public"


def test_what_shows_nothing_is_headed_by_what_it_is_and_says_why_under_it() -> None:
    html = opened("cost/value", view_as="viewer", authority="E09000008")
    assert "Too few children to show.</p>" in html and "Too few children to show</h2>" not in html


def test_each_state_of_what_was_sent_is_said() -> None:
    html = opened("data/data_submission", view_as="viewer")
    assert "rows accepted; none came from Sutton for 2026" in html
    html = opened("data/data_submission", view_as="authority_analyst", view_as_authority=CAMDEN)
    assert "rows accepted" in html and "none came from" not in html, "what others sent it does not hold"
    html = opened("data/data_submission", view_as="regional_analyst", authority=["E09000028"])
    assert "It is of authorities that sent a feed. There is nothing to list here." in html
    html = opened("supply/searches", view_as="viewer", authority=CAMDEN)
    assert "Camden sent found placements of the quarter to 31 March 2026." in html


def test_a_place_and_the_others_are_put_together_once_for_two_answers_and_anew_for_another() -> None:
    own, around, other = (_of_areas(*names) for names in (("Camden", "Islington"), ("North",), ("South",)))
    both = peers._under(own, around, "Camden")
    assert both.rows["area_name"].tolist() == ["Camden", "North"] and both.marked == ("Camden",)
    assert peers._under(own, around, "Camden") is both
    assert peers._under(own, other, "Camden").rows["area_name"].tolist() == ["Camden", "South"]
    assert peers._under(own, around, "Islington").rows["area_name"].tolist() == ["Islington", "North"]


def _of_areas(*names: str) -> Result:
    rows = pd.DataFrame({"area_name": names, "child_count": range(len(names))})
    columns = (Column("area_name", "text", "Area"), Column("child_count", "count", "Children"))
    view = View("gaps", "marts", "Gaps", "What is missing.", columns=columns)
    empty = pd.DataFrame("", index=rows.index, columns=rows.columns)
    return Result(view, rows, empty, choice_text="", profile="exact", as_at=date(2026, 3, 31), snapshot_id="one")
