"""What reading and comparing told: problems with their remedies, what the checks say, what would change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from itertools import groupby

import pandas as pd
import pyarrow as pa
import streamlit as st

from sufficiency.loading import by_page
from sufficiency.loading.by_page import Change, Finding, Kind, Loader, Problems
from sufficiency.plurals import counted
from sufficiency.presentation import formatting
from sufficiency.reference.tables import records
from sufficiency.web import context, figures, html_table, permission, text_tables
from sufficiency.web.loading import who
from sufficiency.web.loading.sending import COMPARED

MOST_KINDS = 8
FIRST = 20  # problems drawn before somebody asks for more
MOST = 200  # problems on one page; the files hold all
ALL = "all"
FILES = (
    ("CSV", "csv", "text/csv"),
    ("Excel", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
)
SHOWN = ("severity", "file", "line", "column", "value", "message", "remedy")
HEADINGS = ("What it cost", "File", "Lines", "Column", "Value", "What is wrong", "What to do")


def panel(loader: Loader) -> None:
    """What became of the files this session dropped last; nothing where there were none."""
    compared: by_page.Comparison | None = st.session_state.get(COMPARED)
    if compared is None:
        return
    figures.heading("What was read")
    if compared.problems is not None:
        _read(compared, compared.problems)
    elif compared.kinds:
        _kinds(compared.kinds)
        who.note(
            "Lines and values are kept nowhere, since they quote what was sent. Drop the files again to see each one."
        )
    else:
        st.success("Nothing was wrong with the files.")
    if compared.outcome is not None:
        _checks(compared.outcome.findings, loader)
        changes("What would change, were it published", compared.outcome.would_change)
        if compared.outcome.matched and loader.is_exact:
            matched = [(unit_name(note.file), note.words) for note in compared.outcome.matched]
            with st.expander("What the rows would be matched to", key="load_matched"):
                st.html(text_tables.table("Matches", ("Of", "What"), matched))
        if compared.outcome.afresh:
            st.info(compared.outcome.afresh)
    # Last, because it may be long: what is held and what would change are to be seen without it.
    if compared.problems is not None and (compared.problems.table.num_rows or compared.problems.notes):
        figures.heading("File by file")
        _each(compared.problems)


def _read(compared: by_page.Comparison, problems: Problems) -> None:
    """Files just dropped: how much of them was accepted, and every problem."""
    unread = f", {problems.unread_count:,} of them not readable" if problems.unread_count else ""
    accepted = f"{problems.rows_accepted:,} of {counted(problems.rows_read, 'row')} accepted"
    st.html(
        f"<p class='lead'>{counted(problems.file_count, 'file')}{unread}: "
        f"{accepted if problems.rows_read else 'no row read'}, "
        f"{counted(problems.table.num_rows, 'problem')}.</p>"
    )
    if compared.outcome is None:
        st.error(f"{compared.why_not[:1].upper()}{compared.why_not[1:]}. The problems below say why, file by file.")
    if any(kind.count > 1 for kind in compared.kinds):  # those that are there once stand file by file
        _kinds(compared.kinds)
    elif not compared.kinds and not problems.notes:
        st.success("Nothing was wrong with the files.")


def changes(title: str, measures: Sequence[Change], heads: tuple[str, str] = ("Now", "Then")) -> None:
    """Each place's headline measures before and after, under ``heads``: those that change; how many do not."""
    if not measures:
        return
    figures.heading(title)
    told: set[str] = set()
    for (place, day), group in groupby(measures, key=lambda change: (change.place, change.as_at)):
        every = list(group)
        shown = [change for change in every if change.is_change]
        same = len(every) - len(shown)
        note = f"; {counted(same, 'measure')} as before" if same else ""
        why = "; ".join(dict.fromkeys(change.note for change in shown if change.note))
        rows = [
            [escape(change.measure), escape(change.before), escape(change.after)] for change in (shown or every[:1])
        ]
        told |= {cell for row in rows for cell in row[1:]}
        caption = f"{place}, {formatting.day(day)}"
        st.html(html_table.html(caption, ("Measure", *heads), rows, numbers={1, 2}, note=f"{note}."))
        if why:
            who.note(f"x: {why}.")
    if symbols := told & formatting.symbols().keys():
        said = " · ".join(f"{symbol}: {formatting.symbols()[symbol]}" for symbol in sorted(symbols))
        who.note(said)


