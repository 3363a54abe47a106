"""Which of the things that can be found somebody asks for, best first, however they spell it.

A word asked for is as near to a word of a name as it is equal to it, its beginning, or but a letter or two
from it (RapidFuzz's normalised distance of Damerau and Levenshtein). A name is as good as its words cover
those asked for and are covered by them. What names a page or figure together with a place or choice, such as
*distance Hackney*, leads to the page with that choice.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from sufficiency.presentation.finding.entry import Entry, words
from sufficiency.presentation.finding.index import CHOICE, FIGURE, PAGE, PLACE, WORD

# How much a match is worth: the beginning of a word, a word spelt otherwise, one in the sentence beneath.
BEGINNING, OTHERWISE, BENEATH = 0.9, 0.85, 0.5
# What another name of a thing is worth beside its own.
CALLED = 0.99
# From how alike on two spellings are the same word, and from how many letters on they may differ.
ALIKE, SHORTEST = 0.72, 5
# What is listed at least matches so well.
LEAST = 0.42
# Between equals: a page before a figure before a place and so on.
BEFORE = {PAGE: 0.05, PLACE: 0.045, CHOICE: 0.02, FIGURE: 0.015, WORD: 0.0}
MOST_IN_A_GROUP = 5
PAIRED = 6

Near = Mapping[str, Mapping[str, float]]


class Hit(NamedTuple):
    """Something found, and how well it matches, 1 for just what was asked."""

    entry: Entry
    score: float


def find(entries: tuple[Entry, ...], asked: str) -> dict[str, list[Entry]]:
    """What is asked for, by group: groups by their best, and in each the best first."""
    groups: dict[str, list[Entry]] = {}
    for hit in ranked(entries, asked):
        group = groups.setdefault(hit.entry.kind, [])
        seen = {(entry.title, entry.page, *entry.chosen.values()) for entry in group}
        if len(group) < MOST_IN_A_GROUP and (hit.entry.title, hit.entry.page, *hit.entry.chosen.values()) not in seen:
            group.append(hit.entry)
    return groups


def ranked(entries: tuple[Entry, ...], asked: str) -> list[Hit]:
    """Every entry that ``asked`` may mean, best first."""
    wanted = list(dict.fromkeys(words(asked)))
    if not wanted:
        return []
    near = {word: _near(word, _vocabulary(entries)) for word in wanted}
    known = {alike for close in near.values() for alike in close}
    single = [Hit(entry, _score(entry, wanted, near)) for entry in entries if not known.isdisjoint(entry.every)]
    hits = [hit for hit in [*single, *_pairs(single, wanted, near)] if hit.score >= LEAST]
    return sorted(hits, key=lambda hit: -hit.score - BEFORE[hit.entry.kind])


@lru_cache(maxsize=8)
def _vocabulary(entries: tuple[Entry, ...]) -> tuple[str, ...]:
    return tuple(sorted({word for entry in entries for word in entry.every}))


def _near(word: str, vocabulary: Sequence[str]) -> dict[str, float]:
    """Each known word that ``word`` may stand for, and how well."""
    close = {known: BEGINNING for known in vocabulary if known.startswith(word) and len(word) > 1}
    if len(word) >= SHORTEST:
        alike = process.extract(
            word, vocabulary, scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=ALIKE, limit=12
        )
        for known, share, _ in alike:
            close[known] = max(close.get(known, 0), OTHERWISE * share)
    if word in vocabulary:
        close[word] = 1.0
    return close


def _covers(name: Collection[str], near: Mapping[str, float]) -> float:
    return max((near[word] for word in name if word in near), default=0.0)


def _score(entry: Entry, wanted: Sequence[str], near: Near) -> float:
    own, *others = (_of_name(name, entry.aside, wanted, near) for name in entry.names)
    return max(own, *(CALLED * score for score in others), 0.0)


def _of_name(name: frozenset[str], aside: frozenset[str], wanted: Sequence[str], near: Near) -> float:
    """How well a name, and the sentence beneath it, answer: the mean over the words asked for, less where the
    name has words that nobody asked for."""
    by_name = [_covers(name, near[word]) for word in wanted]
    if not any(by_name):
        return 0.0
    each = [max(own, BENEATH * _covers(aside, near[word])) for word, own in zip(wanted, by_name, strict=True)]
    used = sum(any(known in near[word] for word in wanted) for known in name) / len(name)
    missed = each.count(0.0)
    return (sum(each) / len(each)) * (0.72 + 0.28 * used) * (0.6**missed)


def _says_all(entry: Entry, wanted: Sequence[str], near: Near) -> bool:
    return any(all(_covers(name, near[word]) for word in wanted) for name in entry.names)


def _pairs(single: Sequence[Hit], wanted: Sequence[str], near: Near) -> list[Hit]:
    """A page or figure with a place or choice, where together they say all that was asked for."""
    if len(wanted) < 2 or any(_says_all(hit.entry, wanted, near) for hit in single):
        return []
    best = sorted((hit for hit in single if hit.score > 0), key=lambda hit: -hit.score)
    leads = [hit.entry for hit in best if hit.entry.kind == PAGE][:PAIRED]
    leads += [hit.entry for hit in best if hit.entry.kind == FIGURE][:PAIRED]
    narrow = [hit.entry for hit in best if hit.entry.kind in (PLACE, CHOICE) and any(hit.entry.chosen.values())]
    hits = []
    for entry in [*narrow[:PAIRED], *_together(narrow)]:
        said = [word for word in wanted if any(_covers(name, near[word]) for name in entry.names)]
        left = [word for word in wanted if word not in said]
        if not left:
            continue
        own = _score(entry, said, near)
        for lead in leads:
            score = (own * len(said) + _score(lead, left, near) * len(left)) / len(wanted)
            if all(any(_covers(name, near[word]) for name in lead.names) for word in left):
                title = f"{lead.title}: {entry.title}"
                hits.append(Hit(replace(lead, title=title, chosen={**lead.chosen, **entry.chosen}), score))
    return hits


def _together(narrow: Sequence[Entry]) -> list[Entry]:
    """A place with a choice, as one."""
    places = [entry for entry in narrow if entry.kind == PLACE][:PAIRED]
    others = [entry for entry in narrow if entry.kind == CHOICE][:PAIRED]
    return [
        replace(
            place,
            title=f"{place.title}, {other.title}",
            called=tuple(f"{name} {other.title}" for name in place.called),
            chosen={**place.chosen, **other.chosen},
        )
        for place in places
        for other in others
    ]
