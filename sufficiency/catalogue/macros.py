"""The macros of sql/macros: each known by its name, with what it reads and calls, in building order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import duckdb

from sufficiency.catalogue import functions, lineage, parsed
from sufficiency.catalogue.lineage import NotASelect, Uses
from sufficiency.reference.tables import NAME, filled

FORM = "a file in sql/macros holds 'create or replace macro name(…) as (…)' only"


@dataclass(frozen=True)
class Macro:
    """One macro: the statement that makes it, what its body and its defaults use, and where it stands."""

    name: str
    statement: str
    uses: Uses
    file: str = ""
    line: int = 1


def read(folder: Path, problems: dict[str, str]) -> dict[str, Macro]:
    """Every sound macro of ``folder`` by name, each after those it calls; why others are not goes to
    ``problems``."""
    by_name: dict[str, Macro] = {}
    for path in sorted(folder.glob("*.sql")):
        line = 0
        try:
            for line, statement in _statements(_text(path)):
                name, uses = parse(statement)
                by_name[name] = Macro(name, statement, uses, path.name, line)
        except NotASelect as error:
            where = f"{path.name}:{line + max(error.line - 1, 0)}" if line else path.name
            problems[f"macros/{path.stem}"] = f"sql/macros/{where}: {error}"
        except (duckdb.Error, UnicodeDecodeError, OSError, RecursionError) as error:
            problems[f"macros/{path.stem}"] = f"sql/macros/{path.name}: {error}"
    return _sound(_ordered(by_name, problems), problems)


def _text(path: Path) -> str:
    """A file of macros, in the words of the region that is served."""
    return filled(path.read_text(encoding="utf-8-sig").replace("\r\n", "\n"))


def parse(statement: str) -> tuple[str, Uses]:
    """The name of the macro that ``statement`` makes, and what its body and its defaults use.

    Raises NotASelect for any other statement, for a macro that has a name of the engine's, and for one
    that reads a view: macros are made before views are.
    """

    def plain() -> list[object]:
        name, uses = _parse(statement)
        return [name, uses.plain()]

    name, uses = parsed.KNOWN.of("macro", statement, plain)
    return name, Uses.of_plain(uses)


def _parse(statement: str) -> tuple[str, Uses]:
    tokens = _tokens(statement)
    words = [word.lower() for _, word in tokens]
    opened = 5
    closed = _closing(words, opened)
    is_macro = words[:3] == ["create", "or", "replace"] and words[3] in ("macro", "function")
    if not is_macro or words[opened] != "(" or words[closed + 1 : closed + 2] != ["as"] or len(words) < closed + 3:
        raise NotASelect(FORM)
    name = words[4].strip('"')
    if not NAME.match(name):
        raise NotASelect(f"{FORM}; {words[4]} cannot be its name")
    if name in _functions_of_the_engine():
        raise NotASelect(f"{name} is the name of a function of the engine; choose another")
    begins = tokens[closed + 2][0]
    ends = tokens[-1][0] if words[-1] == ";" else len(statement)
    # As many line feeds before it, so that a line of the tree is a line of the statement.
    body = "\n" * statement[:begins].count("\n") + "select " + statement[begins:ends]
    tree = lineage.node(body)
    if len(tree.get("select_list", ())) != 1 or tree["from_table"]["type"] != "EMPTY":
        raise NotASelect(f"{FORM}, one value a macro")
    uses = lineage.of_tree(tree, body)
    defaults = Uses()
    if closed > opened + 1:
        # Parameters are written as the arguments of a call are.
        call = "select f" + statement[tokens[opened][0] : tokens[closed][0] + 1]
        defaults = lineage.of_tree(lineage.node(call)["select_list"][0]["arguments"], call)
    both = Uses(uses.tables | defaults.tables, {**defaults.calls, **uses.calls})
    views = sorted(table for table in both.tables if not table.startswith("ref."))
    if views:
        raise NotASelect(f"a macro may not read {', '.join(views)}: macros are made first; hand it the value")
    return name, both


@lru_cache(maxsize=1)
def _functions_of_the_engine() -> frozenset[str]:
    with duckdb.connect() as con:
        rows = con.execute("select distinct function_name from duckdb_functions()").fetchall()
    return frozenset(row[0] for row in rows)


def _statements(text: str) -> list[tuple[int, str]]:
    """Each statement of a file and the line, from 1, that it begins on."""

    def extract() -> Iterator[tuple[int, str]]:
        place = 0
        with duckdb.connect() as con:
            statements = con.extract_statements(text)
        for statement in statements:
            place = max(text.find(statement.query, place), place)
            yield text[:place].count("\n") + 1, statement.query
            place += len(statement.query)

    return [(line, statement) for line, statement in parsed.KNOWN.of("statements", text, lambda: list(extract()))]


def _tokens(statement: str) -> list[tuple[int, str]]:
    """Place and text of each token that is no comment."""
    raw = statement.encode()  # The tokenizer counts bytes.
    starts = duckdb.tokenize(statement)
    ends = [start for start, _ in starts[1:]] + [len(raw)]
    return [
        (len(raw[:start].decode()), raw[start:end].decode().strip())
        for (start, kind), end in zip(starts, ends, strict=False)
        if kind != duckdb.token_type.comment
    ]


def _closing(words: list[str], opened: int) -> int:
    """Where the bracket opened at ``opened`` is closed; raises NotASelect when there is none."""
    depth = 0
    for number, word in enumerate(words[opened:], start=opened):
        depth += (word == "(") - (word == ")")
        if depth == 0 and number > opened:
            return number
    raise NotASelect(FORM)


def _ordered(by_name: Mapping[str, Macro], problems: dict[str, str]) -> dict[str, Macro]:
    calls = {name: {call.name for call in macro.uses.calls} & by_name.keys() for name, macro in by_name.items()}
    while True:
        try:
            order = TopologicalSorter(calls).static_order()
            return {name: by_name[name] for name in order}
        except CycleError as error:
            for name in set(error.args[1]):
                problems[f"macros/{name}"] = f"{_where(by_name[name])}: calls itself by way of another macro"
                del calls[name]
            calls = {name: called & calls.keys() for name, called in calls.items()}


def _sound(by_name: Mapping[str, Macro], problems: dict[str, str]) -> dict[str, Macro]:
    """Those that call only what may be called; who calls another falls with it."""
    sound: dict[str, Macro] = {}
    for name, macro in by_name.items():
        try:
            functions.check(macro.uses, sound)
            sound[name] = macro
        except NotASelect as error:
            problems[f"macros/{name}"] = f"{_where(macro, error.line)}: {error}"
    return sound


def _where(macro: Macro, line: int = 1) -> str:
    return f"sql/macros/{macro.file}:{macro.line + max(line - 1, 0)}"
