"""The case system's feed: composed to episodes, joined by id, and no name, number or address kept."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date

import pytest

from sufficiency.reference.tables import records
from sufficiency.returns.hashing import child_id
from tests.returns import feeds
from tests.returns.conftest import KEY, Send, read_files
from tests.returns.feeds import Rows

CHILD = child_id(KEY, "E09000007", "KID1")
ALONE = child_id(KEY, "E09000007", "KID2")


def _episodes(send: Send, tables: dict[str, Rows] | None = None) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = send(feeds.files(tables or feeds.SOUND)).tables["feed_episodes"].to_pylist()
    return rows


def test_episodes_are_composed_of_periods_placements_statuses_and_addresses(send: Send) -> None:
    rows = [row for row in _episodes(send) if row["child_id"] == CHILD]
    said = [(row["decom"], row["rne"], row["ls"], row["place"], row["dec"], row["rec"]) for row in rows]
    assert said == [
        (date(2025, 3, 3), "S", "C1", "U6", date(2025, 6, 10), "X1"),
        (date(2025, 6, 10), "P", "C1", "K2", date(2025, 9, 1), "X1"),
        # The full care order makes an episode, though the case system has no row of its own for it.
        (date(2025, 9, 1), "L", "C2", "K2", None, None),
    ]
    assert [row["reason_place_change"] for row in rows] == ["CARPL", None, None]
    # From the address before care began, and not that of the placement.
    assert {row["home_authority_code"] for row in rows} == {"E09000007"}
    assert [row["host_authority_code"] for row in rows] == ["E09000007", "E09000010", "E09000010"]
    assert round(float(str(rows[1]["distance_miles"])), 1) == 7.8


def test_placements_of_a_case_system_that_names_the_period_alone_find_their_child(send: Send) -> None:
    """Mosaic's table of placements has no column for the child."""
    tables = copy.deepcopy(feeds.SOUND)
    periods = {"900001": "P1", "900002": "P2"}
    for row in tables[PLACEMENTS]:
        row["clap_cla_id"] = periods[row.pop("clap_person_id")]
    # One that an episode names, and one that only its period leads to.
    tables["ssd_cla_episodes"][0]["clae_cla_placement_id"] = ""
    columns = ("decom", "rne", "ls", "place", "dec", "rec", "host_authority_code")
    found, known = ([tuple(row[name] for name in columns) for row in _episodes(send, sent)] for sent in (tables, None))
    assert sorted(found, key=str) == sorted(known, key=str) and any(row[-1] for row in found)


def test_a_temporary_placement_parts_the_one_it_lies_in_and_gives_it_back(send: Send) -> None:
    rows = [row for row in _episodes(send) if row["child_id"] == ALONE]
    assert [(row["decom"], row["place"], row["dec"], row["rec"]) for row in rows] == [
        (date(2026, 1, 2), "U5", date(2026, 3, 2), "X1"),
        (date(2026, 3, 2), "T1", date(2026, 3, 9), "X1"),
        (date(2026, 3, 9), "U5", date(2026, 5, 4), "E4A"),
    ]


def test_a_feed_is_one_unit_of_all_its_tables_and_what_no_measure_uses_is_not_opened(send: Send) -> None:
    sent = {**feeds.files(), f"{feeds.AT}/ssd_contacts.csv": b"\xff\x00 nobody reads this"}
    read = send(sent)
    [part] = read.sent
    assert part.name.key == "E09000007/feed/2026-05-29"
    assert set(part.tables) >= {"feed_children", "feed_episodes", "feed_missing", "child_marks", "submissions"}
    assert [note.file for note in read.notes] == [f"{feeds.AT}/ssd_contacts.csv"]
    # Two blank dates that stand for nothing, and an id that a spreadsheet touched, are said and read all the same.
    assert set(read.problems["rule"].to_pylist()) == {"taken_as_nothing", "id_decimals"}
    alone = next(row for row in read.tables["feed_children"].to_pylist() if row["child_id"] == ALONE)
    assert (alone["sex"], alone["birth_month"], alone["is_unaccompanied"]) == ("M", date(2009, 10, 1), True)


def test_an_own_file_of_two_columns_links_as_the_dataset_does(send: Send) -> None:
    tables = {name: rows for name, rows in feeds.SOUND.items() if name != "ssd_linked_identifiers"}
    tables["links"] = [{"CASE_SYSTEM_ID": "900001", "SSDA903_CHILD": "KID1"}]
    rows = _episodes(send, tables)
    assert {row["child_id"] for row in rows if row["is_linked"]} == {CHILD}
    # The other child is nobody of a return, whatever number the case system gives.
    others = {row["child_id"] for row in rows if not row["is_linked"]}
    assert len(others) == 1 and child_id(KEY, "E09000007", "900002") not in others


