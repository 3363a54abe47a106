/*
title:    Vacancies and filled places as sent
grain:    one row per authority_code, as_at, urn
source:   Authorities' own lists of vacancies
*/
select
    authority_code,
    as_at,
    urn,
    places_staffed,
    places_filled,
    places_vacant,
    referrals_received,
    referrals_declined
from raw.vacancies
