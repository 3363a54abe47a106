"""The figures a page opens with: value, a year ago, London, and how each is made one click away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from typing import Any

import streamlit as st

from sufficiency.presentation import coverage, formatting, leading
from sufficiency.reference import tables
from sufficiency.result import EXACT, Result
from sufficiency.web import links
from sufficiency.web.page_run import PageRun

BETTER = {("higher", True): "better", ("lower", False): "better", ("higher", False): "worse", ("lower", True): "worse"}


def cards(page: PageRun, headline: Result, measures: Sequence[str]) -> None:
    """A card for each measure of the view ``headline`` named, in that order."""
    results = (headline.where(measure=measure) for measure in measures)
    drawn = "".join(_card(page, result) for result in results if len(result.rows))
    st.html(f"<div class='figures'>{drawn}</div>")


def _card(page: PageRun, result: Result) -> str:
    row = {str(name): value for name, value in result.rows.iloc[0].items()}
    return (
        f"<div class='figure'><div class='name'>{escape(str(row['measure_name']))}</div>"
        f"<div class='value'>{_text(result, 'value')}</div>"
        f"{_sure(result, row)}"
        f"<p class='beside'>{_change(result, row)}</p>"
        f"{_compared(result)}"
        f"{_only(page, row)}"
        f"<details><summary>How this is made</summary><p>{escape(str(row['definition']))}.</p>"
        f"<p>{_parts(result, row)}</p>{_published(result, row)}"
        f"<p>Source: {escape(str(row['source']))}.</p></details></div>"
    )


def _compared(result: Result) -> str:
    """The comparator's figure, where a part of London is chosen; all of London has none."""
    if not result.choices.keys() & {"area", "authority"}:
        return ""
    return f"<p class='beside'>{escape(_capital(result.compared_with))}: {_text(result, 'comparator_value')}</p>"


def _only(page: PageRun, row: dict[str, Any]) -> str:
    """A link that leaves only the children a share counts, where a choice can say which."""
    key, value = _choosing().get(row["measure"], ("", ""))
    if not key or page.choices.get(key) == (value,) or row["numerator_count"] == 0:
        return ""
    where = links.to_here({**page.choices, key: (value,)}, page.options)
    name = escape(str(row["measure_name"]).lower())
    return (
        f"<p class='beside'><a href='{escape(where, quote=True)}'>Only these children"
        f"<span class='unseen'>: {name}</span></a></p>"
    )


@tables.derived_from("headline_measures")
def _choosing() -> dict[str, tuple[str, str]]:
    """By measure, the choice and its value that leave the children in its numerator."""
    pairs = {row["measure"]: row["children_chosen_by"] for row in tables.records("headline_measures")}
    return {measure: _pair(pair) for measure, pair in pairs.items() if pair}


def _pair(text: str) -> tuple[str, str]:
    key, _, value = text.partition("=")
    return key, value


def _text(result: Result, column: str) -> str:
    unit, symbol = result.view.column(column).unit, result.symbols[column].iloc[0]
    if symbol:
        return f"<abbr title='{escape(formatting.symbols().get(symbol, ''))}'>{symbol}</abbr>"
    if ends := _wide(result, column):
        return escape(" to ".join(ends))
    return escape(formatting.short(result.rows[column].iloc[0], unit))


def _wide(result: Result, column: str) -> tuple[str, ...]:
    """The ends of a share's interval, where they stand in its place; else none."""
    known, figures = result.view.column(column), leading.of(result, column)
    if not figures[0].is_wide(known.unit):
        return ()
    return formatting.ends(figures[0].low, figures[0].high, known.unit)


def _sure(result: Result, row: dict[str, Any]) -> str:
    """Between which figures the true one lies; a count of children is what it is."""
    unit = result.view.column("value").unit
    if why := _why_not(result, row):
        return f"<p class='beside'>{escape(why)}</p>"
    if _wide(result, "value"):
        return "<p class='beside'>Too few children to say more closely</p>"
    ends = formatting.ends(row["value_low"], row["value_high"], unit) if unit != "count" else ()
    return f"<p class='beside'>Between {' and '.join(map(escape, ends))}</p>" if ends else ""


def _why_not(result: Result, row: dict[str, Any]) -> str:
    """Why x stands in place of the value, where inputs do not reach back as far or a fact was not collected."""
    if result.symbols["value"].iloc[0] != "x":
        return ""
    column, months = result.view.column("value"), int(row["look_back_months"])
    if all(reach < months for _, reach in result.vouched):
        return coverage.reason(replace(column, look_back=months), "x")
    rests_on = {line["measure"]: line["collected"] for line in tables.records("headline_measures")}
    collected = rests_on.get(row["measure"], "")
    days = {"prices": result.priced, "outcomes": result.scored}.get(collected, ())
    return (
        coverage.reason(replace(column, collected=collected), "x") if days and not any(day for _, day in days) else ""
    )


def _change(result: Result, row: dict[str, Any]) -> str:
    change = row["change_value"]
    if formatting.missing(change):
        return "No figure a year ago"
    unit = result.view.column("value").unit
    if round(change, 1) == 0 and result.profile == EXACT and not _wide(result, "value"):
        return "No change in a year"
    if not row["change_is_clear"]:
        return f"No clear change in a year (was {_text(result, 'last_year_value')})"
    if unit == "pct":
        amount = f"{abs(change):.1f} points" if result.profile == EXACT else f"{abs(change):.0f} points"
    else:
        amount = formatting.short(abs(change), unit)
    sense = BETTER.get((row["direction"], change > 0), "")
    return f"{'▲ up' if change > 0 else '▼ down'} {amount} in a year{f' ({sense})' if sense else ''}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _parts(result: Result, row: dict[str, Any]) -> str:
    if result.view.column("value").unit == "pct":
        return f"{_text(result, 'numerator_count')} of {_text(result, 'denominator_count')} children"
    return f"{_text(result, 'denominator_count')} children"


def _published(result: Result, row: dict[str, Any]) -> str:
    if formatting.missing(row["published_value"]):
        return ""
    value = formatting.short(row["published_value"], result.view.column("value").unit)
    return f"<p>DfE published {value} for 31 March {escape(str(row['published_year']))}.</p>"
