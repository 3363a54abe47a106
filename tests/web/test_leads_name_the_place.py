"""Every page opens with a sentence that names the place it is of, for whoever looks."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from sufficiency.web import context
from tests.words import reading

pytestmark = pytest.mark.xdist_group("pages_0")
CAMDEN, NORTH = "E09000007", "North Central London"
SEATS: dict[str, dict[str, object]] = {
    "London": {},
    "Camden": {"authority": [CAMDEN]},
    NORTH: {"area": [NORTH]},
    "Camden, protected": {context.VIEW_AS: "viewer", "authority": CAMDEN},
    f"{NORTH}, protected": {context.VIEW_AS: "viewer", "area": NORTH},
    "Camden, its own": {context.VIEW_AS: "authority_analyst", context.VIEW_AS_AUTHORITY: CAMDEN},
}
# Compare names the two places it sets side by side, whatever the filter bar has chosen; the rest are of the tool.
OF_OTHERS = {"compare", "changes", "protection", "about", "definitions", "views", "workbench"}


def leads(path: Path, seat: str) -> list[str]:
    """The sentences of a page that stand as its leads."""
    page = reading.opened(path, **SEATS[seat])
    html = "".join(part.proto.body for part in page.get("html"))
    return [unescape(said) for said in re.findall(r"<p class='lead'>(.*?)</p>", html)]


@pytest.mark.parametrize("path", [path for path in reading.pages() if path.stem not in OF_OTHERS], ids=lambda p: p.stem)
def test_what_a_page_opens_with_names_its_place(path: Path) -> None:
    for seat in SEATS:
        if said := leads(path, seat):
            assert seat.split(",")[0] in said[0], seat


def test_dates_compared_are_of_a_place() -> None:
    path = next(path for path in reading.pages() if path.stem == "compare")
    assert leads(path, "Camden, its own")[0].startswith("Camden: ")
