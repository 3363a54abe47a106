"""Which pages a walk in the browser looks at: its share of them in each run of the tests, all of them in the whole.

The walks of :data:`WALKS` share the pages out: each page is in one of them in every run, and which one follows from
its name alone, so that a new page moves no other.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable

import pytest

from tests.browser.screenshots import addresses

# Who looks, at what: an analyst at London's figures, a viewer at protected ones, anybody where nobody answers.
WALKS = ("exact", "protected", "nobody")
SCHEMES = ("light", "dark")
PARTS = 3  # of a walk, so that no test takes a minute


def walked(walk: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Parametrizes a test with ``paths`` and ``is_whole``: parts of this walk's share of the pages, and, marked
    ``whole``, two halves of all."""
    group = f"browser_{WALKS.index(walk) % 2}"
    cases = [
        pytest.param(share(walk)[part::PARTS], False, id=f"part {part}", marks=pytest.mark.xdist_group(group))
        for part in range(PARTS)
    ]
    for half in (0, 1):
        marks = [pytest.mark.xdist_group(f"browser_{half}"), pytest.mark.whole]
        cases.append(pytest.param(addresses()[half::2], True, id=f"half {half} of all", marks=marks))
    return pytest.mark.parametrize(("paths", "is_whole"), cases)


def share(walk: str) -> list[str]:
    """The paths of the pages that fall to a walk in every run."""
    return [path for path in addresses() if WALKS[_number(path) % len(WALKS)] == walk]


def scheme(path: str) -> str:
    """The colours in which a page is looked at; in the whole, its contrast in the other as well."""
    return SCHEMES[_number(path) // len(WALKS) % len(SCHEMES)]


def _number(path: str) -> int:
    return zlib.crc32(path.encode())
