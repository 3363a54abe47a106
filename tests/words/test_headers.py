"""What a view says of itself is read by people: under a figure, in a file, in the definitions."""

from __future__ import annotations

import pytest

from sufficiency import settings
from sufficiency.catalogue import loader
from sufficiency.presentation.export import facts
from tests.words.test_words import wrong

MARTS = loader.load(settings.SQL).layer("marts")


@pytest.mark.parametrize("view", MARTS, ids=lambda view: view.name)
def test_a_header_reads_as_a_person_would_say_it(view) -> None:
    said = [view.title, view.summary, view.caveats, *(column.meaning for column in view.columns)]
    assert [fault for words in said for fault in wrong(facts.plain(words))] == []
