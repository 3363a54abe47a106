"""Text without quotation marks is cut a column at a time, and comes out as it would row by row."""

from __future__ import annotations

import pytest

from sufficiency.returns import decoding, file_reader
from sufficiency.returns.problems import Met
from tests.returns.malformed.sound import sound, text

HEADER = text(sound("")["header"][:1])
ROW = "K1,M,10/05/2012,WBRI,UN3,0,\n"
SHORT, LONG, TAIL = "K2,F,21/06/2009\n", "K3,M,10/05/2012,WBRI,UN3,0,,more\n", "K4,M,10/05/2012,WBRI,UN3,0,,\n"
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
}


@pytest.mark.parametrize("above", ["", "A title\n\n"], ids=["", "a title above"])
@pytest.mark.parametrize("after", ["", ",,"], ids=["", "a header with empty cells after it"])
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_a_column_at_a_time_is_as_row_by_row(body: str, after: str, above: str) -> None:
    whole = above + HEADER.rstrip() + after + "\n" + body
    laid = file_reader._lay(whole.split("\n"))
    assert laid is not None
    by_column, by_row = Met(), Met()
    found = file_reader._take_plain(laid, whole, 0, by_column)
    every = decoding.records(whole.split("\n"), laid.delimiter, width=-1)
    records = ((line, cells) for line, cells in every if line > laid.header_line)
    expected = file_reader.take(laid.header, records, laid.header_line, 0, by_row)
    assert sorted(by_column.rows, key=str) == sorted(by_row.rows, key=str)
    assert found is not None and expected is not None
    assert found.rows.to_pylist() == expected.rows.to_pylist()
    assert (found.rows_read, found.columns) == (expected.rows_read, expected.columns)
