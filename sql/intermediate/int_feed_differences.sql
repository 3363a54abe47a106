/*
title:    Where the last return and the case system's feed say different things of the day the return ends
summary:  Of each authority whose feed is joined to its returns: children whom one has in care and the other does not, and for
          children whom both have, each fact that differs, with what either says.
grain:    one row per authority_code, child_id, difference
source:   SSDA903 episodes and header tables; case system's feed
belongs_to: authority
*/
with returned as (
    select
        e.*,
        c.sex,
        c.birth_month,
        c.ethnic_code
    from stg_episodes as e
    inner join int_feeds as f on e.authority_code = f.authority_code and e.return_year = f.return_year and f.is_joined
    left join stg_children as c
        on e.authority_code = c.authority_code and e.child_id = c.child_id and e.return_year = c.return_year
    where e.episode_start <= f.returned_to and (e.episode_end is null or e.episode_end > f.returned_to)
    qualify row_number() over (partition by e.authority_code, e.child_id order by e.episode_start desc) = 1
),

fed as (
    select
        e.*,
        c.sex,
        c.birth_month,
        c.ethnic_code
    from stg_feed_episodes as e
    inner join int_feeds as f on e.authority_code = f.authority_code and f.is_joined
    left join stg_feed_children as c on e.authority_code = c.authority_code and e.child_id = c.child_id
    where e.episode_start <= f.returned_to and (e.episode_end is null or e.episode_end > f.returned_to)
    qualify row_number() over (partition by e.authority_code, e.child_id order by e.episode_start desc) = 1
),

paired as (
    select
        coalesce(r.authority_code, f.authority_code) as authority_code,
        coalesce(r.child_id, f.child_id) as child_id,
        r.child_id is not null and f.child_id is null as is_in_return_alone,
        r.child_id is null as is_in_feed_alone,
        r.child_id is not null and f.child_id is not null as is_in_both,
        coalesce(r.sex, f.sex) as sex,
        coalesce(r.birth_month, f.birth_month) as birth_month,
        r.episode_start as returned_start,
        f.episode_start as fed_start,
        [
            r.episode_start::varchar,
            r.placement_code,
            r.provider_code,
            r.urn,
            r.placement_sector,
            r.home_authority_code,
            r.legal_status_code,
            r.need_code,
            r.sex,
            strftime(r.birth_month, '%Y-%m'),
            r.ethnic_code
        ] as returned_facts,
        [
            f.episode_start::varchar,
            f.placement_code,
            f.provider_code,
            f.urn,
            f.placement_sector,
            f.home_authority_code,
            f.legal_status_code,
            f.need_code,
            f.sex,
            strftime(f.birth_month, '%Y-%m'),
            f.ethnic_code
        ] as fed_facts,
        r.episode_start <> f.episode_start as has_other_start,
        (r.placement_code is distinct from f.placement_code) as has_other_placement,
        (r.provider_code is distinct from f.provider_code) as has_other_provider,
        (r.urn is distinct from f.urn) as has_other_urn,
        (r.placement_sector is distinct from f.placement_sector) as has_other_sector,
        (r.home_authority_code is distinct from f.home_authority_code) as has_other_home,
        (r.legal_status_code is distinct from f.legal_status_code) as has_other_status,
        (r.need_code is distinct from f.need_code) as has_other_need,
        (r.sex is distinct from f.sex) as has_other_sex,
        (r.birth_month is distinct from f.birth_month) as has_other_birth,
        (r.ethnic_code is distinct from f.ethnic_code) as has_other_ethnic_group
    from returned as r
    full outer join fed as f on r.authority_code = f.authority_code and r.child_id = f.child_id
    where not coalesce(is_short_break(r.legal_status_code), false)
),

kinds (kind, difference) as (
    values
    (1, 'In care in the return, not in the feed'),
    (2, 'In care in the feed, not in the return'),
    (3, 'Start of the episode'),
    (4, 'Placement type'),
    (5, 'Placement provider'),
    (6, 'Ofsted number'),
    (7, 'Postcode of the placement'),
    (8, 'Home authority'),
    (9, 'Legal status'),
    (10, 'Category of need'),
    (11, 'Sex'),
    (12, 'Month of birth'),
    (13, 'Ethnic group')
)

select
    p.authority_code,
    p.child_id,
    p.sex,
    p.birth_month,
    coalesce(p.returned_start, p.fed_start) as episode_start,
    k.difference,
    -- The kinds after the first two are the facts, in their order.
    case
        when p.is_in_both then coalesce(p.returned_facts[k.kind - 2], 'Blank')
        when p.is_in_return_alone then 'In care'
        else 'Not in care'
    end as in_return,
    case
        when p.is_in_both then coalesce(p.fed_facts[k.kind - 2], 'Blank')
        when p.is_in_feed_alone then 'In care'
        else 'Not in care'
    end as in_feed
from paired as p
inner join kinds as k
    on case k.kind
        when 1 then p.is_in_return_alone
        when 2 then p.is_in_feed_alone
        when 3 then p.is_in_both and p.has_other_start
        when 4 then p.is_in_both and p.has_other_placement
        when 5 then p.is_in_both and p.has_other_provider
        when 6 then p.is_in_both and p.has_other_urn
        when 7 then p.is_in_both and p.has_other_sector
        when 8 then p.is_in_both and p.has_other_home
        when 9 then p.is_in_both and p.has_other_status
        when 10 then p.is_in_both and p.has_other_need
        when 11 then p.is_in_both and p.has_other_sex
        when 12 then p.is_in_both and p.has_other_birth
        else p.is_in_both and p.has_other_ethnic_group
    end
