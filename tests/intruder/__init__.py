"""A motivated intruder: what can be worked out of everything that a viewer is shown."""
