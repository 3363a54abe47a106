"""Workbooks and XML that are no sound return."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import escape

from tests.returns.conftest import workbook
from tests.returns.malformed.case import Case, Files, Told, shape
from tests.returns.malformed.sound import Return, Rows

BOOK, XML = "return.xlsx", "return.xml"
SHEETS = {"header": "Header", "episodes": "Episodes", "oc2": "OC2", "missing": "Missing", "placement_costs": "Costs"}
IN_HEADER = ("reviews", "oc2", "missing")


def _book(tables: Return) -> bytes:
    return workbook({title: [list(row) for row in tables[name]] for name, title in SHEETS.items()})


def _xml(tables: Return) -> str:
    """A return as a case system exports it: of each child a header, and episodes beside it."""
    names = {"CHILD": "CHILDID", "PLACE": "PL"}

    def elements(columns: list[str], row: list[str]) -> str:
        pairs = zip(columns, row, strict=True)
        return "".join(f"<{names.get(c, c)}>{escape(cell)}</{names.get(c, c)}>" for c, cell in pairs if cell)

    children = []
    for row in tables["header"][1:]:
        stays = [stay for stay in tables["episodes"][1:] if stay[0] == row[0]]
        inner = "".join(f"<EPISODE>{elements(tables['episodes'][0][1:], s[1:])}</EPISODE>" for s in stays)
        children.append(f"<CHILD><HEADER>{elements(tables['header'][0], row)}</HEADER>{inner}</CHILD>")
    return f'<?xml version="1.0"?><EXPSSDA903>{"".join(children)}</EXPSSDA903>'


def book(
    name: str,
    change: Callable[[Return], object],
    sheet: str,
    rule: str,
    line: int | None,
    column: str = "",
    value: str = "",
) -> Case:
    """A workbook of the return, changed before it is written."""

    def make(tables: Return) -> Files:
        change(tables)
        return {BOOK: _book(tables)}

    return Case(f"workbook: {name}", make, Told(f"{BOOK} [{sheet}]", rule, line, column, value))


def whole_book(name: str, change: Callable[[bytes], bytes], rule: str, file: str = BOOK) -> Case:
    """The bytes of a workbook are changed."""
    return Case(f"workbook: {name}", lambda tables: {file: change(_book(tables))}, Told(file, rule))


def xml(
    name: str,
    change: Callable[[str], str],
    rule: str,
    table: str = "",
    line: int | None = None,
    column: str = "",
    value: str = "",
) -> Case:
    """The text of the return as XML is changed."""
    file = f"{XML} [{table}]" if table else XML
    return Case(f"XML: {name}", lambda tables: {XML: change(_xml(tables))}, Told(file, rule, line, column, value))


def put(table: str, row: int, column: str, written: object) -> Callable[[Return], None]:
    """A change of one cell."""

    def change(tables: Return) -> None:
        rows: Rows = tables[table]
        rows[row][rows[0].index(column)] = written  # type: ignore[call-overload]

    return change


def _repacked(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
    return held.getvalue()


def _far_cell(name: str, part: bytes) -> bytes:
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return part.replace(b"</sheetData>", far) if name.endswith("sheet1.xml") else part


def _locked(data: bytes) -> bytes:
    """Every member said to be encrypted."""
    spoilt = bytearray(data)
    at = spoilt.find(b"PK\x01\x02")
    while at >= 0:
        spoilt[at + 8] |= 1
        at = spoilt.find(b"PK\x01\x02", at + 4)
    return bytes(spoilt)


def _of_books() -> list[Case]:
    return [
        book(
            "a day that never was",
            put("header", 1, "DOB", "31/02/2012"),
            "Header",
            "date_unreadable",
            2,
            "DOB",
            "31/02/2012",
        ),
        book(
            "a day as a number", put("episodes", 4, "DECOM", 45315), "Episodes", "date_unreadable", 5, "DECOM", "45315"
        ),
        book(
            "an id as a large number",
            put("episodes", 1, "CHILD", 1.2345e21),
            "Episodes",
            "child_damaged",
            2,
            "CHILD",
            shape("1.2345e+21"),
        ),
        book("a code in no list", put("episodes", 1, "LS", "X9"), "Episodes", "unknown_code", 2, "LS", "X9"),
        book(
            "a spreadsheet's error",
            put("placement_costs", 1, "WEEKLY_COST", "#DIV/0!"),
            "Costs",
            "number_unreadable",
            2,
            "WEEKLY_COST",
            "#DIV/0!",
        ),
        book(
            "a formula that was never worked out",
            put("placement_costs", 1, "WEEKLY_COST", "=1/0+x"),
            "Costs",
            "cost_zero",
            2,
            "WEEKLY_COST",
            "0",
        ),
        book(
            "a flag of words",
            put("oc2", 1, "CONVICTED", "perhaps"),
            "OC2",
            "flag_unreadable",
            2,
            "CONVICTED",
            "perhaps",
        ),
        book(
            "no column CHILD",
            lambda t: t["header"][0].__setitem__(0, "Name"),
            "Header",
            "missing_key_column",
            1,
            "CHILD",
        ),
        book(
            "a column twice",
            lambda t: t["episodes"][0].__setitem__(12, "PLACE"),
            "Episodes",
            "duplicate_column",
            1,
            "PLACE",
        ),
        book("a title above", lambda t: t["header"].insert(0, ["Children"]), "Header", "title_rows", 2),
        book(
            "a total below",
            lambda t: t["missing"].append(["Total", "", "2", "", ""]),
            "Missing",
            "total_row",
            4,
            "CHILD",
            "AAAAA",
        ),
        book(
            "the same row twice", lambda t: t["episodes"].append(list(t["episodes"][4])), "Episodes", "duplicate_row", 6
        ),
        book("nothing below the header", lambda t: t["episodes"].__delitem__(slice(1, None)), "Episodes", "no_rows", 1),
        whole_book("half of it", lambda data: data[: len(data) // 2], "unreadable_file"),
        whole_book("text with its ending", lambda data: b"CHILD,SEX\nX,M\n", "unreadable_file"),
        whole_book("no byte", lambda data: b"", "unreadable_file"),
        whole_book("under a password", lambda data: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504, "unreadable_file"),
        whole_book("parts under a password", _locked, "unreadable_file"),
        whole_book("a cell in the last corner", lambda data: _repacked(data, _far_cell), "unreadable_file"),
        whole_book(
            "a sheet that does not close",
            lambda data: _repacked(data, lambda n, p: p[:-20] if "sheet2" in n else p),
            "unreadable_file",
        ),
        whole_book(
            "without its sheets",
            lambda data: _repacked(data, lambda n, p: None if "worksheets/" in n else p),
            "unreadable_file",
        ),
        whole_book(
            "a zip of something else",
            lambda data: _repacked(data, lambda n, p: None if n != "[Content_Types].xml" else p),
            "unreadable_file",
        ),
        whole_book(
            "sheets of nothing known",
            lambda data: workbook({"Notes": [["Made by us"]], "More": [["x", "y"]]}),
            "unknown_table",
        ),
        whole_book("of before 2007", lambda data: bytes.fromhex("d0cf11e0a1b11ae1"), "not_csv", "return.xls"),
        whole_book("with macros", lambda data: data, "not_csv", "return.xlsm"),
        whole_book("of another office", lambda data: b"PK\x03\x04", "not_csv", "return.numbers"),
    ]


def _of_xml() -> list[Case]:
    entity = '<!DOCTYPE a [<!ENTITY b "c">]>'
    return [
        xml(
            "a day that never was",
            lambda t: t.replace("<DOB>10/05/2012", "<DOB>31/02/2012"),
            "date_unreadable",
            "header",
            1,
            "DOB",
            "31/02/2012",
        ),
        xml("a code in no list", lambda t: t.replace("<LS>C2", "<LS>X9", 1), "unknown_code", "episodes", 1, "LS", "X9"),
        xml(
            "an end before its start",
            lambda t: t.replace("<DEC>22/02/2025", "<DEC>20/06/2023"),
            "end_before_start",
            "episodes",
            1,
            "DEC",
            "20/06/2023",
        ),
        xml(
            "an element nobody knows",
            lambda t: t.replace("<LS>", "<NEWS>1</NEWS><LS>", 1),
            "extra_column",
            "header",
            None,
            "NEWS",
        ),
        xml(
            "a part nobody knows",
            lambda t: t.replace("</CHILD>", "<HOBBY><NAME>x</NAME></HOBBY></CHILD>", 1),
            "extra_column",
            "header",
            None,
            "HOBBY",
        ),
        xml("an element empty", lambda t: t.replace("<LS>C2</LS>", "<LS/>", 1), "blank_required", "episodes", 1, "LS"),
        xml(
            "no id",
            lambda t: t.replace("<CHILDID>", "<NUMBER>", 1).replace("</CHILDID>", "</NUMBER>", 1),
            "blank_key",
            "header",
            1,
            "CHILD",
        ),
        xml(
            "a postcode cut short",
            lambda t: t.replace("<PL_POST>NW1 8NH", "<PL_POST>NW1", 1),
            "postcode_malformed",
            "episodes",
            1,
            "PL_POST",
            "NW1",
        ),
        xml("cut in the middle", lambda t: t[: len(t) // 2], "unreadable_file"),
        xml("an entity", lambda t: t.replace("<EXPSSDA903>", entity + "<EXPSSDA903>"), "unreadable_file"),
        xml(
            "an entity from elsewhere",
            lambda t: '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
            "unreadable_file",
        ),
        xml("another document", lambda t: "<feed><entry>1</entry></feed>", "unknown_table"),
        xml("no child", lambda t: "<EXPSSDA903></EXPSSDA903>", "unknown_table"),
        xml("CSV with its ending", lambda t: "CHILD,SEX\nX,M\n", "unreadable_file"),
        xml("an ampersand alone", lambda t: t.replace("WBRI", "W&B", 1), "unreadable_file"),
        xml("elements that never close", lambda t: "<CHILD>" * 3000, "unreadable_file"),
        xml("no byte", lambda t: "", "unreadable_file"),
    ]


CASES = (*_of_books(), *_of_xml())
