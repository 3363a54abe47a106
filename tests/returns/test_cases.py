"""What must come of each small return of ``../shared/cases``: every folder is read, each figure worked out by hand."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from tempfile import TemporaryDirectory

import pytest

from sufficiency import settings
from sufficiency.database.scope import Scope
from sufficiency.returns import Import, read
from sufficiency.snapshot import store
from tests.returns.conftest import KEY, TODAY

CASES = settings.ROOT.parent / "shared" / "cases"
AS_AT = date(2025, 3, 31)
# The views that are read here: to build all the others would take most of the time.
READ = (
    "costs_by_type",
    "everyone",
    "int_events",
    "int_gap_supply",
    "int_matches",
    "int_providers_at",
    "int_provision_at",
    "placement_flows",
    "provision_not_counted",
)
FOLDERS = tuple(sorted(path.name for path in CASES.glob("*/")))

pytestmark = pytest.mark.skipif(not FOLDERS, reason="the small returns of ../shared/cases are absent")


@cache
def sent(name: str) -> Import:
    """The one case whose folder begins with ``name``, read."""
    [folder] = [f for f in FOLDERS if f.startswith(name)]
    return read(CASES / folder, key=KEY, today=TODAY)


@cache
def london(name: str) -> Scope:
    """London's database over a snapshot of the one case whose folder begins with ``name``."""
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUFFICIENCY_DATA", folder)
        return Scope(store.write(sent(name).tables, is_synthetic=True, name="case"), is_whole=True, marts=READ)


def rows(case: str, view: str, columns: str, where: str = "true") -> list[tuple[object, ...]]:
    """Some columns of a view over one case, exact, at 31 March 2025."""
    with london(case).cursor_for({}, AS_AT) as (cursor, _):
        return cursor.sql(f"select {columns} from {view} where {where} group by all order by all").fetchall()


def rules(found: Import, severity: str = "") -> Counter[str]:
    """How often each rule was met, of one severity or all."""
    return Counter(p["rule"] for p in found.problems.to_pylist() if severity in ("", p["severity"]))


def column(found: Import, table: str, name: str) -> list[object]:
    """One column of a table of the snapshot."""
    return found.tables[table][name].to_pylist()


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_row_of_any_case_is_lost_in_silence(folder: str) -> None:
    found = sent(folder)
    for line in found.tables["submissions"].to_pylist():
        assert line["rows_read"] == line["rows_accepted"] + line["rows_rejected"]
        assert line["problem_count"] or not line["rows_rejected"]
    for problem in found.problems.to_pylist():
        assert problem["message"] and problem["remedy"] and "{" not in problem["message"]


def test_dates_that_stand_for_nothing_leave_the_episode_open() -> None:
    found = sent("14")
    assert found.counts.rows_rejected == 0
    assert column(found, "episodes", "dec") == [None] * 11
    assert column(found, "header", "child_birth_month") == [None] * 11
    told = [(p["file"], p["rule"], p["message"].split(" hold ")[0]) for p in found.problems.to_pylist()]
    # Ten ends of eleven episodes are dates or words for nothing, and all eleven births of children's children.
    assert told == [
        (
            "Camden/2025/episodes.csv",
            "taken_as_nothing",
            "10 cells (-, 00/00/0000, 01/01/1900, 01/01/1901 \u2026; DEC 10)",
        ),
        ("Camden/2025/header.csv", "taken_as_nothing", "11 cells (01/01/1900; MC_DOB 11)"),
    ]


def test_the_word_null_is_nothing_told_once_a_file() -> None:
    found = sent("24")
    ends = column(found, "episodes", "dec")
    assert sorted(d for d in ends if d) == [date(2025, 2, 1)] and ends.count(None) == 5
    assert column(found, "episodes", "urn") == [None] * 6
    # DEC and REC of five episodes, six REASON_PLACE_CHANGE and URN, two postcodes of one: 24; MOTHER and MC_DOB: 12.
    assert [p["message"].split(" ")[0] for p in found.problems.to_pylist()] == ["24", "12"]


def test_ids_that_a_spreadsheet_made_decimal_are_the_same_children() -> None:
    found = sent("03b")
    assert len(set(column(found, "episodes", "child_id"))) == 10
    assert rules(found) == {"id_decimals": 2}


def test_pl_is_place() -> None:
    assert column(sent("06c"), "episodes", "place") == ["U6", "U6"]


def test_sex_in_words_is_a_code() -> None:
    found = sent("07")
    # 1, M, Male, m; 2, F, Female; U, 0, 9, I; one left blank. 1 and 2 stand as sent: they were codes until 2024.
    assert Counter(column(found, "header", "sex")) == {"M": 3, "1": 1, "F": 2, "2": 1, "U": 4, None: 1}
    assert rules(found) == {"code_in_words": 1, "code_not_of_year": 3, "blank_required": 1}


