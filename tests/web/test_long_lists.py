"""A page draws the first fifteen of a long list with the chosen place among them, and all on request."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from sufficiency import settings

PAGE = settings.ROOT / "pages" / "supply" / "placement_mix.py"
PATIENCE = 180

pytestmark = pytest.mark.xdist_group("pages_0")  # beside the pages that are drawn over the same London


def _words(page: AppTest) -> str:
    return "".join(part.proto.body for part in page.get("html"))


def test_the_first_fifteen_stand_on_the_page_and_one_click_draws_all() -> None:
    page = AppTest.from_file(str(PAGE), default_timeout=PATIENCE).run()
    assert not page.exception
    every = page.checkbox(key="whole_placement_mix_by_authority")
    assert every.label.startswith("Draw all ") and not every.value
    number = every.label.removeprefix("Draw all ")
    assert f"the first 15 of {number}; the table has them all" in _words(page)
    every.check().run()
    assert f"the first 15 of {number}" not in _words(page)
    assert page.checkbox(key="whole_placement_mix_by_authority").value
    page.checkbox(key="whole_placement_mix_by_authority").uncheck().run()
    assert f"Drawn are the first 15 of {number}" in _words(page)
