"""Headings of Who pays: of whom, who pays what towards what; and what stands where a place's may not be shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sufficiency.presentation.export import Exhibit, facts, pages
from sufficiency.presentation.sentences import cost, paid
from sufficiency.result import Result
from tests.presentation.sentences.conftest import Made

HOMES = "Children's homes and secure homes"


def by_type(made: Made, *shares: float | None, few: int = 40) -> Result:
    """So much of the cost of each kind of placement is health's, with an interval of a point on either side."""
    kinds = (HOMES, "Foster placements", "Supported accommodation")
    rows: list[dict[str, Any]] = [
        {
            "dimension": "Placement type",
            "category": kind,
            "health_pct": share,
            "health_low_pct": None if share is None else max(share - 1, 0),
            "health_high_pct": None if share is None else share + 1 if share else 0,
            "health_count": few,
        }
        for kind, share in zip(kinds, shares, strict=False)
    ]
    return made("joint_funding", rows, hide=[(n, "health_pct") for n, share in enumerate(shares) if share is None])


@pytest.mark.parametrize(
    ("shares", "few", "said"),
    [
        (
            (3.0, 0.0, 0.0),
            7,
            "health pays 3% of the cost of children's homes and secure homes, and nothing towards the others",
        ),
        (
            (9.0, 3.0, 0.0),
            40,
            "health pays 9% of the cost of children's homes and secure homes, more than of any other",
        ),
        (
            (3.5, 3.0, 0.0),
            40,
            "health pays 4% of the cost of children's homes and secure homes, among its largest shares",
        ),
        ((9.0, 3.0, 0.0), 7, "health pays towards placements of 2 of 3 placement types, none of enough to rank"),
        ((9.0, 3.0, None), 7, "too few placements to say where health pays most"),
        ((0.0, 0.0, 0.0), 40, "health pays towards no placement"),
        ((0.0, None), 40, "health pays towards no placement that can be shown"),
        ((None, None), 40, "too few placements to show what health pays"),
        ((2.0,), 7, "health pays 2% of the weekly cost"),
    ],
)
def test_what_a_payer_pays_is_said_of_the_place(
    made: Made, shares: tuple[float | None, ...], few: int, said: str
) -> None:
    assert paid.by_part("Camden", by_type(made, *shares, few=few), "health") == f"Camden: {said}"


def test_what_is_paid_most_says_among_whom_where_one_of_few_children_is_higher(made: Made) -> None:
    shares = by_type(made, 30.0, 9.0, 3.0)
    rows = shares.rows.assign(health_count=[5.0, 40.0, 40.0])
    said = paid.by_part("Camden", replace(shares, rows=rows), "health")
    assert said.endswith("foster placements, more than of any other of those with 20 children or more"), said


def test_need_and_authority_are_said_as_people_say_them(made: Made) -> None:
    row = {"dimension": "Primary need", "category": "None recorded", "health_pct": 2.0, "health_count": 40}
    other = row | {"category": "Autistic spectrum disorder", "health_pct": 0.0}
    assert "of placements with no need recorded" in paid.by_part(
        "London", made("joint_funding", [row, other]), "health"
    )
    need = made("joint_funding", [row | {"health_pct": 0.0}, other | {"health_pct": 5.0}])
    assert "of placements for autistic spectrum disorder" in paid.by_part("London", need, "health")
    places = [row | {"dimension": "Responsible authority", "category": name} for name in ("Barnet", "Brent")]
    places[1]["health_pct"] = 0.0
    assert "of the cost of placements of Barnet" in paid.by_part("London", made("joint_funding", places), "health")


def test_too_few_says_of_whom(made: Made) -> None:
    whole: dict[str, Any] = {"dimension": "All", "priced_count": 195, "joint_count": 11, "health_count": 7}
    whole |= {"education_count": 9, "joint_pct": 6.0, "health_pct": 2.0, "education_pct": 5.0}
    hidden = made("joint_funding", [whole], hide=[(0, "health_count"), (0, "health_pct")])
    assert cost.funding("Camden", hidden) == (
        "Camden: those of the 195 priced placements that health pays towards are too few to show."
    )
    nobody = made("joint_funding", [whole | {"priced_count": 11, "joint_count": 0, "joint_pct": 0.0}])
    assert cost.funding("City of London", nobody) == (
        "City of London: neither education nor health pays towards any of the 11 placements whose cost was sent in "
        "parts."
    )


def test_spend_is_of_its_place_and_year(made: Made) -> None:
    rows = [
        {"authority_name": name, "financial_year": "2024-25", "service": "Fostering services", "spend_gbp": spent}
        | {"outturn_gbp": 36.5e6}
        for name, spent in (("Camden", 10.0e6), ("Barnet", 12.0e6))
    ]
    spent = made("spend_reconciled", rows)
    assert paid.spend("Camden", "Fostering services", spent) == (
        "Camden, 2024-25: weekly costs of £10.0m beside £36.5m published as spent (fostering services)"
    )
    withheld = made("spend_reconciled", rows, hide=[(0, "spend_gbp")])
    drawn = "2024-25: weekly costs beside the published spend (fostering services)"
    assert paid.spend("Camden", "Fostering services", withheld) == f"Camden, {drawn}"
    assert paid.spend("London", "Fostering services", spent) == f"London, {drawn}"


def test_a_heading_of_the_place_is_what_its_slide_says(made: Made) -> None:
    shares = replace(by_type(made, 9.0, 3.0, 0.0), choices={"authority": ("E09000007",)})
    title = paid.by_part("Camden", shares, "health")
    exhibit = Exhibit(shares, "dot x=health_pct y=category sort=-x", title)
    assert facts.place(shares) == "Camden"
    assert exhibit.heading == title
    # In a file of one figure its date follows.
    assert pages.of([exhibit]).pages[0].title.startswith(title)
    topic = Exhibit(shares, "dot x=health_pct y=category sort=-x", "Health's share of the weekly cost")
    assert topic.heading != topic.title


def test_where_neither_share_is_shown_a_viewer_has_the_regions(made: Made) -> None:
    whole = {"dimension": "All", "health_pct": 2.0, "education_pct": 5.0}
    shares = ("health_pct", "education_pct")
    assert paid.is_withheld(made("joint_funding", [whole], hide=[(0, share) for share in shares]))
    assert not any(paid.is_withheld(made("joint_funding", [whole], hide=[(0, share)])) for share in shares)
    assert paid.is_withheld(made("joint_funding", []))


def test_no_figure_of_a_place_stands_in_the_name_of_a_file(made: Made) -> None:
    """A workbook was called camden-health-pays-3-of-the-cost-of-childrens-homes."""
    shares = replace(by_type(made, 9.0, 3.0, 0.0), choices={"authority": ("E09000007",)})
    line = "dot x=health_pct y=category sort=-x"
    for title in (paid.by_part("Camden", shares, "health"), "Half of Camden's children live 6.6 miles from home"):
        assert Exhibit(shares, line, title).called == "Health's share of the weekly cost dot"
        assert Exhibit(shares, None, title).called == shares.view.title
    assert Exhibit(shares, line, "Placed over 20 miles from home").called == "Placed over 20 miles from home"
