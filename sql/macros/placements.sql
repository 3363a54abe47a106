-- SSDA903: U1 to U3 are foster placements with relatives or friends, U4 to U6 with other carers.
create or replace macro is_relative_carer(placement_code) as (placement_code in ('U1', 'U2', 'U3'));
-- DfE calls private and voluntary or third sector providers (PR4, PR5) independent.
create or replace macro is_independent_provider(provider_sector) as (
    provider_sector in ('Private', 'Voluntary or third sector')
);
-- is_wanted without the authority: for counts of an area that include other authorities' children.
create or replace macro is_wanted_child(
    age_band, sex, ethnic_group, need_code, legal_status, placement_type, provider_sector, is_unaccompanied,
    distance_class
) as (
    is_chosen('age_band', age_band)
    and is_chosen('sex', sex)
    and is_chosen('ethnic_group', ethnic_group)
    and is_chosen('need', need_code)
    and is_chosen('legal_status', legal_status)
    and is_chosen('placement_type', placement_type)
    and is_chosen('provider_sector', provider_sector)
    and is_chosen('unaccompanied', case when is_unaccompanied then 'yes' else 'no' end)
    and is_chosen('distance', distance_class)
);
-- Placements regulated by Ofsted (or listed as schools), whose URN the return asks for.
create or replace macro expects_urn(placement_code) as (
    placement_code in ('K1', 'K2', 'K3', 'R3', 'S1', 'U1', 'U2', 'U3', 'U4', 'U5', 'U6')
);
-- Joining rules 4 and 5: the next episode, from a later return, contradicts the end this one was given.
create or replace macro settling_rule(return_year, episode_end, ceased_code, next_return_year, next_start) as (
    case
        when next_return_year > return_year and episode_end > next_start then '4'
        when next_return_year > return_year and episode_end < next_start and ceased_code = 'X1' then '5'
    end
);
