"""Choices: read from pairs, checked, limited under protection, and put in words."""

from __future__ import annotations

import pytest

from sufficiency import choices, query
from sufficiency.choices import ChoiceError, Option
from sufficiency.database.scope import Scope

OPTIONS = [
    Option("as_at", "2025-03-31", "31 March 2025"),
    Option("as_at", "2025-02-28", "28 February 2025"),
    Option("grouping", "icb_2022", "Integrated care boards"),
    Option("area", "North", "North", "icb_2022"),
    Option("authority", "E09000003", "Barnet"),
    Option("authority", "E09000007", "Camden"),
    Option("age_band", "10 to 15", "10 to 15"),
    Option("sex", "M", "Boys"),
    Option("sex", "F", "Girls"),
    Option("need", "N1", "Abuse or neglect"),
    Option("unaccompanied", "yes", "Unaccompanied"),
    Option("unaccompanied", "no", "Not unaccompanied"),
]


def test_pairs_are_read_and_several_of_one_key_are_kept_in_order() -> None:
    assert choices.parse(["sex=F", " authority = E09000003 ", "sex=M", "need=N1=x"]) == {
        "sex": ("F", "M"),
        "authority": ("E09000003",),
        "need": ("N1=x",),
    }


@pytest.mark.parametrize("pair", ["", "sex", "sex="])
def test_a_pair_without_a_value_is_refused(pair: str) -> None:
    with pytest.raises(ChoiceError, match="key=value"):
        choices.parse([pair])


@pytest.mark.parametrize(
    ("chosen", "settled"),
    [
        ({}, {}),
        ({"sex": ()}, {}),
        ({"sex": ("M",)}, {"sex": ("M",)}),
        ({"sex": ("boys",)}, {"sex": ("M",)}),
        ({"sex": ("m", "Boys", "M")}, {"sex": ("M",)}),
        ({"authority": ("Camden", "E09000003")}, {"authority": ("E09000007", "E09000003")}),
        ({"as_at": ("28 February 2025",)}, {"as_at": ("2025-02-28",)}),
    ],
)
def test_labels_become_values_and_repeats_go(chosen: choices.Choices, settled: choices.Choices) -> None:
    assert choices.check(chosen, OPTIONS, is_protected=False) == settled


@pytest.mark.parametrize(
    ("chosen", "why"),
    [
        ({"colour": ("red",)}, "no choice is called 'colour'"),
        ({"sex": ("X",)}, "Sex: there is no 'X'"),
        ({"sex": ("M", "X")}, "there is no 'X'"),
        ({"sex": ("' or 1=1 --",)}, "there is no"),
        ({"cohort": ("girls",)}, "there is no 'girls'"),
        ({"as_at": ("2025-03-31", "2025-02-28")}, "As at: choose one"),
        ({"unaccompanied": ("yes", "no")}, "choose one value"),
        ({"as_at": ("2025-03-30",)}, "there is no '2025-03-30'"),
    ],
)
def test_what_is_not_there_cannot_be_chosen(chosen: choices.Choices, why: str) -> None:
    with pytest.raises(ChoiceError, match=why):
        choices.check(chosen, OPTIONS, is_protected=False)


def test_protected_figures_are_narrowed_by_three_choices_and_no_more() -> None:
    three = {"age_band": ("10 to 15",), "sex": ("M",), "need": ("N1",)}
    place = {"as_at": ("2025-03-31",), "grouping": ("icb_2022",), "authority": ("E09000003",)}
    assert choices.check({**three, **place}, OPTIONS, is_protected=True) == {**three, **place}
    four = {**three, "unaccompanied": ("yes",)}
    with pytest.raises(ChoiceError, match="3 choices at most") as caught:
        choices.check(four, OPTIONS, is_protected=True)
    assert "Age" in str(caught.value) and "Sex" in str(caught.value)
    assert choices.check(four, OPTIONS, is_protected=False) == four


@pytest.mark.parametrize("chosen", [{"sex": ("M", "F")}, {"authority": ("Barnet", "Camden")}])
def test_protected_figures_take_one_value_or_all(chosen: choices.Choices) -> None:
    with pytest.raises(ChoiceError, match="choose one value or all"):
        choices.check(chosen, OPTIONS, is_protected=True)
    choices.check(chosen, OPTIONS, is_protected=False)


def test_one_value_said_twice_is_one_value_also_under_protection() -> None:
    assert choices.check({"sex": ("M", "Boys")}, OPTIONS, is_protected=True) == {"sex": ("M",)}


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({}, "All children looked after"),
        ({"as_at": ("2025-03-31",), "grouping": ("icb_2022",)}, "All children looked after"),
        ({"sex": ("F",), "authority": ("E09000007",)}, "Responsible authority: Camden; Sex: Girls"),
        ({"sex": ("M", "F")}, "Sex: Boys, Girls"),
        ({"grouping": ("icb_2022",), "area": ("North",)}, "Grouping of areas: Integrated care boards; Area: North"),
    ],
)
def test_choices_are_put_in_words(chosen: choices.Choices, words: str) -> None:
    assert choices.words(chosen, OPTIONS) == words


def test_every_choice_offered_can_be_made_and_selects_its_children(london: Scope) -> None:
    known = query.options(london)
    assert {option.choice for option in known} == set(choices.kinds())
    counted: dict[str, int] = {}
    for option in known:
        chosen = {option.choice: (option.value,)}
        if option.choice == "area":
            chosen["grouping"] = (option.grouping,)
        is_protected = (option.choice, option.value) not in choices.EXACT_ONLY
        settled = choices.check(chosen, known, is_protected=is_protected)
        assert settled[option.choice] == (option.value,), option.choice
        with london.cursor_for(settled, london.snapshot.as_at) as (cursor, _):
            found = cursor.execute("select count(*) from looked_after").fetchall()[0][0]
        counted[option.choice] = counted.get(option.choice, 0) + found
    one_each = ("authority", "age_band", "sex", "need", "legal_status", "placement_type")
    assert {choice: counted[choice] for choice in one_each} == dict.fromkeys(one_each, 60)
