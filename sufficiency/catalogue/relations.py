"""What the columns of views are made of, put together and kept by the views' digests.

A view is read down to the snapshot's tables: were what it reads not kept, each view that somebody saves, and each
question of their own, would have a hundred others read again.
"""

from __future__ import annotations

import threading
from dataclasses import replace

import cachetools

from sufficiency.catalogue.origin_of_expression import Origin, Relation

MOST = 2_000  # views, of some kilobytes each: all of several folders
_KEPT: cachetools.LRUCache[str, Relation] = cachetools.LRUCache(MOST)
_LOCK = threading.Lock()


def kept(by: str) -> Relation | None:
    """What :func:`keep` was given ``by`` all that it follows from; None where that is '' or was not given."""
    with _LOCK:
        return _KEPT.get(by)


def keep(by: str, relation: Relation) -> None:
    """Keep what a view's columns are made of; nothing where ``by`` is ''."""
    if by:
        with _LOCK:
            _KEPT[by] = relation


def renamed(relation: Relation, names: list[str]) -> Relation:
    """The same rows under names given by place: each column is taken for what the most of them is."""
    if not names:
        return relation
    most = max([*relation.columns.values(), relation.rest or Origin.PUBLIC])
    return replace(relation, columns={}, rest=most)


def joined(parts: list[Relation]) -> Relation:
    """Rows of all parts, one under another: by place, under the first's names."""
    names = list(parts[0].columns)
    columns = {name: parts[0].columns[name] for name in names}
    for part in parts[1:]:
        for name, origin in zip(names, part.columns.values(), strict=False):
            columns[name] = max(columns[name], origin)
    rests = [part.rest for part in parts if part.rest is not None]
    return Relation(
        columns,
        max(rests) if rests else None,
        any(p.is_of_children for p in parts),
        any(p.is_single for p in parts),
        is_of_returns=all(p.is_of_returns or not p.is_of_children for p in parts),
        of_many=frozenset().union(*(p.of_many for p in parts)),
        rows_by=frozenset().union(*(p.rows_by for p in parts)),
    )
