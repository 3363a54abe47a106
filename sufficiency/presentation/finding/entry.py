"""One thing that can be found, and the words it is found by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

# Said in a question and telling nothing of what is asked for.
EMPTY = frozenset(
    ["a", "an", "and", "are", "at", "by", "do", "does", "for", "from", "how", "in", "is", "it", "of", "on", "or"]
    + ["our", "my", "the", "their", "there", "to", "we", "what", "with"]
)


@dataclass(frozen=True)
class Entry:
    """Something that can be found.

    ``kind`` is the group it is listed in, ``page`` the name of the page it leads to, ``chosen`` what it
    chooses in the filter bar there and ``own`` what it asks of the page itself. ``about`` is a sentence
    beneath the title; ``called`` are other names of it.
    """

    kind: str
    title: str
    page: str
    about: str = ""
    called: tuple[str, ...] = ()
    chosen: Mapping[str, str] = field(default_factory=dict, hash=False)
    own: Mapping[str, str] = field(default_factory=dict, hash=False)

    @cached_property
    def names(self) -> tuple[frozenset[str], ...]:
        """The words of its title and of each of its other names."""
        return tuple(frozenset(words(name)) for name in (self.title, *self.called))

    @cached_property
    def every(self) -> frozenset[str]:
        """Every word it may be found by."""
        return self.aside.union(*self.names)

    @cached_property
    def aside(self) -> frozenset[str]:
        """The words of the sentence about it."""
        return frozenset(words(self.about))


def words(text: str) -> list[str]:
    """The words of a text as they are compared: small letters without accents, a plural as its singular,
    fostering as foster, and none of those that tell nothing, unless there are no others."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode().replace("'", "")
    every = [_stem(word) for word in re.findall(r"[a-z0-9]+", plain)]
    return [word for word in every if word not in EMPTY] or every


def _stem(word: str) -> str:
    if word == "children":
        return "child"
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 7 and word.endswith("ing"):
        return word[:-3]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
