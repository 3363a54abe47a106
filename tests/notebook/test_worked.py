"""The worked notebook shows what it says it shows."""

from __future__ import annotations

import pytest

from tests.notebook import worked


def test_every_cell_runs_and_shows_what_stands_under_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUFFICIENCY_DATA", raising=False)
    monkeypatch.delenv("SUFFICIENCY_SQL", raising=False)
    code = worked.code_of(worked.read())
    assert len(code) > 5
    assert [cell["outputs"] for cell in code] == [
        worked.output(text) for text in worked.shown(["".join(cell["source"]) for cell in code])
    ]
