"""Prints every word of every page, to be proof-read: ``python -m tests.words [PAGE …]``.

Each page is read as London, as a borough, as a small one protected, as one whose return is late, and of one kind of
placement; what was printed of it before is left out.
"""

from __future__ import annotations

import sys

from tests.words import reading


def main(only: list[str]) -> None:
    """Print the words of the pages named, or of all."""
    seen: set[str] = set()
    for path in reading.pages():
        if only and path.stem not in only:
            continue
        for seat, state in reading.SEATS.items():
            print(f"\n===== {path.stem} · {seat}")
            for words in reading.said(reading.opened(path, **state)):
                if words not in seen:
                    seen.add(words)
                    print(words)


if __name__ == "__main__":
    main(sys.argv[1:])
