/*
title:    Where each authority lies and how large it is
grain:    one row per authority_code
source:   data/reference/authority_centres.csv
*/
select
    authority_code,
    longitude::double as longitude,
    latitude::double as latitude,
    square_km::double as square_km
from ref.authority_centres
