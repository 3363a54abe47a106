"""The frames' way of marts about what is published: beside our counts, as a forecast, of whom, the index."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from tests.benchmarks.framed import col, grouped, grouped_sum, total, with_shares
from tests.benchmarks.held import Held, Rows

LAST, REPEATED = "Last value", "Last change repeated"
ENGLAND = "E92000001"
RESTS = ("Fewer", "Not recorded", "Unknown")


def pairs(held: Held) -> Rows:
    """What two simple forecasts said of each authority's published count, one to three years ahead, and what came."""
    counts = held["looked_after_counts"]
    # Every second authority in order of codes is one half.
    half = counts.select("authority_code").unique().with_columns(half=col("authority_code").rank("dense") % 2)
    now = counts.rename({"looked_after": "seen"}).join(half, on="authority_code")
    before = counts.select("authority_code", return_year=col("return_year") + 1, seen_before="looked_after")
    now = now.join(before, on=["authority_code", "return_year"], how="left")
    parts = []
    for ahead in (1, 2, 3):
        came = counts.select("authority_code", return_year=col("return_year") - ahead, came="looked_after")
        rows = now.join(came, on=["authority_code", "return_year"]).with_columns(ahead=nw.lit(ahead))
        last = rows.with_columns(method=nw.lit(LAST), said=col("seen"))
        last = last.with_columns(off=(col("came") - col("seen")).abs() / col("seen"))
        said = col("seen") + ahead * (col("seen") - col("seen_before"))
        again = rows.filter(~col("seen_before").is_null()).with_columns(method=nw.lit(REPEATED), said=said)
        again = again.with_columns(said=nw.when(col("said") > 0).then(col("said")).otherwise(nw.lit(0.0)))
        again = again.with_columns(off=nw.lit(None, nw.Float64))
        parts += [
            part.select("authority_code", "half", "ahead", "method", "said", "came", "off") for part in (last, again)
        ]
    return nw.concat(parts)


def conformal(rows: Rows, by: tuple[str, ...], shares: dict[str, float]) -> Rows:
    """The error of which these shares of past ones, and one more, were no larger: a column for each."""
    rows = rows.filter(~col("off").is_null())
    rows = rows.with_columns(place=col("off").rank("ordinal").over(*by), size=nw.len().over(*by))
    for name, share in shares.items():
        wanted = ((col("size") + 1) * share).ceil()
        wanted = nw.when(wanted < col("size")).then(wanted).otherwise(col("size"))
        rows = rows.with_columns(**{name: nw.when(col("place") == wanted).then(col("off"))})
    return rows.group_by(*by).agg(col(*shares).max())


def errors(held: Held) -> Rows:
    """How far off the two were."""
    rows = pairs(held)
    rows = rows.with_columns(apart=(col("said") - col("came")).abs())
    came = nw.when(col("came") != 0).then(col("came"))
    rows = rows.with_columns(share=100 * col("apart") / came)
    by, shares = ("ahead", "method"), {"range_80": 0.8, "range_95": 0.95}
    figures = {"mean_error": "mean apart", "mean_share": "mean share", "off_all": "sum apart", "came_all": "sum came"}
    found = grouped(rows, by, figures, count="case_number")
    found = found.with_columns(weighted_error=100 * col("off_all") / col("came_all"))
    found = found.join(conformal(rows, by, shares), on=list(by), how="left")
    ends = conformal(rows, (*by, "half"), {"off_80": 0.8, "off_95": 0.95}).with_columns(half=1 - col("half"))
    held_out = rows.filter(~col("off").is_null()).join(ends, on=[*by, "half"])
    held_out = held_out.with_columns(
        covered_80=(col("off") <= col("off_80")).cast(nw.Float64),
        covered_95=(col("off") <= col("off_95")).cast(nw.Float64),
    )
    held_out = held_out.group_by(*by).agg(col("covered_80", "covered_95").mean())
    found = found.join(held_out, on=list(by), how="left")
    tenths: dict[str, Any] = {name: col(name).round(1) for name in ("weighted_error", "mean_share", "mean_error")}
    tenths |= {name: (100 * col(name)).round(1) for name in shares}
    tenths |= {name: (100 * col(name)).round() for name in ("covered_80", "covered_95")}
    return found.with_columns(years_ahead=ahead(), **tenths).drop("ahead", "off_all", "came_all")


