"""What the page may do, for whom: the code behind it holds an officer to their own authority, whatever it is asked."""

from __future__ import annotations

import io
import json
import threading
import time
import zipfile
from pathlib import Path

import pytest

from sufficiency import returns
from sufficiency.audit import reading
from sufficiency.disclosure import gate
from sufficiency.loading import by_page, drafts, error_words, lock
from sufficiency.loading.by_page import Arrived, Loader, Refused
from sufficiency.loading.ingest import Wanted, ingest
from sufficiency.result import EXACT
from sufficiency.snapshot import ledger, store
from sufficiency.snapshot.store import SnapshotError
from sufficiency.web.loading.job import Job
from tests.loading.conftest import CODES, write_return
from tests.test_events import log

__all__ = ["log"]  # a fixture

CAMDEN, BARNET = CODES["Camden"], CODES["Barnet"]
OFFICER = Loader("officer@camden.gov.uk", CAMDEN, EXACT)
ADMINISTRATOR = Loader("admin@london.gov.uk", "", gate.LONDON_7_5)
KEY, LATE = f"{CAMDEN}/2024", f"{CAMDEN}/2025"
ACCEPTED = ("children_published",)


def step(doing: str, share: float | None) -> None:
    """Nobody watches."""


@pytest.fixture
def real(data_folder: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The five authorities' returns of 2024, loaded as real ones, with no view, to be quick."""
    monkeypatch.setenv("SUFFICIENCY_KEY", "b6f1a4c07d9e2835fa61c0d47b8e93125c6d")
    (tmp_path / "sql").mkdir()
    monkeypatch.setenv("SUFFICIENCY_SQL", str(tmp_path / "sql"))
    assert ingest(folder, Wanted("a test", accepted=ACCEPTED, because="invented")).snapshot is not None
    return data_folder


def files(tmp_path: Path, name: str = "Camden", children: range = range(100, 138)) -> list[Arrived]:
    place = write_return(tmp_path / "sent", name, 2025, children, started=2024)
    return [Arrived(path.name, path.read_bytes()) for path in sorted(place.iterdir())]


def zipped(*members: tuple[str, bytes]) -> list[Arrived]:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members:
            archive.writestr(name, data)
    return [Arrived("sent.zip", buffer.getvalue())]


def test_an_officer_loads_their_own_and_takes_it_back(real: Path, tmp_path: Path) -> None:
    before = store.current_name()
    compared = by_page.compare(files(tmp_path), by_page.place_of_return(CAMDEN, 2025), OFFICER, step)
    assert compared.problems.rows_accepted == 76 and compared.outcome and store.current_name() == before
    assert list(drafts.incoming().iterdir()) == []
    assert [entry.name.key for entry in by_page.held(OFFICER)] == [LATE]
    again = by_page.look([LATE], OFFICER, step)
    assert again.problems is None and again.outcome is not None
    assert again.outcome.findings == compared.outcome.findings and again.kinds == compared.kinds
    assert by_page.publish([LATE], OFFICER, (), "", step).snapshot is None, "a check stops it"
    outcome = by_page.publish([LATE], OFFICER, ACCEPTED, "invented", step)
    assert outcome.loaded == (LATE,) and by_page.held(OFFICER) == []
    assert [unit.name.key for unit in by_page.served(OFFICER)] == [KEY, LATE]
    assert len(by_page.served(ADMINISTRATOR)) == 6
    by_page.withdraw(LATE, OFFICER, "sent again next week", step)
    assert [unit.name.key for unit in by_page.served(OFFICER)] == [KEY]
    told = [str(line["subject"]) for line in reading.lines(who=OFFICER.name) if line["action"] == "import"]
    assert [words.split()[0] for words in reversed(told)] == ["files", "held", "held", "loaded", "withdrawn"]
    assert reading.verify().faults == ()


def test_an_officer_is_refused_everything_that_is_not_theirs_and_it_is_on_record(
    real: Path, tmp_path: Path, log: io.StringIO
) -> None:
    other = files(tmp_path, "Barnet", range(40))
    as_zip = zipped(*((f"Barnet/2025/{file.name}", file.data) for file in other))
    held = by_page.compare(other, by_page.place_of_return(BARNET, 2025), ADMINISTRATOR, step)
    assert held.outcome is not None
    entries, before = len(ledger.read()), store.current_name()
    barnet, state = f"{BARNET}/2025", store.current_name() or ""
    own_and_list = zipped((f"{CAMDEN}/2025/header.csv", b"x"), ("provision/2025-03-31/list.csv", b"x"))
    attempts = [
        lambda: by_page.compare(other, by_page.place_of_return(BARNET, 2025), OFFICER, step),
        lambda: by_page.compare(as_zip, "", OFFICER, step),
        lambda: by_page.compare(own_and_list, "", OFFICER, step),
        lambda: by_page.compare(own_and_list, "list", OFFICER, step),
        lambda: by_page.publish([barnet], OFFICER, ACCEPTED, "x", step),
        lambda: by_page.look([barnet], OFFICER, step),
        lambda: by_page.drop([barnet], OFFICER, "x"),
        lambda: by_page.withdraw(f"{BARNET}/2024", OFFICER, "x", step),
        lambda: by_page.put_back(f"{BARNET}/2024", OFFICER, "x", step),
        lambda: by_page.withdraw("provision_register/2025-03-31", OFFICER, "x", step),
        lambda: by_page.serve(state, OFFICER),
    ]
    for attempt in attempts:
        with pytest.raises(Refused):
            attempt()
    assert by_page.held(OFFICER) == [] and len(ledger.read()) == entries and store.current_name() == before
    told = [json.loads(line) for line in log.getvalue().splitlines()]
    assert [line["reason"] for line in told if line["event"] == "refusal"] == ["Refused"] * len(attempts)
    refused = [line for line in reading.lines(who=OFFICER.name) if line["action"] == "refusal"]
    assert len(refused) == len(attempts)
    assert list(drafts.incoming().iterdir()) == []


def test_whoever_loads_for_all_serves_an_earlier_state_and_puts_back(real: Path, tmp_path: Path) -> None:
    first = store.current_name() or ""
    place = write_return(tmp_path / "less", "Camden", 2024, range(100, 139))
    less = [Arrived(path.name, path.read_bytes()) for path in sorted(place.iterdir())]
    by_page.compare(less, by_page.place_of_return(CAMDEN, 2024), ADMINISTRATOR, step)
    by_page.publish([KEY], ADMINISTRATOR, ACCEPTED, "invented", step)
    assert [unit.before is not None for unit in by_page.served(OFFICER)] == [True]
    back = by_page.put_back(KEY, ADMINISTRATOR, "", step)
    assert back.content == store.read(first).content
    assert by_page.serve(first, ADMINISTRATOR).id == by_page.current_state() == first
    assert [state.id for state in by_page.states()][-1] == first and len(by_page.states()) == 3


def test_nothing_accepted_says_why_and_leaves_what_is_served(real: Path) -> None:
    compared = by_page.compare([Arrived("notes.csv", b"nothing,at,all\n1,2,3\n")], LATE, OFFICER, step)
    assert compared.outcome is None and "nothing was accepted" in compared.why_not
    assert compared.problems.table.num_rows and compared.problems.as_csv().count(b"notes.csv")
    with pytest.raises(SnapshotError, match="nothing of"):
        by_page.publish([LATE], OFFICER, (), "", step)


def test_a_job_tells_how_far_it_is_and_what_went_wrong_in_words() -> None:
    def act(step: by_page.Step) -> str:
        step("Reading files", 0.5)
        step("Comparing", None)
        return "done"

    job = Job("Reading", act).start()
    assert job.wait(10) and (job.result, job.error, job.past, job.stage) == ("done", "", ["Reading files"], "Comparing")

    def fails(step: by_page.Step) -> None:
        raise Refused("a zip is damaged; pack it again")

    def breaks(step: by_page.Step) -> None:
        raise KeyError("SECRET-CHILD-17")

    known, unknown = Job("x", fails).start(), Job("x", breaks).start()
    assert known.wait(10) and known.error == "A zip is damaged; pack it again."
    assert unknown.wait(10) and "reference" in unknown.error and "SECRET" not in unknown.error
    assert returns.KeyProblem in error_words.KNOWN


def test_of_two_who_load_at_once_the_second_is_told_who_is_first_and_loses_nothing(real: Path, tmp_path: Path) -> None:
    is_reading, may_go_on, compared = threading.Event(), threading.Event(), []

    def slowly(doing: str, share: float | None) -> None:
        is_reading.set()
        assert may_go_on.wait(60)

    first = files(tmp_path)
    second = files(tmp_path / "other", "Barnet", range(38))
    place = by_page.place_of_return(CAMDEN, 2025)
    job = threading.Thread(target=lambda: compared.append(by_page.compare(first, place, OFFICER, slowly)))
    job.start()
    try:
        assert is_reading.wait(60)
        with pytest.raises(lock.Busy, match=OFFICER.name):
            by_page.withdraw(KEY, ADMINISTRATOR, "", step)
        # What is dropped meanwhile waits for its turn, and its owner is told for whom.
        said: list[str] = []
        waiting = Job(
            "Reading",
            lambda tell: by_page.compare(
                second,
                by_page.place_of_return(BARNET, 2025),
                ADMINISTRATOR,
                lambda *now: (said.append(now[0]), tell(*now)),
            ),
        ).start()
        waited = time.monotonic() + 60
        while not said and time.monotonic() < waited:
            time.sleep(0.05)
        assert said[0].startswith(f"Waiting for its turn: another import is running ({OFFICER.name}, process ")
    finally:
        may_go_on.set()
        job.join(60)
    assert compared and compared[0].outcome is not None
    assert waiting.wait(60) and waiting.error == "" and waiting.result is not None
    assert {entry.name.key for entry in by_page.held(ADMINISTRATOR)} == {LATE, f"{BARNET}/2025"}
    assert list(drafts.incoming().iterdir()) == []