def test_health_and_behaviour_are_of_the_twelve_months_to_the_feeds_day(send: Send) -> None:
    sdq = ("csdq_person_id", "csdq_sdq_completed_date", "csdq_sdq_reason", "csdq_sdq_score")
    scores = [
        ("900001", "2025-05-29", "", "30"),
        ("900001", "2025-05-30", "", "21"),
        ("900001", "2026-02-01", "", "17"),
    ]
    tables = {
        **feeds.SOUND,
        "ssd_sdq_scores": [dict(zip(sdq, row, strict=True)) for row in scores],
        # A day more than a year before the feed's.
        "ssd_cla_convictions": [{"clac_person_id": "900001", "clac_cla_conviction_date": "2025-05-29"}],
    }
    read = send(feeds.files(tables))
    # Who left on 4 May is not in care on the day; of substances nothing was sent.
    [row] = read.tables["feed_outcomes"].to_pylist()
    assert row["child_id"] == CHILD and row["sdq_score"] == 17
    assert row["is_convicted"] is False and row["substance_misuse"] is None


def test_of_a_feed_without_health_and_behaviour_nothing_is_known_of_them(send: Send) -> None:
    assert send(feeds.files(feeds.SOUND)).tables["feed_outcomes"].num_rows == 0


Spoil = Callable[[dict[str, Rows]], None]


def _set(table: str, at: int, **cells: str) -> Spoil:
    return lambda tables: tables[table][at].update(cells)


def _without(table: str) -> Spoil:
    return lambda tables: tables.pop(table) and None


def _again(table: str, at: int, **cells: str) -> Spoil:
    return lambda tables: tables[table].append({**tables[table][at], **cells})


def _lacking(table: str, column: str) -> Spoil:
    return lambda tables: [row.pop(column, None) for row in tables[table]] and None


EPISODES, PLACEMENTS, STATUSES, LINKS = (
    *("ssd_cla_episodes", "ssd_cla_placement"),
    *("ssd_legal_status", "ssd_linked_identifiers"),
)


def _two_periods(tables: dict[str, Rows]) -> None:
    tables[EPISODES][0]["clae_cla_episode_ceased_date"] = "2025-07-10"
    tables[EPISODES][1]["clae_cla_id"] = "P9"


