"""What parsing told is kept by what was parsed, within so many bytes, and is the same when recalled."""

from __future__ import annotations

from pathlib import Path

import pytest

from sufficiency import settings
from sufficiency.catalogue import lineage, loader, parsed
from sufficiency.catalogue.lineage import NotASelect
from sufficiency.catalogue.parsed import Parsed


def test_what_was_parsed_is_not_parsed_again_and_other_text_is() -> None:
    kept = Parsed()
    asked: list[str] = []

    def parse() -> list[str]:
        asked.append("")
        return ["told"]

    assert kept.of("uses", "select 1", parse) == kept.of("uses", "select 1", parse) == ["told"]
    assert len(asked) == 1 and kept.is_new
    kept.of("uses", "select 2", parse)
    kept.of("macro", "select 1", parse)
    assert len(asked) == 3
    again = Parsed()
    again.recall(kept.text())
    assert not again.is_new and not kept.is_new
    assert again.of("uses", "select 1", parse) == ["told"] and len(asked) == 3


def test_what_is_kept_is_bounded_and_the_least_recently_used_goes() -> None:
    kept = Parsed(100)
    for number in range(50):
        kept.of("uses", str(number), lambda: "twenty characters ...")
    assert 0 < kept.size <= 100
    asked: list[int] = []
    kept.of("uses", "49", lambda: asked.append(49))
    kept.of("uses", "0", lambda: asked.append(0))
    assert asked == [0]


def test_a_refusal_is_told_each_time() -> None:
    for _ in range(2):
        with pytest.raises(NotASelect):
            lineage.uses("drop table a")


def test_a_catalogue_of_what_was_recalled_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsed, "KNOWN", Parsed())
    first = loader.load(settings.SQL)
    fresh = Parsed()
    fresh.recall(parsed.KNOWN.text())
    monkeypatch.setattr(parsed, "KNOWN", fresh)

    def parses(sql: str) -> None:
        raise AssertionError(sql)

    monkeypatch.setattr(lineage, "node", parses)
    assert loader.load(settings.SQL) == first
    assert first.problems == {} and len(first.views) > 150


def test_what_was_parsed_by_other_code_is_not_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(parsed, "__file__", str(tmp_path / "parsed.py"))
    (tmp_path / "parsed.py").write_text("one", encoding="utf-8")
    before = parsed.mark.__wrapped__()
    (tmp_path / "parsed.py").write_text("other", encoding="utf-8")
    assert parsed.mark.__wrapped__() != before
