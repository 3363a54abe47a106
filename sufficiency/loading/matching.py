"""What the rows of each return were matched to, in words for the report of its import: the view's own figures."""

from __future__ import annotations

from collections.abc import Collection

from sufficiency.database.scope import Scope
from sufficiency.returns.notes import Note
from sufficiency.snapshot.store import Snapshot

VIEW, MART = "int_matches", "match_rates"


def notes(snapshot: Snapshot, keys: Collection[str]) -> list[Note]:
    """A note for each table of the returns among ``keys`` (of units) and each thing its rows are matched to.

    It holds exact counts of rows: for whoever loads. Nothing where the view is not sound or no mart reads it.
    """
    scope = Scope(snapshot, marts=(MART,))
    try:
        if VIEW in scope.problems or not {VIEW, MART} <= scope.catalogue.views.keys():
            return []
        with scope.cursor_for({}, snapshot.as_at, [VIEW]) as (cursor, _):
            rows = cursor.execute(_SELECT, [sorted(keys)]).fetchall()
    finally:
        scope.close()
    return [
        Note(key, f"{title}: {matched:,} of {count:,} rows matched to {to.lower()}{_reasons(why)}")
        for key, title, to, count, matched, why in rows
    ]


_SELECT = f"""
select m.authority_code || '/' || m.return_year as unit_key, t.table_title, m.matched_to,
    sum(m.row_count)::bigint as row_count,
    coalesce(sum(m.row_count) filter (where m.is_matched), 0)::bigint as matched_count,
    list({{'why': m.outcome, 'n': m.row_count}} order by m.outcome) filter (where m.outcome <> 'Matched') as reasons
from {VIEW} as m join ref.return_tables as t on m.table_name = t.table_name
where list_contains(?, m.authority_code || '/' || m.return_year)
group by m.authority_code, m.return_year, t.table_title, t.display_order, m.matched_to
order by m.authority_code, m.return_year, t.display_order::integer, m.matched_to
"""


def _reasons(reasons: list[dict[str, object]] | None) -> str:
    return "".join(f"; {reason['n']:,} {_small(str(reason['why']))}" for reason in reasons or ())


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
