"""What a figure is of, in words under it; what the figures of a page have in common is said once a page."""

from __future__ import annotations

from collections.abc import Sequence
from contextvars import ContextVar

from sufficiency.disclosure.rule import PUBLIC
from sufficiency.presentation import asides, charts, coverage, formatting
from sufficiency.presentation.charts import titles
from sufficiency.result import Result

# The sentences that stand for the whole page, and those that a figure on it has said already.
COMMON: ContextVar[tuple[str, ...]] = ContextVar("common", default=())
SAID: ContextVar[set[str] | None] = ContextVar("said", default=None)


def begin() -> None:
    """Forget what the last run of a page said."""
    COMMON.set(())
    SAID.set(set())


def begin_with(result: Result) -> None:
    """What ``result``, the page's first, is of holds for every figure that does not say otherwise."""
    if not COMMON.get():
        COMMON.set(_of_whom(result))


def of_page() -> str:
    """What holds for every figure of the page, in words; '' where none was drawn."""
    common = COMMON.get()
    return f"Unless a figure says otherwise: {' '.join(common)}" if common else ""


def words(result: Result) -> str:
    """What one figure is of, where that is not what the page says of all, nor what a figure before it said."""
    said = SAID.get()
    summary = f"{result.view.summary.rstrip('.')}."
    once = [words for words in (summary, *asides.of(result)) if said is None or words not in said]
    if said is not None:
        said.update(once)
    others = ["Rows of too few children to show are left out."] if result.leaves_out else []
    if result.is_empty:
        more = asides.to_clear(result)
        others = (
            ["Nothing can be shown: of nobody, or too few.", *more] if others else ["There is nothing to list here."]
        )
    own = [part for part in _of_whom(result) if part not in COMMON.get()]
    # What the view is about stands first, then whom it is of.
    return " ".join([*once[: summary in once], *own, *once[summary in once :], *others])


def of_rows(result: Result, chart: str | None, columns: Sequence[str] = ()) -> str:
    """What the rows behind a figure are of, whatever is chosen: their view and what is drawn of it by the line
    ``chart`` (None for the view's own), or of a table alone the first figure of ``columns``."""
    try:
        line = charts.parse(result.view.chart if chart is None else chart, result.view)
    except charts.ChartError:
        line = None  # the figure itself says what is wrong with it
    main = line.parts.get(titles.MAIN.get(line.kind, "")) if line else None
    names = [name for name in (main, *line.parts.values()) if name] if line else columns
    held = {column.name: column for column in result.view.columns}
    drawn = [held[name] for name in dict.fromkeys(names) if name in held]
    measured = [column for column in drawn if column.is_measure][:1]
    others = [column for column in drawn if not column.is_measure] if line else []
    told = [formatting.heading(column) for column in (*measured, *others)]
    return f"{result.view.title}: {', '.join(told)}" if told else str(result.view.title)


def _of_whom(result: Result) -> tuple[str, ...]:
    """Population, date, authorities, and whether the children are real; of what is public and of no child, the date."""
    is_of_children = any(column.is_measure and column.unit not in PUBLIC for column in result.view.columns)
    return (
        *([f"{result.choice_text}."] if is_of_children else []),
        f"As at {formatting.day(result.as_at)}.",
        *([f"{coverage.words(result)}."] if is_of_children else []),
        *(["Synthetic."] if result.is_synthetic else []),
    )
