"""A case system's feed as its scripts export it on a day or every week: the Standard Safeguarding Dataset's tables.

It is made of the same histories as the returns, gone on for some months after the last of them. A few children and
numbers of homes are not in the export, as in life, so that there is something to find before the next return.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from sufficiency.synthetic import feed_outcomes, health, missing_and_reviews
from sufficiency.synthetic.dates import last_day, year_of
from sufficiency.synthetic.episodes import Episode, episodes_of, place_code, urn
from sufficiency.synthetic.history import History
from sufficiency.synthetic.model import Child, Spell
from sufficiency.synthetic.random_draws import stream
from sufficiency.synthetic.returns import Returns
from sufficiency.synthetic.targets import YearTargets
from sufficiency.synthetic.writing import Form, write_table

Row = dict[str, str]
# Days from the last return's end to the feed's day: the end of June, on a Friday in 2026.
DAYS_AFTER = 87
# How long an export goes back, and how often a child or a home's number is not in it.
HISTORY_DAYS = 4 * 365
LEFT_OUT, NO_NUMBER = 1 / 120, 1 / 50
NO_END = "9999-12-31"


def feed_days(last_year: int, after: int | None, weeks: int) -> list[int]:
    """The days of the last ``weeks`` weekly feeds beside returns that end with ``last_year``, the oldest first; the
    newest is ``after`` days after that end, or some months where that is None. Raises ValueError below one week."""
    if weeks < 1:
        raise ValueError(f"{weeks} weeks of feeds; say 1 or more")
    newest = last_day(last_year) + (DAYS_AFTER if after is None else after)
    return [newest - 7 * back for back in reversed(range(weeks))]


def write(out: Path, returns: Returns, history: History, target: YearTargets | None, days: Sequence[int]) -> None:
    """Write the feed of each of ``days``; the histories go on to the year after the last return first, where one is
    after that.

    To be called when every return has been written, because histories are changed.
    """
    last = returns.years[-1]
    events = list(returns.missing)
    oc2 = health.rows(returns.seed, returns.area, returns.spells, last, returns.targets[last])
    outcomes = feed_outcomes.of_rows(returns.seed, returns.area, oc2, last_day(last))
    if target is not None and days[-1] > last_day(last):
        history.go_on(last + 1, target)
        after = missing_and_reviews.missing_events(returns.seed, returns.area, history.population.spells, [last + 1])
        events += [event for event in after if event[2] > last_day(last)]
    for day in days:
        folder = out / returns.area / "feed" / date.fromordinal(day).isoformat()
        for name, rows in tables(returns.seed, returns.area, history.population.spells, events, outcomes, day):
            columns = tuple(dict.fromkeys(column for row in rows for column in row)) or feed_outcomes.COLUMNS.get(name)
            if columns:
                write_table(folder / f"{name}.csv", Form(columns), ([row.get(c, "") for c in columns] for row in rows))


def tables(
    seed: int,
    area: str,
    spells: Sequence[Spell],
    events: Sequence[missing_and_reviews.Incident],
    outcomes: Sequence[feed_outcomes.Known],
    day: int,
) -> Iterator[tuple[str, list[Row]]]:
    """Name and rows of each table as they are known on ``day``; ids, and what is left out, are the same every week."""
    rng = stream(seed, area, "feed")
    children = {spell.child.number: spell.child for spell in spells}
    left_out = {number for number in sorted(children) if rng.random() < LEFT_OUT}
    lacking = [rng.random() < NO_NUMBER for _ in spells]
    kept = [
        (number, spell)
        for number, spell in enumerate(spells)
        if spell.start <= day
        and (spell.end is None or spell.end >= day - HISTORY_DAYS)
        and spell.child.number not in left_out
    ]
    people = [children[number] for number in sorted({spell.child.number for _, spell in kept})]
    yield "ssd_person", [_person(child) for child in people]
    episodes, placements, statuses = [], [], []
    for number, spell in kept:
        own = [episode for episode in episodes_of(spell) if episode.start <= day]
        ids = _placement_ids(number, own)
        episodes += [_episode(number, at, episode, ids, day) for at, episode in enumerate(own)]
        placements += list(_placements(own, ids, day, lacking[number]))
        statuses += list(_statuses(own, day))
    yield "ssd_cla_episodes", episodes
    yield "ssd_cla_placement", placements
    yield "ssd_legal_status", statuses
    yield "ssd_address", [_address(child) for child in people if child.home]
    yield "ssd_missing", _missing_of(people, events, day)
    yield from feed_outcomes.tables(outcomes, {child.number: person_id(child) for child in people}, day)
    yield "ssd_immigration_status", [_unaccompanied(child) for child in people if child.is_uasc]
    mothers = (child for child in people if child.baby_born is not None and child.baby_born <= day)
    yield "ssd_mother", [_mother(child) for child in mothers]
    yield "ssd_linked_identifiers", [_linked(child) for child in people]


def person_id(child: Child) -> str:
    """The case system's own id of a child, which is none of the return's."""
    return str(70_000_000 + int("".join(c for c in child.number if c.isdigit())[-7:]))


def _written(day: int | None) -> str:
    return "" if day is None else date.fromordinal(day).isoformat()


def _ended(end: int | None, day: int) -> str:
    return _written(end) if end is not None and end <= day else ""


def _person(child: Child) -> Row:
    return {
        "pers_person_id": person_id(child),
        "pers_sex": child.sex,
        "pers_ethnicity": child.ethnic,
        "pers_dob": _written(child.born),
        "pers_forename": "Invented",
        "pers_surname": f"Child {person_id(child)[-4:]}",
        "pers_is_mother": "Y" if child.baby_born is not None else "N",
    }


def _placement_ids(number: int, own: Sequence[Episode]) -> dict[int, str]:
    ids: dict[int, str] = {}
    for episode in own:
        ids.setdefault(id(episode.stay), f"{number + 1:05d}{len(ids) + 1:02d}")
    return ids


def _episode(number: int, at: int, episode: Episode, ids: dict[int, str], day: int) -> Row:
    ended = _ended(episode.end, day)
    return {
        "clae_cla_episode_id": f"{number + 1:05d}{at + 1:03d}",
        "clae_person_id": person_id(episode.spell.child),
        "clae_cla_episode_start_date": _written(episode.start),
        "clae_cla_episode_start_reason": episode.cause,
        "clae_cla_primary_need_code": episode.spell.need_code,
        "clae_cla_episode_ceased_date": ended,
        "clae_cla_episode_ceased_reason": episode.reason if ended else "",
        "clae_cla_id": f"{number + 1:05d}",
        "clae_cla_placement_id": ids[id(episode.stay)],
        "clae_entered_care_date": _written(episode.spell.start),
    }


def _placements(own: Sequence[Episode], ids: dict[int, str], day: int, lacks_number: bool) -> Iterator[Row]:
    """A row a placement: a temporary one lies within that to which the child comes back."""
    of_stay: dict[int, list[Episode]] = defaultdict(list)
    for episode in own:
        of_stay[id(episode.stay)].append(episode)
    for key, episodes in of_stay.items():
        last, stay = episodes[-1], episodes[-1].stay
        ended = _ended(last.end, day)
        yield {
            "clap_cla_placement_id": ids[key],
            "clap_person_id": person_id(last.spell.child),
            "clap_cla_placement_start_date": _written(episodes[0].start),
            "clap_cla_placement_end_date": ended or NO_END,
            "clap_cla_placement_type": place_code(last.spell, stay, year_of(day)),
            "clap_cla_placement_provider": stay.provider,
            "clap_cla_placement_urn": "" if lacks_number and not ended else urn(stay),
            "clap_cla_placement_postcode": stay.spot.postcode if stay.spot else "",
            "clap_cla_placement_change_reason": last.move_reason if ended else "",
        }


def _statuses(own: Sequence[Episode], day: int) -> Iterator[Row]:
    """A row a run of episodes with one legal status."""
    runs: list[list[Episode]] = []
    for episode in own:
        if not runs or runs[-1][-1].status != episode.status:
            runs.append([])
        runs[-1].append(episode)
    for run in runs:
        yield {
            "lega_person_id": person_id(run[0].spell.child),
            "lega_legal_status": run[0].status,
            "lega_legal_status_start_date": _written(run[0].start),
            "lega_legal_status_end_date": _ended(run[-1].end, day),
        }


def _address(child: Child) -> Row:
    return {
        "addr_person_id": person_id(child),
        "addr_address_type": "Home",
        "addr_address_start_date": _written(child.born),
        "addr_address_end_date": "",
        "addr_address_postcode": child.home.postcode if child.home else "",
        "addr_address_line1": "An invented street",
    }


def _missing(child: Child, kind: str, start: int, end: int | None, day: int) -> Row:
    return {
        "miss_person_id": person_id(child),
        "miss_missing_episode_start_date": _written(start),
        "miss_missing_episode_type": kind,
        "miss_missing_episode_end_date": _ended(end, day),
    }


def _missing_of(people: Sequence[Child], events: Sequence[missing_and_reviews.Incident], day: int) -> list[Row]:
    in_export = {child.number for child in people}
    known = (event for event in events if event[0].number in in_export and event[2] <= day)
    return [_missing(child, kind, start, end, day) for child, kind, start, end in known]


def _unaccompanied(child: Child) -> Row:
    return {
        "immi_person_id": person_id(child),
        "immi_immigration_status": "UASC",
        "immi_immigration_status_start_date": "",
    }


def _mother(child: Child) -> Row:
    return {
        "moth_person_id": person_id(child),
        "moth_childs_person_id": "",
        "moth_childs_dob": _written(child.baby_born),
    }


def _linked(child: Child) -> Row:
    return {
        "link_person_id": person_id(child),
        "link_identifier_type": "SSDA903 Child ID",
        "link_identifier_value": child.number,
    }
