"""An analyst's own SELECT: the catalogue's rows, the gate's protection, and nothing but one SELECT over views."""

from __future__ import annotations

import contextlib
import re
import threading
import time
from pathlib import Path

import pytest

from sufficiency.database import comparators, own_select
from sufficiency.database.scope import QueryStopped, Scope
from sufficiency.disclosure import gate
from sufficiency.result import EXACT
from sufficiency.workbench import overlap, question, saving
from sufficiency.workbench.question import Refused, Stop
from tests.conftest import TWO
from tests.workbench.hostile import STATEMENTS

DISTANCE = "select authority_name, child_count, distant_count, distant_pct from placement_distance order by 1"


def test_the_rows_are_those_of_the_view_with_its_units_and_protection(london: Scope) -> None:
    answer = question.ask(london, DISTANCE, {})
    rows = answer.result.rows
    view = answer.result.view
    assert view.column("distant_pct").unit == "pct" and view.column("distant_pct").numerator == "distant_count"
    assert not answer.is_cut and answer.faults == ()
    with london.cursor_for({}, london.as_at, ["placement_distance"]) as (cursor, _):
        assert rows["child_count"].tolist() == [
            row[0]
            for row in cursor.execute("select child_count from placement_distance order by authority_name").fetchall()
        ]


def test_the_filter_bar_applies_where_it_is_asked_to(london: Scope) -> None:
    of_all = question.ask(london, "select count(*) as child_count from looked_after", {})
    of_girls = question.ask(london, "select count(*) as child_count from looked_after", {"sex": ("F",)})
    assert of_girls.result.rows["child_count"][0] < of_all.result.rows["child_count"][0]
    assert "Female" in of_girls.result.choice_text


def test_a_viewer_is_shown_what_the_gate_lets_out(london: Scope) -> None:
    sql = "select sex, case sex when 'M' then 3 else 13 end as child_count from everyone group by sex order by sex"
    shown = question.ask(london, sql, {}, profile=gate.LONDON_7_5).result
    assert shown.rows["child_count"].tolist()[0] == 15 and shown.symbols["child_count"].tolist()[1:] in ([], ["c"])
    with pytest.raises(gate.NotEntitled):
        question.ask(london, "select child_id from everyone", {}, profile=gate.LONDON_7_5)


@pytest.mark.parametrize(
    "sql",
    [
        "select authority_code, avg(distance_miles) as far from everyone group by authority_code",
        "select authority_code, max(distance_miles) as places from everyone group by authority_code",
        "select authority_code, count(*) as number from everyone group by authority_code",
        "select authority_code, count(*)::varchar as word from everyone group by authority_code",
    ],
)
def test_what_nothing_says_how_to_protect_is_withheld_from_a_viewer(london: Scope, sql: str) -> None:
    shown = question.ask(london, sql, {}, profile=gate.LONDON_7_5)
    figures = [name for name in shown.result.rows if name != "authority_code"]
    exact = question.ask(london, sql, {})
    for name in figures:
        told = shown.result.rows[name].dropna().tolist()
        assert not set(told) & set(exact.result.rows[name].tolist()), name


def test_more_rows_than_may_be_shown_are_cut_and_said(london: Scope) -> None:
    answer = question.ask(london, "select a.child_id from everyone as a, everyone as b", {})
    assert answer.is_cut and len(answer.result.rows) == own_select.MOST_ROWS


def test_a_long_question_ends_when_it_is_told_to(london: Scope) -> None:
    """Stopped while it runs, and before it began."""
    numbers = "with recursive n as (select 1 as i union all select i + 1 from n where i < 100000000)"
    endless = f"{numbers} select max(i) as i from n"
    stop = Stop()
    timer = threading.Timer(0.3, stop.ask)
    timer.start()
    began = time.monotonic()
    with pytest.raises(QueryStopped):
        question.ask(london, endless, {}, stop=stop)
    with pytest.raises(QueryStopped):
        question.ask(london, DISTANCE, {}, stop=stop)
    assert time.monotonic() - began < 15
    assert len(question.ask(london, DISTANCE, {}).result.rows) == 2  # nobody else's database is the worse for it


@pytest.mark.parametrize("sql", [DISTANCE, "select nothing_of_the_kind from placement_distance"])
def test_one_that_is_over_may_be_told_to_end(london: Scope, sql: str) -> None:
    """Whoever asks anew ends what was asked before, which mostly has its answer."""
    stop = Stop()
    with contextlib.suppress(Refused):
        question.ask(london, sql, {}, stop=stop)
    stop.ask()


@pytest.mark.parametrize("sql", STATEMENTS)
def test_a_hostile_statement_is_refused_with_a_reason(london: Scope, sql: str) -> None:
    before = london.columns
    with pytest.raises(Refused) as refusal:
        question.ask(london, sql, {}, profile=EXACT)
    assert len(str(refusal.value)) > 10 and "Traceback" not in str(refusal.value)
    assert london.columns == before


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("select * from placement_distanc", "did you mean placement_distance?"),
        ("select *\nfrom placement_distance\nwhere nothing = 1", "line 3: "),
        ("select now() as n from headline", "chosen_date()"),
        ("", "write a SELECT"),
        ('select 1 from looked_after\nwhere placement_type = "Foster"', 'line 2: there is no column "Foster"; if text'),
        ('select "child_cuont" from placement_distance', "did you mean child_count?; if text is meant"),
        ("select child_cuont from placement_distance", "line 1: Referenced column"),
        ("select * from raw.episodes", "staging"),
    ],
)
def test_a_refusal_says_where_and_what_to_do(london: Scope, sql: str, says: str) -> None:
    with pytest.raises(Refused, match=r"(?s).*" + says.replace("(", r"\(").replace(")", r"\)").replace("?", r"\?")):
        question.ask(london, sql, {})


