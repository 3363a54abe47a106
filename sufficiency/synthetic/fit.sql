-- name: stock
create table stock as
select e.*, h.sex, h.ethnic, h.born,
    date_diff('year', h.born, make_date(e.year, 3, 31))
        - (strftime(h.born, '%m%d') > '0331')::integer as age,
    u.child is not null as is_uasc
from episodes as e
join header as h using (area, year, child)
left join uasc as u on u.area = e.area and u.year = e.year and u.child = e.child
    and coalesce(u.duc > make_date(e.year, 3, 31), true)
where e.dec is null and e.ls not in ('V3', 'V4');

-- name: spells
-- Periods of care as all returns together show them: a start without an end before it.
create table spells as
with latest as (
    select *, row_number() over (partition by area, child, decom order by year desc) as newest
    from episodes where ls not in ('V3', 'V4')
), once as (
    select * exclude (newest), place like 'T%' as away,
        coalesce(lag(place) over child like 'T%' and lag(place, 2) over child = place, false)
            as back
    from latest where newest = 1
    window child as (partition by area, child order by decom)
), numbered as (
    select *, sum((rne = 'S')::integer) over (
        partition by area, child order by decom rows unbounded preceding) as spell
    from once
)
select *, min(decom) over (partition by area, child, spell) as spell_start,
    bool_or(rne = 'S') over (partition by area, child, spell) as start_known,
    sum((rne in ('P', 'B', 'S') and not away and not back)::integer) over (
        partition by area, child, spell order by decom rows unbounded preceding) as stay
from numbered;

-- name: stays
create table stays as
select area, child, spell, stay, min(decom) as started,
    case when bool_or(dec is null) then null else max(dec) end as ended,
    min(spell_start) as spell_start, bool_and(start_known) as start_known,
    arg_min(rne, decom) as rne
from spells group by all;

-- name: looked_after
select area, year, 'stock' as key, count(*) as n from stock group by all
union all
select area, year, 'started', count(distinct child) from episodes
where rne = 'S' and decom >= make_date(year - 1, 4, 1) and ls not in ('V3', 'V4') group by all
union all
select area, year, 'ceased', count(distinct child) from episodes
where dec is not null and rec <> 'X1' and ls not in ('V3', 'V4') group by all;

-- name: age_band
select area, year, case when age < 1 then '0' when age < 5 then '1-4' when age < 10 then '5-9'
    when age < 16 then '10-15' else '16+' end as key, count(*) as n
from stock group by all;

-- name: sex
select area, year, case sex when '1' then 'M' when '2' then 'F' else sex end as key, count(*) as n
from stock group by all;

-- name: ethnic_group
select area, year, k.key, count(*) as n
from stock join codes as k on k.measure = 'ethnic_group' and k.code = stock.ethnic group by all;

-- name: need
select area, year, cin as key, count(*) as n from stock group by all;

-- name: legal_status
select area, year, k.key, count(*) as n
from stock join codes as k on k.measure = 'legal_status' and k.code = stock.ls group by all;

-- name: placement_type
select area, year, k.key, count(*) as n
from stock join codes as k on k.measure = 'placement_type' and k.code = stock.place group by all;

-- name: provider_sector
select area, year, coalesce(provider, 'none') as key, count(*) as n from stock group by all;

-- name: locality
select area, year, case when host = area then 'inside' else 'outside' end as key, count(*) as n
from stock group by all;

-- name: distance
select area, year, case when miles is null then 'unknown' when miles > 20 then 'far' else 'near' end
    as key, count(*) as n
from stock group by all;

-- name: distance_locality
select area, year, (case when miles is null then 5 when miles > 20 then 3 else 1 end
    + (host is distinct from area)::integer)::varchar as key, count(*) as n
from stock group by all;

-- name: uasc
select area, year, case when is_uasc then 'uasc' else 'non' end as key, count(*) as n
from stock group by all;

-- name: new_placements_location
select area, year, case when miles is null then 'unknown' else
    case when host = area then 'in_' else 'out_' end || case when miles > 20 then 'far' else 'near'
    end end as key, count(*) as n
from episodes
where rne in ('S', 'P', 'B', 'T', 'U') and decom >= make_date(year - 1, 4, 1)
    and ls not in ('V3', 'V4') and place not like 'T%' group by all;

-- name: reason_place_change
select area, year, move_reason as key, count(*) as n from episodes
where move_reason is not null group by all;

-- name: moves_1_year
with counted as (
    select s.area, s.year, s.child, count(*) as placements
    from stock as s join stays as t on t.area = s.area and t.child = s.child
        and t.started <= make_date(s.year, 3, 31)
        and coalesce(t.ended, date '9999-01-01') > make_date(s.year - 1, 4, 1)
    group by all
)
select area, year, case when placements >= 3 then '3plus' else 'fewer' end as key, count(*) as n
from counted group by all;

-- name: same_carer_2_years
select s.area, s.year,
    case when t.started <= make_date(s.year - 2, 3, 31) then 'same' else 'moved' end as key,
    count(*) as n
from stock as s join stays as t on t.area = s.area and t.child = s.child
    and t.started <= make_date(s.year, 3, 31)
    and coalesce(t.ended, date '9999-01-01') > make_date(s.year, 3, 31)
where s.age < 16 and s.year >= (select min(year) + 2 from stock)
    and t.spell_start <= make_date(s.year - 2, 9, 30) - interval 1 year
group by all;

-- name: sdq
with asked as (
    select s.area, s.year, o.score from stock as s join oc2 as o using (area, year, child)
    where s.age between 5 and 16
)
select area, year, 'received' as key, count(*) as n from asked where score is not null group by all
union all select area, year, 'asked', count(*) from asked group by all
union all select area, year, case when score >= 17 then 'concern' when score >= 14 then 'borderline'
    else 'normal' end, count(*) from asked where score is not null group by all;

-- name: convictions
select s.area, s.year, case when convicted = '1' then 'convicted' else 'not' end as key,
    count(*) as n
from stock as s join oc2 using (area, year, child) where s.age between 10 and 17 group by all;

-- name: substance_misuse
select s.area, s.year, case when misuse = '1' then 'identified' else 'not' end as key, count(*) as n
from stock as s join oc2 using (area, year, child) group by all;

-- name: placed_in_area
select host as area, year, case when host = area then 'own' else 'others' end as key, count(*) as n
from stock where host like 'E09%' group by all;

-- name: spend
select 'E12000007' as area, year, key, sum(weekly) * 365.25 / 7 as n
from costs join cost_kinds using (kind) group by all;

-- name: home_provision
select area, year, 'homes' as key, count(*) as n from homes group by all
union all select area, year, 'places', sum(places) from homes group by all;
