"""What a figure is headed in a file: its finding, else what it is, of whom and when; no heading twice in a file."""

from __future__ import annotations

from collections.abc import Sequence

from sufficiency.presentation import formatting, geography
from sufficiency.presentation.charts import titles
from sufficiency.presentation.charts.frame import Frame
from sufficiency.presentation.export import facts, findings, under_place
from sufficiency.presentation.export.exhibit import Exhibit
from sufficiency.reference import tables

UNSHOWN = " not shown"  # how a heading ends that says of a place that its figure is withheld
LETTERS = 125  # of a title in two lines


def of(exhibit: Exhibit, both: Frame | None) -> str:
    """The finding, where the figures make one; else what the figure is called, with its place and date.

    ``both`` is drawn with what the place is compared with.
    """
    frame = exhibit.drawn().frame
    said = findings.of(exhibit.result, frame, both, exhibit.beside, exhibit.title) if frame else ""
    said = said if said and len(said) <= LETTERS else exhibit.heading
    said = said if len(said) <= LETTERS else _names(exhibit)[0]  # Cut off, a finding says half of what it found.
    if nothing := next((words for words in titles.NOTHING if said.endswith(words)), ""):
        return dated(exhibit, f"{_names(exhibit)[0]}: {titles.lower(nothing)}")
    said = said if said in _names(exhibit) else _under_place(exhibit, frame, said)
    told = dated(exhibit, said) if said in _names(exhibit) or said.endswith(UNSHOWN) else said
    # Cut off, a date says nothing; what stands under the figure says it too.
    return told if len(told) <= LETTERS or not facts.is_of_place(exhibit.result, said) else said


def _under_place(exhibit: Exhibit, frame: Frame | None, said: str) -> str:
    told = under_place.told(exhibit.result, frame, said) if frame else said
    return told if len(told) <= LETTERS else said


def is_finding(exhibit: Exhibit, heading: str) -> bool:
    """True where a heading says what the figures say, and is not what the page or the view calls the figure."""
    if heading.split(" (")[0].endswith(UNSHOWN):
        return False
    # The page's own words are a finding where they tell a figure of the place, and not the date alone.
    told = heading.replace(formatting.day(exhibit.result.as_at), "")
    if facts.is_of_place(exhibit.result, heading) and any(map(str.isdigit, told)):
        return True
    nothing = [f"{name}: {titles.lower(said)}" for name in _names(exhibit) for said in titles.NOTHING]
    return not any(heading == name or heading.startswith(dated(exhibit, name)) for name in (*_names(exhibit), *nothing))


def dated(exhibit: Exhibit, name: str) -> str:
    """'Where homes stand: Camden, 31 March 2026'."""
    place, day = facts.place(exhibit.result), formatting.day(exhibit.result.as_at)
    is_named = place in name or _names_another(place, name)
    where = day if is_named else f"{place}, {day}"
    if is_named and ": " not in name:
        return f"{name}, {where}"
    return f"{name} ({where})" if ": " in name else f"{name}: {where}"


def _names_another(place: str, name: str) -> bool:
    """True where a figure of all the region is called by one of its authorities, as 'Whose children live in Camden'."""
    codes = geography.features() if place == tables.region()["region_name"] else ()
    return any(geography.name(code) in name for code in codes)


def apart(file: str, headings: Sequence[str], exhibits: Sequence[Exhibit], measures: Sequence[str]) -> list[str]:
    """Headings of which none is there twice nor is the ``file``'s own: a second one says what it measures or is called,
    or else that it is a table, or its number."""
    told: list[str] = []
    for heading, exhibit, measure in zip(headings, exhibits, measures, strict=True):
        what = measure.removeprefix(f"{exhibit.result.view.title}. ").split(" (")[0].rstrip(".")
        more = [words for words in (what, *_names(exhibit)) if words and words.lower() not in heading.lower()]
        tried = [heading, *(_with(heading, titles.lower(words)) for words in (*more, "table"))]
        tried += [_with(heading, str(number)) for number in range(2, len(headings) + 2)]
        told.append(next(words for words in tried if words not in (file, *told)))
    return told


def _with(heading: str, words: str) -> str:
    """A heading with more words in brackets: in those it ends with, where it has some."""
    return f"{heading[:-1]}; {words})" if heading.endswith(")") else f"{heading} ({words})"


def _names(exhibit: Exhibit) -> tuple[str, ...]:
    """What the page and the view call a figure."""
    return tuple(filter(None, dict.fromkeys((exhibit.title, exhibit.result.view.title))))
