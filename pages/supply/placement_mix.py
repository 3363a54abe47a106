"""Placements and providers: what kinds of placement children are in, and whose they are."""

from sufficiency.presentation.sentences import supply
from sufficiency.web import figures, page, page_choices, peers

here = page.start("Placements and providers", "What kinds of placement are used, and whose?")
results = here.fetch("placement_mix", "fostering_mix", "placement_mix_by_authority")
mix, authorities = results["placement_mix"], results["placement_mix_by_authority"]
page.stop_if_empty(here, mix)

figures.lead(supply.mix(here.population, mix), mix)
figures.figure(mix, title="Placements by type and provider")
if not authorities.is_empty:
    sectors, bar = authorities.rows["provider_sector"], here.words_of("provider_sector")
    sector = page_choices.one_of("Provider", sectors, key="sector", first="Own provision", bar=bar)
    by_authority = peers.among(here, authorities).where(provider_sector=sector)
    line = "stacked x=child_pct y=authority_name colour=placement_type sort=-x"
    figures.figure(by_authority, line, title=f"{sector}: how much each authority uses it")
carers = peers.among(here, results["fostering_mix"])
figures.figure(carers, title="Who each authority's foster carers work for", is_folded=True)
page.end(here)
