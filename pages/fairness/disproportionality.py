"""Ethnic groups: who is looked after, and how, beside the people who live here."""

from sufficiency.presentation.sentences import fairness
from sufficiency.web import figures, page, page_choices

here = page.start("Ethnic groups", "Are some groups looked after, or placed far away, more often?")
result = here.fetch("disproportionality")["disproportionality"]
page.stop_if_empty(here, result)

by = page_choices.one_of("Compare", result.rows["dimension"], key="fair_by")
some = result.where(dimension=by)
category = page_choices.one_of("Of", some.rows["category"], key=f"fair_{by}".replace(" ", "_").lower())
shown = some.where(category=category)
of = here.place if here.has_place else ""
figures.lead(fairness.groups(here.place, shown), shown)
figures.figure(
    shown,
    "range x=ethnic_group low=low_index mid=representation_index high=high_index",
    title=f"{category}: over- and under-representation of each group (1 is in proportion)",
    of=of,
)
figures.figure(
    shown, "bar x=child_pct y=ethnic_group sort=-x", key="shares", title=f"{category}: each group's share", of=of
)
page.end(here)
