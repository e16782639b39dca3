"""Drawn things to elements of the plan, kind by kind."""
