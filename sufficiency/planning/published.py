"""What can be forecast from yearly counts alone, held against DfE's published counts of authorities.

Our simulation and the sector's method need single children and their moves, so neither can be run on
these; last value, last change and exponential smoothing can.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sufficiency.planning import ranges
from sufficiency.planning.baselines import NAMES, smooth
from sufficiency.planning.children import Floats
from sufficiency.reference import tables

YEARS_AHEAD = (1, 2, 3)
# Authorities in alternate rows: ranges are made from one half and held against the other.
HALVES = 2


@dataclass(frozen=True)
class PublishedError:
    """How far off a method was from all authorities' counts, so many years ahead.

    ``wape`` and ``mape`` are per cent; ``covered`` per cent of counts within the ranges of 50, 80 and 95 %
    made from the other half of authorities, and ``covered_later`` within those made from all other
    years that were forecast; NaN where there is no other. Both of last value alone.
    """

    years_ahead: int
    method: str
    mae: float
    wape: float
    mape: float
    covered: tuple[float, ...]
    covered_later: tuple[float, ...]
    cases: int


@tables.derived_from("looked_after_counts")
def counts() -> tuple[tuple[str, ...], tuple[int, ...], Floats]:
    """Codes of authorities, years, and children looked after on 31 March: years × authorities."""
    rows = tables.records("looked_after_counts")
    codes = tuple(dict.fromkeys(row["authority_code"] for row in rows))
    years = tuple(sorted({int(row["return_year"]) for row in rows}))
    looked_after = np.full((len(years), len(codes)), np.nan)
    for row in rows:
        looked_after[years.index(int(row["return_year"])), codes.index(row["authority_code"])] = float(
            row["looked_after"]
        )
    return codes, years, looked_after


def forecasts(line: Floats, ahead: int) -> list[Floats]:
    """What each method but the sector's says ``ahead`` years after the last of ``line`` (years ×
    authorities); NaN where it needs a year more."""
    change = line[-1] - line[-2] if len(line) > 1 else np.full(line.shape[1], np.nan)
    return [line[-1], np.maximum(line[-1] + ahead * change, 0.0), smooth(line)]


def errors() -> list[PublishedError]:
    """The errors of each method on rolling origins, every year of the published counts but the last."""
    _, _, line = counts()
    rows = []
    for ahead in YEARS_AHEAD:
        origins = range(len(line) - ahead)
        came = np.array([line[origin + ahead] for origin in origins])
        said = np.array([forecasts(line[: origin + 1], ahead) for origin in origins])
        for place, method in enumerate(NAMES[:3]):
            known = ~np.isnan(said[:, place])
            wrong, whole = np.abs(said[:, place] - came)[known], came[known]
            # Of an authority's own size: the change of one is the larger the more children it has.
            score = np.abs(came - said[:, place]) / np.where(said[:, place] > 0, said[:, place], np.nan)
            halves, later = (np.full(len(ranges.SHARES), np.nan) for _ in range(2))
            if place == 0:
                alternate = np.broadcast_to(np.arange(line.shape[1], dtype=float) % HALVES, score.shape)
                halves = _covered(score, alternate)
                later = _covered(score, np.broadcast_to(np.arange(len(score), dtype=float)[:, None], score.shape))
            rows.append(
                PublishedError(
                    ahead,
                    method,
                    float(wrong.mean()),
                    100 * float(wrong.sum() / whole.sum()),
                    100 * float((wrong / whole).mean()),
                    tuple(halves),
                    tuple(later),
                    int(known.sum()),
                )
            )
    return rows


def range_of(ahead: int) -> Floats:
    """By what share of the last value the ranges of 50, 80 and 95 % reach up and down, so many years on."""
    _, _, line = counts()
    pairs = zip(line[:-ahead], line[ahead:], strict=True)
    return ranges.factors(
        np.concatenate([np.abs(after - now) / np.where(now > 0, now, np.nan) for now, after in pairs])
    )


def _covered(score: Floats, group: Floats) -> Floats:
    held = ranges.held_out(score.ravel(), group.ravel())
    return np.array([100 * np.nanmean(part) if (~np.isnan(part)).any() else np.nan for part in held])
