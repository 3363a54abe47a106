"""Files: they say what they are, hold the figures of the screen, and can run nothing."""

import io
import re
from dataclasses import replace
from xml.etree import ElementTree

import docx
import duckdb
import openpyxl
import pandas as pd
import pptx
import pytest

from sufficiency.presentation import export, formatting
from sufficiency.presentation.export import Exhibit, facts
from sufficiency.result import Column

BAR = "bar x=authority_name y=median_distance_miles"
INJECTION = ["=1+1", "+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", '=HYPERLINK("http://x")']


def test_a_csv_says_what_it_is_and_reads_as_one_tidy_table(make, boroughs):
    file = export.csv(make(BAR, boroughs, [(0, "median_distance_miles")]))
    text = file.decode("utf-8-sig")
    for fact in (
        "# Title: Placement distance",
        "# As at: 31 March 2026",
        "# Children: Age: 10 to 15",
        "# Source: SSDA903",
        "31 of 33",
        "Synthetic",
        "# Snapshot: 2026-05-01-abc",
        "c = Confidential",
    ):
        assert fact in text
    table = pd.read_csv(io.BytesIO(file), comment="#", na_values=["c"], encoding="utf-8-sig")
    assert len(table) == 33
    assert table["median_distance_miles"].isna().sum() == 1
    assert table["child_count"].tolist() == [row["child_count"] for row in boroughs]


