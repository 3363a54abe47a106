"""What a page heads a figure with: what it says of the place that is chosen, else its name under that place's."""

from __future__ import annotations

from sufficiency.presentation import formatting
from sufficiency.presentation.charts.frame import Frame
from sufficiency.presentation.export import facts, findings, over_time, under_place
from sufficiency.presentation.export.comparator import Beside
from sufficiency.reference import tables
from sufficiency.result import Result

LETTERS = 110  # of a heading that a page has room for: longer, its name is read sooner


def heading(result: Result, frame: Frame | None, title: str, plainly: str, of: str = "") -> str:
    """The heading of a figure that its page calls by ``title``, '' for what its chart says (``plainly``).

    Of the one place that is chosen it is the figure's finding, as slides have it, where chance leaves one and it is
    short; else the title with the name of that place, or of the one that the page says it is ``of``. Without a place
    of a choice a page is of all the region, which its first sentence names.
    """
    place, region = facts.place(result), tables.region()["region_name"]
    is_of_all = region in title  # what names the region is of all of it, whatever is chosen
    if frame is not None and title:
        told = over_time.headed(frame, title, place)
        is_topic = told == title and place not in title and not is_of_all
        title = (_finding(result, frame, title, place) if is_topic else told) or title
    whose = of or ("" if is_of_all else facts.one_place(result))
    return formatting.under_name("" if whose == region else whose, title or plainly)


def _finding(result: Result, frame: Frame, title: str, place: str) -> str:
    """'Camden: more placements were needed in over 5 days than at any other notice, 24 found'; '' of all the region."""
    if place == tables.region()["region_name"]:
        return ""
    said = findings.of(result, frame, None, Beside(), title)
    told = under_place.told(result, frame, said) if said not in ("", title) else ""
    return told if place in told and len(told) <= LETTERS else ""
