"""A case that is worked out by hand: begun whole or not at all, and what is wrong with its files told with a remedy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sufficiency import checks
from sufficiency.database import golden_case
from sufficiency.database.errors import NoSuchView
from sufficiency.database.golden_case import NoCase
from sufficiency.database.scope import Scope
from sufficiency.snapshot.store import Snapshot
from tests.database import marts

FAILS = "select cast('no number' || chosen_date()::varchar as bigint) as child_count"
SEX = "sex | text | Sex\n  child_count | count | Children"


@pytest.fixture
def scope(two_authorities: Snapshot, views: Path) -> Iterator[Scope]:
    """A database with a mart and a check, and one of each that reads a view that fails on a row."""
    marts.write(views, "int_once", FAILS, layer="intermediate", keys="once: yes\n")
    marts.write(views, "int_fails", FAILS, layer="intermediate")
    marts.write(views, "by_sex", "select sex, count(*) as child_count from looked_after group by sex", SEX)
    for name, read in (("reads_once", "int_once"), ("reads_fails", "int_fails")):
        marts.write(views, name, f"select child_count from {read}", marts.COUNT)
        (views / "checks").mkdir(exist_ok=True)
        marts.write(views, f"{name}_soundly", f"select child_count from {read}", layer="checks")
    opened = Scope(two_authorities, sql=views, has_checks=True)
    yield opened
    opened.close()


@pytest.fixture
def case(scope: Scope, tmp_path: Path) -> Path:
    """A case of the sound mart, begun and frozen."""
    folder = tmp_path / "cases" / "by_sex" / "by_hand"
    golden_case.begin(scope, "by_sex", folder, 4)
    golden_case.freeze(golden_case.run(scope, "by_sex", folder), scope.catalogue.views["by_sex"], folder)
    return folder


@pytest.mark.parametrize("read", ["int_once", "int_fails"])
def test_what_reads_a_view_that_fails_on_a_row_is_told_by_that_views_name(
    scope: Scope, tmp_path: Path, read: str
) -> None:
    name = f"reads_{read.removeprefix('int_')}"
    said = checks.check_breaks(scope, f"{name}_soundly")
    found = {finding.name: finding.message for finding in checks.inspect(scope, [name, f"{name}_soundly"])}
    assert set(found) == {name, f"{name}_soundly"} and "some rows break it" not in str(found)
    with pytest.raises((NoCase, NoSuchView)) as caught:
        golden_case.begin(scope, name, tmp_path / "case", 4)
    # One that is worked out once is made by itself and known by its name; of others the engine names only who asked.
    where = "int_once.sql" if read == "int_once" else ".sql"
    for words in (said, *found.values(), str(caught.value)):
        assert where in words and "no number" in words, words
    assert "int_" in str(caught.value)


def test_a_case_that_is_ended_half_way_is_not_there(
    scope: Scope, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "by_sex" / "by_hand"

    def ended(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", ended)
        with pytest.raises(KeyboardInterrupt):
            golden_case.begin(scope, "by_sex", folder, 4)
    assert not folder.exists()
    golden_case.begin(scope, "by_sex", folder, 4)
    assert {path.name for path in folder.iterdir()} == {"choices.csv", "looked_after.csv"}


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("looked_after.csv", b"", "empty; its first line names its columns"),
        ("looked_after.csv", b"sx\nF\n", r":1: there is no column sx; did you mean sex\?"),
        ("looked_after.csv", "sex,need\nF,caf\u00e9\n".encode("latin-1"), "save it as CSV UTF-8"),
        ("looked_after.csv", "sex\nF\n".encode("utf-16"), "save it as CSV UTF-8"),
        ("looked_after.csv", b"sex\nF\nF,M,x\n", "more cells than the first line names"),
        ("looked_after.csv", b"age_years\nten\n", "looked_after.csv: age_years is "),
        ("choices.csv", b"chioce,value\nas_at,2025-03-31\n", r":1: there is no column chioce; did you mean choice\?"),
        ("choices.csv", b"choice,value\nas_at,31/03/2025\n", "as_at is 31/03/2025; write the date as "),
        ("expect.csv", b"sex,children\nF,1\n", r"expect.csv:1: there is no column children; did you mean child"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_its_remedy(
    scope: Scope, case: Path, file: str, content: bytes, said: str
) -> None:
    (case / file).write_bytes(content)
    with pytest.raises(NoCase, match=said) as caught:
        golden_case.differences(golden_case.run(scope, "by_sex", case), case)
    assert file in str(caught.value)


def test_a_mark_of_the_order_of_bytes_and_line_ends_of_windows_change_nothing(scope: Scope, case: Path) -> None:
    for path in case.glob("*.csv"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert golden_case.differences(golden_case.run(scope, "by_sex", case), case) == []
