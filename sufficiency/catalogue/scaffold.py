"""The file a new view begins as: a header to fill in and a SELECT that already works."""

from __future__ import annotations

from pathlib import Path

from sufficiency.reference.tables import NAME

TEMPLATE = """/*
title:    {title}
summary:  What it answers, in one sentence.
grain:    one row per authority_code
source:   SSDA903
caveats:  What a reader must know before using the figures.
chart:    bar x=authority_name y=child_count
columns:
  authority_code | code  | Responsible local authority, ONS code
  authority_name | text  | Responsible local authority
  child_count    | count | Children looked after
checks:   unique authority_code; not_null authority_code
*/
select
    p.authority_code,
    a.authority_name,
    count(*) as child_count
from looked_after as p
inner join stg_authorities as a on p.authority_code = a.authority_code
group by p.authority_code, a.authority_name
order by a.authority_name
"""


COMPARED = """/*
title:    {title}
summary:  What it answers, in one sentence, beside what the place chosen is compared with.
grain:    one row per authority_code
source:   SSDA903
caveats:  What a reader must know before using the figures.
chart:    dot x=distant_pct y=authority_name sort=-x reference=comparator_distant_pct
columns:
  authority_code           | code  | Responsible local authority, ONS code
  authority_name           | text  | Responsible local authority
  known_count              | count | Children whose distance is known
  distant_count            | count | Of these, placed over 20 miles from home
  distant_pct              | pct   | Placed over 20 miles, of those known | share of distant_count in known_count
  comparator_known_count   | count | Children of the comparator whose distance is known
  comparator_distant_count | count | Of these, placed over 20 miles from home
  comparator_distant_pct | pct | The comparator's | share of comparator_distant_count in comparator_known_count
checks:   unique authority_code; not_null authority_code
*/
select
    p.authority_code,
    a.authority_name,
    count(p.distance_miles) as known_count,
    count(*) filter (where p.is_distant) as distant_count,
    pct(count(*) filter (where p.is_distant), count(p.distance_miles)) as distant_pct,
    any_value(c.comparator_known_count) as comparator_known_count,
    any_value(c.comparator_distant_count) as comparator_distant_count,
    any_value(c.comparator_distant_pct) as comparator_distant_pct
from looked_after as p
inner join stg_authorities as a on p.authority_code = a.authority_code
left join int_{name}_compared as c on true
group by p.authority_code, a.authority_name
order by a.authority_name
"""
COMPARATOR = """/*
title:    {title}: those compared with
summary:  The same figures of London, the sub-region or the neighbours, as Compared with has it.
grain:    one row
source:   SSDA903
shared:   yes
columns:
  comparator_known_count   | count | Children of the comparator whose distance is known
  comparator_distant_count | count | Of these, placed over 20 miles from home
  comparator_distant_pct | pct | The comparator's | share of comparator_distant_count in comparator_known_count
*/
select
    count(distance_miles) as comparator_known_count,
    count(*) filter (where is_distant) as comparator_distant_count,
    pct(count(*) filter (where is_distant), count(distance_miles)) as comparator_distant_pct
from comparators
"""


class NameTaken(ValueError):
    """A name that no new view may have; the message says which would do."""


def write(folder: Path, name: str, *, is_compared: bool = False) -> list[Path]:
    """Write ``marts/<name>.sql`` under ``folder``, and where it ``is_compared`` the view of what stands beside it.

    Returns their paths; raises NameTaken.
    """
    files = {folder / "marts" / f"{name}.sql": COMPARED if is_compared else TEMPLATE}
    if is_compared:
        files[folder / "intermediate" / f"int_{name}_compared.sql"] = COMPARATOR
    if not NAME.match(name) or any(any(folder.glob(f"*/{path.name}")) for path in files):
        raise NameTaken("Choose a name of small letters, digits and _ that no view has yet")
    for path, template in files.items():
        path.write_text(template.format(title=name.replace("_", " ").capitalize(), name=name), encoding="utf-8")
    return list(files)
