"""Rules of how pages look come with the page, not after it."""

from __future__ import annotations

import re

from sufficiency.presentation.charts import palette
from sufficiency.web import style


def test_the_rules_do_not_stand_alone_because_such_are_drawn_after_all_else() -> None:
    beside = re.sub(r"<style>.*?</style>", "", style.css(), flags=re.DOTALL)
    assert beside == "<i class='styled'></i>" and ".styled)) {display: none;}" in style.css()


def test_each_colour_of_a_chart_is_in_one_pair_so_that_a_drawn_chart_can_change_its_theme() -> None:
    lights, darks = zip(*palette.pairs(), strict=True)
    shades = [shade for theme in ("light", "dark") for shade in palette.ramp("sequential", theme)]
    inks = [palette.WHITE, palette.BLACK]
    told = [*lights, *darks, *dict.fromkeys(shades), *inks]
    assert len(told) == len({*told}), sorted(colour for colour in told if told.count(colour) > 1)
    text = tuple(palette.surface("text", theme) for theme in ("light", "dark"))
    assert f"{{fill: light-dark({', '.join(text)});}}" in style.css()


def test_no_rule_asks_of_a_whole_page_what_is_in_it_because_a_browser_asks_again_at_every_change() -> None:
    selectors = re.findall(r'((?:\[data-testid="\w+"\]|[\w.#*]*)):has\(([^)]*)', style.css())
    assert selectors
    for asked, of in selectors:
        assert asked in ('[data-testid="stElementContainer"]', '[data-testid="stLayoutWrapper"]') and of[:1] == ">"


def test_the_rules_of_one_page_are_not_among_those_of_every_page() -> None:
    assert "borough" in style.of_panels() and "borough" not in style.css()
    assert re.sub(r"<style>.*?</style>", "", style.of_panels(), flags=re.DOTALL) == "<i class='styled'></i>"


def test_a_button_that_cannot_be_pressed_does_not_look_as_if_it_could() -> None:
    """*Compare with what is served* was as blue without a file as with one, and a press did nothing."""
    painted = re.findall(r'button\[kind="primary\w*"\][^, ]*', style.css())
    assert painted and all(":not(:disabled" in selector for selector in painted)
