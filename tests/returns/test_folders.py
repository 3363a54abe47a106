"""Which files are read, and which are named and passed over."""

from __future__ import annotations

import io
import os
import time
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from sufficiency import settings
from sufficiency.reference.tables import records
from sufficiency.returns import read
from tests.returns.conftest import KEY, TODAY, Send

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
RETURN = HEADER + "KID1,M,01/05/2010,WBRI,UN1,0,\n"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"


def _rules(found: object) -> dict[str, str]:
    return {
        p["file"]: p["rule"]
        for p in found.problems.to_pylist()  # type: ignore[attr-defined]
        if p["severity"] == "rejected file"
    }


def test_folders_that_name_nobody_or_no_year_are_reported(send: Send) -> None:
    found = send(
        {
            "Camdenn/2025/h.csv": RETURN,
            "Camden/latest/h.csv": RETURN,
            "Camden/h.csv": RETURN,
            "h.csv": RETURN,
            "Camden/2025/h.csv": RETURN,
        }
    )
    assert _rules(found) == {
        "Camdenn/2025/h.csv": "no_authority",
        "Camden/latest/h.csv": "no_year",
        "Camden/h.csv": "no_year",
        "h.csv": "no_authority",
    }
    [told] = [p for p in found.problems.to_pylist() if p["file"] == "Camdenn/2025/h.csv"]
    assert "nearest is Camden" in told["message"]
    assert found.tables["header"].num_rows == 1


def test_what_is_not_read_is_named_and_answers_only_where_synthesise_made_them(send: Send) -> None:
    found = send(
        {
            "answers/x.csv": "secret\n",
            f"answers/{settings.ANSWERS_MARKER}": "",
            "Camden/2025/answers/y.csv": EPISODES + "KID1,01/05/2024,S,C2,N1,U6,PR1,,,,,,\n",
            ".git/z.csv": RETURN,
            "Camden/2025/.DS_Store": b"\0\1",
            "Camden/2025/~$h.csv": b"\0",
            "Camden/2025/h.csv": RETURN,
        }
    )
    assert found.tables["submissions"]["file_name"].to_pylist() == ["Camden/2025/answers/y.csv", "Camden/2025/h.csv"]
    assert found.problems.num_rows == 0
    assert [note.file for note in found.notes] == [".git", "Camden/2025/.DS_Store", "Camden/2025/~$h.csv", "answers"]
    assert all(note.words.startswith("Not read: ") for note in found.notes)


def test_files_of_other_kinds_are_named(send: Send) -> None:
    found = send(
        {
            "Camden/2025/h.xlsx": b"PK",
            "Camden/2025/h.xml": "<a/>",
            "Camden/2025/h.pdf": b"%PDF-1.7",
            "Camden/2025/h.csv": RETURN,
            "provision/x.ods": b"not a workbook",
        }
    )
    assert _rules(found) == {
        "Camden/2025/h.xlsx": "unreadable_file",
        "Camden/2025/h.xml": "unknown_table",
        "Camden/2025/h.pdf": "not_csv",
        "provision/x.ods": "unreadable_file",
    }


