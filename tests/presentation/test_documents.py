"""Slides and reports: charts that can be edited, the figures of the screen, the facts in them."""

import io
import re
import zipfile
from dataclasses import replace

import docx
import pandas as pd
import pptx
import pypdf
import pytest
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.enum.text import PP_ALIGN
from pptx.util import Inches

from sufficiency import settings
from sufficiency.catalogue import loader
from sufficiency.presentation import export
from sufficiency.presentation.export import facts, native, picture, plot_room, template
from tests.contact_sheet import reports

LINES = {
    "bar": "bar x=authority_name y=median_distance_miles",
    "range": "range x=authority_name low=low_miles mid=median_distance_miles high=high_miles",
    "scatter": "scatter x=median_distance_miles y=median_cost_gbp_week label=authority_name",
}
MAP = "map area=authority_code colour=distant_pct"
SERIES = {
    "line": "line x=as_at y=child_count colour=placement_type",
    "stacked": "stacked x=as_at y=child_count colour=placement_type",
}
GROUPED = "bar x=placement_type y=child_count colour=as_at"


def charts_in(file: bytes) -> list:
    deck = pptx.Presentation(io.BytesIO(file))
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


@pytest.mark.parametrize("kind", LINES)
def test_each_kind_over_areas_is_a_native_chart(kind, make, boroughs):
    assert len(charts_in(export.pptx([make(LINES[kind], boroughs)]))) == 1


@pytest.mark.parametrize("kind", SERIES)
def test_each_kind_over_series_is_a_native_chart_with_its_series(kind, make, trend):
    [chart] = charts_in(export.pptx([make(SERIES[kind], trend)]))
    assert len(list(chart.plots[0].series)) == 3
    assert chart.has_legend


def test_a_range_that_is_alone_or_of_which_no_end_is_shown_is_a_table(make, boroughs):
    """The forecast of one place was a slab across its slide, and of a few children an empty chart."""
    withheld = make(LINES["range"], boroughs)
    withheld.symbols["low_miles"] = "c"
    for result in (make(LINES["range"], boroughs[:1]), withheld):
        deck = pptx.Presentation(io.BytesIO(export.pptx([result])))
        assert [shape.has_chart for shape in deck.slides[1].shapes if shape.has_chart or shape.has_table] == [False]


@pytest.mark.parametrize("count", [2, 4, 16])
def test_bars_are_no_slabs_where_they_are_few(count, make, boroughs):
    [chart] = charts_in(export.pptx([make(LINES["bar"], boroughs[:count])]))
    thick = plot_room.TALL / count / (1 + chart.plots[0].gap_width / 100)
    assert thick <= 50 and (count < 16 or chart.plots[0].gap_width == 35)


def test_names_lie_beside_their_bars_unless_they_are_many_and_short(make, boroughs):
    """Fourteen measures of two boroughs, and twenty providers, stood on end under their columns."""
    line = "bar x=authority_name y=child_count colour=placement_type"
    sides = [{**record, "placement_type": side} for record in boroughs[:14] for side in ("Camden", "Islington")]
    [chart] = charts_in(export.pptx([make(line, sides)]))
    assert chart.chart_type == XL_CHART_TYPE.BAR_CLUSTERED
    long = [{**record, "authority_name": f"{record['authority_name']} Residential Care Limited"} for record in boroughs]
    [chart] = charts_in(export.pptx([make(LINES["bar"], long)]))
    assert chart.chart_type == XL_CHART_TYPE.BAR_CLUSTERED
    assert len(list(chart.plots[0].categories)) == native.MOST_LYING
    [chart] = charts_in(export.pptx([make(LINES["bar"], boroughs)]))
    assert chart.chart_type == XL_CHART_TYPE.COLUMN_CLUSTERED and len(list(chart.plots[0].categories)) == 33


