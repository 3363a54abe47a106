"""The key of the children's ids, and the ids it makes."""

from __future__ import annotations

import hmac
import os
import secrets
import sys
from pathlib import Path

import click
import duckdb
import pyarrow as pa

VARIABLE = "SUFFICIENCY_KEY"
SHORTEST_KEY = 16
FEWEST_LETTERS = 8  # different ones that a key of real data holds at least
# Known to everyone, so only for invented children: the demonstration must come out the same.
PUBLIC_KEY = b"sufficiency demonstration: invented children only"


class KeyProblem(RuntimeError):
    """A key that must not be used; the message says what to do."""


def hash_key(synthetic: bool) -> bytes:
    """The key that turns a child's id into ``child_id``.

    From ``SUFFICIENCY_KEY``; else, for invented data, a public key; else from the key file in
    the user's configuration folder, made (readable by the user alone) at its first use.
    Raises KeyProblem when the key is too short to protect anyone or others can read its file; for
    real data also when it is the public one, or a pattern that could be guessed.
    """
    sent = os.environ.get(VARIABLE, "").strip()
    if synthetic:
        return _long_enough(sent.encode(), VARIABLE) if sent else PUBLIC_KEY
    key, where = (_long_enough(sent.encode(), VARIABLE), VARIABLE) if sent else (_key_of_file(key_file()), key_file())
    if PUBLIC_KEY in key or key in PUBLIC_KEY or _is_guessed(key):
        raise KeyProblem(f"the key in {where} could be guessed; make one with: openssl rand -hex 32")
    return key


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
    union = (
        " union ".join(f'select of_authority as authority_code, "CHILD" as child from "{t}"' for t in tables)
        or "select '' as authority_code, '' as child where false"
    )
    found = con.sql(union).to_arrow_table()
    pairs = zip(found["authority_code"].to_pylist(), found["child"].to_pylist(), strict=True)
    ids = pa.array([child_id(key, authority, child) for authority, child in pairs], pa.int64())
    con.register("numbered", found.append_column("child_id", ids))
    con.execute("create table child as select * from numbered")
    con.unregister("numbered")


def _key_of_file(path: Path) -> bytes:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read_key(path)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(32))
    return _read_key(path)


def _read_key(path: Path) -> bytes:
    if sys.platform != "win32" and path.stat().st_mode & 0o077:
        raise KeyProblem(f"other people can read {path}: run chmod 600 on it")
    return _long_enough(path.read_bytes().strip(), str(path))


def _is_guessed(key: bytes) -> bool:
    """True for few different letters, a part said over and over, or letters in a row."""
    letters = key.lower()
    repeats = any(
        letters == (letters[:size] * len(letters))[: len(letters)] for size in range(1, len(letters) // 2 + 1)
    )
    steps = [after - before for before, after in zip(letters, letters[1:], strict=False)]
    in_a_row = sum(step in (-1, 0, 1) for step in steps) > len(steps) / 2
    return len(set(letters)) < FEWEST_LETTERS or repeats or in_a_row


def _long_enough(key: bytes, where: str) -> bytes:
    if len(key) < SHORTEST_KEY:
        raise KeyProblem(f"the key in {where} is shorter than {SHORTEST_KEY} characters")
    return key
