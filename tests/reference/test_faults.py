"""What is wrong with a cell of a reference table is said with file, line, column, value and remedy."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from sufficiency import settings
from sufficiency.reference import faults

KNOWN = {"view": {"gaps", "stability"}, "used": {"rating_usable", "region_share", "availability", "shared_home_places"}}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The reference tables, for a test to change."""
    copied = shutil.copytree(settings.REFERENCE, tmp_path / "reference")
    monkeypatch.setattr(settings, "REFERENCE", copied)
    return copied


@pytest.mark.parametrize(
    ("table", "column", "cell", "said"),
    [
        ("assumptions", "value_low", "40%", "it is no number; write 0.4 for 40%"),
        ("assumptions", "value_low", "1.5", "it is above value_high '1'; put the lower of the two first"),
        ("assumptions", "assumption", "rating_usabel", "no view asks for it; did you mean rating_usable?"),
        ("usual_prices", "usual_gbp_week", "£1,900", "it is no number; write 1900"),
        ("usual_prices", "usual_gbp_week", "much", "it is no number; write digits"),
        ("area_groupings", "authority_code", "E99999999", "no authority has this ONS code"),
        ("area_groupings", "source", "", "it is empty; say where the row is from"),
        ("page_parts", "page", "group", "no page is called so; did you mean groups?"),
    ],
)
def test_a_cell_that_breaks_a_rule_is_told_with_its_line_and_what_to_do(
    folder: Path, table: str, column: str, cell: str, said: str
) -> None:
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    rows[0][column] = cell
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    told = [fault.words for fault in faults.faults(KNOWN, {table})]
    assert [words for words in told if words.startswith(f"data/reference/{table}.csv:2: {column} {cell!r}: {said}")], (
        told
    )


def test_a_view_that_a_table_names_must_be_there(folder: Path) -> None:
    told = [fault.words for fault in faults.faults(KNOWN, {"evidence_sections"})]
    assert told and all("no mart is called so" in words for words in told)
