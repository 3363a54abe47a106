"""What a person has chosen: checked, put in words, and limited where figures are protected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sufficiency.reference import tables
from sufficiency.reference.nearest import hint
from sufficiency.result import Choices

# What stands beside an authority until somebody chooses.
DEFAULT_COMPARATOR = "london"
# The choices of no children: what they come to is said in words of its own.
UNSAID = ("as_at", "comparator")
# Those that leave whose children are shown as it is.
ABOUT_NOBODY = ("as_at", "grouping", "comparator")
# What protected figures may not be asked for, and why: tests/disclosure/test_comparators.py has the attack.
EXACT_ONLY = {
    ("comparator", "neighbours"): (
        "Protected figures stand beside {region} or a sub-region: the neighbours of one authority after another are "
        "groups that overlap, and their sums together would give single authorities away"
    )
}
# More crossings of protected tables than this can be subtracted from one another (TRUST, lattice).
MOST_CROSSINGS = 3
# Where there are so few values on offer, all are named to whoever asks for another.
MOST_NAMED = 12


def default_grouping() -> str:
    """The grouping of authorities that stands until somebody chooses another, of the region that is served."""
    return tables.region()["grouping"]


def defaults() -> dict[str, str]:
    """What is chosen until somebody chooses, of the choices that always have a value."""
    return {"grouping": default_grouping(), "comparator": DEFAULT_COMPARATOR}


class ChoiceError(ValueError):
    """A choice that does not exist or may not be made; the message says what to change."""


@dataclass(frozen=True)
class Kind:
    """One kind of choice: its key in addresses, its name on screen and how many values it takes.

    ``column`` is the name under which views show its values, so that a click on one can choose it.
    """

    choice: str
    name: str
    is_single: bool
    is_crossing: bool
    column: str = ""


@dataclass(frozen=True)
class Option:
    """One value of one choice and the words shown for it.

    ``note`` stands beside the words where they are chosen from: for a date, how many authorities'
    inputs vouch for it. ``is_first`` marks the date shown before anyone has chosen one.
    """

    choice: str
    value: str
    label: str
    grouping: str = ""
    note: str = ""
    is_first: bool = False

    @property
    def words(self) -> str:
        """The words with their note: 31 March 2026 · 32 of 33."""
        return f"{self.label} · {self.note}" if self.note else self.label


@tables.derived_from("choices")
def kinds() -> dict[str, Kind]:
    """Every kind of choice, in the order of the filter bar."""
    rows = sorted(tables.records("choices"), key=lambda row: int(row["display_order"]))
    return {
        row["choice"]: Kind(
            row["choice"],
            row["choice_name"],
            row["is_single"] == "yes",
            row["counts_as_crossing"] == "yes",
            row["column_name"],
        )
        for row in rows
    }


def parse(pairs: Iterable[str]) -> Choices:
    """``key=value`` pairs, several for one key allowed, as choices; raises ChoiceError."""
    chosen: dict[str, tuple[str, ...]] = {}
    for pair in pairs:
        key, _, value = pair.partition("=")
        if not value:
            raise ChoiceError(f"write a choice as key=value, not {pair!r}")
        chosen[key.strip()] = (*chosen.get(key.strip(), ()), value.strip())
    return chosen


def check(chosen: Choices, options: Sequence[Option], *, is_protected: bool) -> Choices:
    """The same choices without blanks, labels turned into values.

    Raises ChoiceError for an unknown key or value, for two values where one is allowed, and, when
    figures are protected, for choices so narrow that answers could be subtracted from each other.
    """
    known: dict[str, dict[str, str]] = {}
    for option in options:
        names = known.setdefault(option.choice, {})
        names[option.value.casefold()] = names[option.label.casefold()] = option.value
    settled: dict[str, tuple[str, ...]] = {}
    for key, values in chosen.items():
        if not values:
            continue
        if key not in kinds():
            raise ChoiceError(f"no choice is called {key!r}; use one of {', '.join(kinds())}")
        wrong = [value for value in values if value.casefold() not in known.get(key, {})]
        if wrong:
            raise ChoiceError(
                f"{kinds()[key].name}: there is no {wrong[0]!r} to choose{_instead(key, wrong[0], options)}"
            )
        settled[key] = tuple(dict.fromkeys(known[key][value.casefold()] for value in values))
        if kinds()[key].is_single and len(settled[key]) > 1:
            raise ChoiceError(f"{kinds()[key].name}: choose one value")
    refused = (why for (key, value), why in EXACT_ONLY.items() if value in settled.get(key, ()))
    why = (next(refused, "") or too_narrow(settled)) if is_protected else ""
    if why:
        raise ChoiceError(why)
    return settled


def _instead(key: str, word: str, options: Sequence[Option]) -> str:
    """What is on offer in place of ``word``: all of a few, else what is nearest."""
    labels = list(dict.fromkeys(option.label for option in options if option.choice == key))
    few = f"; use one of {', '.join(labels)}" if labels else ""
    return few if len(labels) <= MOST_NAMED else hint(word, labels)


def too_narrow(chosen: Choices) -> str:
    """Why protected figures may not be narrowed so, and the remedy; '' where they may."""
    crossed = [key for key in chosen if kinds()[key].is_crossing]
    if len(crossed) > MOST_CROSSINGS:
        names = ", ".join(kinds()[key].name for key in crossed)
        return (
            f"Protected figures can be narrowed by {MOST_CROSSINGS} choices at most besides date "
            f"and place; clear one of: {names}"
        )
    several = next((key for key, values in chosen.items() if len(values) > 1), "")
    return f"{kinds()[several].name}: with protected figures choose one value or all of them" if several else ""


def narrowing(chosen: Choices) -> tuple[str, ...]:
    """The names of the choices that leave children out: whoever clears one sees more."""
    return tuple(kinds()[key].name for key in chosen if key in kinds() and key not in ABOUT_NOBODY)


def words(chosen: Choices, options: Iterable[Option]) -> str:
    """The choices as a sentence a reader understands, such as 'Age: 10 to 15; Area: Barnet'."""
    labels = {(option.choice, option.value): option.label for option in options}
    parts = [
        f"{kind.name}: " + ", ".join(labels.get((key, v), v) for v in chosen[key])
        for key, kind in kinds().items()
        if key not in UNSAID and chosen.get(key) and not (key == "grouping" and not chosen.get("area"))
    ]
    return "; ".join(parts) or "All children looked after"
