"""Why SQL failed, in words that hold nothing of the data."""

from __future__ import annotations

import duckdb

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


def reason(error: Exception, *, is_synthetic: bool) -> str:
    """The message of ``error``, without what DuckDB quotes from rows that describe children."""
    if isinstance(error, duckdb.InterruptException):
        return "it took too long and was stopped"
    if is_synthetic or not isinstance(error, duckdb.Error) or isinstance(error, ABOUT_SQL):
        return str(error)
    kind = type(error).__name__.removesuffix("Exception")
    return f"{kind} error in a row; the row is not shown, because it may describe a child"


def difference(declared: list[str], actual: list[str]) -> str:
    """What a header and its SELECT disagree about: names of columns, in order."""
    missing = [name for name in declared if name not in actual]
    extra = [name for name in actual if name not in declared]
    if not missing and not extra:
        return f"the header lists the columns in another order than the SELECT: {', '.join(actual)}"
    return (
        "the header and the SELECT disagree; only in the header: "
        f"{', '.join(missing) or 'none'}; only in the SELECT: {', '.join(extra) or 'none'}"
    )
