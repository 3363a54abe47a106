/*
title:       Could step down from a children's home
definition:  In a children's home, under 14, with at most one move in the year, an SDQ score in the normal range and
             never missing in the year.
source:      Proxy made for this tool, after the South West sufficiency model's "wrong type of home"
limits:      Cannot see the care plan, the child's wishes or why residential care was chosen. Children without an SDQ
             score are left out.
look_back:   12 months
collected:   outcomes
*/
select
    child_id,
    as_at
from everyone
where
    is_childrens_home(placement_code)
    and is_step_down_age(age_years)
    and has_moved_once_at_most(placements_12_months)
    and is_sdq_normal(sdq_score)
    and placements_12_months is not null
    and missing_12_months = 0
