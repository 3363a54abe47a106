"""An invented region: histories of children who never lived, cut into years of returns."""

from sufficiency.synthetic.fit import fit, summary
from sufficiency.synthetic.invention import synthesise

__all__ = ["fit", "summary", "synthesise"]
