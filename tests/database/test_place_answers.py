"""What was worked out ahead is what the engine answers, for everybody alike, and is never served stale or damaged."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from sufficiency import query, settings
from sufficiency.choices import Option
from sufficiency.database import answering, comparators, place_answers
from sufficiency.database.built import NOTHING
from sufficiency.database.place_answers import Ready
from sufficiency.database.scope import Scope
from sufficiency.disclosure import gate
from sufficiency.result import EXACT
from sufficiency.snapshot import stored
from sufficiency.snapshot.store import Snapshot
from tests.conftest import TWO, TWO_AUTHORITIES, snapshot_of

PROFILES = (EXACT, gate.LONDON_7_5)
MIX = "placement_mix"
ASKED = (MIX, "headline", "comparator_headline", "costs_by_type", "placement_distance_bands", "need_cohorts")


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A snapshot of two authorities."""
    return snapshot_of(tmp_path_factory.mktemp("ahead"), TWO_AUTHORITIES)


@pytest.fixture(scope="module")
def scope(snapshot: Snapshot) -> Iterator[Scope]:
    """London's database of them, with all answers worked out ahead by another of its kind."""
    with closing(Scope(snapshot)) as maker:
        assert not place_answers.ready(maker, [MIX], {}, maker.as_at).files
        assert answering.make(maker, offered(maker), lambda place: None) == len(marts(maker))
    with closing(Scope(snapshot)) as scope:
        yield scope


def offered(scope: Scope) -> list[Option]:
    """The options of one of the authorities and its sub-region."""
    return [option for option in query.options(scope) if option.value in (TWO[0], "North Central London")]


def marts(scope: Scope) -> list[str]:
    """The marts that have answers: all but those of single children."""
    views = scope.catalogue.layer("marts")
    return [view.name for view in views if not view.child_level and not view.is_single]


def copied(snapshot: Snapshot, folder: Path) -> Snapshot:
    """The same snapshot, with what is kept beside it, in another folder."""
    shutil.copytree(snapshot.folder, folder)
    return replace(snapshot, folder=folder)


def answers(snapshot: Snapshot, name: str) -> list[Path]:
    """The files of one mart's answers."""
    return sorted((snapshot.folder / stored.FOLDER).glob(f"{place_answers.NAMED}{name}~*.{place_answers.KIND}"))


def test_every_answer_is_that_of_the_engine(scope: Scope) -> None:
    for place, chosen in place_answers.places(offered(scope)).items():
        ready = place_answers.ready(scope, marts(scope), chosen, scope.as_at)
        for name in ready.files:
            with scope.cursor_for(chosen, scope.as_at, [name], is_kept=True) as (cursor, _):
                rows = cursor.execute(f"select * from {name}").df()
            # What is added up in another order differs in the last digits, as it does from one question to the next.
            assert_frame_equal(ready.rows(name), rows, check_exact=False, rtol=1e-9, obj=f"{name} {place}")


