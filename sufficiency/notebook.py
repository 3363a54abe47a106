"""The views from a notebook or a script: the same rows, choices, scope and protection as the pages.

from sufficiency import Sufficiency

with Sufficiency() as london:
    london.view("placement_distance", area="North Central London").pandas()
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Self

import pandas as pd
import pyarrow as pa

from sufficiency import choices, query
from sufficiency.choices import Option
from sufficiency.database import comparators
from sufficiency.database.scope import PAN_LONDON, Scope
from sufficiency.disclosure import gate
from sufficiency.presentation.export import arrow_table, dictionary
from sufficiency.reference import served
from sufficiency.result import EXACT, Result
from sufficiency.snapshot import store

if TYPE_CHECKING:
    import polars

Value = str | date
MOST_VALUES = 12  # that an error lists of what may be chosen


@dataclass(frozen=True)
class Rows:
    """The rows of one view for one set of choices, and what they are."""

    result: Result

    @property
    def about(self) -> dict[str, Any]:
        """What the figures are: view, as-at date (ISO), snapshot, protection, whether synthetic, choices, and
        under ``facts`` what every file says (source, authorities counted, symbols, limits)."""
        return arrow_table.about(self.result)

    def arrow(self) -> pa.Table:
        """An Arrow table with a row a row of the view.

        Counts are int64, other figures float64 in the unit of the field's metadata (``unit``: pct is 0 to
        100, miles, gbp_week, rate for each 10,000 children, …; ``meaning`` in words). A figure that is not
        shown is null, and ``<figure>_status`` holds why: c, k, u, x or z, '' where it is shown.
        """
        return arrow_table.table(self.result)

    def pandas(self) -> pd.DataFrame:
        """The same as :meth:`arrow`, as a DataFrame of nullable Arrow types, so that whole numbers stay whole.

        ``attrs`` holds :attr:`about`.
        """
        rows: pd.DataFrame = self.arrow().to_pandas(types_mapper=pd.ArrowDtype)
        rows.attrs.update(self.about)
        return rows

    def polars(self) -> polars.DataFrame:
        """The same as :meth:`arrow`, as a Polars DataFrame. Raises ImportError where Polars is not installed."""
        try:
            import polars
        except ImportError:
            raise ImportError("Polars is not installed: pip install polars") from None
        rows = polars.from_arrow(self.arrow())
        assert isinstance(rows, polars.DataFrame)
        return rows


class Sufficiency:
    """The current snapshot, as one reader sees it.

    ``scope`` is ``london`` or the ONS code of one authority, whose database holds no other authority's
    children. Figures are protected unless ``exact`` is asked for: whoever runs this can read the snapshot
    and its key, so it asks for no sign-in. ``snapshot`` names an earlier one.

    Opening reads the snapshot into memory: some seconds for London, during which stored views that are
    lacking are made. Raises SnapshotError where there is no snapshot, it is damaged, or the authority sent
    nothing.
    """

    def __init__(self, scope: str = PAN_LONDON, *, exact: bool = False, snapshot: str = "") -> None:
        name = snapshot or store.current_name()
        if name is None:
            raise store.SnapshotError(f"no snapshot yet in {store.folder()}: run python -m sufficiency ingest IN")
        self._profile = EXACT if exact else gate.LONDON_7_5
        kept = store.read(name)
        served.serve(kept.region)
        self._london = Scope(kept)
        try:
            self._scope = self._london if scope == PAN_LONDON else comparators.of_authority(scope, self._london)
        except BaseException:
            self._london.close()
            raise
        self._known = query.options(self._scope)

    def view(self, name: str, /, **chosen: Value | Iterable[Value]) -> Rows:
        """The rows of the view called ``name``, the file's name in ``sql/marts`` without its ending.

        Choices are those of the filter bar, by the keys of :meth:`choices`, a value or several: an ONS
        code or a name, a date as ISO text or a date. Raises LookupError for a view that is not there to
        see, ValueError for a key or value that is none (the message lists what there is), PermissionError
        for single children under protection.
        """
        wanted = {key: self._values(key, values) for key, values in chosen.items()}
        results = query.fetch(self._scope, [name], wanted, profile=self._profile, known=self._known)
        return Rows(results[name])

    def views(self) -> pd.DataFrame:
        """One row a view that may be asked for: name, title, summary, grain, source, and whether its rows
        are single children's (``child_level``), which only exact eyes see."""
        return pd.DataFrame(
            {
                "name": view.name,
                "title": view.title,
                "summary": view.summary,
                "grain": view.grain,
                "source": view.source,
                "child_level": view.child_level or view.is_single,
            }
            for view in self._scope.catalogue.layer("marts")
            if view.name not in self._scope.problems
        )

    def columns(self, name: str = "") -> pd.DataFrame:
        """The data dictionary: one row a column of ``name``, or of every view: view, title, column, unit,
        meaning, ``made_from`` (what stands behind a figure), source and limits."""
        views = [query.view_of(self._scope, name)] if name else self._scope.catalogue.layer("marts")
        return pd.DataFrame(dictionary.rows(views), columns=dictionary.COLUMNS)

    def choices(self, key: str = "") -> pd.DataFrame:
        """What may be chosen: one row a value: key, value, label. ``key`` keeps one kind, such as ``cohort``."""
        return pd.DataFrame(
            [(o.choice, o.value, o.label) for o in self._known if not key or o.choice == key],
            columns=["key", "value", "label"],
        )

    def close(self) -> None:
        """Let the database go."""
        if self._scope is not self._london:
            self._scope.close()
        self._london.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _values(self, key: str, values: Value | Iterable[Value]) -> tuple[str, ...]:
        listed = [values] if isinstance(values, str | date) else list(values)
        return tuple(self._value(key, value) for value in listed)

    def _value(self, key: str, value: Value) -> str:
        """The value that a name or a label means; raises ValueError with what there is."""
        words = value if isinstance(value, str) else value.isoformat()
        offered: list[Option] = [option for option in self._known if option.choice == key]
        if not offered:
            raise ValueError(f"{key} cannot be chosen; choose by {', '.join(dict.fromkeys(choices.kinds()))}")
        for option in offered:
            if words.casefold() in (option.value.casefold(), option.label.casefold()):
                return option.value
        some = ", ".join(option.label for option in offered[:MOST_VALUES])
        more = f" and {len(offered) - MOST_VALUES} more" if len(offered) > MOST_VALUES else ""
        raise ValueError(f"{key} has no {words!r}; it has {some}{more}")
