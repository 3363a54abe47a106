/*
title:    Provision register
summary:  Every home, agency, scheme and setting on Ofsted's list that is open, in the areas chosen, as at the date.
grain:    one row per urn, setting_number
source:   Ofsted, published provider-level lists; the latest list on or before the date
caveats:  Where a home stands within its authority is shown by postcode sector on Provision, where the list gives it. The list
          holds no vacancies.
section:  supply
columns:
  urn                 | text   | Ofsted's number
  setting_number      | text   | Setting of the provider; 1 where it has one place
  setting_category    | text   | Kind of setting, for supported accommodation
  provision_type      | text   | Kind of provision
  owner_type          | text   | Kind of owner
  owner_name          | text   | Owner
  authority_code      | code   | Authority it lies in, ONS code
  authority_name      | text   | Authority it lies in
  is_in_region           | flag   | Whether it lies in {region}
  place_count         | places | Registered places
  home_size           | text   | Size of home
  overall_rating      | text   | Latest overall judgement
  is_short_break_only | flag   | Whether it takes short breaks only
  registration_status | text   | Registration status
  registration_date   | date   | First registered
  list_date           | date   | Date of the list
collected: place_count lists
checks:   unique urn setting_number; not_null urn list_date
*/
select
    urn,
    setting_number::varchar as setting_number,
    coalesce(setting_category, 'Not a setting') as setting_category,
    provision_type,
    owner_type,
    owner_name,
    authority_code,
    authority_name,
    is_in_region,
    place_count,
    home_size,
    overall_rating,
    is_short_break_only,
    registration_status,
    registration_date,
    list_date
from int_provision_chosen
order by authority_name, provision_type, urn, setting_number
