"""Sentences of the pages about the data itself."""

from __future__ import annotations

from sufficiency import figures
from sufficiency.result import Result

# The category of DfE's and our count of all children, beside its breakdowns.
ALL = "Looked after on 31 March"


def compared(comparison: Result) -> str:
    """How near our counts come to DfE's for the latest year both have."""
    london = comparison.where(measure="looked_after", area_code="E12000007", category=ALL)
    known = london.rows[london.rows["published"].notna()]
    if known.empty:
        return "DfE has published nothing to compare these returns with yet."
    row = known.sort_values("return_year").iloc[-1]
    ours = figures.text(row["child_count"], "count")
    return (
        f"On 31 March {row['return_year']} these returns count {ours} children looked after in "
        f"London; DfE published {figures.text(row['published'], 'count')}."
    )
