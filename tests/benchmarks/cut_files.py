"""Cuts authorities' returns at random bytes, and judges each as an import would, without making a snapshot.

A cut is held where a check of the import stops it, told where a problem or a check names it, and harmless where every
row that is kept is as it would have been. Anything else would be served unnoticed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from sufficiency import returns
from sufficiency.loading import import_checks
from sufficiency.loading.state import State
from sufficiency.returns import splitting
from sufficiency.snapshot import units

HELD, TOLD, HARMLESS, UNNOTICED = "held", "told", "harmless", "unnoticed"
KEY = b"cut at random: invented children only"
YEAR = 2025
# A postcode of each authority, so that its children come from it.
HOMES = {
    "E09000001": "E1 6AN",
    "E09000003": "N10 1AA",
    "E09000005": "N8 0HW",
    "E09000007": "NW1 1AA",
    "E09000010": "N11 1AA",
    "E09000012": "N1 3GN",
    "E09000014": "N10 1AF",
    "E09000019": "N1 0AA",
    "E09000025": "E11 4WH",
    "E09000026": "E11 1PA",
    "E09000030": "E1 0AA",
    "E09000031": "E10 5AA",
    "E09000033": "EC4A 2AH",
}
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
OC2 = (
    "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,"
    "SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED"
)
COSTS = (
    "CHILD,PLACEMENT_START,AS_AT,URN,PROVIDER_NAME,COMPANY_NUMBER,PROVISION_TYPE,SOURCING_ROUTE,FRAMEWORK,"
    "WEEKLY_COST,SOCIAL_CARE,EDUCATION,HEALTH,ADDITIONAL_PACKAGES,SOLO,DOL,DISTANCE_REASON,EHCP,PRIMARY_NEED,RISKS"
)


@dataclass(frozen=True)
class Cut:
    """One file of a return, how many bytes it lost at its end, and what became of it."""

    file: str
    lost: int
    outcome: str


def write(folder: Path, authority: str, year: int, children: int = 60) -> Path:
    """A clean return of children in care throughout the year, of four tables; a third of them moved in autumn."""
    place = folder / authority / str(year)
    place.mkdir(parents=True)
    ids = [f"{authority[-2:]}X{number:04d}" for number in range(children)]
    born = [f"{1 + n % 28:02d}/{1 + n % 12:02d}/{2008 + n % 8}" for n in range(children)]
    header = [f"{child},{'MF'[n % 2]},{born[n]},WBRI,,," for n, child in enumerate(ids)]
    episodes, costs = [], []
    for n, child in enumerate(ids):
        began, rest = f"10/03/{year - 2}", f"{HOMES[authority]},NW1 2DB,SC000001"
        if n % 3 == 0:
            moved = f"{1 + n % 28:02d}/10/{year - 1}"
            episodes.append(f"{child},{began},S,C2,N1,U4,PR1,{moved},X1,PLACE,{rest}")
            episodes.append(f"{child},{moved},P,C2,N1,U6,PR1,,,,{rest}")
            began = moved
        else:
            episodes.append(f"{child},{began},S,C2,N1,U4,PR1,,,,{rest}")
        price = 600 + 10 * n
        costs.append(
            f"{child},{began},31/03/{year},SC000001,Carers,,Fostering - mainstream,,,{price},{price},0,0,No,neither,no,"
            "not applicable,No,,"
        )
    oc2 = [f"{child},{born[n]},,SDQ1,0,1,1,1,1,0,0,0" for n, child in enumerate(ids)]
    tables = {"header": [HEADER, *header], "episodes": [EPISODES, *episodes], "oc2": [OC2, *oc2]}
    for name, lines in {**tables, "placement_costs": [COSTS, *costs]}.items():
        (place / f"{name}.csv").write_text("\r\n".join(lines) + "\r\n", encoding="utf-8", newline="")
    return place


def cuts(folder: Path, count: int, seed: int = 903) -> Iterator[Cut]:
    """``count`` cuts of returns of YEAR, whose year before is served; files are chosen by their bytes.

    Each authority's return is cut by itself and judged by itself; one import holds all of them, to be quick.
    """
    for authority in HOMES:
        write(folder / "before", authority, YEAR - 1)
        write(folder / "now", authority, YEAR)
    before = State(units={unit.name.key: unit for unit in _kept(folder / "before")})
    whole = _judged(folder / "now", before)
    if any((one.told, one.is_held) != (0, False) for one in whole.values()):
        raise ValueError("the returns are not clean before they are cut")
    chance = random.Random(seed)
    for first in range(0, count, len(HOMES)):
        cut = {authority: _cut(folder / "now" / authority / str(YEAR), chance) for authority in HOMES}
        judged = _judged(folder / "now", before)
        for authority, (path, data, size) in list(cut.items())[: count - first]:
            path.write_bytes(data)
            one = judged[authority]
            lost = one.rows != whole[authority].rows
            outcome = HELD if one.is_held else TOLD if one.told else UNNOTICED if lost else HARMLESS
            yield Cut(path.name, len(data) - size, outcome)


@dataclass(frozen=True)
class Judged:
    """What an import says of one authority's return: how much is told, whether it is held, and its rows."""

    told: int
    is_held: bool
    rows: dict[str, pa.Table]


def _cut(place: Path, chance: random.Random) -> tuple[Path, bytes, int]:
    paths = sorted(place.glob("*.csv"))
    path = chance.choices(paths, [one.stat().st_size for one in paths])[0]
    data = path.read_bytes()
    size = chance.randrange(len(data))
    path.write_bytes(data[:size])
    return path, data, size


def _kept(folder: Path) -> list[units.Unit]:
    read = returns.read(folder, key=KEY)
    return [units.write(part.name, part.tables, is_synthetic=True, key_mark=read.key_mark) for part in read.sent]


def _judged(folder: Path, before: State) -> dict[str, Judged]:
    read = returns.read(folder, key=KEY)
    findings = import_checks.compare(read.sent, before, is_synthetic=True)
    files = read.problems["file"].to_pylist()
    parts = {part.name.authority_code: part for part in read.sent}
    found = {}
    for authority in HOMES:
        own = [finding for finding in findings if finding.unit.authority_code == authority]
        told = len(own) + sum(file.startswith(authority) for file in files)
        # What holds no unit is not served either.
        is_held = authority not in parts or any(finding.is_stop for finding in own)
        tables = parts[authority].tables if authority in parts else {}
        rows = {name: rows for name, rows in tables.items() if name not in splitting.BESIDE}
        found[authority] = Judged(told, is_held, rows)
    return found
