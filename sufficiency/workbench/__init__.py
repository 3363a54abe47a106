"""A question that an analyst asks in SQL of their own, and the view that may come of it."""
