"""Tables to be read: a column with a sentence in it is wide enough to be read on a phone."""

from __future__ import annotations

from sufficiency.web import text_tables


def test_a_column_with_a_sentence_in_it_is_wide_and_others_are_not() -> None:
    sentence = "Send every table of the year together: what is served is replaced whole."
    drawn = text_tables.table("Checks", ("Check", "What to do"), [("Rows", sentence), ("Ids", "Nothing")])
    assert drawn.count("class='long'") == 3, "the heading and both cells of the second column"
    assert "<th scope='col'>Check</th>" in drawn and "<td>Rows</td>" in drawn
