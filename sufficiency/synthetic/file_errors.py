"""Errors such as real files have, put into rows and files on demand, each with its answer."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sufficiency.reference import tables
from sufficiency.synthetic.random_draws import draw_from, stream, take
from sufficiency.synthetic.writing import Form, columns_of

ANSWER_COLUMNS = (
    "authority_code",
    "return_year",
    "table_name",
    "file_name",
    "line",
    "column_name",
    "kind",
    "rule",
    "written",
    "correct",
)
SHAPE = "%d/%m/%Y"
ANY_TABLE = "*"
SUPPORTED_CODE_FROM = 2025


@dataclass(frozen=True)
class Error:
    """A kind of error: where it may stand, what it writes, and the importer's rule for it.

    A blank rule means that nothing has to be reported: the error shows in coverage or in joining.
    """

    kind: str
    table: str
    column: str
    written: str
    rule: str
    weight: float


@tables.derived_from("synthetic_errors")
def catalogue() -> dict[str, tuple[Error, ...]]:
    """Kinds of error by table; ``*`` for those of a whole file."""
    errors_of = defaultdict(list)
    for row in tables.records("synthetic_errors"):
        errors_of[row["table_name"]].append(
            Error(row["kind"], row["table_name"], row["column_name"], row["written"], row["rule"], float(row["weight"]))
        )
    return {table: tuple(errors) for table, errors in errors_of.items()}


def _moved(day: str, days: int) -> str:
    return (datetime.strptime(day, SHAPE) + timedelta(days=days)).strftime(SHAPE)


def _before_start(row: dict[str, str], column: str, year: int) -> str | None:
    start = row["DECOM" if column == "DEC" else "MIS_START"]
    return _moved(start, -9) if row[column] else None


def _overlap(row: dict[str, str], column: str, year: int) -> str | None:
    return _moved(row[column], 12) if row[column] and row["REC"] == "X1" else None


def _other_year(row: dict[str, str], column: str, year: int) -> str | None:
    if row[column] not in ("K3", "H5"):
        return None
    return "H5" if year >= SUPPORTED_CODE_FROM else "K3"


MakeError = Callable[[dict[str, str], str, int], str | None]
WORKED_OUT: dict[str, MakeError] = {
    "end before start": _before_start,
    "overlapping episodes": _overlap,
    "code of another year": _other_year,
}


class ErrorInjector:
    """Puts known errors into tables of returns, and keeps a list of them to check an importer against."""

    def __init__(self, seed: int, rate: float) -> None:
        self.seed = seed
        self.rate = rate
        self.answers: list[list[str]] = []

    def inject(self, area: str, year: int, table: str, rows: list[list[str]]) -> tuple[list[list[str]], Form]:
        """The rows and form in which a table is written, with errors at the rate asked for."""
        form = Form(columns_of(table))
        if not self.rate:
            return rows, form
        rng = stream(self.seed, area, year, table, "dirt")
        place = [area, str(year), table, f"{area}/{year}/{table}.csv"]
        if rng.random() < self.rate and rows:
            form = self._inject_in_file(rng, place, form)
            if form.columns != columns_of(table) or form.encoding != "utf-8":
                return rows, form
        errors = catalogue().get(table, ())
        written_rows: list[list[str]] = []
        for row in rows:
            written_rows.append(row)
            if errors and rng.random() < self.rate:
                line = form.first_line + len(written_rows)
                self._inject_in_row(rng, place, form, written_rows, line, year, errors)
        return written_rows, form

    def _inject_in_file(self, rng: random.Random, place: list[str], form: Form) -> Form:
        error = draw_from(rng, {e: e.weight for e in catalogue()[ANY_TABLE]})
        columns, line, column = form.columns, "1", ""
        if error.rule == "missing_key_column":
            column = columns[0]
            form = replace(form, columns=(error.written, *columns[1:]))
        elif error.rule == "encoding":
            form, line = replace(form, encoding=error.written), ""
        elif error.rule == "title_rows":
            form, line = replace(form, title=error.written), "2"
        elif error.rule == "delimiter":
            form = replace(form, delimiter=error.written)
        else:
            form, line = replace(form, has_nul=True), ""
        self.answers.append([*place, line, column, error.kind, error.rule, error.written, column])
        return form

    def _inject_in_row(
        self,
        rng: random.Random,
        place: list[str],
        form: Form,
        written_rows: list[list[str]],
        line: int,
        year: int,
        errors: tuple[Error, ...],
    ) -> None:
        row = written_rows[-1]
        for error in take(rng, errors, lambda e: e.weight, len(errors)):
            if error.kind == "duplicate row":
                written_rows.append(row)
                self.answers.append([*place, str(line + 1), "", error.kind, error.rule, "", ""])
                return
            index = form.columns.index(error.column)
            written: str | None = error.written
            if error.kind in WORKED_OUT:
                cells = dict(zip(form.columns, row, strict=True))
                written = WORKED_OUT[error.kind](cells, error.column, year)
            if written is not None and row[index] and written != row[index]:
                written_rows[-1] = [*row[:index], written, *row[index + 1 :]]
                self.answers.append([*place, str(line), error.column, error.kind, error.rule, written, row[index]])
                return
