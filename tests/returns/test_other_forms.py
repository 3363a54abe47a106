"""SSDA903 as XML and as a workbook: read like the same return as CSV."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from xml.etree.ElementTree import Element, SubElement, tostring

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


# What a header of the export holds beside the child's own details, in its order; the parts come after.
FLAT = ("UASC", "DUC", "IN_TOUCH", "ACTIV", "ACCOM")
OC2 = [
    "CHILD",
    "DOB",
    "SDQ_SCORE",
    "SDQ_REASON",
    "CONVICTED",
    "HEALTH_CHECK",
    "IMMUNISATIONS",
    "TEETH_CHECK",
    "HEALTH_ASSESSMENT",
    "SUBSTANCE_MISUSE",
    "INTERVENTION_RECEIVED",
    "INTERVENTION_OFFERED",
]
MISSING = ["CHILD", "DOB", "MISSING", "MIS_START", "MIS_END"]


def _export(tables: dict[str, tuple[list[str], list[list[str]]]]) -> bytes:
    """A return as a case system writes it: one line, empty elements for blanks, a child's parts within its own."""

    def told(name: str, child: str) -> list[dict[str, str]]:
        columns, rows = tables[name]
        return [dict(zip(columns, row, strict=True)) for row in rows if row[0] == child]

    def put(parent: Element, names: Iterable[str], cells: dict[str, str]) -> None:
        for name in names:
            SubElement(parent, {"CHILD": "CHILDID", "PLACE": "PL"}.get(name, name)).text = cells.get(name) or None

    root = Element("EXPSSDA903")
    for row in tables["header"][1]:
        child, own = SubElement(root, "CHILD"), told("header", row[0])[0]
        head = SubElement(child, "HEADER")
        put(head, ("CHILD", "UPN", "SEX", "DOB", "ETHNIC"), own)
        asylum = [cells | {"UASC": "1"} for cells in told("uasc", row[0])]
        leaving = told("oc3", row[0])
        put(head, FLAT, {name: cells[name] for cells in [*asylum, *leaving] for name in FLAT if name in cells})
        for cells in told("reviews", row[0]):
            put(SubElement(head, "AREVIEW"), ("REVIEW", "REVIEW_CODE"), cells)
        put(head, ("MOTHER", "MC_DOB"), own)
        for cells in told("oc2", row[0]):
            put(SubElement(head, "OC2"), OC2[2:], cells)
        for cells in told("missing", row[0]):
            put(SubElement(head, "AMISSING"), MISSING[2:], cells)
        for cells in told("episodes", row[0]):
            put(SubElement(child, "EPISODE"), EPISODES[1:], cells)
    return tostring(root, encoding="us-ascii", xml_declaration=True)


def _whole_return() -> dict[str, tuple[list[str], list[list[str]]]]:
    """Forty children, two of them unaccompanied, and four care leavers who have a header alone."""
    ids = [str(n) for n in range(8001, 8041)]
    leavers = [str(n) for n in range(9001, 9005)]
    born = {child: f"{1 + n % 28:02d}/05/{2008 + n % 12}" for n, child in enumerate(ids)}
    born |= {child: "07/05/2006" for child in leavers}
    stays = []
    for n, child in enumerate(ids):
        first = [child, f"{1 + n % 28:02d}/06/2024", "S", "C2", "N1", "U6", "PR4"]
        if n % 4 == 0:
            stays.append([*first, "01/11/2024", "X1", "CREQB", "NW1 2DB", "NW1 8NH", "1234567"])
            stays.append(
                [child, "01/11/2024", "P", "C2", "N1", "K2", "PR4", "", "", "", "NW1 2DB", "N7 0AA", "2345678"]
            )
        else:
            stays.append([*first, "", "", "", "NW1 2DB", "NW1 8NH", "1234567"])
    header = [[child, "FM"[n % 2], born[child], "WBRI", "UN3", "", ""] for n, child in enumerate([*ids, *leavers])]
    return {
        "header": (HEADER, header),
        "episodes": (EPISODES, stays),
        "uasc": (
            ["CHILD", "SEX", "DOB", "DUC"],
            [[ids[0], "F", born[ids[0]], "01/05/2026"], [ids[1], "M", born[ids[1]], ""]],
        ),
        "oc2": (OC2, [[child, born[child], "12", "", "0", "1", "1", "1", "1", "0", "", ""] for child in ids[::3]]),
        "oc3": (["CHILD", "DOB", "IN_TOUCH", "ACTIV", "ACCOM"], [[c, born[c], "YES", "F2", "K2"] for c in leavers]),
        "missing": (MISSING, [[child, born[child], "M", "03/09/2024", "05/09/2024"] for child in ids[::10]]),
        "reviews": (["CHILD", "DOB", "REVIEW", "REVIEW_CODE"], [[c, born[c], "05/09/2024", "PN1"] for c in ids]),
    }


