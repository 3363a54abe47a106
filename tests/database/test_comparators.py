"""What stands beside one authority: of whom it is, and that it gives nobody else's few away."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest

from sufficiency import query
from sufficiency.choices import ChoiceError
from sufficiency.database import comparators
from sufficiency.database.scope import Scope
from sufficiency.disclosure import gate, rule
from sufficiency.result import EXACT
from tests.conftest import snapshot_of

CAMDEN, BARNET, HARINGEY = "E09000007", "E09000003", "E09000014"
# Children of each authority, and those of them who live outside it. Camden's area of integrated care is itself with
# Barnet, Enfield, Haringey and Islington; its neighbours among these are Islington, Westminster, Haringey and Barnet.
SIZES = {
    CAMDEN: (30, 10),
    BARNET: (40, 20),
    HARINGEY: (25, 0),
    "E09000019": (24, 3),
    "E09000033": (21, 18),
    "E09000008": (60, 30),
}
PEOPLE = "\nunion all\n".join(
    f"select '{code}' as authority_code, {number + 1} * 1000000 + n as child_id, n, n < {outside} as is_outside "
    f"from range({whole}) as t (n)"
    for number, (code, (whole, outside)) in enumerate(SIZES.items())
)
YEARS = "(values (2024), (2025)) as t (y)"
ROWS = {
    "header": f"""
        select authority_code, y as return_year, child_id, case n % 2 when 0 then 'M' else 'F' end as sex,
            date '2012-05-01' as birth_month, 'WBRI' as ethnic, false as is_mother from ({PEOPLE}), {YEARS}""",
    "episodes": f"""
        select authority_code, y as return_year, child_id, date '2022-04-10' as decom, 'S' as rne, 'C2' as ls,
            'N1' as cin, 'U4' as place, 'PR4' as place_provider, 'NW1 2' as placement_sector,
            authority_code as home_authority_code,
            case when is_outside then 'E06000032' else authority_code end as host_authority_code,
            2.0 as distance_miles
        from ({PEOPLE}), {YEARS}""",
}
BESIDE = {"neighbours": 110, "area": 119, "london": 200}


@pytest.fixture(scope="module")
def six(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scope]:
    """London's database over six authorities."""
    scope = Scope(snapshot_of(tmp_path_factory.mktemp("six"), ROWS))
    yield scope
    scope.close()


def beside(scope: Scope, kind: str, profile: str = EXACT, **chosen: tuple[str, ...]) -> dict[str, object]:
    """Camden's row of children placed outside, and what stands beside it in words."""
    asked = {"comparator": (kind,), **({"authority": (CAMDEN,)} if scope.name == "london" else {}), **chosen}
    headline = query.fetch(scope, ["headline"], asked, profile=profile)["headline"]
    row = headline.where(measure="out_of_area").rows.iloc[0]
    return {**row, "compared_with": headline.compared_with, "compared_without": headline.compared_without}


def test_camden_stands_beside_london_its_area_and_its_neighbours(six: Scope) -> None:
    found = {kind: beside(six, kind) for kind in BESIDE}
    assert {kind: row["comparator_denominator_count"] for kind, row in found.items()} == BESIDE
    # Barnet 20 of 40, Haringey 0 of 25, Islington 3 of 24, Westminster 18 of 21: 41 of 110.
    assert found["neighbours"]["comparator_value"] == pytest.approx(100 * 41 / 110)
    assert found["neighbours"]["compared_with"] == "4 of 10 statistical neighbours"
    assert "Lambeth" in str(found["neighbours"]["compared_without"])
    assert found["area"]["comparator_numerator_count"] == 33, "Camden's own 10 are among its area's"
    assert found["area"]["compared_with"] == "4 of 5 authorities of North Central London"
    assert found["london"]["compared_with"] == "London"


def test_every_choice_but_place_narrows_what_stands_beside(six: Scope) -> None:
    girls = {kind: beside(six, kind, sex=("F",))["comparator_denominator_count"] for kind in BESIDE}
    assert girls == {"neighbours": 54, "area": 59, "london": 99}, "of 25 the odd ones are 12, of 21 they are 10"


def test_without_one_authority_everybody_stands_beside_london(six: Scope) -> None:
    for place in ({}, {"authority": (CAMDEN, BARNET)}, {"area": ("North Central London",)}):
        asked = {"comparator": ("neighbours",), **place}
        headline = query.fetch(six, ["headline"], asked, profile=EXACT)["headline"]
        assert headline.compared_with == "London"
        assert headline.where(measure="looked_after").rows["comparator_value"].iloc[0] == 200


