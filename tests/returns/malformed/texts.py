"""Files that are not the text of one table: headers, encodings, separators, marks, and what else lies in them."""

from __future__ import annotations

import codecs
from collections.abc import Callable

from tests.returns.malformed.case import Case, content, rows
from tests.returns.malformed.sound import Rows, text

Change = Callable[[Rows], None]


def _renamed(column: str, name: str) -> Change:
    def change(table: Rows) -> None:
        table[0][table[0].index(column)] = name

    return change


def _without(*columns: str) -> Change:
    def change(table: Rows) -> None:
        gone = [table[0].index(column) for column in columns]
        for at, row in enumerate(table):
            table[at] = [written for place, written in enumerate(row) if place not in gone]

    return change


def _twice(column: str) -> Change:
    def change(table: Rows) -> None:
        place = table[0].index(column)
        for row in table:
            row.append(row[place])

    return change


def _added(name: str, written: str) -> Change:
    def change(table: Rows) -> None:
        for at, row in enumerate(table):
            row.append(written if at else name)

    return change


def _headers() -> list[Case]:
    keys = (
        ("header", "CHILD"),
        ("episodes", "CHILD"),
        ("episodes", "DECOM"),
        ("uasc", "CHILD"),
        ("oc2", "CHILD"),
        ("missing", "MIS_START"),
        ("placement_costs", "AS_AT"),
    )
    others = (
        ("header", "DOB"),
        ("header", "ETHNIC"),
        ("episodes", "LS"),
        ("episodes", "PL_POST"),
        ("uasc", "SEX"),
        ("oc2", "SDQ_SCORE"),
        ("missing", "MISSING"),
        ("placement_costs", "WEEKLY_COST"),
        ("placement_costs", "PROVISION_TYPE"),
    )
    twice = (("header", "DOB"), ("episodes", "PLACE"), ("oc2", "CONVICTED"), ("missing", "MIS_END"), ("uasc", "DUC"))
    renamed = (
        ("header", "SEX", "GENDER"),
        ("header", "ETHNIC", "ETHNICITY"),
        ("episodes", "CIN", "NEED"),
        ("episodes", "PLACE_PROVIDER", "PROVIDER"),
        ("placement_costs", "WEEKLY_COST", "COST"),
        ("oc2", "CONVICTED", "OFFENDING"),
    )
    return [
        *(rows(f"no {c}", t, _without(c), "missing_key_column", 1, c) for t, c in keys),
        *(rows(f"no {c}", t, _without(c), "missing_column", 1, c) for t, c in others),
        *(rows(f"{c} twice", t, _twice(c), "duplicate_column", 1, c) for t, c in twice),
        *(rows(f"{c} called {n}", t, _renamed(c, n), "missing_column", 1, c) for t, c, n in renamed),
        *(
            rows("a column of notes", t, _added("NOTES", "x"), "extra_column", 1, "NOTES")
            for t in ("header", "episodes", "placement_costs", "oc2")
        ),
        rows("a column of names", "header", _added("FORENAME", "Ann"), "extra_column", 1, "FORENAME"),
        rows("CHILD misspelt", "header", _renamed("CHILD", "CHLD"), "missing_key_column", 1, "CHILD"),
        rows("DECOM in words", "episodes", _renamed("DECOM", "Start date"), "missing_key_column", 1, "DECOM"),
        rows("no header at all", "header", lambda table: table.pop(0), "unknown_table", 1),
        rows("no header at all", "episodes", lambda table: table.pop(0), "unknown_table", 1),
        rows("nothing below the header", "episodes", lambda table: table.__delitem__(slice(1, None)), "no_rows", 1),
        rows("nothing below the header", "header", lambda table: table.__delitem__(slice(1, None)), "no_rows", 1),
        rows("header merged from two rows", "episodes", _two_rows, "missing_key_column", 1, "CHILD"),
        rows(
            "a header of numbers", "header", lambda t: t.__setitem__(0, [str(n) for n in range(7)]), "unknown_table", 1
        ),
        rows("the header in the last row", "header", lambda t: t.append(t.pop(0)), "no_rows", 4),
    ]


def _two_rows(table: Rows) -> None:
    """Each name is split over two rows, as merged cells come out."""
    table[0:1] = [[name[:2] for name in table[0]], [name[2:] for name in table[0]]]


