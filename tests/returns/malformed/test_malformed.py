"""No malformed input is accepted in silence, and none stops another.

Each is told with its file, its line, column and value where it has them, a rule and a remedy; to add one, add a
line to the ``CASES`` of the module it belongs to.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from sufficiency.reference.tables import records
from sufficiency.returns import Import, read, schema
from tests.returns.conftest import KEY, TODAY, read_files
from tests.returns.malformed import cells, folders, forms, lists, sound, texts
from tests.returns.malformed import records as record_rules
from tests.returns.malformed.case import Case, Told
from tests.returns.test_feed import PLACED as FEEDS_PLACED
from tests.returns.test_feed import WRONG as FEEDS
from tests.returns.test_found import QUARTERS
from tests.returns.test_found import WRONG as FOUND
from tests.returns.test_index import WRONG as INDEX
from tests.returns.test_vacancies import WRONG as VACANCIES

FEWEST = 230
OF_RETURNS: tuple[Case, ...] = (*cells.CASES, *record_rules.CASES, *texts.CASES, *forms.CASES)
AUTHORITIES = [r["authority_code"] for r in records("authorities")]
Lines = dict[str, list[dict[str, object]]]

pytestmark = pytest.mark.xdist_group("malformed")


def _put(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def _of_file(found: Import) -> Lines:
    by_file: Lines = defaultdict(list)
    for problem in found.problems.to_pylist():
        by_file[problem["file"]].append(problem)
    return by_file


def _place(at: int) -> str:
    """The folder of the case numbered ``at``: an authority of its own, among those read at once."""
    return AUTHORITIES[at % len(AUTHORITIES)]


@pytest.fixture(scope="session")
def of_returns(tmp_path_factory: pytest.TempPathFactory) -> list[Import]:
    """All malformed returns, as many at once as there are authorities."""
    whole = []
    for first in range(0, len(OF_RETURNS), len(AUTHORITIES)):
        folder = tmp_path_factory.mktemp("malformed")
        for at, case in enumerate(OF_RETURNS[first : first + len(AUTHORITIES)]):
            # Ids of two letters and two figures, another two letters in each return.
            prefix = f"{chr(65 + at // 26)}{chr(65 + at % 26)}{10 + at % 90}"
            for name, content in case.make(sound.sound(prefix)).items():
                _put(folder / _place(first + at) / (name if "/" in name else f"{case.year}/{name}"), content)
        whole.append(read(folder, key=KEY, today=TODAY))
    return whole


@pytest.fixture(scope="session")
def told_of_returns(of_returns: list[Import]) -> list[Lines]:
    """What is told of each file, import by import."""
    return [_of_file(found) for found in of_returns]


@pytest.fixture(scope="session")
def told_of_lists(tmp_path_factory: pytest.TempPathFactory) -> Lines:
    """What is told of all malformed lists, read at once."""
    folder = tmp_path_factory.mktemp("lists")
    for at, case in enumerate(lists.CASES):
        _put(folder / case.placed(at), case.content())
    return _of_file(read(folder, key=KEY, today=TODAY))


@pytest.fixture(scope="session")
def told_of_folders(tmp_path_factory: pytest.TempPathFactory) -> Lines:
    """What is told of all that lies in the wrong place, read at once."""
    folder = tmp_path_factory.mktemp("folders")
    folders.make_all(folder)
    return _of_file(read(folder, key=KEY, today=TODAY))


def _assert_told(lines: Lines, told: Told) -> None:
    """``lines`` hold what is to be told, in words, with a remedy."""
    found = [Told(told.file, p["rule"], p["line"], p["column"] or "", p["value"] or "") for p in lines[told.file]]
    assert told in found
    problem = lines[told.file][found.index(told)]
    assert problem["message"] and problem["remedy"] and problem["severity"]
    assert "{" not in str(problem["message"]) + str(problem["remedy"])


@pytest.mark.parametrize("at", range(len(OF_RETURNS)), ids=lambda at: OF_RETURNS[at].name)
def test_a_malformed_return_is_told(told_of_returns: list[Lines], at: int) -> None:
    case = OF_RETURNS[at]
    told = replace(case.told, file=f"{_place(at)}/{case.year}/{case.told.file}")
    _assert_told(told_of_returns[at // len(AUTHORITIES)], told)


@pytest.mark.parametrize("at", range(len(lists.CASES)), ids=lambda at: lists.CASES[at].name)
def test_a_malformed_list_is_told(told_of_lists: Lines, at: int) -> None:
    case = lists.CASES[at]
    sheet = f" {case.told.file}" if case.told.file else ""
    _assert_told(told_of_lists, replace(case.told, file=case.placed(at) + sheet))


@pytest.mark.parametrize("case", folders.CASES, ids=lambda case: case.name)
def test_what_lies_wrongly_is_told(told_of_folders: Lines, case: folders.FolderCase) -> None:
    _assert_told(told_of_folders, case.told)


def test_the_sound_return_has_no_problem(tmp_path: Path) -> None:
    tables = {f"Camden/2025/{name}.csv": sound.text(rows) for name, rows in sound.sound("KA10").items()}
    assert read_files(tmp_path, tables).problems.num_rows == 0
    # Every table that an authority can send for 2025 but oc3, which is of care leavers alone.
    assert {t.name for t in schema.tables().values() if t.has_children} - sound.sound("").keys() == {
        "oc3",
        "dolo",
        "found_placements",  # of a quarter, and in tests/returns/test_found.py
    }


@pytest.mark.parametrize("kind", lists.NAMES)
def test_a_sound_list_has_no_problem(tmp_path: Path, kind: str) -> None:
    name, rows = lists.NAMES[kind]
    found = read_files(tmp_path, {name.format(day="2025-03-31"): sound.text(rows)})
    assert found.problems.num_rows == 0 and found.counts.rows_accepted == len(rows) - 1


def test_rows_are_accepted_or_refused_and_never_both(of_returns: list[Import]) -> None:
    for found in of_returns:
        for line in found.tables["submissions"].to_pylist():
            assert line["rows_read"] == line["rows_accepted"] + line["rows_rejected"]
            assert line["problem_count"] or not line["rows_rejected"]


def test_there_are_enough_of_them_and_no_two_are_one() -> None:
    names = [case.name for case in (*OF_RETURNS, *lists.CASES, *folders.CASES)]
    assert len(names) >= FEWEST and len(set(names)) == len(names)


def test_every_rule_of_the_importer_is_met() -> None:
    tested = {case.told.rule for case in (*OF_RETURNS, *lists.CASES, *folders.CASES)}
    elsewhere = {
        "too_large",  # a file of 400 MB
        "no_files",  # test_folders: no file to spoil
        "rows_sent_twice",  # test_sent_twice: two files
        "framework_row_differs",  # test_sent_twice: two lists
        "figure_differs",  # test_sent_twice: two files
        "table_refused",  # test_refused: two files
        "other_authority",  # test_other_authorities
        "not_yet_due",  # corpus.csv
        "id_in_cell",  # test_privacy
        "taken_as_nothing",  # test_cases: no fault
        "code_in_words",  # test_cases: no fault
        "unaccompanied_by_header",  # test_other_forms: no fault
        "corrected_by_later_file",  # test_versions: no fault
        "id_zeros_uncertain",  # test_versions
        "preferred_not_understood",  # test_found
        "nothing_to_come",  # test_population_forms
        "urn_not_listed",  # test_other_forms: needs a list beside the return
    }
    tested |= {rule for _, _, rule, _ in FOUND} | {rule for *_, rule in VACANCIES} | {rule for *_, rule in QUARTERS}
    tested |= {rule for _, _, rule in FEEDS} | {rule for _, rule in FEEDS_PLACED}
    tested |= {rule for _, rule in INDEX}
    assert {rule["rule"] for rule in records("import_rules")} - tested == elsewhere
