"""The frames' way of marts about rare situations, month by month and quarter by quarter."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from tests.benchmarks.framed import col, grouped, with_shares
from tests.benchmarks.framed_costs import MEDIAN
from tests.benchmarks.held import Held, Rows

DISTANT = {"distant_pct": ("distant_count", "child_count")}
DEPRIVED, UNREGISTERED = "is_deprived_of_liberty", "is_unregistered"
BOTH = "Deprived of liberty in an unregistered placement"


def secure(held: Held) -> Rows:
    """Children in secure homes, in custody and of a youth justice status at each month end."""
    rows = held.children("placement_code", "legal_status_code", "distance_miles", "is_distant", is_by_month=True)
    is_secure, is_custody = col("placement_code") == "K1", col("placement_code") == "R5"
    is_justice = col("legal_status_code").str.starts_with("J")
    whole = grouped(rows, ("as_at",), count="looked_after_count")
    rows = rows.filter(is_secure | is_custody | is_justice)
    elsewhere = (
        nw.when(is_custody).then(nw.lit("Youth custody")).otherwise(nw.lit("Youth justice status, placed elsewhere"))
    )
    welfare = nw.when(is_secure).then(nw.lit("Secure home, welfare")).otherwise(elsewhere)
    situation = nw.when(is_secure & is_justice).then(nw.lit("Secure home, youth justice")).otherwise(welfare)
    figures = {
        "known_distance_count": "count distance_miles",
        "median_miles": "median distance_miles",
        "distant_count": "tally is_distant",
    }
    found = grouped(rows.with_columns(situation=situation), ("as_at", "situation"), figures, shares=DISTANT)
    return found.join(whole, on="as_at")


def unregistered(held: Held) -> Rows:
    """Children in unregistered placements or deprived of their liberty at each month end."""
    columns = ("age_years", "is_distant", "weekly_cost_gbp", UNREGISTERED, DEPRIVED, "placement_code", "urn")
    rows = held.children(*columns, "is_registered_match", "are_prices_known", is_by_month=True)
    code = col("placement_code")
    is_home = code.str.starts_with("K") & (code != "K3") & ~col("urn").is_null() & ~col("is_registered_match")
    known = {"all_known": "min are_prices_known"}
    whole = grouped(rows, ("as_at",), known, count="looked_after_count")
    situations = {
        "Unregistered placement": (col(UNREGISTERED), True),
        "Other placement code (Z1 to Z14)": (code.str.starts_with("Z1"), False),
        "Home not on Ofsted's list": (is_home, False),
        "Deprived of liberty": (col(DEPRIVED), True),
        BOTH: (col(DEPRIVED) & col(UNREGISTERED), True),
    }
    concerned = rows.filter(col(UNREGISTERED) | col(DEPRIVED) | code.str.starts_with("Z1") | is_home)
    is_young = ~(col("age_years") >= 16).fill_null(False)
    concerned = concerned.with_columns(is_young=is_young)
    collected = held["int_collections"].filter(col("fact") == "prices").select(as_at="collected_at").unique()
    parts = []
    for name, (is_in, is_collected) in situations.items():
        part = _counted(concerned, is_in).join(whole, on="as_at").with_columns(situation=nw.lit(name))
        if is_collected:
            part = part.join(collected, on="as_at", how="semi").filter(col("all_known"))
        parts.append(part)
    found = nw.concat(parts).with_columns(priced_count=nw.when(col("all_known")).then(col("priced_count")))
    return with_shares(found.drop("all_known"), {**DISTANT, "child_pct": ("child_count", "looked_after_count")})


def _counted(rows: Rows, is_in: Any) -> Rows:
    figures = {"under_sixteen_count": "tally is_young", "distant_count": "tally is_distant", **MEDIAN}
    found = grouped(rows.filter(is_in), ("as_at",), figures)
    untold = rows.filter(is_in.is_null()).select("as_at").unique()
    return found.join(untold, on="as_at", how="anti")


def liberty(held: Held) -> Rows:
    """The same of each authority in each quarter of which all is known, each child once."""
    columns = ("child_id", "age_years", "need_code", "weekly_cost_gbp", "placement_start", UNREGISTERED, DEPRIVED)
    rows = held.children(*columns, is_by_month=True)
    quarter = col("as_at").dt.year() * 4 + (col("as_at").dt.month() - 1) // 3
    quarters = _whole_quarters(held, rows, quarter)
    rows = rows.filter(col(UNREGISTERED) | col(DEPRIVED)).with_columns(quarter=quarter)
    rows = rows.join(quarters, on=["authority_code", "quarter"])
    days = (col("as_at") - col("placement_start")).dt.total_minutes() / 1440
    rows = rows.with_columns(days=days, nights=col("as_at").dt.day())
    situations = {
        "Unregistered placement": col(UNREGISTERED),
        "Deprived of liberty": col(DEPRIVED),
        BOTH: col(UNREGISTERED) & col(DEPRIVED),
    }
    long = nw.concat([rows.filter(is_in).with_columns(situation=nw.lit(name)) for name, is_in in situations.items()])
    by = ("authority_code", "quarter_date", "situation")
    children = long.group_by(*by, "child_id").agg(col("nights").sum())
    for name in ("age_years", "need_code", "weekly_cost_gbp", "days"):
        known = long.filter(~col(name).is_null())
        last = known.group_by(*by, "child_id").agg(col(name).last(order_by="as_at"))
        children = children.join(last, on=[*by, "child_id"], how="left")
    needs = {"abuse_count": "N1", "disability_count": "N2", "behaviour_count": "N6"}
    children = children.with_columns(
        is_young=~(col("age_years") >= 16).fill_null(False),
        other_need_count=(~col("need_code").is_in(tuple(needs.values())) & ~col("need_code").is_null()),
        **{name: (col("need_code") == code).fill_null(False) for name, code in needs.items()},
    )
    figures = {
        "under_sixteen_count": "tally is_young",
        "night_count": "sum nights",
        **MEDIAN,
        **{name: f"tally {name}" for name in (*needs, "other_need_count")},
        "timed_count": "count days",
        "median_days": "median days",
    }
    return grouped(children, by, figures)


def _whole_quarters(held: Held, rows: Rows, quarter: Any) -> Rows:
    untold = rows.filter(col(UNREGISTERED).is_null()).select("authority_code", "as_at").unique()
    facts = held["int_known_facts"].join(held["int_vouched"], on=["authority_code", "as_at"])
    facts = facts.filter(col("are_prices_known"), col("vouched_months") >= 12)
    facts = facts.join(untold, on=["authority_code", "as_at"], how="anti").with_columns(quarter=quarter)
    whole = facts.group_by("authority_code", "quarter").agg(nw.len().alias("months"), quarter_date=col("as_at").max())
    return whole.filter(col("months") == 3).drop("months")


MARTS = {"liberty_tracker": liberty, "secure_and_remand": secure, "unregistered_and_dol": unregistered}
