"""The frames' way of marts about what happened: starts, ends, moves, how long stays last."""

from __future__ import annotations

import narwhals as nw

from tests.benchmarks.framed import col, grouped, grouped_sum, total, with_shares
from tests.benchmarks.held import Held, Rows

LISTED = "is_listed"


def changes(held: Held) -> Rows:
    """Moves of two years by their reason."""
    rows = held.events("placement", 24, "begins_period", "reason_code").filter(~col("begins_period"))
    found = _two_years(rows, "reason_code", "move_count").with_columns(all_move_count=total("move_count"))
    return with_shares(found, {"move_pct": ("move_count", "all_move_count")})


def locations(held: Held) -> Rows:
    """Placements begun in two years by where they are."""
    rows = held.events("placement", 24, "distance_class", "locality")
    classes = held["new_placement_classes"]
    known = classes.filter(~col("locality").is_null())
    near = rows.join(known, on=["distance_class", "locality"])
    lost = rows.filter(col("distance_class") == "Not known").join(
        classes.filter(col("distance_class") == "Not known").drop("locality"), on="distance_class"
    )
    columns = ("class_name", "is_recent", LISTED)
    rows = nw.concat([near.filter(col("distance_class") != "Not known").select(columns), lost.select(columns)])
    found = _two_years(rows.filter(col(LISTED) == "yes"), "class_name", "placement_count")
    found = found.with_columns(all_placement_count=total("placement_count"))
    found = with_shares(found, {"placement_pct": ("placement_count", "all_placement_count")})
    return found.rename({"class_name": "locality_class"})


def _two_years(rows: Rows, by: str, name: str) -> Rows:
    rows = rows.with_columns(is_earlier=~col("is_recent"))
    found = grouped(rows, (by,), {name: "tally is_recent", "last_year_count": "tally is_earlier"}, count="all")
    return found.drop("all")


def assessments(held: Held) -> Rows:
    """Placements in family centres of each area: begun, ended, how long, at what price."""
    here = held.here
    rows = held.events("placement", 900, "spell_end", "placement_code").filter(col("placement_code") == "R3")
    rows = rows.join(held["areas"], on="authority_code")
    day, year, two = held.day(here.as_at), held.day(here.before(12)), held.day(here.before(24))
    reaching = [code for code, vouched in here.now.items() if vouched >= 24]
    began, ended = col("event_date"), col("spell_end")
    is_ended = col("authority_code").is_in(reaching) & (began > two) & (ended > year) & (ended <= day)
    rows = rows.with_columns(
        is_earlier=(began > two) & ~col("is_recent"), is_ended=is_ended, days=(ended - began).dt.total_minutes() / 1440
    )
    rows = rows.with_columns(days=nw.when(col("is_ended")).then(col("days")))
    rows = rows.with_columns(is_over=(col("days") > 84).fill_null(False))
    figures = {
        "begun_count": "tally is_recent",
        "last_year_count": "tally is_earlier",
        "ended_count": "tally is_ended",
        "median_days": "median days",
        "over_count": "tally is_over",
    }
    found = grouped(
        rows, ("area_name",), figures, count="all", shares={"over_pct": ("over_count", "ended_count")}
    ).drop("all")
    priced = held.children("placement_code", "weekly_cost_gbp").filter(col("placement_code") == "R3")
    priced = priced.join(held["areas"], on="authority_code")
    prices = {"priced_count": "count weekly_cost_gbp", "median_gbp_week": "median weekly_cost_gbp"}
    found = found.join(grouped(priced, ("area_name",), prices, count="all").drop("all"), on="area_name", how="left")
    return found.with_columns(priced_count=col("priced_count").fill_null(0))


