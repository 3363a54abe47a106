"""Where a table is missed, the report says which file of the folder was refused, and why."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sufficiency.returns import Import
from tests.returns import feeds
from tests.returns.conftest import Send
from tests.returns.malformed import sound

WHOLE = {f"Camden/2025/{name}.csv": sound.text(rows) for name, rows in sound.sound("KA10").items()}


def of_folder(found: Import, folder: str) -> list[tuple[str, str]]:
    return [(p["rule"], p["message"]) for p in found.problems.to_pylist() if p["file"] == folder]


@pytest.mark.parametrize("table", ["header", "episodes"])
@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda text: text.encode("utf-16-le"), "in no encoding"),
        (lambda text: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "before 2007"),
        (lambda text: b"", "holds nothing"),
        (lambda text: text.replace("CHILD", "NUMBER").encode(), "Column CHILD is missing"),
        (lambda text: b"a,b,c\n1,2,3\n", "header of a known table"),
    ],
)
def test_a_table_that_was_refused_is_told_with_its_file_and_why(
    send: Send, table: str, spoil: Callable[[str], bytes], why: str
) -> None:
    name = f"Camden/2025/{table}.csv"
    found = send({**WHOLE, name: spoil(WHOLE[name]), "Camden/2025/notes.pdf": b"%PDF"})
    [(rule, message)] = of_folder(found, "Camden/2025")
    assert rule == "table_refused" and f"no {table} table, and {name} was refused" in message and why in message
    assert "notes.pdf" not in message, "what has the table's name is told before what has not"


def test_a_file_of_any_name_is_told_where_none_has_the_tables(send: Send) -> None:
    files = {**WHOLE, "Camden/2025/903 part 1.csv": WHOLE["Camden/2025/header.csv"].encode("utf-16-le")}
    del files["Camden/2025/header.csv"]
    [(rule, message)] = of_folder(send(files), "Camden/2025")
    assert rule == "table_refused" and "903 part 1.csv was refused" in message


def test_a_table_that_nobody_sent_is_told_as_that(send: Send) -> None:
    files = {name: text for name, text in WHOLE.items() if "header" not in name}
    files["Camden/2024/header.csv"] = b"\0\0\0\0"
    [(rule, message)] = of_folder(send(files), "Camden/2025")
    assert rule == "table_not_sent" and message == "No header table was read for this authority and year."


def test_so_is_a_table_of_a_feed(send: Send) -> None:
    files = feeds.files()
    [name] = [n for n in files if n.endswith("ssd_cla_placement.csv")]
    content = files[name]
    text = content if isinstance(content, str) else content.decode()
    found = send({**files, name: text.encode("utf-16-le")})
    told = [m for rule, m in of_folder(found, name.rpartition("/")[0]) if rule.startswith("feed_table")]
    assert any("ssd_cla_placement" in m and f"{name} was refused" in m and "no encoding" in m for m in told), told
