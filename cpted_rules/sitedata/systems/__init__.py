"""Coordinate systems of Korean data: told by their values, put to what is declared."""

from cpted_rules.sitedata.systems.choose import Choice, choose
from cpted_rules.sitedata.systems.detect import Candidate, detect_crs

__all__ = ["Candidate", "Choice", "choose", "detect_crs"]
