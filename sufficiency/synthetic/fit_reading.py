"""Reading a folder of returns into one database of plain tables for measuring."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from sufficiency import settings
from sufficiency.reference import tables
from sufficiency.synthetic.places import METRES_A_MILE, Places, directory

DATE = "strptime(nullif({0}, ''), '%d/%m/%Y')::date"


def read_returns(folder: Path) -> duckdb.DuckDBPyConnection:
    """Tables episodes, header, uasc, oc2, costs, homes, codes from ``AREA/YEAR/*.csv``.

    Distance and host authority are worked out from full postcodes as DfE does. Raises
    FileNotFoundError if there are no returns.
    """
    folder = Path(folder)
    if not any(folder.glob("*/*/episodes.csv")):
        raise FileNotFoundError("no returns in that folder")
    base = duckdb.connect()
    _load(base, folder, "header", "upper(SEX) as sex, ETHNIC as ethnic, " + DATE.format("DOB") + " as born")
    _load(base, folder, "uasc", DATE.format("DUC") + " as duc")
    _load(
        base,
        folder,
        "oc2",
        "try_cast(nullif(SDQ_SCORE, '') as integer) as score, CONVICTED as convicted, SUBSTANCE_MISUSE as misuse",
    )
    _load(base, folder, "placement_costs", "PROVISION_TYPE as kind, WEEKLY_COST::double as weekly")
    base.execute("alter table placement_costs rename to costs")
    _load(
        base,
        folder,
        "episodes",
        ", ".join(
            [
                DATE.format("DECOM") + " as decom",
                "RNE as rne",
                "LS as ls",
                "CIN as cin",
                "PLACE as place",
                "nullif(PLACE_PROVIDER, '') as provider",
                DATE.format("DEC") + " as dec",
                "REC as rec",
                "nullif(REASON_PLACE_CHANGE, '') as move_reason",
                "replace(HOME_POST, ' ', '') as home_post",
                "replace(PL_POST, ' ', '') as place_post",
            ]
        ),
    )
    _locate(base)
    _references(base, folder)
    return base


def _load(base: duckdb.DuckDBPyConnection, folder: Path, table: str, columns: str) -> None:
    base.execute(
        f"""create table {table} as
        select split_part(filename, '/', -3) as area,
            split_part(filename, '/', -2)::integer as year, CHILD as child, {columns}
        from read_csv('{folder}/*/*/{table}.csv', all_varchar = true, header = true,
            filename = true, union_by_name = true)"""
    )


def _locate(base: duckdb.DuckDBPyConnection) -> None:
    """Add host authority and miles from home to every episode."""
    posts = base.execute("select home_post from episodes union select place_post from episodes").fetchall()
    located = postcodes(directory(), sorted(post for (post,) in posts if post))
    base.register("found", located)
    base.execute(
        f"""create or replace table episodes as
        select e.* exclude (home_post, place_post), p.authority as host,
            sqrt(power(h.east - p.east, 2) + power(h.north - p.north, 2)) / {METRES_A_MILE}
                as miles
        from episodes as e left join found as h on h.post = e.home_post
        left join found as p on p.post = e.place_post"""
    )


def postcodes(places: Places, posts: list[str]) -> pd.DataFrame:
    """Grid reference and authority of postcodes written without a space."""
    padded = np.array([post[:-3].ljust(4) + post[-3:] for post in posts], dtype="S8")
    order = np.argsort(places.texts, kind="stable")
    ranked = places.texts[order]
    at = order[np.minimum(np.searchsorted(ranked, padded), len(ranked) - 1)]
    known = places.texts[at] == padded
    # Districts come in the order of their postcodes, those of one authority together.
    districts = sorted(places.districts, key=places.span.__getitem__)
    ends = np.array([places.span[name][1] for name in districts])
    names = np.array([places.authority_of[name] for name in districts])
    number = np.searchsorted(ends, at[known], side="right")
    return pd.DataFrame(
        {
            "post": np.array(posts, dtype=object)[known],
            "east": places.east[at[known]].astype(float),
            "north": places.north[at[known]].astype(float),
            "authority": names[number],
        }
    )


def _references(base: duckdb.DuckDBPyConnection, folder: Path) -> None:
    for name in ("codes", "published_categories", "synthetic_spend", "authorities"):
        base.register(f"{name}_rows", tables.rows(settings.REFERENCE, name))
    base.execute(
        """create table codes as
        select m.measure, c.code, m.key
        from codes_rows as c
        join published_categories_rows as m
            on m.category = c.published_group
        where (m.measure, c.return_column) in
            (('legal_status', 'LS'), ('placement_type', 'PLACE'), ('ethnic_group', 'ETHNIC'))"""
    )
    base.execute(
        """create table cost_kinds as
        select distinct provision_type as kind, spend as key
        from synthetic_spend_rows"""
    )
    lists = sorted(folder.glob("provision/2023-*/*.csv"))
    source = f"read_csv({[str(path) for path in lists]}, all_varchar = true)" if lists else None
    base.execute(
        f"""create table homes as
        select a.authority_code as area, 2023 as year, coalesce(p."Places"::integer, 0) as places,
            p."Overall experiences and progress of children and young people" as rating
        from {source} as p
        join authorities_rows as a
            on a.authority_name = p."Local authority"
        where p."Provision type" = 'Children''s home' and a.authority_code like 'E09%'"""
        if source
        else "create table homes (area varchar, year integer, places integer, rating varchar)"
    )
