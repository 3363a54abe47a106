"""What came twice counts once and is told once: a file under two names, rows that two files hold, a file joined to
itself."""

from __future__ import annotations

import pytest

from sufficiency.returns import Import
from sufficiency.snapshot import format
from tests.returns.conftest import Send, workbook
from tests.returns.malformed import sound
from tests.returns.test_found import SOUND, form

HEADER = ["CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"]
ROWS = [[f"KID{n:03d}", "M", f"{1 + n % 28:02d}/05/2010", "WBRI", f"UN{n}", "0", ""] for n in range(40)]


def text(*rows: list[str]) -> str:
    return "".join(",".join(cells) + "\n" for cells in (HEADER, *rows))


def told(found: Import) -> list[tuple[str, str, int | None, str]]:
    return [(p["rule"], p["file"], p["line"], p["message"]) for p in found.problems.to_pylist() if "twice" in p["rule"]]


def children(found: Import) -> int:
    return found.tables["header"].num_rows


def test_a_file_under_two_names_is_read_once_and_told_once(send: Send) -> None:
    wrong = text(*ROWS, ["KID900", "M", "31/02/2010", "XXXX", "UN900", "0", ""])
    found = send({"Camden/2025/header.csv": wrong, "Camden/2025/header (copy).csv": wrong})
    [(rule, file, line, message)] = told(found)
    assert (rule, file, line) == ("file_sent_twice", "Camden/2025/header.csv", None)
    assert "the same, byte for byte, as Camden/2025/header (copy).csv" in message
    assert children(found) == 41 and found.counts.files == 2 and found.counts.files_rejected == 0
    assert (found.counts.rows_read, found.counts.rows_accepted) == (41, 41)
    assert sum(p["value"] == "XXXX" for p in found.problems.to_pylist()) == 1, "what is wrong in it is told once, too"
    [sent] = found.sent
    assert sent.row_count == 41


@pytest.mark.parametrize("other", ["Camden/2024-25/header.csv", "E09000007/2025/sub/header.csv", "202/2025/h.csv"])
def test_a_copy_in_another_folder_of_the_same_return_is_one(send: Send, other: str) -> None:
    found = send({"Camden/2025/header.csv": text(*ROWS), other: text(*ROWS)})
    assert [rule for rule, *_ in told(found)] == ["file_sent_twice"] and children(found) == 40


@pytest.mark.parametrize("other", ["Camden/2024/header.csv", "Barnet/2025/header.csv"])
def test_a_copy_in_another_return_is_none(send: Send, other: str) -> None:
    found = send({"Camden/2025/header.csv": text(*ROWS), other: text(*ROWS)})
    assert told(found) == [] and children(found) == 80


def test_a_version_that_goes_back_to_the_first_is_believed(send: Send) -> None:
    """The third is the first again: it is the latest, and the second does not count."""
    changed = text(*([*cells[:3], "MWBC", *cells[4:]] for cells in ROWS))
    found = send({f"Camden/2025/header v{n}.csv": c for n, c in ((1, text(*ROWS)), (2, changed), (3, text(*ROWS)))})
    assert set(found.tables["header"]["ethnic"].to_pylist()) == {"WBRI"}
    [(rule, file, _, message)] = told(found)
    assert (rule, file) == ("file_sent_twice", "Camden/2025/header v1.csv") and "header v3.csv" in message


@pytest.mark.parametrize("table", sorted(sound.sound("KA10").keys() & format.declared().keys()))
def test_a_table_that_comes_alone_has_each_of_its_rows_once(send: Send, table: str) -> None:
    """A child who stands in it twice, in two years or in two rows, is one child and their rows are no more."""
    rows = sound.text(sound.sound("KA10")[table])
    found = send({"Camden/2025/only.csv": rows, "Camden/2024/only.csv": rows})
    assert found.tables[table].num_rows == found.counts.rows_accepted > 0


