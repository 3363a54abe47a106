"""The commands of python -m sufficiency; the same figures as the pages."""
