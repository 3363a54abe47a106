"""What the columns of the snapshot's tables and of the reference tables are made of."""

from __future__ import annotations

from sufficiency.catalogue.origin_of_expression import Origin, Relation
from sufficiency.reference import tables

# Of these the snapshot holds no child.
PUBLIC_TABLES = {
    *("provision_register", "framework_register", "vacancies", "published_figures"),
    *("population", "sufficiency_index", "submissions", "problem_counts", "forecast_errors", "forecast_facts"),
    "scenario_levers",
}
# Rows of groups of children: what is no count of them.
LABELS = ("level", "grouping", "area_name", "authority_code", "kind", "category_code", "is_flow", "as_at")
FORECAST = {"months_ahead": Origin.PUBLIC, **dict.fromkeys((*LABELS, "is_last_value", "driver"), Origin.LABEL)}
FORECASTS = {"forecast", "forecast_drivers", "scenario"}
# Its months run from the first to the last day of the returns that came, whoever is in them.
OF_RETURNS = {"int_vouched"}
# Which returns and lists came, and over how many authorities: of children they say nothing.
SENT = OF_RETURNS | {"int_collections", "int_known_facts", "int_month_ends"}
IDS = {"child_id", "child_label", "upn"}


@tables.derived_from("snapshot_columns")
def types() -> dict[tuple[str, str], str]:
    """By table and column of a snapshot, the type it is stored as."""
    rows = tables.records("snapshot_columns")
    return {(row["table_name"], row["column_name"]): row["column_type"].upper() for row in rows}


def table(path: list[str]) -> Relation:
    """A table of the snapshot or of reference, as it is named: its schema and itself; what is not known counts as
    rows of single children."""
    name = path[-1]
    if path[0] == "ref" or (path[0] == "raw" and name in PUBLIC_TABLES):
        return Relation(rest=Origin.PUBLIC)
    if path[0] == "raw" and name in FORECASTS:
        return Relation(FORECAST, Origin.COUNT, is_of_children=True)
    columns = {column: _of_type(column, kind) for (table, column), kind in types().items() if table == name}
    return Relation(columns, Origin.QUANTITY, is_of_children=True, is_single=True)


def _of_type(column: str, kind: str) -> Origin:
    if column in IDS:
        return Origin.ID
    return Origin.LABEL if kind in ("VARCHAR", "BOOLEAN", "INTEGER", "SMALLINT", "TINYINT") else Origin.QUANTITY
