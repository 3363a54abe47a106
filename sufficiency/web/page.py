"""The start and the end of every page: access, masthead and filter bar; then trust furniture."""

from __future__ import annotations

from functools import partial

import streamlit as st

from sufficiency import choices, settings
from sufficiency.database import small_authorities
from sufficiency.presentation import coverage, formatting
from sufficiency.reference import areas, tables
from sufficiency.result import EXACT, Result
from sufficiency.web import (
    address,
    captions,
    context,
    entrance,
    file_comparator,
    filters,
    find,
    first_use,
    foot,
    history,
    left_out,
    links,
    masthead,
    navigation,
    page_export,
    permission,
    saved_views,
    sign_out,
    style,
    views_by_page,
)
from sufficiency.web.page_run import PageRun


def start(title: str, question: str, *, children: masthead.Children = "behind") -> PageRun:
    """Check access, draw the masthead and the filter bar, and return this run.

    Nothing is read or drawn for someone who is not allowed: the page ends with the reason.
    ``children`` says whether they stand behind the page's figures, are listed on it, or neither.
    """
    title = tables.filled(title)
    page_export.begin(title)
    captions.begin()
    _stop_if_a_table_is_broken()
    st.html(style.css())
    run = entrance.run()
    person = entrance.permit(run.snapshot).person
    if not person.sees_figures:
        entrance.stop_without_figures(title, run.snapshot)
    navigation.lead_home(person.role)
    scope, options = entrance.opened(run, person)
    with st.sidebar, history.on_every_page():
        entrance.view_as(run.snapshot)
        chosen = filters.bar(options, is_protected=person.profile != EXACT, page=title)
        saved_views.bar(chosen, options)
        sign_out.bar()
    page = PageRun(title, run, person, scope, options, chosen)
    permission.draw(title, chosen)
    page_export.compare_by(partial(file_comparator.with_comparators, page))
    find.box(page)
    if failure := context.SERVING.failure:
        shown = f"snapshot {run.snapshot.id}, made on {formatting.day_of(run.snapshot.created)}"
        st.warning(f"The current data cannot be opened; this page shows the last good: {shown}. {failure}")
    masthead.draw(page, question, children)
    first_use.line(title)
    address.tell()
    views_by_page.begin(page)
    return page


def stop_if_empty(page: PageRun, result: Result) -> None:
    """End the page with what to relax when no child answers the choices.

    What was received, and lines up to the last month that inputs vouch for, are shown at any date.
    """
    is_of_any_date = result.is_line or result.view.section == "data"
    why = "" if is_of_any_date else coverage.of_nobody(result)
    if not why and not _counts_nobody(result):
        return
    narrow = choices.narrowing(page.choices)
    advice = f"Clear one of: {', '.join(narrow)}." if narrow else "Choose another date."
    few = "" if result.profile == EXACT else ", or too few to show"
    if not why and result.profile != EXACT and page.authority in small_authorities.of(page.scope):
        why = (
            f"{page.authority_name} looks after fewer than {settings.LEAST_AUTHORITY} children. Protected "
            f"figures of so few are not divided: [Overview]({_overview(page)}) has what can be shown."
        )
        wider = f" The same for all of {_around(page)}." if page.sees_region else ""
        st.info(f"{why}{wider}")
        end(page)
        st.stop()
    # Another date changes nothing where no quarter was sent.
    next_step = "" if result.sent else f" {_newest(page)}"
    st.info(f"{why}{next_step}" if why else f"No child answers these choices{few}. {advice}")
    end(page)
    st.stop()


def _overview(page: PageRun) -> str:
    return links.to_page(navigation.address("overview"), page.choices, page.options)


def _around(page: PageRun) -> str:
    """Links to this page for the area around the authority, and for the region."""
    area = areas.area_of(page.authority, page.choices.get("grouping", (choices.default_grouping(),))[0])
    wider = {name: page.choices_with("area", value) for name, value in ((area, area), (page.region_title, "")) if name}
    return " or ".join(f"[{name}]({links.to_here(chosen, page.options)})" for name, chosen in wider.items())


def _newest(page: PageRun) -> str:
    """A link to the newest date that the inputs of any of those chosen vouch for; else what to do."""
    days = set(page.fetch("authorities_counted")["authorities_counted"].rows["newest_day"])
    offered = (option.label for option in page.options if option.choice == "as_at")
    newest = next((label for label in offered if label in days), "")
    if not newest:
        return "Choose another place."
    where = links.to_here({**page.choices, "as_at": (newest,)}, page.options)
    return f"The newest date that a return of theirs vouches for is [{newest}]({where})."


def tell_broken(page: PageRun, named: str = "") -> None:
    """Say which views whose name begins with ``named`` are left out because they are broken, and that what was saved
    since is being built; the page is drawn anew as soon as it is."""
    left_out.tell_building()
    left_out.tell(page.scope.problems, named)


def end(page: PageRun) -> None:
    """Draw the views placed on the page, record the visit and draw the foot."""
    views_by_page.end()
    foot.draw(page.title, page.snapshot, page.person.profile, page.choices)


def _counts_nobody(result: Result) -> bool:
    """No row, or nought in each row of the first count, the children the view is about."""
    counts = [column.name for column in result.view.columns if column.unit == "count"]
    if result.is_empty or not counts:
        return result.is_empty
    # A figure that no return vouches for is of nobody in particular, and does not speak against it.
    first = result.rows[counts[0]][result.symbols[counts[0]] != "x"]
    return bool((first == 0).all()) and len(first) > 0


def _stop_if_a_table_is_broken() -> None:
    try:
        tables.demand()
    except tables.BrokenReference as error:
        st.error(f"A table that pages are made of cannot be read. {error}. Mend it and the next click reads it again.")
        st.stop()
