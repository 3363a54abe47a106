-- How sure a figure is: each interval, and each test of a change, with its source.
-- These are the only definitions. A view uses them for medians and means, which need every child's figure; for shares and
-- rates the query uses them on the counts as they are shown, so that protected figures have intervals of protected counts.
-- The numbers are rows of data/reference/certainty.csv, which a test holds them to; a macro may not read a table.
create or replace macro confidence_z() as (1.959964);
create or replace macro funnel_z() as (3.090232);
create or replace macro least_children() as (20);
create or replace macro least_authorities() as (3);
-- Share of a whole: Wilson's score interval (Wilson 1927; advised by Newcombe 1998, Statistics in Medicine 17, 857-872).
create or replace macro wilson_low(part, whole, z) as (
    (part + z * z / 2 - z * sqrt(part * (1 - part / nullif(whole, 0)::double) + z * z / 4)) / (nullif(whole, 0) + z * z)
);
create or replace macro wilson_high(part, whole, z) as (
    (part + z * z / 2 + z * sqrt(part * (1 - part / nullif(whole, 0)::double) + z * z / 4)) / (nullif(whole, 0) + z * z)
);
-- A funnel's limits are Wilson's at the share of all together, as Public Health England's funnel plots of proportions have them.
-- Count or rate: Byar's approximation to the exact limits of a count (Breslow and Day 1987), as in public health profiles.
create or replace macro byar_low(observed, z) as (
    case
        when observed > 0
            then observed * pow(1 - 1.0 / (9 * observed) - z / (3 * sqrt(observed)), 3)
        when observed = 0 then 0.0
    end
);
create or replace macro byar_high(observed, z) as (
    case
        when observed >= 0
            then (observed + 1) * pow(1 - 1.0 / (9 * (observed + 1)) + z / (3 * sqrt(observed + 1)), 3)
    end
);
-- Median: the values at two ranks either side of it (Campbell and Gardner 1988, British Medical Journal 296, 1454-1456).
-- Fewer than six values have no such interval.
create or replace macro median_rank(counted) as (
    round(counted / 2.0 - confidence_z() * sqrt(counted) / 2)::bigint
);
create or replace macro median_low(figure) as (
    case
        when median_rank(count(figure)) >= 1
            then list_sort(list(figure) filter (where figure is not null))[median_rank(count(figure))]
    end
);
create or replace macro median_high(figure) as (
    case
        when median_rank(count(figure)) >= 1
            then
                list_sort(list(figure) filter (where figure is not null))[
                    count(figure) + 1 - median_rank(count(figure))
                ]
    end
);
-- Student's t from the normal deviate (Abramowitz and Stegun 1964, 26.7.5).
create or replace macro student_t(freedom, z) as (
    z + (pow(z, 3) + z) / (4 * freedom)
    + (5 * pow(z, 5) + 16 * pow(z, 3) + 3 * z) / (96 * pow(freedom, 2))
    + (3 * pow(z, 7) + 19 * pow(z, 5) + 17 * pow(z, 3) - 15 * z) / (384 * pow(freedom, 3))
);
-- Mean: Student's t on the figures as they are. Prices lean to the right, so with few children the high end is too low.
-- Rounded, because the order in which parallel sums are added changes the last digits.
create or replace macro mean_margin(figure) as (
    student_t(nullif(greatest(count(figure) - 1, 0), 0), confidence_z())
    * stddev_samp(figure) / sqrt(count(figure))
);
-- The mean of figures none of which is below nought is not below it, which the margin does not know.
create or replace macro mean_low(figure) as (
    case
        when min(figure) >= 0 and avg(figure) < mean_margin(figure) then 0.0
        else round(avg(figure) - mean_margin(figure), 4)
    end
);
create or replace macro mean_high(figure) as (round(avg(figure) + mean_margin(figure), 4));
-- Share of a sum, such as of pounds: the ratio of two sums by linearisation, with Student's t (Cochran 1977, Sampling Techniques,
-- 6.3). With few children, and where one of them is most of it, it is too narrow.
create or replace macro ratio_margin(part, whole) as (
    student_t(nullif(greatest(count(whole) - 1, 0), 0), confidence_z())
    * sqrt(
        greatest(
            0.0,
            sum(part * part) - 2 * (sum(part) / sum(whole)) * sum(part * whole)
            + pow(sum(part) / sum(whole), 2) * sum(whole * whole)
        ) / nullif(count(whole) - 1, 0) * count(whole)
    ) / sum(whole)
);
-- Of parts none of which is below nought the share is not below it, and of parts within their wholes not above one.
create or replace macro ratio_low(part, whole) as (
    case
        when min(part) >= 0 and sum(part) / nullif(sum(whole), 0)::double < ratio_margin(part, whole) then 0.0
        else round(sum(part) / nullif(sum(whole), 0)::double - ratio_margin(part, whole), 6)
    end
);
create or replace macro ratio_high(part, whole) as (
    case
        when max(part - whole) <= 0 and sum(part) / nullif(sum(whole), 0)::double + ratio_margin(part, whole) > 1 then 1.0
        else round(sum(part) / nullif(sum(whole), 0)::double + ratio_margin(part, whole), 6)
    end
);
-- Share that lasts, of spells some of which are still open: Greenwood's error on the scale of log(-log) (Kalbfleisch and Prentice
-- 1980). The interval of the time by which half have ended is where these pass a half (Brookmeyer and Crowley 1982).
-- `error` is Greenwood's sum of ended / (open * (open - ended)).
create or replace macro lasting_low(survival, error, z) as (
    case
        when survival >= 1 then 1.0
        when survival <= 1e-9 then 0.0
        else pow(survival, exp(z * sqrt(error) / abs(ln(survival))))
    end
);
create or replace macro lasting_high(survival, error, z) as (lasting_low(survival, error, -z));
-- Two shares differ beyond chance: the two-proportion test with Yates's correction (Fleiss 1981), as if of different children.
-- Where some are the same children a year on, or a part of the same whole, the two move together and the true test is
-- easier to pass, so this one errs on the side of 'no clear change'. Too small a whole is not judged.
create or replace macro shares_differ(part, whole, other_part, other_whole, z) as (
    coalesce(
        least(whole, other_whole) >= least_children()
        and abs(part / whole::double - other_part / other_whole::double) - (1.0 / whole + 1.0 / other_whole) / 2
        > z * sqrt(
            (part + other_part) / (whole + other_whole)::double
            * greatest(0.0, 1 - (part + other_part) / (whole + other_whole)::double)
            * (1.0 / whole + 1.0 / other_whole)
        ),
        false
    )
);
-- Two counts, of the same number expected, lie further apart than chance explains: the conditional test of two Poisson counts
-- with a correction for continuity (Przyborowski and Wilenski 1940, Biometrika 31, 313-323). Most children of one year are
-- there in the next as well, so that this errs on the side of 'no clear change' too. Too few to count among are not judged.
create or replace macro counts_differ(apart, together, among, z) as (
    coalesce(among >= least_children() and apart - 1 > z * sqrt(together), false)
);
-- Two figures with intervals differ beyond chance: nought lies outside the interval of their difference, made by squaring
-- and adding (Newcombe 1998, method 10; Zou and Donner 2008, Statistics in Medicine 27, 1693-1702).
create or replace macro figures_differ(figure, low, high, other, other_low, other_high) as (
    coalesce(
        low + high + other_low + other_high is not null
        and (
            figure - other > sqrt(pow(figure - low, 2) + pow(other_high - other, 2))
            or other - figure > sqrt(pow(high - figure, 2) + pow(other - other_low, 2))
        ),
        false
    )
);
