"""What an address asks for and is not on offer is named as the bar names it."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

import app
from sufficiency import choices, settings
from sufficiency.web import navigation

pytestmark = pytest.mark.xdist_group("pages_0")


def test_every_choice_that_is_not_on_offer_is_named_as_in_the_bar() -> None:
    navigation.offer(app.PAGES)
    page = AppTest.from_file(str(settings.ROOT / "pages/supply/placement_mix.py"), default_timeout=180)
    for key in choices.kinds():
        page.query_params[key] = "Nowhere"
    page.run()
    said = [warning.value for warning in page.warning]
    for kind in choices.kinds().values():
        (words,) = (each for each in said if f"asks for *{kind.name}*: `Nowhere`" in each)
        assert f"choose another *{kind.name}* in the bar" in words
