"""The National Placements Standard as it is filled in: values in other spellings, its explanations, free text.

What the form offers as a list is matched by letters and figures alone; what is then in no list is told and not
kept, because a free text may hold a name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from itertools import accumulate
from typing import Any

import pyarrow as pa

from sufficiency.reference.tables import derived_from, records
from sufficiency.returns import schema
from sufficiency.returns.problems import ProblemLog

TABLE = "found_placements"
LISTED, SEVERAL = "listed", "listed several"
# The value of FORM: the template of 2026, and those before it, whose dates are of entering data.
NOW, BEFORE = "2026", "before 2026"
# In place of a number where there is none, as in the return.
NO_NUMBER = "XXXXXXX"
NUMBER = re.compile("(SC)?[0-9]{4,7}([.]0+)?|X+")
UNREGISTERED = re.compile(r"(un|not ?)(registered|regulated)( .*)?", re.I)
FULL_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?) ?\d[A-Z]{2}")
# The sheet of the form that holds what may be chosen.
CHOICES = re.compile(r"drop.?downs?|validation", re.I)
EXPLANATION = re.compile(r"\s*child[\s_]*id\s*($|\s.*)", re.I | re.S)
NOT_APPLICABLE = {"na", "n/a", "notapplicable", "none"}


def without_explanations(text: str, header_line: int) -> str:
    """The text with the record below the header blank where it is the form's own explanations, which run over lines."""
    lines = text.split("\n")
    if len(lines) > header_line and EXPLANATION.match(lines[header_line].lstrip('"')):
        marks = accumulate(line.count('"') for line in lines[header_line:])
        used = next((at for at, count in enumerate(marks, 1) if count % 2 == 0), 1)
        lines[header_line : header_line + used] = [""] * used
    return "\n".join(lines)


def read(rows: pa.Table, named: Collection[str], file_id: int, problem_log: ProblemLog) -> pa.Table:
    """The rows with every value in the list's own spelling, without the row of explanations.

    ``named`` are the columns that the file has.
    """
    rows = rows.filter(_is_row(rows))
    columns: dict[str, Any] = {name: rows[name] for name in rows.column_names}
    lines = rows["line"].to_pylist()
    for column in schema.tables()[TABLE].columns:
        sent = [text or "" for text in rows[column.name].to_pylist()]
        values = _column(column, sent, lines, file_id, problem_log)
        columns[column.name] = pa.array([text or None for text in values], pa.string())
    form = NOW if "COST_CORE_WEEKLY" in named else BEFORE
    columns["FORM"] = pa.array([form] * rows.num_rows, pa.string())
    return pa.table(columns)


def key(text: str) -> str:
    """A value without case, spaces, punctuation; ``<`` and ``>`` in words."""
    words = text.lower().replace("<", "less than ").replace(">", "more than ")
    return re.sub(r"[^a-z0-9]", "", words)


@derived_from("input_values", "value_spellings")
def _spellings() -> Mapping[tuple[str, str], str]:
    """The value of a list that a key means."""
    spellings = {(row["value_list"], key(row["value"])): row["value"] for row in records("input_values")}
    for row in records("value_spellings"):
        spellings[row["value_list"], key(row["spelling"])] = row["value"]
    return spellings


def _is_row(rows: pa.Table) -> Any:
    """False for the template's own explanations, below its names of columns."""
    return pa.array([not EXPLANATION.fullmatch(text or "") for text in rows["CHILD"].to_pylist()], pa.bool_())


def _column(
    column: schema.Column, sent: list[str], lines: list[Any], file_id: int, problem_log: ProblemLog
) -> list[str]:
    if column.value_type == LISTED:
        return [_spelt(column.value_list, text) for text in sent]
    if column.value_type == SEVERAL:
        return [_several(column, text, line, file_id, problem_log) for text, line in zip(sent, lines, strict=True)]
    if column.name in ("NUMBER_OF_SIBLINGS_TO_PLACE_WITH", "HOW_MANY_SIBLINGS_WERE_PLACED_TOGETHER"):
        # Where there are no siblings the form wants NA.
        return ["0" if text.strip().lower() in NOT_APPLICABLE else text for text in sent]
    if column.name == "URN":
        return [_number(text.strip(), line, file_id, problem_log) for text, line in zip(sent, lines, strict=True)]
    if column.name == "PLACEMENT_LOCATION":
        return [_outward(text, line, file_id, problem_log) for text, line in zip(sent, lines, strict=True)]
    return sent


def _spelt(listed: str, text: str) -> str:
    return _spellings().get((listed, key(text)), text.strip())


def _several(column: schema.Column, text: str, line: int, file_id: int, problem_log: ProblemLog) -> str:
    """The values of a cell that are listed, in one order; the others are told and not kept."""
    whole = _spellings().get((column.value_list, key(text)))
    parts = [whole] if whole else [_spelt(column.value_list, part) for part in re.split("[,;\n]", text)]
    known = {row["value"] for row in records("input_values") if row["value_list"] == column.value_list}
    if any(part and part not in known for part in parts):
        problem_log.add(file_id, "value_not_kept", line=line, column=column.name)
    return ";".join(sorted({part for part in parts if part in known}))


def _number(text: str, line: int, file_id: int, problem_log: ProblemLog) -> str:
    """Ofsted's number; what is none is told and not kept."""
    if UNREGISTERED.fullmatch(text):
        return NO_NUMBER
    if not text or text.lower() in NOT_APPLICABLE or NUMBER.fullmatch(text.upper()):
        return text
    problem_log.add(file_id, "found_number_malformed", line=line, column="URN")
    return ""


def _outward(text: str, line: int, file_id: int, problem_log: ProblemLog) -> str:
    """The outward half of a postcode; a full one, or its sector, is cut and told."""
    plain = " ".join(text.upper().split())
    full = FULL_POSTCODE.fullmatch(plain)
    if full:
        problem_log.add(file_id, "postcode_cut", line=line, column="PLACEMENT_LOCATION")
        return full[1]
    return plain