def ahead() -> Any:
    """How many years ahead, in words."""
    words = nw.when(col("ahead") == 2).then(nw.lit("2 years")).otherwise(nw.lit("3 years"))
    return nw.when(col("ahead") == 1).then(nw.lit("1 year")).otherwise(words)


def outlook(held: Held) -> Rows:
    """Where each authority's published count may stand, by how far off the last value was before."""
    counts = held["looked_after_counts"]
    last = counts.filter(col("return_year") == col("return_year").max().over("authority_code"))
    rows = pairs(held).filter(col("method") == LAST)
    spreads = conformal(rows, ("ahead",), {"share_80": 0.8, "share_95": 0.95})
    ours = held["chosen_authorities"].filter(col("is_in_region")).select("authority_code")
    found = last.join(ours, on="authority_code").join(spreads, how="cross")
    ends = {
        f"{name}_{share}": (col("looked_after") * (1 + sign * col(f"share_{share}"))).round()
        for share in (80, 95)
        for name, sign in (("low", -1), ("high", 1))
    }
    return found.with_columns(years_ahead=ahead(), **ends).drop("ahead", "share_80", "share_95")


def compared(held: Held) -> Rows:
    """Our counts beside the published ones."""
    here, parts = held.here.region_code, held["int_published_parts"]
    inside = held["stg_authorities"].filter(col("is_in_region")).select("authority_code")
    by = ("return_year", "area_code", "measure", "category")
    region = parts.join(inside, on="authority_code").with_columns(area_code=nw.lit(here))
    ours = parts.filter(col("measure") == "looked_after").rename({"authority_code": "area_code"})
    ours = nw.concat(
        [grouped_sum(region, by, "child_count").select(*by, "child_count"), ours.select(*by, "child_count")]
    )
    sent = parts.select("return_year", area_code="authority_code").unique()
    sent = sent.with_columns(col("return_year").cast(nw.Int64))
    senders = _tellers(held).join(inside.select(everybody=nw.len()), how="cross")
    theirs = held["stg_published"].join(parts.select("return_year").unique(), on="return_year")
    is_ours = (col("measure") == "looked_after") | (col("area_code") == here)
    theirs = theirs.filter(~col("category").str.starts_with("Total"), is_ours)
    left_out = held["published_categories"].filter(col("is_counted") == "no").select("measure", "category")
    theirs = theirs.join(left_out, on=["measure", "category"], how="anti")
    known = nw.concat([sent.select("area_code"), sent.select(area_code=nw.lit(here))]).unique()
    theirs = theirs.join(known, on="area_code").with_columns(
        category=col("category").str.replace(r" \(e\.g\..*\)$", "")
    )
    theirs = theirs.select(*by, published="child_count", is_published=nw.lit(True))
    found = ours.select(*by, counted="child_count").join(theirs, on=list(by), how="left")
    alone = theirs.join(ours, on=list(by), how="anti").with_columns(counted=nw.lit(None, nw.Float64))
    found = found.with_columns(col("counted").cast(nw.Float64))
    listed = found.filter(~col("is_published").is_null() | ~col("category").is_in(RESTS))
    columns = ("area_code", "measure", "category", "counted", "published")
    said = {"return_year": col("return_year").cast(nw.Int64)}
    found = nw.concat([listed.select(*columns, **said), alone.select(*columns, **said)])
    # A region's count is told where all of it sent, an authority's where it did.
    found = found.join(senders, on=["return_year", "measure"], how="left")
    found = found.join(sent.with_columns(has_sent=nw.lit(1)), on=["return_year", "area_code"], how="left")
    is_whole = (col("area_code") == here) & (col("senders") == col("everybody")).fill_null(False)
    is_told = is_whole | ~col("has_sent").is_null()
    found = found.with_columns(child_count=nw.when(is_told).then(col("counted").fill_null(0)))
    found = found.with_columns(difference_count=col("child_count") - col("published"))
    year = col("return_year").cast(nw.Int64).cast(nw.String)
    return found.select(
        "area_code", "measure", "category", "child_count", "published", "difference_count", return_year=year
    )


