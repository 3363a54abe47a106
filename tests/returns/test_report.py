"""The report of problems is one content in two forms, its owner's alone, and nothing in it runs."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pyarrow as pa
from python_calamine import CalamineWorkbook

from sufficiency.returns import report
from sufficiency.returns.notes import Note

PROBLEMS = pa.table(
    {
        "severity": ["rejected row", "warning"],
        "file": ["Camden/2025/episodes.csv"] * 2,
        "line": [17, None],
        "column": ["DECOM", None],
        "value": ['=HYPERLINK("http://evil.example")', None],
        "rule": ["not_a_date", "few_rows"],
        "message": ["DECOM is no date", "few rows"],
        "remedy": ["write it as 31/03/2025", "look at the export"],
    }
)
NOTES = [Note("Camden/2025/~$old.xlsx", "Not read: left behind")]


def test_a_workbook_and_a_csv_say_the_same() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(report.as_xlsx(PROBLEMS, NOTES)))
    assert book.sheet_names == ["About", "Problems", "By check"]
    heads, *rows = book.get_sheet_by_name("Problems").to_python()
    assert tuple(heads) == report.COLUMNS
    assert rows[0][2] == 17 and rows[0][4] == PROBLEMS["value"][0].as_py(), "text, and no formula"
    written = list(csv.reader(io.StringIO(report.as_csv(PROBLEMS, NOTES).decode("utf-8-sig"))))
    assert written[1][4].startswith("'=") and len(written) == 4 and len(rows) == 3
    assert [row[1] for row in rows] == [row[1] for row in written[1:]]
    assert rows[2][:2] == ["note", "Camden/2025/~$old.xlsx"]


def test_the_name_of_the_file_says_the_form(tmp_path: Path) -> None:
    for name, begins in (("p.xlsx", b"PK"), ("p.csv", b"\xef\xbb\xbfseverity")):
        report.write_report(PROBLEMS, tmp_path / name, NOTES)
        assert (tmp_path / name).read_bytes().startswith(begins)
        assert (tmp_path / name).stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p.csv", "p.xlsx"]


def test_a_return_without_a_problem_makes_a_report_of_none() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(report.as_xlsx(PROBLEMS.slice(0, 0))))
    assert [row for row in book.get_sheet_by_name("Problems").to_python()[1:] if any(row)] == []