def test_amounts_as_spreadsheets_show_them_are_amounts() -> None:
    found = sent("33")
    costs = column(found, "placement_costs", "weekly_cost_gbp")
    # 5000, £5,000.00, "£ 5,000", "5,000.00 ", 5 000 and 5000.; five decimals; and 100000, the highest believed.
    assert Counter(costs) == {5000.0: 6, 5000.123456: 1, 100000.0: 1, None: 7}
    # 0 is no price; £5k, (5000), 1e3 and 5000 pw are not read; two are blank, one of them by a dash; the highest is
    # believed, and told.
    assert rules(found) == {
        "taken_as_nothing": 1,
        "cost_zero": 1,
        "number_unreadable": 4,
        "blank_required": 2,
        "cost_unlikely": 1,
    }


def test_postcodes_that_are_nowhere_leave_place_and_distance_not_known() -> None:
    # Jersey and Guernsey, Man, Northern Ireland; NW1 8NH written two ways; W1A 0AX and SW1A 1AA. The rest are no
    # place: no fixed abode, invented areas, forces' post, Girobank and a letter O for a nought.
    assert rows("04", "everyone", "host_authority_code, count(*), count(distance_miles)", "as_at = chosen_date()") == [
        ("E09000007", 2, 2),
        ("E09000019", 1, 1),
        ("E09000033", 1, 1),
        ("L93000001", 2, 0),
        ("M83000003", 1, 0),
        ("N92000002", 1, 0),
        (None, 10, 0),
    ]
    assert rules(sent("04"), "cell set blank") == {"postcode_malformed": 2}


def test_other_nations_and_recoded_councils_are_named() -> None:
    assert rows("05", "placement_flows", "host_authority_name, child_count, known_count") == [
        ("Barnsley", 1, 1),
        ("Buckinghamshire", 1, 1),
        ("Cumberland", 1, 1),
        ("Kingston upon Hull, City of", 1, 1),
        ("North Northamptonshire", 1, 1),
        ("Northern Ireland", 1, 0),
        ("Scotland", 1, 1),
        ("Sheffield", 1, 1),
        ("Somerset", 1, 1),
        ("Wales", 1, 1),
        ("West Northamptonshire", 1, 1),
        ("Westmorland and Furness", 1, 1),
    ]


def test_the_list_that_placement_teams_have_is_read_whole() -> None:
    found = sent("01-")
    # Homes 1 (4 places) and the agency are open; 2 is deregistered, 3 suspended, 5 proposed.
    supply = rows(
        "01-", "int_provision_at", "urn, setting_number, authority_code, place_count", "as_at = chosen_date()"
    )
    assert supply == [
        ("2600001", 1, "E09000007", 4),
        ("2600004", 1, "E09000010", None),
        # The supported accommodation of one provider: a row a setting, in the setting's own authority.
        ("2600010", 1, "E09000007", 3),
        ("2600010", 2, "E09000003", 5),
        ("2600010", 3, "E09000014", 2),
    ]
    ratings = rows("01-", "int_providers_at", "urn, overall_rating, is_registered", "as_at = chosen_date()")
    assert ratings == [
        ("2600001", "Requires improvement to be good", True),
        ("2600002", "Good", False),
        ("2600003", "Inadequate", True),
        ("2600004", "Outstanding", True),
        ("2600005", "Not yet inspected", False),
        ("2600010", "Not yet inspected", True),
    ]
    assert rows("01-", "provision_not_counted", "reason, home_count, place_count") == [
        ("Asked to be registered", 1, 3),
        ("Closed", 1, 6),
        ("Registered, and may take nobody for now", 1, 5),
    ]
    [note] = found.notes
    assert note.words.endswith("used: closed 1 with 6 places; proposed 1 with 3 places; suspended 1 with 5 places")
    assert found.problems.num_rows == 0


def test_the_same_list_as_csv() -> None:
    supply = rows("01b", "int_provision_at", "urn, place_count", "as_at = chosen_date()")
    assert supply == [("2600001", 4), ("2600004", None)]
    assert rows("01b", "everyone", "overall_rating, is_registered_match", "as_at = chosen_date()") == [
        ("Requires improvement to be good", True)
    ]


