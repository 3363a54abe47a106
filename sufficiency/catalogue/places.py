"""Where in a view's file something stands, as ``sql/marts/NAME.sql:7``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import Path

from sufficiency.result import View


def file_of(view: View) -> str:
    """The file a view comes from, as a person would look for it."""
    return f"sql/{view.layer}/{view.path.name}" if view.path else view.name


def of_sql(view: View, line: int = 1) -> str:
    """The place of a line of the view's SELECT, from 1."""
    return f"{file_of(view)}:{view.line + max(line, 1) - 1}" if view.path else view.name


def of_key(view: View, key: str) -> str:
    """The place of a key of its header; the first line where the header has none."""
    if view.path is None:
        return view.name
    return f"{file_of(view)}:{line_of(view.path.read_text(encoding='utf-8-sig').partition('*/')[0], key)}"


def line_of(header: str, key: str) -> int:
    """The line of ``header``, from 1, that begins with ``key``; 1 where none does."""
    told = re.search(rf"^{key}:", header, re.M)
    return header[: told.start()].count("\n") + 1 if told else 1


def naming(sql: str, name: str) -> int:
    """The first line of ``sql``, from 1, that names ``name``; 1 where none does."""
    told = re.search(rf"\b{re.escape(name)}\b", sql, re.I)
    return sql[: told.start()].count("\n") + 1 if told else 1


def reads_broken(view: View, broken: Iterable[str]) -> str:
    """That the view reads others, ``broken``, and where."""
    culprits = sorted(broken)
    return f"{of_sql(view, naming(view.sql, culprits[0]))}: reads {', '.join(culprits)}, which is broken"


def broken_inputs(why: str) -> list[str]:
    """The names that :func:`reads_broken` blames; none of any other text."""
    told = re.fullmatch(r"[^ ]+: reads (.+), which is broken", why)
    return told[1].split(", ") if told else []


def plain(name: str) -> str:
    """A file's name without what editors make of its end, a ``.txt`` behind it or capitals."""
    return name.casefold().removesuffix(".txt")


def misplaced(path: Path, folder: Path, layers: Collection[str], others: Collection[str]) -> str:
    """Why a file of SQL under ``folder`` is read as nothing, and the remedy: it lies in none of the rooms ``layers`` or
    ``others``, or its name does not end in .sql; '' for every other file."""
    if not plain(path.name).endswith(".sql"):
        return ""
    if not path.name.endswith(".sql"):
        place = path.relative_to(folder).as_posix()
        return f"sql/{place}:1: end its name in .sql, in small letters and with nothing behind"
    if path.parent.parent != folder or path.parent.name not in (*layers, *others):
        return f"{path.name}: put it in one of sql/{', sql/'.join(layers)}"
    return ""
