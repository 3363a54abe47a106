"""Two authorities in one file: told by name, rows and first line, in whatever form the file came."""

from __future__ import annotations

import pytest

from sufficiency.returns import Import
from tests.returns.conftest import Send, workbook
from tests.returns.malformed import sound


def rows(name: str, table: str = "header", others: str = "Barnet") -> list[list[str]]:
    first, *rest = sound.sound("KA10")[table]
    return [[*first, name], [*rest[0], "Camden"], *([*cells, others] for cells in rest[1:])]


def told(found: Import) -> list[dict[str, object]]:
    return [p for p in found.problems.to_pylist() if p["rule"] == "other_authority"]


@pytest.mark.parametrize("name", ["LA", "Local Authority", "LA_CODE", "authority_name", "Responsible LA"])
@pytest.mark.parametrize("other", ["Barnet", "302", "E09000003"])
def test_rows_of_another_authority_are_told(send: Send, name: str, other: str) -> None:
    found = send({"Camden/2025/header.csv": sound.text(rows(name, others=other))})
    [problem] = told(found)
    assert (problem["line"], problem["value"]) == (3, other)
    assert f"{other} in 2 rows, the first in line 3" in str(problem["message"])
    assert found.tables["header"].num_rows == 3, "and kept, as the folder says whose they are"


@pytest.mark.parametrize("table", ["header", "episodes", "placement_costs"])
def test_a_workbook_and_other_tables_are_told_too(send: Send, table: str) -> None:
    [problem] = told(send({"Camden/2025/all.xlsx": workbook({table: list(rows("LA", table))})}))
    assert problem["file"] == f"Camden/2025/all.xlsx [{table}]" and problem["line"] == 3


def test_an_own_column_and_one_that_names_no_authority_are_not(send: Send) -> None:
    own = sound.text(rows("LA", others="London Borough of Camden"))
    none = sound.text(rows("COUNCIL", "episodes", others="tax"))
    assert told(send({"Camden/2025/header.csv": own, "Camden/2025/episodes.csv": none})) == []
