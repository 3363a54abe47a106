"""CHANGELOG.md: one source for the file on its own, the page and the tool's version."""

from __future__ import annotations

import pytest

from sufficiency import __version__
from sufficiency.reference.changelog import BrokenChangelog, Change, changes, holding
from tests.browser import received

TEXT = """# Changelog

Words for the reader of the file.

## 0.2.0

### Method

- 2026-11-25: Shares have intervals
  (as ONS has them) from 2025. (ONS)

## 0.1.0

### Tool

- 2026-11-21: First edition. (This tool)
"""


def test_each_item_says_its_version_date_kind_change_and_why() -> None:
    assert changes(TEXT) == [
        Change("0.2.0", "2026-11-25", "Method", "Shares have intervals (as ONS has them) from 2025.", "ONS"),
        Change("0.1.0", "2026-11-21", "Tool", "First edition.", "This tool"),
    ]


def test_items_are_those_that_hold_every_word_in_any_order() -> None:
    both = changes(TEXT)
    assert holding("ons shares", both) == both[:1] and holding("2026-11-21", both) == both[1:]
    assert holding("", both) == both and holding("shares edition", both) == []


def test_an_item_before_the_first_version_is_named() -> None:
    with pytest.raises(BrokenChangelog, match="Words"):
        changes(TEXT.replace("of the file.", "of the file.- 2026-11-25: Lost here. (Nobody)"))


@pytest.mark.parametrize("line", ["- Soon: nothing. (Us)", "- 2026-11-21: No reason.", "### Other", "plain words"])
def test_a_line_that_would_be_lost_is_named(line: str) -> None:
    with pytest.raises(BrokenChangelog, match=line[:10]):
        changes(f"{TEXT}{line}\n")


def test_the_newest_version_is_the_one_the_tool_says_it_is() -> None:
    found = changes()
    assert found[0].version == __version__
    assert all(change.source and change.change for change in found)


def test_items_of_a_version_are_no_older_than_those_of_the_one_before() -> None:
    newest = {}
    for change in changes():
        newest.setdefault(change.version, []).append(change.date)
    versions = list(newest.values())
    assert all(min(later) >= max(earlier) for later, earlier in zip(versions, versions[1:], strict=False))


def test_no_item_gives_a_count_of_children_that_few_may_see() -> None:
    """The page *Change log* is everybody's, whoever the figures that an item tells of are for."""
    assert received.of_text("Camden has 211 children") == ["211 children"]
    told = [
        (words, wrong)
        for item in changes()
        for words in (item.change, item.source)
        if (wrong := received.of_text(words))
    ]
    assert told == []
