-- By what share of a last value a range must reach to hold `share` of cases like those in `shares_off`: the value of rank
-- (n + 1) x share, or the largest where there is no such rank (split conformal prediction, Vovk and others 2005).
create or replace macro conformal(shares_off, share) as (
    list_sort(shares_off)[least(ceil((array_length(shares_off) + 1) * share), array_length(shares_off))::integer]
);
-- How many years ahead, in words by which rows may be put in order.
create or replace macro years_ahead_words(years) as (years || case when years = 1 then ' year' else ' years' end);
