-- SSDA903: U1 to U3 are foster placements with relatives or friends, U4 to U6 with other carers.
create or replace macro is_relative_carer(placement_code) as (placement_code in ('U1', 'U2', 'U3'));
-- Reason for placement change: the child stays in one place with one carer, and only what the placement is has changed, such as
-- when supported accommodation was registered in 2023-24. DfE lists such a change among placements begun and reasons for change
-- (England, 2024: 7,000 more than the year before), and not among a child's placements (children with three or more: 10 more).
create or replace macro is_status_change(change_reason_code) as (coalesce(change_reason_code = 'PLACE', false));
-- DfE calls private and voluntary or third sector providers (PR4, PR5) independent.
create or replace macro is_independent_provider(provider_sector) as (
    provider_sector in ('Private', 'Voluntary or third sector')
);
-- Placements regulated by Ofsted (or listed as schools), whose URN the return asks for.
create or replace macro expects_urn(placement_code) as (
    placement_code in ('K1', 'K2', 'K3', 'R3', 'S1', 'U1', 'U2', 'U3', 'U4', 'U5', 'U6')
);
-- Kinds of provision in the costs return that Ofsted registers or inspects.
create or replace macro is_ofsteds(provision_type) as (
    coalesce(provision_type not in ('Unregistered', 'CQC', 'Remand'), false)
);
-- Joining rules 4 and 5: the next episode, from a later return, contradicts the end this one was given.
create or replace macro settling_rule(return_year, episode_end, ceased_code, next_return_year, next_start) as (
    case
        when next_return_year > return_year and episode_end > next_start then '4'
        when next_return_year > return_year and episode_end < next_start and ceased_code = 'X1' then '5'
    end
);
