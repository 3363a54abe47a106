/*
title:    What each home said of its places in the month to the date
summary:  The newest that it said of each; of two of one day the lower.
grain:    one row per urn
source:   stg_vacancies; the choice of date
*/
with ranked as (
    select
        urn,
        places_vacant,
        places_staffed,
        row_number() over (partition by urn order by places_vacant is null, as_at desc, places_vacant) as vacant_rank,
        row_number() over (partition by urn order by places_staffed is null, as_at desc, places_staffed) as staffed_rank
    from stg_vacancies
    where as_at <= chosen_date() and as_at > chosen_date() - interval 31 day
)

select
    urn,
    max(places_vacant) filter (where vacant_rank = 1) as places_vacant,
    max(places_staffed) filter (where staffed_rank = 1) as places_staffed
from ranked
group by urn
