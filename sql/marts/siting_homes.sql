/*
title:    Homes there are where one may be opened
summary:  Registered homes and places of each kind in each authority, how they are judged, which places are usable, and how many
          stand empty as told.
grain:    one row per authority_code, placement_type
source:   Ofsted's lists; vacancies as sent in the month to the date; data/reference/assumptions.csv and placement_supply.csv
caveats:  Usable places are those of the page Gaps: registered ones times the assumptions of rating, {region}'s share and
          availability, low and high; of a home that said how many places it staffs, those times rating and share.
          Empty places are known only of homes that said so; a home without a judgement counts as fit.
section:  supply
chart:    map area=authority_code colour=place_count
columns:
  authority_code     | code   | Authority, ONS code
  authority_name     | text   | Authority
  placement_type     | text   | Kind of place
  home_count         | places | Homes on the register
  good_home_count    | places | Of these, judged Good or Outstanding
  place_count        | places | Registered places
  usable_low_places  | places | Usable places at the least
  usable_high_places | places | Usable places at the most
  vacant_count       | places | Places standing empty, as homes said
  vacant_fit_count   | places | Of these, in homes that are not judged Inadequate or Not met
  vacant_good_count  | places | Of these, in homes that are not judged to require improvement either
collected: place_count lists; vacant_count lists; vacant_fit_count lists; vacant_good_count lists
checks:   unique authority_code placement_type; not_null authority_code placement_type
*/
with listed as (
    select
        authority_code,
        placement_type,
        count(distinct urn) as home_count,
        count(distinct urn) filter (where overall_rating in ('Good', 'Outstanding')) as good_home_count,
        sum(place_count) as place_count,
        sum(usable_low_places) as usable_low_places,
        sum(usable_high_places) as usable_high_places
    from int_usable_places
    group by authority_code, placement_type
),

homes as (
    select distinct
        authority_code,
        placement_type,
        urn,
        coalesce(overall_rating not in ('Inadequate', 'Not met'), true) as is_fit,
        coalesce(overall_rating not in ('Requires improvement to be good', 'Requires improvement'), true) as is_not_improving
    from int_usable_places
),

empty as (
    select
        u.authority_code,
        u.placement_type,
        sum(t.places_vacant) as vacant_count,
        coalesce(sum(t.places_vacant) filter (where u.is_fit), 0) as vacant_fit_count,
        coalesce(sum(t.places_vacant) filter (where u.is_fit and u.is_not_improving), 0) as vacant_good_count
    from homes as u
    inner join int_vacancies_at as t on u.urn = t.urn
    where t.places_vacant is not null
    group by u.authority_code, u.placement_type
),

places as (
    select distinct
        a.authority_code,
        a.authority_name
    from stg_areas as a
),

kinds as (
    select distinct placement_type
    from ref.placement_supply
    where has_places = 'yes'
)

select
    a.authority_code,
    a.authority_name,
    k.placement_type,
    coalesce(h.home_count, 0) as home_count,
    coalesce(h.good_home_count, 0) as good_home_count,
    -- Where no list says how many places the homes there are have, nought would be untrue.
    case when h.home_count > 0 then h.place_count else 0 end as place_count,
    coalesce(h.usable_low_places, 0) as usable_low_places,
    coalesce(h.usable_high_places, 0) as usable_high_places,
    e.vacant_count,
    e.vacant_fit_count,
    e.vacant_good_count
from places as a
cross join kinds as k
left join listed as h on a.authority_code = h.authority_code and k.placement_type = h.placement_type
left join empty as e on a.authority_code = e.authority_code and k.placement_type = e.placement_type
order by a.authority_name, k.placement_type
