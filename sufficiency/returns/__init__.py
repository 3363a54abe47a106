"""Reading and checking what authorities send, and reducing it to what may be kept."""

from sufficiency.returns.hashing import KeyProblem, hash_key
from sufficiency.returns.importing import Counts, Import, read
from sufficiency.returns.report import write_report

__all__ = ["Counts", "Import", "KeyProblem", "hash_key", "read", "write_report"]
