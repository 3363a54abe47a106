"""The README that goes with the files: what to do with them, in a person's order."""

from __future__ import annotations

from collections.abc import Mapping

from sufficiency.snapshot.store import Snapshot

TEXT = """# The views of the Dynamic Sufficiency Tool, for Spark

Made of the snapshot {id}, as at {as_at}. {kind}

1. Put the snapshot's folder and `reference` where Spark can read them. `2_reference.sql` and `3_snapshot.sql` name
   the places: export again with `--snapshot-at` and `--reference-at` when they are others.
2. Run the files in the order of their names in **one session** of Spark 4 (Databricks, Microsoft Fabric or your own),
   in a schema of your own: {tables} become tables there, all else is temporary and goes with the session.
   Each statement ends with a line that holds `;` alone.

```python
from pathlib import Path

spark.conf.set("spark.sql.ansi.enabled", "true")
spark.conf.set("spark.sql.session.timeZone", "UTC")
for file in sorted(Path("HERE").rglob("*.sql")):
    for statement in file.read_text(encoding="utf-8").split("\\n;\\n"):
        if statement.strip():
            spark.sql(statement)
spark.table("placement_distance").show()
```

3. Choose as in the filter bar, where null is no choice. {follow}

```sql
set var choice_as_at = '{as_at}';
set var choice_authority = array('E09000007');
set var choice_sex = null;
```

Figures are **exact**: the gate that protects small numbers is in the tool, not here. Publish nothing from here.

{cannot_run}
"""


FOLLOW = "Every view follows, but for\n   stored ones, which no choice changes."
AGAIN = "Then run\n   the files of `{folder}` once more: tables are of what was chosen when they were made."


def text(snapshot: Snapshot, cannot_run: Mapping[str, str], again: str = "") -> str:
    """The guide to the files of one export; those in the folder ``again``, if any, are run after each choice."""
    lines = [f"- `{name}`: {why}" for name, why in sorted(cannot_run.items())]
    return TEXT.format(
        id=snapshot.id,
        as_at=snapshot.as_at.isoformat(),
        kind="Synthetic." if snapshot.is_synthetic else "It holds rows of single children: keep it as the returns.",
        tables="views that others read" if again else "the stored views",
        follow=AGAIN.format(folder=again) if again else FOLLOW,
        cannot_run="\n".join(["Views that cannot run, and why:", "", *lines] if lines else ["Every view runs."]),
    )
