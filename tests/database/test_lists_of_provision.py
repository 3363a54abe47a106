"""Figures of homes and places say whose list, of which day, they rest on, and x where no list tells a number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from sufficiency import query, settings
from sufficiency.catalogue import header
from sufficiency.database.scope import Scope
from sufficiency.disclosure import unvouched
from sufficiency.presentation import asides, coverage
from sufficiency.presentation.export import facts
from sufficiency.result import EXACT, Column, View

LIST = date(2025, 3, 31)  # of the two authorities' one list


@pytest.mark.parametrize("name", ["provision_by_area", "provision_by_authority", "home_owners_together", "gaps"])
@pytest.mark.parametrize("profile", [EXACT, "london-7-5"])
def test_a_view_of_homes_says_of_which_day_its_list_is(london: Scope, name: str, profile: str) -> None:
    result = query.fetch(london, [name], {"as_at": ("2025-03-31",)}, profile=profile)[name]
    assert result.list_date == LIST
    assert "Homes and places are as on Ofsted's list of 31 March 2025." in asides.of(result)
    assert ("List of homes", asides.on_list(result)) in [(fact.heading, fact.words) for fact in facts.of(result)]


def test_before_the_first_list_it_says_that_none_is_as_old(london: Scope) -> None:
    result = query.fetch(london, ["provision_by_area"], {"as_at": ("2024-09-30",)}, profile=EXACT)["provision_by_area"]
    assert result.list_date == LIST
    assert asides.on_list(result) == (
        "Homes and places are as on Ofsted's list of 31 March 2025, the first that was loaded: none is as old as this "
        "date."
    )
    assert asides.on_list(replace(result, is_line=True)) == "", "a line over time is of the list of each month"


def test_a_view_of_children_alone_says_nothing_of_lists(london: Scope) -> None:
    result = query.fetch(london, ["placement_mix"], {}, profile=EXACT)["placement_mix"]
    assert result.list_date is None and asides.on_list(result) == ""


PLACES = View(
    "homes",
    "marts",
    "Homes",
    columns=(
        Column("owner_name", "text", "Owner"),
        Column("home_count", "places", "Homes"),
        Column("place_count", "places", "Places", collected=header.LISTS),
        Column("usable_places", "places", "Usable places"),
    ),
)


def test_a_number_that_no_list_gives_is_not_available_and_another_not_applicable() -> None:
    rows = pd.DataFrame([["A", 2, None, None], ["B", 1, 4, 2]], columns=[column.name for column in PLACES.columns])
    symbols = rows.isna().replace({True: "z", False: ""})
    marked = unvouched.mark(PLACES, rows, symbols)
    assert marked["place_count"].tolist() == ["x", ""]
    assert marked["usable_places"].tolist() == ["z", ""]
    assert coverage.reason(PLACES.column("place_count"), "x") == "Not available: no list or home says it"


def test_every_view_that_sums_what_lists_give_says_that_an_empty_sum_is_not_known() -> None:
    """Gaps alone has kinds of placement that no register lists at all, of which there is no such number: z."""
    for path in sorted((settings.SQL / "marts").glob("*.sql")):
        view = header.read(path)
        if "place_count" in view.sql and view.name not in ("gaps", "region_gaps"):
            for column in view.columns:
                if column.name in ("place_count", "registered_places", "owner_places"):
                    assert column.collected == header.LISTS, f"{view.name}.{column.name}"