def test_episodes_that_come_alone_are_each_there_once(send: Send) -> None:
    head = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
    rows = [f"A1,0{n}/0{n}/2024,P,C2,N1,U4,PR1,0{n + 1}/0{n + 1}/2024,X1,CARPL,NW1 1AA,NW1 2DB," for n in range(4, 8)]
    found = send({"Camden/2025/episodes.csv": "\n".join([head, *rows]) + "\n"})
    assert found.tables["episodes"].num_rows == len(rows) and found.counts.rows_accepted == len(rows)


def test_two_empty_files_are_each_told_as_that(send: Send) -> None:
    found = send({"Camden/2025/header.csv": text(*ROWS), "Camden/2025/a.csv": "", "Camden/2025/b.csv": ""})
    assert [p["rule"] for p in found.problems.to_pylist()].count("empty_file") == 2 and told(found) == []


def test_rows_that_two_files_hold_are_told_once_for_the_two(send: Send) -> None:
    found = send({"Camden/2025/a.csv": text(*ROWS[:30]), "Camden/2025/b.csv": text(*ROWS[10:])})
    [(rule, file, line, message)] = told(found)
    assert (rule, file, line) == ("rows_sent_twice", "Camden/2025/b.csv", 2)
    assert "20 of its 30 rows, in lines 2 to 21, stand in Camden/2025/a.csv" in message and children(found) == 40


def test_one_row_that_two_files_hold_is_told_with_its_line(send: Send) -> None:
    found = send({"Camden/2025/a.csv": text(*ROWS[:30]), "Camden/2025/b.csv": text(*ROWS[30:], ROWS[3])})
    [(rule, _, line, message)] = told(found)
    assert (rule, line) == ("rows_sent_twice", 12)
    assert "1 of its 11 rows, in line 12, stands in Camden/2025/a.csv" in message and children(found) == 40


def test_a_file_of_one_row_that_stands_elsewhere_is_told_as_one_row(send: Send) -> None:
    found = send({"Camden/2025/a.csv": text(*ROWS), "Camden/2025/b.csv": text(ROWS[3])})
    [(rule, file, line, message)] = told(found)
    assert (rule, file, line) == ("rows_sent_twice", "Camden/2025/b.csv", 2)
    assert "its one row, in line 2, stands in Camden/2025/a.csv" in message


def test_a_workbook_beside_the_csv_it_was_made_of_is_told_once(send: Send) -> None:
    found = send({"Camden/2025/header.csv": text(*ROWS), "Camden/2025/all.xlsx": workbook({"Header": [HEADER, *ROWS]})})
    [(rule, file, _, message)] = told(found)
    assert (rule, file) == ("rows_sent_twice", "Camden/2025/header.csv")
    assert "40 of its 40 rows" in message and "all.xlsx [Header]" in message and children(found) == 40


def test_of_three_files_each_is_told_with_the_one_it_repeats(send: Send) -> None:
    books = {f"Camden/2025/{n}.xlsx": workbook({f"Header {n}": [HEADER, *ROWS]}) for n in "abc"}
    found = send(books)
    assert [(rule, file[:13], "a.xlsx" in m) for rule, file, _, m in told(found)] == [
        ("rows_sent_twice", "Camden/2025/b", True),
        ("rows_sent_twice", "Camden/2025/c", True),
    ]
    assert children(found) == 40


def test_a_file_joined_to_itself_is_told_once_and_a_row_or_two_each_with_its_line(send: Send) -> None:
    found = send({"Camden/2025/header.csv": text(*ROWS, *ROWS)})
    [(rule, _, line, message)] = told(found)
    assert (rule, line) == ("rows_sent_twice", 42)
    assert "40 of its 80 rows, in lines 42 to 81, stand further up" in message and children(found) == 40
    few = send({"Camden/2025/header.csv": text(*ROWS, ROWS[2], ROWS[3])})
    lines = [(p["line"], p["message"]) for p in few.problems.to_pylist() if p["rule"] == "duplicate_row"]
    assert [line for line, _ in lines] == [42, 43] and "(line 4)" in lines[0][1] and children(few) == 40


