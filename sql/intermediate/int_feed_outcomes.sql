/*
title:    Health and behaviour that the case system's feed tells of where no return does
summary:  What a feed says stands as the health table of the return to the March before its day would, of an authority that sent
          no such table. Where it sent one, the return stands.
grain:    one row per authority_code, child_id
source:   Case system's feed; SSDA903 OC2 table; this tool's own rule
caveats:  The feed's twelve months are those to its own day, and its children those in care then, not only those looked after for
          a year.
*/
select
    o.authority_code,
    o.child_id,
    year_of_last_march(o.feed_date)::integer as return_year,
    o.sdq_score,
    o.is_convicted,
    o.has_substance_misuse
from stg_feed_outcomes as o
inner join int_feeds as f on o.authority_code = f.authority_code and o.feed_date = f.feed_date
left join (
    select distinct
        authority_code,
        return_year
    from stg_outcomes
) as r on o.authority_code = r.authority_code and year_of_last_march(o.feed_date) = r.return_year
where r.authority_code is null
