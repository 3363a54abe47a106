"""Every page stands for a viewer who has chosen few children: it says that they are too few, and never breaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from sufficiency.web import context
from tests.words import reading

pytestmark = pytest.mark.xdist_group("pages_0")
FEW = (
    {"authority": "E09000001"},
    {"authority": "E09000007", "cohort": "Deprived of liberty"},
    {"authority": "E09000007", "cohort": "Under fives"},
    {"authority": "E09000007", "placement_type": "Placed for adoption"},
)


@pytest.mark.parametrize("path", reading.pages(), ids=lambda path: path.stem)
def test_a_page_of_few_children_stands(path: Path) -> None:
    for chosen in FEW:
        page = reading.opened(path, **{context.VIEW_AS: "viewer"}, **chosen)
        assert not page.exception and not page.error, chosen
