/*
title:    How the forecast was made
summary:  From when, how often drawn, from which seed, from how much of the past, and without whom.
grain:    one row per fact
source:   This tool
caveats:  Empty until a forecast has been made of this snapshot by the views as they are.
section:  need
columns:
  fact | text | Fact
  said | text | How it was
checks:   unique fact; not_null fact said
*/
select
    fact,
    capitalised(said) as said
from stg_forecast_facts
