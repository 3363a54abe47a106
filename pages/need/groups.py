"""Groups of children: those whose homes are commissioned in a way of their own, one at a time."""

import streamlit as st

from sufficiency.presentation.sentences import groups
from sufficiency.web import figures, page, page_choices, peers

GROUPS = {
    "Unaccompanied children": ("unaccompanied_children", groups.unaccompanied),
    "Sixteen and over": ("sixteen_plus", groups.sixteen_plus),
    "Parents with a child": ("parent_and_child", groups.parents),
    "Autism and mental health": ("asd_semh", groups.autism),
    "Secure homes and remand": ("secure_and_remand", groups.latest),
    "Unregistered and deprived of liberty": ("unregistered_and_dol", groups.latest),
}
PAID = ("placement_type", "child_count", "priced_count", "median_gbp_week", "comparator_median_gbp_week")
here = page.start("Groups of children", "Which children need a home of a particular kind?")
name = page_choices.one_of("Group", GROUPS, key="group")
view, sentence = GROUPS[name]
result = here.fetch(view)[view]
page.stop_if_empty(here, result)

if view == "sixteen_plus":
    priced = peers.of_age(here, "16 and over", "costs_by_type")
    figures.lead(groups.supported(here.population, priced) or sentence(here.population, result), result)
elif view == "parent_and_child":
    yearly = peers.with_area(here, "parent_assessments")["parent_assessments"]
    figures.lead(f"{groups.assessments(here.place, yearly)} {sentence(here.population, result)}", result)
else:
    figures.lead(sentence(here.population, result), result)
if view == "unaccompanied_children":
    others = peers.among(here, result)
    left, right = st.columns(2, gap="large")
    with left:
        figures.figure(others, title="" if others.marked else name)
    with right:
        figures.figure(others, "dot x=out_of_area_pct y=authority_name sort=-x", key="outside")
elif view == "parent_and_child":
    figures.figure(yearly, title="Residential assessments begun in the twelve months")
    figures.figure(yearly, "dot x=median_days y=area_name", key="weeks", title="How long those that ended had lasted")
    figures.figure(result, title="Parents with a child now")
elif view == "sixteen_plus":
    if priced is not None:
        figures.figure(priced, key="priced", title="What a week costs for those aged 16 and over", columns=PAID)
    figures.figure(result, title="Where those aged 16 and over live")
    line = "bar x=accommodation y=median_gbp_week colour=placement_type"
    figures.figure(result, line, key="price", title="What each kind of home costs a week", is_folded=True)
else:
    figures.figure(result, title=name)
if view in ("secure_and_remand", "unregistered_and_dol"):
    figures.figure(result, "line x=as_at y=distant_pct colour=situation", key="far")
if view == "unregistered_and_dol":
    tracker = here.fetch("liberty_tracker")["liberty_tracker"]
    figures.heading("By authority and quarter")
    figures.lead(groups.tracked(here.population, tracker), tracker)
    figures.under(tracker, "", key="tracker", is_open=True)
page.end(here)
