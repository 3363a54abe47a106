"""The command line: the pages' numbers, exit codes that mean something, and never a traceback."""

from __future__ import annotations

import errno
import io
import json
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from click.testing import CliRunner, Result

from sufficiency import invented, settings
from sufficiency.__main__ import COMMANDS, main
from sufficiency.audit import reading
from sufficiency.cli import views
from sufficiency.snapshot import store
from tests import test_golden
from tests.conftest import FIRST_IDS, TWO
from tests.database import marts

ROOT = Path(__file__).parents[2]
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
CHILD = "SECRET-CHILD-17"


@pytest.fixture
def loaded(data_folder: Path, two_tables: Mapping[str, pa.Table], views: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with the two authorities, and views that a test may change."""
    monkeypatch.setenv("SUFFICIENCY_SQL", str(views))
    store.write(two_tables, is_synthetic=True, name="two")
    return views


@pytest.fixture
def open_once(loaded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands of one test share the scopes they open, to be quick."""
    monkeypatch.setattr(views, "open_scope", lru_cache(views.open_scope))


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    """A folder of one authority's return with three children, all in order."""
    folder = tmp_path / "IN" / TWO[0] / "2025"
    folder.mkdir(parents=True)
    children = [CHILD, "B2", "C3"]
    header = [f"{child},F,02/06/2011,MWBC,,," for child in children]
    episodes = [f"{c},10/06/2024,S,C2,N1,U4,PR1,,,,NW1 1AA,NW1 2DB,SC000001" for c in children]
    (folder / "header.csv").write_text("\n".join([HEADER, *header]) + "\n")
    (folder / "episodes.csv").write_text("\n".join([EPISODES, *episodes]) + "\n")
    invented.seal(tmp_path / "IN")
    return tmp_path / "IN"


@pytest.fixture
def no_views(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An import makes and tries every view; where a test is of something else there are none, to be quick."""
    monkeypatch.setenv("SUFFICIENCY_SQL", str(tmp_path / "no_views"))


# Three children are far fewer than DfE has published for any authority but one.
FEW = ("--accept", "children_published", "--because", "a small part, to try")


def run(*arguments: str | Path) -> Result:
    """What a command prints and ends with; an error that nobody caught fails the test."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert "Traceback" not in result.output
    return result


def has_ids(text: str) -> bool:
    """Whether an id of one of the two authorities' children is in ``text``."""
    return any(str(first // 10**6) in text for first in FIRST_IDS.values())


def test_every_command_explains_itself() -> None:
    for command in ("", *COMMANDS):
        result = run(*([command] if command else []), "--help")
        assert result.exit_code == 0 and len(result.output.splitlines()) > 3, command


def test_an_import_and_a_change_of_the_snapshot_served_are_on_record(
    data_folder: Path, returns: Path, no_views: None
) -> None:
    assert run("ingest", returns, "--synthetic", "--name", "one").exit_code == 0
    assert run("snapshots", "--use", "one").exit_code == 0
    told = [(line["action"], line["snapshot"]) for line in reading.lines()]
    # A line a unit, written before anybody is served from it.
    assert told == [("snapshot", "one"), ("import", "one")]
    assert CHILD not in str(reading.lines()) and reading.verify().faults == ()


def test_returns_of_real_children_are_not_loaded_where_that_cannot_be_recorded(
    data_folder: Path, returns: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUFFICIENCY_KEY", secrets.token_hex(32))
    monkeypatch.setenv("SUFFICIENCY_SQL", str(tmp_path / "no_views"))
    data_folder.mkdir()
    (data_folder / "audit").write_text("in the way", encoding="utf-8")
    refused = run("ingest", returns, *FEW)
    assert refused.exit_code == 2 and "audit log" in refused.output and store.names() == []
    assert run("ingest", returns, "--synthetic").exit_code == 0, "of invented children nothing need be kept"


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_whatever_an_import_of_real_children_writes_is_its_owners_alone(
    data_folder: Path, returns: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUFFICIENCY_KEY", secrets.token_hex(32))
    before = os.umask(0)  # as open as a machine may be
    try:
        assert run("ingest", returns, *FEW, "--report", tmp_path / "problems.csv").exit_code in (0, 1)
    finally:
        os.umask(before)

    def is_private(path: Path) -> bool:
        within = [one for one in (path, *path.parents) if one.is_relative_to(data_folder) or one == path]
        return any(one.stat().st_mode & 0o077 == 0 for one in within if one != data_folder)

    files = [path for path in [*data_folder.rglob("*"), tmp_path / "problems.csv"] if path.is_file()]
    assert len(files) > 20
    open_to_others = [path for path in files if not is_private(path)]
    # The pointer holds a snapshot's name and nothing else.
    assert {path.name for path in open_to_others} <= {store.POINTER}


def test_check_is_0_when_all_is_sound_and_1_when_one_view_is_not(loaded: Path) -> None:
    result = run("check")
    assert result.exit_code == 0, result.output
    assert result.output.rstrip().endswith("All sound") and "placement_distance" in result.output
    for said in (
        "100.0 %  Children's details (SSDA903 header): 120 of 120 rows matched to the child's episodes",
        "100.0 %  Episodes of care (SSDA903 episodes): 60 of 60 rows matched to children open in the return before",
        "100.0 %  Placement costs return: 60 of 60 rows matched to the placement priced",
    ):
        assert said in result.output
    marts.write(loaded, "bad", "select nothing as child_count from everyone", marts.COUNT)
    result = run("check")
    assert result.exit_code == 1
    assert "WRONG  bad: sql/marts/bad.sql" in result.output and "1 wrong" in result.output


def test_check_of_one_view_says_in_one_line_that_it_is_sound_and_of_others_nothing(loaded: Path) -> None:
    marts.write(loaded, "bad", "select nothing as child_count from everyone", marts.COUNT)
    for names in (["placement_distance"], ["placement_distance", "int_month_ends"], ["sixteen_plus"]):
        result = run("check", *names)
        assert result.exit_code == 0 and result.stdout.splitlines() == ["Sound"]
        assert len(result.stderr.splitlines()) <= 1  # What has to be made first is one line.
    result = run("check", "bad", "placement_distance")
    assert result.exit_code == 1 and "placement_distance" not in result.stdout
    assert "WRONG  bad: sql/marts/bad.sql" in result.stdout and "1 wrong" in result.stdout
    result = run("check", "placement_distanc")
    assert result.exit_code == 1 and "no view is called so; did you mean placement_distance?" in result.stdout


def test_check_of_a_file_that_is_no_view_by_its_place_or_name_says_so(loaded: Path) -> None:
    sound = (loaded / "marts" / "placement_distance.sql").read_text(encoding="utf-8")
    (loaded / "marts" / "older").mkdir()
    for place, said in (
        ("mine.sql", "put it in one of sql/staging"),
        ("marts/older/mine.sql", "put it in one of sql/staging"),
        ("marts/mine.SQL", "sql/marts/mine.SQL:1: end its name in .sql"),
        ("marts/mine.sql.txt", "sql/marts/mine.sql.txt:1: end its name in .sql"),
    ):
        (loaded / place).write_text(sound, encoding="utf-8")
        result = run("check", "mine")
        assert result.exit_code == 1 and f"WRONG  {place}: " in result.stdout and said in result.stdout, place
        (loaded / place).unlink()


def test_check_says_that_two_views_have_the_same_title(loaded: Path) -> None:
    shutil.copy(loaded / "marts" / "placement_distance.sql", loaded / "marts" / "mine.sql")
    line = "title, sql/marts/placement_distance.sql; give one of them another"
    assert f"sql/marts/mine.sql:2: another view has this {line}" in run("check", "mine").stdout


def test_whoever_reads_only_the_first_lines_is_told_of_no_failure(
    loaded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*told: object, **how: object) -> None:
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    monkeypatch.setattr("sufficiency.cli.views._print", closed)
    result = run("view", "placement_distance")
    assert result.exit_code == 1 and "failed" not in result.output


# What a mart selects, the columns and keys of its header, and what is wrong with it.
UNSOUND = [
    (
        "select count(*) as child_count from looked_after where sex = 'F'",
        (marts.COUNT,),
        "checks: unique nothing\n",
        "there is no column nothing",
    ),
    (
        "select unnest([1, 1]) as child_count",
        (marts.COUNT,),
        "checks: unique child_count\n",
        "unique child_count does not hold; first rows: child_count 1",
    ),
    (
        "select unnest([1, null]) as child_count",
        (marts.COUNT,),
        "checks: not_null child_count\n",
        "not_null child_count does not hold; first rows: child_count NULL",
    ),
    ("select 1 as child_count", (marts.COUNT,), "checks: unique child_count) from everyone --\n", "there is no column"),
    ("select 1 as child_count", (marts.COUNT,), "checks: fast child_count\n", "'fast'"),
    ("select sex::integer as child_count from looked_after", (marts.COUNT,), "", "Could not convert string"),
    (
        "select 1 as child_count",
        (marts.COUNT,),
        "page: stabilty\n",
        "no page is called stabilty; did you mean stability?",
    ),
    ("select 1 as child_count", (marts.COUNT,), "place: after gaps\n", "say which with 'page:'"),
    ("select 1 as child_count", (marts.COUNT,), "page: gaps\nplace: after gap\n", "no view is called gap"),
    ("select 1.5 as a_miles", ("a_miles | miles | A",), "", "stands behind"),
]


def test_check_finds_what_is_wrong_with_rows_and_headers(loaded: Path) -> None:
    for number, (sql, columns, keys, _) in enumerate(UNSOUND):
        marts.write(loaded, f"bad_{number}", sql, *columns, keys=keys)
    names = [f"bad_{number}" for number in range(len(UNSOUND))]
    for asked in ([], names, names[:1]):
        result = run("check", *asked)
        assert result.exit_code == 1
        lines = result.output.splitlines()
        for name, (*_, why) in zip(asked or names, UNSOUND, strict=False):
            assert any(line.startswith(f"WRONG  {name}: ") and why in line for line in lines), name


def test_check_of_checks_says_that_rows_break_one_but_not_how_many(loaded: Path) -> None:
    (loaded / "checks").mkdir()
    marts.write(loaded, "nobody_is_a_girl", "select * from everyone where sex = 'F'", layer="checks")
    for names in ([], ["nobody_is_a_girl"]):
        result = run("check", *names)
        assert result.exit_code == 1
        assert (
            "nobody_is_a_girl: sql/checks/nobody_is_a_girl.sql:9: some rows break it; first rows: " in result.output
            and not has_ids(result.output)
        )
        assert result.output.count("sex F") <= 3


def test_of_real_children_no_row_that_breaks_a_check_is_shown(loaded: Path, two_tables: Mapping[str, pa.Table]) -> None:
    store.write(two_tables, is_synthetic=False, name="real")
    marts.write(loaded, "bad", "select unnest([1, 1]) as child_count", marts.COUNT, keys="checks: unique child_count\n")
    result = run("check", "bad")
    assert "unique child_count does not hold" in result.output and "first rows" not in result.output


def test_check_and_view_say_when_a_file_of_the_snapshot_was_changed(loaded: Path) -> None:
    path = store.read("two").file("episodes")
    spoilt = bytearray(path.read_bytes())
    spoilt[len(spoilt) // 2] ^= 4
    path.write_bytes(spoilt)
    for arguments in (["check"], ["view", "placement_distance"]):
        result = run(*arguments)
        assert result.exit_code == 1 and "episodes.parquet is missing or has changed" in result.output
    result = run("snapshots")
    assert result.exit_code == 1 and "episodes.parquet" in result.output


def test_every_format_of_a_view_holds_the_same_figures(open_once: None) -> None:
    ask = ("view", "placement_distance", "--exact", "--choose", "sex=F")
    table, text = run(*ask), run(*ask, "--format", "csv")
    rows = json.loads(run(*ask, "--format", "json").stdout)["rows"]
    parquet = CliRunner().invoke(main, [*ask, "--format", "parquet"])
    held = pd.read_parquet(io.BytesIO(parquet.stdout_bytes))
    lines = [line for line in text.output.splitlines() if not line.startswith("#")]
    read = pd.read_csv(io.StringIO("\n".join(lines)))
    assert [row["child_count"] for row in rows] == [15, 15]
    assert read["child_count"].tolist() == held["child_count"].tolist() == [15, 15]
    assert [row["authority_name"] for row in rows] == held["authority_name"].tolist()
    assert "Barnet" in table.output and "Sex: Female" in table.output


def test_figures_are_protected_unless_exact_ones_are_asked_for(loaded: Path, open_once: None) -> None:
    marts.write(
        loaded,
        "few",
        "select sex, case sex when 'M' then 3 else 13 end as child_count from everyone group by sex order by sex",
        "sex | code | Sex",
        marts.COUNT,
    )
    for form in ("table", "csv", "json"):
        shown = run("view", "few", "--format", form).output
        figures = shown.partition("sex")[2].partition("child_count")[2]
        assert "15" in figures and "c" in figures and "3" not in figures, form
    exact = json.loads(run("view", "few", "--exact", "--format", "json").stdout)["rows"]
    assert [(row["sex"], row["child_count"]) for row in exact] == [("F", 13), ("M", 3)]


def test_single_children_are_printed_only_when_exact_figures_are_asked_for(loaded: Path, open_once: None) -> None:
    marts.write(
        loaded,
        "children",
        "select child_id, sex from looked_after",
        "child_id | code | Child",
        "sex | code | Sex",
        keys="child_level: yes\n",
    )
    for form in ("table", "csv", "json", "parquet"):
        result = run("view", "children", "--format", form)
        assert result.exit_code == 1 and not has_ids(result.output), form
        assert "only people entitled to exact figures" in result.output
    result = run("view", "children", "--exact", "--format", "csv")
    assert result.exit_code == 0 and has_ids(result.output)


def test_no_mart_prints_a_childs_id_under_protection(data_folder: Path, two_tables: Mapping[str, pa.Table]) -> None:
    from sufficiency import query
    from sufficiency.disclosure import gate

    store.write(two_tables, is_synthetic=True, name="two")
    scope = views.open_scope()
    for view in scope.catalogue.layer("marts"):
        if not view.child_level:
            found = query.fetch(scope, [view.name], {}, profile=gate.LONDON_7_5)[view.name]
            assert not has_ids(found.rows.to_csv()), view.name


def test_a_scope_holds_one_authority(loaded: Path) -> None:
    ask = ("view", "placement_distance", "--exact", "--format", "json", "--scope")
    assert len(json.loads(run(*ask, "london").stdout)["rows"]) == 2
    assert [row["authority_code"] for row in json.loads(run(*ask, TWO[1]).stdout)["rows"]] == [TWO[1]]


WRONG = [
    (["nothing"], "no mart is called nothing"),
    (["placement_distanc"], "no mart is called placement_distanc; did you mean placement_distance?"),
    (["everyone"], "no mart is called everyone; everyone is a step that marts read"),
    (["everyone", "--exact"], "no mart is called everyone"),
    (["raw.episodes", "--exact"], "no mart is called raw.episodes"),
    (["placement_distance; drop table everyone"], "no mart is called"),
    (["placement_distance", "--choose", "sex"], "key=value"),
    (["placement_distance", "--choose", "colour=red"], "no choice is called 'colour'"),
    (["placement_distance", "--choose", "sex=Z"], "there is no 'Z' to choose; use one of Female, Male"),
    (["placement_distance", "--choose", "authority=Barnett"], "there is no 'Barnett' to choose"),
    (["placement_distance", "--choose", "as_at=yesterday"], "there is no 'yesterday'"),
    (["placement_distance", "--choose", "sex=M", "--choose", "sex=F"], "choose one value"),
    (["placement_distance", "--scope", "E09000099"], "no authority E09000099"),
    (["placement_distance", "--scope", "' or 1=1 --"], "no authority"),
]


def test_what_cannot_be_shown_is_said_in_words(open_once: None) -> None:
    for arguments, why in WRONG:
        result = run("view", *arguments)
        assert result.exit_code == 1 and why in result.output, arguments
        said = [line for line in result.output.splitlines() if not line.startswith("Making ")]
        assert len(said) == 1, "beside what is being made ready, once"


def test_snapshots_are_listed_with_the_current_one_marked(loaded: Path) -> None:
    store.write({t: snapshot_table(t) for t in store.read("two").tables}, is_synthetic=False, name="real")
    lines = run("snapshots").output.splitlines()
    assert lines[0].startswith("* real  sound, format 2, as at 2025-03-31, 2 authorities, no units, REAL")
    assert lines[1].startswith("  two  sound") and lines[1].endswith("synthetic")


def test_an_earlier_snapshot_can_be_served_again_but_never_a_damaged_one(loaded: Path) -> None:
    for name in ("later", "damaged"):
        tables = {table: snapshot_table(table) for table in store.read("two").tables}
        store.write(tables, is_synthetic=True, name=name)
    assert run("snapshots", "--use", "two").exit_code == 0
    assert store.current_name() == "two"
    store.read("damaged").file("header").write_bytes(b"no Parquet")
    for name, why in (("damaged", "header.parquet"), ("lost", "there is no snapshot lost")):
        result = run("snapshots", "--use", name)
        assert result.exit_code == 1 and why in result.output
        assert store.current_name() == "two"


def snapshot_table(table: str) -> pa.Table:
    """One table of the snapshot called two."""
    import pyarrow.parquet as pq

    return pq.read_table(store.read("two").file(table))


def test_without_data_every_command_says_what_to_do(data_folder: Path) -> None:
    assert "run python -m sufficiency ingest" in run("snapshots").output
    for command in (["check"], ["view", "placement_distance"]):
        result = run(*command)
        assert result.exit_code == 1 and "no snapshot yet" in result.output


def test_a_data_folder_that_is_not_there_is_named_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUFFICIENCY_DATA", str(tmp_path / "mistyped"))
    told = run("snapshots").output
    assert str(tmp_path / "mistyped") in told and "not there yet" in told and "SUFFICIENCY_DATA" in told
    assert not (tmp_path / "mistyped").exists()


def test_a_damaged_pointer_is_said_in_words(loaded: Path) -> None:
    (store.folder() / store.POINTER).write_text("../../etc")
    for command in (["snapshots"], ["check"], ["view", "placement_distance"]):
        result = run(*command)
        assert result.exit_code == 1 and "current is damaged" in result.output, command


def test_new_writes_a_view_that_is_sound_as_it_is(loaded: Path) -> None:
    result = run("new", "by_borough")
    assert result.exit_code == 0 and (loaded / "marts" / "by_borough.sql").exists()
    assert run("check").exit_code == 0
    rows = json.loads(run("view", "by_borough", "--exact", "--format", "json").stdout)["rows"]
    assert [row["child_count"] for row in rows] == [30, 30]


@pytest.mark.parametrize("name", ["placement_distance", "everyone", "New", "a-b", "../a", "1a", ""])
def test_new_refuses_a_name_taken_or_unfit(loaded: Path, name: str) -> None:
    before = sorted(path.name for path in loaded.rglob("*"))
    assert run("new", name).exit_code == 1
    assert sorted(path.name for path in loaded.rglob("*")) == before


def test_new_with_a_comparator_is_two_views_that_work_for_london_and_for_one_authority(loaded: Path) -> None:
    result = run("new", "far_away", "--with-comparator")
    assert result.exit_code == 0 and "int_far_away_compared.sql" in result.output
    assert run("check", "far_away", "int_far_away_compared").stdout.strip() == "Sound"
    whole = pd.read_csv(io.StringIO(run("view", "far_away", "--exact", "--format", "csv").stdout), comment="#")
    code = whole["authority_code"].iloc[0]
    own = run("view", "far_away", "--exact", "--scope", code, "--format", "csv").stdout
    [mine] = pd.read_csv(io.StringIO(own), comment="#").to_dict("records")
    assert whole["comparator_known_count"].nunique() == 1
    # London's stands beside an authority's own analyst too, protected: fewer than eight of two are no figure.
    assert mine["comparator_distant_pct"] == "c" or float(mine["comparator_known_count"]) % 5 == 0
    assert run("new", "far_away", "--with-comparator").exit_code == 1


def test_ingest_of_a_clean_return_is_0(data_folder: Path, returns: Path) -> None:
    result = run("ingest", returns, "--synthetic")
    assert result.exit_code == 0, result.output
    assert "6 of 6 rows accepted; 0 problems" in result.output
    assert "Snapshot" in result.output and "1 authority, as at 2025-03-31" in result.output
    assert "No forecast of it is made yet: python -m sufficiency forecast" in result.output
    assert store.read(store.current_name()).is_synthetic is True


def test_a_forecast_that_an_import_cannot_make_is_told_and_the_import_stands(
    data_folder: Path, returns: Path, no_views: None
) -> None:
    result = run("ingest", returns, "--synthetic", "--forecast")
    assert result.exit_code == 1, result.output
    assert "It is served without a forecast: " in result.output
    assert len(store.read(store.current_name()).authorities) == 1


def test_ingest_with_problems_is_1_and_reports_each_with_its_remedy(
    data_folder: Path, returns: Path, tmp_path: Path, no_views: None
) -> None:
    path = returns / TWO[0] / "2025" / "episodes.csv"
    path.write_text(path.read_text().replace("10/06/2024", "31/02/2024", 1))
    invented.seal(returns)
    report = tmp_path / "report.csv"
    result = run("ingest", returns, "--synthetic", "--report", report)
    assert result.exit_code == 1, result.output
    assert CHILD not in result.output, "the terminal shows no cell"
    rows = pd.read_csv(report, encoding="utf-8-sig", dtype=str)
    wrong = rows[rows["severity"] != "note"]  # what is passed over is said, with nothing to mend
    assert "31/02/2024" in set(wrong["value"]) and wrong["remedy"].notna().all()
    assert oct(report.stat().st_mode & 0o777) == "0o600"


def test_a_check_that_is_none_is_told_by_both_commands_that_accept_one(data_folder: Path, tmp_path: Path) -> None:
    for command in (("ingest", tmp_path), ("held", "load", "--all")):
        told = run(*command, "--accept", "children_publshed", "--because", "looked at")
        assert told.exit_code == 2 and "no check is called children_publshed" in told.output


@pytest.mark.parametrize("change", ["a cell", "a file more", "no list"])
def test_only_what_synthesise_made_is_taken_for_invented(loaded: Path, returns: Path, change: str) -> None:
    path = returns / TWO[0] / "2025" / "episodes.csv"
    if change == "a cell":
        path.write_text(path.read_text().replace("NW1 1AA", "NW1 1AB"))
    elif change == "a file more":
        (path.parent / "more.csv").write_text(path.read_text() + " ")
    else:
        (returns / invented.ANSWERS / invented.SEAL).unlink()
    result = run("ingest", returns, "--synthetic")
    assert result.exit_code == 2 and "is not as synthesise made it" in result.output
    assert store.current_name() == "two", "nothing is served that was not before"
    path.rename(path.with_name("moved.csv"))


def test_ingest_of_nothing_is_2_and_leaves_the_current_snapshot(loaded: Path, tmp_path: Path) -> None:
    empty = tmp_path / "nothing"
    empty.mkdir()
    (empty / "notes.txt").write_text("no return")
    invented.seal(empty)
    result = run("ingest", empty, "--synthetic")
    assert result.exit_code == 2 and "The current snapshot is as it was" in result.output
    assert store.current_name() == "two" and store.names() == ["two"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["ingest"],
        ["ingest", "no-such-folder"],
        ["view"],
        ["view", "a", "--format", "xml"],
        ["nothing"],
        ["new"],
        ["synthesise"],
    ],
)
def test_wrong_usage_is_2_with_a_hint(data_folder: Path, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2 and "--help" in result.output


def test_a_report_that_cannot_be_written_is_1_says_where_and_loses_no_import(
    data_folder: Path, returns: Path, tmp_path: Path, no_views: None
) -> None:
    result = run("ingest", returns, "--synthetic", "--report", tmp_path / "no" / "report.csv")
    assert result.exit_code == 1 and "No such file or directory" in result.output
    assert store.read(store.current_name() or "").authorities == (TWO[0],)


def test_a_key_too_short_is_2_before_anything_is_written(
    data_folder: Path, returns: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUFFICIENCY_KEY", "short")
    result = run("ingest", returns, *FEW)
    assert result.exit_code == 2 and "SUFFICIENCY_KEY" in result.output
    assert store.current_name() is None


def test_nothing_kept_or_printed_holds_a_childs_own_id(
    data_folder: Path, returns: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUFFICIENCY_KEY", "9f2c4be1a07d5836ce19bb40d6e85713")
    result = run("ingest", returns, *FEW)
    assert result.exit_code == 1 and CHILD not in result.output, "one check was accepted"
    found = store.read(store.current_name())
    assert found.is_synthetic is False
    for path in [path for path in found.folder.rglob("*") if path.is_file()]:
        assert CHILD.encode() not in path.read_bytes(), path.name
    ids = set(snapshot_ids(found))
    monkeypatch.setenv("SUFFICIENCY_SQL", str(tmp_path / "no_views"))  # views stored once are enough
    monkeypatch.setenv("SUFFICIENCY_KEY", "03d86a1be97c52f4487ae1cc9b5f60d2")
    refused = run("ingest", returns, *FEW)
    assert refused.exit_code == 2 and "restore the key" in refused.output, "no child would be known again"
    assert store.current_name() == found.id
    run("ingest", returns, *FEW, "--all")
    other = set(snapshot_ids(store.read(store.current_name())))
    assert len(ids) == len(other) == 3 and not ids & other, "the key makes the ids"


def snapshot_ids(found: store.Snapshot) -> list[int]:
    """The ids of the children in the header table."""
    return pd.read_parquet(found.file("header"))["child_id"].tolist()


def test_synthesise_refuses_an_authority_outside_london_in_words(tmp_path: Path) -> None:
    result = run("synthesise", tmp_path / "out", "--authorities", "E08000025")
    assert result.exit_code == 1 and "E08000025" in result.output


def test_the_module_runs_as_a_command_and_ends_with_the_code(data_folder: Path) -> None:
    command = [sys.executable, "-m", "sufficiency"]
    environment = {**os.environ, "PYTHONWARNINGS": "error"}
    done = subprocess.run(
        [*command, "view", "placement_distance"], cwd=ROOT, env=environment, text=True, capture_output=True, check=False
    )
    assert done.returncode == 1 and done.stdout == ""
    assert "no snapshot yet" in done.stderr and "Traceback" not in done.stderr


def test_a_command_that_prints_a_view_waits_for_nothing_that_makes_files() -> None:
    asked = "import sys, sufficiency.cli.views; print({'altair', 'docx', 'pptx', 'pydeck', 'scipy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_columns_of_what_a_view_is_written_on_are_printed_with_unit_and_meaning() -> None:
    said = run("columns")
    assert said.exit_code == 0 and "Distance from home to placement" in said.output
    line = next(line for line in said.output.splitlines() if line.startswith("distance_miles"))
    assert line.split()[1] == "miles"
    wrong = run("columns", "looked_aftr")
    assert wrong.exit_code == 1 and "did you mean looked_after?" in wrong.output


def test_a_check_of_one_view_waits_for_nothing_that_only_answers_need() -> None:
    asked = (
        "import sys; from sufficiency.cli import views; code = views._check_named(('placement_distance',)); "
        "print(code, {'altair', 'pandas', 'streamlit', 'sufficiency.query'} & set(sys.modules))"
    )
    # The first in a new clone makes the stored tables, and loads what makes them.
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "Sound\n0 set()\n"


def test_a_return_that_is_cut_is_held_accepted_and_withdrawn_by_command(
    data_folder: Path, returns: Path, views: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUFFICIENCY_SQL", str(tmp_path / "no_views"))
    path = returns / TWO[0] / "2025"
    for name, first, more in (
        ("header.csv", HEADER, [f"D{n},F,02/06/2011,MWBC,,," for n in range(40)]),
        ("episodes.csv", EPISODES, [f"D{n},10/03/2024,S,C2,N1,U4,PR1,,,,N10 1AA,NW1 2DB,SC000001" for n in range(40)]),
    ):
        (path / name).write_text("\n".join([first, *more]) + "\n")
    invented.seal(returns)
    assert run("ingest", returns, "--synthetic").exit_code == 0
    for name in ("header.csv", "episodes.csv"):
        (path / name).write_text("\n".join((path / name).read_text().splitlines()[:20]) + "\n")
    invented.seal(returns)
    current = store.current_name()
    held = run("ingest", returns, "--synthetic")
    assert held.exit_code == 2 and store.current_name() == current
    assert "STOPPED" in held.output and "19 rows, in place of 40 that are served" in held.output
    assert "Send every table of the year together" in held.output and CHILD not in held.output
    assert f"{TWO[0]}/2025  held" in run("held", "list").output
    shown = run("held", "show", f"{TWO[0]}/2025", "--exact")
    assert shown.exit_code == 0 and store.current_name() == current
    assert "STOPPED" in shown.output and "19 rows, in place of 40 that are served" in shown.output
    assert CHILD not in shown.output
    for wrong in (["--accept", "rows_replaced"], ["--because", "x"], ["--accept", "nothing", "--because", "x"]):
        assert run("ingest", returns, "--synthetic", *wrong).exit_code == 2
    taken = run("held", "load", f"{TWO[0]}/2025", "--accept", "rows_replaced", "--because", "half moved")
    assert taken.exit_code == 0, taken.output
    listed = run("snapshots", "--units").output
    assert "in place of 80, accepted rows_replaced: half moved" in listed and "38 rows" in listed
    assert run("withdraw", "Nowhere", "2025").exit_code == run("withdraw", TWO[0], "soon").exit_code == 2
    last = run("withdraw", TWO[0], "2024-25")
    assert last.exit_code == 2 and "nothing would be left" in last.output
    assert "0 snapshots and 0 units to be deleted" in run("retain").output


@pytest.mark.parametrize("wrong", ["a file", "no folder"])
def test_a_wrong_data_folder_is_named(data_folder: Path, monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    path = data_folder / "typing" / "error"
    if wrong == "a file":
        data_folder.write_text("x")
        path = data_folder
    monkeypatch.setenv("SUFFICIENCY_DATA", str(path))
    for command in (["check"], ["snapshots"], ["ingest", str(ROOT / "tests")]):
        result = run(*command)
        assert result.exit_code in (1, 2) and f"SUFFICIENCY_DATA={path}" in result.output, command


def test_a_failure_of_the_tool_is_3_and_says_where_without_a_value(
    data_folder: Path, returns: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object, **options: object) -> None:
        raise RuntimeError(f"cannot read {CHILD}")

    monkeypatch.setattr("sufficiency.loading.import_checks.compare", fail)
    result = run("ingest", returns, "--synthetic")
    assert result.exit_code == 3 and CHILD not in result.output
    assert "The tool failed: RuntimeError at sufficiency/loading/ingest.py:" in result.output


def test_a_broken_reference_table_is_named_as_the_cause(
    data_folder: Path, returns: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(settings.REFERENCE, tmp_path / "reference")
    path = tmp_path / "reference" / "import_rules.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("remedy", "cure", 1), encoding="utf-8")
    monkeypatch.setattr(settings, "REFERENCE", tmp_path / "reference")
    result = run("ingest", returns, "--synthetic")
    assert result.exit_code == 3 and "data/reference/import_rules.csv: the column 'remedy' is missing" in result.output


def test_check_blames_the_reference_table_and_not_the_view_that_reads_it(
    loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = shutil.copytree(settings.REFERENCE, tmp_path / "reference")
    monkeypatch.setattr(settings, "REFERENCE", copied)
    bands = copied / "distance_bands.csv"
    bands.write_text(bands.read_text(encoding="utf-8").replace(",-1,5,", ",-1,5 miles,", 1), encoding="utf-8")
    marts.write(
        loaded, "bands", "select count(up_to_miles::double) as child_count from ref.distance_bands", marts.COUNT
    )
    result = run("check", "bands")
    assert "data/reference/distance_bands.csv:2: up_to_miles '5 miles': it is no number" in result.output


def test_golden_begins_a_case_that_the_tests_would_run_and_says_where_the_sql_differs(loaded: Path) -> None:
    result = run("golden", "placement_distance", "two_boroughs", "--rows", "4")
    assert result.exit_code == 0 and "Work each figure out by hand" in result.output
    case = settings.cases_folder() / "placement_distance" / "two_boroughs"
    drawn = pd.read_csv(case / "looked_after.csv")
    expected = pd.read_csv(case / "expect.csv")
    assert len(drawn) == 4 and expected["child_count"].sum() == 4
    assert not has_ids((case / "looked_after.csv").read_text())
    known = drawn.groupby("authority_code")["distance_miles"].count()
    assert expected.set_index("authority_code")["known_count"].to_dict() == known.to_dict()
    assert run("golden", "placement_distance", "two_boroughs").stdout.strip().endswith("As expected")
    wrong = expected.assign(child_count=expected["child_count"] + 1)
    wrong.to_csv(case / "expect.csv", index=False)
    result = run("golden", "placement_distance", "two_boroughs")
    assert result.exit_code == 1 and "- E09" in result.output and "+ E09" in result.output
    assert run("golden", "placement_distance", "two_boroughs", "--freeze").exit_code == 0
    assert run("golden", "placement_distance", "two_boroughs").exit_code == 0
    (case / "looked_after.csv").unlink()
    assert "has no rows of looked_after" in run("golden", "placement_distance", "two_boroughs").output


def test_no_case_is_made_of_rows_of_real_children(loaded: Path, two_tables: Mapping[str, pa.Table]) -> None:
    store.write(two_tables, is_synthetic=False, name="real")
    result = run("golden", "placement_distance")
    assert result.exit_code == 1 and "begin it on invented data" in result.output
    assert not settings.cases_folder().exists()


def test_an_import_says_at_once_what_is_wrong_with_a_whole_folder(
    data_folder: Path, returns: Path, no_views: None, tmp_path: Path
) -> None:
    empty = tmp_path / "EMPTY"
    (empty / "Camden" / "2025").mkdir(parents=True)
    result = run("ingest", empty, *FEW)
    assert result.exit_code == 2 and "0 files" in result.output
    assert "EMPTY: The folder holds no file, so nothing was read. Put each authority's files" in result.output
    (returns / TWO[0] / "2025" / "header.csv").unlink()
    invented.seal(returns)
    assert f"{TWO[0]}/2025: No header table was read" in run("ingest", returns, "--synthetic").output


def test_what_an_analysts_own_views_have_written_lies_beside_them_and_never_among_the_tools(loaded: Path) -> None:
    def of_the_tool() -> set[Path]:
        return {path for folder in (settings.SQL, settings.CHARTS, settings.CASES) for path in folder.rglob("*")}

    before = of_the_tool()
    assert run("new", "own").exit_code == 0 and (loaded / "marts" / "own.sql").exists()
    assert run("golden", "own").exit_code == 0
    assert (loaded.parent / "tests" / "views" / "own" / "by_hand" / "expect.csv").exists()
    assert settings.charts_folder().parent == settings.cases_folder().parent.parent == loaded.parent
    assert of_the_tool() == before


def test_without_a_folder_of_ones_own_cases_are_those_that_the_tests_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUFFICIENCY_SQL", raising=False)
    assert settings.cases_folder() == test_golden.VIEWS