def lengths(held: Held) -> Rows:
    """How long placements and periods of care last, as Kaplan and Meier say, of those begun in five years."""
    day = held.day(held.here.as_at)
    spells = {"placement": ("Placement", "placement_type"), "start": ("Period of care", "age_band")}
    parts = []
    for event, (name, group) in spells.items():
        rows = held.events(event, 60, "spell_end", "spell_end_code", group, reach=60)
        said = {"spell": nw.lit(name), "group_name": col(group).fill_null("Age not known")}
        parts.append(rows.select("event_date", "spell_end", "spell_end_code", **said))
    rows = nw.concat(parts)
    is_past = (col("spell_end") <= day).fill_null(False)
    until = nw.when(is_past).then(col("spell_end")).otherwise(nw.lit(day))
    rows = rows.with_columns(
        length_days=((until - col("event_date")).dt.total_minutes() / 1440),
        is_ended=is_past & (col("spell_end_code").fill_null("") != "E99"),
    )
    by = ("spell", "group_name")
    daily = grouped(rows, (*by, "length_days"), {"ended_count": "tally is_ended"}, count="spell_count")
    daily = daily.with_columns(opened=col("spell_count").cum_sum(reverse=True).over(*by, order_by="length_days"))
    lasting = 1 - col("ended_count") / col("opened")
    lasting = nw.when(lasting > 1e-12).then(lasting).otherwise(nw.lit(1e-12))
    daily = daily.with_columns(lasting=lasting.log())
    daily = daily.with_columns(survival=col("lasting").cum_sum().over(*by, order_by="length_days").exp().round(9))
    quarters = {"quarter_days": 0.75, "half_days": 0.5, "three_quarters_days": 0.25}
    daily = daily.with_columns(
        **{name: nw.when(col("survival") <= share).then(col("length_days")) for name, share in quarters.items()}
    )
    counts = [col("spell_count", "ended_count").sum(), col(*quarters).min()]
    return daily.group_by(*by).agg(*counts)


def entries(held: Held) -> Rows:
    """Children who start and end each month, and in the year to it, each once."""
    here = held.here
    first, last = (12 * day.year + day.month for day in (here.line_from, here.line_to))
    month = col("month_number")
    rows = held["int_events"].select("event", "event_date", "month_number", "child_id", "authority_code")
    is_asked = (col("event").is_in(("start", "end")), month.is_between(first, last))
    rows = rows.filter(*is_asked, col("authority_code").is_in(here.line))
    rows = rows.with_columns(after=month.shift(-1).over("event", "child_id", order_by="event_date"))
    is_sooner = (col("after") < month + 12).fill_null(False)
    rows = rows.with_columns(past=nw.when(is_sooner).then(col("after")).otherwise(month + 12))
    kinds = {"start": "start_count", "end": "end_count"}
    rows = rows.with_columns(**{name: (col("event") == kind).cast(nw.Int64) for kind, name in kinds.items()})
    columns = tuple(kinds.values())
    begun = grouped_sum(rows, ("month_number",), *columns)
    past = grouped_sum(rows, ("past",), *columns).rename({"past": "month_number"})
    year = {f"{kind}_12_months_count": name for kind, name in kinds.items()}
    steps = nw.concat(
        [
            begun.select(col("month_number").cast(nw.Int64), **{name: col(of) for name, of in year.items()}),
            past.select(col("month_number").cast(nw.Int64), **{name: -col(of) for name, of in year.items()}),
        ]
    )
    months = held["int_vouched"].select("as_at", col("month_number").cast(nw.Int64)).unique()
    nought = months.select("month_number", **{name: nw.lit(0).cast(nw.Int64) for name in year})
    steps = grouped_sum(nw.concat([steps, nought]), ("month_number",), *year)
    # The sum of all steps so far, in order of the months.
    steps = steps.sort("month_number").with_columns(one=nw.lit(1))
    yearly = steps.with_columns(**{name: col(name).cum_sum().over("one", order_by="month_number") for name in year})
    whole = nw.col("month_number") >= first + 11
    yearly = yearly.with_columns(**{name: nw.when(whole).then(col(name)) for name in year}).drop("one")
    stock = grouped(held.children(is_by_month=True), ("as_at",), count="looked_after_count")
    begun = begun.with_columns(col("month_number").cast(nw.Int64))
    found = stock.join(months, on="as_at").join(begun, on="month_number", how="left")
    found = found.join(yearly, on="month_number", how="left").with_columns(col(*columns).fill_null(0))
    net = col("start_12_months_count") - col("end_12_months_count")
    return found.with_columns(net_12_months_count=net).drop("month_number")


MARTS = {
    "entries_and_exits": entries,
    "length_of_stay": lengths,
    "new_placements_location": locations,
    "parent_assessments": assessments,
    "placement_changes": changes,
}
