"""The catalogue in another engine's SQL, for who has outgrown one machine."""
