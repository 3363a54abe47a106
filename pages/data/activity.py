"""Activity: what was done with the data, by whom; one's own, one's authority's, or everybody's."""

from sufficiency.web import activity, plain_page

here = plain_page.start("Activity", "What was done with the data, by whom, and is the record whole?")
activity.verdict(here)
activity.lines(here)
plain_page.end(here, "Activity")
