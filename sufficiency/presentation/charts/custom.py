"""Charts that analysts write: a file ``charts/NAME.py`` with one function from columns to an Altair chart.

The function is given columns, never a row: figures reach only the browser, as with every other chart. A file may
import Altair and ``math`` and nothing else, and name nothing that reaches beyond the chart. That catches slips; it
is no wall, and a file is looked at like all code of the repository before it is run.
"""

from __future__ import annotations

import ast
import builtins
import math
import traceback
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from sufficiency import settings
from sufficiency.presentation.charts import custom_limits, marks, titles
from sufficiency.presentation.charts.drawing import Drawing, Figures
from sufficiency.presentation.charts.frame import Frame
from sufficiency.reference.nearest import hint

FUNCTION = "chart"
ROWS = "rows"  # the name of the data that every layer draws
MODULES = ("altair", "math", "__future__")
# Python's own that a chart is put together with.
BUILTINS = (
    *("abs", "dict", "enumerate", "float", "int", "len", "list", "max", "min", "range", "reversed", "round"),
    *("set", "sorted", "str", "sum", "tuple", "zip"),
)
# What Altair itself could be made to read, write, fetch or show.
BEYOND = {
    *("save", "show", "display", "serve", "open_editor", "to_url", "from_dict", "from_json", "from_file"),
    *("UrlData", "data_transformers", "renderers", "utils", "vegalite", "jupyter", "sys", "os", "io", "theme"),
}


class ChartFileError(ValueError):
    """A file of somebody's own that draws nothing; the message names file and line, what is wrong and the remedy."""


class ChartColumn(NamedTuple):
    """One column as a chart's function is given it.

    ``field`` names its values in the data, ``text`` the same in words with their unit, ``short`` without, and
    ``symbol`` what stands in place of a withheld figure, which is null. ``low`` and ``high`` name the ends of its
    interval. ``kind`` is Altair's type of it and ``title`` what it means.
    """

    name: str
    title: str
    kind: str
    figures: Figures

    @property
    def field(self) -> str:
        return f"{self.name}:{self.kind}"

    @property
    def text(self) -> str:
        return f"{self.name}_text:N"

    @property
    def short(self) -> str:
        return f"{self.name}_short:N"

    @property
    def symbol(self) -> str:
        return f"{self.name}_symbol:N"

    @property
    def low(self) -> str:
        return f"{self.name}_low:Q"

    @property
    def high(self) -> str:
        return f"{self.name}_high:Q"

    @property
    def axis(self) -> Any:
        """An axis of figures with the unit's sign, as the tool's own charts have it; of names, one without title."""
        import altair as alt

        from sufficiency.presentation.charts.templates import pieces

        return pieces.axis(self.figures) if self.kind == "Q" else alt.Axis(title=None, labelLimit=250)


@dataclass(frozen=True)
class ChartFile:
    """One file as it was at ``stamp``: the same draws the same."""

    path: Path
    stamp: tuple[int, int]

    def chart(self, *, theme: str, tips: str, parts: tuple[ChartColumn, ...]) -> Any:
        """What the file's function makes of ``parts``, checked; raises ChartFileError."""
        draw, line = _function(self)
        try:
            with custom_limits.limited(self.path):
                drawn = draw(**{part.name: part for part in parts})
            return _checked(drawn, tips, [part.name for part in parts])
        except _Amiss as amiss:
            raise _fault(self.path, line, str(amiss)) from None
        except Exception as error:  # whatever somebody's own code raises
            raise _fault(self.path, _line_of(error, self.path) or line, _said(error)) from error


class _Amiss(Exception):
    """What is wrong with a chart that was drawn, and the remedy."""


def drawing(frame: Frame) -> Drawing:
    """The chart of ``frame`` as its file draws it; one that cannot be read says so when it is drawn."""
    path = settings.charts_folder() / f"{frame.line.file}.py"
    parts = tuple(_part(name, frame) for name in frame.columns)
    figures = [name for name, column in frame.columns.items() if column.is_measure]
    notes = (marks.heading(frame, name, has_intervals=False).notes for name in figures if frame.hidden(name))
    heading = marks.heading(frame, titles.main_part(frame), has_intervals=False)._replace(notes=next(notes, ()))
    try:
        stat = path.stat()
        stamp = stat.st_mtime_ns, stat.st_size
    except OSError:
        stamp = (0, 0)
    return Drawing(ChartFile(path, stamp), heading, {ROWS: frame.records}, {"parts": parts})


def _part(name: str, frame: Frame) -> ChartColumn:
    column = frame.columns[name]
    if column.is_measure:
        return ChartColumn(name, column.meaning, "Q", marks.figures(frame, name, is_titled=True))
    return ChartColumn(name, column.meaning, "T" if frame.is_temporal(name) else "N", Figures())


