"""What each page tells and by what other words people ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sufficiency.reference import tables

# Whom a page is offered: everybody, those who see figures, those who see exact ones, those who load returns.
ALL, FIGURES, EXACT, LOADING = "all", "figures", "exact", "loading"


@dataclass(frozen=True)
class About:
    """One page: its heading, whom it is open to, the views whose figures are looked for on it, what it tells in one
    sentence, and the words people have for it beside its title."""

    page: str
    heading: str
    open_to: str
    views: tuple[str, ...]
    tells: str
    also_called: tuple[str, ...]


@tables.derived_from("pages")
def pages() -> Mapping[str, About]:
    """Every page of ``data/reference/pages.csv`` by the name of its file."""
    return {
        row["page"]: About(
            row["page"], row["heading"], row["open_to"], _parts(row["views"]), row["tells"], _parts(row["also_called"])
        )
        for row in tables.records("pages")
    }


@dataclass(frozen=True)
class Part:
    """One thing a page shows at a time: ``value`` is what it is asked as ``asks`` in the page's address."""

    page: str
    asks: str
    value: str
    views: tuple[str, ...]
    also_called: tuple[str, ...]


@tables.derived_from("page_parts")
def parts() -> tuple[Part, ...]:
    """Every part of ``data/reference/page_parts.csv``."""
    return tuple(
        Part(row["page"], row["asks"], row["value"], _parts(row["views"]), _parts(row["also_called"]))
        for row in tables.records("page_parts")
    )


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())