def test_a_month_in_a_name_is_that_month() -> None:
    found = sent("28")
    assert column(found, "provision_register", "list_date") == [date(2024, 10, 31), date(2025, 1, 31)]
    # The list of January stands in March; that of October stood in December.
    judged = rows("28", "everyone", "as_at, overall_rating", "as_at in ('2024-12-31', '2025-01-31', '2025-03-31')")
    assert [rating for _, rating in judged] == ["Good", "Inadequate", "Inadequate"]


def test_a_rating_however_it_is_written() -> None:
    ratings = rows("34", "int_provision_at", "urn, overall_rating", "as_at = chosen_date()")
    assert [rating for _, rating in ratings] == [
        "Good",
        "Good",
        "Requires improvement to be good",
        "Requires improvement to be good",
        "Not yet inspected",
    ]
    # Ten places each: Good twice is 20 low and high, requires improvement twice 0 and 20, not yet inspected 5 and 10.
    usable = rows(
        "34",
        "int_gap_supply",
        "registered_places, usable_low_places, usable_high_places",
        "placement_type = 'Children''s homes and secure homes' and area_name = 'North Central London'",
    )
    [(registered, low, high)] = usable
    # London's share 0.4 to 0.8, and what can be filled at any time 0.85 to 0.95.
    assert (registered, low, high) == (50, pytest.approx(25 * 0.4 * 0.85), pytest.approx(50 * 0.8 * 0.95))


def test_a_cost_is_of_the_placement_open_on_the_day_whatever_start_it_gives() -> None:
    # Starts as the placement's (two, one of them of an id with .0), a day late, an episode's, a later one, one of the
    # placement before, and none: all seven are matched. The eighth is of a child in no return.
    assert rows("23", "int_matches", "outcome, row_count", "table_name = 'placement_costs'") == [
        ("Child is in no return", 1),
        ("Matched", 2),
        ("Open on the day, though another start was given", 5),
    ]
    assert rows(
        "23", "costs_by_type", "child_count, priced_count, mean_gbp_week", "placement_type = 'All placements'"
    ) == [(8, 7, 5000.0)]


def test_short_breaks_count_on_neither_side_of_a_difference() -> None:
    # Children 1 (V4) is never counted. 2 and 3 had short breaks and then came into care on 1 September; 4 came in on
    # 1 June, and the short break recorded within is not a second start nor an end of care.
    start = [(c, d) for c, d in rows("27", "int_events", "event, event_date", "event in ('start', 'end')")]
    assert start == [("start", date(2024, 6, 1)), ("start", date(2024, 9, 1))]
    assert rows("27", "everyone", "as_at, count(*)", "as_at in ('2024-06-30', '2024-09-30', '2025-03-31')") == [
        (date(2024, 6, 30), 1),
        (date(2024, 9, 30), 3),
        (date(2025, 3, 31), 3),
    ]


def test_an_authority_whose_return_is_late_is_not_counted_after_its_last() -> None:
    found = london("08")
    with found.cursor_for({}, AS_AT) as (cursor, _):
        counted = cursor.sql(
            "select authority_code, as_at, count(*) from everyone where as_at in ('2024-03-31', '2025-03-31') "
            "group by all order by all"
        ).fetchall()
    # Barnet sent 2024 alone: ten children then, and none of them counted, or aged, a year later.
    assert counted == [
        ("E09000003", date(2024, 3, 31), 10),
        ("E09000007", date(2024, 3, 31), 10),
        ("E09000007", date(2025, 3, 31), 10),
    ]


def test_the_file_that_says_it_is_the_later_is_believed_child_by_child() -> None:
    found = sent("16")
    # 1 and 2 as resubmitted: 1 in a home and born in 2007, 2 gone in February. Child 3, whom the later files do
    # not have, stays as first sent.
    stays = zip(column(found, "episodes", "place"), column(found, "episodes", "dec"), strict=True)
    assert sorted(stays, key=str) == [("K2", None), ("U6", None), ("U6", date(2025, 2, 1))]
    births = sorted(d for d in column(found, "header", "birth_month") if isinstance(d, date))
    assert births == [date(2007, 5, 1), date(2012, 5, 1), date(2012, 5, 1)]
    assert rules(found) == {"corrected_by_later_file": 2}
    told = [p["message"] for p in found.problems.to_pylist() if p["file"] == "Camden/2025/episodes.csv"]
    assert told[0].startswith(
        "2 of its rows are of children who stand in Camden/2025/episodes (resubmitted).csv too; 1 row of"
    )


def test_costs_that_give_another_start_or_no_known_child_are_told() -> None:
    # 02/06/2023 and 01/04/2024 start no episode; the others that differ are starts of episodes, or blank.
    assert rules(sent("23")) == {
        "id_decimals": 1,
        "blank_required": 1,
        "cost_start_differs": 2,
        "child_without_episodes": 1,
    }
