"""Load data: what has come is dropped, compared with what is served, published, and taken back."""

from sufficiency.web import plain_page
from sufficiency.web.loading import deciding, findings, sending, served, who

here = plain_page.start("Load data", "What has come, what would it change, and what is served now?", is_loading=True)
loader = who.loads(here)
if loader is None:
    who.tell(here)
else:
    sending.panel(here, loader)
    findings.panel(loader)
    deciding.panel(here, loader)
    served.panel(here, loader)
plain_page.end(here, "Load data")
