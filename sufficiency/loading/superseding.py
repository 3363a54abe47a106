"""A newer feed of an authority's case system takes the place of an older one: only the newest counts."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from sufficiency.snapshot import units

FEED = "feed"


def older(served: Mapping[str, units.Unit]) -> dict[str, units.Unit]:
    """The key of each feed among ``served`` that is not its authority's first, with the feed before it."""
    return {
        feed.name.key: before for feeds in _by_authority(served).values() for before, feed in itertools.pairwise(feeds)
    }


def without_older(served: Mapping[str, units.Unit]) -> dict[str, units.Unit]:
    """The units ``served``, by key, but for feeds that a newer one is beside."""
    gone = {feed.name.key for feeds in _by_authority(served).values() for feed in feeds[:-1]}
    return {key: unit for key, unit in served.items() if key not in gone}


def _by_authority(served: Mapping[str, units.Unit]) -> dict[str, list[units.Unit]]:
    """Each authority's feeds, the oldest first."""
    by_authority: dict[str, list[units.Unit]] = {}
    for unit in sorted((u for u in served.values() if u.name.kind == FEED), key=lambda u: u.name.label):
        by_authority.setdefault(str(unit.name.authority_code), []).append(unit)
    return by_authority
