"""Writing the files of a return."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sufficiency.reference import tables

COST_COLUMNS = (
    "CHILD",
    "PLACEMENT_START",
    "AS_AT",
    "URN",
    "PROVIDER_NAME",
    "COMPANY_NUMBER",
    "PROVISION_TYPE",
    "SOURCING_ROUTE",
    "FRAMEWORK",
    "WEEKLY_COST",
    "SOCIAL_CARE",
    "EDUCATION",
    "HEALTH",
    "ADDITIONAL_PACKAGES",
    "SOLO",
    "DOL",
    "DISTANCE_REASON",
    "EHCP",
    "PRIMARY_NEED",
    "RISKS",
)


@tables.derived_from("return_columns", "cell_rules")
def return_columns() -> dict[str, tuple[str, ...]]:
    """The columns of each table of the return, in order, without those that only other forms of it have."""
    by_table: dict[str, list[str]] = {}
    lacked = {(r["table_name"], r["column_name"]) for r in tables.records("cell_rules") if r["may_lack"]}
    for row in tables.records("return_columns"):
        if (row["table_name"], row["column_name"]) in lacked:
            continue
        by_table.setdefault(row["table_name"], []).append(row["column_name"])
    return {name: tuple(columns) for name, columns in by_table.items()}


def columns_of(table: str) -> tuple[str, ...]:
    """The header of a table of the return or of the placement costs return."""
    return COST_COLUMNS if table == "placement_costs" else return_columns()[table]


@dataclass(frozen=True)
class Form:
    """How a file is written: header, encoding, delimiter, and what stands where it should not."""

    columns: tuple[str, ...]
    encoding: str = "utf-8"
    delimiter: str = ","
    title: str = ""
    has_nul: bool = False

    @property
    def first_line(self) -> int:
        """The line the header stands on, counted from 1."""
        return 2 if self.title else 1


def write_table(path: Path, form: Form, rows: Iterable[Sequence[str]]) -> None:
    """One CSV file, its folders made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", newline="", encoding=form.encoding) as file:
        if form.title:
            file.write(f"{form.title}\r\n")
        writer = csv.writer(file, delimiter=form.delimiter)
        writer.writerow(form.columns)
        writer.writerows(rows)
        if form.has_nul:
            file.write("\0")
