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


class NameTaken(ValueError):
    """A name that no new view may have; the message says which would do."""


def write(folder: Path, name: str) -> Path:
    """Write ``marts/<name>.sql`` under ``folder`` and return its path; raises NameTaken."""
    if not NAME.match(name) or any(folder.glob(f"*/{name}.sql")):
        raise NameTaken("Choose a name of small letters, digits and _ that no view has yet")
    path = folder / "marts" / f"{name}.sql"
    title = name.replace("_", " ").capitalize()
    path.write_text(TEMPLATE.format(title=title), encoding="utf-8")
    return path
