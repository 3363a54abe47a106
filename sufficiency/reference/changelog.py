"""What changed, by version: the items of CHANGELOG.md, which people also read as it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sufficiency import settings

CHANGELOG = settings.ROOT / "CHANGELOG.md"
KINDS = ("Data", "Method", "Tool")
ITEM = re.compile(r"- (\d{4}-\d{2}-\d{2}): (.+) \(([^()]+)\)")


class BrokenChangelog(ValueError):
    """A line of the changelog that is no version, kind or item; the message quotes it."""


@dataclass(frozen=True)
class Change:
    """One item: the version and date (ISO) it came with, what it is about, the change, why or after whom."""

    version: str
    date: str
    kind: str
    change: str
    source: str


def changes(text: str | None = None) -> list[Change]:
    """Every item of a changelog (CHANGELOG.md when none is given), in its order; raises BrokenChangelog.

    An item may run over several lines, each indented by two spaces. What stands before the first
    version is for readers of the file alone, and holds no item.
    """
    text = CHANGELOG.read_text(encoding="utf-8") if text is None else text
    version = kind = ""
    changes_listed = []
    for line in text.replace("\n  ", " ").splitlines():
        if line.startswith("## "):
            version, kind = line[3:].strip(), ""
        elif not line.strip() or (not version and not ITEM.search(line)):
            continue
        elif line.startswith("### ") and line[4:].strip() in KINDS:
            kind = line[4:].strip()
        elif (item := ITEM.fullmatch(line.strip())) and kind:
            changes_listed.append(Change(version, item[1], kind, item[2], item[3]))
        else:
            raise BrokenChangelog(f"CHANGELOG.md: {line[:60]!r} is no version, kind or item")
    return changes_listed


def holding(wanted: str, listed: list[Change]) -> list[Change]:
    """Those of ``listed`` whose change, reason, kind, version or date (2026-11-28) hold every word of ``wanted``."""
    words = wanted.casefold().split()
    return [
        item
        for item in listed
        if all(
            word in f"{item.change} {item.source} {item.kind} {item.version} {item.date}".casefold() for word in words
        )
    ]
