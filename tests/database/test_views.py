"""Views appear, change and go while people work; what is wrong with one harms nobody else."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sufficiency import query, settings
from sufficiency.database import comparators
from sufficiency.database.scope import Scope
from sufficiency.snapshot.store import Snapshot
from tests.conftest import TWO
from tests.database import marts

COUNT_ALL = "select count(*) as child_count from looked_after"


@pytest.fixture
def views(restored_views: Path) -> Path:
    """Views that a test may change: the next has them as they were."""
    return restored_views


@pytest.fixture
def scope(restored_scope: Scope, views: Path) -> Scope:
    """The two authorities' database over them."""
    return restored_scope


def count(scope: Scope, view: str, **chosen: str) -> int:
    """What a mart of one count says for these choices."""
    choices = {key: (value,) for key, value in chosen.items()}
    rows = query.fetch(scope, [view], choices, profile="exact")[view].rows
    return int(rows["child_count"].sum())


def test_a_new_mart_appears_changes_and_goes_without_a_restart(scope: Scope, views: Path) -> None:
    path = marts.write(views, "new_mart", COUNT_ALL, marts.COUNT)
    with pytest.raises(query.NoSuchView, match="no mart is called new_mart"):
        count(scope, "new_mart")
    before = scope.version
    scope.refresh()
    assert scope.version != before
    assert count(scope, "new_mart") == 60 and count(scope, "new_mart", sex="M") == 30
    marts.write(views, "new_mart", f"{COUNT_ALL} where sex = 'F'", marts.COUNT)
    scope.refresh()
    assert count(scope, "new_mart") == 30 and count(scope, "new_mart", sex="M") == 0
    path.unlink()
    scope.refresh()
    with pytest.raises(query.NoSuchView, match="no mart is called new_mart"):
        count(scope, "new_mart")
    assert "new_mart" not in scope.columns and scope.problems == {}


def test_a_view_that_reads_a_changed_view_is_changed_too(scope: Scope, views: Path) -> None:
    marts.write(views, "lower", "select 1 as child_count", layer="intermediate", keys="stored: yes\n")
    marts.write(views, "upper", "select child_count from lower", marts.COUNT, keys="stored: yes\n")
    scope.refresh()
    assert count(scope, "upper") == 1
    marts.write(views, "lower", "select 2 as child_count", layer="intermediate", keys="stored: yes\n")
    scope.refresh()
    assert count(scope, "upper") == 2


def test_a_new_cohort_can_be_chosen_at_once_and_a_removed_one_cannot(scope: Scope, views: Path) -> None:
    marts.write(views, "all_children", COUNT_ALL, marts.COUNT)
    path = marts.write(views, "girls", "select child_id, as_at from everyone where sex = 'F'", layer="cohorts")
    scope.refresh()
    assert count(scope, "all_children", cohort="girls") == 30
    assert marts.one(scope, "select title from ref.cohorts where cohort = 'girls'") == "girls"
    path.unlink()
    scope.refresh()
    with pytest.raises(query.ChoiceError):
        count(scope, "all_children", cohort="girls")
    assert count(scope, "all_children") == 60


