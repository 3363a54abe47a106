/*
title:    Providers on an approved list
grain:    one row per framework, lot, sub_lot, urn, joined_date
source:   Framework registers of commissioning partnerships
*/
select
    framework,
    lot,
    capitalised(sub_lot) as sub_lot,
    upper(trim(urn)) as urn,
    joined_date,
    left_date
from raw.framework_register
