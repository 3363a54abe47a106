"""A scenario's answers stay in the session of whoever asked, for just what was asked, and are nobody else's."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
import streamlit as st

from sufficiency import query
from sufficiency.access import Person
from sufficiency.disclosure import gate
from sufficiency.result import EXACT
from sufficiency.web import context

VIEWS = ("scenario", "scenario_costs")
ANALYST = Person("A", "regional_analyst", "london", EXACT, "")
VIEWER = Person("B", "viewer", "london", gate.LONDON_7_5, "")


def test_a_click_that_asks_for_the_same_of_a_scenario_does_not_work_it_out_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = list[tuple[Any, ...]]()

    def fetched(scope: Any, names: Any, chosen: Any, *, profile: str, known: Any, given: Any) -> dict[str, Any]:
        asked.append((profile, dict(chosen), scope.version, tuple(given)))
        return {name: object() for name in names}

    monkeypatch.setattr(query, "fetch", fetched)
    run = cast(Any, SimpleNamespace(snapshot=SimpleNamespace(id="s"), opened=SimpleNamespace(options=lambda scope: [])))
    scope = cast(Any, SimpleNamespace(name="london", version="1"))
    given = cast(Any, {"scenario": 1})
    try:
        first = context.fetch_given(run, scope, VIEWER, VIEWS, {"authority": ("X",)}, given)
        assert context.fetch_given(run, scope, VIEWER, VIEWS, {"authority": ("X",)}, given) == first
        assert len(asked) == 1
        others = [
            (scope, VIEWER, VIEWS, {"authority": ("Y",)}, given),
            (scope, VIEWER, VIEWS, {"authority": ("Y",)}, cast(Any, {"scenario": 1})),
            (scope, ANALYST, VIEWS, {"authority": ("Y",)}, given),
            (cast(Any, SimpleNamespace(name="london", version="2")), ANALYST, VIEWS, {"authority": ("Y",)}, given),
            (scope, ANALYST, VIEWS[:1], {"authority": ("Y",)}, given),
        ]
        for number, (of, person, names, chosen, tables) in enumerate(others, 2):
            assert context.fetch_given(run, of, person, names, chosen, tables) != first
            assert len(asked) == number
        assert [profile for profile, *_ in asked] == [gate.LONDON_7_5] * 3 + [EXACT] * 3
    finally:
        st.session_state.clear()
