"""What was worked out ahead is what would be answered, to everybody as their profile has it, never stale or damaged."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from sufficiency import answering, query, settings
from sufficiency.choices import Option
from sufficiency.database import comparators, kept_results, place_answers
from sufficiency.database.built import NOTHING, Built
from sufficiency.database.place_answers import Ready
from sufficiency.database.scope import Scope
from sufficiency.disclosure import gate
from sufficiency.result import EXACT, Result
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
        assert not place_answers.ready(maker, [MIX], {}, maker.as_at, EXACT).files
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


@pytest.mark.parametrize("profile", PROFILES)
def test_every_answer_is_the_one_that_would_be_worked_out(
    scope: Scope, profile: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that it says, not its rows alone: who counts, what stands beside, how its columns are called."""
    ready = place_answers.ready
    monkeypatch.setattr(place_answers, "ready", lambda *asked: Ready())
    for place, chosen in place_answers.places(offered(scope)).items():
        kept = ready(scope, marts(scope), chosen, scope.as_at, profile)
        assert len(kept.files) > 5
        for name in kept.files:
            same(kept.result(name), query.fetch(scope, [name], chosen, profile=profile)[name], f"{name} {place}")


def same(kept: Result, worked_out: Result, of: str) -> None:
    """Hold two answers to one another."""
    # What is added up in another order differs in the last digits, as it does from one question to the next.
    assert_frame_equal(told(kept.rows), told(worked_out.rows), check_exact=False, rtol=1e-9, obj=of)
    assert_frame_equal(kept.symbols, worked_out.symbols, obj=of)
    for field in fields(Result):
        if field.name not in kept_results.FRAMES:
            assert getattr(kept, field.name) == getattr(worked_out, field.name), (of, field.name)


