"""Two files of one page that say something else have two names, which say page, figure, place and date."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any

import pytest

from sufficiency.result import Result
from tests.contact_sheet import taken
from tests.same_figures import drawn

EACH = 36
ALWAYS = ("placement_distance", "stability")  # pages that draw one view in several ways


def _is_in_every_run(path: Path, place: str) -> bool:
    is_always = path.stem in ALWAYS and place == "Camden"
    return is_always or zlib.crc32(f"{path.stem} named {place}".encode()) % EACH == 0


ALL = [
    pytest.param(path, place, marks=[] if _is_in_every_run(path, place) else [pytest.mark.whole])
    for path in taken.pages()
    for place in taken.PLACES
]


@pytest.mark.xdist_group("pages_0")
@pytest.mark.parametrize(("path", "place"), ALL, ids=lambda part: getattr(part, "stem", part))
def test_what_differs_is_called_differently(path: Path, place: str) -> None:
    seen = drawn.page(path, place)
    told: dict[str, Any] = {}
    for name, build in seen.offered:
        held = getattr(build, "args", ())
        if len(held) != 4 or not isinstance(held[0], Result):  # of the whole page, or of no figure
            continue
        result, _, chart, columns = held
        first = told.setdefault(name, held)
        same = first[0].rows.equals(result.rows) and first[2:] == (chart, columns)
        assert same, f"two figures of {path.stem} are called {name}"
        assert f"_{result.as_at:%Y-%m-%d}" in name
