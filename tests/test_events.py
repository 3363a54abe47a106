"""The log of events says what happened and where, and nothing about a child, whatever is planted."""

from __future__ import annotations

import ast
import io
import json
import logging
import re
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from sufficiency import events, invented, query, returns, settings
from sufficiency.__main__ import main
from sufficiency.cli import failures
from sufficiency.database.scope import Scope
from sufficiency.result import EXACT
from tests.loading.conftest import write_return

CHILD, PRICE = "CAM0104", "48765.43"


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What is written, as JSON; the libraries' own logs are put back at the end."""
    written = io.StringIO()
    hooks = threading.excepthook, sys.excepthook
    events.begin(events.JSON, written)
    yield written
    events.begin(events.OFF)
    logging.setLogRecordFactory(logging.LogRecord)
    logging.captureWarnings(False)
    threading.excepthook, sys.excepthook = hooks


def lines(log: io.StringIO) -> list[dict[str, str]]:
    """Each line that was written, but for what opens snapshots for pages: in a process that has shown any it goes on,
    and may say so at any time."""
    told = [json.loads(line) for line in log.getvalue().splitlines()]
    return [line for line in told if line["event"] not in ("snapshot", "refresh") or line["outcome"] == "pointed to"]


def test_only_declared_fields_are_written_and_only_values_of_their_form(log: io.StringIO) -> None:
    events.tell("import", outcome="loaded", unit="E09000007/2025", child=CHILD, rows=7, place=f"born 2/3/2012 {CHILD}")
    events.tell("import", outcome="held", unit="population/Anna Smith.csv", seconds=1.23456)
    first, second = lines(log)
    assert first.pop("at").endswith("Z")
    assert first == {
        "event": "import",
        "level": "info",
        "outcome": "loaded",
        "unit": "E09000007/2025",
        "place": "not written",
    }
    assert second["unit"] == "not written" and second["seconds"] == "1.235"


def test_an_error_is_known_by_its_number_and_place_and_never_by_its_words(log: io.StringIO) -> None:
    try:
        returns.hashing.child_id(CHILD, "E09000007", CHILD)  # type: ignore[arg-type]
    except TypeError as problem:
        reference = events.error(problem)
    (line,) = lines(log)
    assert re.fullmatch("[0-9A-F]{4}-[0-9A-F]{4}", reference) and line["reference"] == reference
    assert line["type"] == "TypeError" and line["place"].startswith("sufficiency/returns/hashing.py:")
    assert CHILD not in log.getvalue()


