"""Data submission: who has sent what, what was wrong with it, and how it compares with DfE."""

import streamlit as st

from sufficiency.presentation.sentences import data
from sufficiency.web import captions, figures, page

here = page.start("Data submission", "Who has sent what, and does it agree with what is published?", children="none")
results = here.fetch(
    "data_submission", "published_comparison", "data_quality", "authorities_counted", "provision_not_counted",
    "match_rates", "loads", "period_inputs", "feed_differences",
    *(["feed_differences_by_child"] if here.is_exact else []),
)
received = results["data_submission"]
if not here.sees_region:  # what others sent is not in one authority's database: that is no word of theirs
    received = received.where(authority_code=here.authority)
page.stop_if_empty(here, received)

captions.begin_with(received)
figures.lead(data.compared(here.place, results["published_comparison"]))
tables = dict(zip(received.rows["table_name"], received.rows["table_title"], strict=True))
table = st.selectbox(
    "Table", list(tables), format_func=tables.__getitem__, key="table", bind="query-params",
    index=list(tables).index("episodes") if "episodes" in tables else 0,
)
received = received.where(table_name=table)
figures.figure(received, title=f"{tables[table]}: rows accepted{data.not_received(received)}")
figures.figure(results["authorities_counted"], title="Who counts at this date", is_folded=True)
comparison = results["published_comparison"]
years = sorted(set(comparison.known("published").rows["return_year"]), reverse=True)
year = st.selectbox("Year compared with DfE", years, key="year", bind="query-params")
figures.figure(
    comparison.where(return_year=year, measure="looked_after"),
    "dot x=difference_count y=area_name colour=category",
    key="comparison",
    title="Children looked after, started and ceased: ours beside DfE's",
    is_picked=False,
)
figures.heading("Every published breakdown beside ours")
figures.under(comparison.where(return_year=year), key="breakdowns", title="Every published breakdown beside ours")
figures.heading("What was wrong, repaired or not known")
figures.under(results["data_quality"], "", key="data_quality", is_open=True)
title = f"{tables[table]}: what its rows were matched to"
figures.heading(title)
figures.under(results["match_rates"].where(table_name=table), key="matches", title=title)
figures.heading("On the register, and not counted as places")
figures.under(results["provision_not_counted"], key="not_counted", title="On the register, and not counted as places")
figures.figure(results["period_inputs"], is_folded=True)
figures.heading("A rehearsal of the next return: the feed beside the last one")
figures.under(results["feed_differences"], key="feed_differences")
if here.is_exact:
    figures.heading("The same child by child, for whoever corrects the next return")
    figures.under(results["feed_differences_by_child"], key="feed_differences_by_child")
figures.heading("Who loaded what, and what it replaced")
figures.under(results["loads"], key="loads")
page.end(here)
