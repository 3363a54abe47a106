-- The region that is served: the only words of sql/ that differ from one region to another, from data/reference/regions.csv.
create or replace macro region_code() as ('{region_code}');
create or replace macro region_name() as ('{region}');
create or replace macro region_title() as ('{region_name}');
-- The grouping of authorities that stands until somebody chooses another.
create or replace macro usual_grouping() as ('{grouping}');
