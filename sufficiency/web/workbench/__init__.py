"""What the page of an analyst's own questions is made of."""
