"""Groups of children: those whose homes are commissioned in a way of their own, one at a time."""

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
here = page.start("Groups of children", "Which children need a home of a particular kind?")
name = page_choices.one_of("Group", GROUPS, key="group")
view, sentence = GROUPS[name]
result = here.fetch(view)[view]
page.stop_if_empty(here, result)

figures.lead(sentence(here.population, result), result)
is_by_authority = view == "unaccompanied_children"
others = peers.among(here, result) if is_by_authority else result
figures.figure(others, title="" if others.marked else name)
if is_by_authority:
    figures.figure(others, "bar x=out_of_area_pct y=authority_name sort=-x", key="outside")
elif view == "sixteen_plus":
    figures.figure(result, "bar x=accommodation y=median_gbp_week colour=placement_type", key="price")
elif view in ("secure_and_remand", "unregistered_and_dol"):
    figures.figure(result, "line x=as_at y=distant_pct colour=situation", key="far")
page.end(here)
