"""Which region a snapshot is of, what it offers, and texts filled with its words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sufficiency.catalogue import loader
from sufficiency.reference import areas, regions, served, tables
from sufficiency.settings import SQL

LONDON, NORTH_EAST, NORTH_WEST, MANCHESTER = "E12000007", "E12000001", "E12000002", "E47000001"


@pytest.fixture(autouse=True)
def nothing_said() -> Iterator[None]:
    """A process that nobody told which region it serves."""
    before = served.current()
    served.serve(None)
    yield
    served.serve(before)


def of(*codes: str) -> str:
    return regions.of(codes)["region_code"]


def test_the_region_is_the_smallest_that_holds_more_than_half_of_those_who_have_sent() -> None:
    held = {code: sorted(codes) for code, codes in regions.members().items()}
    assert of(*held[NORTH_EAST]) == NORTH_EAST == of(held[NORTH_EAST][0])
    assert of(*held[MANCHESTER]) == MANCHESTER == of(*held[MANCHESTER], held[LONDON][0])
    assert of(*held[NORTH_WEST]) == NORTH_WEST, "Greater Manchester is less than half of it"
    assert of(*held[LONDON], held[NORTH_EAST][0]) == LONDON
    assert of(held[LONDON][0], held[NORTH_EAST][0]) == LONDON, "with half the usual one stands"
    assert of(*held[regions.ENGLAND]) == regions.ENGLAND
    assert of() == LONDON == of("E99999999")


def test_a_region_that_is_named_stands_whoever_has_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUFFICIENCY_REGION", NORTH_WEST)
    assert of("E09000007") == NORTH_WEST
    monkeypatch.setenv("SUFFICIENCY_REGION", "E12")
    with pytest.raises(ValueError, match="E12 is no region; regions.csv has E12000001"):
        of("E09000007")


def test_every_authority_of_england_is_in_one_region_and_in_england() -> None:
    held = regions.members()
    assert len(held[LONDON]) == 33 and len(held[regions.ENGLAND]) == 153
    parts = [codes for code, codes in held.items() if code.startswith("E12")]
    assert sum(map(len, parts)) == 153 and frozenset().union(*parts) == held[regions.ENGLAND]
    assert held.keys() == {row["region_code"] for row in tables.records("regions")}


@pytest.mark.parametrize("row", tables.records("regions"), ids=lambda row: row["region_name"])
def test_a_region_offers_its_own_authorities_by_groupings_of_its_own(row: tables.Row) -> None:
    with served.speaking(row):
        found = areas.groupings()
        assert frozenset().union(*found["borough"].values()) == regions.members()[row["region_code"]]
        assert found["whole"] == {row["region_name"]: regions.members()[row["region_code"]]}
        assert row["grouping"] in found
        assert ("icb_2022" in found) == (row["region_code"] == LONDON)


def test_england_is_grouped_by_region_and_by_regional_care_cooperative() -> None:
    with served.speaking(regions.named(regions.ENGLAND)):
        found = areas.groupings()
    assert len(found["region"]) == 9 and sum(map(len, found["region"].values())) == 153
    assert found["care_cooperative"].keys() == {"Greater Manchester", "South East"}
    assert len(found["care_cooperative"]["Greater Manchester"]) == 10


def test_a_text_is_filled_with_the_words_of_the_region_that_is_served() -> None:
    assert tables.filled("{Region}'s {boroughs} in {region}, {x}") == "London's boroughs in London, {x}"
    with served.speaking(regions.named(NORTH_EAST)):
        said = tables.filled("{Region}'s {boroughs} in {region}; {region_name} authorities")
    assert said == "The North East's authorities in the North East; North East authorities"


def test_headers_macros_and_tables_speak_of_the_region_that_is_served() -> None:
    with served.speaking(regions.named(NORTH_EAST)):
        found = loader.load(SQL)
        words = [f"{v.title} {v.summary} {v.caveats} {v.source} {v.sql} {v.columns}" for v in found.views.values()]
        words += found.macros.values()
        said = [
            str(tuple(row.values())) for table in ("pages", "glossary", "crossings") for row in tables.records(table)
        ]
    assert found.views["region_gaps"].title == "The North East's gaps by sub-region"
    assert "'E12000001'" in found.macros["region_code"]
    assert [text for text in [*words, *said] if "London" in text or served.PLACEHOLDER.search(text)] == []
    assert loader.load(SQL).views["region_gaps"].title == "London's gaps by sub-region"
