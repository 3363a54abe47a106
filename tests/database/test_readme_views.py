"""The views and the cohort that the guide for analysts quotes are sound as they stand there."""

from __future__ import annotations

import re
from pathlib import Path

from sufficiency import checks, query, settings
from sufficiency.database.scope import Scope
from sufficiency.disclosure import gate
from sufficiency.result import EXACT
from sufficiency.snapshot.store import Snapshot

NAMED = re.compile(r"`sql/(marts|cohorts)/(\w+)\.sql`[^`]*```sql\n(.*?)```", re.DOTALL)


def test_what_the_guide_quotes_is_sound_and_is_shown_to_everybody(views: Path, two_authorities: Snapshot) -> None:
    quoted = NAMED.findall((settings.SQL / "README.md").read_text(encoding="utf-8"))
    assert [name for _, name, _ in quoted] == [
        *("children_by_route", "plans_by_borough", "comparator_plans", "self_harm_alone")
    ]
    for layer, name, text in quoted:
        (views / layer / f"{name}.sql").write_text(text, encoding="utf-8")
    scope = Scope(two_authorities, sql=views)
    try:
        assert {name: why for name, why in scope.problems.items() if any(name.endswith(n) for _, n, _ in quoted)} == {}
        for layer, name, _ in quoted:
            if layer == "marts":
                view = scope.catalogue.views[name]
                assert checks.header_faults(view) == []
                exact, shown = (
                    query.fetch(scope, [name], {}, profile=profile)[name].rows for profile in (EXACT, gate.LONDON_7_5)
                )
                assert not exact.empty and len(shown) <= len(exact), name
                assert not {*shown["child_count" if "child_count" in shown else "known_count"].dropna()} & {
                    *range(1, 10)
                }
        labels = {option.label for option in query.options(scope) if option.choice == "cohort"}
        assert "Self-harm, to live alone" in labels
    finally:
        scope.close()
