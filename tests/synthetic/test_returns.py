"""The invented returns: their files, codes, cut by year, and what one year owes to the next."""

from __future__ import annotations

from datetime import datetime
from math import dist
from pathlib import Path

import pytest

from sufficiency.settings import REFERENCE
from sufficiency.synthetic import synthesise
from sufficiency.synthetic.places import METRES_A_MILE, directory
from tests.synthetic.conftest import AUTHORITIES, YEARS, by_child, code_list, read, tables

pytestmark = pytest.mark.xdist_group("synthetic")
CODED = {
    "header": ("SEX", "ETHNIC", "MOTHER"),
    "episodes": ("RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "REC", "REASON_PLACE_CHANGE"),
    "uasc": ("SEX",),
    "oc2": ("SDQ_REASON",),
    "missing": ("MISSING",),
}


def day(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y")


def test_every_table_of_its_year_is_written_with_its_columns(made):
    columns = {}
    for row in read(REFERENCE / "return_columns.csv"):
        if row["source"] == "SSDA903 as XML":  # a CSV header has no such column
            continue
        since = int(row["first_return_year"] or 0)
        columns.setdefault((row["table_name"], since), []).append(row["column_name"])
    for area in AUTHORITIES:
        for year in YEARS:
            folder = made / area / str(year)
            due = {name for name, since in columns if since <= year} | {"placement_costs"}
            assert {path.stem for path in folder.glob("*.csv")} == due
            for (name, _), wanted in columns.items():
                if name in due:
                    header = (folder / f"{name}.csv").read_text().splitlines()[0]
                    assert header == ",".join(wanted)


@pytest.mark.parametrize("table", sorted(CODED))
def test_codes_are_those_of_the_return_year(made, table):
    for (_, year), rows in tables(made, table).items():
        for column in CODED[table]:
            used = {row[column] for row in rows} - {""}
            assert used <= code_list(column, year), (table, column, year)


def test_the_codes_that_changed_are_really_used(made):
    used = {year: set() for year in YEARS}
    for (_, year), rows in tables(made, "episodes").items():
        used[year] |= {row["PLACE"] for row in rows}
    assert "H5" in used[2024] and "K3" in used[2025]
    assert "Z1" in used[2025] and used[2026] & {"Z11", "Z12", "Z13", "Z14"}
    headers = tables(made, "header")
    assert {row["SEX"] for row in headers["E09000020", 2024]} == {"1", "2"}
    assert {row["SEX"] for row in headers["E09000020", 2025]} == {"M", "F"}


def test_a_return_holds_the_episodes_open_in_its_year_and_nothing_after(made):
    for (_, year), rows in tables(made, "episodes").items():
        first, last = datetime(year - 1, 4, 1), datetime(year, 3, 31)
        for row in rows:
            assert day(row["DECOM"]) <= last
            assert bool(row["DEC"]) == bool(row["REC"])
            if row["DEC"]:
                assert first <= day(row["DEC"]) <= last
                assert day(row["DECOM"]) < day(row["DEC"])


def test_episodes_of_a_child_follow_one_another_and_say_why(made):
    for rows in tables(made, "episodes").values():
        for episodes in by_child(rows).values():
            episodes.sort(key=lambda row: day(row["DECOM"]))
            for one, other in zip(episodes, episodes[1:], strict=False):
                assert one["DEC"], "only the last episode is open"
                if one["REC"] != "X1":
                    assert other["RNE"] == "S"
                    assert day(one["DEC"]) < day(other["DECOM"])
                    continue
                assert one["DEC"] == other["DECOM"]
                moved = other["RNE"] in ("P", "B", "T", "U")
                away = one["PLACE"][0] == "T" or other["PLACE"][0] == "T"
                assert (moved and not away) == bool(one["REASON_PLACE_CHANGE"])
                assert (other["RNE"] in ("L", "B", "U")) == (one["LS"] != other["LS"])


def test_a_temporary_placement_ends_where_the_child_was_before(made):
    seen = 0
    for rows in tables(made, "episodes").values():
        for episodes in by_child(rows).values():
            episodes.sort(key=lambda row: day(row["DECOM"]))
            for place, row in enumerate(episodes):
                if row["PLACE"][0] != "T":
                    continue
                before, after = episodes[place - 1], episodes[place + 1]
                seen += 1
                assert not row["PLACE_PROVIDER"] and not row["URN"] and row["PL_POST"]
                same = ("LS", "PLACE", "PLACE_PROVIDER", "PL_POST", "URN")
                assert [before[name] for name in same] == [after[name] for name in same]
                assert (day(row["DEC"]) - day(row["DECOM"])).days <= 42
    assert seen


def test_what_is_open_at_a_year_s_end_opens_the_next_return(made):
    sent = tables(made, "episodes")
    same = ("DECOM", "RNE", "LS", "CIN", "PLACE_PROVIDER", "HOME_POST", "PL_POST", "URN")
    for area in AUTHORITIES:
        for year in list(YEARS)[:-1]:
            later = {(row["CHILD"], row["DECOM"]): row for row in sent[area, year + 1]}
            for row in sent[area, year]:
                if not row["DEC"]:
                    again = later[row["CHILD"], row["DECOM"]]
                    assert [row[name] for name in same] == [again[name] for name in same]


def test_a_child_stays_the_same_child(made):
    born, ethnic = {}, {}
    for rows in tables(made, "header").values():
        for row in rows:
            assert born.setdefault(row["CHILD"], row["DOB"]) == row["DOB"]
            assert ethnic.setdefault(row["CHILD"], row["ETHNIC"]) == row["ETHNIC"]


def test_the_same_seed_makes_the_same_files_and_another_seed_others(made, tmp_path):
    again, other = tmp_path / "again", tmp_path / "other"
    options = {"last_year": 2027, "years": 6, "contradictions": 0}
    synthesise(again, authorities=["Kingston upon Thames"], **options)
    synthesise(other, authorities=["E09000021"], seed=1, **options)
    path = "E09000021/2025/episodes.csv"
    # Made alone or with others, an authority's returns are the same.
    for file in sorted((again / "E09000021").rglob("*.csv")):
        assert file.read_bytes() == (made / file.relative_to(again)).read_bytes(), file.name
    assert (other / path).read_bytes() != (made / path).read_bytes()


def test_an_authority_outside_london_is_refused(tmp_path):
    with pytest.raises(ValueError, match="Leeds"):
        synthesise(tmp_path, authorities=["Leeds"])


def test_short_breaks_are_agreements_that_no_other_table_knows(made):
    seen = 0
    for key, rows in tables(made, "episodes").items():
        short = {row["CHILD"] for row in rows if row["LS"] == "V4"}
        seen += len(short)
        for row in rows:
            if row["CHILD"] in short:
                assert row["LS"] == "V4" and row["CIN"] == "N2"
                assert not row["HOME_POST"] + row["PL_POST"] + row["URN"]
        for name in ("oc2", "uasc", "reviews", "missing", "placement_costs"):
            assert not short & {row["CHILD"] for row in tables(made, name)[key]}
    assert seen


def test_orders_and_prices_tell_one_story_of_liberty(made):
    orders = {key: rows for key, rows in tables(made, "dolo").items() if key[1] == 2027}
    assert sum(len(rows) for rows in orders.values())
    for key, rows in orders.items():
        prices = tables(made, "placement_costs")[key]
        current = {row["CHILD"] for row in prices if row["DOL"] == "current"}
        assert current == {row["CHILD"] for row in rows if not row["DOLO_END"]}
        homes = {row["CHILD"]: row["PLACE"] for row in tables(made, "episodes")[key] if not row["DEC"]}
        assert {homes[child] for child in current} <= {"K2", "Z12", "Z13"}


def test_another_region_is_made_to_what_dfe_counted_of_its_authorities(tmp_path: Path) -> None:
    durham = "E06000047"
    synthesise(tmp_path, region="E12000001", authorities=["County Durham"], last_year=2025, years=1, scale=0.2)
    assert {path.name for path in tmp_path.glob("E*")} == {durham}
    episodes = [row for row in tables(tmp_path, "episodes")[durham, 2025] if not row["DEC"]]
    children = {row["CHILD"] for row in episodes if row["LS"] not in ("V3", "V4")}
    assert abs(len(children) - 0.2 * 1183) <= 3, "DfE counted 1,183 on 31 March 2025"
    named = (tmp_path / "provision" / "frameworks.csv").read_text(encoding="utf-8")
    assert "North East approved list" in named and "London" not in named


def test_a_wide_county_keeps_near_whoever_is_to_be_near(tmp_path: Path) -> None:
    code = "E06000057"
    synthesise(tmp_path, region="E12000001", authorities=["Northumberland"], last_year=2025, years=1, scale=0.3)
    now = [row for row in tables(tmp_path, "episodes")[code, 2025] if not row["DEC"] and row["LS"] not in ("V3", "V4")]
    found = directory()
    wanted = {row[column].replace(" ", "") for row in now for column in ("HOME_POST", "PL_POST") if row[column]}
    texts = ((text.decode().replace(" ", ""), at) for at, text in enumerate(found.texts))
    place = {text: (float(found.east[at]), float(found.north[at])) for text, at in texts if text in wanted}
    pairs = [(place.get(row["HOME_POST"].replace(" ", "")), place.get(row["PL_POST"].replace(" ", ""))) for row in now]
    metres = [dist(home, spot) for home, spot in pairs if home and spot]
    share = sum(length / METRES_A_MILE > 20 for length in metres) / len(metres)
    assert len(metres) > 100 and share < 0.42, "58 in 100 were far, where DfE has 22 of England's"


def test_a_part_of_a_region_in_which_nobody_takes_anothers_children_is_made_too(tmp_path: Path) -> None:
    synthesise(tmp_path, region="E12000001", last_year=2025, years=1, scale=0.05)
    assert len(list(tmp_path.glob("*/2025/episodes.csv"))) == 12


def test_no_authority_is_made_in_a_region_that_does_not_hold_it(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not authorities of the North East: Camden"):
        synthesise(tmp_path, region="E12000001", authorities=["Camden"])
    with pytest.raises(ValueError, match="E12 is no region"):
        synthesise(tmp_path, region="E12")
