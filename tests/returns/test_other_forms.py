"""SSDA903 as XML and as a workbook: read like the same return as CSV."""

from __future__ import annotations

from datetime import date

import pytest

from tests.returns.conftest import Send, workbook

HEADER = ["CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"]
EPISODES = [
    "CHILD",
    "DECOM",
    "RNE",
    "LS",
    "CIN",
    "PLACE",
    "PLACE_PROVIDER",
    "DEC",
    "REC",
    "REASON_PLACE_CHANGE",
    "HOME_POST",
    "PL_POST",
    "URN",
]
CHILDREN = [
    ["7001", "M", "10/05/2012", "WBRI", "UN3", "0", ""],
    ["7002", "F", "11/06/2009", "ABAN", "UN3", "1", "02/03/2025"],
]
STAYS = [
    ["7001", "01/06/2023", "S", "C2", "N1", "U6", "PR1", "02/02/2025", "E4A", "", "NW1 2DB", "NW1 8NH", "1234567"],
    ["7002", "03/07/2024", "S", "V2", "N8", "K2", "PR4", "", "", "", "NW1 2DB", "N7 0AA", "2345678"],
]
XML = """<?xml version="1.0" encoding="utf-8"?>
<EXPSSDA903>
  <CHILD>
    <HEADER><CHILDID>7001</CHILDID><UPN>UN3</UPN><SEX>M</SEX><DOB>10/05/2012</DOB><ETHNIC>WBRI</ETHNIC><MOTHER>0</MOTHER>
      <AREVIEW><REVIEW>01/09/2024</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>
      <OC2><SDQ_SCORE>18</SDQ_SCORE><CONVICTED>0</CONVICTED></OC2>
    </HEADER>
    <EPISODE><DECOM>01/06/2023</DECOM><RNE>S</RNE><LS>C2</LS><CIN>N1</CIN><PL>U6</PL><PLACE_PROVIDER>PR1</PLACE_PROVIDER>
      <DEC>02/02/2025</DEC><REC>E4A</REC><HOME_POST>NW1 2DB</HOME_POST><PL_POST>NW1 8NH</PL_POST>
      <URN>1234567</URN></EPISODE>
  </CHILD>
  <CHILD>
    <HEADER><CHILDID>7002</CHILDID><UPN>UN3</UPN><SEX>F</SEX><DOB>11/06/2009</DOB><ETHNIC>ABAN</ETHNIC><UASC>1</UASC>
      <DUC>11/06/2027</DUC><MOTHER>1</MOTHER><MC_DOB>02/03/2025</MC_DOB></HEADER>
    <EPISODE><DECOM>03/07/2024</DECOM><RNE>S</RNE><LS>V2</LS><CIN>N8</CIN><PL>K2</PL><PLACE_PROVIDER>PR4</PLACE_PROVIDER>
      <HOME_POST>NW1 2DB</HOME_POST><PL_POST>N7 0AA</PL_POST>
      <URN>2345678</URN></EPISODE>
  </CHILD>
</EXPSSDA903>
"""


def _csv(columns: list[str], rows: list[list[str]]) -> str:
    return "\n".join(",".join(row) for row in (columns, *rows)) + "\n"


AS_CSV = {"Camden/2025/h.csv": _csv(HEADER, CHILDREN), "Camden/2025/e.csv": _csv(EPISODES, STAYS)}


def test_xml_is_read_like_csv(send: Send) -> None:
    told = send({"Camden/2025/return.xml": XML})
    as_csv = send({**AS_CSV, "Camden/2025/return.xml": b""})
    assert told.tables["episodes"].to_pylist() == as_csv.tables["episodes"].to_pylist()
    assert told.tables["header"].to_pylist() == as_csv.tables["header"].to_pylist()
    [unaccompanied] = told.tables["uasc"].to_pylist()
    assert unaccompanied["duc"] == date(2027, 6, 11)
    [outcome] = told.tables["oc2"].to_pylist()
    assert (outcome["sdq_score"], outcome["is_convicted"]) == (18, False)
    assert told.problems.num_rows == 0
    counted = {(s["table_name"], s["rows_accepted"]) for s in told.tables["submissions"].to_pylist()}
    assert counted == {("header", 2), ("episodes", 2), ("uasc", 1), ("oc2", 1), ("reviews", 1)}


@pytest.mark.parametrize(
    ("document", "rule"),
    [
        ("<EXPSSDA903><CHILD>", "unreadable_file"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "unreadable_file"),
        ('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "unreadable_file"),
        ("<a><b>1</b></a>", "unknown_table"),
        ("<CHILD>" * 5000, "unreadable_file"),
    ],
)
def test_xml_that_is_damaged_or_dangerous_is_refused(send: Send, document: str, rule: str) -> None:
    found = send({"Camden/2025/return.xml": document})
    assert found.problems["rule"].to_pylist() == [rule]


def test_an_element_that_is_not_known_is_told(send: Send) -> None:
    found = send({"Camden/2025/return.xml": XML.replace("<CIN>N1</CIN>", "<CIN>N1</CIN><NEWS>1</NEWS>")})
    [told] = found.problems.to_pylist()
    assert (told["rule"], told["column"]) == ("extra_column", "NEWS")


def test_a_workbook_is_read_like_csv(send: Send) -> None:
    born = [[r[0], r[1], date(2012, 5, 10) if r[0] == "7001" else r[2], *r[3:]] for r in CHILDREN]
    # A spreadsheet takes numbers for numbers: the ids too.
    stays = [[int(r[0]), *r[1:12], int(r[12])] for r in STAYS]
    book = workbook({"Header": [HEADER, *born], "Episodes": [EPISODES, *stays], "Read me": [["Made by us"]]})
    told = send({"Camden/2025/return.xlsx": book})
    as_csv = send({**AS_CSV, "Camden/2025/return.xlsx": b""})
    assert told.tables["episodes"].to_pylist() == as_csv.tables["episodes"].to_pylist()
    assert told.tables["header"].to_pylist() == as_csv.tables["header"].to_pylist()
    assert told.problems.num_rows == 0
    assert [note.file for note in told.notes] == ["Camden/2025/return.xlsx [Read me]"]