@pytest.mark.parametrize("profile", PROFILES)
def test_whoever_asks_is_given_the_same_protected_the_same(
    scope: Scope, profile: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = {"authority": (TWO[0],)}
    assert set(ASKED) <= set(marts(scope))
    asked = list(ASKED)
    after = query.fetch(scope, asked, chosen, profile=profile)
    monkeypatch.setattr(place_answers, "ready", lambda *asked: Ready())
    before = query.fetch(scope, asked, chosen, profile=profile)
    for name in asked:
        assert_frame_equal(after[name].rows, before[name].rows, check_exact=False, rtol=1e-9, obj=name)
        assert_frame_equal(after[name].symbols, before[name].symbols, obj=name)
        assert (after[name].view, after[name].stands_for) == (before[name].view, before[name].stands_for)


def test_each_mart_has_an_answer_for_each_place_and_none_of_single_children_has(scope: Scope) -> None:
    single = [view.name for view in scope.catalogue.layer("marts") if view.child_level or view.is_single]
    assert single and "children" in single
    for chosen in place_answers.places(offered(scope)).values():
        ready = place_answers.ready(scope, [*marts(scope), *single], chosen, scope.as_at)
        asked = [name for name in marts(scope) if place_answers.is_asked(scope.built, name, chosen)]
        assert sorted(ready.files) == sorted(asked) and len(asked) > 5
    assert not [path for name in single for path in answers(scope.snapshot, name)]


def test_any_other_choice_and_any_other_date_is_for_the_engine(scope: Scope) -> None:
    one, other = TWO
    for chosen in (
        {"authority": (one, other)},
        {"authority": (one,), "sex": ("M",)},
        {"authority": (one,), "grouping": ("north_south",)},
        {"authority": (one, other), "grouping": ("borough",)},
        {"area": ("North Central London",), "grouping": ("borough",)},
        {"sex": ("M",)},
    ):
        assert not place_answers.ready(scope, [MIX], chosen, scope.as_at).files, chosen
    earlier = (pd.Timestamp(scope.as_at) - pd.offsets.MonthEnd(1)).date()
    assert not place_answers.ready(scope, [MIX], {"authority": (one,)}, earlier).files


def test_one_authority_s_own_database_answers_by_itself(scope: Scope) -> None:
    with closing(comparators.of_authority(TWO[0], scope, "200MB")) as own:
        assert not place_answers.ready(own, [MIX], {}, own.as_at).files


def test_a_view_that_was_changed_since_is_asked_anew(
    scope: Scope, snapshot: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(settings.SQL, views := tmp_path / "sql")
    monkeypatch.setenv("SUFFICIENCY_SQL", str(views))
    with closing(Scope(copied(snapshot, tmp_path / "beside"))) as served:
        assert MIX in place_answers.ready(served, [MIX], {}, served.as_at)
        path = views / "marts" / f"{MIX}.sql"
        path.write_text(path.read_text(encoding="utf-8") + "\n-- another\nlimit 1\n", encoding="utf-8")
        served.refresh()
        ready = place_answers.ready(served, [MIX, "headline"], {}, served.as_at)
        assert sorted(ready.files) == ["headline"]
        assert place_answers.lacking(served) == [MIX]
        assert len(query.fetch(served, [MIX], {}, profile=EXACT)[MIX].rows) == 1


@pytest.mark.parametrize("harm", ["cut", "gone"])
def test_a_damaged_answer_is_worked_out_again(scope: Scope, snapshot: Snapshot, tmp_path: Path, harm: str) -> None:
    other = copied(snapshot, tmp_path / "beside")
    [path] = answers(other, MIX)
    path.unlink() if harm == "gone" else path.write_bytes(path.read_bytes()[:-40])
    with closing(Scope(other)) as served:
        assert not place_answers.ready(served, [MIX], {}, served.as_at).files
        shown = query.fetch(served, [MIX], {}, profile=EXACT)[MIX].rows
        assert_frame_equal(shown, query.fetch(scope, [MIX], {}, profile=EXACT)[MIX].rows)
        assert answering.make(served, offered(served), lambda place: None) == 1
        assert place_answers.ready(served, [MIX], {}, served.as_at).files


def test_an_answer_of_views_that_were_built_again_meanwhile_is_not_taken(
    scope: Scope, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Wrong(place_answers.Kept):
        def __init__(self) -> None:
            pass

        def rows(self, place: str) -> pd.DataFrame:
            raise AssertionError("rows of other views were read")

    monkeypatch.setattr(place_answers, "ready", lambda *asked: Ready(NOTHING, "", {MIX: Wrong()}))
    assert len(query.fetch(scope, [MIX], {}, profile=EXACT)[MIX].rows)


def test_what_is_stopped_keeps_nothing_and_a_mart_that_fails_is_left_out(
    scope: Scope, snapshot: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = copied(snapshot, tmp_path / "beside")
    for name in (MIX, "headline"):
        [path] = answers(other, name)
        path.unlink()
    with closing(Scope(other)) as served:
        options, asked = offered(served), iter([False, True])
        assert answering.make(served, options, lambda place: None, lambda: next(asked)) == 0
        assert not answers(other, MIX)
        answer = answering._answer

        def failing(scope: Scope, name: str, chosen: object) -> object:
            if name == MIX and chosen:
                raise query.NoSuchView("it fails for one place")
            return answer(scope, name, chosen)  # type: ignore[arg-type]

        monkeypatch.setattr(answering, "_answer", failing)
        assert answering.make(served, options, lambda place: None) == 1
        assert answers(other, "headline") and not answers(other, MIX)


def test_a_region_of_many_places_is_left_to_the_engine(scope: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place_answers, "lacking", lambda scope: [MIX])
    monkeypatch.setattr(answering, "MOST_PLACES", 2)
    assert answering.make(scope, query.options(scope), lambda place: None) == 0
