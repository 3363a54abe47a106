/*
title:    Assumptions behind the gaps
summary:  Every number assumed when usable places are worked out, low and high, with where it comes from.
grain:    one row per assumption, subject
source:   data/reference/assumptions.csv, where each row has its own source and may be changed
caveats:  What is assumed of {region}'s share and of how full homes can be stands beside what the data show in places_filled.
section:  supply
columns:
  assumption       | code   | Assumption, short name
  assumption_title | text   | Assumption, in words
  subject          | text   | Subject of the assumption
  value_low        | number | Low value
  value_high       | number | High value
  meaning          | text   | What the value means
  source           | text   | Where it comes from
checks:   unique assumption subject; not_null assumption assumption_title meaning source
*/
select
    assumption,
    title as assumption_title,
    coalesce(subject, 'All') as subject,
    value_low::double as value_low,
    value_high::double as value_high,
    meaning,
    source
from ref.assumptions
order by assumption_title, subject
