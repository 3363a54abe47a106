"""What the page *Load data* does, and for whom: the one door from pages to what is sent.

Each step is that of a command. Whoever loads for one authority touches its units alone, and nothing here goes on what
a page said about that.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sufficiency import events
from sufficiency.audit import log
from sufficiency.loading import arrivals, earlier, holding, import_checks, ingest, lock, room, withdrawal
from sufficiency.loading.arrivals import Arrived, Refused
from sufficiency.loading.comparison import Comparison, Problems
from sufficiency.loading.earlier import Served
from sufficiency.loading.effect import Change
from sufficiency.loading.error_words import words
from sufficiency.loading.holding import Kind
from sufficiency.loading.import_checks import Finding
from sufficiency.loading.ingest import WHY, Outcome, Wanted
from sufficiency.result import EXACT
from sufficiency.returns import Import, folders
from sufficiency.snapshot import ledger, store, units
from sufficiency.snapshot.manifest import Snapshot, SnapshotError

__all__ = [
    "WHY",
    "Arrived",
    "Change",
    "Comparison",
    "Finding",
    "Kind",
    "Loader",
    "Outcome",
    "Problems",
    "Refused",
    "Served",
    "SnapshotError",
    "Step",
    "words",
]

Step = Callable[[str, float | None], None]  # told what is being done, and the share of it that is done where known
# How long what was dropped waits for its turn while somebody else imports, and between two looks, in seconds: the files
# are gone from the page, so that to be turned away would lose them.
TURN, LOOK = 600.0, 0.5


@dataclass(frozen=True)
class Loader:
    """Who loads: their name, the one authority they load for ('' for any), and how figures are protected for them."""

    name: str
    authority: str
    profile: str

    @property
    def is_exact(self) -> bool:
        """True where they may be told exact counts."""
        return self.profile == EXACT

    def may(self, name: units.Name) -> bool:
        """True where a unit is theirs to load and take back."""
        return not self.authority or name.authority_code == self.authority


def place_of_return(authority: str, year: int) -> str:
    """The folder that the files of an authority's year lie in while they are read."""
    return f"{authority}/{year}"


def place_of_period(authority: str, folder: str, day: date) -> str:
    """The folder of what an authority sent for a quarter (by its last day) or a day."""
    return f"{authority}/{folder}/{day.isoformat()}"


def place_of_list(folder: str, day: date | None) -> str:
    """The folder of a list, the same as a command's, so that one takes the place of the other."""
    return f"{folder}/{day.isoformat()}" if day else folder


def compare(arrived: Sequence[Arrived], place: str, who: Loader, step: Step) -> Comparison:
    """Read what came and compare it with what is served; it is kept aside, and nothing else changes.

    While somebody else imports it waits, and says for whom. Raises NoRoom before anything is written, Refused where it
    is not theirs to load, and whatever ``ingest`` raises but for nothing accepted.
    """
    # They lie there twice for a while: as they came, and as what is kept of them.
    room.demand(2 * arrivals.unpacked(arrived))
    log.record(
        log.Act("import", who.name, scope=who.authority, subject=f"files dropped for {place or 'several'}"),
        durable=True,
    )
    read: list[Import] = []

    def told(what: Import) -> None:
        read.append(what)
        for part in what.sent:
            if not who.may(part.name):
                _refuse(who, f"{part.name.key} is not yours to load")

    with arrivals.laid_out(arrived, place) as folder:
        _are_own(folder, who)
        wanted = Wanted(who.name, is_held=True, profile=who.profile, is_matched=who.is_exact)
        try:
            outcome = _in_turn(
                lambda: ingest.ingest(
                    folder,
                    wanted,
                    progress=lambda what, done, total: step(what.capitalize(), done / max(total, 1)),
                    told=told,
                    say=lambda said: step(said, None),
                ),
                step,
            )
        except SnapshotError as error:
            if read and not read[0].sent:
                return Comparison.of(read[0], None, str(error))
            raise
    return Comparison.of(read[0], outcome)


