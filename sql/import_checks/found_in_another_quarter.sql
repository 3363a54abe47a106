-- Found placements of a quarter that another quarter of the authority has too: the same child and start or, where no start is
-- given, the same child, home, kind and price.
with files as (
    select
        unit_key,
        string_agg(file_name, ' and ' order by file_name) as file_names
    from result_files
    group by unit_key
),

own as (
    select
        u.unit_key,
        row_number() over () as row_id,
        f.*
    from unit as u
    inner join result.found_placements as f on u.authority_code = f.authority_code and u.unit_day = f.quarter_end
    where u.unit_kind = 'found_placements'
),

twice as (
    select
        w.unit_key,
        o.quarter_end,
        count(distinct w.row_id) as twice_count
    from own as w
    inner join result.found_placements as o
        on
            w.authority_code = o.authority_code and w.quarter_end <> o.quarter_end and w.child_id = o.child_id
            and (
                w.placement_start = o.placement_start
                or (
                    w.placement_start is null and o.placement_start is null and w.urn = o.urn
                    and w.placement_type is not distinct from o.placement_type and w.total_gbp = o.total_gbp
                )
            )
    group by w.unit_key, o.quarter_end
),

counted as (
    select
        unit_key,
        any_value(authority_code) as authority_code,
        count(*) as before_count
    from own
    group by unit_key
)

select
    c.unit_key,
    coalesce(f.file_names, 'this file') || ' and, of the quarter to ' || strftime(t.quarter_end, '%d/%m/%Y') || ', '
    || coalesce(g.file_names, 'another') as subject,
    c.before_count,
    t.twice_count as after_count,
    100.0 * after_count / before_count as figure
from counted as c
inner join twice as t on c.unit_key = t.unit_key
left join files as f on c.unit_key = f.unit_key
left join files as g on c.authority_code || '/found_placements/' || t.quarter_end::varchar = g.unit_key
