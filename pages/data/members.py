"""Members: who may see real data, as what, and until when; administrators add and end."""

from sufficiency.web import administration, plain_page

here = plain_page.start("Members", "Who may see real data, as what, until when, and at whose word?")
administration.members_list(here)
administration.add_member(here)
administration.end_member(here)
plain_page.end(here, "Members")
