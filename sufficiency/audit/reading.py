"""Reads the audit log: its lines for those who may see them, and whether the chain is whole."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sufficiency.audit import log

Line = Mapping[str, Any]


@dataclass(frozen=True)
class Verdict:
    """How many lines are whole, the hash of the last, and what is wrong: (line number, words)."""

    lines: int
    head: str
    faults: tuple[tuple[int, str], ...]


def lines(*, who: str = "", scope: str = "") -> list[Line]:
    """Lines, newest first: of one person, of one scope, or all where neither is given.

    A line that cannot be read is left out here; :func:`verify` names it.
    """
    kept = [line for _, line in _parsed(log.folder()) if line is not None]
    own: list[Line] = [
        line
        for line in kept
        if (not who or str(line.get("who", "")).casefold() == who.casefold())
        and (not scope or line.get("scope") == scope)
    ]
    return own[::-1]


def verify(expected_head: str = "") -> Verdict:
    """Follow the chain from its beginning: every changed, missing or added line is named.

    Whoever can write the folder can write a new chain with a new head. A head kept elsewhere, given
    as ``expected_head``, must be among the lines, or the log is not the one it was taken from.
    """
    root = log.folder()
    faults: list[tuple[int, str]] = []
    before, number, hashes = log.BEGINNING, 0, {log.BEGINNING}
    for number, line in _parsed(root):
        if line is None:
            faults.append((number, "is not a line of the log"))
            continue
        if line.get("number") != number:
            faults.append((number, f"says it is line {line.get('number')}: lines are missing or added"))
        if line.get("before") != before:
            faults.append((number, "does not follow from the line before it"))
        if line.get("hash") != log.digest(line):
            faults.append((number, "has changed since it was written"))
        before = str(line.get("hash"))
        hashes.add(before)
    try:
        counted, last, _ = log.head(root)
        if number and not (root / log.HEAD).exists():
            faults.append((number, f"{log.HEAD}, which counts the lines, is gone: the last of them may be too"))
        if counted > number or (counted == number and last != before):
            faults.append((number, f"the log had {counted} lines; the last of them are missing or changed"))
    except log.LogUnavailable as error:
        faults.append((number, str(error)))
    if expected_head and expected_head not in hashes:
        faults.append((number, "the head kept elsewhere is not among these lines"))
    return Verdict(number, before, tuple(faults))


def _parsed(root: Path) -> Iterator[tuple[int, dict[str, Any] | None]]:
    try:
        text = (root / log.LOG).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return
    for number, row in enumerate(text.splitlines(), start=1):
        try:
            line = json.loads(row)
        except ValueError:
            line = None
        yield number, line if isinstance(line, dict) else None
