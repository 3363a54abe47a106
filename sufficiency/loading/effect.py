"""What an import changes in the figures: each authority's headline measures before and after, from the views.

They come through the one door, so they are protected for whoever may not see exact ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sufficiency import query
from sufficiency.choices import ChoiceError, Option
from sufficiency.database.scope import QueryStopped, Scope
from sufficiency.disclosure import gate
from sufficiency.presentation import formatting
from sufficiency.reference.tables import derived_from, records
from sufficiency.result import Choices, Result
from sufficiency.snapshot import units
from sufficiency.snapshot.store import Snapshot, SnapshotError

HEADLINE, COUNTED = "headline", "authorities_counted"
# More authorities than this in one import are told as one, London: each would take half a second.
MOST_AUTHORITIES = 12
LONDON = ""
NOT_SERVED = "not served"
NOT_KNOWN = "x"


@dataclass(frozen=True)
class Change:
    """One measure of one authority (or of London, whose code is '') on one day, as it is written before and
    after: with its unit, or the symbol that stands in its place; ``note`` says why there is no figure."""

    authority_code: str
    place: str
    as_at: date
    measure: str
    before: str
    after: str
    note: str = ""

    @property
    def is_change(self) -> bool:
        """True where a reader sees another figure after than before."""
        return self.before != self.after


@dataclass(frozen=True)
class Place:
    """Whose figures are compared, and on which day: None for the date that is shown first."""

    authority_code: str
    name: str
    day: date | None


@dataclass(frozen=True)
class Figures:
    """One place's measures on one day: by measure its name and the figure as it is written; ``why`` it does not
    count then, and whether anything of it is served at all."""

    written: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    why: str = ""
    is_served: bool = False

    def of(self, measure: str) -> str:
        """The figure of one measure, or what stands in its place."""
        if measure in self.written:
            return self.written[measure][1]
        return NOT_KNOWN if self.is_served else NOT_SERVED


def measure(
    before: Snapshot | None,
    after: Snapshot,
    names: Iterable[units.Name],
    profile: str,
    say: Callable[[str], None] = lambda said: None,
) -> tuple[Change, ...]:
    """The headline measures of the authorities whose returns are among ``names``, on 31 March of the newest year
    of each; of London, where lists are among them or too many authorities to tell one by one.

    Nothing where the views that say so are not sound: an import does not depend on them.
    """
    wanted = _places(names)
    said: list[dict[Place, Figures]] = []
    days: dict[Place, date] = {}
    for snapshot, doing in ((after, "after"), (before, "before")):
        figures: dict[Place, Figures] = {}
        if snapshot is not None:
            say(f"Working out headline measures {doing}")
            try:
                scope = Scope(snapshot, marts=(HEADLINE, COUNTED))
            except SnapshotError:
                return ()
            try:
                known = query.options(scope)
                figures = {place: _figures(scope, place, days, profile, known) for place in wanted}
            except (query.NoSuchView, QueryStopped):
                return ()
            finally:
                scope.close()
        said.append(figures)
    will, was = said
    return tuple(
        change
        for place in wanted
        if place in days
        for change in _changes(place, days[place], was.get(place, Figures()), will[place])
    )


def _places(names: Iterable[units.Name]) -> list[Place]:
    newest: dict[str, int] = {}
    has_list = False
    for name in names:
        if name.kind == units.RETURN and name.authority_code and name.return_year:
            newest[name.authority_code] = max(newest.get(name.authority_code, 0), name.return_year)
        else:
            has_list = True
    every = [Place(code, _names().get(code, code), date(year, 3, 31)) for code, year in newest.items()]
    few = sorted(every, key=lambda place: place.name) if len(every) <= MOST_AUTHORITIES else []
    return [*few, *([Place(LONDON, "All authorities", None)] if has_list or not few else [])]


def _figures(scope: Scope, place: Place, days: dict[Place, date], profile: str, known: list[Option]) -> Figures:
    day = place.day or days.get(place)
    chosen: Choices = {
        **({"authority": (place.authority_code,)} if place.authority_code else {}),
        **({"as_at": (day.isoformat(),)} if day else {}),
    }
    try:
        results = query.fetch(scope, (HEADLINE, COUNTED), chosen, profile=profile, known=known)
    except (ChoiceError, gate.NotEntitled):
        return Figures()  # The authority, or the day, is not there.
    headline = results[HEADLINE]
    days.setdefault(place, headline.as_at)
    columns = (headline.rows[name] for name in ("measure", "measure_name", "value", "unit"))
    rows = zip(*columns, headline.symbols["value"], strict=True)
    written = {
        measure: (str(name), formatting.text(value, unit, symbol)) for measure, name, value, unit, symbol in rows
    }
    return Figures(written, _reason(results[COUNTED], place), is_served=True)


def _reason(counted: Result, place: Place) -> str:
    if not place.authority_code:
        return ""
    of = counted.rows[counted.rows["authority_code"] == place.authority_code]
    return str(of["reason"].iloc[0] or "") if len(of) else ""


def _changes(place: Place, day: date, was: Figures, will: Figures) -> list[Change]:
    names = {key: name for figures in (was, will) for key, (name, _) in figures.written.items()}
    ordered = dict.fromkeys([*will.written, *was.written])
    changes = []
    for key in ordered:
        before, after = was.of(key), will.of(key)
        why = (was.why if before == NOT_KNOWN else "") or (will.why if after == NOT_KNOWN else "")
        changes.append(Change(place.authority_code, place.name, day, names[key], before, after, why))
    return changes


@derived_from("authorities")
def _names() -> dict[str, str]:
    return {row["authority_code"]: row["authority_name"] for row in records("authorities")}