def test_a_workbook_has_true_types_one_marked_up_table_a_sheet_and_no_formula(make, trend):
    trend[0]["placement_type"] = INJECTION[0]
    file = export.xlsx(make("", trend, [(2, "child_count")]))
    book = openpyxl.load_workbook(io.BytesIO(file))
    assert book.sheetnames == ["Cover", "Notes", "Table"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    sheet = book["Table"]
    assert list(sheet.tables) == ["Table_1"] and list(book["Notes"].tables) == ["Notes_table"]
    assert sheet.freeze_panes == "B4"
    assert sheet["A4"].is_date and sheet["A4"].value.year == 2022
    assert sheet["C4"].value == trend[0]["child_count"] and sheet["C4"].data_type == "n"
    assert sheet["C6"].value == "c"
    assert sheet["B4"].value == "'=1+1"
    cover = " ".join(str(cell.value) for row in book["Cover"].iter_rows() for cell in row)
    for fact in ("31 March 2026", "Age: 10 to 15", "SSDA903", "31 of 33", "Synthetic", "in tens"):
        assert fact in cover


@pytest.mark.parametrize("words", INJECTION)
def test_no_text_can_become_a_formula(words, make, boroughs):
    boroughs[0]["authority_name"] = words
    result = make(BAR, boroughs[:2])
    table = pd.read_csv(io.BytesIO(export.csv(result)), comment="#", encoding="utf-8-sig")
    assert table["authority_name"][0].startswith("'")
    book = openpyxl.load_workbook(io.BytesIO(export.xlsx(result)))
    assert all(cell.data_type != "f" for row in book["Table"].iter_rows() for cell in row)


@pytest.mark.parametrize("view", ["gap_assumptions", "placement_distance"])
def test_a_figure_of_a_workbook_has_the_decimals_it_has_on_the_page(view, make, boroughs):
    """Of a column whose rows say what each number means, its own; of others, those of all beside one another."""
    if view == "gap_assumptions":
        number, text = (Column(f"{unit}_of", unit, "What the value means") for unit in ("number", "text"))
        columns = (replace(number, name="value_low"), replace(text, name="meaning"))
        rows = pd.DataFrame({"value_low": [4.0, 0.85, 0.5, 1200.0], "meaning": list("abcd")})
        base = make("", boroughs[:4])
        result = replace(
            base,
            view=replace(base.view, columns=columns),
            rows=rows,
            symbols=pd.DataFrame("", rows.index, rows.columns),
        )
    else:
        result = make("", boroughs)
    sheet = openpyxl.load_workbook(io.BytesIO(export.xlsx(result)))["Table"]
    for place, column in enumerate(result.view.columns, start=1):
        if not column.is_measure:
            continue
        places = formatting.decimals_of(column, result.rows, result.symbols)
        for number, value in enumerate(result.rows[column.name]):
            shown = sheet.cell(4 + number, place).number_format
            said = formatting.short(value, column.unit, places)
            assert len(shown.partition(".")[2].strip('"%')) == len(said.partition(".")[2].strip("%")), (
                column.name,
                said,
            )


def test_negative_figures_stay_numbers(make, boroughs):
    table = pd.read_csv(io.BytesIO(export.csv(make("", boroughs))), comment="#")
    assert table["gap_count"].min() == -30


def test_a_drawing_carries_its_title_caption_and_label_as_text(make, boroughs):
    result = make(BAR, boroughs, [(0, "median_distance_miles")])
    drawing = export.svg(result).decode()
    text = " ".join(re.findall(r">([^<>]+)<", drawing))
    for fact in (
        "Westminster has the longest median distance",
        "As at 31 March 2026",
        "Age: 10 to 15",
        "Source: SSDA903",
        "snapshot 2026-05-01-abc",
        "Synthetic data",
        "31 of 33 authorities",
        "15 for 10 to 19",
    ):
        assert fact in text, fact


@pytest.mark.parametrize("chart", [BAR, "map area=authority_code colour=distant_pct"])
def test_a_picture_is_of_slide_size(chart, make, boroughs):
    result = make(chart, boroughs)
    picture = export.png(result)
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(picture[16:20], "big") == 2400


def test_real_data_carry_no_synthetic_label(make, boroughs):
    result = make(BAR, boroughs, is_synthetic=False)
    drawing = export.svg(result).decode()
    assert "Synthetic" not in drawing
    assert "Returns sent by authorities" in export.csv(result).decode("utf-8-sig")


def test_a_figures_file_says_of_which_page_and_which_figure_and_counts_nobody(make, boroughs):
    result = make("", boroughs)
    named = export.figure_file_name("Placement distance", "Children's homes, far away", result, "png")
    assert named == "placement-distance-childrens-homes-far-away_london_2026-03-31.png"
    few = export.figure_file_name("Price and value", "The 3 providers used most: price", result, "csv")
    assert few == "price-and-value-the-providers-used-most-price_london_2026-03-31.csv"
    again = export.figure_file_name("Stability", "Stability of placements", result, "csv")
    assert again == "stability-of-placements_london_2026-03-31.csv"


def test_a_file_name_says_what_where_and_when(make, boroughs):
    assert export.file_name(make("", boroughs), "csv") == "placement-distance_london_2026-03-31.csv"
    camden = make("", boroughs, choices={"authority": ("E09000007",)})
    assert export.file_name(camden, ".xlsx") == "placement-distance_camden_2026-03-31.xlsx"
    exact = make("", boroughs, profile="exact", choices={"area": ("North & East / London",)})
    assert export.file_name(exact, "csv") == ("placement-distance_north-east-london_2026-03-31_exact.csv")


@pytest.mark.parametrize(
    "value, unit, words",
    [
        (14.2, "miles", "14.2 miles"),
        (14.0, "miles", "14 miles"),
        (1.0, "miles", "1 mile"),
        (45.4, "pct", "45%"),
        (4210.0, "gbp_week", "£4,210 a week"),
        (-30.0, "count", "−30"),
        (1234.0, "count", "1,234"),
        (None, "count", "no figure"),
        (float("nan"), "pct", "no figure"),
        (62.3, "rate", "62.3 per 10,000"),
        (pd.Timestamp(2026, 3, 31), "date", "31 March 2026"),
        (True, "flag", "Yes"),
    ],
)
def test_figures_in_words(value, unit, words):
    assert formatting.text(value, unit) == words


def test_a_symbol_stands_in_place_of_a_figure_whatever_the_figure():
    assert formatting.text(3.0, "count", "c") == "c"


def test_a_cell_that_begins_as_a_comment_does_is_a_cell(make, boroughs, tmp_path):
    names = ["# not a comment", "a # b", "#", "plain"]
    records = [{**row, "authority_name": name} for row, name in zip(boroughs, names, strict=False)]
    file = export.csv(make(BAR, records, [(1, "child_count")]))
    table = pd.read_csv(io.BytesIO(file), comment="#", na_values=["c"], encoding="utf-8-sig")
    assert table["authority_name"].tolist() == names
    assert table["child_count"].isna().tolist() == [False, True, False, False]
    assert table["gap_count"].tolist() == [record["gap_count"] for record in records]
    (tmp_path / "taken.csv").write_bytes(file)
    read = duckdb.read_csv(str(tmp_path / "taken.csv"), comment="#").df()
    assert read["authority_name"].tolist() == names
    assert read["gap_count"].tolist() == [record["gap_count"] for record in records]


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0b", "\x1f", "\x7f", "\ufffe"])
def test_characters_that_xml_cannot_hold_break_no_file(character, make, boroughs):
    boroughs[0]["authority_name"] = f"Bar{character}net"
    result = make(BAR, boroughs[:2], choice_text=f"Provider: A{character}B")
    shown = "Bar\ufffdnet"
    table = pd.read_csv(io.BytesIO(export.csv(result)), comment="#", encoding="utf-8-sig")
    assert table["authority_name"][0] == shown
    book = openpyxl.load_workbook(io.BytesIO(export.xlsx(result)))
    assert shown in [cell.value for row in book["Table"].iter_rows() for cell in row]
    report = docx.Document(io.BytesIO(export.docx([result])))
    assert shown in [cell.text for row in report.tables[0].rows for cell in row.cells]
    deck = pptx.Presentation(io.BytesIO(export.pptx([result])))
    charts_of = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert shown in list(charts_of[0].plots[0].categories)
    drawing = export.svg(result).decode()
    assert shown in drawing and character not in drawing
    ElementTree.fromstring(drawing)


@pytest.mark.parametrize(("profile", "held"), [("london-7-5", 4.5), ("exact", 4.498765)])
def test_of_protected_figures_a_file_holds_what_the_page_writes_and_no_more(profile, held, make, boroughs):
    boroughs[0]["median_distance_miles"] = 4.498765
    result = make("", boroughs, profile=profile)
    table = pd.read_csv(io.BytesIO(export.csv(result)), comment="#", encoding="utf-8-sig")
    assert table["median_distance_miles"][0] == held
    sheet = openpyxl.load_workbook(io.BytesIO(export.xlsx(result)))["Table"]
    [place] = [n for n, cell in enumerate(sheet[3]) if "Median, home" in cell.value]
    assert sheet[4][place].value == held
    drawn = pptx.Presentation(io.BytesIO(export.pptx([Exhibit(result, BAR)])))
    series = next(s.chart for slide in drawn.slides for s in slide.shapes if s.has_chart).plots[0].series[0]
    assert held in series.values and (profile == "exact" or 4.498765 not in series.values)


def test_a_sheet_has_the_columns_of_the_pages_table_first_in_its_order_and_their_intervals_behind(make, boroughs):
    records = [{**row, "distant_low_pct": 5.0, "distant_high_pct": 20.0} for row in boroughs]
    columns = ("distant_pct", "authority_name", "child_count")
    first = ["distant_pct", "distant_low_pct", "distant_high_pct", "authority_name", "child_count"]
    table = pd.read_csv(io.BytesIO(export.csv(make("", records), columns)), comment="#", encoding="utf-8-sig")
    assert table.columns[:5].tolist() == first and set(table.columns) == set(records[0])
    sheet = openpyxl.load_workbook(io.BytesIO(export.xlsx(make("", records), columns)))["Table"]
    assert [cell.value for cell in sheet[3]][3] == "Responsible local authority"
    assert [cell.value for cell in sheet[4]][:5] == [10, 5, 20, boroughs[0]["authority_name"], 10]


def test_what_is_not_known_says_so_in_every_file(make, trend):
    trend[0]["placement_type"], trend[1]["as_at"] = None, None
    result = make("", trend)
    table = pd.read_csv(io.BytesIO(export.csv(result)), comment="#", encoding="utf-8-sig", keep_default_na=False)
    assert table["placement_type"][0] == "Not known" and table["as_at"][1] == "", "a date is ISO or nothing"
    sheet = openpyxl.load_workbook(io.BytesIO(export.xlsx(result)))["Table"]
    assert (sheet["B4"].value, sheet["A5"].value) == ("Not known", "Not known")


def test_a_figure_in_the_unit_of_its_row_is_a_number_that_shows_it(make):
    result = make("", [{"placement_type": "Foster placements", "child_count": 3.0}])
    columns = (Column("unit", "code", "Unit"), Column("value", "number", "Value", kind="unit"))
    rows = pd.DataFrame({"unit": ["gbp_week", "pct", "miles", "count"], "value": [1230.4, 12.5, 4.25, 1204.0]})
    symbols = pd.DataFrame("", index=rows.index, columns=rows.columns)
    own = replace(result, view=replace(result.view, columns=columns), rows=rows, symbols=symbols)
    sheet = openpyxl.load_workbook(io.BytesIO(export.xlsx(own)))["Table"]
    assert [sheet.cell(row, 2).number_format for row in range(4, 8)] == [
        '£#,##0" a week"',
        '#,##0"%"',
        '#,##0.0" miles"',
        "#,##0",
    ]
    assert [sheet.cell(row, 2).data_type for row in range(4, 8)] == ["n"] * 4


def test_a_workbook_says_whose_it_is_and_its_wide_tables_are_printed_to_be_read(make, boroughs):
    """A list of 25 columns was printed on one side in letters of three points, under a title without a place."""
    narrow = make("", [{name: row[name] for name in ("authority_name", "child_count")} for row in boroughs])
    far = make("", boroughs)
    wide = tuple(replace(far.view.columns[-1], name=f"more_{n}_count") for n in range(20))
    rows = far.rows.assign(**{column.name: 1.0 for column in wide})
    symbols = far.symbols.assign(**{column.name: "" for column in wide})
    many = replace(far, view=replace(far.view, columns=(*far.view.columns, *wide)), rows=rows, symbols=symbols)
    for result, sides in ((narrow, 1), (many, 3)):
        book = openpyxl.load_workbook(io.BytesIO(export.xlsx(result)))
        told = [book[name]["A1"].value for name in ("Cover", "Table")]
        assert told == ["Placement distance: London, 31 March 2026"] * 2
        assert (book["Table"].page_setup.fitToWidth or 1) == sides


def test_of_unlike_measures_the_notes_say_that_each_row_has_its_unit(make, boroughs):
    """The notes of the headline measures called the share of children far away a 'number not about children'."""
    result = make("", boroughs)
    columns = [replace(c, unit="number", kind="unit") if c.name == "distant_pct" else c for c in result.view.columns]
    unlike = replace(result, view=replace(result.view, columns=tuple(columns)))
    notes = openpyxl.load_workbook(io.BytesIO(export.xlsx(unlike)))["Notes"]
    units_told = {row[1].value: row[2].value for row in notes.iter_rows(min_row=4)}
    assert units_told["distant_pct"] == "In the unit that its row names"


@pytest.mark.parametrize("is_synthetic", [True, False])
def test_every_printed_page_of_a_workbook_says_what_it_is_and_is_a_page_wide(is_synthetic, make, boroughs):
    book = openpyxl.load_workbook(io.BytesIO(export.xlsx(make("", boroughs, is_synthetic=is_synthetic))))
    sheet = book["Table"]
    assert "Placement distance, London, 31 March 2026" in sheet.oddFooter.left.text
    assert ("Synthetic data" in sheet.oddFooter.left.text) is is_synthetic and sheet.oddFooter.right.text
    for page in book:
        assert page.page_setup.orientation == "landscape" and page.page_setup.fitToHeight == 0
        assert page.sheet_properties.pageSetUpPr.fitToPage and page.page_setup.paperSize == 9
    assert sheet.print_title_rows == "$3:$3"
    assert book.properties.title == "Placement distance" and book.properties.creator == facts.tool()