BROKEN: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "not SQL": (lambda v: marts.write(v, "bad", "select from where", marts.COUNT), "bad", "syntax"),
    "an unknown column": (
        lambda v: marts.write(v, "bad", "select nothing as child_count from everyone", marts.COUNT),
        "bad",
        "nothing",
    ),
    "an unknown view": (
        lambda v: marts.write(v, "bad", "select child_count from nowhere", marts.COUNT),
        "bad",
        "no view is called nowhere",
    ),
    "a row that cannot be converted": (
        lambda v: marts.write(
            v, "bad", "select sex::integer as child_count from everyone", marts.COUNT, keys="stored: yes\n"
        ),
        "bad",
        "Could not convert string",
    ),
    "no header": (
        lambda v: (v / "marts" / "bad.sql").write_text("select 1 as child_count"),
        "bad",
        "open the file with",
    ),
    "a header that does not match": (lambda v: marts.write(v, "bad", "select 1 as a", marts.COUNT), "bad", "disagree"),
    "columns in another order": (
        lambda v: marts.write(
            v, "bad", "select 1 as b_count, 2 as a_count", "a_count | count | A", "b_count | count | B"
        ),
        "bad",
        "another order",
    ),
    "not UTF-8": (lambda v: (v / "marts" / "bad.sql").write_text("/* title: a */", encoding="utf-16"), "bad", "UTF-8"),
    "a name no view may have": (
        lambda v: (v / "marts" / "Bad View.sql").write_text("/* title: a */ select 1"),
        "Bad View",
        "small letters",
    ),
    "the name of another view": (
        lambda v: marts.write(v, "everyone", "select 1 as child_count", marts.COUNT),
        "marts/everyone",
        "another view has this name",
    ),
    "the name that the members of cohorts have": (
        lambda v: marts.write(v, "cohort_members", "select 1 as child_count", marts.COUNT),
        "marts/cohort_members",
        "another view has this name",
    ),
    "a folder that is no layer": (
        lambda v: (
            shutil.move(v / "marts", v / "mart")
            and (v / "marts").mkdir()
            or shutil.move(v / "mart" / "placement_distance.sql", v / "marts")
            and marts.write(v, "bad", "select 1 as a", layer="mart")
        ),
        "mart/bad.sql",
        "put it in one of",
    ),
    "a cohort of other columns": (
        lambda v: marts.write(v, "bad", "select child_id from everyone", layer="cohorts"),
        "cohort_bad",
        "a cohort selects child_id and as_at",
    ),
    "a cohort that reads what it is a choice of": (
        lambda v: marts.write(v, "bad", "select child_id, as_at from looked_after", layer="cohorts"),
        "cohort_bad",
        "cohort_bad reads looked_after reads chosen",
    ),
    "a stored view that follows choices": (
        lambda v: marts.write(v, "bad", COUNT_ALL, marts.COUNT, keys="stored: yes\n"),
        "bad",
        "change with the choices",
    ),
    "a name that no view has": (
        lambda v: marts.write(v, "bad", "select count(*) as child_count from looked_aftr", marts.COUNT),
        "bad",
        "no view is called looked_aftr; did you mean looked_after?",
    ),
    "a reading of raw": (
        lambda v: marts.write(v, "bad", "select count(*) as child_count from raw.episodes", marts.COUNT),
        "bad",
        "may not read raw.episodes",
    ),
    "a macro that is not one": (
        lambda v: (v / "macros" / "bad.sql").write_text("drop table everyone"),
        "macros/bad",
        "create or replace macro",
    ),
    "a macro that reads a table": (
        lambda v: (v / "macros" / "bad.sql").write_text(
            "create or replace macro m() as (select count(*) from everyone)"
        ),
        "macros/bad",
        "a macro may not read everyone",
    ),
    "a macro that reads a file": (
        lambda v: (v / "macros" / "bad.sql").write_text(
            "create or replace macro m() as table select * from read_text('/etc/hostname')"
        ),
        "macros/bad",
        "",
    ),
    "a macro of an unknown function": (
        lambda v: (v / "macros" / "bad.sql").write_text("create or replace macro m(a) as (no_such_function(a))"),
        "macros/m",
        "no_such_function",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_named_and_breaks_nothing_else(scope: Scope, views: Path, name: str) -> None:
    spoil, problem, why = BROKEN[name]
    sound = {view: dict(columns) for view, columns in scope.columns.items()}
    spoil(views)
    scope.refresh()
    assert scope.problems.keys() == {problem}
    assert why in scope.problems[problem]
    assert scope.columns == sound
    assert len(query.fetch(scope, ["placement_distance"], {}, profile="exact")) == 1


def test_readers_of_a_broken_view_say_what_is_broken_and_mend_with_it(scope: Scope, views: Path) -> None:
    path = views / "intermediate" / "lower.sql"
    marts.write(views, "lower", "select 5 as child_count", layer="intermediate")
    marts.write(views, "middle", "select child_count from lower", layer="intermediate")
    marts.write(views, "upper", "select child_count from middle", marts.COUNT)
    scope.refresh()
    assert count(scope, "upper") == 5
    sound = path.read_text()
    path.write_text(sound.replace("select 5", "select five"))
    scope.refresh()
    assert scope.problems.keys() == {"lower", "middle", "upper"}
    assert "sql/intermediate/lower.sql" in scope.problems["lower"]
    assert scope.problems["upper"].endswith("reads middle, which is broken")
    with pytest.raises(query.NoSuchView, match="reads middle, which is broken"):
        count(scope, "upper")
    path.write_text(sound)
    scope.refresh()
    assert scope.problems == {} and count(scope, "upper") == 5


def test_a_cohort_mended_is_a_choice_again(scope: Scope, views: Path) -> None:
    path = views / "cohorts" / "boys.sql"
    head = "/*\ntitle: Boys\ndefinition: Boys.\nsource: SSDA903\nlimits: None.\n*/\n"
    text = f"{head}select child_id, as_at from everyone where sex = 'M'\n"
    offered = []
    for written in (text, text.replace("sex", "sexx"), text):
        path.write_text(written, encoding="utf-8")
        scope.refresh()
        offered.append("Boys" in [option.label for option in query.options(scope)])
    assert offered == [True, False, True]


def test_an_error_in_real_data_quotes_no_cell(two_authorities: Snapshot, views: Path) -> None:
    from dataclasses import replace

    sql = "select need::integer as child_count from {}"
    marts.write(views, "bad", sql.format("everyone"), marts.COUNT, keys="stored: yes\n")
    marts.write(views, "late", sql.format("looked_after"), marts.COUNT)
    scope = Scope(replace(two_authorities, is_synthetic=False), sql=views)
    assert scope.problems.keys() == {"bad"}
    with pytest.raises(query.NoSuchView) as caught:
        count(scope, "late")
    for message in (scope.problems["bad"], str(caught.value)):
        assert "Conversion error in a row" in message and "abuse" not in message.casefold()


def test_a_changed_macro_changes_every_view_that_uses_it(scope: Scope, views: Path) -> None:
    marts.write(
        views,
        "far",
        "select count(*) filter (where is_far(distance_miles)) as child_count from looked_after",
        marts.COUNT,
    )
    path = views / "macros" / "far.sql"
    path.write_text("-- A test.\ncreate or replace macro is_far(miles) as (miles > 20);\n")
    scope.refresh()
    assert count(scope, "far") == 18
    path.write_text("create or replace macro is_far(miles) as (miles > 25);\n")
    scope.refresh()
    assert count(scope, "far") == 8
    path.unlink()
    scope.refresh()
    assert scope.problems.keys() == {"far"} and "is_far" in scope.problems["far"]


def test_a_changed_reference_table_is_read_at_the_next_click(
    two_authorities: Snapshot, views: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "reference"
    shutil.copytree(settings.REFERENCE, folder, ignore=shutil.ignore_patterns("boundaries"))
    monkeypatch.setattr(settings, "REFERENCE", folder)
    scope = Scope(two_authorities, sql=views)
    path = folder / "age_bands.csv"
    sound = path.read_text(encoding="utf-8")
    bands = "select count(distinct age_band) from everyone where age_band = 'Teen'"
    assert marts.one(scope, bands) == 0
    path.write_text(sound.replace("16 and over", "Teen"), encoding="utf-8-sig")
    assert path.read_text(encoding="utf-8-sig") != sound, "the table holds the band looked for"
    scope.refresh()
    assert marts.one(scope, bands) == 1
    path.write_text('a,b\n"unclosed', encoding="utf-8")
    scope.refresh()
    assert scope.problems.keys() == {"reference/age_bands"}
    assert marts.one(scope, bands) == 1, "a table that cannot be read stays as it was"
    (folder / "extra.csv").write_text("code,source\n1,A test\n")
    path.write_text(sound, encoding="utf-8")
    scope.refresh()
    assert scope.problems == {} and marts.one(scope, bands) == 0
    assert marts.one(scope, "select code from ref.extra") == "1"


def test_an_authoritys_views_change_with_londons(two_authorities: Snapshot, views: Path) -> None:
    london = Scope(two_authorities, sql=views)
    own = comparators.of_authority(TWO[0], london)
    marts.write(views, "all_sent", "select count(*) as child_count from everyone", marts.COUNT, keys="shared: yes\n")
    own.refresh()
    # What London shares with an authority is protected: 1,440 is known by its ten.
    assert own.problems == {} and (count(london, "all_sent"), count(own, "all_sent")) == (1440, 1445)
    assert marts.one(own, "select count(distinct authority_code) from everyone") == 1
