"""What files, and pages with their words, tables, charts and maps, say besides the rows a viewer is shown: it
must be nothing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
from streamlit.testing.v1 import AppTest

from sufficiency import query, settings
from sufficiency.choices import Option
from sufficiency.database.scope import Scope
from sufficiency.disclosure import gate
from sufficiency.presentation import export
from sufficiency.presentation.charts import grammar
from sufficiency.result import Choices, Result
from sufficiency.web import context
from tests.browser import received

# One page explains the rule on invented counts.
PAGES = sorted(path for path in (settings.ROOT / "pages").glob("*/*.py") if path.stem != "protection")
# Seconds that a page may take on a machine with much else to do.
PATIENCE = 600
# Files write figures to six places.
WRITTEN = 1e-6
MAKERS = {
    "csv": export.csv,
    "xlsx": export.xlsx,
    "docx": lambda result: export.docx([result], title=result.view.title),
    "pptx": lambda result: export.pptx([result], title=result.view.title),
}


def files(scope: Scope, place: Choices, known: Sequence[Option]) -> tuple[list[str], int]:
    """What the files of every mart about ``place`` hold that a viewer is not shown, and how many files there are."""
    odd: list[str] = []
    count = 0
    for view in scope.catalogue.layer("marts"):
        if view.child_level:
            continue
        result = query.fetch(scope, [view.name], place, profile=gate.LONDON_7_5, known=known)[view.name]
        if result.is_empty:
            continue
        for kind, make in MAKERS.items():
            contents, count = make(result), count + 1
            odd += [f"{view.name}.{kind}: {what}" for what in _besides(result, contents, kind)]
    return odd, count


def _besides(result: Result, contents: bytes, kind: str) -> Iterator[str]:
    """Figures of a file's tables, of all its sheets and of the workbooks behind its charts that no cell shows."""
    shown = _figures(result)
    if kind == "csv":
        table = pd.read_csv(io.BytesIO(contents), comment="#", keep_default_na=False, dtype=str)
        names = [column.name for column in result.view.columns if column.is_measure]
        cells: list[Any] = [pd.to_numeric(table[name], errors="coerce") for name in names]
        numbers = [number for column in cells for number in column.dropna()]
    elif kind == "xlsx":
        numbers = list(_numbers(contents))
    else:
        with zipfile.ZipFile(io.BytesIO(contents)) as parts:
            names = [name for name in parts.namelist() if name.endswith(".xlsx")]
            numbers = [number for name in names for number in _numbers(parts.read(name))]
    for number in numbers:
        if len(shown) == 0 or np.abs(shown - number).min() > WRITTEN:
            yield f"{number:g} is in no cell"


def _numbers(workbook: bytes) -> Iterator[float]:
    """Every number of every sheet, hidden ones too."""
    book = openpyxl.load_workbook(io.BytesIO(workbook), data_only=True)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            yield from (float(cell) for cell in row if isinstance(cell, int | float) and not isinstance(cell, bool))


def _figures(result: Result) -> np.ndarray:
    """Every figure that is shown, the sums of shown ones that a stacked chart draws as one bar, and the steps between
    shown ones that a range is drawn of: neither says more than what is shown."""
    columns = result.view.columns
    labels = [column.name for column in columns if not column.is_measure and column.name in result.rows]
    found = []
    for name in (column.name for column in columns if column.is_measure):
        shown = _shown(result, name).dropna()
        found.append(shown.to_numpy(float))
        for size in (1, 2):
            for by in combinations(labels, size):
                groups = [result.rows.loc[shown.index, label].astype(str) for label in by]
                found.append(shown.groupby(groups).sum().to_numpy(float))
    line = grammar.parse(result.view.chart, result.view)
    if line is not None and line.kind == "range":
        ends = [_shown(result, line.parts[part]) for part in ("low", "mid", "high")]
        found += [(upper - lower).dropna().to_numpy(float) for lower, upper in pairwise(ends)]
    return np.concatenate(found) if found else np.array([])


def _shown(result: Result, name: str) -> pd.Series:
    return pd.to_numeric(result.rows[name], errors="coerce").where(result.symbols[name] == "")


def pages(place: Choices, only: Sequence[Path] = ()) -> tuple[list[str], int]:
    """Counts on pages, as a viewer who chose ``place`` is sent them, that the rule would not show; and how
    many pages were read."""
    odd: list[str] = []
    paths = only or PAGES
    for path in paths:
        page = run(path, place)
        odd += [f"{path.stem}: {what}" for proto in drawn(page._tree) for what in received.of_message(proto)]
    return odd, len(paths)


def run(path: Path, place: Choices) -> AppTest:
    """The page as a viewer who chose ``place`` is sent it."""
    page = AppTest.from_file(str(path), default_timeout=PATIENCE)
    page.session_state[context.VIEW_AS] = "viewer"
    for key, values in place.items():
        page.session_state[key] = values[0]
    page.run()
    assert not page.exception and not page.error, f"{path.stem} was not drawn"
    return page


def drawn(block: Any) -> Iterator[Any]:
    """What each element of a page was sent as."""
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from drawn(child)
        if getattr(child, "proto", None) is not None:
            yield child.proto