def test_fewer_than_three_authorities_are_no_comparator(six: Scope) -> None:
    asked = {"comparator": ("area",), "authority": (CAMDEN,), "grouping": ("borough",)}
    headline = query.fetch(six, ["headline"], asked, profile=EXACT)["headline"]
    assert headline.rows["comparator_value"].isna().all()
    assert headline.compared_with == "Camden, too few to compare with"


def test_the_line_beside_is_of_the_same_authorities(six: Scope) -> None:
    asked = {"comparator": ("neighbours",), "authority": (CAMDEN,)}
    lines = query.fetch(six, ["headline_lines"], asked, profile=EXACT)["headline_lines"]
    last = lines.where(measure="looked_after", series="Statistical neighbours").rows
    assert set(last["value"]) == {110.0} and len(last) == 24
    assert lines.compared_with == "4 of 10 statistical neighbours"


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ({"authority": (CAMDEN,)}, "Camden"),
        ({"authority": (CAMDEN, "E09000003")}, "Barnet and Camden"),
        ({"area": ("North Central London",)}, "North Central London"),
        ({"sex": ("F",)}, "Those chosen"),
    ],
)
def test_a_line_is_under_the_name_of_the_place_it_is_of(
    six: Scope, asked: dict[str, tuple[str, ...]], name: str
) -> None:
    lines = query.fetch(six, ["headline_lines"], asked, profile=EXACT)["headline_lines"]
    assert set(lines.rows["series"]) == {name, "London"}


def shown(count: int) -> float:
    """A count as the rule shows it."""
    return float(rule.counts(pd.Series([float(count)])).iloc[0])


@pytest.fixture(scope="module")
def own(six: Scope) -> Iterator[Scope]:
    """Camden's analyst's database beside it."""
    scope = comparators.of_authority(CAMDEN, six)
    yield scope
    scope.close()


def test_an_analyst_sees_the_same_comparators_protected_and_nobody_elses_children(own: Scope) -> None:
    with own.cursor() as cursor:
        assert cursor.execute("select distinct authority_code from everyone").fetchall() == [(CAMDEN,)]
    for kind, whole in BESIDE.items():
        row = beside(own, kind)
        assert row["denominator_count"] == 30
        assert row["comparator_denominator_count"] == shown(whole)
    assert beside(own, "neighbours")["compared_with"] == "4 of 10 statistical neighbours"


def test_what_is_left_of_the_area_without_the_analysts_own_passes_the_gate(tmp_path_factory) -> None:
    """Of the area's outside, all but a few are Camden's own: the rest is not to be had by subtraction."""
    folder = tmp_path_factory.mktemp("rest")
    outside = {CAMDEN: 28, BARNET: 2, HARINGEY: 2, "E09000019": 3, "E09000033": 18, "E09000008": 30}
    rows = dict(ROWS)
    cases = " ".join(f"when '{code}' then {count}" for code, count in outside.items())
    rows["episodes"] = ROWS["episodes"].replace(
        "case when is_outside then", f"case when child_id % 1000000 < (case authority_code {cases} end) then"
    )
    london = Scope(snapshot_of(folder, rows))
    mine = comparators.of_authority(CAMDEN, london)
    # In all the area has 35, of whom 28 are Camden's: 7 remain.
    assert beside(london, "area")["comparator_numerator_count"] == 35
    assert pd.isna(beside(mine, "area")["comparator_numerator_count"])
    assert pd.isna(beside(mine, "area")["comparator_value"])
    # London's 83 and the neighbours' 25 are shown: 55 and 25 without Camden's own.
    assert beside(mine, "london")["comparator_numerator_count"] == shown(83)
    assert beside(mine, "neighbours")["comparator_numerator_count"] == shown(25)
    mine.close()
    london.close()


def test_a_viewer_sees_protected_sums_and_no_neighbours(six: Scope) -> None:
    with pytest.raises(ChoiceError, match="groups that overlap"):
        beside(six, "neighbours", profile=gate.LONDON_7_5)
    for kind, whole in BESIDE.items():
        if kind == "neighbours":
            continue
        row = beside(six, kind, profile=gate.LONDON_7_5)
        assert row["comparator_denominator_count"] == shown(whole)
