"""Tables of one page are told apart by their captions and by what opens them, for who sees it and for who hears it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from sufficiency import settings
from sufficiency.presentation.export import Exhibit
from sufficiency.web import figures, page_export
from tests.words import reading

pytestmark = pytest.mark.xdist_group("pages_0")
FIGURES = [path for path in reading.pages() if "figures." in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.stem)
def test_no_two_tables_of_a_page_are_called_or_opened_by_the_same_words(path: Path) -> None:
    """Three tables in a row on Open places had the caption 'What each home does', and each the same opener."""
    page = reading.opened(path, authority=["E09000007"])
    html = "".join(part.proto.body for part in page.get("html"))
    for said in (
        [fold.label for fold in page.expander if fold.label.startswith(figures.BEHIND)],
        re.findall(r"<caption>(.*?)[.<]", html),
    ):
        again = [words for words, times in Counter(said).items() if times > 1 and words != "Columns"]
        assert not again


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.stem)
def test_no_table_stands_once_more_under_its_own_figure(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Dearest placements had its list behind its chart, and again beneath with the same columns and files."""
    shown: list[Exhibit] = []
    monkeypatch.setattr(page_export, "note", shown.append)
    reading.opened(path, authority=["E09000007"])
    shown = [exhibit for exhibit in shown if not exhibit.measures]  # cards are no table
    for table in [exhibit for exhibit in shown if exhibit.chart == "" and not exhibit.still]:
        others = [each for each in shown if each is not table and each.result.view.name == table.result.view.name]
        again = [
            each for each in others if each.columns == table.columns and each.result.rows.equals(table.result.rows)
        ]
        assert not again, table.name


def test_what_tells_an_opener_apart_is_heard_and_not_seen() -> None:
    lines = (settings.ROOT / "sufficiency" / "web" / "style.css").read_text(encoding="utf-8").splitlines()
    [rule] = [line for line in lines if "summary em" in line]
    assert "clip-path" in rule and "display: none" not in rule and "visibility" not in rule