def _in_turn(act: Callable[[], Outcome], step: Step) -> Outcome:
    """What ``act`` gives once nobody else imports; raises Busy after ``TURN`` seconds."""
    until = time.monotonic() + TURN
    while True:
        try:
            return act()
        except lock.Busy as busy:
            if time.monotonic() > until:
                raise
            step(f"Waiting for its turn: {str(busy).partition(';')[0]}", None)
            time.sleep(LOOK)


def look(keys: Sequence[str], who: Loader, step: Step) -> Comparison:
    """What is held of ``keys`` compared with what is served, once more; nothing changes. Raises as holding.look."""
    _are_theirs(keys, who)
    wanted = Wanted(who.name, profile=who.profile, is_matched=who.is_exact)
    outcome, kinds = holding.look(keys, wanted, say=lambda said: step(said, None))
    return Comparison(None, outcome, kinds=kinds)


def publish(keys: Sequence[str], who: Loader, accepted: Sequence[str], because: str, step: Step) -> Outcome:
    """Serve what is held of ``keys``, but for what a check stops that is not ``accepted``; raises as holding.load."""
    _are_theirs(keys, who)
    wanted = Wanted(who.name, accepted=tuple(accepted), because=because.strip(), profile=who.profile)
    return holding.load(keys, wanted, say=lambda said: step(said, None))


def drop(keys: Sequence[str], who: Loader, because: str) -> None:
    """Hold ``keys`` no longer; raises as ``holding.drop``."""
    _are_theirs(keys, who)
    for key in keys:
        holding.drop(key, who.name, because.strip())


def withdraw(key: str, who: Loader, because: str, step: Step) -> Snapshot:
    """Take a unit out of what is served; raises as ``withdrawal.withdraw``."""
    _are_theirs([key], who)
    return withdrawal.withdraw(key, who=who.name, because=because.strip(), say=lambda said: step(said, None))


def put_back(key: str, who: Loader, because: str, step: Step) -> Snapshot:
    """Serve again what a unit took the place of; raises as ``earlier.put_back``."""
    _are_theirs([key], who)
    return earlier.put_back(key, who=who.name, because=because.strip(), say=lambda said: step(said, None))[0]


def serve(name: str, who: Loader) -> Snapshot:
    """Serve an earlier snapshot whole: for whoever may load every unit. Raises as ``earlier.serve``."""
    if who.authority:
        _refuse(who, "an earlier state is of every authority, and not one authority's to choose")
    return earlier.serve(name, who.name)


def held(who: Loader) -> list[ledger.Entry]:
    """What is held and theirs, oldest first; raises SnapshotError."""
    return [entry for entry in holding.held() if who.may(entry.name)]


def served(who: Loader) -> list[Served]:
    """The units served that are theirs, by key; raises SnapshotError."""
    return [unit for unit in earlier.served() if who.may(unit.name)]


def states() -> list[Snapshot]:
    """Snapshots that can be read, the newest first."""
    return earlier.states()


def current_state() -> str:
    """The name of the snapshot that is pointed to; '' where there is none. Raises SnapshotError."""
    return store.current_name() or ""


def checks() -> dict[str, import_checks.Check]:
    """Every check of an import, by code."""
    return import_checks.checks()


def _are_own(folder: Path, who: Loader) -> None:
    """Refuse before anything is read what folders say is another authority's."""
    if not who.authority:
        return
    sent, _ = folders.files(folder)
    others = {file.authority_code for file in sent} - {who.authority}
    if others:
        named = "a list, or files in no authority's folder" if others == {None} else "files of another authority"
        _refuse(who, f"there are {named} among them, and you load your own authority's returns alone")


def _are_theirs(keys: Sequence[str], who: Loader) -> None:
    for key in keys:
        if not who.may(units.name_of(key)):
            _refuse(who, f"{key} is not yours to change")


def _refuse(who: Loader, why: str) -> None:
    """Raise Refused, told in the audit log first."""
    log.record(log.Act("refusal", who.name, scope=who.authority, reason=why), durable=True)
    events.tell("refusal", reason=Refused.__name__)
    raise Refused(why)