def told(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with one kind of nothing in columns of words."""
    mixed = [name for name in rows if rows[name].dtype == object]
    return rows.assign(**{name: rows[name].where(rows[name].notna(), None) for name in mixed})


def test_the_date_that_is_shown_anyway_may_be_chosen_by_name(scope: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = {"authority": (TWO[0],), "as_at": (scope.as_at.isoformat(),)}
    kept = query.fetch(scope, [MIX], chosen, profile=EXACT)[MIX]
    assert MIX in place_answers.ready(scope, [MIX], chosen, scope.as_at, EXACT).files
    monkeypatch.setattr(place_answers, "ready", lambda *asked: Ready())
    same(kept, query.fetch(scope, [MIX], chosen, profile=EXACT)[MIX], MIX)


def test_who_may_see_no_more_than_protected_figures_is_given_those(scope: Scope) -> None:
    chosen = {"authority": (TWO[0],)}
    exact, protected = (query.fetch(scope, list(ASKED), chosen, profile=profile) for profile in PROFILES)
    for name in ASKED:
        assert (exact[name].profile, protected[name].profile) == PROFILES
        assert not exact[name].withheld
    assert any(protected[name].withheld for name in ASKED)


def test_what_is_at_hand_and_what_is_not_are_answered_together_in_order(scope: Scope) -> None:
    asked = ["children", MIX, "headline"]
    chosen = {"authority": (TWO[0],)}
    assert list(place_answers.ready(scope, asked, chosen, scope.as_at, EXACT).files) == asked[1:]
    answered = query.fetch(scope, asked, chosen, profile=EXACT)
    assert list(answered) == asked and all(result.view.name == name for name, result in answered.items())
    with pytest.raises(gate.NotEntitled):
        query.fetch(scope, asked, chosen, profile=gate.LONDON_7_5)


@pytest.mark.parametrize("of", ["reference table", "header", "module"])
def test_what_protects_an_answer_is_part_of_its_mark(scope: Scope, of: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A narrower band, another protection of a column or a change of the gate is never answered from before it."""
    before, built = place_answers.mark(scope, scope.built, MIX), scope.built
    assert before == place_answers.mark(scope, built, MIX)
    if of == "reference table":
        built = replace(built, references={**built.references, "profiles": "another"})
    elif of == "module":
        monkeypatch.setattr(place_answers, "_code", lambda: "another")
    else:
        views = scope.catalogue.views
        monkeypatch.setitem(views, MIX, replace(views[MIX], grain="one row per authority_code"))  # type: ignore[arg-type]
    assert place_answers.mark(scope, built, MIX) != before


@pytest.mark.parametrize("view", ["everyone", "int_counted"])
def test_who_is_small_and_who_counts_are_part_of_the_mark_of_marts_that_do_not_read_it(scope: Scope, view: str) -> None:
    """An authority that had grown small would be answered as it was before."""
    name, catalogue = "data_submission", scope.catalogue
    assert view not in catalogue.inputs([name])
    changed = replace(catalogue, digests={**catalogue.digests, view: "another"})
    before = place_answers.mark(scope, scope.built, name)
    assert place_answers.mark(scope, replace(scope.built, catalogue=changed), name) != before


def test_every_module_that_answers_is_part_of_the_mark() -> None:
    asked = "import sufficiency.query, sys; print(*(m.__file__ for n, m in sys.modules.items() if 'sufficiency' in n))"
    done = subprocess.run([sys.executable, "-c", asked], cwd=settings.ROOT, capture_output=True, text=True, check=True)
    loaded = {Path(name) for name in done.stdout.split()}
    assert len(loaded) > 50 and loaded <= set(place_answers.answering_modules())


def test_each_mart_has_an_answer_for_each_place_and_none_of_single_children_has(scope: Scope) -> None:
    single = [view.name for view in scope.catalogue.layer("marts") if view.child_level or view.is_single]
    assert single and "children" in single
    for chosen in place_answers.places(offered(scope)).values():
        ready = place_answers.ready(scope, [*marts(scope), *single], chosen, scope.as_at, EXACT)
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
        assert not place_answers.ready(scope, [MIX], chosen, scope.as_at, EXACT).files, chosen
    earlier = (pd.Timestamp(scope.as_at) - pd.offsets.MonthEnd(1)).date()
    assert not place_answers.ready(scope, [MIX], {"authority": (one,)}, earlier, EXACT).files


def test_one_authority_s_own_database_answers_by_itself(scope: Scope) -> None:
    with closing(comparators.of_authority(TWO[0], scope, "200MB")) as own:
        assert not place_answers.ready(own, [MIX], {}, own.as_at, EXACT).files


def test_a_view_that_was_changed_since_is_asked_anew(
    scope: Scope, snapshot: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(settings.SQL, views := tmp_path / "sql")
    monkeypatch.setenv("SUFFICIENCY_SQL", str(views))
    with closing(Scope(copied(snapshot, tmp_path / "beside"))) as served:
        assert MIX in place_answers.ready(served, [MIX], {}, served.as_at, EXACT).files
        path = views / "marts" / f"{MIX}.sql"
        path.write_text(path.read_text(encoding="utf-8") + "\n-- another\nlimit 1\n", encoding="utf-8")
        served.refresh()
        ready = place_answers.ready(served, [MIX, "headline"], {}, served.as_at, EXACT)
        assert sorted(ready.files) == ["headline"]
        assert place_answers.lacking(served) == [MIX]
        assert len(query.fetch(served, [MIX], {}, profile=EXACT)[MIX].rows) == 1


@pytest.mark.parametrize("harm", ["cut", "gone"])
def test_a_damaged_answer_is_worked_out_again(scope: Scope, snapshot: Snapshot, tmp_path: Path, harm: str) -> None:
    other = copied(snapshot, tmp_path / "beside")
    [path] = answers(other, MIX)
    path.unlink() if harm == "gone" else path.write_bytes(path.read_bytes()[:-40])
    with closing(Scope(other)) as served:
        assert not place_answers.ready(served, [MIX], {}, served.as_at, EXACT).files
        shown = query.fetch(served, [MIX], {}, profile=EXACT)[MIX].rows
        assert_frame_equal(shown, query.fetch(scope, [MIX], {}, profile=EXACT)[MIX].rows)
        assert answering.make(served, offered(served), lambda place: None) == 1
        assert place_answers.ready(served, [MIX], {}, served.as_at, EXACT).files


def test_an_answer_of_views_that_were_built_again_meanwhile_is_not_taken(
    scope: Scope, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Wrong(place_answers.Kept):
        def __init__(self) -> None:
            pass

        def result(self, asked: place_answers.Asked, built: Built) -> Result:
            raise AssertionError("an answer of other views was read")

    monkeypatch.setattr(place_answers, "ready", lambda *asked: Ready(NOTHING, (EXACT, ""), {MIX: Wrong()}))
    assert len(query.fetch(scope, [MIX, "headline"], {}, profile=EXACT)[MIX].rows)


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
        fetch = query.fetch

        def failing(scope: Scope, names: list[str], chosen: object, **how: object) -> object:
            if MIX in names and chosen:
                raise query.NoSuchView("it fails for one place")
            return fetch(scope, names, chosen, **how)  # type: ignore[arg-type]

        monkeypatch.setattr(query, "fetch", failing)
        assert answering.make(served, options, lambda place: None) == 1
        assert answers(other, "headline") and not answers(other, MIX)


def test_a_region_of_many_places_is_left_to_the_engine(scope: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place_answers, "lacking", lambda scope: [MIX])
    monkeypatch.setattr(answering, "MOST_PLACES", 2)
    assert answering.make(scope, query.options(scope), lambda place: None) == 0
