-- True when the person has chosen nothing of this kind, or has chosen this value.
create or replace macro is_chosen(choice, value) as (
    getvariable(choice) is null or list_contains(getvariable(choice), value)
);
-- The as-at date chosen; the engine always sets it, to the latest month end when nobody has chosen.
create or replace macro chosen_date() as (getvariable('as_at')::date);
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
-- True for a child, placement or event that answers every choice but date, area and cohort.
create or replace macro is_wanted(
    authority_code, age_band, sex, ethnic_group, need_code, legal_status, placement_type,
    provider_sector, is_unaccompanied, distance_class
) as (
    is_chosen('authority', authority_code)
    and is_wanted_child(
        age_band, sex, ethnic_group, need_code, legal_status, placement_type, provider_sector,
        is_unaccompanied, distance_class
    )
);
-- True when nothing is chosen about the children themselves (place and date aside).
create or replace macro is_every_child() as (
    getvariable('age_band') is null
    and getvariable('sex') is null
    and getvariable('ethnic_group') is null
    and getvariable('need') is null
    and getvariable('legal_status') is null
    and getvariable('placement_type') is null
    and getvariable('provider_sector') is null
    and getvariable('unaccompanied') is null
    and getvariable('distance') is null
    and getvariable('cohort') is null
);
-- True when no place is chosen.
create or replace macro is_anywhere() as (getvariable('authority') is null and getvariable('area') is null);
-- True when nothing is chosen but the date: the answer is then everyone's, which is kept ready.
create or replace macro is_everyone() as (is_every_child() and is_anywhere());
-- True when one authority is looked at and this is what it is compared with; the engine sets `beside` to its code. Without one
-- authority, or without a choice, everybody is compared with the region.
create or replace macro is_compared_with(kind) as (
    coalesce(getvariable('beside') is not null and list_contains(getvariable('comparator'), kind), false)
);
create or replace macro is_compared_with_region() as (not is_compared_with('area') and not is_compared_with('neighbours'));
-- True when what stands beside is of all the region's children: that is everyone's answer, which is kept ready.
create or replace macro is_compared_with_everyone() as (is_every_child() and is_compared_with_region());
-- What stands beside, in words: the region, the area, '6 of 10 statistical neighbours', of which `area_name` is null.
create or replace macro comparator_words(counted, total, area_name, fewest) as (
    case
        when is_compared_with_region() then region_name()
        when total = 0 then 'no area, for none of this grouping holds it'
        else case
            when area_name is null then counted || ' of ' || total || ' statistical neighbours'
            when counted = total then area_name
            else counted || ' of ' || total || ' authorities of ' || area_name
        end || case when counted < fewest then ', too few to compare with' else '' end
    end
);
