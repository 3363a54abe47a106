"""What came twice counts once and is told once: a file under two names, rows that two files hold, a file joined to
itself."""

from __future__ import annotations

import pytest

from sufficiency.returns import Import
from sufficiency.snapshot import format
from tests.returns.conftest import Send, workbook
from tests.returns.malformed import sound

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
