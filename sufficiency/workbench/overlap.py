"""A question whose rows are the members of a need cohort, and how many of them other cohorts hold already."""

from __future__ import annotations

from sufficiency.catalogue import cohorts
from sufficiency.result import View

MEMBERS = ("child_id", "as_at")  # the columns of a cohort, as of every file in sql/cohorts


def is_cohort(view: View) -> bool:
    """True when the rows say which children belong to it at which month end, and nothing more."""
    return sorted(column.name for column in view.columns) == sorted(MEMBERS)


def sql(members: str) -> str:
    """A SELECT of one row a need cohort: how many of the children chosen ``members`` holds, how many of these the
    cohort holds too, and their share."""
    return f"""with members as (
{members}
),

chosen as (
    select distinct p.child_id, p.as_at
    from looked_after as p
    inner join members as m on p.child_id = m.child_id and p.as_at = m.as_at
)

select
    k.title as cohort_title,
    (select count(*) from chosen) as cohort_count,
    count(o.child_id) as both_count,
    pct(count(o.child_id), (select count(*) from chosen)) as overlap_pct
from ref.cohorts as k
left join {cohorts.MEMBERS} as o
    on k.cohort = o.cohort and exists (select 1 from chosen as c where c.child_id = o.child_id and c.as_at = o.as_at)
group by k.title
order by both_count desc, cohort_title"""
