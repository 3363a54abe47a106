"""The frames' way of marts about what was sent: loads, problems, matches, feeds, who counts."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from tests.benchmarks.framed import Mart, capitalised, col, grouped, grouped_sum, total, with_shares
from tests.benchmarks.framed_people import coverage
from tests.benchmarks.held import Held, Rows

AUTHORITY = "authority_code"
READ = {"read_count": "sum rows_read", "accepted_count": "sum rows_accepted", "rejected_count": "sum rows_rejected"}
# Of an episode and its child: what a return and a feed may say otherwise.
FACTS = {
    "episode_start": "Start of the episode",
    "placement_code": "Placement type",
    "provider_code": "Placement provider",
    "urn": "Ofsted number",
    "placement_sector": "Postcode of the placement",
    "home_authority_code": "Home authority",
    "legal_status_code": "Legal status",
    "need_code": "Category of need",
    "sex": "Sex",
    "birth_month": "Month of birth",
    "ethnic_code": "Ethnic group",
}
UNKNOWN = {  # what is not known of children: all of whom it should be, and of whom it is
    "Distance not known": ("child_count", "distance_count"),
    "Authority of the placement not known": ("child_count", "host_count"),
    "Ofsted number not sent": ("urn_expected_count", "urn_count"),
    "Ofsted number not in the list": ("urn_count", "matched_count"),
    "Provider not recorded": ("child_count", "provider_count"),
    "Price not sent": ("child_count", "priced_count"),
}


def year() -> Any:
    """The year of a return in words."""
    return col("return_year").fill_null(0).cast(nw.Int64).cast(nw.String)


def counted(held: Held) -> Rows:
    """Whether each authority counts at the date, how far back its inputs reach and to which day."""
    rows = held["int_vouched"]
    newest = rows.filter(col("is_vouched")).group_by(AUTHORITY).agg(newest=col("as_at").max())
    now = rows.filter(col("as_at") == held.day(held.here.as_at)).select(
        AUTHORITY, "vouched_months", is_counted="is_vouched"
    )
    day = col("newest").dt.day().cast(nw.String) + col("newest").dt.to_string(" %B %Y")
    now = now.join(newest, on=AUTHORITY, how="left").with_columns(newest_day=day).drop("newest")
    silent = held["chosen_authorities"].filter(col("is_in_region")).join(now, on=AUTHORITY, how="anti")
    nothing = {"vouched_months": nw.lit(0), "is_counted": nw.lit(False), "newest_day": nw.lit("")}
    silent = silent.select(AUTHORITY, **nothing)
    return nw.concat(
        [
            now.with_columns(col("vouched_months").cast(nw.Int64)),
            silent.with_columns(col("vouched_months").cast(nw.Int64)),
        ]
    )


def quality(held: Held) -> Rows:
    """Problems, repairs and gaps of each authority."""
    rules = held["import_rules"].rename({"title": "issue"})
    imported = held["stg_problems"].filter(~col(AUTHORITY).is_null()).join(rules, on="rule", how="left")
    imported = imported.select(
        AUTHORITY,
        "table_name",
        kind=nw.lit("Import"),
        issue=nw.coalesce("issue", "rule"),
        return_year=nw.when(~col("return_year").is_null()).then(year()).otherwise(nw.lit("Between returns")),
        column_name=col("column_name").fill_null("No column alone"),
        issue_count=col("problem_count").cast(nw.Int64),
    )
    repaired = (
        held["int_repairs"]
        .join(held["repair_rules"], on="rule")
        .select(
            AUTHORITY,
            table_name=nw.lit("episodes"),
            kind=nw.lit("Repair"),
            issue=col("title"),
            return_year=year(),
            column_name=col("column_name").fill_null("No column alone"),
            issue_count=col("repair_count").cast(nw.Int64),
        )
    )
    known, columns = coverage(held), imported.collect_schema().names()
    issues = {issue: (table, column) for issue, table, column in held.listed("unknown_issues")}
    parts = [
        known.select(
            AUTHORITY,
            kind=nw.lit("Not known"),
            issue=nw.lit(issue),
            table_name=nw.lit(issues[issue][0]),
            column_name=nw.lit(issues[issue][1] or "No column alone"),
            return_year=nw.lit("At the date"),
            issue_count=col(whole) - col(part),
        )
        for issue, (whole, part) in UNKNOWN.items()
    ]
    return nw.concat([rows.select(columns) for rows in (imported, repaired, *parts)])


def submissions(held: Held) -> Rows:
    """Files and rows of each table that each authority sent, a year."""
    figures = {**READ, "problem_count": "sum problem_count"}
    rows = held["stg_submissions"].join(held["return_tables"].select("table_name"), on="table_name", how="semi")
    rows = rows.join(held["chosen_authorities"].select(AUTHORITY), on=AUTHORITY).filter(~col("return_year").is_null())
    return grouped(rows, (AUTHORITY, "return_year", "table_name"), figures, count="files").with_columns(
        return_year=year()
    )


def loads(held: Held) -> Rows:
    """Every entry of the ledger that is of no authority or one of ours."""
    rows = held["stg_ledger"].join(held["chosen_authorities"], on=AUTHORITY, how="left")
    rows = rows.filter(col(AUTHORITY).is_null() | ~col("authority_name").is_null())
    figures = {"row_count": "sum row_count", "replaced": "sum replaced_row_count", "told": "count replaced_row_count"}
    found = grouped(rows, ("entry_number", "act"), figures)
    replaced = nw.when(col("told") > 0).then(col("replaced"))
    return found.select(
        "row_count", capitalised("act"), entry_number=col("entry_number").cast(nw.String), replaced_row_count=replaced
    )


def matches(held: Held) -> Rows:
    """How many rows of each table were matched to what they belong to."""
    rows = held["int_matches"].join(held["chosen_authorities"].select(AUTHORITY), on=AUTHORITY)
    by = (AUTHORITY, "return_year", "table_name", "matched_to")
    found = grouped_sum(rows, (*by, "outcome"), "row_count").with_columns(table_count=total("row_count", by))
    return with_shares(found, {"row_pct": ("row_count", "table_count")}).with_columns(return_year=year())


def inputs(held: Held) -> Rows:
    """Rows of what is sent by period, of each authority."""
    rows = held["stg_ledger"].filter(col("is_served")).join(held["chosen_authorities"].select(AUTHORITY), on=AUTHORITY)
    rows = rows.join(held["period_folders"].select("unit_kind").unique(), on="unit_kind")
    found = grouped_sum(rows, (AUTHORITY, "unit_kind", "unit_label"), "row_count")
    return found.rename({"unit_kind": "table_name", "unit_label": "period_end"})


def differences(held: Held) -> Rows:
    """Where the last return and a feed tell otherwise of a child who was in care on the return's last day."""
    feeds = held["int_feeds"].filter(col("is_joined")).select(AUTHORITY, "return_year", "returned_to")
    children = held["stg_children"].select(AUTHORITY, "child_id", "return_year", "sex", "birth_month", "ethnic_code")
    of_return = held["stg_episodes"].join(feeds, on=[AUTHORITY, "return_year"])
    of_return = _open(of_return).join(children, on=[AUTHORITY, "child_id", "return_year"], how="left")
    of_feed = _open(held["stg_feed_episodes"].join(feeds, on=AUTHORITY))
    born = held["stg_feed_children"].select(AUTHORITY, "child_id", "sex", "birth_month", "ethnic_code")
    of_feed = of_feed.join(born, on=[AUTHORITY, "child_id"], how="left")
    key, said = [AUTHORITY, "child_id"], list(FACTS)
    of_return, of_feed = of_return.select(*key, *said), of_feed.select(*key, *said)
    # In care in one alone: a short break in the return is no difference.
    is_short = col("legal_status_code").is_in(("V3", "V4")).fill_null(False)
    parts = [
        of_return.filter(~is_short)
        .join(of_feed, on=key, how="anti")
        .select(AUTHORITY, difference=nw.lit("In care in the return, not in the feed")),
        of_feed.join(of_return, on=key, how="anti").select(
            AUTHORITY, difference=nw.lit("In care in the feed, not in the return")
        ),
    ]
    both = of_return.filter(~is_short).join(of_feed, on=key, suffix=" of feed")
    for name, kind in FACTS.items():
        ours, theirs = col(name), col(f"{name} of feed")
        is_other = (~ours.is_null() & ~theirs.is_null() & (ours != theirs)) | (ours.is_null() != theirs.is_null())
        parts.append(both.filter(is_other).select(AUTHORITY, difference=nw.lit(kind)))
    return nw.concat(parts)


def _open(rows: Rows) -> Rows:
    started = (col("episode_start") <= col("returned_to")).fill_null(False)
    is_open = col("episode_end").is_null() | (col("episode_end") > col("returned_to"))
    rows = rows.filter(started & is_open)
    return rows.filter(col("episode_start") == col("episode_start").max().over(AUTHORITY, "child_id"))


def by_child(held: Held) -> Rows:
    """The same, a row a difference."""
    return differences(held).with_columns(child_count=nw.lit(1))


MARTS = {
    "authorities_counted": counted,
    "data_quality": quality,
    "data_submission": submissions,
    "feed_differences": Mart(((AUTHORITY, "difference"),), count="differing_count", rows=differences),
    "feed_differences_by_child": by_child,
    "loads": loads,
    "match_rates": matches,
    "period_inputs": inputs,
}
