"""The Dynamic Sufficiency Tool.

Data flows one way: returns -> snapshot -> sql/ views -> query -> protect -> chart, map, file.
"""
