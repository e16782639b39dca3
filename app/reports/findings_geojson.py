"""findings.geojson: where the findings are, in WGS84 and in the submission's own coordinate system.

RFC 7946 allows WGS84 only, so `geometry` is WGS84 and the submission's coordinates stand beside it
in the foreign member `geometry_submission`; the collection's foreign member `submission_crs` says
which system that is. Where none was declared, `geometry` holds site metres and the foreign member
`coordinates_note` says so.
"""

import json
from collections.abc import Iterator
from typing import Any

import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from cpted_rules.findings import VERDICT_NAMES, Assessment, Finding
from cpted_rules.plan.canonical import plain
from cpted_rules.sitedata import SiteFrame
from cpted_rules.text import Text

NOTE = Text(
    ko="좌표계가 선언되지 않아 geometry는 대지 좌표(m)이며 WGS84가 아님",
    en="No coordinate system was declared: geometry is in site metres, not in WGS84",
)
DEGREE_DECIMALS = 8
METRE_DECIMALS = 3


def findings_geojson(assessment: Assessment, frame: SiteFrame | None) -> bytes:
    """The content of findings.geojson: a feature for each place and each witness of a finding."""
    places = _Places(frame)
    features = [
        feature for finding in assessment.findings for feature in _features(finding, places)
    ]
    head: dict[str, Any] = (
        {"submission_crs": {"crs": frame.crs, "origin_m": list(frame.origin)}}
        if frame
        else {"coordinates_note": {"ko": NOTE.ko, "en": NOTE.en}}
    )
    collection = {
        "type": "FeatureCollection",
        "case_number": assessment.facts.case_number,
        "plan_digest": assessment.plan_digest,
        **head,
        "features": features,
    }
    words = json.dumps(collection, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return (words + "\n").encode()


class _Places:
    """Geometry of the site in the systems asked for."""

    def __init__(self, frame: SiteFrame | None) -> None:
        self.frame = frame

    def members(self, shape: BaseGeometry | None) -> dict[str, Any]:
        """The geometry members of a feature."""
        if shape is None or shape.is_empty:
            return {"geometry": None}
        wound = _wound(shape)
        if self.frame is None:
            return {"geometry": _geojson(wound, METRE_DECIMALS)}
        return {
            "geometry": _geojson(self.frame.wgs84(shapely.force_2d(wound)), DEGREE_DECIMALS),
            "geometry_submission": _geojson(self.frame.projected(wound), METRE_DECIMALS),
        }


def _features(finding: Finding, places: _Places) -> Iterator[dict[str, Any]]:
    same = {
        "number": finding.number,
        "finding": finding.id,
        "clause": finding.clause,
        "rule": finding.rule,
        "verdict": finding.verdict.value,
        "verdict_ko": VERDICT_NAMES[finding.verdict].ko,
        "storey": finding.storey,
        "security_sensitive": finding.is_sensitive,
    }
    if finding.where is not None:
        yield {
            "type": "Feature",
            "id": finding.id,
            "properties": {
                **same,
                "role": "where",
                "basis": finding.basis.value if finding.basis else None,
                "force": finding.force.value,
                "measured": plain(finding.measured),
                "unit": finding.unit,
                "required": plain(finding.required),
                "subjects": [s.id for s in finding.subjects],
            },
            **places.members(finding.where),
        }
    for n, witness in enumerate(finding.witness, start=1):
        yield {
            "type": "Feature",
            "id": f"{finding.id}-w{n}",
            "properties": {
                **same,
                "role": "witness",
                "kind": witness.kind.value,
                "label": plain(witness.label),
            },
            **places.members(witness.shape),
        }


def _wound(shape: BaseGeometry) -> BaseGeometry:
    """Outer rings counter-clockwise, as RFC 7946 wants them."""
    return shapely.orient_polygons(shape) if "Polygon" in shape.geom_type else shape


def _geojson(shape: BaseGeometry, decimals: int) -> dict[str, Any]:
    rounded: dict[str, Any] = _rounded(mapping(shape), decimals)
    return rounded


def _rounded(raw: Any, decimals: int) -> Any:
    if isinstance(raw, dict):
        return {k: _rounded(v, decimals) for k, v in raw.items()}
    if isinstance(raw, tuple | list):
        return [_rounded(v, decimals) for v in raw]
    return round(raw, decimals) + 0.0 if isinstance(raw, float) else raw
