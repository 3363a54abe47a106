"""Charts of analysts' own: a file beside ``sql/`` draws columns with Altair, and one that cannot says where and why."""

from __future__ import annotations

import io
import json
import re
import shutil
from pathlib import Path

import pytest
import vl_convert
from docx import Document
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from sufficiency import query, settings
from sufficiency.database.scope import Scope
from sufficiency.presentation import charts, export, formatting
from sufficiency.presentation.charts import custom_limits
from sufficiency.result import EXACT
from sufficiency.snapshot.store import Snapshot
from sufficiency.web import chart_element

LINE = "charts/two_figures.py name=authority_name first=low_miles second=high_miles"
OPENING = "import altair as alt\n\n\ndef chart(name, second):\n"


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of charts with nothing in it."""
    monkeypatch.setattr(settings, "CHARTS", tmp_path)
    return tmp_path


def test_the_example_of_the_readme_is_drawn_and_sends_figures_alone(make, boroughs):
    result = make(LINE, boroughs, [(0, "high_miles")], marked=("Camden",))
    chart = charts.draw(result, choosable=("authority_name", "authority_code"))
    assert not chart.fault and chart.pick == ("authority_name", "authority_code")
    assert chart.frame is not None and len(chart.data["rows"]) == 33
    assert set(chart.data["rows"][1]) == {
        *("name", "first", "second", "second_short", "second_symbol", "name_text", "first_text", "second_text"),
        *("authority_name", "authority_code"),
    }
    assert [row["second"] for row in chart.data["rows"]][:2] == [None, 11.0]
    assert chart.words.startswith("Chart of ") and "1 withheld or missing: City of London" in chart.words
    layers = chart.spec["layer"]
    assert all(layer["data"] == {"name": "rows"} and "tooltip" in layer["mark"] for layer in layers)
    drawn = vl_convert.vegalite_to_svg({**chart.vega_lite(), "width": 600})
    assert ">Camden<" in drawn and ">c<" in drawn


def test_the_readme_quotes_the_file_and_its_line_draws_a_real_view(views: Path, two_authorities: Snapshot) -> None:
    told = (settings.SQL / "README.md").read_text(encoding="utf-8")
    assert (settings.CHARTS / "two_figures.py").read_text(encoding="utf-8") in told
    line = next(words for words in told.splitlines() if words.startswith("chart:") and "charts/" in words)
    path = views / "marts" / "placement_distance.sql"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"^chart: .*$", line, text, flags=re.MULTILINE), encoding="utf-8")
    scope = Scope(two_authorities, sql=views)
    result = query.fetch(scope, ["placement_distance"], {}, profile=EXACT)["placement_distance"]
    assert charts.fault(result.view) == ""
    drawn = charts.draw(result)
    assert [row["name"] for row in drawn.data["rows"]] == ["Barnet", "Camden"]
    assert [row["first_text"] for row in drawn.data["rows"]] == list(
        formatting.text(value, "pct") for value in result.rows["distant_pct"]
    )


def test_it_stays_in_the_browser_whatever_its_figures(make, boroughs):
    changed = [{**row, "high_miles": 7.0} for row in boroughs]
    first, other = (chart_element.spec(charts.draw(make(LINE, rows))) for rows in (boroughs, changed))
    assert first.pop("datasets") != other.pop("datasets")
    assert json.dumps(first) == json.dumps(other)


@pytest.mark.parametrize("line", [LINE, "charts/mine.py category=authority_name second=high_miles"])
def test_files_of_it_can_be_taken_away_and_slides_hold_it_as_a_picture(line, make, boroughs, tmp_path, monkeypatch):
    (tmp_path / "mine.py").write_text(
        "import altair as alt\n\n\ndef chart(category, second):\n"
        "    return alt.Chart().mark_bar().encode(x=second.field, y=category.field)\n",
        encoding="utf-8",
    )
    shutil.copy(settings.CHARTS / "two_figures.py", tmp_path)
    monkeypatch.setattr(settings, "CHARTS", tmp_path)
    result = make(line, boroughs, marked=("Camden",))
    assert export.png(result)[:4] == b"\x89PNG"
    slide = Presentation(io.BytesIO(export.pptx([result]))).slides[1]
    assert MSO_SHAPE_TYPE.PICTURE in [shape.shape_type for shape in slide.shapes]
    assert Document(io.BytesIO(export.docx([result]))).inline_shapes


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("import os\n", 1, "imports os"),
        ("import altair as alt\nfrom pathlib import Path\n", 2, "imports pathlib"),
        (OPENING + "    return alt.Chart().mark_bar().save('out.png')\n", 5, "names save"),
        (OPENING + "    return alt.Chart('https://example.org').mark_bar().encode(x=second.field)\n", 4, "brings"),
        (OPENING + "    return alt.Chart().__class__\n", 5, "names __class__"),
        (OPENING + "    open('secrets')\n", 5, "NameError"),
        (OPENING + "    return 1 / 0\n", 5, "ZeroDivisionError"),
        (OPENING + "    return 'a bar'\n", 4, "returns str"),
        (OPENING + "    return alt.hconcat(alt.Chart().mark_bar())\n", 4, "returns HConcatChart"),
        (OPENING + "    return alt.Chart().mark_bar().encode(x=second)\n", 4, ""),
        (
            OPENING + "    return alt.Chart().mark_bar().encode(x='secnd:Q')\n",
            4,
            "secnd, which it is not given; did you mean",
        ),
        (
            OPENING + "    return alt.Chart().mark_bar().encode(y=alt.Y(name.field, sort='-x'), x='high_miles:Q')\n",
            4,
            "not given",
        ),
        (OPENING + "    for step in range(10**12): step + 1\n", 5, "longer than 0.2 seconds"),
        ("def chart(name, second): return 1\n\nfor step in range(10**12): step + 1\n", 3, "longer than 0.2 seconds"),
        ("import altair as alt\n\ndef chart(\n", 3, "no Python"),
        ("import altair as alt\n", 1, "defines no function chart"),
        ("import altair as alt\n\n\ndef chart(name):\n    return alt.Chart()\n", 4, "unexpected keyword argument"),
    ],
)
def test_a_file_that_cannot_be_drawn_says_where_and_why_and_the_table_stands(
    text, line, what, written, make, boroughs, monkeypatch
):
    monkeypatch.setattr(custom_limits, "SECONDS", 0.2 if "range" in text else 60.0)
    (written / "mine.py").write_text(text, encoding="utf-8")
    result = make("charts/mine.py name=authority_name second=high_miles", boroughs)
    chart = charts.draw(result)
    assert chart.spec == {} and "no figures to draw" in chart.words
    assert chart.fault.startswith(f"charts/mine.py:{line}: ") and what in chart.fault
    assert charts.fault(result.view) == chart.fault


def test_a_file_may_draw_what_a_transform_of_its_own_makes(written, make, boroughs):
    made = "alt.Chart().transform_calculate(twice='2 * datum.second').mark_bar().encode(x='twice:Q', y=name.field)"
    (written / "mine.py").write_text(f"{OPENING}    return {made}\n", encoding="utf-8")
    assert not charts.draw(make("charts/mine.py name=authority_name second=high_miles", boroughs)).fault


def test_a_file_that_is_mended_draws_at_the_next_click(written, make, boroughs):
    path = written / "mine.py"
    path.write_text(OPENING + "    return alt.Chart().mark_bar().encode(x=second.field)\n", encoding="utf-8")
    result = make("charts/mine.py name=authority_name second=high_miles", boroughs)
    assert charts.draw(result).spec["mark"]["type"] == "bar"
    path.write_text(OPENING + "    return alt.Chart().mark_tick().encode(x=second.field)\n", encoding="utf-8")
    assert charts.draw(result).spec["mark"]["type"] == "tick"


def test_a_file_lies_beside_the_views_wherever_these_are(make, boroughs, tmp_path, monkeypatch):
    (tmp_path / "sql").mkdir()
    (tmp_path / "charts").mkdir()
    text = OPENING + "    return alt.Chart().mark_bar().encode(x=second.field)\n"
    (tmp_path / "charts" / "mine.py").write_text(text, encoding="utf-8")
    result = make("charts/mine.py name=authority_name second=high_miles", boroughs)
    assert "no such file" in charts.draw(result).fault
    monkeypatch.setenv("SUFFICIENCY_SQL", str(tmp_path / "sql"))
    assert not charts.draw(result).fault


def test_a_file_is_taken_from_the_repositorys_own_folder_alone(written, make, boroughs, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "mine.py"
    elsewhere.write_text(OPENING + "    return alt.Chart().mark_bar()\n", encoding="utf-8")
    (written / "mine.py").symlink_to(elsewhere)
    assert "lies elsewhere" in charts.draw(make("charts/mine.py second=high_miles", boroughs)).fault
    assert "no such file" in charts.draw(make("charts/other.py second=high_miles", boroughs)).fault
    for named in ("charts/../mine.py", "charts/a/mine.py", "charts/Mine.py"):
        assert "write charts/NAME.py" in charts.draw(make(f"{named} second=high_miles", boroughs)).fault
    assert "has no figure" in charts.draw(make("charts/mine.py name=authority_name", boroughs)).fault


def test_a_file_named_without_its_folder_is_told_how_to_name_it(written, make, boroughs):
    (written / "mine.py").write_text(OPENING + "    return alt.Chart()\n", encoding="utf-8")
    for line, remedy in (("mine second=high_miles", "charts/mine.py"), ("other second=high_miles", "use one of bar")):
        assert remedy in charts.draw(make(line, boroughs)).fault
