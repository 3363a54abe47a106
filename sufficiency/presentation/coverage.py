"""Over which authorities a figure is, in words: how many count at its date, and who is left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sufficiency.catalogue.header import LISTS
from sufficiency.disclosure import rule
from sufficiency.presentation import formatting, kinds_not_known
from sufficiency.result import Column, Result

MOST_NAMED = 5
MOST_SENDERS = 10
FACTS = {"prices": "prices", "outcomes": "health and behaviour", "searches": "found placements"}


def words(result: Result) -> str:
    """How many of how many authorities count, and those left out by name where they are few."""
    return _of_whom(result, MOST_NAMED)


def in_full(result: Result) -> str:
    """As :func:`words`, with every authority left out by name: what files carry."""
    return _of_whom(result, len(result.left_out))


def _of_whom(result: Result, most: int) -> str:
    if result.sent:
        return _of_senders(result, most)
    if not result.authority_count and result.left_out:
        said = f"{nobody(result)}: {_when_all(result, most)}"
        return f"{said}. Choose such a date" if any(days != (None, None) for days in result.counts_when) else said
    if result.authority_total == result.authority_count == 1:
        return f"{_alone(result)} counts at this date"
    return f"{count(result)} count{'s' if result.authority_total == 1 else ''} at this date{_without(result, most)}"


def _alone(result: Result) -> str:
    """The one authority that figures are of, by name where it is known."""
    return result.vouched[0][0] if len(result.vouched) == 1 else "The one authority chosen"


def _of_senders(result: Result, most: int) -> str:
    """'8 of 33 authorities sent found placements of the quarter to 31 March 2026, without Bexley'."""
    without = f", without {names(result, most)}" if result.left_out else ""
    if result.authority_count:
        of = _alone(result) if result.authority_total == 1 else count(result)
        return f"{of} {result.sent}{without}"
    what = result.sent.removeprefix("sent ")
    return f"{names(result, most)} sent no {what}"


def nobody(result: Result) -> str:
    """That none of those chosen counts at the date: 'Croydon does not count at this date'."""
    if result.authority_total == 1:
        return f"{names(result)} does not count at this date"
    return f"None of {result.authority_total} authorities counts at this date"


def _when_all(result: Result, most: int) -> str:
    """For which dates those left out count; of several each by name."""
    said = [_when(*days) for days in result.counts_when]
    if len(said) == 1:
        return said[0]
    return listed([f"{name} ({words})" for name, words in zip(result.left_out, said, strict=False)], most)


def _when(to: date | None, start: date | None) -> str:
    """'its figures count up to 31 March 2023 and again from 30 April 2024'."""
    if to is None and start is None:
        return "it sent nothing that counts here"
    up_to = f"up to {formatting.day(to)}" if to else ""
    again = f"{'again ' if to else ''}from {formatting.day(start)}" if start else ""
    return f"its figures count {' and '.join(filter(None, (up_to, again)))}"


def aside(result: Result, side: str = "") -> str:
    """The same as a sentence to follow what figures say; '' where no authority is left out. Of two that stand side by
    side it says of which ``side`` that is.

    A line is of those that vouch for every month of it, whoever counts at the date.
    """
    if result.is_line:
        return f" {said}" if (said := over_time(result)) else ""
    if result.sent:
        return f" {words(result)}."
    if not result.left_out:
        return ""
    of = f"For {side} it is" if side else "This is"
    return (
        f" {of} of {count(result)}{_without(result, MOST_NAMED)}." if result.authority_count else f" {words(result)}."
    )


def of_nobody(result: Result) -> str:
    """Why there is no figure at all, and what to do, where none of those chosen counts; else ''."""
    if result.authority_count or not result.left_out:
        return ""
    if result.sent:
        return f"No figure can be given: {words(result)}. Data submission lists what each authority sent."
    when = formatting.day(result.as_at)
    return f"No figure can be given: {names(result)} sent nothing that vouches for {when}."


def looking_back(result: Result) -> str:
    """Of whom the figures are that look back further than the inputs of all who count reach; else ''."""
    said = []
    for months in sorted(_look_backs(result)):
        short = [name for name, reach in result.vouched if reach < months]
        if short and len(short) == len(result.vouched):
            said.append(f"What looks back {months} months is x: no inputs here vouch for as many without a hole.")
        elif short:
            reaching = len(result.vouched) - len(short)
            said.append(
                f"What looks back {months} months is of {reaching} of {result.authority_total} authorities, also "
                f"without {listed(short)}."
            )
        elif months in _short_lines(result):
            said.append(f"What looks back {months} months is x where the line has fewer before it.")
    return " ".join(said)


def _short_lines(result: Result) -> set[int]:
    """How far back the columns of a line look that are x somewhere, as at its beginning."""
    columns = result.view.columns if result.is_line else ()
    return {column.look_back for column in columns if column.look_back and (result.symbols[column.name] == "x").any()}


def seen_once(result: Result) -> str:
    """From which days the facts are that are seen once a year, where the result rests on any, and who
    has none; else ''."""
    units = {column.unit for column in result.view.columns} | set(result.rows.get("unit", ()))
    costs = (["prices"] if units & rule.MONEY else []) + (["orders and needs"] if _rests(result, "prices") else [])
    scores = ["scores, convictions and substance misuse"] if _rests(result, "outcomes") else []
    told = ((costs, "prices", result.priced), (scores, "outcomes", result.scored))
    said = [_seen(", ".join(what), collected, days, result) for what, collected, days in told]
    said.append(kinds_not_known.aside(result))
    if _rests(result, "searches"):
        said.append(_searched(result))
    return " ".join(words for words in said if words)


def _rests(result: Result, collected: str) -> bool:
    """True where a row that is not itself a sum of money rests on what ``collected`` names."""
    rows = result.rows
    others = rows[~rows["unit"].isin(list(rule.MONEY))] if "unit" in rows else rows
    return any(
        not fact.column or (fact.column in others and (others[fact.column] == fact.value).any())
        for fact in result.facts
        if fact.collected == collected
    )


def _seen(what: str, collected: str, days_of: Sequence[tuple[str, date | None]], result: Result) -> str:
    if not what or not days_of:
        return ""
    if result.is_line:
        return f"{what[:1].upper()}{what[1:]} are points at the days they were collected{_gaps(result, collected)}."
    days = sorted({when for _, when in days_of if when})
    if not days:
        return f"No {what} were collected in the twelve months to this date."
    lacking = [name for name, when in days_of if not when]
    when = formatting.day(days[0]) if len(days) == 1 else f"{formatting.day(days[0])} to {formatting.day(days[-1])}"
    without = f"; {listed(lacking)} sent none" if lacking else ""
    return f"{what[:1].upper()}{what[1:]} are those collected on {when}{without}."


def _gaps(result: Result, collected: str) -> str:
    """On which days a line is x for want of what was ``collected``, and who sent none; '' where all did."""
    by_names: dict[tuple[str, ...], list[str]] = {}
    for what, day, names in result.line_gaps:
        if what == collected:
            by_names.setdefault(names, []).append(formatting.day(day))
    said = [f"; x at {listed(days)}, for {listed(names)} sent none" for names, days in by_names.items()]
    is_of_others = said and result.authority_total > 1
    return "".join(said) + (" (a count at such a date alone is of the others)" if is_of_others else "")


def _searched(result: Result) -> str:
    """Which authorities sent the forms that the needs SSDA903 does not hold are told from, and of what time."""
    what = "Need that returns do not hold"
    if not result.searched:
        return ""
    if result.is_line:
        return f"{what} is a point at the end of a quarter, where all chosen sent found placements of it."
    sent = {name: when for name, when in result.searched if when}
    if not sent:
        return f"{what} is x: no found placements were sent of a quarter in the twelve months to this date."
    of = f"{len(sent)} of {len(result.searched)} authorities: " if len(result.searched) > 1 else ""
    told = f"is told by found placements of a quarter up to {formatting.day(max(sent.values()))}"
    return f"{what} {told}, which were sent by {of}{listed([*sent], MOST_SENDERS)}."


def over_time(result: Result) -> str:
    """Of whom a line over time is, where it is not of all chosen; else ''."""
    if not result.is_line or not result.line_without:
        return ""
    of = result.authority_total - len(result.line_without)
    return f"The line is of {of} of {result.authority_total} authorities, without {listed(result.line_without)}."


def reason(column: Column, symbol: str) -> str:
    """What a symbol in a column means; of x, why there is no figure where the column looks back."""
    meaning = formatting.symbols().get(symbol, "")
    if symbol == "x" and column.look_back:
        return f"{meaning}: it looks back {column.look_back} months, further than inputs vouch for without a hole"
    if symbol == "x" and column.collected == LISTS:
        return f"{meaning}: no list or home says it"
    if symbol == "x" and column.collected:
        # Of some placements a price that was collected tells nothing, as of those begun since.
        untold = ", or which do not tell it" if column.collected == "prices" else ""
        what = f"{FACTS[column.collected]}, not collected in the twelve months to the date"
        return f"{meaning}: it rests on {what}{untold}"
    return meaning


def _look_backs(result: Result) -> set[int]:
    months = {column.look_back for column in result.view.columns}
    if "look_back_months" in result.rows:
        months |= {int(number) for number in result.rows["look_back_months"].dropna()}
    return months - {0}


def count(result: Result) -> str:
    """How many of how many authorities count: '32 of 33 authorities'."""
    noun = "authority" if result.authority_total == 1 else "authorities"
    return f"{result.authority_count} of {result.authority_total} {noun}"


def names(result: Result, most: int = MOST_NAMED) -> str:
    """Those left out, by name where they are few: 'Croydon and Barnet'."""
    return listed(result.left_out, most)


def listed(named: Sequence[str], most: int = MOST_NAMED) -> str:
    """Names as words: 'Croydon and Barnet', the last many as a number."""
    out = list(named)
    if len(out) > most + 1:
        out = [*out[:most], f"{len(out) - most} others"]
    return f"{', '.join(out[:-1])} and {out[-1]}" if len(out) > 1 else "".join(out)


def _without(result: Result, most: int) -> str:
    """Who is left out; of one, and for which dates it counts."""
    if not result.left_out:
        return ""
    when = f" ({_when(*result.counts_when[0])})" if len(result.counts_when) == 1 else ""
    return f", without {names(result, most)}{when}"
