"""Bytes to text in a declared order of encodings, and text to records with their lines."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass

# A legitimate cell can hold a line break; more than this is a quotation mark left open.
LONGEST_RECORD_LINES = 20
# UTF-16 without its mark is half NULs; a stray NUL or two is a fault of an export.
MOST_NULS = 0.2

MOJIBAKE = ("\u00c3\u00a9", "\u00c3\u00a8", "\u00c2\u00a3", "\u00e2\u20ac\u2122", "\ufffd")


class Undecodable(ValueError):
    """Bytes that are text in no encoding that is read here."""


@dataclass(frozen=True)
class Text:
    """A file's text, how it was encoded and how many NULs were taken out of it."""

    text: str
    encoding: str
    nul_count: int

    def wrongly_saved(self) -> str:
        """The first sign that the text was decoded wrongly before it came here, or nothing."""
        return next((sign for sign in MOJIBAKE if sign in self.text), "")


def decode(data: bytes) -> Text:
    """Text of ``data`` as UTF-8, UTF-16 with its mark, or Windows-1252, tried in that order.

    Raises Undecodable when none fits.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        order: tuple[str, ...] = ("utf-16",)
    else:
        order = ("utf-8-sig", "cp1252")
    for encoding in order:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        nuls = text.count("\0")
        if nuls > MOST_NULS * len(text):
            raise Undecodable
        name = encoding.removesuffix("-sig")
        return Text(text.replace("\0", "") if nuls else text, name, nuls)
    raise Undecodable


def one_line_end(text: str) -> str:
    """The text with LF at the end of each line, whichever of CRLF, CR and LF ends it."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def records(all_lines: list[str], delimiter: str, *, width: int = 0) -> Iterator[tuple[int, list[str] | None]]:
    """Each record's first line (from 1) and its cells, or None when its quoting is broken.

    A record may run over several lines only if it then has ``width`` cells (any number when 0,
    never when -1, and then each line must close the marks it opens). A broken one costs its own
    line and no other, because the next line begins afresh.
    """
    at = 0
    while at < len(all_lines):
        line = all_lines[at]
        if '"' not in line:
            yield at + 1, line.split(delimiter)
            at += 1
            continue
        cells, used = _quoted(all_lines, at, delimiter, width)
        yield at + 1, cells
        at += used


def _quoted(all_lines: list[str], at: int, delimiter: str, width: int) -> tuple[list[str] | None, int]:
    marks, end = 0, at
    while end < min(at + LONGEST_RECORD_LINES, len(all_lines)):
        marks += all_lines[end].count('"')
        end += 1
        if marks % 2 == 0:
            break
    if marks % 2 == 0:
        whole = _parse(all_lines[at:end], delimiter)
        if whole is not None and (end - at == 1 or not width or len(whole) == width):
            return whole, end - at
    if width < 0:
        return None, 1
    # A mark inside an unquoted cell (O"Brien) is a character like any other.
    return _parse(all_lines[at : at + 1], delimiter), 1


def _parse(record: list[str], delimiter: str) -> list[str] | None:
    broken = [line + "\n" for line in record[:-1]] + record[-1:]
    try:
        reader = csv.reader(broken, delimiter=delimiter, strict=True, skipinitialspace=True)
        parsed = list(reader)
    except csv.Error:
        return None
    return parsed[0] if len(parsed) == 1 else None
