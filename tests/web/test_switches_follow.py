"""A page's own switches follow the filter bar: they never open on what was not chosen without saying so."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sufficiency import choices, settings
from sufficiency.web import context
from tests.words import reading

pytestmark = pytest.mark.xdist_group("pages_0")
PAGES = settings.ROOT / "pages"
SELF_HARM = "Self-harm, where searches were sent"  # a cohort that gaps are told of only by kind of place
PLACED = ["Foster placements"]


def opened(page: str, **state: object) -> AppTest:
    found = reading.opened(PAGES / f"{page}.py", **state)
    assert not found.exception and not found.error
    return found


def asked(page: Path) -> Iterator[tuple[int, str, bool]]:
    """Each switch of a page: its line, the columns its answers come from, and whether it knows of the filter bar."""
    for call in ast.walk(ast.parse(page.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and ast.unparse(call.func) in ("page_choices.one_of", "st.selectbox"):
            knows = any(keyword.arg == "bar" for keyword in call.keywords)
            yield call.lineno, ast.unparse(call.args[1]) if len(call.args) > 1 else "", knows


@pytest.mark.parametrize("page", sorted(PAGES.glob("*/*.py")), ids=lambda path: path.stem)
def test_a_switch_between_what_the_bar_chooses_too_is_told_what_it_has_chosen(page: Path) -> None:
    columns = {kind.column for kind in choices.kinds().values()} - {"", "authority_name", "area_name"} | {"category"}
    deaf = [line for line, values, knows in asked(page) if not knows and any(f"'{name}'" in values for name in columns)]
    # Ethnic groups has kinds of its own: the category there is of the measure compared, not of a choice.
    assert not deaf or page.stem == "disproportionality"


def test_gaps_opens_on_the_cohort_chosen_whichever_it_is() -> None:
    cohorts = opened("supply/gaps").multiselect(key="cohort").options
    assert len(cohorts) > 10 and SELF_HARM in cohorts
    for cohort in cohorts:
        said = list(reading.said(opened("supply/gaps", cohort=[cohort])))
        titles = [words for words in said if words.endswith("placed elsewhere for no recorded reason of their own")]
        note = f"Nothing is told here of “{cohort}” alone."
        assert titles[0].startswith(f"{cohort}: ") or any(words.startswith(note) for words in said), cohort
        others = [words for words in titles if any(words.startswith(f"{other}: ") for other in cohorts)]
        assert all(words.startswith(f"{cohort}: ") for words in others)


def test_gaps_stands_for_a_viewer_of_a_borough_whichever_cohort_is_chosen() -> None:
    """Of few children only the whole sub-region's gaps may be shown, and some of its kinds are not the borough's."""
    chosen = {context.VIEW_AS: "viewer", "authority": "E09000007"}
    for cohort in opened("supply/gaps", **chosen).selectbox(key="cohort").options:
        opened("supply/gaps", **chosen, cohort=cohort)


def test_gaps_opens_on_the_kind_of_place_chosen() -> None:
    said = list(reading.said(opened("supply/gaps", placement_type=PLACED)))
    assert "Foster placements: placed elsewhere for no recorded reason of their own" in said


def test_a_forecast_opens_on_the_line_of_what_is_chosen_and_says_what_does_not_change_it() -> None:
    said = list(reading.said(opened("need/forecast", cohort=["Complex adolescents"])))
    assert "Complex adolescents: seen, then expected" in said
    assert not any("does not change it" in words for words in said)
    said = list(reading.said(opened("need/forecast", cohort=[SELF_HARM])))
    assert "All children looked after: seen, then expected" in said
    assert any(words.endswith("Need cohort does not change it.") for words in said)


def test_a_switch_says_that_none_of_what_is_chosen_can_be_told_alone() -> None:
    def script() -> None:
        from sufficiency.web import page_choices

        page_choices.one_of("Kind", ["Homes", "Schools"], key="kind_of", bar=["Foster placements"])
        page_choices.one_of("Other", ["Homes", "Foster placements"], key="other_of", bar=["Foster placements"])

    page = AppTest.from_function(script).run()
    assert [note.value for note in page.caption] == [
        "Nothing is told here of “Foster placements” alone. What follows is of: Homes."
    ]


def test_searches_stand_under_the_day_they_are_of_and_say_that_another_date_changes_nothing() -> None:
    """Figures of the newest quarter stood as at the date chosen, four years before, on the page and in files."""
    said = list(reading.said(opened("supply/searches", as_at="2022-03-31", authority=["E09000007"])))
    assert any(words.startswith("The date chosen, 31 March 2022, changes nothing on this page") for words in said)
    assert not any("As at 31 March 2022." in words for words in said), "the masthead alone has the date chosen"
    now = list(reading.said(opened("supply/searches", authority=["E09000007"])))
    assert not any("changes nothing on this page" in words for words in now)
