"""Headline measures worked out again from the raw files, by other means than the product's SQL."""
