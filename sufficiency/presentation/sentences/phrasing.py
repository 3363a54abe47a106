"""One figure in words, for sentences; what cannot be shown is said, never guessed."""

from __future__ import annotations

from sufficiency.presentation import formatting, leading
from sufficiency.presentation.leading import Figure, Lead
from sufficiency.reference import certainty
from sufficiency.result import EXACT, Result

# What is said of a measure that may not be shown, or is not there.
NOT_SAID = ("too few to show", "no figure")
# What stands in place of so many children where the figure does not.
# What stands in place of a share that is shown with its interval, and of which that is next to nothing.
UNTOLD = "too few to say what share"
_NOT_SHOWN = {"too few to show": "too few children to show", "no figure": "an unknown number"}


def say(result: Result, row: int, column: str) -> str:
    """One figure in words with its unit; the meaning of its symbol where there is none. Of a share that its children
    tell little about, between which two it lies; of one that they tell next to nothing about, that they are too few."""
    symbol = result.symbols[column].iloc[row]
    if symbol:
        return "too few to show" if symbol == "c" else "no figure"
    if is_untold(result, row, column):
        return UNTOLD
    if ends := _wide(result, row, column):
        return f"between {' and '.join(ends)}"
    return formatting.text(result.rows[column].iloc[row], result.view.column(column).unit)


def say_surely(result: Result, row: int, column: str) -> str:
    """One figure in words and, where it has one, its interval: '16% (between 13% and 20%)'."""
    said, known = say(result, row, column), result.view.column(column)
    if known.low not in result.rows or not is_shown(result, row, column) or _wide(result, row, column):
        return said
    ends = formatting.ends(result.rows[known.low].iloc[row], result.rows[known.high].iloc[row], known.unit)
    return f"{said} (between {' and '.join(ends)})" if ends else said


def _wide(result: Result, row: int, column: str) -> tuple[str, ...]:
    """The ends of a share's interval, where they are said in its place; else none."""
    figure, unit = _ends(result, row, column)
    return formatting.ends(figure.low, figure.high, "pct") if figure.is_wide(unit) else ()


def is_untold(result: Result, row: int, column: str) -> bool:
    """True of a share that is shown and not said, its interval being wider than tells anything."""
    figure, unit = _ends(result, row, column)
    return figure.is_untold(unit)


def _ends(result: Result, row: int, column: str) -> tuple[Figure, str]:
    """The interval of one figure, and the figure's unit."""
    known = result.view.column(column)
    if known.low not in result.rows:
        return Figure(None), known.unit
    unit = str(result.rows["unit"].iloc[row]) if known.kind == "unit" and "unit" in result.rows else known.unit
    return Figure(None, *(_number(result, row, end) for end in (known.low, known.high))), unit


def _number(result: Result, row: int, column: str) -> float | None:
    value = result.rows[column].iloc[row]
    return None if formatting.missing(value) else float(value)


def children(result: Result, row: int, column: str) -> str:
    """A count of children in words: '8 children', '1 child', or why it is not shown."""
    said = say(result, row, column)
    if said == "1":
        return "1 child"
    return f"{said} children" if is_shown(result, row, column) else _NOT_SHOWN[said]


def why_no_price(result: Result) -> str:
    """That nobody's prices were collected near the date, in words to follow a colon; '' where somebody's were."""
    if not result.priced or any(day for _, day in result.priced):
        return ""
    return "no prices were collected in the twelve months to this date"


def flagged(result: Result, column: str) -> str:
    """How many rows a flag is set of: '12'; 'at least 12' where it is not known of some, 'an unknown number' of all."""
    flags = result.rows[column]
    known = flags.dropna().astype(bool)
    if len(flags) and known.empty:
        return "an unknown number"
    return f"{int(known.sum()):,}" if len(known) == len(flags) else f"at least {int(known.sum()):,}"


def is_shown(result: Result, row: int, column: str) -> bool:
    """True where a cell holds a figure."""
    return not result.symbols[column].iloc[row] and not formatting.missing(result.rows[column].iloc[row])


def most(result: Result, column: str) -> int | None:
    """The position of the row with the highest shown figure; None where no row shows one."""
    values = result.rows[column].astype("float64")
    return None if values.isna().all() else int(values.argmax())


