"""A count agrees with its noun in whatever the tool says: what is counted may be one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sufficiency.plurals import counted
from tests.test_house import ROOT

PLACES = [*sorted((ROOT / "sufficiency").rglob("*.py")), *sorted((ROOT / "pages").rglob("*.py"))]
# Words in s that follow a number and are no nouns.
NO_NOUNS = {"as", "was", "is", "has", "its", "this", "across", "others", "less", "plus", "lies", "stands", "does"}


def test_a_noun_agrees_with_its_count() -> None:
    said = [counted(n, "authority") for n in (0, 1, 2, 12_400)]
    assert said == ["0 authorities", "1 authority", "2 authorities", "12,400 authorities"]
    assert counted(1, "file sent") == "1 file sent" and counted(3, "file sent") == "3 files sent"


def disagreeing(source: str) -> Iterator[tuple[int, str]]:
    """Each place of an f-string that writes a count and a noun in the plural whatever it is: its line, and the noun."""
    for text in ast.walk(ast.parse(source)):
        if not isinstance(text, ast.JoinedStr):
            continue
        for at, (value, after) in enumerate(zip(text.values, text.values[1:], strict=False)):
            if not isinstance(value, ast.FormattedValue) or not isinstance(after, ast.Constant):
                continue
            before = text.values[at - 1] if at else None
            # '3 of 33 authorities': the whole is never one thing where it is worth saying.
            is_of_whole = isinstance(before, ast.Constant) and str(before.value).endswith((" of ", " of its "))
            noun = re.match(r" ([a-z]+s)\b(?!')", str(after.value))
            if noun and noun[1] not in NO_NOUNS and _is_count(value) and not is_of_whole:
                yield value.lineno, noun[1]


def _is_count(value: ast.FormattedValue) -> bool:
    """True where what is written is a number of things: a length, a sum, or a name that says so, and no setting."""
    written = ast.unparse(value.value)
    # A setting, or what `say` has protected and put in words.
    if re.fullmatch(r"[\w.]*[A-Z_]{3,}", written) or written.startswith("say(") or written == "limit":
        return False
    return bool(re.search(r"\blen\(|\bsum\(|count\b|\btotal\b|\blines\b", written)) or value.format_spec is not None


@pytest.mark.parametrize("path", PLACES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_counted_agrees_with_its_noun(path: Path) -> None:
    assert list(disagreeing(path.read_text(encoding="utf-8"))) == []


def test_the_test_finds_what_it_is_for() -> None:
    assert list(disagreeing('f"{len(found)} files"')) == [(1, "files")]
    assert list(disagreeing("f\"{row_count:,} rows; {counted(n, 'file')}\"")) == [(1, "rows")]
    assert list(disagreeing('f"{done} of {total:,} rows and {MOST:,} files"')) == []
