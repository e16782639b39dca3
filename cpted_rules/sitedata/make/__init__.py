"""From rows in site metres to neighbours, roads, facilities, districts, grades and parcels."""

from cpted_rules.sitedata.make.making import Made, make

__all__ = ["Made", "make"]