def test_a_whole_return_as_a_case_system_exports_it(send: Send) -> None:
    tables = _whole_return()
    told = send({"Camden/2025/export.xml": _export(tables)})
    as_csv = send(
        {"Camden/2025/export.xml": b""} | {f"Camden/2025/{name}.csv": _csv(*rows) for name, rows in tables.items()}
    )
    for name in ("header", "episodes", "uasc", "oc2", "missing"):
        assert told.tables[name].to_pylist() == as_csv.tables[name].to_pylist(), name
    assert [told.tables[name].num_rows for name in ("header", "episodes", "uasc", "oc2", "missing")] == [
        44,
        50,
        2,
        14,
        4,
    ]
    # Care leavers have a header for the leaving-care table, and rightly no episode.
    assert sum(told.tables["header"]["is_care_leaver"].to_pylist()) == 4
    assert told.problems.num_rows == 0
    counted = {s["table_name"]: s["rows_accepted"] for s in told.tables["submissions"].to_pylist()}
    assert (counted["oc3"], counted["reviews"]) == (4, 40)


def test_a_header_that_says_who_is_unaccompanied(send: Send) -> None:
    columns = [*HEADER[:4], "UASC", *HEADER[4:]]
    rows = [[*child[:4], said, *child[4:]] for child, said in zip(CHILDREN, ("0", "1"), strict=True)]
    alone = send(AS_CSV | {"Camden/2025/h.csv": _csv(columns, rows)})
    [added] = alone.tables["uasc"].to_pylist()
    assert added["duc"] is None and added["child_id"] in alone.tables["episodes"]["child_id"].to_pylist()
    assert alone.problems["rule"].to_pylist() == ["unaccompanied_by_header"]
    # Where the UASC table has the child, that is believed, with its day.
    table = _csv(["CHILD", "SEX", "DOB", "DUC"], [["7002", "F", "11/06/2009", "11/06/2027"]])
    both = send(AS_CSV | {"Camden/2025/h.csv": _csv(columns, rows), "Camden/2025/u.csv": table})
    assert both.tables["uasc"]["duc"].to_pylist() == [date(2027, 6, 11)]
    assert both.problems.num_rows == 0


def test_numbers_on_no_list_are_told_of_prices_and_frameworks_too(send: Send) -> None:
    costs = "CHILD,PLACEMENT_START,AS_AT,URN,PROVISION_TYPE,WEEKLY_COST\n7002,03/07/2024,31/03/2025,7777777,CQC,900\n"
    listed = "URN,Provision type,Local authority,Places\n2345678,Children's home,Camden,4\n"
    approved = "FRAMEWORK,LOT,SUB_LOT,URN,JOINED,LEFT\nAPPA,Homes,,8888888,01/04/2024,\n"
    sent = {"Camden/2025/c.csv": costs, "provision/2025-03-31/l.csv": listed, "provision/f.csv": approved}
    found = send(AS_CSV | sent)
    told = {p["file"]: p["message"] for p in found.problems.to_pylist() if p["rule"] == "urn_not_listed"}
    assert told.keys() == {"Camden/2025/c.csv", "provision/f.csv"}
    assert all(message.startswith("1 row (1 number)") for message in told.values())