def packed(members: dict[str, str]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return held.getvalue()


def test_a_file_of_another_kind_than_its_name_says_is_told_what_to_call_it(send: Send) -> None:
    book = io.BytesIO()
    pd.read_csv(io.StringIO(RETURN), dtype=str).to_excel(book, index=False)
    found = send(
        {
            "Camden/2025/text.xlsx": RETURN,
            "Camden/2025/book.csv": book.getvalue(),
            "Camden/2025/half.xlsx": book.getvalue()[:2000],
            "Camden/2025/packed.csv": packed({"header.csv": RETURN}),
            "Camden/2025/book.ods.csv": packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
            "index/2026-05-12/scores.csv": book.getvalue(),
            "Camden/2025/old.csv": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600),
        }
    )
    told = {row["file"].rpartition("/")[2]: row["message"] for row in found.problems.to_pylist()}
    remedies = {row["file"].rpartition("/")[2]: row["remedy"] for row in found.problems.to_pylist()}
    assert "name it .csv" in told["text.xlsx"] and "cut short" in told["half.xlsx"]
    assert told["book.csv"] == "The file is named as text and is a workbook (xlsx), so nothing in it was read."
    assert "a workbook in the form of before 2007 (xls)" in told["old.csv"] and "packed (zip)" in told["packed.csv"]
    assert told["book.ods.csv"].startswith("The file is named as text and is a workbook (ods)")
    assert told["scores.csv"] == told["book.csv"], "in the folder of the index as in any other"
    for name in ("book.csv", "old.csv", "packed.csv", "scores.csv"):
        assert "Name a workbook .xlsx" in remedies[name] and "CSV UTF-8" in remedies[name]
    assert set(found.problems["rule"].to_pylist()) == {"unreadable_file", "workbook_as_text"}


def test_a_column_that_says_whose_a_row_is_does_not_make_it_theirs_and_that_is_said(send: Send) -> None:
    lines = RETURN.splitlines()
    found = send({"Camden/2025/h.csv": f"{lines[0]},LA\n{lines[1]},Camden\nKID2,F,01/06/2011,WBRI,UN1,0,,Barnet\n"})
    [told] = [row for row in found.problems.to_pylist() if row["rule"] == "extra_column"]
    assert (told["column"], told["line"]) == ("LA", 1) and "every row counts as of its folder's" in told["remedy"]
    assert set(found.tables["header"]["authority_code"].to_pylist()) == {"E09000007"}


def test_an_empty_folder_and_none_at_all(tmp_path: Path) -> None:
    (tmp_path / "empty" / "Camden" / "2025").mkdir(parents=True)
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden" / "Thumbs.db").write_text("")
    said = {
        "empty": "The folder holds no file",
        "hidden": "The folder holds no file but those that are passed over",
        "absent": "There is no such folder",
    }
    for name, why in said.items():
        found = read(tmp_path / name, key=KEY, today=TODAY)
        [problem] = found.problems.to_pylist()
        assert (problem["rule"], problem["file"]) == ("no_files", name)
        assert problem["message"] == f"{why}, so nothing was read." and "Camden/2024-25" in problem["remedy"]
        assert (found.counts.files, found.counts.rows_read) == (0, 0)


def test_what_a_folder_lacks_stands_at_the_folder_and_what_a_file_has_wrong_at_the_file(send: Send) -> None:
    found = send({"Camden/2025/a.csv": HEADER + "KID1,3,01/05/2010,WBRI,,0,\n", "Barnet/2025/b.csv": "nothing\n"})
    at = {(problem["file"], problem["rule"]) for problem in found.problems.to_pylist()}
    assert {("Camden/2025", "table_not_sent"), ("Barnet/2025/b.csv", "unknown_table")} <= at
    of = {rule["rule"]: rule["told_of"] for rule in records("import_rules")}
    names = {"file": {"Camden/2025/a.csv", "Barnet/2025/b.csv"}, "folder": {"Camden/2025"}}
    assert all(file in names[of[rule]] for file, rule in at)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs POSIX files")
def test_what_is_no_plain_file_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "Camden" / "2025"
    (folder / "folder.csv").mkdir(parents=True)
    os.mkfifo(folder / "pipe.csv")
    (folder / "gone.csv").symlink_to(folder / "nothing")
    (folder / os.fsdecode(b"caf\xe9\n.csv")).write_text(RETURN)
    found = read(tmp_path, key=KEY, today=TODAY)
    assert set(_rules(found)) == {"Camden/2025/pipe.csv", "Camden/2025/gone.csv"}
    assert found.tables["header"].num_rows == 1
    for name in found.tables["submissions"]["file_name"].to_pylist():
        assert name.isprintable()


