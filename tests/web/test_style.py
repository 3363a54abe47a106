"""Rules of how pages look come with the page, not after it."""

from __future__ import annotations

import re

from sufficiency.web import style


def test_the_rules_do_not_stand_alone_because_such_are_drawn_after_all_else() -> None:
    beside = re.sub(r"<style>.*?</style>", "", style.CSS, flags=re.DOTALL)
    assert beside == "<i class='styled'></i>" and ".styled)) {display: none;}" in style.CSS
