"""The key of the children's ids, and the ids it makes."""

from __future__ import annotations

import hmac
import os
import re
import secrets
import sys
from pathlib import Path

import click
import duckdb
import pyarrow as pa

VARIABLE = "SUFFICIENCY_KEY"
SHORTEST_KEY = 16
# A key of real data is so many hexadecimal digits drawn at random, 4 bits each: 128 bits at least. Whoever has
# the ids and knows what children's numbers look like could otherwise try keys until the ids come out; of words
# and names, however long, too few need be tried, and no estimate of their strength is to be relied upon.
FEWEST_DIGITS = 32
HEXADECIMAL = re.compile(rb"[0-9a-fA-F]+\Z")
FEWEST_LETTERS = 8  # different ones among them; chance leaves fewer in one key of ten million
LONGEST_REPEAT = 8  # digits that stand in it twice; chance does so once in ten million keys
MAKE_ONE = "make one with: python -m sufficiency key"
# Known to everyone, so only for invented children: the demonstration must come out the same.
PUBLIC_KEY = b"sufficiency demonstration: invented children only"


class KeyProblem(RuntimeError):
    """A key that must not be used; the message says what to do."""


def hash_key(synthetic: bool) -> bytes:
    """The key that turns a child's id into ``child_id``.

    From ``SUFFICIENCY_KEY``; else, for invented data, a public key; else from the key file in
    the user's configuration folder, made (readable by the user alone) at its first use.
    Raises KeyProblem when the key is too short to protect anyone or others can read its file; for
    real data also when it is the public one, or anything but 32 hexadecimal digits or more drawn at random.
    """
    sent = os.environ.get(VARIABLE, "").strip()
    if synthetic:
        return _long_enough(sent.encode(), VARIABLE) if sent else PUBLIC_KEY
    key, where = (_long_enough(sent.encode(), VARIABLE), VARIABLE) if sent else (_key_of_file(key_file()), key_file())
    if fault := _weakness(key):
        raise KeyProblem(f"the key in {where} could be guessed: {fault}; {MAKE_ONE}")
    return key


def new_key() -> str:
    """A key for real data: 64 hexadecimal digits, 256 bits, from the system's own source of chance."""
    return secrets.token_hex(32)


def key_file() -> Path:
    """Where the key of real data is kept: outside the data, in the user's own folder."""
    return Path(click.get_app_dir("sufficiency")) / "key"


def child_id(key: bytes, authority_code: str, child: str) -> int:
    """First eight bytes, signed, of HMAC-SHA256 over ``authority|CHILD``."""
    digest = hmac.digest(key, f"{authority_code}|{child}".encode(), "sha256")
    return int.from_bytes(digest[:8], "big", signed=True)


def mark(key: bytes, kind: str, text: str) -> int:
    """As ``child_id``, of another ``kind`` of text, so that no mark of one kind is ever one of another."""
    digest = hmac.digest(key, f"{kind}|{text}".encode(), "sha256")
    return int.from_bytes(digest[:8], "big", signed=True)


def key_mark(key: bytes) -> str:
    """What tells one key from another without telling the key: of ids made by two keys none agree."""
    return hmac.digest(key, b"which key", "sha256").hex()[:16]


def number_children(con: duckdb.DuckDBPyConnection, tables: list[str], key: bytes) -> None:
    """Make ``child``: each authority's distinct CHILD beside its ``child_id``."""
    # Each row distinct by itself: where one table alone was sent there is no union to make it so.
    union = (
        " union ".join(f'select distinct of_authority as authority_code, "CHILD" as child from "{t}"' for t in tables)
        or "select '' as authority_code, '' as child where false"
    )
    children = con.sql(union).to_arrow_table()
    pairs = zip(children["authority_code"].to_pylist(), children["child"].to_pylist(), strict=True)
    ids = pa.array([child_id(key, authority, child) for authority, child in pairs], pa.int64())
    con.register("numbered", children.append_column("child_id", ids))
    con.execute("create table child as select * from numbered")
    con.unregister("numbered")


def _key_of_file(path: Path) -> bytes:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read_key(path)
    with os.fdopen(handle, "w") as file:
        file.write(new_key())
    return _read_key(path)


def _read_key(path: Path) -> bytes:
    if sys.platform != "win32" and path.stat().st_mode & 0o077:
        raise KeyProblem(f"other people can read {path}: run chmod 600 on it")
    return _long_enough(path.read_bytes().strip(), str(path))


def _weakness(key: bytes) -> str:
    """Why a key could be guessed, in words that do not give it away; '' where it could not."""
    if not HEXADECIMAL.match(key) or len(key) < FEWEST_DIGITS:
        return f"a key is {FEWEST_DIGITS} hexadecimal digits (0 to 9, a to f) or more, drawn at random, not words"
    letters = key.lower()
    parts = [letters[start : start + LONGEST_REPEAT] for start in range(len(letters) - LONGEST_REPEAT + 1)]
    steps = [abs(after - before) for before, after in zip(letters, letters[1:], strict=False)]
    is_in_a_row = sum(step <= 1 for step in steps) > len(steps) / 2
    if len(set(letters)) < FEWEST_LETTERS or len(set(parts)) < len(parts) or is_in_a_row:
        return "its digits repeat or stand in a row"
    return ""


def _long_enough(key: bytes, where: str) -> bytes:
    if len(key) < SHORTEST_KEY:
        raise KeyProblem(f"the key in {where} is shorter than {SHORTEST_KEY} characters; {MAKE_ONE}")
    return key
