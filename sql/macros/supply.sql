-- Approved lists of commissioners take providers judged Good or Outstanding.
create or replace macro is_good_or_better(overall_rating) as (coalesce(overall_rating in ('Good', 'Outstanding'), false));
create or replace macro has_judgement(overall_rating) as (
    is_good_or_better(overall_rating)
    or coalesce(overall_rating = 'Inadequate' or starts_with(overall_rating, 'Requires improvement'), false)
);
-- Councils' own homes and agencies are not for sale, so not part of the market.
create or replace macro is_in_market(owner_type) as (owner_type is not null and owner_type <> 'Local Authority');
-- ALDCS bulletin, December 2024: ten placements for each authority, whatever the region.
create or replace macro is_among_dearest(rank_in_authority, rank_overall, authority_count) as (
    rank_in_authority <= 10 or rank_overall <= 10 * authority_count
);
