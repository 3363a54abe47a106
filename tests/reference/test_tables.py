"""The one reader of reference tables: strict, re-read when a file changes, named when broken."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sufficiency import settings
from sufficiency.reference import served, tables
from sufficiency.reference.tables import BrokenReference

PACKAGE = settings.ROOT / "sufficiency"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of reference tables of its own."""
    monkeypatch.setattr(settings, "REFERENCE", tmp_path)
    return tmp_path


def test_cells_are_text_and_an_empty_one_is_empty_here_and_null_in_the_database(folder: Path) -> None:
    (folder / "t.csv").write_text('code,note\n007,"a, b"\nNA,\n', encoding="utf-8-sig")
    assert tables.records("t") == ({"code": "007", "note": "a, b"}, {"code": "NA", "note": ""})
    assert tables.rows(folder, "t").to_pydict() == {"code": ["007", "NA"], "note": ["a, b", None]}


def test_a_table_without_rows_has_its_columns(folder: Path) -> None:
    (folder / "t.csv").write_text("code,note\n")
    assert tables.records("t") == () and tables.rows(folder, "t").to_pydict() == {"code": [], "note": []}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "first line"),
        ("a,a\n1,2\n", "first line"),
        ("a,\n1,2\n", "first line"),
        ("a,b\n1\n", "line 2 has 1 cell for 2 columns"),
        ("a,b\n1,2\n\n1,2,3\n", "line 4 has 3 cells for 2 columns"),
        ('a,b\n"1,2\n', "unexpected end of data"),
        (b"a,b\n\xff,1\n", "save the file as UTF-8"),
    ],
)
def test_a_table_that_cannot_be_read_is_named_with_the_reason(folder: Path, text: str | bytes, why: str) -> None:
    (folder / "t.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    for read in (lambda: tables.records("t"), lambda: tables.rows(folder, "t")):
        with pytest.raises(BrokenReference, match=f"data/reference/t.csv: .*{why}"):
            read()


def test_a_table_that_is_gone_is_named(folder: Path) -> None:
    with pytest.raises(BrokenReference, match="data/reference/t.csv: No such file"):
        tables.records("t")


def test_what_is_made_of_tables_is_kept_until_one_changes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_derived", [])
    made = []

    @tables.derived_from("t", "u")
    def together() -> str:
        made.append("".join(row["code"] for name in ("t", "u") for row in tables.records(name)))
        return made[-1]

    for name, code in (("t", "1"), ("u", "2")):
        (folder / f"{name}.csv").write_text(f"code\n{code}\n")
    assert [together(), together()] == ["12", "12"] and made == ["12"]
    (folder / "u.csv").write_text("code\n33\n")
    tables.demand()
    assert together() == "133" and made == ["12", "133"]
    (folder / "u.csv").write_text("other\n33\n")
    for ask in (together, tables.demand):
        with pytest.raises(BrokenReference, match=r"data/reference/u\.csv: the column 'code' is missing"):
            ask()
    (folder / "u.csv").unlink()
    with pytest.raises(BrokenReference, match=r"data/reference/u\.csv: No such file"):
        tables.demand()


def test_inside_one_run_a_table_stays_as_it_was_first_seen_and_outside_it_is_read_again(folder: Path) -> None:
    file = folder / "t.csv"
    file.write_text("code\n1\n")
    with tables.at_one_moment():
        assert tables.records("t")[0]["code"] == "1"
        file.write_text("code\n22\n")
        assert tables.records("t")[0]["code"] == "1"
    assert tables.records("t")[0]["code"] == "22"
    with tables.at_one_moment():
        assert tables.records("t")[0]["code"] == "22"


def test_inside_one_run_what_is_made_of_a_table_stays_too_and_is_of_the_region_that_is_spoken_of(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "_derived", [])
    file = folder / "t.csv"
    file.write_text("code\n1\n")

    @tables.derived_from("t")
    def told() -> str:
        return tables.named() + tables.records("t")[0]["code"]

    with tables.at_one_moment():
        with served.speaking({"region": "London", "region_code": "E12000007"}):
            assert told() == "London1"
            file.write_text("code\n22\n")
            assert told() == "London1"
        with served.speaking({"region": "the North East", "region_code": "E12000001"}):
            assert told() == "the North East1"
    with served.speaking({"region": "London", "region_code": "E12000007"}):
        assert told() == "London22"


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_other_module_opens_a_reference_table(path: Path) -> None:
    if path in (PACKAGE / "reference" / "tables.py", PACKAGE / "settings.py"):
        return
    text = path.read_text(encoding="utf-8")
    # As a folder it may be handed on: to the reader, or to what writes and reads the borders in it.
    uses = re.findall(r"\bREFERENCE\b.*", text)
    allowed = re.compile(r'REFERENCE(\b, |$| / "boundaries")')
    assert [use for use in uses if not allowed.match(use)] == []
