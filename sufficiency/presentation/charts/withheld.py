"""Of whom there are too few, or none, where there is no figure of a group that is not small itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sufficiency.result import Column, Result

if TYPE_CHECKING:
    import pandas as pd

FEW = "too few to show"


def few(result: Result, column: Column, rows: pd.Index) -> str:
    """'Children to whose cost health contributes are too few to show'; 'Children whose placement cost was sent: none';
    '' where the groups themselves are too small.

    ``rows`` are the rows of ``result`` that are drawn. What health pays for foster placements may be withheld although
    there are hundreds of them: few of those have a part that health pays.
    """
    known = {each.name: each for each in result.view.columns}
    behind = known.get(column.of or column.numerator or "")
    whole = next((each for each in result.view.columns if each.unit == "count"), None)
    if behind is None or whole is None or behind.name == whole.name or behind.unit != "count":
        return ""
    symbols = result.symbols.loc[rows]
    figures = result.rows.loc[rows]
    if (symbols[column.name] == "z").all() and (figures[behind.name] == 0).all() and (figures[whole.name] > 0).any():
        return f"{behind.meaning}: none"
    withheld = symbols[symbols[column.name] == "c"]
    if withheld.empty or not (withheld[behind.name] == "c").all():
        return ""
    return f"{behind.meaning} are {FEW}" if (withheld[whole.name] == "").any() else ""
