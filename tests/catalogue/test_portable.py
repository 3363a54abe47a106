"""Views keep to SQL that another engine can run too: each construct that does not is told with its remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from sufficiency import settings
from sufficiency.catalogue import header, portable
from sufficiency.reference import tables

LAYERS = ("staging", "intermediate", "cohorts", "marts", "checks")
VIEWS = [path for layer in LAYERS for path in sorted((settings.sql_folder() / layer).glob("*.sql"))]


def test_no_view_uses_what_does_not_carry_over() -> None:
    found = []
    for path in VIEWS:
        view = header.read(path)
        if not view.cannot_run:
            found += [
                f"sql/{view.layer}/{path.name}:{line}: {said}" for line, said in portable.faults(view.sql, view.line)
            ]
    assert found == []


def test_no_macro_uses_what_does_not_carry_over() -> None:
    found = []
    for path in sorted((settings.sql_folder() / "macros").glob("*.sql")):
        found += [
            f"sql/macros/{path.name}:{line}: {said}" for line, said in portable.faults(path.read_text(encoding="utf-8"))
        ]
    assert found == []


@pytest.mark.parametrize("row", tables.records("portable_sql"), ids=lambda row: row["construct"])
def test_each_construct_is_told_with_its_line_and_remedy(row: dict[str, str]) -> None:
    told = list(portable.faults(f"with a as (\n    select 1\n)\n{row['example']}", first_line=20))
    assert (23, f"{row['construct']} does not carry over to Spark: {row['why']}; {row['remedy']}") in told


def test_comments_and_text_are_not_looked_at() -> None:
    assert list(portable.faults("select 'len(a)' as b -- order by all\nfrom t /* asof */")) == []


def test_a_header_says_why_a_view_cannot_run(tmp_path: Path) -> None:
    (tmp_path / "marts").mkdir()
    path = tmp_path / "marts" / "one.sql"
    said = "title: One\nsummary: One.\ngrain: one row\nsource: none\n{}columns:\n  n | count | One\n"
    text = f"/*\n{said}*/\nselect 1 as n\n"
    path.write_text(text.format("spark: cannot run: it asks for the nearest row\n"), encoding="utf-8")
    assert header.read(path).cannot_run == "it asks for the nearest row"
    path.write_text(text.format("spark: differs: ties fall otherwise\n"), encoding="utf-8")
    assert header.read(path).differs == "ties fall otherwise"
    path.write_text(text.format("spark: no\n"), encoding="utf-8")
    with pytest.raises(header.HeaderError, match="cannot run: why"):
        header.read(path)
