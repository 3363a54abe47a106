"""Versioned Parquet with its manifest: written beside, verified, then pointed to."""