@lru_cache(maxsize=50)
def _function(file: ChartFile) -> tuple[Callable[..., Any], int]:
    """The file's function and the line it begins on; nothing of the file is run that is not allowed."""
    path = file.path
    if not path.is_file():
        raise _fault(path, 1, "there is no such file: write it, or name another in the header")
    if path.resolve().parent != settings.charts_folder().resolve():
        raise _fault(path, 1, "it lies elsewhere: put the file itself into charts/")
    try:
        tree = ast.parse(path.read_text(encoding="utf-8-sig"), str(path))
    except (SyntaxError, UnicodeDecodeError) as error:
        raise _fault(path, getattr(error, "lineno", 1) or 1, f"this is no Python: {_said(error)}") from None
    for line, what in _refused(tree):
        raise _fault(path, line, what)
    begun = {node.name: node.lineno for node in tree.body if isinstance(node, ast.FunctionDef)}
    if FUNCTION not in begun:
        raise _fault(path, 1, f"it defines no function {FUNCTION}: write def {FUNCTION}(…), a parameter for each part")
    allowed = {name: getattr(builtins, name) for name in BUILTINS} | {"__import__": _import}
    scope: dict[str, Any] = {"__builtins__": allowed, "__name__": path.stem}
    try:
        with custom_limits.limited(path):
            exec(compile(tree, str(path), "exec"), scope)
    except Exception as error:  # whatever somebody's own code raises
        raise _fault(path, _line_of(error, path) or 1, _said(error)) from error
    return scope[FUNCTION], begun[FUNCTION]


def _refused(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Each line on which a file asks for what no chart needs, and what to do."""
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 1)
        modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        modules += [node.module or "."] if isinstance(node, ast.ImportFrom) else []
        for module in modules:
            if module not in MODULES:
                yield line, f"it imports {module}: a chart may import altair and math alone"
        names = [node.attr] if isinstance(node, ast.Attribute) else [node.id] if isinstance(node, ast.Name) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            if name.startswith("_") or name in BEYOND:
                yield line, f"it names {name}, which reaches beyond the chart: leave it out"


def _import(name: str, *args: Any, **more: Any) -> ModuleType:
    if name == "math":
        return math
    import altair

    return altair


def _checked(drawn: Any, tips: str, parts: Collection[str]) -> Any:
    """``drawn`` over the rows, with tips where it says none; raises _Amiss for what cannot be shown."""
    import altair as alt

    if not isinstance(drawn, (alt.Chart, alt.LayerChart)):
        raise _Amiss(f"it returns {type(drawn).__name__}: return alt.Chart(…) or alt.layer(…)")
    layers = list(drawn.layer) if isinstance(drawn, alt.LayerChart) else [drawn]
    if any(isinstance(layer, alt.LayerChart) for layer in layers):
        raise _Amiss("it puts layers into layers: name all of them in one alt.layer(…)")
    told = [_with_tip(layer, tips) for layer in layers]
    rows = alt.NamedData(ROWS)
    whole = told[0].properties(data=rows) if isinstance(drawn, alt.Chart) else drawn.copy()
    if isinstance(whole, alt.LayerChart):
        whole.layer, whole.data = told, rows
    spec = whole.to_dict()
    brought = any(part.data is not alt.Undefined for part in (drawn, *layers)) or "datasets" in spec
    if said := "data of its own" if brought else custom_limits.fetched(spec):
        raise _Amiss(f"it brings {said}: draw the columns it is given, and alt.datum(…) for a figure of its own")
    if lacking := custom_limits.not_given(spec, parts):
        given = ", ".join(f"{part}.field" for part in parts)
        raise _Amiss(f"it draws {lacking[0]}, which it is not given{hint(lacking[0], parts)}; name columns as {given}")
    return whole


def _with_tip(layer: Any, tips: str) -> Any:
    import altair as alt

    mark = layer.mark if isinstance(layer.mark, dict) else getattr(layer.mark, "to_dict", lambda: layer.mark)()
    mark = {"type": mark} if isinstance(mark, str) else dict(mark)
    is_told = "tooltip" in mark or layer.encoding.to_dict().get("tooltip") if _has(layer) else "tooltip" in mark
    changed = layer.copy()
    changed.mark = alt.MarkDef(**(mark if is_told else {**mark, "tooltip": {"expr": tips}}))
    return changed


def _has(layer: Any) -> bool:
    import altair as alt

    return layer.encoding is not alt.Undefined


def _fault(path: Path, line: int, what: str) -> ChartFileError:
    return ChartFileError(f"charts/{path.name}:{line}: {what}.")


def _line_of(error: Exception, path: Path) -> int:
    """The last line of ``path`` on the way to ``error``."""
    lines = [frame.lineno or 0 for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)]
    return lines[-1] if lines else 0


def _said(error: Exception) -> str:
    if isinstance(error, custom_limits.TooLong):
        return str(error)
    words = (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
    return f"{type(error).__name__}: {words}"
