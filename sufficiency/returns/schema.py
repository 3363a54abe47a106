"""The declared shape of every table that can be sent, read from the reference tables."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from sufficiency.reference.tables import Row, derived_from, records


@dataclass(frozen=True)
class Column:
    """One column that can be sent: what its cells are and what happens when they are not.

    ``may_lack`` is True for one that only some forms of the table have, so that nobody is told to add it.
    ``likely`` are the least and the most that a number is believed to be without a word.
    """

    name: str
    value_type: str
    is_required: bool
    value_list: str
    aliases: tuple[str, ...]
    if_blank: str
    if_unreadable: str
    earliest: str
    latest_days: int
    not_before: str
    is_identifier: bool
    may_lack: bool
    likely: tuple[int, int] | None

    @property
    def is_key(self) -> bool:
        """True when a row without this cell is refused."""
        return bool(self.if_blank)


@dataclass(frozen=True)
class Table:
    """One table that can be sent."""

    name: str
    columns: tuple[Column, ...]
    first_return_year: int | None

    @property
    def is_of_an_authority(self) -> bool:
        """True when the rows are one authority's for one year or period."""
        return self.has_children or self.name in {row["table_name"] for row in records("period_folders")}

    @property
    def has_children(self) -> bool:
        """True when each row is about a child."""
        return any(c.value_type == "id" for c in self.columns)

    def column(self, name: str) -> Column:
        """The column called ``name``; KeyError when there is none."""
        return {c.name: c for c in self.columns}[name]


def header_key(text: str) -> str:
    """A header cell without case, accents, spaces, punctuation or byte-order mark."""
    plain = unicodedata.normalize("NFKD", text)
    return re.sub(r"[^A-Z0-9]", "", plain.upper())


@derived_from("return_columns", "input_columns", "cell_rules", "column_aliases", "codes")
def tables() -> dict[str, Table]:
    """Every table that can be sent, by name, in the order of the reference files."""
    rules = {(r["table_name"], r["column_name"]): r for r in records("cell_rules")}
    aliases: dict[tuple[str, str], list[str]] = {}
    for r in records("column_aliases"):
        aliases.setdefault((r["table_name"], r["column_name"]), []).append(r["published_name"])
    coded = {r["return_column"] for r in records("codes")}
    columns_of: dict[str, list[Column]] = {}
    first_year: dict[str, int | None] = {}
    for r in (*records("return_columns"), *records("input_columns")):
        key = (r["table_name"], r["column_name"])
        listed = r.get("value_list") or (key[1] if key[1] in coded else "")
        columns_of.setdefault(key[0], []).append(_column(r, listed, rules.get(key, {}), tuple(aliases.get(key, ()))))
        year = r.get("first_return_year")
        first_year.setdefault(key[0], int(year) if year else None)
    return {name: Table(name, tuple(cols), first_year[name]) for name, cols in columns_of.items()}


def _column(r: Row, value_list: str, rule: Row, aliases: tuple[str, ...]) -> Column:
    return Column(
        name=r["column_name"],
        value_type=rule.get("value_type") or r["value_type"],
        is_required=r["is_required"] == "yes",
        value_list=value_list,
        aliases=aliases,
        if_blank=rule.get("if_blank", ""),
        if_unreadable=rule.get("if_unreadable", ""),
        earliest=rule.get("earliest") or "1990-01-01",
        latest_days=int(rule.get("latest_days_from_today") or 31),
        not_before=rule.get("not_before", ""),
        is_identifier=rule.get("is_identifier") == "yes",
        may_lack=rule.get("may_lack") == "yes",
        likely=(int(rule["likely_from"]), int(rule["likely_to"])) if rule.get("likely_from") else None,
    )
