"""The figures a page opens with: value, a year ago, London, and how each is made one click away."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import streamlit as st

from sufficiency.presentation import formatting, key_figures
from sufficiency.reference import tables
from sufficiency.result import Result
from sufficiency.web import links, page_export
from sufficiency.web.page_run import PageRun


def cards(page: PageRun, headline: Result, measures: Sequence[str]) -> None:
    """A card for each measure of the view ``headline`` named, in that order."""
    page_export.note_cards(headline, measures)
    results = (headline.where(measure=measure) for measure in measures)
    drawn = "".join(_card(page, result) for result in results if len(result.rows))
    st.html(f"<div class='figures'>{drawn}</div>")


def _card(page: PageRun, result: Result) -> str:
    row = {str(name): value for name, value in result.rows.iloc[0].items()}
    said = key_figures.of(result)
    return (
        f"<div class='figure'><div class='name'>{escape(str(row['measure_name']))}</div>"
        f"<div><div class='value'>{_text(result, 'value')}</div>"
        f"{_beside(said.sure, said.change, said.beside)}"
        f"{_only(page, row)}"
        f"<details><summary>How this is made</summary><p>{escape(str(row['definition']))}.</p>"
        f"<p>{_parts(result, row)}</p>{_published(result, row)}"
        f"<p>Source: {escape(str(row['source']))}.</p></details></div></div>"
    )


def _only(page: PageRun, row: dict[str, Any]) -> str:
    """A link that leaves only the children a share counts, where a choice can say which."""
    key, value = _choosing().get(row["measure"], ("", ""))
    counted = row["numerator_count"]
    is_nobody = not formatting.missing(counted) and counted == 0
    if not key or page.choices.get(key) == (value,) or is_nobody:
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
    words, symbol = key_figures.text(result, column), result.symbols[column].iloc[0]
    return f"<abbr title='{escape(formatting.symbols().get(symbol, ''))}'>{symbol}</abbr>" if symbol else escape(words)


def _beside(*lines: str) -> str:
    """What stands under a figure's number, a paragraph a line; of a symbol in it, what it means."""
    return "".join(f"<p class='beside'>{escape(line)}</p>" for line in lines if line)


def _parts(result: Result, row: dict[str, Any]) -> str:
    counted, symbol = row["denominator_count"], result.symbols["denominator_count"].iloc[0]
    if not symbol and not formatting.missing(counted) and counted == 0:
        return "No child is counted here"
    if result.view.column("value").unit == "pct":
        return f"{_text(result, 'numerator_count')} of {_text(result, 'denominator_count')} children"
    return f"{_text(result, 'denominator_count')} children"


def _published(result: Result, row: dict[str, Any]) -> str:
    if formatting.missing(row["published_value"]):
        return ""
    value = formatting.short(row["published_value"], result.view.column("value").unit)
    return f"<p>DfE published {value} for 31 March {escape(str(row['published_year']))}.</p>"
