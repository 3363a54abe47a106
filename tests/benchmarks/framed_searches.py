"""The frames' way of marts about found placements."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from tests.benchmarks.framed import Mart, col, grouped, pct, total, with_shares
from tests.benchmarks.held import Held, Rows

PREFERRED = "Preferred"
UNDECIDED = ("More than one", "None said")
PRESENT = "Risk present"
IN_TIME = {"in_time_pct": ("in_time_count", "judged_count")}
TIMES = {
    "timed_count": "count days_to_find",
    "median_days": "median days_to_find",
    "judged_count": "count is_in_time",
    "in_time_count": "tally is_in_time",
}


def found(held: Held) -> Rows:
    """What was found in the newest quarter, with what was preferred, whether in time, and where."""
    rows = held["stg_found"].filter(col("quarter_end") == col("quarter_end").max())
    links = held["int_found_links"].select("found_id", "is_out_of_area", "linked_to")
    rows = rows.join(links, on="found_id", how="left")
    kinds = {"Foster": "foster_suitability", "Residential": "residential_suitability"}
    kinds["Supported accommodation"] = "supported_suitability"
    likes: Any = {kind: (col(column) == PREFERRED).fill_null(False) for kind, column in kinds.items()}
    several = sum(is_so.cast(nw.Int64) for is_so in likes.values()) > 1
    preferred = nw.lit("None said")
    for kind in reversed(kinds):
        preferred = nw.when(likes[kind]).then(nw.lit(kind)).otherwise(preferred)
    preferred = nw.when(several).then(nw.lit("More than one")).otherwise(preferred)
    today = nw.when(col("needed_by") == "Today").then((col("days_to_find") == 0).cast(nw.Float64))
    soon = nw.when(col("needed_by") == "< 5 days").then((col("days_to_find") < 5).cast(nw.Float64))
    in_time = nw.when(~col("days_to_find").is_null()).then(nw.coalesce(today, soon))
    rows = rows.with_columns(preferred_type=preferred, is_in_time=in_time)
    is_decided = ~col("preferred_type").is_in(UNDECIDED)
    return rows.with_columns(
        is_decided=is_decided, is_as_preferred=(col("preferred_type") == col("placement_type")).fill_null(False)
    )


def asked(held: Held) -> Rows:
    """Found placements with the words for when they were needed."""
    rows, said = found(held), col("needed_by")
    words = nw.when(said == "> 5 days").then(nw.lit("In over 5 days")).otherwise(said.fill_null("Not said"))
    return rows.with_columns(needed_by=nw.when(said == "< 5 days").then(nw.lit("In under 5 days")).otherwise(words))


def by_authority(held: Held) -> Rows:
    """What each authority found, and how far as it was wanted."""
    rows = found(held).with_columns(is_linked=col("linked_to").str.starts_with("Placement"))
    figures = {
        **TIMES,
        "preferred_count": "tally is_decided",
        "as_preferred_count": "tally is_as_preferred",
        "said_count": "count is_location_preferred",
        "in_place_count": "tally is_location_preferred",
        "linked_count": "tally is_linked",
    }
    shares = {
        **IN_TIME,
        "as_preferred_pct": ("as_preferred_count", "preferred_count"),
        "in_place_pct": ("in_place_count", "said_count"),
        "linked_pct": ("linked_count", "found_count"),
    }
    return grouped(rows, ("authority_code",), figures, count="found_count", shares=shares)


def needs(held: Held) -> Rows:
    """Found placements of children of each need or risk."""
    rows = found(held)
    risks = {
        "Self-harm": "self_harm",
        "Substance use": "substance",
        "Eating disorder": "eating_disorder",
        "Going missing": "missing",
        "Physical harm to others": "physical_harm",
        "Sexual harm to others": "sexual_harm",
        "Fire-setting": "fire_setting",
        "Harm to animals": "animals",
    }
    signs: dict[str, Any] = {name: col(f"risk_{risk}") == PRESENT for name, risk in risks.items()}
    exploited = ("risk_criminal_exploitation", "risk_sexual_exploitation", "risk_exploits_others")
    first, second, third = ((col(risk) == PRESENT).fill_null(False) for risk in exploited)
    signs |= {
        "Exploitation": first | second | third,
        "To live alone (solo)": col("cared_for_alongside") == "Solo placement recommended",
        "Adaptation to the home": col("has_adaptation"),
        "Additional support": ~col("additional_support").fill_null("").is_in(("", "NA")),
        "Deprived of liberty": col("has_liberty_order"),
        "To live with siblings": col("siblings_wanted") > 0,
    }
    rows = rows.with_columns(is_residential=(col("placement_type") == "Residential").fill_null(False))
    figures = {
        "residential_count": "tally is_residential",
        "preferred_count": "tally is_decided",
        "as_preferred_count": "tally is_as_preferred",
        "priced_count": "count total_gbp",
        "median_gbp_week": "median total_gbp",
    }
    whole = rows.select(all_count=nw.len())
    shares = {
        "found_pct": ("found_count", "all_count"),
        "residential_pct": ("residential_count", "found_count"),
        "as_preferred_pct": ("as_preferred_count", "preferred_count"),
    }
    parts = [
        grouped(rows.filter(is_so), (), figures, count="found_count").with_columns(need_or_risk=nw.lit(name))
        for name, is_so in signs.items()
    ]
    return with_shares(nw.concat(parts).join(whole, how="cross"), shares).filter(col("all_count") > 0)


def outcomes(held: Held) -> Rows:
    """Of how many each outcome is known, and for how many it was so."""
    rows = found(held)
    is_named = col("is_decided") & ~col("placement_type").is_null()
    number = nw.when(~col("urn").is_null()).then(col("urn").str.contains("^X+$").cast(nw.Int64))
    together = (col("siblings_together") >= col("siblings_wanted")).cast(nw.Int64)
    both = ~col("siblings_together").is_null() & (col("siblings_wanted") > 0).fill_null(False)
    answers = {
        "preferred_type": nw.when(is_named).then(col("is_as_preferred").cast(nw.Int64)),
        "preferred_place": col("is_location_preferred"),
        "out_of_area": nw.when(col("is_local_preferred")).then(col("is_out_of_area")),
        "siblings_together": nw.when(both).then(together),
        "education_disrupted": col("is_education_disrupted"),
        "unregistered": number,
        "in_time": col("is_in_time"),
    }
    rows = rows.select(**{name: answer.cast(nw.Float64) for name, answer in answers.items()})
    parts = [
        rows.select(known_count=col(name).count(), outcome_count=col(name).sum(), asked=nw.len())
        .filter(col("asked") > 0)
        .select("known_count", "outcome_count", measure=nw.lit(name))
        for name in answers
    ]
    return with_shares(nw.concat(parts), {"outcome_pct": ("outcome_count", "known_count")})


def prices(held: Held) -> Rows:
    """What was agreed for each type found, and the parts of it."""
    rows = found(held).with_columns(found_type=col("placement_type").fill_null("Not said"))
    is_paid = ~col("core_gbp").is_null() & (col("additional_support_gbp") > 0).fill_null(False)
    rows = rows.with_columns(paid_gbp=nw.when(is_paid).then(col("additional_support_gbp")))
    figures = {
        "priced_count": "count total_gbp",
        "median_total_gbp_week": "median total_gbp",
        "parts_count": "count core_gbp",
        "median_core_gbp_week": "median core_gbp",
        "support_count": "count paid_gbp",
        "median_support_gbp_week": "median paid_gbp",
    }
    return grouped(
        rows, ("found_type",), figures, count="found_count", shares={"support_pct": ("support_count", "parts_count")}
    )


def outside(held: Held) -> Rows:
    """Found placements by whether one in the authority was wanted, and why not."""
    rows, is_local = found(held), col("is_local_preferred")
    why = nw.lit("Out of it: ") + col("out_of_area_reason").fill_null("no reason said").str.to_lowercase()
    said = nw.when(is_local.is_null()).then(nw.lit("Not said")).otherwise(why)
    rows = rows.with_columns(out_of_area_reason=nw.when(is_local).then(nw.lit("In the authority")).otherwise(said))
    figures = {
        "placed_count": "count is_out_of_area",
        "outside_count": "tally is_out_of_area",
        "said_count": "count is_location_preferred",
        "preferred_count": "tally is_location_preferred",
    }
    shares = {"outside_pct": ("outside_count", "placed_count"), "preferred_pct": ("preferred_count", "said_count")}
    return grouped(rows, ("out_of_area_reason",), figures, count="found_count", shares=shares)


def answers(held: Held) -> Rows:
    """How forms name the place that is preferred."""
    rows = held["stg_found"].filter(col("quarter_end") == col("quarter_end").max())
    asking = rows.filter(~col("preferred_place_kind").is_null()).select("authority_code").unique()
    rows = rows.join(asking, on="authority_code", how="semi")
    words = {
        "authority": "An authority",
        "footprint": "A named footprint",
        "outward": "First half of a postcode (N18)",
        "postcode area": "Letters of a postcode (N)",
        "not understood": "In words that name no area",
    }
    way = nw.lit("Not said")
    for kind, said in words.items():
        way = nw.when(col("preferred_place_kind") == kind).then(nw.lit(said)).otherwise(way)
    rows = rows.with_columns(way=way, is_usable=~col("preferred_place").is_null())
    counted = grouped(rows, ("way", "is_usable"), count="answer_count").with_columns(asked_count=total("answer_count"))
    return counted.with_columns(answer_pct=pct("answer_count", "asked_count"))


MARTS = {
    "preferred_place_answers": answers,
    "searches": Mart((("needed_by",),), TIMES, IN_TIME, count="found_count", rows=asked),
    "searches_by_authority": by_authority,
    "searches_by_type": Mart(
        (("preferred_type", "placement_type"),),
        shares={"found_pct": ("found_count", "preferred_count")},
        wholes={"preferred_count": ("found_count", ("preferred_type",))},
        count="found_count",
        named={"placement_type": "Not said"},
        kept_as={"placement_type": "found_type"},
        rows=found,
    ),
    "searches_needs": needs,
    "searches_out_of_area": outside,
    "searches_outcomes": outcomes,
    "searches_prices": prices,
}
