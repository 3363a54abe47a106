"""No page says what nobody would say: names of columns, figures unrounded, sentences with a hole in them."""

from __future__ import annotations

import re

import pytest

from sufficiency import settings
from tests.words import reading

pytestmark = pytest.mark.xdist_group("pages_0")
# What must not be read anywhere, and why.
WRONG = {
    "a name of a column or view": r"(?<![/\w.])[a-z]+(?:_[a-z0-9]+)+(?![\w/.])",
    "a figure that is not rounded": r"\d\.\d{3,}",
    "a long number without its comma": r"(?<![\d,.£])(?!19|20)\d{4,}(?!\d)|£\d{4,}",
    "one of several": r"(?<![\d,.])\b1 (?:children|places|miles|authorities|homes|others|figures)\b",
    "nothing of nothing": r"\b0 of 0 flows\b",
    "a list without names": r"(?:Highest|Lowest): ?\.",
    "words for a hole in the middle of a sentence": r"too few to show (?:live|of|from|and|more)\b",
    "words that no Director would use": r"\bChosen (?:has|have)\b|the children chosen have"
    r"|matching your choices|\bin fives\b|Leave out / Show|Line of the outturn|\(public\)|that justifies it",
    "the largest called most": r"\bMost of those\b",
    "a view where a page is meant": r"\bsee gaps\b|\bprovision sites\b|\bin market shares\b|\bAs gaps\b",
    "among the highest for a thing": r"\bamong the (?:highest|most|longest|largest) for\b",
    "the pounds": r"\b(?:share of|of the) pounds\b",
    "a title that points at nothing": r"\bmost (?:children|placements)[\w ]* (?:in the cohort|with them|with it),",
    "a part said to have a share of all": r"highest share of all\b|highest for share of all\b",
    "a thing said twice": r"\b(\w{3,}) \1\b|One row: one row",
    "the end of a range as a name": r"\bgap low\b",
    "one of one other": r"\b1 of 1 other\b|all of 1 other\b",
    "a shout": r"\b(?!SYNTHETIC|REAL DATA)[A-Z]{7,}\b",
    "a stop too many": r"\.\.(?!\.)|,\.|;\.| ,| \.(?=\s)",
    "a before a vowel": r"\b[Aa] (?:[aio][a-z]{2,}|e[a-tv-z][a-z]+)\b",
}
# A word of the accessibility statement, of the rule's origin, and what stands in a box until somebody types.
AS_IT_IS = re.compile(r"OpenSAFELY|^E\d{8}$|^[a-z_0-9]+$|^\w+\.sql$")


# The source of gaps names, for analysts, the view that lists what they rest on.
BY_NAME = "as shown in gap_assumptions"


def wrong(text: str) -> list[str]:
    """What is wrong with one piece of text."""
    if AS_IT_IS.search(text):
        return []
    text = text.replace(BY_NAME, "")
    return [f"{why}: {text[:160]}" for why, pattern in WRONG.items() if re.search(pattern, text)]


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("Camden has the largest demand gap low, 9", "the end of a range as a name"),
        ("need profile as in int_need_signs", "a name of a column or view"),
        ("0 of 0 flows between authorities drawn", "nothing of nothing"),
        ("Labelled £15,833,370.0893", "a figure that is not rounded"),
        ("54 of 1796 flows", "a long number without its comma"),
        ("too few to show live outside", "words for a hole in the middle of a sentence"),
        ("It is shown. Highest: . Lowest: .", "a list without names"),
        ("Near has the highest share of all children", "a part said to have a share of all"),
        ("below 1 of 1 other", "one of one other"),
        ("FIGURES UNSUPPRESSED", "a shout"),
        ("Most of those placed now are in foster placements", "the largest called most"),
        ("Registered is not usable: see gaps.", "a view where a page is meant"),
        ("Enfield is among the highest for share found the kind preferred", "among the highest for a thing"),
        ("Health's share of pounds", "the pounds"),
        ("Sixteen and over has the most children in the cohort, 205", "a title that points at nothing"),
        ("It takes a area", "a before a vowel"),
    ],
)
def test_what_must_go_is_found(bad: str, why: str) -> None:
    assert any(found.startswith(why) for found in wrong(bad))


PAGES = (
    "overview/overview",
    "overview/my_borough",
    "distance/placement_distance",
    "distance/flows",
    "stability/stability",
    "supply/gaps",
    "supply/provision",
    "cost/cost_map",
    "cost/funding",
    "cost/value",
    "need/groups",
)


@pytest.mark.parametrize("seat", ["Camden", "City of London, protected"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_as_a_person_would_say_it(name: str, seat: str) -> None:
    page = reading.opened(settings.ROOT / "pages" / f"{name}.py", **reading.SEATS[seat])
    assert not page.exception and not page.error
    assert [fault for text in reading.said(page) for fault in wrong(text)] == []
