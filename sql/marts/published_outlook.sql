/*
title:    Published counts carried on
summary:  DfE's last count of children looked after, carried on unchanged, with the range that has held such counts.
grain:    one row per authority_code, years_ahead
source:   DfE, Children looked after in England including adoptions, 2021 to 2025; ranges as wide as held the truth in years past
caveats:  Real counts, also beside an invented {region_name}. Nothing that was made of yearly counts alone came nearer than the
          last value, so that is what is shown.
section:  need
chart:    range x=authority_name low=low_80 mid=looked_after high=high_80
columns:
  authority_code | code   | Authority, ONS code
  authority_name | text   | Authority
  return_year    | number | Year of the last count
  years_ahead    | text   | Years ahead
  looked_after   | number | Children looked after at the last published count, carried on
  low_80         | number | Low end of the range of 80%
  high_80        | number | High end of the range of 80%
  low_95         | number | Low end of the range of 95%
  high_95        | number | High end of the range of 95%
checks:   unique authority_code years_ahead; not_null authority_code years_ahead looked_after
*/
with lasts as (
    select
        authority_code,
        max(return_year::integer) as return_year,
        arg_max(looked_after::double, return_year::integer) as looked_after
    from ref.looked_after_counts
    group by authority_code
),

spreads as (
    select
        years_ahead,
        conformal(list(off_share) filter (where off_share is not null), 0.8) as share_80,
        conformal(list(off_share) filter (where off_share is not null), 0.95) as share_95
    from int_published_pairs
    where method = 'Last value'
    group by years_ahead
)

select
    c.authority_code,
    c.authority_name,
    n.return_year,
    years_ahead_words(s.years_ahead) as years_ahead,
    n.looked_after,
    round(n.looked_after * (1 - s.share_80)) as low_80,
    round(n.looked_after * (1 + s.share_80)) as high_80,
    round(n.looked_after * (1 - s.share_95)) as low_95,
    round(n.looked_after * (1 + s.share_95)) as high_95
from lasts as n
cross join spreads as s
inner join chosen_authorities as c on n.authority_code = c.authority_code
where c.is_in_region
order by c.authority_name, years_ahead