def _kinds(kinds: Sequence[Kind]) -> None:
    rows = [(f"{kind.count:,}", kind.severity, kind.message, kind.remedy) for kind in kinds[:MOST_KINDS]]
    headings = ("How many", "What it cost", "What is wrong", "What to do")
    st.html(text_tables.table("The commonest problems", headings, rows))


@permission.fragment
def _each(problems: Problems) -> None:
    """Every problem, those of one check in one file as one, narrowed by what a person looks for, and each as files."""
    table = as_text(problems.table)
    left, middle, right = st.columns(3)
    for place, column, title in ((left, "severity", "What it cost"), (middle, "file", "File")):
        offered = [ALL, *sorted(set(table[column]))]
        value = place.selectbox(title, offered, key=f"problem_{column}")
        if value != ALL:
            table = table[table[column] == value]
    words = right.text_input("Holding the words", key="problem_words").casefold().strip()
    if words:
        told = table.agg(" ".join, axis=1).str.casefold()
        table = table[told.str.contains(words, regex=False)]
    groups = problems.together([int(at) for at in table.index])
    drawn = min(len(groups), MOST)
    if drawn > FIRST and not st.toggle(f"Show {_most(drawn, len(groups))}", key="problem_more"):
        drawn = FIRST
    if groups:
        rows = [(g.severity, g.file, g.where(), g.column(), g.value(), g.message(), g.remedy) for g in groups[:drawn]]
        st.html(text_tables.table("Every problem", HEADINGS, rows))
    elif problems.table.num_rows:
        st.info("No problem answers. Choose another file, or clear the words.")
    if len(groups) > drawn:
        who.note(f"The first {drawn} of {len(groups):,}. The files hold all.")
    if len(groups) < len(table):
        who.note("The problems of one check in one file stand as one. The files hold each with its line and value.")
    if problems.notes:
        notes = [(note.file, note.words) for note in problems.notes[:MOST]]
        st.html(text_tables.table("Said besides", ("File", "What"), notes))
    who.note("The files quote what was sent: keep them as safe as the returns.")
    with st.container(horizontal=True, key="take_problems"):
        for label, kind, mime in FILES:
            build = problems.as_csv if kind == "csv" else problems.as_xlsx
            st.download_button(
                label,
                data=permission.file(build, f"problems.{kind}", None),
                mime=mime,
                on_click="ignore",
                file_name=f"problems.{kind}",
                key=f"problems_{kind}",
            )


def _checks(findings: Sequence[Finding], loader: Loader) -> None:
    figures.heading("What the checks say")
    if not findings:
        st.success("No check finds anything odd beside what is served.")
        return
    known = by_page.checks()
    if not loader.is_exact:
        who.note("Counts of children are told to the authority's own analysts alone.")
    for unit, group in groupby(findings, key=lambda finding: finding.unit.key):
        rows = [
            (
                "Stops it" if finding.is_stop else "Look at it",
                known[finding.code].title,
                finding.message if loader.is_exact else known[finding.code].why,
                finding.remedy,
            )
            for finding in group
        ]
        st.html(text_tables.table(unit_name(unit), ("What follows", "Check", "What it says", "What to do"), rows))


def unit_name(key: str) -> str:
    """A unit in words: Camden, 2024-25; Camden, case system's feed, 26 June 2026; a list by its key."""
    first, _, rest = key.partition("/")
    if first in context.authority_names() and rest.isdigit():
        return f"{context.authority_name(first)}, {int(rest) - 1}-{int(rest) % 100:02d}"
    kind, _, day = rest.partition("/")
    titles = {row["unit_kind"]: row["unit_title"] for row in records("period_folders")}
    if first in context.authority_names() and kind in titles:
        title = titles[kind]
        written = formatting.day(date.fromisoformat(day))
        return f"{context.authority_name(first)}, {title[:1].lower()}{title[1:]}, {written}"
    return key


def as_text(problems: pa.Table) -> pd.DataFrame:
    """What a page shows of each problem; a line where some have none stays a whole number."""
    as_strings = pa.schema([(name, pa.string()) for name in SHOWN])
    return problems.select(list(SHOWN)).cast(as_strings).to_pandas().fillna("")


def _most(drawn: int, count: int) -> str:
    return f"all {count:,}" if drawn == count else f"the first {drawn:,} of {count:,}"
