"""Chance that belongs to a child: the same child of the same run meets the same chance, whoever else is there.

Two simulations of which one has more children, or treats some of them otherwise, then differ by what was
changed and by nothing else. Each number comes from a counter passed through splitmix64 (Steele, Lea and
Flood 2014), so none depends on how many were drawn before it.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sufficiency.planning.children import Floats, Ints

Keys = npt.NDArray[np.uint64]
# What a number is drawn for: each purpose has numbers of its own.
MONTH, MOVE, NEWCOMER, STEP_DOWN, LEFT_OUT = range(5)
PURPOSES = 8
GOLDEN = 0x9E3779B97F4A7C15
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_30, _27, _31, _40, _16 = (np.uint64(by) for by in (30, 27, 31, 40, 16))
_24 = np.uint64(0xFFFFFF)
_WHOLE = np.float32(2.0**-24)


def mixed(counter: Keys) -> Keys:
    """Each counter as a number that tells nothing of its neighbours; ``counter`` itself is overwritten."""
    counter ^= counter >> _30
    counter *= _FIRST
    counter ^= counter >> _27
    counter *= _SECOND
    counter ^= counter >> _31
    return counter


def keys(base: int, numbers: Ints) -> Keys:
    """A key for each of ``numbers``, which must differ from one another, under the seed ``base``."""
    return mixed((numbers.astype(np.uint64) + np.uint64(1)) * np.uint64(GOLDEN) ^ np.uint64(base))


def pairs(key: Keys, month: int, purpose: int) -> tuple[Floats, Floats]:
    """Two numbers from 0 to 1 (without 1) for each key, in the month and for the purpose."""
    salt = np.uint64((GOLDEN * (month * PURPOSES + purpose + 1)) % 2**64)
    drawn = mixed(key + salt)
    return (drawn >> _40) * _WHOLE, (drawn >> _16 & _24) * _WHOLE
