/*
title:    One row a child: the latest details sent
grain:    one row per authority_code, child_id
source:   SSDA903 header and UASC tables, latest return; case system's feed of children who are in none
*/
with latest as (
    select * from stg_children
    qualify row_number() over (partition by authority_code, child_id order by return_year desc) = 1
),

-- What a case system's feed adds: children who are in no return, and births since the last.
fed as (
    select
        c.*,
        f.vouches_from
    from stg_feed_children as c
    inner join int_feeds as f on c.authority_code = f.authority_code
),

told as (
    select
        c.authority_code,
        c.child_id,
        c.sex,
        c.birth_month,
        c.ethnic_code,
        c.is_mother or f.child_id is not null as is_mother,
        coalesce(c.child_birth_month, f.child_birth_month) as child_birth_month
    from latest as c
    left join fed as f
        on
            c.authority_code = f.authority_code and c.child_id = f.child_id
            and f.is_mother and f.child_birth_month >= date_trunc('month', f.vouches_from)
    union all
    select
        authority_code,
        child_id,
        sex,
        birth_month,
        ethnic_code,
        is_mother,
        child_birth_month
    from fed
    where (authority_code, child_id) not in (select (c.authority_code, c.child_id) from latest as c)
),

-- A mother whose child's birth was not given is one from the first return that says so.
mothers as (
    select
        authority_code,
        child_id,
        make_date(min(return_year)::integer, 3, 31) as first_told
    from stg_children
    where is_mother
    group by authority_code, child_id
),

-- The latest return that lists a child says until when: a day given too late is brought forward by a later return.
unaccompanied as (
    select
        authority_code,
        child_id,
        true as was_unaccompanied,
        unaccompanied_until
    from (
        select
            authority_code,
            return_year,
            child_id,
            unaccompanied_until
        from stg_unaccompanied
        union all
        select
            authority_code,
            return_year_of(vouches_from) as return_year,
            child_id,
            unaccompanied_until
        from fed
        where is_unaccompanied and (authority_code, child_id) not in (select (c.authority_code, c.child_id) from latest as c)
    ) as named
    qualify row_number() over (
        partition by authority_code, child_id order by return_year desc, unaccompanied_until desc nulls first
    ) = 1
)

select
    c.authority_code,
    c.child_id,
    c.sex,
    c.birth_month,
    c.ethnic_code,
    c.is_mother,
    case when c.is_mother then coalesce(c.child_birth_month, m.first_told) end as parent_from,
    coalesce(u.was_unaccompanied, false) as was_unaccompanied,
    u.unaccompanied_until
from told as c
left join mothers as m on c.authority_code = m.authority_code and c.child_id = m.child_id
left join unaccompanied as u on c.authority_code = u.authority_code and c.child_id = u.child_id
