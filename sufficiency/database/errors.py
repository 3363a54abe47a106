"""Why SQL failed, in words that hold nothing of the data."""

from __future__ import annotations

import re
from collections.abc import Iterable

import duckdb

from sufficiency.catalogue import places
from sufficiency.reference import faults
from sufficiency.reference.nearest import hint
from sufficiency.result import View

# Raised from the SQL alone, before a row is read; every other error may quote a cell.
ABOUT_SQL = (
    duckdb.ParserException,
    duckdb.BinderException,
    duckdb.CatalogException,
    duckdb.SyntaxException,
    duckdb.NotImplementedException,
    duckdb.PermissionException,
    duckdb.InterruptException,
    duckdb.OutOfMemoryException,
)


class NoSuchView(LookupError):
    """No view may be seen under that name; the message says why."""


def no_mart(name: str, views: Iterable[View]) -> NoSuchView:
    """That no mart is called so: one of ``views`` that others are made from, or the nearest name there is."""
    layers = {view.name: view.layer for view in views}
    marts = [other for other, layer in layers.items() if layer == "marts"]
    step = f"; {name} is a step that marts read, and Workbench asks of steps too" if name in layers else ""
    return NoSuchView(f"no mart is called {name}{step or hint(name, marts)}")


def reason(error: Exception, *, is_synthetic: bool) -> str:
    """The message of ``error``, without what DuckDB quotes from rows that describe children."""
    if isinstance(error, duckdb.InterruptException):
        return "it took too long and was stopped"
    if isinstance(error, duckdb.ConversionException) and (blamed := _of_reference(str(error))):
        return blamed
    if is_synthetic or not isinstance(error, duckdb.Error) or isinstance(error, ABOUT_SQL):
        return str(error)
    kind = type(error).__name__.removesuffix("Exception")
    return f"{kind} error in a row; the row is not shown, because it may describe a child"


def _of_reference(message: str) -> str:
    """The fault of the reference table that holds the cell which the engine could not read; '' where none does."""
    cell = re.search(r"Could not convert string '(.*?)' to", message)
    return next((fault.words for fault in faults.faults({}) if cell and f" {cell[1]!r}: " in fault.words), "")


def located(message: str) -> tuple[int, str]:
    """The line that the engine's ``message`` names, 0 where it names none; and the message in one line, with the
    column that may have been meant."""
    told = re.search(r"^LINE (\d+):", message, re.M)
    said = " ".join(message.partition("\nLINE ")[0].split())
    said = re.sub(r"^\w+ Error: ", "", said)  # which part of the engine noticed it helps nobody
    quoted = re.search(r'column "([^"]+)" not found', said)
    if quoted and f'"{quoted[1]}"' in message.partition("\nLINE ")[2]:
        near = hint(quoted[1], re.findall(r'"(?:\w+\.)?(\w+)"', said.partition("Candidate bindings:")[2]))
        said = f"there is no column \"{quoted[1]}\"{near}; if text is meant, in single quotes: '{quoted[1]}'"
    meant = re.search(r'!? Candidate bindings: "(?:\w+\.)?(\w+)"', said)
    if meant:
        said = f"{said[: meant.start()]}; did you mean {meant[1]}?"
    return int(told[1]) if told else 0, said


def message(view: View, why: str, key: str = "", columns: Iterable[str] = ()) -> str:
    """``why`` a view cannot be, as 'file:line: what; remedy': of its SQL the engine's line, or that of a ``key`` of its
    header; of a column that is not there the nearest of ``columns``."""
    if why.startswith((places.file_of(view), faults.FOLDER)):
        return why
    line, said = located(why)
    lacking = re.search(r'column(?: named)? "(?:\w+\.)?(\w+)"', said)
    if lacking and "did you mean" not in said:
        said += hint(lacking[1], columns)
    place = places.of_key(view, key) if key and not line else places.of_sql(view, line)
    return f"{place}: {said}"


def follows(view: View) -> str:
    """That the rows of a view which is made before anyone has chosen change with what is chosen, and the remedy."""
    if view.layer == "cohorts":
        return "its rows change with the choices, of which it is one itself: read everyone, and ask for no choice"
    return "its rows change with the choices, so it may not be 'stored: yes'; take that line out"


def difference(declared: list[str], actual: list[str]) -> str:
    """What a header and its SELECT disagree about: names of columns, in order."""
    missing = [name for name in declared if name not in actual]
    extra = [name for name in actual if name not in declared]
    if not missing and not extra:
        return f"the header lists the columns in another order than the SELECT: {', '.join(actual)}"
    return (
        f"the header and the SELECT disagree; only in the header: {', '.join(missing) or 'none'}; only in the SELECT: "
        f"{', '.join(extra) or 'none'}; write a line for each column of the SELECT, and no other"
    )
