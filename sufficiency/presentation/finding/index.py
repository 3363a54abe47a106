"""What can be found: pages, the figures of the views behind them, places, choices and words.

It is made of the catalogue, the tables of reference and what the filter bar offers: of no row about a child.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sufficiency import choices
from sufficiency.choices import Option
from sufficiency.presentation import formatting, glossary
from sufficiency.presentation.finding.entry import Entry
from sufficiency.reference import pages, tables
from sufficiency.reference.pages import About
from sufficiency.result import View

PAGE, FIGURE, PLACE, CHOICE, WORD = "Pages", "Figures", "Places", "Choices", "Words"
MINE, CHOSEN, VIEWS, WORDS = "my_borough", "placement_mix", "views", "definitions"
HEADLINE = "headline"
# Chosen as a place, or at no time looked for by name.
PLACES, NOT_NAMED = ("authority", "area"), ("as_at", "comparator", "grouping")


def build(
    titles: Mapping[str, str], marts: Iterable[View], options: Sequence[Option], open_to: frozenset[str]
) -> tuple[Entry, ...]:
    """Everything that somebody may be led to, to whom pages of the kinds ``open_to`` are open.

    ``titles`` gives the title of each page of the menu by its name; ``marts`` are the sound views they see.
    """
    offered = {name: about for name, about in pages.pages().items() if name in titles and about.open_to in open_to}
    entries = [Entry(PAGE, titles[name], name, about.tells, about.also_called) for name, about in offered.items()]
    for part in pages.parts():
        if part.page in offered:
            title = f"{titles[part.page]}: {part.value}"
            own = {part.asks: part.value}
            entries.append(
                Entry(PAGE, title, part.page, offered[part.page].tells, (part.value, *part.also_called), own=own)
            )
    if pages.FIGURES in open_to:
        entries += _figures(marts, offered, is_exact=pages.EXACT in open_to)
        entries += [*_places(options), *_choices(options)]
        entries += [Entry(WORD, word, WORDS, meaning, own={"find": word}) for word, meaning, _ in glossary.glossary()]
    return tuple(entries)


def _figures(marts: Iterable[View], offered: Mapping[str, About], *, is_exact: bool) -> Iterator[Entry]:
    page_of: dict[str, tuple[str, dict[str, str]]] = {
        view: (name, {}) for name, about in offered.items() for view in about.views
    }
    page_of |= {view: (part.page, {part.asks: part.value}) for part in pages.parts() for view in part.views}
    for row in tables.records("headline_measures"):
        name = row["measure_name"]
        yield Entry(FIGURE, name, page_of[HEADLINE][0], row["definition"], own={"measure": name})
    for view in marts:
        if (view.child_level and not is_exact) or view.name == HEADLINE:
            continue
        placed = (view.page, {}) if view.page in offered else (VIEWS, {"view": view.name})
        page, own = page_of.get(view.name, placed)
        if page not in offered:
            continue
        yield Entry(FIGURE, view.title, page, view.summary, own=own)
        for column in view.columns:
            if column.is_measure and not column.is_limit:
                yield Entry(FIGURE, formatting.heading(column), page, view.title, own=own)


def _places(options: Sequence[Option]) -> Iterator[Entry]:
    groupings = {option.value: option.label for option in options if option.choice == "grouping"}
    called: dict[str, list[str]] = {}
    for row in tables.records("authority_names"):
        called.setdefault(row["authority_code"], []).append(row["also_called"])
    authorities = {row["authority_code"]: row for row in tables.records("authorities")}
    yield Entry(
        PLACE, tables.region()["region_name"], MINE, "Every authority together", chosen={"authority": "", "area": ""}
    )
    for option in options:
        if option.choice == "authority":
            codes = [authorities[option.value][key] for key in ("liia_code", "dfe_code")]
            names = (*called.get(option.value, ()), option.value, *filter(None, codes))
            yield Entry(PLACE, option.label, MINE, "Authority", names, {"authority": option.value, "area": ""})
        elif option.choice == "area" and option.grouping not in ("", "borough", "whole"):
            chosen = {"area": option.value, "grouping": option.grouping, "authority": ""}
            about = groupings.get(option.grouping, "Area")
            yield Entry(PLACE, option.label, MINE, about, _initials(option.label), chosen)


def _choices(options: Sequence[Option]) -> Iterator[Entry]:
    for option in options:
        if option.choice in (*PLACES, *NOT_NAMED) or option.label.startswith("Not "):
            continue
        about = choices.kinds()[option.choice].name
        yield Entry(CHOICE, option.label, CHOSEN, f"Choose it as {about.lower()}", chosen={option.choice: option.value})


def _initials(area: str) -> tuple[str, ...]:
    """NCL of North Central London; fewer than three letters stand for too much."""
    letters = "".join(word[0] for word in area.split() if word[0].isupper())
    return (letters,) if len(letters) > 2 else ()