def _lines() -> list[Case]:
    def at(line: int, change: Callable[[str], str]) -> Callable[[str], str]:
        def whole(written: str) -> str:
            lines = written.splitlines(keepends=True)
            lines[line - 1] = change(lines[line - 1])
            return "".join(lines)

        return whole

    def put_in(line: int, new: str) -> Callable[[str], str]:
        return at(line, lambda old: new + old)

    return [
        content("a short row", "header", at(3, lambda old: old.replace(",UN3,1,22/03/2025", "")), "row_length", 3),
        content("a long row", "header", at(3, lambda old: old.replace("\n", ",more\n")), "row_length", 3),
        content(
            "a comma in a cell", "episodes", at(2, lambda old: old.replace("NW1 8NH", "NW1, 8NH")), "row_length", 2
        ),
        content("a comma missing", "episodes", at(3, lambda old: old.replace(",N8", "N8")), "row_length", 3),
        content(
            "a comma after every row",
            "missing",
            lambda w: w.replace("\n", ",,\n").replace(",,\n", "\n", 1),
            "trailing_cells",
            1,
        ),
        content("a mark that never closes", "episodes", put_in(2, '"'), "bad_quotes", 2),
        content("a mark that never closes", "oc2", put_in(2, '"'), "bad_quotes", 2),
        content(
            "text after a closing mark", "header", at(2, lambda old: old.replace("WBRI", '"WBRI"x')), "bad_quotes", 2
        ),
        content(
            "a line break in a cell", "header", at(2, lambda old: old.replace("WBRI", '"WB\nRI"')), "bad_quotes", 2
        ),
        content("cut in the middle of a row", "episodes", lambda written: written[:-40], "row_length", 5),
        content(
            "cut in the middle of a row", "header", lambda written: written[: -len(",BAFR,UN3,,") - 1], "row_length", 4
        ),
        content(
            "a cell of a million letters",
            "header",
            at(2, lambda old: old.replace("WBRI", "W" * 1_000_000)),
            "cell_too_long",
            2,
        ),
        content("the header again below", "header", lambda written: written + written, "header_again", 5),
        content(
            "the header again below, in small letters",
            "episodes",
            lambda w: w + w.splitlines()[0].lower() + "\n",
            "header_again",
            6,
        ),
        content("a title above", "header", lambda written: "Looked after children\n\n" + written, "title_rows", 3),
        content("notes above", "episodes", lambda written: "Run by,Ann\nDate,01/04/2025\n" + written, "title_rows", 3),
        content(
            "a total below",
            "episodes",
            lambda written: written + "Total,4,,,,,,,,,,,\n",
            "total_row",
            6,
            "CHILD",
            "AAAAA",
        ),
        content(
            "a total below",
            "placement_costs",
            lambda written: written + "TOTAL" + "," * 9 + "6300" + "," * 10 + "\n",
            "total_row",
            4,
            "CHILD",
            "AAAAA",
        ),
        content(
            "a count below", "header", lambda written: written + "Count: 3,,,,,,\n", "total_row", 5, "CHILD", "AAAAA: 9"
        ),
        content("a note below", "header", lambda written: written + "End of report\n", "row_length", 5),
        content(
            "two tables one below the other",
            "header",
            lambda w: w + "\nCHILD,SEX,DOB,DUC\nX1,M,10/05/2012,\n",
            "row_length",
            6,
        ),
    ]


def _bytes() -> list[Case]:
    def recoded(encoding: str, mark: bytes = b"") -> Callable[[str], bytes]:
        return lambda written: mark + written.encode(encoding)

    def accented(written: str) -> str:
        return written.replace("Elm", "Elm\u00e9")

    return [
        content("Windows-1252", "placement_costs", lambda w: accented(w).encode("cp1252"), "encoding"),
        content("UTF-16, little end first", "header", recoded("utf-16-le", codecs.BOM_UTF16_LE), "encoding"),
        content("UTF-16, big end first", "episodes", recoded("utf-16-be", codecs.BOM_UTF16_BE), "encoding"),
        content("UTF-16 without its mark", "header", recoded("utf-16-le"), "no_encoding"),
        content("UTF-32", "header", recoded("utf-32"), "no_encoding"),
        content(
            "half a UTF-16 letter", "header", lambda w: recoded("utf-16-le", codecs.BOM_UTF16_LE)(w)[:-1], "no_encoding"
        ),
        content("as a mainframe writes", "header", recoded("cp500"), "unknown_table", 1),
        content(
            "read wrongly and saved so", "placement_costs", lambda w: accented(w).encode().decode("cp1252"), "mojibake"
        ),
        content(
            "letters lost in saving", "placement_costs", lambda w: accented(w).replace("\u00e9", "\ufffd"), "mojibake"
        ),
        content("a NUL in a cell", "header", lambda w: w.replace("WBRI", "WB\0RI"), "nul_bytes"),
        content("a tail of NULs", "episodes", lambda w: w[:-60] + "\0" * 60, "nul_bytes"),
        content("nothing but NULs", "header", lambda w: "\0" * len(w), "no_encoding"),
        content("semicolons", "header", lambda w: w.replace(",", ";"), "delimiter", 1),
        content("tabs", "episodes", lambda w: w.replace(",", "\t"), "delimiter", 1),
        content("bars", "header", lambda w: w.replace(",", "|"), "delimiter", 1),
        content("carets", "header", lambda w: w.replace(",", "^"), "unknown_table", 1),
        content("spaces", "header", lambda w: w.replace(",", " "), "unknown_table", 1),
        content(
            "each row in one cell",
            "header",
            lambda w: "".join(f'"{line}"\n' for line in w.splitlines()),
            "unknown_table",
            1,
        ),
        content("a mark and nothing", "header", lambda w: codecs.BOM_UTF8, "empty_file"),
        content("a last line cut short", "episodes", lambda w: w[:-3], "breaks_off", 5),
        content("no byte", "episodes", lambda w: b"", "empty_file"),
        content("line ends alone", "episodes", lambda w: " \r\n\t\n", "empty_file"),
        content("a web page", "header", lambda w: "<html><body>Please sign in</body></html>", "unknown_table", 1),
        content("JSON", "header", lambda w: '[{"CHILD": "1", "SEX": "M"}]', "unknown_table", 1),
        content("a picture", "header", lambda w: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "no_encoding"),
        content(
            "a workbook by its bytes", "header", lambda w: b"PK\x03\x04" + bytes(range(256)) * 4, "workbook_as_text"
        ),
        content(
            "another register's table", "header", lambda w: text([["name", "address"], ["x", "y"]]), "unknown_table", 1
        ),
    ]


CASES = (*_headers(), *_lines(), *_bytes())