def test_a_question_saved_as_a_view_is_sound_and_on_screen(london: Scope, views: Path) -> None:
    answer = question.ask(london, DISTANCE, {})
    begun = saving.text(answer.result.view, "far_from_home")
    lacks = saving.missing(begun, "far_from_home")
    assert len(lacks) == 2 and "summary" in lacks[0]  # what only its author knows
    with pytest.raises(saving.NotSaved, match="still to be written"):
        saving.write(begun, "far_from_home", views)
    whole = begun.replace("TO WRITE: ", "")
    saving.write(whole, "far_from_home", views)
    scope = Scope(london.snapshot, sql=views)
    try:
        assert "far_from_home" not in scope.problems
        assert scope.catalogue.views["far_from_home"].column("distant_pct").kind == "share"
    finally:
        scope.close()
    with pytest.raises(saving.NotSaved, match="already"):
        saving.write(whole, "far_from_home", views)
    with pytest.raises(saving.NotSaved, match="small letters"):
        saving.write(whole, "../evil", views)


def test_a_file_that_is_written_says_what_nobody_could_draw_or_read(london: Scope) -> None:
    """A chart's line of a column that is not there, and a header that names other columns than the SELECT has."""
    answer = question.ask(london, DISTANCE, {})
    whole = saving.text(answer.view, "far_from_home").replace("TO WRITE: ", "")
    assert saving.missing(whole, "far_from_home") == []
    assert saving.disagreement(whole, "far_from_home", list(answer.result.rows)) == ""
    [why] = saving.missing(whole.replace("y=child_count", "y=child_cnt"), "far_from_home")
    assert re.match(r"line \d+: y=child_cnt is not one of its columns; did you mean child_count\?", why), why
    [why] = saving.missing(whole.replace("bar x=", "bra x="), "far_from_home")
    assert "did you mean bar?" in why
    other = "\n".join(line for line in whole.splitlines() if not line.startswith("  child_count"))
    assert "only in the SELECT: child_count" in saving.disagreement(other, "far_from_home", list(answer.result.rows))


def test_another_name_or_question_loses_nothing_that_was_written(london: Scope) -> None:
    answer = question.ask(london, DISTANCE, {})
    earlier = saving.text(answer.view, "beds_by_borough")
    mine = earlier.replace(
        "summary:  TO WRITE: what it answers, in one sentence.", "summary:  Who lives far\n  from home."
    )
    mine = mine.replace("source:", "section:  distance\nsource:").replace("order by 1", "order by 2")
    renamed = saving.carried(saving.text(answer.view, "far_from_home"), earlier, mine)
    assert renamed == mine.replace("Beds by borough", "Far from home")
    other = question.ask(london, "select authority_name, child_count, distant_count from placement_distance", {})
    begun = saving.text(other.view, "far_from_home")
    asked_anew = saving.carried(begun, saving.text(answer.view, "far_from_home"), renamed)
    assert "summary:  Who lives far\n  from home.\n" in asked_anew and "section:  distance\n" in asked_anew
    assert "distant_pct" not in asked_anew and asked_anew.endswith("*/\n" + other.view.sql + "\n")


def test_a_view_begun_from_a_question_says_what_was_sent_and_not_which_view_was_read(london: Scope) -> None:
    answer = question.ask(london, "select count(*) as child_count from looked_after", {})
    assert answer.view.source == london.catalogue.views["everyone"].source


def test_a_question_of_children_is_kept_as_a_need_cohort_and_says_which_hold_them_already(
    whole_london: Scope, views: Path
) -> None:
    sql = "select child_id, as_at from everyone where sex = 'F'"
    answer = question.ask(whole_london, sql, {})
    assert overlap.is_cohort(answer.view) and not overlap.is_cohort(question.ask(whole_london, DISTANCE, {}).view)
    shared = question.ask(whole_london, overlap.sql(sql), {}).result
    with whole_london.cursor_for({}, whole_london.as_at, ["looked_after", "cohort_members"]) as (cursor, _):
        girls = cursor.execute("select child_id from looked_after where sex = 'F'").df()["child_id"]
        held = cursor.execute(f"select * from cohort_members where as_at = date '{whole_london.as_at}'").df()
    titles = dict(question.ask(whole_london, "select cohort, title from ref.cohorts", {}).result.rows.to_numpy())
    assert set(shared.rows["cohort_count"]) == {len(girls)} and shared.view.column("overlap_pct").kind == "share"
    both = held[held["child_id"].isin(girls)].groupby("cohort").size().rename(index=titles)
    told = shared.rows.set_index("cohort_title")["both_count"]
    assert told[told > 0].to_dict() == both.to_dict() and len(told) == len(titles)
    begun = saving.cohort_text(answer.view, "girls")
    assert len(saving.missing(begun, "girls", saving.COHORTS)) == 3
    narrowed = begun.replace("from everyone", "from looked_after").replace("TO WRITE: ", "")
    [why] = saving.missing(narrowed, "girls", saving.COHORTS, whole_london.catalogue)
    assert why.endswith("read everyone")
    saving.write(begun.replace("TO WRITE: ", ""), "girls", views, saving.COHORTS)
    scope = Scope(whole_london.snapshot, sql=views, is_whole=True)
    try:
        assert "cohort_girls" not in scope.problems and "cohort_girls" in scope.columns
    finally:
        scope.close()


def test_one_authoritys_analyst_asks_of_their_children_alone(london: Scope) -> None:
    own = comparators.of_authority(TWO[1], london)
    rows = question.ask(own, "select distinct authority_code from everyone", {}).result.rows
    assert rows["authority_code"].tolist() == [TWO[1]]
