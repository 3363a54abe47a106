"""The problems of one check in one file are one line for a person, and each its own in the file that is downloaded."""

from __future__ import annotations

import csv
import io

import pytest
from python_calamine import CalamineWorkbook

from sufficiency.returns import report, together
from tests.returns.conftest import Send
from tests.returns.malformed import sound

HEAD = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"


def episodes(count: int, day: str = "01/05/2021", end: str = "01/06/2021") -> str:
    rows = [f"KID{n:03d},{day},S,C2,N1,U6,PR1,{end},E4A,,NW1 2DB,NW1 8NH,1234567" for n in range(count)]
    return "\n".join([HEAD, *rows]) + "\n"


def test_a_file_in_another_years_folder_is_one_line_for_a_person_and_each_row_in_the_files(send: Send) -> None:
    problems = send({"Camden/2025/episodes.csv": episodes(194)}).problems
    [group] = [g for g in together.groups(problems) if g.rule == "outside_year"]
    assert (group.count, group.file, group.column()) == (194, "Camden/2025/episodes.csv", "DECOM")
    assert group.where() == "2 to 195 (194 rows)" and group.value() == "01/05/2021"
    assert "outside the return year 2025" in group.message() and "right year's folder" in group.remedy
    rows = list(csv.DictReader(io.StringIO(report.as_csv(problems).decode("utf-8-sig"))))
    assert [int(r["line"]) for r in rows if r["rule"] == "outside_year"] == list(range(2, 196))
    book = CalamineWorkbook.from_filelike(io.BytesIO(report.as_xlsx(problems)))
    by_check = book.get_sheet_by_name("By check").to_python()
    assert [row[3] for row in by_check if "outside the return year" in str(row[6])] == ["2 to 195 (194 rows)"]
    assert len(book.get_sheet_by_name("Problems").to_python()) == len(rows) + 1


def test_two_files_are_two_lines_and_every_problem_is_in_one_group(send: Send) -> None:
    other = episodes(7, "31/02/2024", "32/02/2024").replace("KID", "LAD")
    problems = send({"Camden/2025/a.csv": episodes(5), "Camden/2025/b.csv": other}).problems
    groups = together.groups(problems)
    assert sum(g.count for g in groups) == problems.num_rows
    keys = [(g.file, g.rule, g.severity) for g in groups]
    assert len(keys) == len(set(keys)), "one check, one file, one line"
    [dates] = [
        g for g in groups if (g.file, g.rule, g.severity) == ("Camden/2025/b.csv", "date_unreadable", "rejected row")
    ]
    assert (dates.where(), dates.column()) == ("2 to 8 (7 rows)", "DEC, DECOM")
    assert dates.message() == "DEC or DECOM is not a date in the form dd/mm/yyyy."


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], ""),
        ([2], "2"),
        ([3, 2, 4, 9], "2 to 4, 9 (4 rows)"),
        ([2, 4, 6, 8, 10, 12, 14], "2, 4, 6, 8, 10 and 2 more (7 rows)"),
    ],
)
def test_lines_are_told_in_runs_and_no_more_than_a_few(lines: list[int], said: str) -> None:
    assert together.Group("", "", "", "", lines=dict.fromkeys(lines)).where() == said


def test_several_columns_of_one_check_are_one_line_in_words_true_of_all(send: Send) -> None:
    tables = {f"Camden/2025/{name}.csv": sound.text(rows) for name, rows in sound.sound("KA10").items()}
    costs = tables["Camden/2025/placement_costs.csv"].replace(",5400,", ",-5400,").replace(",Yes,", ",perhaps,")
    groups = together.groups(send({**tables, "Camden/2025/placement_costs.csv": costs}).problems)
    [negative] = [g for g in groups if g.rule == "number_unreadable"]
    assert "WEEKLY_COST" in negative.column() and negative.value().startswith("-5400")
    assert "is not an amount between 0 and" in negative.message()


def test_columns_that_a_file_lacks_are_each_told(send: Send) -> None:
    text = episodes(3, "01/05/2024", "").replace("LS,CIN", "A,B")
    groups = together.groups(send({"Camden/2025/episodes.csv": text}).problems)
    lacking = [g for g in groups if g.rule == "missing_column"]
    assert [g.column() for g in lacking] == ["CIN", "LS"] and [g.where() for g in lacking] == ["1", "1"]
