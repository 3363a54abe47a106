"""Words that no file for people may hold: names of columns and views, and numbers that nobody rounded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from sufficiency import settings

CODE = re.compile(r"(?<![\w/.])[a-z]+[a-z0-9]*(?:_[a-z0-9]+)+(?!\w)")
COLUMN = re.compile(r"^ {2}(\w+)\s*\|", re.MULTILINE)
UNROUNDED = re.compile(r"\d\.\d{3,}")
FILE = re.compile(r"\b[\w/]+\.(?:csv|sql|py|parquet)\b")
NOTHING = re.compile(r"\b(?:nan|None|NaT|inf)\b")


@cache
def ends_of_ranges() -> frozenset[str]:
    """What a title says where nobody gave a range's end a name of its own: 'demand gap high'."""
    stems = (name.rpartition("_")[0] for name in from_headers())
    return frozenset(stem.replace("_", " ") for stem in stems if stem.endswith(("_gap_low", "_gap_high")))


@cache
def from_headers() -> frozenset[str]:
    """The names that headers of views give their columns, and those of the views, where no word of English is one."""
    paths = list((settings.ROOT / "sql").rglob("*.sql"))
    columns = {name for path in paths for name in COLUMN.findall(path.read_text(encoding="utf-8"))}
    return frozenset(name for name in columns | {path.stem for path in paths} if "_" in name) | {"pct", "gbp"}


def faults(texts: Iterable[str]) -> Iterator[str]:
    """What of ``texts`` is no word for people."""
    for text in texts:
        named = set(re.findall(r"\b[a-z0-9_]+\b", text)) & from_headers()
        for word in sorted(named | set(CODE.findall(text))):
            yield f"code name {word!r} in {text[:60]!r}"
        for words in ends_of_ranges():
            if words in text.lower():
                yield f"name of a column {words!r} in {text[:60]!r}"
        for rule, what in ((UNROUNDED, "unrounded number"), (FILE, "file"), (NOTHING, "nothing")):
            if match := rule.search(text):
                yield f"{what} {match[0]!r} in {text[:60]!r}"
