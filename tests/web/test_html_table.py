"""Tables to be read: a column with a sentence in it is wide enough to be read on a phone."""

from __future__ import annotations

from sufficiency.web import html_table, style, text_tables


def test_a_column_with_a_sentence_in_it_is_wide_and_others_are_not() -> None:
    sentence = "Send every table of the year together: what is served is replaced whole."
    drawn = text_tables.table("Checks", ("Check", "What to do"), [("Rows", sentence), ("Ids", "Nothing")])
    assert drawn.count("class='long'") == 3, "the heading and both cells of the second column"
    assert "<th scope='col'>Check</th>" in drawn and "<td>Rows</td>" in drawn


def test_a_column_of_sentences_beside_figures_is_as_wide_and_a_link_is_no_sentence() -> None:
    """The remedies of Data submission stood word under word."""
    link = f"<a href='/my_borough?authority=E09000007&{'x' * 60}'>Camden</a>"
    row = (link, "Check the dates, and that the file is in the right year's folder.", "1,204")
    drawn = html_table.html("Data quality", ("Authority", "What to do", "Times"), [row], numbers={2})
    assert f"<td>{link}</td>" in drawn and "<td class='n'>1,204</td>" in drawn
    assert "<th scope='col' class='long'>What to do</th>" in drawn


def test_a_column_of_short_cells_is_not_made_wide_by_its_heading() -> None:
    """Eight columns of Data submission ran off the page for the headings of years."""
    drawn = html_table.html("Data quality", ("Return year, ending 31 March",), [("2021",)])
    assert "<th scope='col'>Return year" in drawn and "<td>2021</td>" in drawn


def test_a_column_of_phrases_is_wider_than_one_of_words() -> None:
    row = ("Repair", "Ended when the next episode began")
    drawn = html_table.html("Data quality", ("Kind", "What became of it"), [row])
    assert "<td class='phrase'>Ended when" in drawn and "<td>Repair</td>" in drawn


def test_a_day_is_read_in_one_line_and_a_year_is_no_day() -> None:
    """The change log broke each date in three lines."""
    row = ("27 November 2026", "2026-11-27 10:00:17", "March 2026", "2026")
    drawn = html_table.html("Changes", ("Date", "When (UTC)", "Month", "Year"), [row, ("", *row[1:])])
    assert drawn.count("<td class='day'>") == 6 and "<td>2026</td>" in drawn
    assert ".rows td.day {white-space: nowrap;}" in style.css()


def test_on_a_phone_a_table_of_sentences_has_each_cell_under_its_heading_and_is_not_cut() -> None:
    """The change log ended at the edge of a phone in the middle of each line."""
    row = ("27 November 2026", "A view that is saved is on screen in a third of the time that it took before.")
    drawn = html_table.html("Changes", ("Date", "Change"), [row])
    assert "class='rows prose'" in drawn and "<td class='long' data-head='Change'>" in drawn
    assert ".prose td[data-head]::before {content: attr(data-head)" in style.css()
    assert "prose" not in html_table.html("Rows", ("What", "Rows"), [(row[1], "1,204")], numbers={1})


def test_a_short_heading_of_figures_takes_no_room_of_its_own() -> None:
    """Rows and Withheld took the room of who did it, which ran off the page of Activity."""
    drawn = html_table.html("Activity", ("Rows", "Children looked after"), [("33", "40")], numbers={0, 1})
    assert "<th scope='col' class='n'>Rows</th>" in drawn and "class='n wide'>Children looked after</th>" in drawn


def test_a_log_is_read_row_by_row_on_a_phone_with_its_figures() -> None:
    """Activity had eight columns side by side, of which a phone showed two and a half."""
    row = ("2026-11-27 10:00:17", "View", "33", "Demonstration (Regional analyst, London)")
    drawn = text_tables.table("Activity", ("When (UTC)", "Act", "Rows", "Who"), [row], numbers=[2], is_log=True)
    assert "class='rows reading prose'" in drawn and "data-head='Rows'" in drawn and "sideways" not in drawn
    assert ".prose td.n" in style.css()