FRAMEWORK = [
    "FRAMEWORK,LOT,SUB_LOT,URN,JOINED,LEFT",
    "APPA,Fostering,,SC012345,01/04/2023,",
    "APPA,Fostering,,1234567,01/04/2023,",
]
REGISTER = [
    "URN,Provision type,Registration date,Registration status,Local authority,Sector,Places,Owner name",
    "SC012345,Children's home,01/04/2010,Active,Camden,Private,4,Acme",
    "1234567,Children's home,01/04/2010,Active,Barnet,Private,3,Acme",
]
YEARS_TO_COME = ["AREA_CODE,AREA_NAME,COMPONENT,SEX,AGE_GROUP,2030"] + [
    f"E09000007,Camden,Population,persons,{age},100" for age in range(18)
]
FIGURES = ["RETURN_YEAR,AREA_CODE,MEASURE,CATEGORY,CHILD_COUNT,PERCENT", "2024,E09000007,looked_after,All,200,"]
FIGURES += ["2024,E09000003,looked_after,All,300,"]
ESTIMATES = ["mid_year,area_code,population", "2030,E09000007,1800", "2030,E09000003,2700"]
INDEX = ["Area,Domain,Indicator,Value", "E09000007,Places,Homes,4.5", "London,Places,Homes,3"]
VACANCIES = [
    "URN,AS_AT,PLACES_STAFFED,PLACES_FILLED,PLACES_VACANT",
    "1234567,31/03/2026,4,3,1",
    "1234568,31/03/2026,4,2,2",
]
FOUND = form(*(dict(SOUND, child_ID=f"FP{number:05d}") for number in range(5))).split("\n")
# Each table and the folder that its files lie in.
SENT = {
    "framework_register": ("provision/any", FRAMEWORK),
    "provision_register": ("provision/2025-03-31", REGISTER),
    "population": ("population", YEARS_TO_COME),
    "published_figures": ("published", FIGURES),
    "vacancies": ("Camden/vacancies/2026-03-31", VACANCIES),
    "sufficiency_index": ("index/2026-05-12", INDEX),
    "found_placements": ("Camden/found/2024-03-31", FOUND),
}


