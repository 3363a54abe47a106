"""Who counts is asked once for what is chosen, and anew when what the database holds is built anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from sufficiency import query
from sufficiency.database import counted
from sufficiency.database.scope import Scope
from sufficiency.result import EXACT
from sufficiency.snapshot.store import Snapshot
from tests.database import marts

DAY, LATER = date(2025, 3, 31), date(2025, 4, 30)


class Cursor:
    """A cursor that notes how often it is asked, and answers with that."""

    asked = 0

    def execute(self, _: str) -> Cursor:
        self.asked += 1
        return self

    def fetchall(self) -> list[tuple[Any, ...]]:
        return [("E1", f"Asked {self.asked}", True, 12, None, None, None, True, True, True, None, None)]


def test_each_set_of_choices_and_each_date_is_asked_for_once() -> None:
    cursor: Any = Cursor()
    counts = counted.Counts()
    first = counts.of(cursor, {"authority": ("E1",), "sex": ("F",)}, DAY)
    assert counts.of(cursor, {"sex": ("F",), "authority": ("E1",)}, DAY) is first
    others = [{}, {"authority": ("E2",)}, {"area": ("E1",), "sex": ("F",)}, {"cohort": ("x",)}]
    assert len({counts.of(cursor, chosen, DAY) for chosen in others} | {first}) == 5
    assert counts.of(cursor, {"authority": ("E1",), "sex": ("F",)}, LATER) != first
    assert cursor.asked == 6


def test_no_more_than_so_many_are_kept() -> None:
    cursor: Any = Cursor()
    counts = counted.Counts()
    for number in range(counted.MOST + 1):
        counts.of(cursor, {"authority": (str(number),)}, DAY)
    counts.of(cursor, {"authority": (str(counted.MOST),)}, DAY)
    assert cursor.asked == counted.MOST + 1
    counts.of(cursor, {"authority": ("0",)}, DAY)
    assert cursor.asked == counted.MOST + 2, "the least recently asked for went"


def test_what_was_kept_ends_with_what_the_database_held(two_authorities: Snapshot, views: Path) -> None:
    marts.write(views, "how_many", "select count(*) as child_count from looked_after", marts.COUNT)
    scope = Scope(two_authorities, sql=views)
    before = query.fetch(scope, ["how_many"], {}, profile=EXACT)["how_many"]
    counts = scope.built.counted
    assert replace(scope.built).counted is not counts
    view = views / "intermediate" / "int_counted.sql"
    text = view.read_text(encoding="utf-8")
    view.write_text(text.replace("where a.is_in_region", "where a.authority_name < 'B' and a.is_in_region"), "utf-8")
    scope.refresh()
    assert scope.built.counted is not counts
    after = query.fetch(scope, ["how_many"], {}, profile=EXACT)["how_many"]
    assert after.authority_total < before.authority_total
