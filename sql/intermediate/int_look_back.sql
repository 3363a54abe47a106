/*
title:    What the cohorts chosen ask of an authority's inputs
summary:  A cohort chosen whose rule looks back counts only where an authority's inputs reach back as far without a hole,
          and one that only found placements tell of where it sent them.
grain:    one row
source:   Choice of cohort; headers of sql/cohorts
*/
select
    coalesce(max(look_back_months), 0) as look_back_months,
    coalesce(bool_or(collected = 'searches'), false) as is_of_searches
from ref.cohorts
where getvariable('cohort') is not null and list_contains(getvariable('cohort'), cohort)
