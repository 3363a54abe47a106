"""Works out what each mart answers for all, for each sub-region and for each authority, and keeps it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

import pyarrow as pa

from sufficiency import query
from sufficiency.choices import ChoiceError, Option
from sufficiency.database import kept_results, place_answers
from sufficiency.database.scope import QueryStopped, Scope
from sufficiency.disclosure import gate

# Of more places, as England has, it would take the better part of an hour of a processor and 300 MB of disk.
MOST_PLACES = 100
Say = Callable[[str], None]


def make(scope: Scope, options: Sequence[Option], say: Say, is_stopped: Callable[[], bool] = lambda: False) -> int:
    """Keep the answers of each mart of ``scope`` that has none for the places among ``options``, unless
    ``is_stopped`` first; how many marts were answered. ``say`` is told which place is under way.

    None is kept of what a profile may not be given, of a mart that fails for any place, or where there are more than
    MOST_PLACES. Raises OSError when the disk will not.
    """
    names, places = place_answers.lacking(scope), place_answers.places(options)
    if not names or len(places) > MOST_PLACES:
        return 0
    labels = {option.value: option.label for option in options}
    answers: dict[str, dict[place_answers.Asked, pa.RecordBatch]] = {name: {} for name in names}
    for place, chosen in places.items():
        if "grouping" not in chosen:
            say(labels.get(place, scope.region["region_name"]))
        for name in [name for name in answers if place_answers.is_asked(scope.built, name, chosen)]:
            if is_stopped():
                return 0
            try:
                for profile in gate.PROFILES:
                    with suppress(gate.NotEntitled, ChoiceError):
                        answered = query.fetch(scope, [name], chosen, profile=profile)[name]
                        answers[name][profile, place] = kept_results.as_batch(answered)
            except (query.NoSuchView, QueryStopped):
                del answers[name]
    for name, by_place in answers.items():
        place_answers.keep(scope, name, by_place)
    place_answers.tidy(scope)
    return len(answers)
