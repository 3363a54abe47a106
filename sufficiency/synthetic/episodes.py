"""A period of care as episodes: a new one each time legal status or placement changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sufficiency.synthetic.dates import first_day, last_day, written
from sufficiency.synthetic.model import Away, Spell, Stay

SUPPORTED_CODE_FROM = 2025
OTHER_CODES_FROM = 2026
# Codes of other placements that are registered or need not be, and of those that should be.
OTHER_CODES = (("Z11", "Z11", "Z14"), ("Z12", "Z13", "Z12"))
# From this day supported accommodation has to be registered.
REGISTERED_FROM = date(2023, 10, 28).toordinal()


@dataclass(slots=True)
class Episode:
    """One row of a whole history: legal status and stay from ``start``; ``end`` None if open."""

    spell: Spell
    start: int
    cause: str
    status: str
    stay: Stay
    end: int | None = None
    reason: str = ""
    move_reason: str = ""


def episodes_of(spell: Spell) -> list[Episode]:
    """The episodes of a period of care, in order.

    The first known episode of a child already in care begins where its history does, which may be
    after care began; its cause is then the change that began it.
    """
    opening = max(spell.stays[0].start, spell.legal[0][0])
    cause = "S" if opening == spell.start else "P"
    if cause == "P" and spell.stays[0].code in ("A3", "A5"):
        cause = "T"
    if opening > spell.start and spell.legal[0][0] > spell.stays[0].start:
        cause = "L" if spell.stays[0].code not in ("A3", "A5") else "U"
    days = {opening}
    days.update(day for day, _ in spell.legal if day > opening)
    days.update(stay.start for stay in spell.stays if stay.start > opening)
    episodes: list[Episode] = []
    statuses, stays = iter(spell.legal), iter(spell.stays)
    next_status, next_stay = next(statuses, None), next(stays, None)
    status, stay = spell.legal[0][1], spell.stays[0]
    for day in sorted(days):
        before_status, before_stay = status, stay
        while next_status is not None and next_status[0] <= day:
            status, next_status = next_status[1], next(statuses, None)
        while next_stay is not None and next_stay.start <= day:
            stay, next_stay = next_stay, next(stays, None)
        if not episodes:
            episodes.append(Episode(spell, day, cause, status, stay))
            continue
        moved, changed = stay is not before_stay, status != before_status
        if not moved and not changed:
            continue
        episodes[-1].end, episodes[-1].reason = day, "X1"
        if moved:
            episodes[-1].move_reason = before_stay.reason or "OTHER"
        episodes.append(Episode(spell, day, _cause(moved, changed, stay), status, stay))
    episodes[-1].end, episodes[-1].reason = spell.end, spell.reason
    for away in sorted(spell.away):
        _put_in(episodes, away)
    return episodes


def _put_in(episodes: list[Episode], away: Away) -> None:
    """Part the episode in which a temporary placement lies into before, away and back."""
    place = max(i for i, episode in enumerate(episodes) if episode.start < away.start)
    whole = episodes[place]
    elsewhere = Stay(away.start, away.code, "", "", away.spot, "")
    gone = Episode(whole.spell, away.start, "P", whole.status, elsewhere, away.end, "X1")
    back = replace(whole, start=away.end, cause="P")
    whole.end, whole.reason, whole.move_reason = away.start, "X1", ""
    episodes[place + 1 : place + 1] = [gone, back]


def _cause(moved: bool, changed: bool, stay: Stay) -> str:
    if not moved:
        return "L"
    if changed:
        return "U" if stay.same_carer else "B"
    return "T" if stay.same_carer else "P"


def in_year(episode: Episode, year: int) -> bool:
    """Whether an episode is open at any time in a return year."""
    if episode.start > last_day(year):
        return False
    return episode.end is None or episode.end >= first_day(year)


def place_code(spell: Spell, stay: Stay, year: int) -> str:
    """The placement code of a stay as the code list of a return year has it."""
    if stay.code in ("H5", "P2"):
        return "K3" if year >= SUPPORTED_CODE_FROM else stay.code
    if stay.code == "Z1" and year >= OTHER_CODES_FROM:
        codes = OTHER_CODES[spell.is_unregistered(stay)]
        return codes[int(spell.child.number[-2:]) % len(codes)]
    return stay.code


def urn(stay: Stay) -> str:
    """The provider's number, where the return asks for one of that placement."""
    if stay.code == "P2" or (stay.code == "H5" and stay.start < REGISTERED_FROM):
        return ""
    return stay.urn


def row(episode: Episode, year: int) -> list[str]:
    """An episode as the return of a year writes it; what comes after the year is not yet known."""
    child, stay = episode.spell.child, episode.stay
    ended = episode.end is not None and episode.end <= last_day(year)
    return [
        child.number,
        written(episode.start),
        episode.cause,
        episode.status,
        episode.spell.need_code,
        place_code(episode.spell, stay, year),
        stay.provider,
        written(episode.end) if ended else "",
        episode.reason if ended else "",
        episode.move_reason if ended else "",
        child.home.postcode if child.home else "",
        stay.spot.postcode if stay.spot else "",
        urn(stay),
    ]
