"""Files in the wrong place, under the wrong name, or twice: all of them in one folder that is sent."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.returns.malformed.case import Told
from tests.returns.malformed.sound import Return, sound, text

Make = Callable[[Path, Return], None]


@dataclass(frozen=True)
class FolderCase:
    """One thing put wrongly into the folder that is sent; no two are of one authority."""

    name: str
    make: Make
    told: Told


def misplaced(path: str, rule: str, why: str, table: str = "header") -> FolderCase:
    """A sound table at a path from which it is not clear whose, or of which year, it is."""

    def make(folder: Path, tables: Return) -> None:
        _put(folder / path, text(tables[table]))

    return FolderCase(f"{path}: {why}", make, Told(path, rule))


def other_file(path: str, content: bytes, rule: str, why: str) -> FolderCase:
    """A file of another kind."""
    return FolderCase(f"{path}: {why}", lambda folder, tables: _put(folder / path, content), Told(path, rule))


def _put(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def _whole(folder: Path, tables: Return, *, but: str = "") -> None:
    for name, rows in tables.items():
        if name != but:
            _put(folder / f"{name}.csv", text(rows))


def _link(folder: Path, tables: Return) -> None:
    _put(folder / "outside" / "header.csv", text(tables["header"]))
    (folder / "Sutton" / "2025").mkdir(parents=True)
    (folder / "Sutton" / "2025" / "header.csv").symlink_to(folder / "outside" / "header.csv")


def _linked_folder(folder: Path, tables: Return) -> None:
    (folder / "Merton").mkdir(parents=True)
    (folder / "Merton" / "2025").symlink_to(folder / "outside", target_is_directory=True)


def _pipe(folder: Path, tables: Return) -> None:
    (folder / "Bexley" / "2025").mkdir(parents=True)
    os.mkfifo(folder / "Bexley" / "2025" / "pipe.csv")


def _in_two_files(place: str, table: str, row: int, column: str, written: str) -> Make:
    """A year in which a table comes twice, with one cell that differs and no name that says which is later."""

    def make(folder: Path, tables: Return) -> None:
        _whole(folder / place, tables)
        again = [list(cells) for cells in tables[table]]
        again[row][again[0].index(column)] = written
        _put(folder / place / f"{table} b.csv", text(again))

    return make


def _sent_twice(folder: Path, tables: Return) -> None:
    _whole(folder / "Hounslow" / "2025", tables)
    _put(folder / "Hounslow" / "2025" / "header copy.csv", text(tables["header"]))


def _but(place: str, table: str) -> Make:
    return lambda folder, tables: _whole(folder / place, tables, but=table)


def _drifted(folder: Path, tables: Return) -> None:
    """Ids that are numbers, without their noughts in one of two years, with one day of birth and with two."""
    for place, ids in (("Lambeth/2024", "701"), ("Lambeth/2025", "0701")):
        renamed = {
            name: [[ids if c == tables["header"][1][0] else c for c in row] for row in rows]
            for name, rows in tables.items()
            if name in ("header", "episodes")
        }
        _whole(folder / place, renamed)


def _decimal(folder: Path, tables: Return) -> None:
    child = tables["header"][1][0]
    numbers = {name: [["701.0" if c == child else c for c in row] for row in rows] for name, rows in tables.items()}
    _whole(folder / "Bromley" / "2025", numbers)


CASES = (
    misplaced("Camdenn/2025/header.csv", "no_authority", "misspelt"),
    misplaced("E09000099/2025/header.csv", "no_authority", "a code that is none"),
    misplaced("999/2025/header.csv", "no_authority", "a number that is none"),
    misplaced("London/2025/header.csv", "no_authority", "a region"),
    misplaced("Returns/2025/episodes.csv", "no_authority", "a word", "episodes"),
    misplaced("2025/header.csv", "no_authority", "a year alone"),
    misplaced("header.csv", "no_authority", "no folder at all"),
    misplaced("Barnet/latest/header.csv", "no_year", "a word for the year"),
    misplaced("Barnet/header.csv", "no_year", "no year"),
    misplaced("Barnet/2024-26/header.csv", "no_year", "years that do not follow"),
    misplaced("Barnet/25/header.csv", "no_year", "a year of two figures"),
    misplaced("Barnet/1066/header.csv", "no_year", "a year before any return"),
    misplaced("Barnet/Q1 2025/episodes.csv", "no_year", "a quarter", "episodes"),
    misplaced("Barnet/2031/header.csv", "year_not_begun", "a year that has not begun"),
    misplaced("Barnet/2027-28/episodes.csv", "year_not_begun", "a year that has not begun", "episodes"),
    other_file("Brent/2025/return.zip", b"PK\x03\x04", "not_csv", "a zip"),
    other_file("Brent/2025/return.7z", b"7z\xbc\xaf", "not_csv", "packed otherwise"),
    other_file("Brent/2025/return.csv.gz", b"\x1f\x8b", "not_csv", "packed otherwise"),
    other_file("Brent/2025/return.pdf", b"%PDF-1.7", "not_csv", "a document"),
    other_file("Brent/2025/return.docx", b"PK\x03\x04", "not_csv", "a document"),
    other_file("Brent/2025/return.sav", b"$FL2", "not_csv", "of a statistics package"),
    other_file("Brent/2025/return.msg", b"\xd0\xcf\x11\xe0", "not_csv", "a letter"),
    FolderCase("a link to a file", _link, Told("Sutton/2025/header.csv", "unreadable_file")),
    FolderCase("a link to a folder", _linked_folder, Told("Merton/2025", "unreadable_file")),
    FolderCase("a pipe", _pipe, Told("Bexley/2025/pipe.csv", "unreadable_file")),
    FolderCase("one file twice", _sent_twice, Told("Hounslow/2025/header.csv", "file_sent_twice")),
    FolderCase(
        "two headers that differ",
        _in_two_files("Ealing/2025", "header", 1, "ETHNIC", "MWBC"),
        Told("Ealing/2025/header b.csv", "files_contradict"),
    ),
    FolderCase(
        "two files of episodes that differ",
        _in_two_files("Harrow/2025", "episodes", 4, "PLACE", "K2"),
        Told("Harrow/2025/episodes b.csv", "files_contradict"),
    ),
    FolderCase(
        "two files of prices that differ",
        _in_two_files("Haringey/2025", "placement_costs", 1, "WEEKLY_COST", "5300"),
        Told("Haringey/2025/placement_costs b.csv", "files_contradict"),
    ),
    FolderCase(
        "two files of UASC that differ",
        _in_two_files("Havering/2025", "uasc", 1, "DUC", "22/07/2026"),
        Told("Havering/2025/uasc b.csv", "files_contradict"),
    ),
    FolderCase("no header", _but("Newham/2025", "header"), Told("Newham/2025", "table_not_sent")),
    FolderCase("no episodes", _but("Croydon/2025", "episodes"), Told("Croydon/2025", "table_not_sent")),
    FolderCase(
        "ids without their noughts in one year",
        _drifted,
        Told("Lambeth/2024/header.csv", "id_zeros_restored", None, "CHILD"),
    ),
    FolderCase("ids that end in .0", _decimal, Told("Bromley/2025/header.csv", "id_decimals", None, "CHILD")),
)


def make_all(folder: Path) -> None:
    """Put every case into ``folder``."""
    for at, case in enumerate(CASES):
        case.make(folder, sound(f"F{at:02d}X"))
