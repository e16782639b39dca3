"""Site data: what lies around a site, from GeoJSON and CSV of public bodies."""

from cpted_rules.sitedata.census import REASONS, Reason, SetAside, SiteDataCensus
from cpted_rules.sitedata.frame import SiteFrame
from cpted_rules.sitedata.read import read_site_data
from cpted_rules.sitedata.surroundings import (
    NEAR_M,
    POINT_NAMES,
    CrimeGrade,
    District,
    DistrictLevel,
    Parcel,
    PublicPoint,
    SiteDataKind,
    Surroundings,
    merged,
)
from cpted_rules.sitedata.systems import Candidate, detect_crs
from cpted_rules.sitedata.together import districts_at, place_notes, together

__all__ = [
    "NEAR_M",
    "POINT_NAMES",
    "REASONS",
    "Candidate",
    "CrimeGrade",
    "District",
    "DistrictLevel",
    "Parcel",
    "PublicPoint",
    "Reason",
    "SetAside",
    "SiteDataCensus",
    "SiteDataKind",
    "SiteFrame",
    "Surroundings",
    "detect_crs",
    "districts_at",
    "merged",
    "place_notes",
    "read_site_data",
    "together",
]
