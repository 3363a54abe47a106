"""What has not come yet: the return of an authority a year late, and a return put right after it was sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sufficiency import invented
from sufficiency.synthetic.random_draws import stream

Rows = list[list[str]]
LATE, CORRECTED = "late", "corrected"
# Of a return that is put right later, one child in so many was left out at first, and every row of theirs.
LEFT_OUT = 40


@dataclass(frozen=True)
class Sendings:
    """Which folder a table goes to: ``out``, or a folder of its own under ``later`` where it comes later.

    ``late`` and ``corrected`` are the ONS codes of the two authorities, '' for none; both concern the
    return of ``last_year`` alone.
    """

    out: Path
    seed: int
    last_year: int
    late: str = ""
    corrected: str = ""
    later: Path | None = None

    def __post_init__(self) -> None:
        """Raise ValueError where something comes later and nobody says where to."""
        if (self.late or self.corrected) and self.later is None:
            raise ValueError("--late and --corrected need --later FOLDER, where what comes later is written")
        if self.late and self.late == self.corrected:
            raise ValueError("the authority that is late cannot be the one whose return is corrected")

    def of(self, area: str, year: int, rows: Rows, children: Sequence[str]) -> Iterator[tuple[Path, Rows]]:
        """The folders that a table of an authority's year goes to, each with the rows it gets.

        ``children`` are all ids of that return, by which the same are left out of every table.
        """
        is_last = year == self.last_year and self.later is not None
        if is_last and area == self.late:
            yield self._later(LATE), rows
        elif is_last and area == self.corrected:
            left_out = self._left_out(area, children)
            yield self.out, [row for row in rows if row[0] not in left_out]
            yield self._later(CORRECTED), rows
        else:
            yield self.out, rows

    def seal(self) -> None:
        """List the checksums of what was written, in each folder that can be read by itself."""
        invented.seal(self.out)
        for kind, area in ((LATE, self.late), (CORRECTED, self.corrected)):
            if area:
                invented.seal(self._later(kind))

    def _later(self, kind: str) -> Path:
        assert self.later is not None
        return self.later / kind

    def _left_out(self, area: str, children: Sequence[str]) -> set[str]:
        known = sorted(set(children))
        return set(stream(self.seed, area, "left out at first").sample(known, len(known) // LEFT_OUT))
