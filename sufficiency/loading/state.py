"""What is served now, by unit; and units made of a snapshot that was written without any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from sufficiency.returns import degrade, splitting
from sufficiency.snapshot import ledger, store, units
from sufficiency.snapshot.store import Snapshot
from sufficiency.snapshot.units import Unit


class Mixing(RuntimeError):
    """Real and invented children would be served together; the message says what to do instead."""


@dataclass(frozen=True)
class State:
    """The units served, by key, and the snapshot they are served from: None where nothing is, or where
    it is not gone on from. ``afresh`` says why not, or which units had to be made again."""

    units: Mapping[str, Unit] = field(default_factory=dict)
    snapshot: Snapshot | None = None
    afresh: str = ""


def served(*, is_synthetic: bool, who: str) -> State:
    """What an import of this kind goes on from.

    Real returns never go on from the invented London, which they take the place of. Raises Mixing when
    invented ones would go on from real ones, and SnapshotError when what is served is damaged.
    """
    current = store.current_name()
    if current is None:
        return State()
    snapshot = store.read(current)
    if snapshot.is_synthetic and not is_synthetic:
        return State(
            afresh=(
                f"The invented {snapshot.region['region_name']} ({snapshot.id}) is no longer served; nothing of it "
                "stays beside real returns."
            )
        )
    if is_synthetic and not snapshot.is_synthetic:
        raise Mixing(
            f"what is served ({snapshot.id}) is about real children, and invented ones are never put beside them; "
            "leave --synthetic out, set SUFFICIENCY_DATA to another folder, or give --all to serve the invented alone"
        )
    # One that is gone or damaged is made of the snapshot's own rows.
    whole = {key: units.read(digest) for key, digest in snapshot.units.items() if units.is_whole(digest)}
    damaged = sorted(snapshot.units.keys() - whole.keys())
    if not snapshot.units or damaged:
        whole = {**_adopted(snapshot, who), **whole}
    again = (
        f"The files of {', '.join(damaged)} in {units.folder()} were gone or damaged; these units were made again of "
        "the snapshot's rows. Restore that folder from its backup, or load those returns again: until then a child "
        "whose id lost its leading zeros in one of them is not known again."
    )
    return State(whole, snapshot, again if damaged else "")


def _adopted(snapshot: Snapshot, who: str) -> dict[str, Unit]:
    """Units made of the rows of a snapshot that has none, or whose units are gone; told in the ledger.

    Such units cannot tell an id that lost its zeros, nor the files they are from.
    """
    store.verify(snapshot)
    tables = {table: pq.read_table(snapshot.file(table)) for table in snapshot.tables if table != ledger.TABLE}
    parts = _parts(tables)
    adopted = {
        name.key: units.write(name, rows, is_synthetic=snapshot.is_synthetic, key_mark="")
        for name, rows in parts.items()
        if name.key not in snapshot.units or not units.is_whole(snapshot.units[name.key])
    }
    entries = [
        ledger.Entry(ledger.ADOPTED, unit.name, unit.digest, who, snapshot.id, row_count=row_count(unit))
        for unit in adopted.values()
    ]
    ledger.append(ledger.numbered(entries), is_private=not snapshot.is_synthetic)
    return adopted


def _parts(tables: Mapping[str, pa.Table]) -> dict[units.Name, dict[str, pa.Table]]:
    with duckdb.connect(config={"temp_directory": ""}) as con:
        parts = splitting.divide(con, tables)
        of_table = {name.kind: name for name in reversed(parts)}
        for account in degrade.ACCOUNTS:
            if account not in tables:
                continue
            con.register("account", tables[account])
            for name, rows in parts.items():
                if name.kind == units.RETURN:
                    where, values = "authority_code = ? and return_year = ?", [name.authority_code, name.return_year]
                elif of_table[name.kind] == name:  # Which of several lists a file was of is not known.
                    where, values = "authority_code is null and table_name = ?", [name.kind]
                else:
                    continue
                rows[account] = con.sql(f"select * from account where {where}", params=values).to_arrow_table()
            con.unregister("account")
    return parts


def row_count(unit: Unit) -> int:
    """Rows of what was sent that a unit holds."""
    return sum(int(str(said["rows"])) for table, said in unit.tables.items() if table not in splitting.BESIDE)
