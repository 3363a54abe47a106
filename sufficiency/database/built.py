"""What one database holds, and what it is given of another's rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from sufficiency.catalogue.loader import Catalogue
from sufficiency.choices import Option
from sufficiency.database.counted import Counts
from sufficiency.result import Choices, View

if TYPE_CHECKING:
    import pandas as pd


# The rows of a shared view, made of the children of one authority under these choices.
Own = Callable[[Choices], "pd.DataFrame"]


class Comparators(Protocol):
    """London's protected rows of the views that one authority's database may hold."""

    def types(self, view: View) -> dict[str, str]:
        """Name and type of each column of :meth:`rows`."""

    def rows(self, view: View, chosen: Choices, own: Own) -> pd.DataFrame:
        """The rows of ``view`` at the date and grouping chosen, as the gate lets them out.

        ``own`` gives the same rows made from the authority's own children, who are among London's.
        """


@dataclass(frozen=True)
class Built:
    """What one database holds: its catalogue, each view's columns, why one is not there, and digests of reference
    tables."""

    catalogue: Catalogue
    digests: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    references: Mapping[str, str] = field(default_factory=dict)
    # Who counts, by all that was chosen: asked with every question, and the same until something is built anew.
    counted: Counts = field(default_factory=Counts, init=False, compare=False, repr=False)
    # What may be chosen, in order, from the first question on; nothing that is chosen changes it.
    options: list[Option] = field(default_factory=list, init=False, compare=False, repr=False)


NOTHING = Built(Catalogue({}, (), {}, {}))