def test_a_file_the_system_refuses_is_named(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "shut.csv":
            raise PermissionError(13, "Permission denied")
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    found = send({"Camden/2025/shut.csv": RETURN, "Camden/2025/h.csv": RETURN})
    [told] = [p for p in found.problems.to_pylist() if p["severity"] == "rejected file"]
    assert told["file"] == "Camden/2025/shut.csv"
    assert "Permission denied" in told["message"]


def test_two_folders_of_one_authority_are_one_return(send: Send) -> None:
    found = send(
        {"Camden/2025/h.csv": RETURN, "E09000007/2024-25/e.csv": EPISODES + "KID1,01/05/2024,S,C2,N1,U6,PR1,,,,,,\n"}
    )
    assert found.problems.num_rows == 0


def test_tables_that_are_not_used_are_checked_and_counted(send: Send) -> None:
    found = send({"Camden/2025/r.csv": "CHILD,DOB,REVIEW,REVIEW_CODE\nKID1,01/05/2010,soon,PN1\n"})
    [line] = found.tables["submissions"].to_pylist()
    assert (line["table_name"], line["rows_accepted"]) == ("reviews", 1)
    assert "date_unreadable" in found.problems["rule"].to_pylist()
    assert "reviews" not in found.tables


def test_children_without_a_header_are_kept_and_told(send: Send) -> None:
    row = "{},01/05/2024,S,C2,N1,U6,PR1,,,,,,\n"
    episodes = EPISODES + row.format("KID1") + row.format("KID2")
    found = send({"Camden/2025/h.csv": RETURN, "Camden/2025/e.csv": episodes})
    assert found.tables["episodes"].num_rows == 2
    [told] = found.problems.to_pylist()
    assert (told["rule"], told["line"], told["value"]) == ("child_not_in_header", 3, "AAA9")


def test_an_episode_before_birth_is_told(send: Send) -> None:
    found = send(
        {"Camden/2025/h.csv": RETURN, "Camden/2025/e.csv": EPISODES + "KID1,30/04/2010,S,C2,N1,U6,PR1,,,,,,\n"}
    )
    assert found.problems["rule"].to_pylist() == ["before_birth"]


def test_every_rule_in_the_code_is_explained_and_every_one_explained_is_used() -> None:
    code = "".join(p.read_text() for p in Path(read.__code__.co_filename).parent.glob("*.py"))
    # What is told where a folder names no period stands beside the table that lies there.
    of_folders = {row["not_named"] for row in records("period_folders")}
    for rule in records("import_rules"):
        assert f'"{rule["rule"]}"' in code or f"'{rule['rule']}'" in code or rule["rule"] in of_folders
        assert all(rule[part] for part in ("title", "severity", "message", "remedy", "source"))


def test_a_hundred_thousand_rows_are_checked_in_ten_seconds(tmp_path: Path) -> None:
    folder = tmp_path / "Kent" / "2025"
    folder.mkdir(parents=True)
    days = [f"{d:02d}/{m:02d}/2024" for m in range(4, 13) for d in range(1, 29)]
    with (folder / "e.csv").open("w") as file:
        file.write(EPISODES)
        for n in range(100_000):
            file.write(f"K{n // 2},{days[n % 252]},S,C2,N1,U6,PR1,,,,CT1 2JR,ME14 1XQ,\n")
    begun = time.process_time()
    found = read(tmp_path, key=KEY, today=TODAY)
    assert time.process_time() - begun < 10
    assert found.counts.rows_accepted == 100_000


def test_a_year_written_with_a_stroke(send: Send) -> None:
    found = send({"Camden/2024/25/h.csv": RETURN, "Camden/2024/more/h.csv": HEADER})
    assert found.tables["header"]["return_year"].to_pylist() == [2025]


def test_a_link_to_a_folder_is_named_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "h.csv").write_text(RETURN)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "Camden").symlink_to(tmp_path / "real", target_is_directory=True)
    found = read(tmp_path / "in", key=KEY, today=TODAY)
    assert _rules(found) == {"Camden": "unreadable_file"}
