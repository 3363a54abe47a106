"""Malformed returns and lists as generators: each takes a sound one, spoils it and says what must be told of it."""
