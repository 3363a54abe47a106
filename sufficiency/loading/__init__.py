"""What becomes of returns once they are read: compared, held or published, withdrawn, forgotten.

Commands and pages load by these functions alone.
"""
