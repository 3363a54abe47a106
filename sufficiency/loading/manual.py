"""The checks of an import in words, as ``docs/IMPORT_CHECKS.md`` has them: made of their table, never by hand."""

from __future__ import annotations

from collections.abc import Iterator

from sufficiency.loading import import_checks
from sufficiency.loading.import_checks import Check

OPENING = """# Checks of an import

Made by `python -m sufficiency importchecks > docs/IMPORT_CHECKS.md` from `data/reference/import_checks.csv`; a test
holds the two together. To change a threshold or a sentence, change the table; to change what is counted, the SELECT
named under it.

What comes is compared with what is served before it counts. What *warns* is loaded and told. What *stops* is held: kept
aside without what names a child, not served, and what was served in its place still is. After a look, somebody may load
it all the same: `python -m sufficiency ingest IN --accept CODE --because "why"`, which goes into the ledger and the
audit log.
"""


def text() -> str:
    """The whole page, as Markdown."""
    return "\n".join([OPENING, *(line for check in import_checks.checks().values() for line in _section(check))])


def _section(check: Check) -> Iterator[str]:
    side = "above" if check.worse == import_checks.HIGHER else "below"
    yield f"## {check.title}\n"
    yield f"`{check.code}`, counted by `sql/import_checks/{check.code}.sql`."
    limits = f"Warns {side} {check.warn:g}, stops {side} {check.stop:g} {check.counted_in}"
    yield f"{limits}; says nothing of fewer than {check.least_count}.\n"
    yield f"- *Why:* {check.why}"
    yield f"- *For example:* {check.example}"
    yield f"- *What to do:* {check.remedy}\n"
