"""A site: its plan, facts and assumptions, and the analyses rules share, each computed once."""

from cpted_rules.site.site import Site

__all__ = ["Site"]
