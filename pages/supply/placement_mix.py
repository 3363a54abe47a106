"""Placements and providers: what kinds of placement children are in, and whose they are."""

from sufficiency.screen import page, pickers, show
from sufficiency.sentences import supply

here = page.start("Placements and providers", "What kinds of placement are used, and whose?")
found = here.fetch("placement_mix", "fostering_mix", "placement_mix_by_authority")
mix, authorities = found["placement_mix"], found["placement_mix_by_authority"]
page.stop_if_empty(here, mix)

show.lead(supply.mix(here.population, mix))
show.figure(mix, title="Placements by type and provider")
sector = pickers.one_of(
    "Provider", authorities.rows["provider_sector"], key="sector", first="Own provision"
)
show.figure(
    authorities.where(provider_sector=sector), title=f"{sector}: placements by authority",
)  # fmt: skip
show.figure(
    found["fostering_mix"], title="Who each authority's foster carers work for", is_folded=True
)  # fmt: skip
page.end(here)
