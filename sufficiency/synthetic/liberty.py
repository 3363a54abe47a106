"""Orders that deprive children of their liberty: one history, for the table and for the prices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sufficiency.synthetic.dates import age_on, birthday, first_day, last_day, written
from sufficiency.synthetic.model import Spell, Stay
from sufficiency.synthetic.random_draws import stream

# Hidden standing from which a court may be asked, and the ages for which it mostly is.
LEAST_DANGER = 1.3
YOUNGEST, OLDEST = 10, 17


class Order(NamedTuple):
    """An order from ``start``; ``end`` is None for one that outlasts the last return."""

    start: int
    end: int | None


Orders = dict[int, list[Order]]


def danger(spell: Spell) -> float:
    """What makes a court deprive a child of liberty: danger to and from others, and need."""
    return spell.child.risk + 0.6 * spell.child.need


def orders_of(seed: int, area: str, spells: Sequence[Spell], last_year: int) -> Orders:
    """Orders by the number of the period of care; none lasts beyond its placement."""
    orders_by_child: Orders = {}
    for number, spell in enumerate(spells):
        if danger(spell) < LEAST_DANGER:
            continue
        rng = stream(seed, area, "order", number)
        stop = spell.end if spell.end is not None else last_day(last_year) + 1
        ends = [stay.start for stay in spell.stays[1:]] + [stop]
        orders: list[Order] = []
        for stay, over in zip(spell.stays, ends, strict=True):
            chance = min(0.22 * (danger(spell) - 1.0), 0.7)
            chance *= 2.0 if stay.code == "Z1" else 1.0
            if rng.random() > chance or not _may_hold(spell, stay):
                continue
            start = stay.start + 1 + int(rng.expovariate(1 / 25))
            end = min(start + 28 * rng.randint(2, 18), birthday(spell.child.born, 18), over) - 1
            if end - start > 5:
                is_open = end >= last_day(last_year) and spell.end is None
                orders.append(Order(start, None if is_open else end))
        if orders:
            orders_by_child[number] = orders
    return orders_by_child


def _may_hold(spell: Spell, stay: Stay) -> bool:
    """A home or a place that should be one: not secure care, custody or supported accommodation."""
    fits = stay.code == "K2" or spell.is_unregistered(stay)
    return fits and YOUNGEST <= age_on(spell.child.born, stay.start) <= OLDEST


def standing(orders: Sequence[Order], day: int) -> str:
    """How a child stands on a day, as the costs return has it: current, previous or no."""
    if any(order.start <= day and (order.end is None or order.end > day) for order in orders):
        return "current"
    return "previous" if any(order.start <= day for order in orders) else "no"


def order_rows(orders: Orders, spells: Sequence[Spell], year: int) -> list[list[str]]:
    """Orders in force in a year (returned from 2027); one that ends after it has no end yet."""
    first, last = first_day(year), last_day(year)
    return [
        [
            spell.child.number,
            written(spell.child.born),
            written(order.start),
            written(order.end) if order.end is not None and order.end <= last else "",
        ]
        for number, spell in enumerate(spells)
        for order in orders.get(number, ())
        if order.start <= last and (order.end is None or order.end >= first)
    ]
