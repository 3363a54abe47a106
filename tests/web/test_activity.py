"""Activity says what was done in words: no code of an act, no short name of a view."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sufficiency import settings
from sufficiency.audit import log
from sufficiency.audit.log import Act


def test_acts_begin_with_a_capital_and_views_stand_by_their_titles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUFFICIENCY_AUDIT", str(tmp_path / "audit"))
    log.record(Act("view", "Demonstration", "regional_analyst", "london", subject="placement_distance", rows=33))
    camden = {"authority": ("E09000007",)}
    log.record(Act("view", "Demonstration", "regional_analyst", "london", subject="gaps", choices=camden, rows=1))
    log.record(Act("sign-in", "Demonstration", "regional_analyst", "london"))
    page = AppTest.from_file(str(settings.ROOT / "pages" / "data" / "activity.py"), default_timeout=300).run()
    assert not page.exception
    [listed] = [part.proto.body for part in page.get("html") if "<caption>Activity" in part.proto.body]
    assert "Placement distance by local authority" in listed and "placement_distance" not in listed
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", listed)
    assert "View" in cells and "Sign-in" in cells and not [cell for cell in cells if re.fullmatch(r"[a-z].*", cell)]
    heads = re.findall(r"<th[^>]*>([^<]*)</th>", listed)
    assert heads == ["When (UTC)", "Act", "What", "Choices", "Rows", "Withheld", "Who"], (
        "on a phone the first columns are seen"
    )
    assert "Demonstration (Regional analyst, London)" in cells
    assert "Responsible authority: Camden" in cells and "E09000007" not in listed
    assert [option for option in page.selectbox(key="activity_act").options if option[:1].islower()] == []
