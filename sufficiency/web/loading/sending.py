"""Dropping files: whose they are, the files themselves, and how far their reading is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.uploaded_file_manager import UploadedFile

from sufficiency import settings
from sufficiency.access import NotAllowed
from sufficiency.loading import by_page
from sufficiency.loading.by_page import Arrived, Loader
from sufficiency.web import context, figures, polling
from sufficiency.web.loading import who
from sufficiency.web.loading.job import Job
from sufficiency.web.permission import Permit

JOB, COMPARED, DONE, ROUND = "load_job", "load_compared", "load_done", "load_round"
RETURN, PERIOD = "One authority's year", "One authority's quarter or day"
FOLDERS, LIST = "Folders by authority and year, in a zip", "A list"
# What is still to be said of files of each kind before they can be compared.
PLACED = {
    RETURN: "say whose they are",
    PERIOD: "say whose they are and of which day",
    LIST: "say of which day they are",
}
# What is sent between returns, by the folder it lies in, and which day it is known by.
PERIODS = {
    "found": ("Found placements of a quarter", "Last day of the quarter"),
    "vacancies": ("Vacancies and filled places on a day", "The day"),
    "feed": ("Case system's feed (SSD tables)", "Day of the export"),
}
LISTS = {
    "provision": "Ofsted's list of providers, at a day",
    "published": "DfE's published figures",
    "population": "Children aged 0 to 17",
    "index": "Ofsted's sufficiency index and its mapping, at the day it was published",
}
DATED = ("provision", "index")  # lists that are known by the day they describe
# Workbooks of older kinds are taken too: their reading says what to save them as, which the browser would not.
KINDS = ["csv", "txt", "tsv", "xlsx", "xls", "xlsm", "xlsb", "ods", "xml", "json", "zip"]
LOOK = 0.7  # seconds between two looks at how far it is
FIRST_YEAR = 2019


@dataclass(frozen=True)
class Told:
    """What is said after a step, until the next: words, and whether it was done."""

    words: str
    is_done: bool = True


def panel(permit: Permit, loader: Loader) -> None:
    """The form to drop files, or how far the reading of those dropped is."""
    job = st.session_state.get(JOB)
    if job is not None and not job.is_over:
        figures.heading(job.title)
        _progress(permit, job)
        return
    if job is not None:
        _take(job)
    if told := st.session_state.get(DONE):
        (st.success if told.is_done else st.error)(told.words)
    if COMPARED in st.session_state:
        with st.expander("Send other files", key="load_more"):
            _form(permit, loader)
        return
    figures.heading("What has come")
    who.note(
        f"You load returns of {who.named(loader)}. What you drop is compared with what is served, and kept aside: "
        "nothing counts until you publish it. An authority's year is replaced whole, so send all its tables together."
    )
    _form(permit, loader)


def begin(permit: Permit, title: str, act: Callable[[by_page.Step], Any], settle: Callable[[Any], None]) -> None:
    """Run ``act`` behind the page and draw it again; ``settle`` is given what it gave."""
    try:
        permit.ask()
    except NotAllowed as error:
        st.session_state[DONE] = Told(str(error), is_done=False)
        st.rerun()
    st.session_state.pop(DONE, None)
    job: Job[Any] = Job(title, act)
    job.settle = settle
    st.session_state[JOB] = job.start()
    st.rerun()


def _take(job: Job[Any]) -> None:
    """Hand over what a job that is over gave, or say what went wrong."""
    del st.session_state[JOB]
    if job.error:
        st.session_state[DONE] = Told(f"{job.error} What is served is as it was.", is_done=False)
    elif job.settle is not None:
        job.settle(job.result)


def _progress(permit: Permit, job: Job[Any]) -> None:
    def show() -> None:
        past = "".join(f"{stage} ✓ · " for stage in job.past[-3:])
        st.progress(job.share, text=f"{past}{job.stage} …")
        who.note("You may look at other pages meanwhile, and come back to this one. Files go when they have been read.")

    polling.until(lambda: job.is_over, show, permit, seconds=LOOK)


def _form(permit: Permit, loader: Loader) -> None:
    choices = [RETURN, PERIOD, FOLDERS, *([] if loader.authority else [LIST])]
    kind = st.radio("These files are", choices, key="load_kind", horizontal=True)
    place = _place(kind, loader)
    files = st.file_uploader(
        "Files, or one zip of them",
        type=KINDS if kind != FOLDERS else ["zip"],
        accept_multiple_files=True,
        max_upload_size=settings.FILE_MB,
        key=f"load_files_{st.session_state.get(ROUND, 0)}",
    )
    who.note(
        f"At most {settings.FILE_MB} MB a file and {settings.SENT_MB} MB at once; a zip may unpack to "
        f"{settings.UNPACKED_MB:,} MB in {settings.MOST_FILES:,} files. Files are held in this server's memory, lie in "
        "a private folder only while they are read, and are gone afterwards."
    )
    lacking = [*([PLACED[kind]] if place is None else []), *([] if files else ["add the files"])]
    if lacking:
        who.note(f"To compare them {' and '.join(lacking)}.")
    if st.button("Compare with what is served", type="primary", disabled=bool(lacking), key="load_compare"):
        arrived = [Arrived(file.name, file.getvalue()) for file in _all(files)]
        # The next files begin with an empty place: these are let go when they have been read.
        st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
        st.session_state.pop(COMPARED, None)
        begin(permit, "Reading what has come", partial(by_page.compare, arrived, place or "", loader), settle)


def settle(comparison: by_page.Comparison) -> None:
    """Show what was compared."""
    st.session_state[COMPARED] = comparison


def _all(files: Sequence[UploadedFile] | UploadedFile | None) -> Sequence[UploadedFile]:
    return files if isinstance(files, Sequence) else [files] if files else []


def _place(kind: str, loader: Loader) -> str | None:
    """The folder the files are of, as the form says; None while it does not say."""
    if kind == FOLDERS:
        who.note("Such as Camden/2024-25/episodes.csv: each authority by name or code, in it each year.")
        return ""
    left, right = st.columns(2)
    if kind == LIST:
        folder = left.selectbox("Which list", list(LISTS), format_func=LISTS.__getitem__, key="load_list")
        if folder not in DATED:
            return by_page.place_of_list(folder, None)
        day = _day(right, "Its day")
        return by_page.place_of_list(folder, day) if day else None
    names = context.authority_names()
    codes = [loader.authority] if loader.authority else sorted(names, key=names.__getitem__)
    code = left.selectbox(
        "Authority",
        codes,
        format_func=context.authority_name,
        key="load_authority",
        index=0 if loader.authority else None,
        placeholder="Choose whose files they are",
    )
    if kind == PERIOD:
        folder = right.selectbox(
            "What was sent", list(PERIODS), format_func=lambda name: PERIODS[name][0], key="load_period"
        )
        day = _day(right, PERIODS[folder][1])
        return by_page.place_of_period(code, folder, day) if code and day else None
    newest = _newest_year()
    years = list(range(newest, FIRST_YEAR - 1, -1))
    year = right.selectbox(
        "Return year", years, index=1, format_func=lambda y: f"{y - 1}-{y % 100:02d} (to 31 March {y})", key="load_year"
    )
    return by_page.place_of_return(code, year) if code and year else None


def _day(where: DeltaGenerator, label: str) -> date | None:
    """The day that is written; None while none is, or it is none."""
    written = where.text_input(f"{label}, as 2026-03-31", key="load_day").strip()
    try:
        return date.fromisoformat(written)
    except ValueError:
        if written:
            where.error(f"{written!r} is not a day written as 2026-03-31.")
        return None


def _newest_year() -> int:
    """The newest return year that may be sent: the one that today's date lies in ends next 31 March."""
    today = date.today()
    return today.year + 1 if (today.month, today.day) > (3, 31) else today.year
