/*
title:    How many months the choices look back
summary:  A cohort chosen whose rule looks back counts only where an authority's inputs reach back as far without a hole.
grain:    one row
source:   Choice of cohort; headers of sql/cohorts
*/
select coalesce(max(look_back_months), 0) as look_back_months
from ref.cohorts
where getvariable('cohort') is not null and list_contains(getvariable('cohort'), cohort)
