"""Sentences of the pages about the data itself."""

from __future__ import annotations

from sufficiency.presentation import formatting
from sufficiency.result import Result

# The category of DfE's and our count of all children, beside its breakdowns.
ALL = "Looked after on 31 March"
LONDON = "E12000007"


def compared(comparison: Result) -> str:
    """How near our counts come to DfE's for the latest year both have."""
    both = comparison.where(measure="looked_after", category=ALL).known("child_count")
    known = both.rows[both.rows["published"].notna()]
    if known.empty:
        return "DfE has published nothing to compare these returns with yet."
    # The one authority where one is chosen, else London where it is seen.
    places = comparison.choices.get("authority", ())
    wanted = known[known["area_code"] == (places[0] if len(places) == 1 else LONDON)]
    row = (known if wanted.empty else wanted).sort_values("return_year").iloc[-1]
    ours = formatting.text(row["child_count"], "count")
    return (
        f"On 31 March {row['return_year']} these returns count {ours} children looked after in "
        f"{row['area_name']}; DfE published {formatting.text(row['published'], 'count')}."
    )