def leader(result: Result, column: str, *, among: str = "") -> Lead | None:
    """The row with the highest figure that may be named, and whether it leads beyond chance.

    ``among`` names the count that must be large enough for a row to be named, where the figure's own
    header does not say.
    """
    return leading.highest(_named_only(result, leading.of(result, column), among))


def among_whom(result: Result, column: str, lead: Lead) -> str:
    """', of those with 20 children or more' where a row of fewer has a higher figure than what leads; else ''."""
    values = [figure.value for figure in leading.of(result, column) if figure.value is not None]
    return leading.among_whom(values, float(result.rows[column].iloc[lead.place]))


def trailer(result: Result, column: str, *, among: str = "") -> Lead | None:
    """The row with the lowest figure that may be named, and whether it is lowest beyond chance."""
    return leading.lowest(_named_only(result, leading.of(result, column), among))


def as_many(result: Result, what: str) -> str:
    """What is said of the highest count where another is shown as high: protected ones are alike to the ten only, and
    the other may be more."""
    return f"no fewer than any other {what}" if result.profile == EXACT else f"with no other {what} shown to have more"


def _named_only(result: Result, figures: list[Figure], among: str) -> list[Figure]:
    if not among:
        return figures
    behind = result.rows[among].astype("float64")
    enough = [not formatting.missing(count) and count >= certainty.least_children() for count in behind]
    return [figure if fit else Figure(None) for figure, fit in zip(figures, enough, strict=True)]


def most_apart(result: Result, column: str) -> int | None:
    """The position of the shown figure furthest from nought; None where no row shows one."""
    values = result.rows[column].astype("float64").abs()
    return None if values.isna().all() else int(values.argmax())


def named(result: Result, row: int, column: str) -> str:
    """The label in one cell, as people read it in a sentence."""
    return formatting.in_sentence(result.rows[column].iloc[row], result.view.column(column).unit)


def measure(headline: Result, name: str, column: str = "value") -> str:
    """One headline measure in words with its unit; 'no figure' where the view has no such row."""
    result = headline.where(measure=name)
    return say(result, 0, column) if len(result.rows) else "no figure"


def measure_surely(headline: Result, name: str) -> str:
    """One headline measure in words with its interval."""
    result = headline.where(measure=name)
    return say_surely(result, 0, "value") if len(result.rows) else "no figure"


def counted_surely(headline: Result, name: str) -> str:
    """One headline measure as :func:`measure_surely`; where that is of too few children to say more closely, to whoever
    may see exact figures so many of so many: '3 of 11', 'all 11'."""
    result = headline.where(measure=name)
    parts = ("numerator_count", "denominator_count")
    if headline.profile != EXACT or not len(result.rows) or not is_shown(result, 0, "value"):
        return measure_surely(headline, name)
    is_little = bool(_wide(result, 0, "value")) or is_untold(result, 0, "value")
    if not is_little or not all(is_shown(result, 0, part) for part in parts):
        return measure_surely(headline, name)
    some, every = (say(result, 0, part) for part in parts)
    return "none" if some == "0" else f"all {every}" if some == every != "1" else f"{some} of {every}"


def children_of(headline: Result, name: str) -> str:
    """One headline measure as so many children, with its verb: '345 children are'."""
    result = headline.where(measure=name)
    if not len(result.rows):
        return "an unknown number are"
    said = children(result, 0, "value")
    return f"{said} {'is' if said == '1 child' else 'are'}"


def of_place(place: str, words: str) -> str:
    """What a page opens with, beginning with the ``place`` it is of; as it is where it names that place itself."""
    return words if place in words else f"{place}: {words}"


def of_kind(place: str, kind: str, words: str) -> str:
    """'Camden, foster placements: none of …'; the ``words`` are of one ``kind`` of place, or of need, in ``place``.

    It is not said twice where they begin with it: 'Foster placements: Camden has …'.
    """
    return f"{kind}: {words}" if words.startswith(f"{place} ") else f"{place}, {lower(kind)}: {words}"


def lower(name: str) -> str:
    """A name to stand inside a sentence: its first letter small, unless it is a name or begins an acronym."""
    return formatting.small(name)
