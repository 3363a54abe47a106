"""One small authority: a boy in foster care and a girl, ten years older, in a children's home.

"Boys in children's homes" is therefore a choice that can be made and that nobody answers.
"""

from __future__ import annotations

import atexit
import shutil
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

import pytest

from sufficiency import settings
from sufficiency.database.scope import Scope
from sufficiency.snapshot import store
from tests.conftest import tables_of

CHILDREN = """(
    values (1, 'M', 'U4', 2018, 4.0), (2, 'F', 'K2', 2008, 40.0)
) as t (id, sex, place, birth_year, miles)"""
TABLES = {
    "header": f"""
        select 'E09000001' as authority_code, 2025 as return_year, id as child_id, sex,
            make_date(birth_year, 5, 1) as birth_month, 'WBRI' as ethnic, false as is_mother
        from {CHILDREN}""",
    "episodes": f"""
        select 'E09000001' as authority_code, 2025 as return_year, id as child_id,
            date '2024-04-10' as decom, 'S' as rne, 'C2' as ls, 'N1' as cin, place,
            'PR4' as place_provider, 'SC00001' as urn,
            'NW1 2' as placement_sector, 'E09000001' as home_authority_code,
            'E09000007' as host_authority_code, miles as distance_miles
        from {CHILDREN}""",
}
NOBODY = {"sex": ["M"], "placement_type": ["Children's homes and secure homes"]}
NOBODY_ADDRESS = "sex=Male&placement_type=Children%27s+homes+and+secure+homes"


# Beside it one like it, whose return of the year after has not come.
LATE = "E09000002"
WITH_LATE = {
    "header": f"""{TABLES["header"]} union all
        select * replace ('{LATE}' as authority_code, 2024 as return_year, child_id + 10 as child_id)
        from ({TABLES["header"]})""",
    "episodes": f"""{TABLES["episodes"]} union all
        select * replace (
            '{LATE}' as authority_code, 2024 as return_year, child_id + 10 as child_id, date '2023-04-10' as decom
        ) from ({TABLES["episodes"]})""",
}


def write(folder: Path, *, is_synthetic: bool = True, has_late: bool = False, is_opened: bool = True) -> Path:
    """A data folder in the place of ``folder``, whose current snapshot is the small authority's.

    One that ``is_opened`` holds its stored views too, as where a server was started before: they are made once in
    a process.
    """
    shutil.rmtree(folder, ignore_errors=True)
    if is_opened:
        shutil.copytree(_opened(is_synthetic, has_late), folder)
    else:
        _write(folder, is_synthetic, has_late)
    return folder


@lru_cache
def _opened(is_synthetic: bool, has_late: bool) -> Path:
    draft = Path(mkdtemp())
    atexit.register(shutil.rmtree, draft, ignore_errors=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "REFERENCE", settings.ROOT / "data" / "reference")
        patch.delenv("SUFFICIENCY_SQL", raising=False)
        _write(draft / "data", is_synthetic, has_late)
        patch.setenv("SUFFICIENCY_DATA", str(draft / "data"))
        Scope(store.read("tiny")).close()
    return draft / "data"


def _write(folder: Path, is_synthetic: bool, has_late: bool) -> None:
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as draft:
        patch.setenv("SUFFICIENCY_DATA", str(folder))
        tables = tables_of(Path(draft), WITH_LATE if has_late else TABLES)
        store.write(tables, is_synthetic=is_synthetic, name="tiny")