def joined(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("table", sorted(SENT))
@pytest.mark.parametrize("other", ["other.csv", "list (1).csv", "below/list.csv"])
def test_any_list_under_two_names_is_read_once_and_told(send: Send, table: str, other: str) -> None:
    folder, lines = SENT[table]
    once = send({f"{folder}/list.csv": joined(lines)})
    assert told(once) == []
    twice = send({f"{folder}/list.csv": joined(lines), f"{folder}/{other}": joined(lines)})
    assert [rule for rule, *_ in told(twice)] == ["file_sent_twice"]
    assert twice.tables[table].num_rows == once.tables[table].num_rows > 0
    assert twice.counts.rows_read == once.counts.rows_read


@pytest.mark.parametrize("table", sorted({*SENT} - {"found_placements"}))
def test_the_same_rows_of_a_list_in_another_order_count_once_and_are_told(send: Send, table: str) -> None:
    folder, lines = SENT[table] if table != "population" else ("population", ESTIMATES)
    found = send({f"{folder}/list.csv": joined(lines), f"{folder}/other.csv": joined([lines[0], *lines[:0:-1]])})
    [(rule, file, _, message)] = told(found)
    assert (rule, file) == ("rows_sent_twice", f"{folder}/other.csv") and "2 of its 2 rows" in message
    assert found.tables[table].num_rows == 2


def test_found_placements_in_another_order_count_once_and_are_told(send: Send) -> None:
    rows = [dict(SOUND, child_ID=f"FP{number:05d}") for number in range(5)]
    at = "Camden/found/2024-03-31"
    found = send({f"{at}/a.csv": form(*rows), f"{at}/b.csv": form(*rows[::-1])})
    [(rule, file, _, message)] = told(found)
    assert (rule, file) == ("rows_sent_twice", f"{at}/b.csv") and "5 of its 5 rows" in message
    assert found.tables["found_placements"].num_rows == 5


OTHERWISE = {
    "population": ("population", ESTIMATES, "2700", "2701", "POPULATION", "population_0_17"),
    "published_figures": ("published", FIGURES, "300", "301", "CHILD_COUNT", "child_count"),
    "sufficiency_index": ("index/2026-05-12", INDEX, "Homes,3", "Homes,3.5", "INDEX_VALUE", "index_value"),
}


@pytest.mark.parametrize("table", sorted(OTHERWISE))
@pytest.mark.parametrize("name", ["b.csv", "a v2.csv"])
def test_of_a_public_figure_that_two_files_give_one_counts_and_the_other_is_told(
    send: Send, table: str, name: str
) -> None:
    """The file whose name says it is the later has the say, else the first; the rest of both is the same and told."""
    folder, lines, before, after, column, kept = OTHERWISE[table]
    found = send({f"{folder}/a.csv": joined(lines), f"{folder}/{name}": joined(lines).replace(before, after)})
    later, earlier = (
        (f"{folder}/a v2.csv", f"{folder}/a.csv") if "v2" in name else (f"{folder}/a.csv", f"{folder}/b.csv")
    )
    [differs] = [p for p in found.problems.to_pylist() if p["rule"] == "figure_differs"]
    assert (differs["file"], differs["line"], differs["column"]) == (earlier, 3, column)
    assert f"(line 3 of {later})" in differs["message"] and differs["remedy"]
    assert [rule for rule, *_ in told(found)] == ["rows_sent_twice"]
    values = found.tables[table][kept].to_pylist()
    used = (after if "v2" in name else before).rpartition(",")[2]
    assert len(values) == 2 and float(used) in {float(value) for value in values}


def test_a_figure_of_one_file_that_stands_in_it_twice_is_told(send: Send) -> None:
    found = send({"population/a.csv": joined([*ESTIMATES, "2030,E09000007,1801"])})
    [differs] = [p for p in found.problems.to_pylist() if p["rule"] == "figure_differs"]
    assert (differs["line"], differs["value"]) == (4, "1801") and found.tables["population"].num_rows == 2


@pytest.mark.parametrize("name", ["provision/{}/list.csv", "provision/list {}.csv"])
def test_one_list_of_two_days_is_two_lists(send: Send, name: str) -> None:
    found = send({name.format(day): joined(REGISTER) for day in ("2024-03-31", "2025-03-31")})
    assert told(found) == [] and found.tables["provision_register"].num_rows == 4


def test_settings_that_are_alike_in_one_list_are_each_a_place(send: Send) -> None:
    head = "Provider local authority,Setting local authority,URN,Registration status,Setting category,Capacity"
    row = "Camden,Camden,2700001,Active,Shared,4"
    found = send({"provision/2025-03-31/sa.csv": joined([head, row, row])})
    assert found.tables["provision_register"].num_rows == 2 and told(found) == []


@pytest.mark.parametrize("days", [("2024-04-01", "2025-04-01"), ("any", "any other")])
@pytest.mark.parametrize("is_first", [True, False])
def test_who_left_a_framework_by_a_later_list_left_it(send: Send, days: tuple[str, str], is_first: bool) -> None:
    """The earlier list has the provider still in it; with both rows kept the price of a placement stood twice."""
    left = [*FRAMEWORK[:2], FRAMEWORK[2] + "31/03/2025"]
    older, newer = ("b.csv", "a.csv") if is_first else ("a.csv", "b.csv")
    found = send({f"provision/{days[0]}/{older}": joined(FRAMEWORK), f"provision/{days[1]}/{newer}": joined(left)})
    rows = found.tables["framework_register"].to_pylist()
    assert sorted((row["urn"], str(row["left_date"])) for row in rows) == [
        ("1234567", "2025-03-31"),
        ("SC012345", "None"),
    ]
    [differs] = [p for p in found.problems.to_pylist() if p["rule"] == "framework_row_differs"]
    assert (differs["file"], differs["line"]) == (f"provision/{days[0]}/{older}", 3)
