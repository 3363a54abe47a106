/*
title:    The age band of each year of age
grain:    one row per age_years
source:   DfE age bands, data/reference/age_bands.csv
*/
select
    b.age_band,
    t.age_years
from ref.age_bands as b, unnest(range(b.youngest::integer, b.oldest::integer + 1)) as t (age_years)
