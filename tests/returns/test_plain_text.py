"""Text without quotation marks, or whose marks change nothing, is cut a column at a time, as it would be row by row."""

from __future__ import annotations

import pytest

from sufficiency.returns import decoding, file_reader, plain_text
from sufficiency.returns.problems import ProblemLog
from tests.returns.malformed.sound import sound, text

HEADER = text(sound("")["header"][:1])
ROW = "K1,M,10/05/2012,WBRI,UN3,0,\n"
SHORT, LONG, TAIL = "K2,F,21/06/2009\n", "K3,M,10/05/2012,WBRI,UN3,0,,more\n", "K4,M,10/05/2012,WBRI,UN3,0,,\n"
MARKED = '"K6","M","10/05/2012","WBRI","UN3","0",""\n'
BODIES = {
    "rows alone": ROW * 3,
    "nothing": "",
    "blank lines and lines of separators": f"\n{ROW} \t\n,,,,,,\n\u00a0,,\n{ROW}",
    "rows too short and too long": ROW + SHORT + LONG + ROW,
    "a separator after every row": TAIL * 3,
    "a separator after one row alone": ROW + TAIL,
    "one row with a separator after it": TAIL,
    "the header again": ROW + HEADER + ROW + HEADER.lower() + ROW,
    "ids that begin as the header does": "CHILD1,M,10/05/2012,WBRI,UN3,0,\n" * 2,
    "spaces and letters of other scripts": "K\u00e9 \u0141,M , 10/05/2012,WBRI\u00a0,\u0645,0,\n",
    "a cell too long": ROW + f"K5,M,10/05/2012,{'W' * 3000},UN3,0,\n",
    "no line end at the end": ROW + ROW.rstrip(),
    "marks around every cell": MARKED * 2,
    "marks around some cells": ROW + MARKED + '"K7",M,"10/05/2012 ",WBRI,UN3,0,\n' + ROW,
    "marks around rows too short and too long": '"K2","F"\n' + MARKED.rstrip() + ',"","more"\n',
    "marks around the header again": MARKED + '"' + HEADER.strip().replace(",", '","') + '"\n' + MARKED,
    "marks around nothing": '"","","","","","",""\n' + MARKED,
}
# What marks hold together or leave open is read row by row.
MARKS_THAT_COUNT = {
    "a separator between marks": '"K8","M","10/05/2012","WBRI, or so","UN3","0",""\n',
    "a mark within marks": '"K8","M","10/05/2012","W""BRI","UN3","0",""\n',
    "a mark within a cell": 'K"8,M,10/05/2012,WBRI,UN3,0,\n',
    "a mark left open": '"K8,M,10/05/2012,WBRI,UN3,0,\n',
    "a line end between marks": '"K8","M","10/05/2012","WB\nRI","UN3","0",""\n',
    "a space before a mark": 'K8, "M","10/05/2012","WBRI","UN3","0",""\n',
    "a space before a cell beside a mark": '"K8", M,"10/05/2012","WBRI","UN3","0",""\n',
    "a letter after a mark": '"K8"x,"M","10/05/2012","WBRI","UN3","0",""\n',
}


@pytest.mark.parametrize("block", [1, plain_text.BLOCK], ids=["a line at a time", ""])
@pytest.mark.parametrize("above", ["", "A title\n\n"], ids=["", "a title above"])
@pytest.mark.parametrize("after", ["", ",,"], ids=["", "a header with empty cells after it"])
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_a_column_at_a_time_is_as_row_by_row(
    body: str, after: str, above: str, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plain_text, "BLOCK", block)
    whole = above + HEADER.rstrip() + after + "\n" + body
    laid = file_reader.lay(whole.split("\n"))
    assert laid is not None
    by_column, by_row = ProblemLog(), ProblemLog()
    plain = plain_text.without_marks(whole, laid.delimiter)
    assert plain is not None
    found = file_reader._take_plain(laid, plain, 0, by_column)
    every = decoding.records(whole.split("\n"), laid.delimiter, width=-1)
    records = ((line, cells) for line, cells in every if line > laid.header_line)
    expected = file_reader.take(laid.header, records, laid.header_line, 0, by_row)
    assert sorted(by_column.rows, key=str) == sorted(by_row.rows, key=str)
    assert found is not None and expected is not None
    assert found.rows.to_pylist() == expected.rows.to_pylist()
    assert (found.rows_read, found.columns) == (expected.rows_read, expected.columns)


@pytest.mark.parametrize("block", [1, plain_text.BLOCK], ids=["a line at a time", ""])
@pytest.mark.parametrize("line", MARKS_THAT_COUNT.values(), ids=MARKS_THAT_COUNT.keys())
def test_marks_that_change_a_row_are_not_taken_away(line: str, block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_text, "BLOCK", block)
    assert plain_text.without_marks(HEADER + ROW + line + ROW, ",") is None
