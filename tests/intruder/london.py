"""The Londons that are attacked: their snapshots, and their children as they truly are."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from sufficiency import settings
from sufficiency.database.scope import Scope
from sufficiency.snapshot import store
from sufficiency.snapshot.store import Snapshot

CHILDREN = """
    select authority_code, age_band, sex, ethnic_group, need, legal_status, placement_type, provider_sector,
        case when is_unaccompanied then 'yes' else 'no' end as unaccompanied, distance_class
    from everyone where as_at = chosen_date() order by authority_code, child_id
"""
AREAS = "select list(authority_code) from stg_areas group by grouping, area_name"


@dataclass(frozen=True)
class London:
    """Its children at the date, a row each, and the areas of every grouping as sets of authorities."""

    children: pd.DataFrame
    areas: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, snapshot: Snapshot) -> London:
        """That of a snapshot."""
        scope = Scope(snapshot)
        with scope.cursor_for({}, scope.as_at, ["everyone"]) as (cursor, _):
            children = cursor.execute(CHILDREN).df()
            areas = cursor.execute(AREAS).fetchall()
        scope.close()
        return cls(children, tuple(sorted({frozenset(some) for (some,) in areas if len(some) > 1}, key=sorted)))


def snapshots(folders: Sequence[Path]) -> Iterator[tuple[str, Snapshot]]:
    """The demonstration, and the current snapshot of each other data folder, which is served meanwhile."""
    os.environ.pop("SUFFICIENCY_DATA", None)
    yield "The demonstration", store.read(settings.DEMONSTRATION)
    for folder in folders:
        os.environ["SUFFICIENCY_DATA"] = str(folder)
        yield f"Another seed ({folder.name})", store.read(store.current_name() or settings.DEMONSTRATION)
