"""The tables of errors as a page of documentation."""

from __future__ import annotations

import math

import pyarrow as pa

from sufficiency.planning.backtest import METHODS, OURS
from sufficiency.planning.baselines import NAMES
from sufficiency.planning.published import PublishedError, range_of
from sufficiency.planning.series import ALL, COHORT
from sufficiency.reference import tables

COMMAND = "python -m sufficiency forecast --tables docs/forecast_errors.md"
FEW = (
    "Only three year ends can be tried two years on, and they follow one another: figures of a whole region rest on "
    "three cases, of which a range can hold no share but none, a third, two thirds or all."
)


def text(errors: pa.Table, published: list[PublishedError], *, is_synthetic: bool) -> str:
    """All of the page; ``errors`` as in ``forecasts.TABLES``."""
    rows = errors.to_pylist()
    parts = [
        "# How far off the forecast is",
        f"Made by `{COMMAND}`; do not edit. Weighted error (WAPE) is the sum of errors among the sum of what came, in "
        "per cent; of authorities it is the median authority's. Each forecast was made from what was known at an "
        "earlier 31 March and held against what came one, two and three years later, by every method on the same "
        "cases. Ranges are held against years that they were not made from.",
        "## " + (tables.filled("The invented {region_name}") if is_synthetic else "The children of this snapshot"),
        _aims(rows),
    ]
    if is_synthetic:
        parts.append(f"Why some aims are missed. {_why()} {FEW}")
    for level, name in _levels().items():
        for ahead in (12, 24, 36):
            some = [r for r in rows if r["level"] == level and r["months_ahead"] == ahead]
            if some:
                years = f"{ahead // 12} year{'s' if ahead > 12 else ''} ahead"
                parts += [f"### {name}, {years}", _table(some)]
    parts += ["## DfE's published counts", _published(published)]
    return "\n\n".join(parts) + "\n"


def _levels() -> dict[str, str]:
    """The levels that errors are told of, and what they are called."""
    of = {"london": "{Region}", "area": "Areas of {region}", "authority": "The median authority"}
    return {level: tables.filled(name) for level, name in of.items()}


def _aims(rows: list[dict[str, object]]) -> str:
    by = {(r["level"], r["kind"], r["category_code"], r["method"]): r["wape"] for r in rows if r["months_ahead"] == 24}
    lines = ["| Two years ahead | Aim | " + " | ".join(_levels()[level] for level in ("london", "authority")) + " |"]
    lines.append("|---|---|---|---|")
    for row in tables.records("forecast_aims"):
        kind, category, aim = row["kind"], row["category_code"], float(row["most_ratio"])
        cells = []
        for level in ("london", "authority"):
            ours, last = (by.get((level, kind, category, method)) for method in (OURS, NAMES[0]))
            cells.append(_aim(ours, last, aim))
        named = f"{kind}: {category}" if kind not in (ALL.kind,) else category
        lines.append(f"| {named} | at most {aim:g} of last value's | {' | '.join(cells)} |")
    return "\n".join(lines)


def _why() -> str:
    """Each reason once, in the order of the aims."""
    said = (
        f"{sentence.rstrip('.')}." for row in tables.records("forecast_aims") for sentence in row["why"].split(". ")
    )
    return " ".join(dict.fromkeys(sentence for sentence in said if sentence != "."))


def _aim(ours: object, last: object, aim: float) -> str:
    if not isinstance(ours, float) or not isinstance(last, float) or not last:
        return "cannot be said"
    ratio = ours / last
    said = "met" if ratio <= aim + 1e-9 else "missed"
    return f"{ours:.1f} % beside {last:.1f} %: {ratio:.2f}, {said}"


def _table(rows: list[dict[str, object]]) -> str:
    heads = ["Series", *METHODS, "80 % held", "95 % held", "MAE", "MAPE", "Cases"]
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    series = dict.fromkeys((r["kind"], r["category_code"]) for r in rows)
    for kind, category in series:
        of = {r["method"]: r for r in rows if (r["kind"], r["category_code"]) == (kind, category)}
        ours = of.get(OURS, {})
        cells = [_number(of.get(method, {}).get("wape"), 1) for method in METHODS]
        cells += [_number(ours.get("covered_80"), 0), _number(ours.get("covered_95"), 0)]
        cells += [_number(ours.get("mean_error"), 1), _number(ours.get("mape"), 1), str(ours.get("cases", ""))]
        named = str(category) if kind in (ALL.kind, COHORT) else f"{kind}: {category}"
        lines.append(f"| {named} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _published(errors: list[PublishedError]) -> str:
    lines = [
        "Real counts of children looked after on 31 March, 2021 to 2025, of every authority whose five are published. "
        "Neither our simulation nor the sector's method can be run on yearly counts; last value, last change and "
        "exponential smoothing can. Nothing made of them beats last value, so for an authority's total the page leads "
        "with last value where the simulation has not done better. Ranges of last value are held twice: against the "
        "half of authorities that they were not made from, and against the years that they were not made from.",
        "| Years ahead | Method | WAPE | MAPE | MAE | 80 % held, other authorities | other years | 95 % held | Cases |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for e in errors:
        cells = (e.wape, e.mape, e.mae)
        held = (e.covered[1], e.covered_later[1], e.covered[2])
        numbers = [*(_number(cell, 1) for cell in cells), *(_number(cell, 0) for cell in held)]
        lines.append(f"| {e.years_ahead} | {e.method} | {' | '.join(numbers)} | {e.cases} |")
    said = ", ".join(f"{100 * range_of(ahead)[1]:.0f} % after {ahead}" for ahead in (1, 2, 3))
    return "\n".join(
        [lines[0], "", *lines[1:], "", f"The range of 80 % about an authority's last value: ±{said} years."]
    )


def _number(value: object, places: int) -> str:
    return f"{value:.{places}f}" if isinstance(value, int | float) and math.isfinite(value) else ""
