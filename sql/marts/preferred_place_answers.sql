/*
title:    How the preferred place was said
summary:  Of the placements found in the newest quarter sent, how the preferred place was said, and how many of the answers can
          be set beside where the child went.
grain:    one row per way
section:  supply
source:   National Placements Standard, with one column more that this tool suggests for {region} (preferred_place)
caveats:  Usable is an answer that names an area which can be drawn: an authority, a footprint, the first half of a postcode or
          its letters. Authorities without the column are left out.
chart:    bar x=answer_count y=way sort=-x
columns:
  way          | text  | Way the preferred place was said
  is_usable    | flag  | It names an area that can be drawn
  answer_count | count | Placements found
  asked_count  | count | Placements found of authorities that ask
  answer_pct   | pct   | Share of those asked | share of answer_count in asked_count
checks:   unique way; not_null way is_usable
*/
with asking as (
    select distinct authority_code
    from int_found
    where preferred_place_kind is not null
),

said as (
    select
        case f.preferred_place_kind
            when 'authority' then 'An authority'
            when 'footprint' then 'A named footprint'
            when 'outward' then 'First half of a postcode (N18)'
            when 'postcode area' then 'Letters of a postcode (N)'
            when 'not understood' then 'In words that name no area'
            else 'Not said'
        end as way,
        f.preferred_place is not null as is_usable
    from int_found as f
    inner join asking as a on f.authority_code = a.authority_code
)

select
    way,
    is_usable,
    count(*) as answer_count,
    sum(count(*)) over ()::bigint as asked_count,
    pct(count(*), sum(count(*)) over ()) as answer_pct
from said
group by way, is_usable
order by is_usable desc, way