WRONG: list[tuple[str, Spoil, str]] = [
    ("no episodes", _without(EPISODES), "feed_table_not_sent"),
    ("no placements", _without(PLACEMENTS), "feed_table_lacks"),
    ("no people", _without("ssd_person"), "feed_table_lacks"),
    ("no addresses", _without("ssd_address"), "feed_no_home"),
    ("no links", _without(LINKS), "feed_not_linked"),
    ("a person twice", _again("ssd_person", 0, pers_sex="M"), "feed_person_twice"),
    ("an episode twice", _again(EPISODES, 0, clae_cla_primary_need_code="N2"), "feed_episode_twice"),
    ("a row twice", _again("ssd_missing", 0), "duplicate_row"),
    ("nobody's episode", _set(EPISODES, 2, clae_person_id="900009"), "feed_person_unknown"),
    ("no id", _set(EPISODES, 2, clae_person_id=""), "blank_key"),
    ("an id in powers of ten", _set("ssd_person", 0, pers_person_id="9.00001E+05"), "child_damaged"),
    ("not in care", _set("ssd_missing", 0, miss_person_id="900009"), "feed_not_in_care"),
    ("a placement without care", _set(PLACEMENTS, 0, clap_person_id="900009"), "feed_placement_without_period"),
    (
        "a score of no day",
        lambda tables: tables.update(
            ssd_sdq_scores=[{"csdq_person_id": "900001", "csdq_sdq_completed_date": "", "csdq_sdq_score": "9"}]
        ),
        "blank_key",
    ),
    (
        "a score of 41",
        lambda tables: tables.update(
            ssd_sdq_scores=[
                {"csdq_person_id": "900001", "csdq_sdq_completed_date": "2026-01-02", "csdq_sdq_score": "41"}
            ]
        ),
        "number_unreadable",
    ),
    ("a date that is none", _set(EPISODES, 0, clae_cla_episode_start_date="spring"), "date_unreadable"),
    ("a start to come", _set(EPISODES, 1, clae_cla_episode_start_date="2026-05-31"), "feed_after_its_day"),
    ("an end to come", _set(PLACEMENTS, 1, clap_cla_placement_end_date="2026-05-30"), "feed_end_after_its_day"),
    ("an end before", _set(PLACEMENTS, 0, clap_cla_placement_end_date="2025-01-01"), "end_before_start"),
    ("no such placement type", _set(PLACEMENTS, 0, clap_cla_placement_type="FOSTER"), "feed_code_unknown"),
    ("no such legal status", _set(STATUSES, 0, lega_legal_status="S31"), "feed_code_unknown"),
    ("no such need", _set(EPISODES, 0, clae_cla_primary_need_code="N9"), "feed_code_unknown"),
    ("an end without a reason", _set(EPISODES, 2, clae_cla_episode_ceased_reason=""), "feed_end_reason_missing"),
    ("a reason without an end", _set(EPISODES, 2, clae_cla_episode_ceased_date=""), "feed_reason_without_end"),
    ("two periods at once", _two_periods, "feed_periods_overlap"),
    ("a day without a placement", _set(PLACEMENTS, 1, clap_cla_placement_start_date="2025-07-01"), "feed_no_placement"),
    ("two placements at once", _set(PLACEMENTS, 0, clap_cla_placement_end_date=""), "feed_placements_overlap"),
    ("a placement of no table", _set(EPISODES, 1, clae_cla_placement_id="L9"), "feed_placement_unknown"),
    ("no legal status", _set(STATUSES, 0, lega_legal_status_start_date="2025-04-01"), "feed_no_legal_status"),
    ("two statuses at once", _again(STATUSES, 1, lega_legal_status_start_date="2025-05-01"), "feed_legal_overlap"),
    ("two ids of a child", _again(LINKS, 0, link_identifier_value="KID9"), "feed_link_twice"),
    ("an id of two children", _set(LINKS, 2, link_identifier_value="KID1"), "feed_link_twice"),
    ("a malformed postcode", _set(PLACEMENTS, 0, clap_cla_placement_postcode="Camden"), "postcode_malformed"),
    ("an unknown postcode", _set(PLACEMENTS, 0, clap_cla_placement_postcode="NW1 0ZZ"), "postcode_unknown"),
    ("a mother who is perhaps one", _set("ssd_person", 0, pers_is_mother="perhaps"), "flag_unreadable"),
    ("a column lacking", _lacking(PLACEMENTS, "clap_cla_placement_urn"), "missing_column"),
    ("a key column lacking", _lacking(STATUSES, "lega_legal_status_start_date"), "missing_key_column"),
]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The rules told of each wrong form, all read at once, each as the feed of another authority."""
    sent: dict[str, str | bytes] = {}
    places = [row["authority_name"] for row in records("authorities")]
    of_case = dict(zip((name for name, _, _ in WRONG), places, strict=False))
    for name, spoil, _ in WRONG:
        tables = copy.deepcopy(feeds.SOUND)
        spoil(tables)
        sent |= feeds.files(tables, at=f"{of_case[name]}/feed/2026-05-29")
    read = read_files(tmp_path_factory.mktemp("feeds"), sent)
    found: dict[str, set[str]] = {name: set() for name in of_case}
    by_place = {place: name for name, place in of_case.items()}
    for problem in read.problems.to_pylist():
        assert problem["remedy"] and problem["message"]
        found[by_place[problem["file"].split("/")[0]]].add(problem["rule"])
    return found


@pytest.mark.parametrize(("name", "rule"), [(name, rule) for name, _, rule in WRONG])
def test_what_is_wrong_is_told(told: dict[str, set[str]], name: str, rule: str) -> None:
    assert rule in told[name]


PLACED = [
    ("Camden/feed/week 22", "no_feed_day"),
    ("Camden/2026", "no_feed_day"),
    ("feed/2026-05-29", "no_authority"),
    ("Camden/feed/2026-07-31", "period_not_begun"),
]


@pytest.mark.parametrize(("place", "rule"), PLACED)
def test_a_feed_that_is_in_no_place_of_its_own_is_told(send: Send, place: str, rule: str) -> None:
    sent = {name: text for name, text in feeds.files(at=place).items() if "legal" in name}
    assert rule in send(sent).problems["rule"].to_pylist()


def test_there_are_at_least_twenty_forms() -> None:
    assert len({case[0] for case in WRONG}) + len(PLACED) >= 20
