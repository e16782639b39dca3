"""Site data: neighbours, roads, lights, cameras and bells around a site, from GeoJSON and CSV."""

from cpted_rules.sitedata.frame import SiteFrame
from cpted_rules.sitedata.surroundings import (
    POINT_NAMES,
    PublicPoint,
    SiteDataKind,
    Surroundings,
    merged,
    read_site_data,
)

__all__ = [
    "POINT_NAMES",
    "PublicPoint",
    "SiteDataKind",
    "SiteFrame",
    "Surroundings",
    "merged",
    "read_site_data",
]
