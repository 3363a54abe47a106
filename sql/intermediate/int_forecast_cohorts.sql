/*
title:    The need cohorts that are forecast, in the order in which the forecast counts them
grain:    one row per cohort_code
source:   sql/cohorts
*/
select
    cohort as cohort_code,
    title as cohort_title,
    (row_number() over (order by cohort) - 1)::integer as cohort_number
from ref.cohorts
-- What some authorities sent between returns has no history to carry on.
where collected is distinct from 'searches'
