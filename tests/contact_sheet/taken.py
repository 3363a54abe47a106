"""Files of whole pages, by the page's own buttons, for London, a borough, and a place a viewer sees little of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sufficiency import settings
from sufficiency.web import context, permission

PATIENCE = 900
CAMDEN, CITY_OF_LONDON = "E09000007", "E09000001"
PLACES: Mapping[str, Mapping[str, object]] = {
    "London": {},
    "Camden": {"authority": [CAMDEN]},
    "City of London, protected": {"authority": CITY_OF_LONDON, context.VIEW_AS: "viewer"},
}
OF_PAGES = ("-slides_", "-report_", "evidence-pack_")
Build = Callable[[], bytes]


@dataclass(frozen=True)
class Taken:
    """One file: the page and place it is of, its name and its bytes."""

    page: str
    place: str
    name: str
    content: bytes


def pages() -> list[Path]:
    """Every page of the menu."""
    return sorted((settings.ROOT / "pages").glob("*/*.py"))


def files(path: Path, place: str, kinds: tuple[str, ...] = ("pptx", "docx", "pdf")) -> list[Taken]:
    """The files that a page offers of itself for a place; none where it shows nothing to take."""
    wanted = {name: build for name, build in offered(path, place).items() if name.endswith(kinds)}
    return [Taken(path.stem, place, name, build()) for name, build in wanted.items()]


def offered(path: Path, place: str) -> dict[str, Build]:
    """What makes each file of the page's own, by its name."""
    made: dict[str, Build] = {}

    def file(build: Build, name: str, *held: object) -> Build:
        made[name] = build
        return build

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(permission, "file", file)
        page = AppTest.from_file(str(path), default_timeout=PATIENCE)
        for key, value in {**PLACES[place], "take_page": True}.items():
            page.session_state[key] = value
        page.run()
        assert not page.exception, (path.stem, place, [fault.message for fault in page.exception])
    return {name: build for name, build in made.items() if any(part in name for part in OF_PAGES)}