@pytest.mark.parametrize("line", [*LINES.values(), MAP])
@pytest.mark.parametrize("end", ["", " and the places that lie around it on either side"])
def test_letters_of_drawings_can_be_read_however_long_the_list_and_its_names(line, end, make, boroughs):
    long = [{**record, "authority_name": record["authority_name"] + end} for record in boroughs]
    for made in (export.slides_pdf, export.report_pdf):
        assert [fault for fault in reports.pdf_faults(made([make(line, long)])) if "letters" in fault] == []


def test_more_series_than_bars_can_tell_apart_are_a_table(make, trend):
    deck = pptx.Presentation(io.BytesIO(export.pptx([make(GROUPED, trend)])))
    [shape] = [shape for shape in deck.slides[1].shapes if shape.has_table]
    cells = [[cell.text for cell in row.cells] for row in shape.table.rows]
    assert len(cells) == 4 and len(cells[0]) == 6
    rows = {row[0]: row[1:] for row in cells}
    assert rows["Foster placements"] == ["2,122", "2,123", "2,124", "2,125", "2,126"]


def test_a_map_is_a_picture_with_words(make, boroughs):
    deck = pptx.Presentation(io.BytesIO(export.pptx([make(MAP, boroughs)])))
    [shape] = [shape for shape in deck.slides[1].shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    assert shape.image.content_type == "image/png"
    assert "Highest: Westminster" in shape._element.nvPicPr.cNvPr.get("descr")
    assert shape.left >= 0 and shape.left + shape.width <= deck.slide_width


def test_a_slide_holds_the_figures_of_the_screen_and_none_that_is_withheld(make, boroughs):
    boroughs[4]["median_distance_miles"] = 98765.0
    result = make(LINES["bar"], boroughs)
    result.symbols.loc[4, "median_distance_miles"] = "c"
    file = export.pptx([result])
    [chart] = charts_in(file)
    names, values = list(chart.plots[0].categories), list(chart.plots[0].series[0].values)
    assert dict(zip(names, values, strict=True))["Westminster"] == 36.5
    assert values[names.index("Brent (c)")] is None
    for part in zipfile.ZipFile(io.BytesIO(file)).infolist():
        assert b"98765" not in zipfile.ZipFile(io.BytesIO(file)).read(part)
    [sheet] = [n for n in zipfile.ZipFile(io.BytesIO(file)).namelist() if n.endswith(".xlsx")]
    inside = zipfile.ZipFile(io.BytesIO(file)).read(sheet)
    book = pd.read_excel(io.BytesIO(inside), index_col=0, engine="openpyxl")
    assert book.iloc[:, 0].max() == 36.5


def test_slides_carry_the_facts_and_the_chart_in_words(make, boroughs):
    deck = pptx.Presentation(io.BytesIO(export.pptx([make(LINES["bar"], boroughs)], title="Mine")))
    assert [slide.shapes.title.text for slide in deck.slides] == [
        "Mine: London, 31 March 2026",
        "Westminster has the longest median distance, 36.5 miles",
        "Notes",
    ]
    slide = deck.slides[1]
    text = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    for fact in ("31 March 2026", "Age: 10 to 15", "SSDA903", "31 of 33", "Synthetic"):
        assert fact in text
    assert "abc" in deck.slides[2].placeholders[21].text_frame.text and "abc" in deck.core_properties.keywords
    assert "Highest: Westminster" in slide.notes_slide.notes_text_frame.text
    [frame] = [shape for shape in slide.shapes if shape.has_chart]
    assert "Highest: Westminster" in frame._element.nvGraphicFramePr.cNvPr.get("descr")


def test_a_result_without_a_chart_is_a_table(make, boroughs):
    deck = pptx.Presentation(io.BytesIO(export.pptx([make("", boroughs)])))
    [shape] = [shape for shape in deck.slides[1].shapes if shape.has_table]
    assert shape.table.cell(1, 0).text == "City of London"


def test_the_template_shipped_is_the_one_the_tool_makes():
    assert template.SHIPPED.read_bytes() == template.plain()
    deck = template.opened()
    assert round(deck.slide_width / deck.slide_height, 2) == round(16 / 9, 2)
    assert [layout.name for layout in deck.slide_layouts] == list(template.NEEDED)


def test_an_authority_s_template_keeps_its_look_and_loses_its_slides(make, boroughs, tmp_path):
    own = pptx.Presentation(str(template.SHIPPED))
    own.slide_layouts.get_by_name("Finding").placeholders[2].left = Inches(3)
    own.slides.add_slide(own.slide_layouts[0]).shapes.title.text = "Old"
    own.save(tmp_path / "page.pptx")
    made = export.pptx([make(LINES["bar"], boroughs)], own=tmp_path / "page.pptx")
    deck = pptx.Presentation(io.BytesIO(made))
    assert "Old" not in [slide.shapes.title.text for slide in deck.slides]
    [chart] = [shape for shape in deck.slides[1].shapes if shape.has_chart]
    assert chart.left == Inches(3)
    texts = [shape for slide in deck.slides for shape in slide.placeholders]
    runs = [run for shape in texts for p in shape.text_frame.paragraphs for run in p.runs]
    assert runs and all(run.font.size is None and run.font.name is None for run in runs)


def test_no_placeholder_is_left_unfilled(make, boroughs):
    deck = pptx.Presentation(io.BytesIO(export.pptx([make("", boroughs)])))
    for slide in deck.slides:
        assert all(shape.text_frame.text for shape in slide.placeholders)


def _without(path, layout, placeholder=None):
    own = pptx.Presentation(str(template.SHIPPED))
    found = own.slide_layouts.get_by_name(layout)
    if placeholder is None:
        found.name = "Other"
    else:
        shape = next(one for one in found.placeholders if one.name == placeholder)
        shape._element.getparent().remove(shape._element)
    own.save(path)


@pytest.mark.parametrize(
    ("layout", "placeholder", "words"),
    [
        ("Finding", None, "has no layout called Finding"),
        ("Finding", "Figure", "its layout Finding has no placeholder called Figure"),
        ("Opening", "Title", "its layout Opening has no placeholder called Title"),
    ],
)
def test_a_template_that_lacks_something_is_named_with_the_remedy(layout, placeholder, words, make, boroughs, tmp_path):
    path = tmp_path / "templates" / "page.pptx"
    path.parent.mkdir()
    _without(path, layout, placeholder)
    with pytest.raises(export.TemplateError) as told:
        export.pptx([make("", boroughs)], own=path)
    said = str(told.value)
    assert said == export.template_fault(path)
    assert said.startswith("templates/page.pptx") and words in said and "README" in said
    path.write_bytes(template.SHIPPED.read_bytes())
    assert export.template_fault(path) == ""


def test_a_template_that_is_no_powerpoint_file_is_said_to_be_none(tmp_path):
    path = tmp_path / "page.pptx"
    for content in (b"", b"words", b"PK\x03\x04rest"):
        path.write_bytes(content)
        assert "is no PowerPoint file" in export.template_fault(path)


def test_a_report_has_headings_pictures_tables_and_spaces(make, boroughs):
    first = make(LINES["bar"], boroughs, [(0, "median_distance_miles")])
    part = export.Part("Local need", "What the figures say.", (first,), "the authority's view")
    report = docx.Document(io.BytesIO(export.docx([part, first], title="Evidence")))
    text = "\n".join(paragraph.text for paragraph in report.paragraphs)
    for fact in (
        "Evidence",
        "Local need",
        "[To be written: the authority's view]",
        "31 March 2026",
        "Age: 10 to 15",
        "2026-05-01-abc",
    ):
        assert fact in text, fact
    assert "placement_distance" in report.core_properties.keywords and "placement_distance" not in text
    assert len(report.inline_shapes) == 2
    assert "Highest: Westminster" in report.inline_shapes[0]._inline.docPr.get("descr")
    table = report.tables[0]
    assert table.rows[0]._tr.trPr.xpath("w:tblHeader")
    rows = [[cell.text for cell in row.cells][:2] for row in table.rows]
    assert rows[1] == ["Westminster", "36.5"] and rows[-1] == ["City of London", "c"]


def test_the_same_figures_make_the_same_words_in_every_file(make, boroughs):
    result = make(LINES["bar"], boroughs)
    finding = "Westminster has the longest median distance, 36.5 miles"
    report = docx.Document(io.BytesIO(export.docx([result])))
    assert finding in [paragraph.text for paragraph in report.paragraphs]
    deck = pptx.Presentation(io.BytesIO(export.pptx([result])))
    assert deck.slides[1].shapes.title.text == finding


def _texts(deck):
    """Every word of a deck that is seen: text, cells, legends and names in charts."""
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            elif shape.has_table:
                yield from (cell.text for row in shape.table.rows for cell in row.cells)
            elif shape.has_chart:
                yield from shape.chart.plots[0].categories


def test_of_a_long_table_twelve_rows_stand_on_a_slide_the_marked_among_them(make, boroughs):
    deck = pptx.Presentation(io.BytesIO(export.pptx([make("", boroughs, marked=("Westminster",))])))
    slide = deck.slides[1]
    [shape] = [shape for shape in slide.shapes if shape.has_table]
    names = [row.cells[0].text for row in shape.table.rows][1:]
    assert len(names) == 12 and names[0] == "City of London" and names[-1] == "Westminster"
    assert "12 of 33 rows; the workbook has all." in " ".join(_texts(deck))
    last = shape.table.rows[12].cells[0].text_frame.paragraphs[0].runs[0]
    assert last.font.bold
    figures = [cell.text_frame.paragraphs[0].alignment for cell in shape.table.rows[1].cells]
    assert figures[0] == PP_ALIGN.LEFT and set(figures[1:]) == {PP_ALIGN.RIGHT}


def test_a_pdf_is_tagged_text_with_its_fonts_inside(make, boroughs):
    result = make(LINES["bar"], boroughs, marked=("Camden",))
    for draw, kind in ((export.slides_pdf, "slides"), (export.report_pdf, "report")):
        file = pypdf.PdfReader(io.BytesIO(draw([result], title="Distance")))
        root = file.trailer["/Root"]
        assert root["/Lang"] == "en-GB" and root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root, kind
        assert file.metadata.title == "Distance: Camden, 31 March 2026"
        assert "pdfuaid" in root["/Metadata"].get_data().decode()
        text = " ".join(page.extract_text() for page in file.pages)
        for fact in ("Camden", "31 March 2026", "SSDA903", "Synthetic", "Notes"):
            assert fact in text, (kind, fact)
        fonts = [font.get_object() for page in file.pages for font in page["/Resources"]["/Font"].values()]
        assert fonts
        for font in fonts:
            [inner] = font["/DescendantFonts"]
            assert any(name.startswith("/FontFile") for name in inner.get_object()["/FontDescriptor"])


def test_no_words_of_any_view_name_a_file_or_a_code() -> None:
    for view in loader.load(settings.sql_folder()).views.values():
        told = facts.plain(f"{view.summary} {view.caveats} {view.source}")
        assert not re.findall(r"\w+\.csv\b|\b[a-z]+_[a-z_]+\b", told), (view.name, told)


def test_a_picture_whose_letters_would_shrink_is_drawn_in_fewer_points():
    def drawn(wide, tall):
        return (
            f"<svg width='{wide}' height='{tall}'><text font-size='12'>A</text><text font-size=\"9px\">B</text></svg>"
        )

    # 9 points in 1,000 by 500 are 4.5 in half of it; in 450 by 225 they are ten.
    drawing, scale = picture.fitting(drawn, 1000, 500, (500.0, 250.0))
    assert "width='450' height='225'" in drawing and 9 * scale == pytest.approx(10)
    drawing, scale = picture.fitting(drawn, 400, 200, (500.0, 250.0))
    assert "width='400'" in drawing and scale == 1.25, "what is large enough stays"
    # A map's names, which a small one does not write, are of no size: the rest is as large as it was.
    drawing, _ = picture.fitting(lambda w, t: drawn(w, t).replace("9px", "0px"), 1000, 500, (500.0, 500.0))
    assert "width='600'" in drawing


def test_a_range_of_two_ends_has_no_legend_over_its_bars_and_the_place_stands_out(make, boroughs):
    line = "range x=authority_name low=low_miles mid=high_miles high=high_miles"
    [chart] = charts_in(export.pptx([replace(make(line, boroughs), marked=("Camden",))]))
    assert not chart.has_legend
    bars = list(chart.plots[0].series)[1]
    names = [str(category).split(":")[0] for category in chart.plots[0].categories]
    fills = [bars.points[place].format.fill for place in range(len(names))]
    others = {str(fill.fore_color.rgb) for name, fill in zip(names, fills, strict=True) if name != "Camden"}
    assert len(others) == 1 and str(bars.format.fill.fore_color.rgb) not in others
    [whole] = charts_in(export.pptx([make(LINES["range"], boroughs)]))
    assert whole.has_legend, "of three figures the legend says which part is which"


def test_a_ranges_legend_says_what_each_shade_is_from_end_to_end(make, boroughs):
    """'Up to A quarter cost less than this a week' stood over bars, and no shade of it was drawn."""
    assert native._from("A quarter cost less than this a week", "Half cost less than this a week") == (
        "A quarter to half cost less than this a week"
    )
    assert native._from("Days by which a quarter had ended", "Days by which half had ended") == (
        "Days by which a quarter to half had ended"
    )
    [whole] = charts_in(export.pptx([make(LINES["range"], boroughs[:3])]))
    undrawn, low, high = (series.name for series in whole.plots[0].series)
    assert not undrawn.strip() and "to median, home to placement" in low and high.startswith("Median")
    assert " (" in whole.plots[0].categories[0].label, "the middle first, its ends in brackets as in tables"


@pytest.mark.parametrize(("share", "end"), [(99.0, 100.0), (40.0, None)])
def test_an_axis_of_shares_ends_at_the_whole(make, boroughs, share, end):
    line = "bar x=distant_pct y=authority_name colour=placement_type"
    kinds = ("Foster placements", "Supported accommodation")
    rows = [
        {
            **row,
            "placement_type": kind,
            "distant_pct": share,
            "distant_low_pct": share - 7,
            "distant_high_pct": share + 1,
        }
        for row in boroughs[:4]
        for kind in kinds
    ]
    [chart] = charts_in(export.pptx([make(line, rows)]))
    assert chart.value_axis.maximum_scale == end


def test_a_length_begins_at_nought_and_what_lies_below_it_is_shown(make, boroughs):
    """A bar of 321 places began at 310, and looked half as long as one of 10."""
    line = "stacked x=child_count y=authority_name colour=placement_type"
    kinds = (("Foster placements", 321.0), ("Supported accommodation", 12.0))
    rows = [{**boroughs[0], "placement_type": kind, "child_count": count} for kind, count in kinds]
    [chart] = charts_in(export.pptx([make(line, rows)]))
    assert chart.value_axis.minimum_scale == 0
    below = [{**row, "child_count": -row["child_count"]} for row in rows]
    [chart] = charts_in(export.pptx([make(line.replace("stacked", "bar"), below)]))
    assert chart.value_axis.minimum_scale is None or chart.value_axis.minimum_scale < 0


def test_a_legend_of_long_names_has_a_line_for_each():
    assert plot_room.legend_lines(["Camden", "London"], 12) == 1
    assert plot_room.legend_lines([" ", "A quarter to half cost less than this a week", "Half to more"], 12) == 2
    assert plot_room.legend_lines([" ", "x" * 80, "y" * 80], 12) == 3