@pytest.mark.parametrize(
    "written",
    [
        "3/7/2024",
        "03/7/2024",
        "03/07/2024 00:00",
        "03/07/2024 00:00:00",
        "3/7/2024 12:00:00 AM",
        "2024-07-03",
        "2024-07-03T00:00:00",
        "2024-07-03 00:00:00.000",
    ],
)
def test_a_date_with_a_time_or_without_noughts_is_that_day(send: Send, written: str) -> None:
    stays = [STAYS[0], [STAYS[1][0], written, *STAYS[1][2:]]]
    found = send(AS_CSV | {"Camden/2025/e.csv": _csv(EPISODES, stays)})
    assert date(2024, 7, 3) in found.tables["episodes"]["decom"].to_pylist()
    assert found.problems.num_rows == 0


def test_the_names_of_the_xml_are_known_in_csv_too(send: Send) -> None:
    header = _csv(["CHILDID", *HEADER[1:]], CHILDREN)
    episodes = _csv(["CHILDID", *("PL" if c == "PLACE" else c for c in EPISODES[1:])], STAYS)
    found = send({"Camden/2025/h.csv": header, "Camden/2025/e.csv": episodes})
    assert found.tables["episodes"].to_pylist() == send(AS_CSV).tables["episodes"].to_pylist()
    assert found.problems.num_rows == 0


@pytest.mark.parametrize("word", ["NULL", "N/A", "-", "NaN", "01/01/1900", "31/12/2999", "9999"])
def test_what_stands_for_nothing_is_nothing_in_a_workbook_and_in_xml_too(send: Send, word: str) -> None:
    stays = [STAYS[0], [*STAYS[1][:7], word, *STAYS[1][8:]]]
    book = workbook({"Header": [HEADER, *CHILDREN], "Episodes": [EPISODES, *stays]})
    document = XML.replace("<HOME_POST>NW1 2DB</HOME_POST><PL_POST>N7", f"<DEC>{word}</DEC><PL_POST>N7")
    for files in (
        {"Camden/2025/r.xlsx": book, "Camden/2025/r.xml": b""},
        {"Camden/2025/r.xml": document, "Camden/2025/r.xlsx": b""},
    ):
        found = send(files)
        ends = found.tables["episodes"]["dec"].to_pylist()
        assert sorted(ends, key=str) == [date(2025, 2, 2), None]
        told = [p["message"] for p in found.problems.to_pylist() if p["rule"] == "taken_as_nothing"]
        assert len(told) == 1 and told[0].startswith(f"1 cell ({word.upper()}; DEC 1)")


def test_one_table_on_two_sheets_is_once_together_or_refused(send: Send) -> None:
    rows = [
        [f"C{n}", "10/03/2025", "S", "C2", "N1", "U4", "PR1", "", "", "", "NW1 1AA", "NW1 2DB", ""] for n in range(6)
    ]
    other = [*rows[:3], [*rows[3][:5], "K2", *rows[3][6:]], *rows[4:]]

    def accepted(name: str, one: list[list[str]], two: list[list[str]]) -> tuple[int, set[str]]:
        book = workbook({"Episodes": [EPISODES, *one], "Episodes (2)": [EPISODES, *two]})
        read = send({f"{name}/2025/all.xlsx": book})
        return read.tables["episodes"].num_rows, set(read.problems["rule"].to_pylist())

    halves, told = accepted("Camden", rows[:3], rows[3:])
    assert halves == 6 and "duplicate_row" not in told
    same, told = accepted("Camden", rows, rows)
    assert same == 6 and "rows_sent_twice" in told
    none, told = accepted("Camden", rows, other)
    assert none == 0 and "files_contradict" in told
