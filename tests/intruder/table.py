"""The table of what came of the attacks, as it stands in docs/intruder.md."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from tests.intruder.attack import Line

BEGIN = "<!-- made by python -m tests.intruder --write -->"


def table(lines: Sequence[Line]) -> list[str]:
    """The lines as a table of Markdown."""
    head = "| Attack | Rule | Small cells | Determined | Known to 2 | Mean width | Besides |"
    made = [head, "|---|---|---:|---:|---:|---:|---|"]
    for line in lines:
        widths = np.minimum(np.array(line.widths, dtype=float), 100)
        figures = ["", "", "", ""]
        if len(widths):
            figures = [
                f"{len(widths):,}",
                f"{(widths < 1).mean():.1%}",
                f"{(widths <= 2).mean():.1%}",
                f"{widths.mean():.1f}",
            ]
        made.append("| " + " | ".join([line.attack, line.edition, *figures, line.note]) + " |")
    return made


def joined(before: str, found: Mapping[str, Sequence[Line]]) -> str:
    """The text under BEGIN: of each London in ``found`` its table, in which the rows of ``before`` stand for whatever
    was not attacked this time."""
    text = []
    for name, lines in found.items():
        made = table(lines)
        attacked = {_attack(row) for row in made}
        kept = [row for row in _rows(before, name) if _attack(row) not in attacked]
        # Sorted by the attack alone: the editions of one stand in their own order.
        text += [f"### {name}", "", *made[:2], *sorted([*kept, *made[2:]], key=_attack), ""]
    return "\n".join(text)


def _rows(before: str, name: str) -> list[str]:
    part = before.partition(f"### {name}\n")[2].partition("\n### ")[0]
    return [row for row in part.splitlines() if row.startswith("|")][2:]


def _attack(row: str) -> str:
    """Of which attack a row is; how many marts there were changes nothing."""
    return re.sub(r" \(\d+\)", "", row.split("|")[1].strip())
