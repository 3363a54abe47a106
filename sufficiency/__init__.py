"""The Dynamic Sufficiency Tool.

Data flows one way: returns -> snapshot -> sql/ views -> query -> protect -> chart, map, file.
"""

# As the newest version of CHANGELOG.md; snapshots and the command line say it.
__version__ = "0.2.0"
