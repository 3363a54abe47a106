"""A view's header: read as written, or refused with the file, the line and the remedy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sufficiency import settings
from sufficiency.catalogue import header, loader
from sufficiency.catalogue.header import HeaderError
from sufficiency.checks import header_faults
from sufficiency.result import View

HEADER = """/*
title:    Distance: by authority
summary:  How far, over
          two lines.
grain:    one row per authority_code
source:   SSDA903
caveats:  Straight line; not road.
chart:    bar x=authority_name y=median_distance_miles
section:  distance
columns:
  authority_code        | code  | Authority, ONS code
  median_distance_miles | miles | Median        | median of known_count
  known_count           | count | Distance known
  child_count           | count | Children
  distant_pct           | pct   | Over 20 miles | share of known_count in child_count
checks:   unique authority_code; not_null authority_code known_count
*/
select 1
"""


def written(folder: Path, text: str, name: str = "a_view", layer: str = "marts") -> Path:
    """A file of this text in ``folder/<layer>``."""
    (folder / layer).mkdir(exist_ok=True)
    path = folder / layer / f"{name}.sql"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_key_is_read_as_written(tmp_path: Path) -> None:
    view = header.read(written(tmp_path, HEADER))
    assert (view.name, view.layer, view.title) == ("a_view", "marts", "Distance: by authority")
    assert view.summary == "How far, over two lines."
    assert view.caveats == "Straight line; not road."
    assert view.section == "distance" and view.chart.startswith("bar x=")
    assert view.checks == ("unique authority_code", "not_null authority_code known_count")
    assert [column.name for column in view.columns][:2] == ["authority_code", "median_distance_miles"]
    assert not (view.stored or view.shared or view.child_level)
    assert view.sql == "select 1"


@pytest.mark.parametrize(
    ("protection", "kind", "of", "numerator", "denominator"),
    [
        ("mean of n", "mean", "n", None, None),
        ("median of n", "median", "n", None, None),
        ("quartile of n", "quartile", "n", None, None),
        ("decile of n", "decile", "n", None, None),
        ("twentieth of n", "twentieth", "n", None, None),
        ("sum of n largest a top_two b", "sum", "n", "a", "b"),
        ("share of a in b", "share", None, "a", "b"),
        ("rate of a in b", "rate", None, "a", "b"),
        ("index of a in b", "index", None, "a", "b"),
        ("by unit of a in b", "unit", None, "a", "b"),
        ("difference of a less b", "difference", None, "a", "b"),
    ],
)
def test_a_column_says_what_stands_behind_it(
    tmp_path: Path, protection: str, kind: str, of: str | None, numerator: str | None, denominator: str | None
) -> None:
    text = HEADER.replace("median of known_count", protection)
    column = header.read(written(tmp_path, text)).column("median_distance_miles")
    assert (column.kind, column.of) == (kind, of)
    assert (column.numerator, column.denominator) == (numerator, denominator)


@pytest.mark.parametrize(
    ("old", "new", "line", "why"),
    [
        ("/*\n", "-- no header\n", "1", "open the file with"),
        ("*/", "", "1", "open the file with"),
        ("*/", "", "1", "this one has no end, put"),
        ("title:    Distance: by authority\n", "", "1", "lacks title"),
        ("source:   SSDA903\n", "source:\n", "1", "lacks source"),
        ("chart:", "charts:", "8", "no header key is called 'charts'"),
        ("source:   SSDA903", "title: again", "6", "title is given twice"),
        ("| miles |", "| mile |", "12", "no unit is called 'mile'"),
        ("median of known_count", "median known_count", "12", "write the protection as"),
        ("median of known_count", "max of known_count", "12", "'max of known_count' does not say what stands behind"),
        ("share of known_count in", "share of known_count", "15", "write the protection"),
        ("| code  | Authority, ONS code", "| code", "11", "write a column as"),
        ("| Children\n", "|\n", "14", "write a column as"),
        ("child_count           |", "known_count |", "14", "known_count is declared twice"),
        ("child_count           |", "Child count |", "14", "small letters"),
        ("section:  distance", "shared: Yes", "9", "write 'shared: yes'"),
        ("section:  distance", "child_level: true", "9", "write 'child_level: yes'"),
        ("section:  distance", "stored:", "9", "write 'stored: yes'"),
        ("section:  distance", "often: yes", "9", "write 'often: 2'"),
        ("section:  distance", "place: before gaps", "9", "write 'place: after VIEW'"),
        ("\ntitle:", "\n  no key yet\ntitle:", "2", "expected 'key: value'"),
    ],
)
def test_a_header_amiss_is_refused_with_its_line(tmp_path: Path, old: str, new: str, line: str, why: str) -> None:
    assert old in HEADER
    with pytest.raises(HeaderError) as caught:
        header.read(written(tmp_path, HEADER.replace(old, new, 1)))
    assert str(caught.value).startswith(f"a_view.sql:{line}: ") and why in str(caught.value)


@pytest.mark.parametrize("name", ["A_view", "1st", "a-view", "a view", "a.b", "_a", "é"])
def test_a_file_is_named_as_its_view_may_be(tmp_path: Path, name: str) -> None:
    with pytest.raises(HeaderError, match="small letters"):
        header.read(written(tmp_path, HEADER, name))


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    plain = header.read(written(tmp_path, HEADER))
    path = written(tmp_path, HEADER, "other")
    path.write_bytes(b"\xef\xbb\xbf" + HEADER.replace("\n", "\r\n").encode())
    other = header.read(path)
    assert other.columns == plain.columns and other.sql == plain.sql


def test_a_cohort_says_what_it_is_and_what_it_cannot_see(tmp_path: Path) -> None:
    text = "/*\ntitle: Girls\ndefinition: Sex\nsource: SSDA903\nlimits: None\n*/\nselect 1;\n"
    view = header.read(written(tmp_path, text, "girls", "cohorts"))
    assert view.name == "cohort_girls" and view.stored and view.sql == "select 1"
    for key in ("title", "definition", "source", "limits"):
        with pytest.raises(HeaderError, match=f"lacks {key}"):
            header.read(written(tmp_path, text.replace(f"{key}:", "grain:"), "girls", "cohorts"))


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("| median of known_count", "", "does not say which count stands behind it"),
        ("median of known_count", "median of other_count", "other_count, which is not a column"),
        ("share of known_count in child_count", "share of known_count in n", "n, which is not"),
        ("median_distance_miles | miles", "median_distance | miles", "should end miles"),
        ("authority_code        | code ", "child_id        | code ", "child_level: yes"),
        ("median of known_count", "by unit of known_count in child_count", "says the unit"),
    ],
)
def test_a_column_that_the_gate_could_not_protect_is_a_fault(tmp_path: Path, old: str, new: str, why: str) -> None:
    assert header_faults(header.read(written(tmp_path, HEADER))) == []
    faults = header_faults(header.read(written(tmp_path, HEADER.replace(old, new))))
    assert why in "; ".join(faults)
    assert all(re.match(r"sql/marts/a_view\.sql:\d+: .+: .+", fault) for fault in faults), "file, line, what, remedy"


@pytest.mark.parametrize("path", sorted(settings.SQL.glob("*/*.sql")), ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_every_view_of_the_product_has_a_sound_header(path: Path) -> None:
    if path.parent.name not in loader.LAYERS:  # macros, and statements of the importer
        return
    view = header.read(path)
    assert isinstance(view, View) and header_faults(view) == []
    assert view.title == view.title.strip() and not view.title.endswith(".")


def test_a_measure_declares_how_far_it_looks_back(tmp_path: Path) -> None:
    text = (
        "/*\ntitle: T\nsummary: S\ngrain: g\nsource: s\ncolumns:\n  child_count | count | Children\n"
        "look_back: child_count 12 months\n*/\nselect 1 as child_count\n"
    )
    path = tmp_path / "marts" / "one.sql"
    path.parent.mkdir()
    path.write_text(text)
    assert header.read(path).column("child_count").look_back == 12
    path.write_text(text.replace("child_count 12 months", "nobody 12 months"))
    with pytest.raises(header.HeaderError, match="look_back"):
        header.read(path)
