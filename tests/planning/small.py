"""A small invented history for tests of forecasts: three authorities, four years, a few hundred children."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from sufficiency.planning import settings
from sufficiency.planning.children import ADULT_MONTHS, History, history

FIRST = 12 * 2021 + 4
MONTHS = 48
CODES = ("E09000003", "E09000007", "E09000008")
COHORTS = pa.table({"cohort_code": ["complex_adolescents", "under_fives"], "cohort_number": [0, 1]})
POPULATION = pa.table({"authority_code": CODES, "mid_year": [2023] * 3, "population_0_17": [50_000, 40_000, 90_000]})


def small(
    seed: int = 1,
    *,
    leave: float = 0.03,
    coming: float = 5.0,
    late: tuple[str, int] = ("", 0),
    population: pa.Table = POPULATION,
) -> History:
    """Children who come at any age, move and leave by even chances, and leave on turning 18.

    ``late`` names an authority that tells of so many months more than the others.
    """
    rng = np.random.default_rng(seed)
    kinds = settings.kinds()
    rows: list[dict[str, object]] = []
    child = 0
    for code in CODES:
        for month in range(-24, MONTHS):
            for _ in range(rng.poisson(coming)):
                child += 1
                rows += _life(code, child, month, int(rng.integers(0, 210)), leave, rng, kinds)
    own, more = late
    if own:
        # The others tell nothing of the last months.
        end = FIRST + MONTHS - 1 - more
        rows = [row for row in rows if row["authority_code"] == own or int(str(row["month_number"])) <= end]
    rows.sort(key=lambda row: (row["authority_code"], row["child_id"], row["month_number"]))
    return history(pa.Table.from_pylist(rows), COHORTS, population)


def _life(
    code: str, child: int, came: int, age: int, leave: float, rng: np.random.Generator, kinds: tuple[str, ...]
) -> list[dict[str, object]]:
    kind, far, carer, rows = kinds[int(rng.integers(len(kinds)))], bool(rng.random() < 0.2), 0, []
    for month in range(came, MONTHS):
        now = age + month - came
        if now >= ADULT_MONTHS:
            break
        stays = now + 1 < ADULT_MONTHS and rng.random() > leave
        moves = stays and rng.random() < 0.05
        after = kinds[int(rng.integers(len(kinds)))] if moves else kind
        if month >= 0:
            rows.append(
                {
                    "authority_code": code,
                    "child_id": child,
                    "month_number": FIRST + month,
                    "age_months": now,
                    "placement_kind": kind,
                    "is_unaccompanied": False,
                    "is_distant": far,
                    "care_months": month - came,
                    "carer_months": carer,
                    "cohort_bits": 2 if now < 60 else 0,
                    "is_entry": month == came and month > 0,
                    "is_followed": month < MONTHS - 1,
                    "is_still_here": stays and month < MONTHS - 1,
                    "after_kind": after,
                    "has_moved": moves,
                    "after_distant": far,
                }
            )
        if not stays:
            break
        kind, carer = after, 0 if moves else carer + 1
    return rows
