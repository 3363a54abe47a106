"""Files that come by page, laid out as a folder of returns for as long as they are read.

They lie in a private folder inside the data folder, which goes when they have been read, when that fails, or, where
the process died meanwhile, when the next one starts. What is packed is unpacked within limits, and nothing in it
may lie elsewhere than in that folder.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from sufficiency import settings
from sufficiency.loading import drafts
from sufficiency.returns import places
from sufficiency.snapshot import atomic_write

ZIP = ".zip"
LONGEST_NAME = 180  # characters of a file's name or a folder's
MOST_RATIO = 200  # how many times its size an archive may unpack to
CHUNK = 1 << 20
# What macOS puts into every archive beside what was packed.
RESOURCE_FORKS = "__MACOSX"


class Refused(RuntimeError):
    """What came is not taken; the message says which file, why and what to do, and quotes nothing of what is in it."""


@dataclass(frozen=True)
class Arrived:
    """One file as it was dropped on a page."""

    name: str
    data: bytes


@contextmanager
def laid_out(arrived: Sequence[Arrived], place: str = "") -> Iterator[Path]:
    """A folder that holds ``arrived`` under ``place`` (such as ``E09000007/2025``), or, where none is named, as the
    folders inside what is packed say; gone at the end.

    Raises Refused, with nothing left behind, and OSError when the disk will not take them.
    """
    root = drafts.incoming()
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    root.chmod(0o700)
    atomic_write.clear(root)
    own = root / atomic_write.name(drafts.INCOMING)
    try:
        own.mkdir(mode=0o700)
        _fill(own, arrived, place)
        yield own
    finally:
        shutil.rmtree(own, ignore_errors=True)


def unpacked(arrived: Sequence[Arrived]) -> int:
    """Bytes that ``arrived`` say they come to, at most as many as are taken."""
    return min(sum(map(_said_size, arrived)), settings.UNPACKED_MB * 1_000_000)


def _said_size(file: Arrived) -> int:
    if file.name.lower().endswith(ZIP):
        with contextlib.suppress(zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            return sum(member.file_size for member in zipfile.ZipFile(io.BytesIO(file.data)).infolist())
    return len(file.data)


def _fill(own: Path, arrived: Sequence[Arrived], place: str) -> None:
    sent = sum(len(file.data) for file in arrived)
    if sent > settings.SENT_MB * 1_000_000:
        raise Refused(f"the files come to {sent / 1e6:,.0f} MB; send at most {settings.SENT_MB} MB at once")
    room = settings.UNPACKED_MB * 1_000_000
    count = 0
    for file in arrived:
        if not file.data and file.name.lower().endswith(ZIP):
            raise Refused(f"{_said(file)} holds nothing; pack it again")
        if file.name.lower().endswith(ZIP):
            size, members = _unpack(own, file, place, room, settings.MOST_FILES - count)
        else:
            size, members = len(file.data), 1
            _write(own, _under(place, [_plain(file.name)]), io.BytesIO(file.data), size)
        room, count = room - size, count + members
        if count > settings.MOST_FILES:
            raise Refused(f"there are more than {settings.MOST_FILES:,} files; send fewer at once")
    if not count:
        raise Refused("no file was sent; drop the files, or one zip that holds them")


def _unpack(own: Path, packed: Arrived, place: str, room: int, most: int) -> tuple[int, int]:
    """Write the members of an archive; how many bytes, and how many files, there were."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(packed.data))
        members = [member for member in archive.infolist() if not member.is_dir() and not _is_of_macos(member)]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Refused(f"{_said(packed)} is no zip, or damaged; pack it again") from None
    if len(members) > most:
        raise Refused(f"there are more than {settings.MOST_FILES:,} files in {_said(packed)}; send fewer at once")
    said = sum(member.file_size for member in members)
    if said > room or said > MOST_RATIO * max(len(packed.data), 1):
        raise Refused(
            f"{_said(packed)} unpacks to more than {settings.UNPACKED_MB:,} MB, or than a zip of returns can; unpack it"
        )
    paths = [_parts(member, packed) for member in members]
    cut = 0 if place else _wrapped(paths)
    written = 0
    for member, parts in zip(members, paths, strict=True):
        # In one authority's year what lies in folders is of that year, whatever they are called.
        inside = _under(place, [" - ".join(parts)] if place else parts[cut:])
        try:
            with archive.open(member) as source:
                written += _write(own, inside, source, room - written)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
            if isinstance(error, Refused):
                raise
            raise Refused(f"{_said(packed)} is damaged, or locked with a password; pack it again without one") from None
    return written, len(members)


def _is_of_macos(member: zipfile.ZipInfo) -> bool:
    return member.filename.split("/")[0] == RESOURCE_FORKS


def _parts(member: zipfile.ZipInfo, packed: Arrived) -> list[str]:
    """The folders and the name of a member; raises Refused for one that would lie elsewhere, or is a link."""
    name = member.filename
    parts = name.split("/")
    if "\\" in name or ":" in name or name.startswith("/") or any(part in ("", ".", "..") for part in parts):
        raise Refused(
            f"{_said(packed)} holds a file that would lie outside its folder; pack the folder of returns again"
        )
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise Refused(f"{_said(packed)} holds a link; pack the files themselves")
    return [_plain(part) for part in parts]


def _wrapped(paths: Sequence[Sequence[str]]) -> int:
    """1 where one folder that is no authority's holds everything, as it does in a packed folder; else 0."""
    first = {parts[0] for parts in paths}
    if len(first) != 1 or any(len(parts) < 3 for parts in paths):
        return 0
    return 0 if places.authority(first.pop()) else 1


def _said(packed: Arrived) -> str:
    """A packed file as whoever sent it knows it; its name is on the page already."""
    return f"the zip {packed.name!r}" if packed.name.isprintable() and len(packed.name) <= LONGEST_NAME else "a zip"


def _plain(name: str) -> str:
    """A name that a disk takes; raises Refused for one that is none."""
    last = PurePosixPath(name.replace("\\", "/")).name
    if not last or last in (".", "..") or not last.isprintable() or len(last) > LONGEST_NAME:
        raise Refused("a file's name is too long, or holds what no name may; give it a plain one")
    return last


def _under(place: str, parts: Sequence[str]) -> PurePosixPath:
    return PurePosixPath(*place.split("/"), *parts) if place else PurePosixPath(*parts)


def _write(own: Path, inside: PurePosixPath, source: IO[bytes], room: int) -> int:
    """Write one file, its owner's alone; raises Refused when it comes to more than ``room`` bytes."""
    path = own.joinpath(*inside.parts)
    for parent in reversed(path.relative_to(own).parents[:-1]):
        with contextlib.suppress(FileExistsError):
            (own / parent).mkdir(mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except (FileExistsError, IsADirectoryError, NotADirectoryError):
        raise Refused(f"two files are called {path.name!r}; give each its own name, or send them by folder") from None
    written = 0
    with os.fdopen(handle, "wb") as file:
        while chunk := source.read(CHUNK):
            written += len(chunk)
            if written > room:
                raise Refused(f"what is packed comes to more than {settings.UNPACKED_MB:,} MB; send less at once")
            file.write(chunk)
    return written