def test_what_libraries_log_is_told_without_their_words(log: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    events.take_over_libraries()
    for name in ("streamlit.runtime", "uvicorn.error", "asyncio"):
        logger = logging.getLogger(name)
        logger.addHandler(logging.StreamHandler())
        try:
            raise ValueError(f"could not convert {PRICE} of {CHILD}")
        except ValueError:
            logger.exception("a row of %s", CHILD)
        logger.removeHandler(logger.handlers[-1])
    thread = threading.Thread(target=lambda: int(CHILD))
    thread.start()
    thread.join()
    told = lines(log)
    assert [line["event"] for line in told] == ["library"] * 3 + ["error"]
    assert {line["type"] for line in told} == {"ValueError"}
    both = log.getvalue() + "".join(capsys.readouterr())
    assert CHILD not in both and PRICE not in both


def test_an_import_tells_its_units_and_nothing_of_what_is_in_them(
    log: io.StringIO, data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUFFICIENCY_SQL", str(tmp_path / "no_views"))
    monkeypatch.setattr(events, "begin", lambda form: None)  # the log of this test stays
    write_return(tmp_path / "IN", "Camden", 2025, range(100, 137))
    invented.seal(tmp_path / "IN")
    result = CliRunner().invoke(main, ["ingest", str(tmp_path / "IN"), "--synthetic"])
    assert result.exit_code == 0, result.output
    told = [(line["event"], line["outcome"]) for line in lines(log)]
    assert told == [("import", "loaded"), ("snapshot", "pointed to")]
    assert lines(log)[0]["unit"] == "E09000007/2025"
    said = re.sub(r'"(at|snapshot|seconds)": "[^"]*"', "", log.getvalue())
    assert not re.search(r"CAM0|37|NW1|header\.csv|IN/", said)


def test_a_command_that_fails_tells_the_number_of_its_event(
    log: io.StringIO, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **more: object) -> None:
        raise ValueError(f"{CHILD} has {PRICE}")

    monkeypatch.setattr(events, "begin", lambda form: None)
    monkeypatch.setattr(returns, "read", fail)
    monkeypatch.setenv("SUFFICIENCY_DATA", str(tmp_path))
    result = CliRunner().invoke(main, ["ingest", str(tmp_path), "--synthetic"])
    (line,) = lines(log)
    assert result.exit_code == failures.EXIT and f"reference {line['reference']}." in result.output
    assert CHILD not in result.output + log.getvalue() and PRICE not in result.output + log.getvalue()


def test_a_page_that_fails_shows_the_number_and_nothing_of_the_error(log: io.StringIO) -> None:
    def script() -> None:
        from sufficiency.web import server

        assert server.failed(ValueError("CAM0104 has 48765.43"))

    shown = AppTest.from_function(script, default_timeout=60).run()
    # A library may say beside it that AppTest runs no server.
    (line,) = [line for line in lines(log) if line["event"] == "error"]
    assert shown.error[0].value.endswith(f"look it up as {line['reference']}.")
    assert CHILD not in shown.error[0].value + log.getvalue()


def test_streamlit_writes_no_traceback_beside_the_number(log: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    def script() -> None:
        from streamlit.error_util import handle_user_script_exception

        from sufficiency.web import server

        try:
            raise ValueError("CAM0104 has 48765.43")
        except ValueError as problem:
            handle_user_script_exception(problem, server.failed)

    events.take_over_libraries()
    shown = AppTest.from_function(script, default_timeout=60).run()
    # Beside it stands at most that AppTest runs no server.
    (told,) = [line for line in lines(log) if line.get("type") == "ValueError"]
    assert told["event"] == "error" and shown.error[0].value.endswith(f"{told['reference']}.")
    both = log.getvalue() + "".join(capsys.readouterr())
    assert CHILD not in both and PRICE not in both


def test_a_view_that_is_slow_is_named_with_its_time(
    log: io.StringIO, empty_scope: Scope, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "SLOW_SECONDS", 3600.0)
    query.fetch(empty_scope, ("headline",), {}, profile=EXACT)
    assert lines(log) == []
    monkeypatch.setattr(settings, "SLOW_SECONDS", 0.0)
    query.fetch(empty_scope, ("headline",), {}, profile=EXACT)
    (line,) = lines(log)
    assert (line["event"], line["view"]) == ("slow query", "headline") and float(line["seconds"]) > 0


def test_every_event_that_is_declared_is_told_somewhere_and_no_other() -> None:
    told = {"error", "library"}  # by functions of their own, tried above
    for path in sorted(settings.ROOT.glob("sufficiency/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "events.tell":
                assert isinstance(node.args[0], ast.Constant), f"{path}:{node.lineno}"
                told.add(node.args[0].value)
    assert told == set(events.EVENTS)


def test_a_form_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUFFICIENCY_LOG", "xml")
    result = CliRunner().invoke(main, ["snapshots"])
    assert result.exit_code == 2 and "SUFFICIENCY_LOG=xml: write plain, json or off" in result.output


def test_operations_says_what_each_event_and_field_is() -> None:
    page = (settings.ROOT / "docs" / "OPERATIONS.md").read_text(encoding="utf-8")
    section = page.partition("## Log")[2].partition("## Upgrade")[0]
    told = {
        name
        for row in section.splitlines()
        if row.startswith("| `")
        for name in re.findall("`([^`]+)`", row.split("|")[1])
    }
    assert told == {*events.EVENTS, *events.FIELDS}
