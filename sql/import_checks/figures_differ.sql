-- Figures of the population, or that DfE published, which another file that is served gives otherwise for the same area and
-- time.
with own as (
    select
        'population/' || source as unit_key,
        source,
        concat_ws(' ', mid_year, area_code) as said_of,
        population_0_17::varchar as figure
    from sent.population
    union all
    select
        'published_figures/' || regexp_replace(source, '^DfE, ', '') as unit_key,
        source,
        concat_ws(' ', return_year, area_code, measure, category) as said_of,
        concat_ws(' ', child_count, percent) as figure
    from sent.published_figures
),

others as (
    select
        'population/' || source as unit_key,
        source,
        concat_ws(' ', mid_year, area_code) as said_of,
        population_0_17::varchar as figure
    from served.population
    union all
    select
        'published_figures/' || regexp_replace(source, '^DfE, ', '') as unit_key,
        source,
        concat_ws(' ', return_year, area_code, measure, category) as said_of,
        concat_ws(' ', child_count, percent) as figure
    from served.published_figures
),

counted as (
    select
        unit_key,
        count(*) as own_count
    from own
    group by unit_key
)

select
    w.unit_key,
    w.source || ' and ' || o.source as subject,
    max(c.own_count) as before_count,
    count(*) as after_count,
    100.0 * after_count / before_count as figure
from own as w
inner join others as o
    on
        w.said_of = o.said_of and w.unit_key <> o.unit_key
        and split_part(w.unit_key, '/', 1) = split_part(o.unit_key, '/', 1) and w.figure <> o.figure
inner join counted as c on w.unit_key = c.unit_key
group by w.unit_key, w.source, o.source
