"""What is asked of an import, and what became of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from sufficiency.loading.effect import Change
from sufficiency.loading.import_checks import Finding
from sufficiency.returns import Import
from sufficiency.returns.notes import Note
from sufficiency.snapshot.store import Snapshot


class OtherKey(RuntimeError):
    """The key of the children's ids is not the one that made those served; the message says what to do."""


@dataclass(frozen=True)
class Wanted:
    """How a folder is to be taken in: by whom, whether the folder is the whole of what is to be served,
    whether all of it is to be held for somebody to look at, and which checks somebody accepts, and why.

    ``profile`` protects the measures before and after; where none is named they are not worked out.
    ``is_matched``: say too what the rows were matched to, in exact counts.
    """

    who: str
    is_synthetic: bool = False
    is_whole: bool = False
    is_held: bool = False
    accepted: Collection[str] = ()
    because: str = ""
    name: str | None = None
    profile: str = ""
    is_matched: bool = False


@dataclass(frozen=True)
class Outcome:
    """What became of an import; ``read`` is what was read, where anything was.

    ``snapshot`` is None where what is served is as it was; ``held`` gives the codes that stopped each
    unit, by key; ``loaded`` and ``replaced`` are keys of units. ``changes`` says what is otherwise in the
    figures now, and ``would_change`` what would be if what is held were loaded; ``matched`` what the rows of
    each table were, or would be, matched to.
    """

    read: Import | None = None
    findings: list[Finding] = field(default_factory=list)
    snapshot: Snapshot | None = None
    loaded: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    held: dict[str, tuple[str, ...]] = field(default_factory=dict)
    afresh: str = ""
    why_not: str = ""
    changes: tuple[Change, ...] = ()
    would_change: tuple[Change, ...] = ()
    matched: tuple[Note, ...] = ()
