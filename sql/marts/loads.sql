/*
title:    Who loaded what, and what it replaced
summary:  Every return and list that was loaded, held or withdrawn: when, by whom, and in place of how many rows.
grain:    one row per entry_number
section:  data
source:   The ledger of this copy of the tool
caveats:  What is held was not loaded, because a check stopped it. Rows are those kept of all tables. The ledger is as it was
          when this snapshot was made; python -m sufficiency snapshots --units names the files.
columns:
  entry_number       | code   | Entry, in the order of time
  entered_on         | text   | Day
  authority_name     | text   | Authority, or whose list
  unit_name          | text   | Return year, or the list's date or file
  act                | text   | What was done
  entered_by         | text   | By whom
  row_count          | count  | Rows
  replaced_row_count | count  | Rows that they replaced
  check_codes        | text   | Checks that stopped it, or that somebody accepted
  because            | text   | Why they were accepted, or it was withdrawn
  is_served          | flag   | Served now
checks:   unique entry_number; not_null entry_number entered_on act
*/
with entries as (
    select
        entry_number,
        left(entered_at, 10) as entered_on,
        authority_code,
        unit_kind,
        coalesce(return_year::varchar, nullif(unit_label, ''), 'All') as unit_name,
        act,
        entered_by,
        check_codes,
        because,
        is_served,
        sum(row_count)::bigint as row_count,
        sum(replaced_row_count)::bigint as replaced_row_count
    from stg_ledger
    group by
        entry_number,
        entered_at,
        authority_code,
        unit_kind,
        return_year,
        unit_label,
        act,
        entered_by,
        check_codes,
        because,
        is_served
)

select
    l.entry_number::varchar as entry_number,
    l.entered_on,
    case when l.authority_code is null then coalesce(t.table_title, l.unit_kind) else c.authority_name end
        as authority_name,
    l.unit_name,
    capitalised(l.act) as act,
    l.entered_by,
    l.row_count,
    l.replaced_row_count,
    l.check_codes,
    l.because,
    l.is_served
from entries as l
left join chosen_authorities as c on l.authority_code = c.authority_code
left join ref.snapshot_tables as t on l.unit_kind = t.table_name
where l.authority_code is null or c.authority_code is not null
order by l.entry_number desc
