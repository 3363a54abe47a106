/*
title:    Where the last return and the case system's feed say different things of the day the return ends
summary:  Of each authority whose feed is joined to its returns: children whom one has in care and the other does not, and for
          children whom both have, each fact that differs.
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
        case
            when f.child_id is null then ['In care in the return, not in the feed']
            when r.child_id is null then ['In care in the feed, not in the return']
            else list_filter([
                case when r.episode_start <> f.episode_start then 'Start of the episode' end,
                case when r.placement_code is distinct from f.placement_code then 'Placement type' end,
                case when r.provider_code is distinct from f.provider_code then 'Placement provider' end,
                case when r.urn is distinct from f.urn then 'Ofsted number' end,
                case when r.placement_sector is distinct from f.placement_sector then 'Postcode of the placement' end,
                case when r.home_authority_code is distinct from f.home_authority_code then 'Home authority' end,
                case when r.legal_status_code is distinct from f.legal_status_code then 'Legal status' end,
                case when r.need_code is distinct from f.need_code then 'Category of need' end,
                case when r.sex is distinct from f.sex then 'Sex' end,
                case when r.birth_month is distinct from f.birth_month then 'Month of birth' end,
                case when r.ethnic_code is distinct from f.ethnic_code then 'Ethnic group' end
            ], lambda x: x is not null)
        end as differences
    from returned as r
    full outer join fed as f on r.authority_code = f.authority_code and r.child_id = f.child_id
    where not coalesce(is_short_break(r.legal_status_code), false)
)

select
    p.authority_code,
    p.child_id,
    t.difference
from paired as p, unnest(p.differences) as t (difference)
