/*
title:    How far off simple forecasts of published counts were
summary:  What yearly counts alone foretold of all authorities' children looked after, one to three years ahead.
grain:    one row per years_ahead, method
source:   DfE, Children looked after in England including adoptions, 2021 to 2025: real counts of every authority with five
          published
caveats:  The simulation needs single children and cannot be run on these. Weighted error is the sum of errors among the sum of
          what came. The ranges were made from one half of authorities and held against the other.
section:  need
columns:
  years_ahead    | text   | Years ahead
  method         | text   | Method
  weighted_error | number | Weighted error (WAPE), per cent
  mean_share     | number | Mean of the errors' shares (MAPE), per cent
  mean_error     | number | Mean error, children
  range_80       | number | Range of 80%: per cent of the last value, up and down
  range_95       | number | Range of 95%: per cent of the last value, up and down
  covered_80     | number | Per cent of cases within the range of 80%
  covered_95     | number | Per cent of cases within the range of 95%
  case_number    | number | Forecasts held against what came
checks:   unique years_ahead method; not_null years_ahead method weighted_error
*/
with halves as (
    select
        years_ahead,
        method,
        half,
        conformal(list(off_share) filter (where off_share is not null), 0.8) as off_80,
        conformal(list(off_share) filter (where off_share is not null), 0.95) as off_95
    from int_published_pairs
    group by years_ahead, method, half
),

held as (
    select
        p.years_ahead,
        p.method,
        avg((p.off_share <= h.off_80)::integer) as within_80,
        avg((p.off_share <= h.off_95)::integer) as within_95
    from int_published_pairs as p
    inner join halves as h on p.years_ahead = h.years_ahead and p.method = h.method and p.half <> h.half
    where p.off_share is not null
    group by p.years_ahead, p.method
),

errors as (
    select
        years_ahead,
        method,
        100 * sum(abs(said - came)) / sum(came) as weighted_error,
        100 * avg(abs(said - came) / nullif(came, 0)) as mean_share,
        avg(abs(said - came)) as mean_error,
        list(off_share) filter (where off_share is not null) as shares_off,
        count(*) as case_number
    from int_published_pairs
    group by years_ahead, method
)

select
    years_ahead_words(e.years_ahead) as years_ahead,
    e.method,
    round(e.weighted_error, 1) as weighted_error,
    round(e.mean_share, 1) as mean_share,
    round(e.mean_error, 1) as mean_error,
    round(100 * conformal(e.shares_off, 0.8), 1) as range_80,
    round(100 * conformal(e.shares_off, 0.95), 1) as range_95,
    round(100 * h.within_80) as covered_80,
    round(100 * h.within_95) as covered_95,
    e.case_number
from errors as e
left join held as h on e.years_ahead = h.years_ahead and e.method = h.method
order by years_ahead, e.method
