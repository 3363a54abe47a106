"""Which facts that are seen once a year the figures of an answer rest on."""

from __future__ import annotations

import pandas as pd

from sufficiency.catalogue.loader import Catalogue
from sufficiency.reference import tables
from sufficiency.result import View


def facts(view: View, rows: pd.DataFrame, found: Catalogue) -> tuple[str, ...]:
    """Those that the view's header names, and those of the measures and cohorts that have a row.

    Of a view that shows money it is said from when its prices are, whatever its header names.
    """
    named = {view.collected} | {column.collected for column in view.columns}
    if any(column.unit in ("gbp", "gbp_week") for column in view.columns):
        named.discard("prices")
    if "measure" in rows:
        named |= {_of_measures().get(str(measure), "") for measure in rows["measure"].unique()}
    if "cohort_code" in rows:
        cohorts = (found.views.get(f"cohort_{code}") for code in rows["cohort_code"].unique())
        named |= {cohort.collected for cohort in cohorts if cohort}
    return tuple(sorted(named - {""}))


@tables.derived_from("headline_measures")
def _of_measures() -> dict[str, str]:
    return {row["measure"]: row["collected"] for row in tables.records("headline_measures")}
