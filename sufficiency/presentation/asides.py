"""What else is to be known of whom figures are: who stands out, what stands beside them, how far back they reach."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sufficiency import choices
from sufficiency.presentation import coverage, formatting
from sufficiency.reference import tables
from sufficiency.result import EXACT, Result

OF_LISTS = "supply"  # the section whose figures are of homes and places as a list has them
SEEN = ("priced", "scored", "searched")  # when a Result's facts that have a day of their own were collected


def of(result: Result) -> list[str]:
    """What else is to be known of whom and when the figures are, in sentences."""
    said = (
        coverage.looking_back(result),
        coverage.over_time(result),
        coverage.seen_once(result),
        on_list(result),
        beside(result),
        marked(result),
    )
    return [words for words in said if words]


def on_list(result: Result) -> str:
    """Whose list, of which day, says what homes and places there are, where the result is of any; else ''."""
    if result.list_date is None or result.view.section != OF_LISTS or result.is_line:
        return ""
    late = ", the first that was loaded: none is as old as this date" if result.list_date > result.as_at else ""
    return f"Homes and places are as on Ofsted's list of {formatting.day(result.list_date)}{late}."


def in_brackets(side: Result) -> str:
    """' (32 of 33 authorities, without Sutton)' after the name of one of two sides; '' where all of it count."""
    return f" ({coverage.count(side)}, without {coverage.names(side)})" if side.left_out else ""


def seen_alike(first: Result, second: Result) -> Result:
    """``first``, to stand for both sides: of what is collected on a day of its own, such as prices, no day is said
    that is not also that of ``second``."""
    days = [{name: {day for _, day in getattr(side, name)} for name in SEEN} for side in (first, second)]
    apart: dict[str, Any] = {name: () for name in SEEN if days[0][name] != days[1][name]}
    return replace(first, list_date=first.list_date if first.list_date == second.list_date else None, **apart)


def to_clear(result: Result) -> list[str]:
    """What to choose otherwise where protected figures show nothing, as a sentence; none where nothing narrows them."""
    named = choices.narrowing(result.choices)
    return [f"Clear {' or '.join(named)} to see more."] if named and result.profile != EXACT else []


def of_more_children(result: Result) -> list[str]:
    """What to clear where those chosen have no figure and others of their place may, as a sentence; none where nothing
    but the place narrows them."""
    of_children = {key: values for key, values in result.choices.items() if key not in ("area", "authority")}
    named = choices.narrowing(of_children)
    return [f"Clear {' or '.join(named)} to see more."] if named else []


def marked(result: Result) -> str:
    """Which places stand out among the others or have no row, and whose figures are protected; '' where none does."""
    rows = [result.rows[name].astype(str) for name in ("authority_name", "area_name") if name in result.rows]
    seen = [name for name in result.marked if not rows or any((values == name).any() for values in rows)]
    if lacking := [name for name in result.marked if name not in seen]:
        # A register of homes counts no children, and withholds nothing.
        figures = [column.unit for column in result.view.columns if column.is_measure]
        is_withheld = result.profile != EXACT and set(figures) != {"places"}
        why = "too few children to be shown here" if is_withheld else "no row here"
        return f"{coverage.listed(lacking)} {'have' if len(lacking) > 1 else 'has'} {why}."
    if not seen:
        return ""
    own = coverage.listed(seen)
    are = "are" if len(seen) > 1 else "is"
    others = f"; {own}'s own figures are exact, those of the others protected" if result.are_others_protected else ""
    return f"{own} {are} marked among the others{others}."


def beside(result: Result) -> str:
    """What stands beside those chosen, where that is not the whole region, and who of it does not count; else ''."""
    if result.compared_with in ("", tables.named()):
        return ""
    without = f", without {result.compared_without}" if result.compared_without else ""
    return f"Compared with {result.compared_with}{without}."


def larger_groups(result: Result) -> str:
    """That a result is the coarser form of what was asked for, and why; '' where it is not."""
    if not result.stands_for:
        return ""
    return (
        f"Shown in larger groups: with small numbers withheld, “{result.stands_for}” would say less about these "
        "children."
    )
