"""A map of where children live takes a click where something answers it, and elsewhere none."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from sufficiency.web import maps


@pytest.mark.parametrize("answers", [True, False])
def test_a_map_is_clicked_only_where_something_answers(monkeypatch: pytest.MonkeyPatch, answers: bool) -> None:
    """A viewer, who is told of no child, clicked discs of which nothing came, and so did everyone on My borough."""
    order: list[str] = []
    drawn: dict[str, Any] = {}
    deck = SimpleNamespace(needs=300, tall=200, scale="5 miles")
    monkeypatch.setattr(maps.maps, "places", lambda *_, **__: deck)
    monkeypatch.setattr(maps.maps, "describe_places", lambda *_: "a map")
    monkeypatch.setattr(maps.maps, "places_legend", lambda *_, **__: [])
    monkeypatch.setattr(maps.st, "html", lambda words: order.append("legend" if "legend" in words else "heading"))
    monkeypatch.setattr(maps.st, "pydeck_chart", lambda *_, **said: (order.append("map"), drawn.update(said)))
    monkeypatch.setattr(maps, "_width", lambda: maps.DESKTOP_WIDTH)
    answer = (lambda: order.append("answer")) if answers else None
    maps.places(SimpleNamespace(), ("E09000007",), key="where", title="Where they live", answer=answer)  # type: ignore[arg-type]
    assert callable(drawn["on_select"]) is answers
    assert answers or drawn["on_select"] == "ignore"
    assert order == ["heading", "map", *["answer"] * answers, "legend"], "what answers stands right under the map"