def _tellers(held: Held) -> Rows:
    """Of each 31 March and measure, how many of the region's authorities can be told it of."""
    facts = ("are_prices_known", "are_outcomes_known", "are_searches_known")
    inside = held["stg_authorities"].filter(col("is_in_region")).select("authority_code")
    rows = held["int_vouched"].filter(col("is_vouched"), col("as_at").dt.month() == 3).join(inside, on="authority_code")
    rows = rows.join(held["int_known_facts"].select("authority_code", "as_at", *facts), on=["authority_code", "as_at"])
    rows = rows.join(held["published_measures"], how="cross").filter(col("vouched_months") >= col("look_back_months"))
    rows = rows.filter((col("collected") != "outcomes") | col("are_outcomes_known"))
    rows = rows.with_columns(return_year=col("as_at").dt.year().cast(nw.Int64))
    return grouped(rows, ("return_year", "measure"), count="senders")


def disproportion(held: Held) -> Rows:
    """Children of each ethnic group, in all and in placements, beside their share of the people."""
    people = held["ethnic_population"].filter(col("area_code").is_in(tuple(held.here.now)))
    people = grouped_sum(people, ("ethnic_group",), "population").with_columns(everybody=total("population"))
    rows = held.children("ethnic_group", "placement_type", "distance_class", "are_prices_known", "weekly_cost_gbp")
    rows = rows.join(people.select("ethnic_group"), on="ethnic_group")
    cost, price = nw.lit("Not priced"), col("weekly_cost_gbp")
    for band, low, high in held.listed("cost_bands"):
        cost = nw.when(price >= low, price < high).then(nw.lit(band)).otherwise(cost)
    dimensions = {
        "All": nw.lit("All looked after"),
        "Placement type": col("placement_type"),
        "Distance": col("distance_class"),
        "Weekly cost": cost,
    }
    parts = []
    for dimension, category in dimensions.items():
        some = rows.filter(col("are_prices_known")) if dimension == "Weekly cost" else rows
        part = grouped(some.with_columns(category=category), ("category", "ethnic_group"))
        parts.append(part.with_columns(dimension=nw.lit(dimension)))
    found = nw.concat(parts).with_columns(category_count=total("child_count", ("dimension", "category")))
    whole = found.filter(col("dimension") == "All")
    whole = whole.select("ethnic_group", looked_after_count="child_count", known_count="category_count")
    found = found.join(whole, on="ethnic_group").join(people, on="ethnic_group")
    found = found.with_columns(expected_count=col("category_count") * col("population") / col("everybody"))
    found = found.with_columns(representation_index=col("child_count") / col("expected_count"))
    shares = {
        "child_pct": ("child_count", "category_count"),
        "looked_after_pct": ("looked_after_count", "known_count"),
        "population_pct": ("population", "everybody"),
    }
    return with_shares(found, shares).drop("population", "everybody")


def index(held: Held) -> Rows:
    """The index of each authority beside the region's and England's."""
    rows = held["stg_sufficiency_index"].select("area_code", "domain", "indicator", "index_value")
    by = ["domain", "indicator"]
    region = rows.filter(col("area_code") == held.here.region_code).select(*by, region_value="index_value")
    england = rows.filter(col("area_code") == ENGLAND).select(*by, england_value="index_value")
    found = rows.rename({"area_code": "authority_code"}).join(
        held["chosen_authorities"].select("authority_code"), on="authority_code"
    )
    return found.join(region, on=by, how="left").join(england, on=by, how="left")


MARTS = {
    "disproportionality": disproportion,
    "published_comparison": compared,
    "published_forecast_errors": errors,
    "published_outlook": outlook,
    "sufficiency_index": index,
}
