"""assessment.json, findings.geojson and the review drawings."""

import io
import json
import math
from itertools import pairwise
from typing import Any

import ezdxf
import pytest
from ezdxf.document import Drawing
from pyproj import Transformer

from app.reports.assessment_file import (
    AssessmentModel,
    assessment_bytes,
    assessment_model,
    json_schema,
)
from app.reports.findings_geojson import findings_geojson
from app.reports.review_dxf import LAYER, DrawingOnSite, SheetOnSite, cloud, review_dxf
from cpted_rules.analysis.scene.terrain import FLAT
from cpted_rules.findings import Assessment
from cpted_rules.plan import SheetKind, SitePlan
from cpted_rules.rule import Rule
from cpted_rules.sitedata import SiteFrame
from cpted_rules.text import Lang

SITE = SheetOnSite(
    number="A-101",
    kind=SheetKind.SITE_PLAN,
    storeys=(0,),
    metres_per_unit=0.001,
    drawing_point=(10_000.0, 20_000.0),
    site_point=(5.0, 2.0),
    rotation_deg=30.0,
)
PLANTING = SheetOnSite(
    number="L-101",
    kind=SheetKind.PLANTING_PLAN,
    storeys=(0,),
    metres_per_unit=0.001,
    drawing_point=(500_000.0, 0.0),
)
BASEMENT = SheetOnSite(
    number="A-201", kind=SheetKind.PARKING_PLAN, storeys=(-1,), metres_per_unit=0.001
)
DRAWINGS = (
    DrawingOnSite(file="drawings/지하1층.dxf", sheets=(BASEMENT,)),
    DrawingOnSite(file="drawings/site.dxf", sheets=(SITE, PLANTING)),
)

DRAWN: dict[str, Any] = {"plan": SitePlan(), "photometry": {}, "ground": FLAT}


def test_the_assessment_file_is_canonical_and_reads_back(assessment: Assessment) -> None:
    content = assessment_bytes(assessment, **DRAWN)
    assert content == assessment_bytes(assessment, **DRAWN)
    model = assessment_model(assessment, **DRAWN)
    assert AssessmentModel.model_validate(json.loads(content)) == model


def test_a_finding_in_the_file_says_all_that_was_asked_for(assessment: Assessment) -> None:
    first = json.loads(assessment_bytes(assessment, **DRAWN))["findings"][0]
    assert first["measured"] == 38.4
    assert first["required"]["at_most"] == 25
    assert first["subjects"][0]["source"] == {"sheet": "A-201", "layer": "T-BELL", "handle": "4C1"}
    wanted = "id clause rule verdict basis subjects measured required where witness lacking"
    assert set(wanted.split()) <= set(first)


def test_the_schema_describes_every_finding_field() -> None:
    schema = json.loads(json_schema())
    assert "where" in schema["$defs"]["FindingModel"]["properties"]


def test_geojson_is_wgs84_with_the_submissions_coordinates_beside_it(
    assessment: Assessment,
) -> None:
    content = findings_geojson(
        assessment, SiteFrame(crs="EPSG:5186", origin=(196_500.0, 547_800.0))
    )
    collection = json.loads(content)
    assert collection["submission_crs"]["crs"] == "EPSG:5186"
    (gap,) = [
        f
        for f in collection["features"]
        if f["properties"]["number"] == 1 and f["properties"]["role"] == "where"
    ]
    assert gap["geometry_submission"]["coordinates"][0] == [196_514.0, 547_822.0]
    lon, lat = Transformer.from_crs("EPSG:5186", "EPSG:4326", always_xy=True).transform(
        196_514.0, 547_822.0
    )
    assert gap["geometry"]["coordinates"][0] == pytest.approx([lon, lat], abs=1e-8)
    assert 126 < lon < 128
    assert 37 < lat < 38


def test_outer_rings_run_counter_clockwise(assessment: Assessment) -> None:
    collection = json.loads(findings_geojson(assessment, None))
    polygons = [f for f in collection["features"] if (f["geometry"] or {})["type"] == "Polygon"]
    assert polygons
    for feature in polygons:
        ring = feature["geometry"]["coordinates"][0]
        assert sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) > 0


def test_without_a_declared_system_the_file_says_so(assessment: Assessment) -> None:
    collection = json.loads(findings_geojson(assessment, None))
    assert "WGS84" in collection["coordinates_note"]["ko"]
    assert "submission_crs" not in collection
    assert collection["features"][0]["geometry"]["coordinates"][0] == [14.0, 22.0]


def _review(assessment: Assessment, plan: SitePlan, rules: dict[str, Rule]) -> dict[str, bytes]:
    return review_dxf(assessment, plan, DRAWINGS, rules=rules, lang=Lang.KO)


def _opened(content: bytes) -> Drawing:
    return ezdxf.read(io.StringIO(content.decode("utf-8")))


def test_each_drawing_has_its_review_and_the_site_plan_the_main_one(
    assessment: Assessment, plan: SitePlan, rules: dict[str, Rule]
) -> None:
    assert set(_review(assessment, plan, rules)) == {"review.dxf", "review-지하1층.dxf"}


def test_review_drawings_open_clean_on_their_own_layer(
    assessment: Assessment, plan: SitePlan, rules: dict[str, Rule]
) -> None:
    for content in _review(assessment, plan, rules).values():
        document = _opened(content)
        auditor = document.audit()
        assert not auditor.errors
        assert not auditor.fixes
        assert {e.dxf.layer for e in document.modelspace()} == {LAYER}
        assert document.dxfversion == "AC1024"
        assert document.header["$INSUNITS"] == 4


def test_review_drawings_have_the_same_bytes_every_time(
    assessment: Assessment, plan: SitePlan, rules: dict[str, Rule]
) -> None:
    assert _review(assessment, plan, rules) == _review(assessment, plan, rules)


def test_attributes_can_be_read_back(
    assessment: Assessment, plan: SitePlan, rules: dict[str, Rule]
) -> None:
    document = _opened(_review(assessment, plan, rules)["review-지하1층.dxf"])
    inserts = document.modelspace().query("INSERT")
    read = [{a.dxf.tag: a.dxf.text for a in insert.attribs} for insert in inserts]
    assert read[0]["NO"] == "1"
    assert read[0]["ID"] == assessment.findings[0].id
    assert read[0]["CLAUSE"] == "kr_notice/art10-5-3"
    assert read[0]["VERDICT"] == "fail"
    assert "비상벨" in read[0]["TEXT"]


def test_a_site_point_goes_back_to_where_the_placement_took_it_from() -> None:
    x, y = SITE.to_drawing(18.0, 32.0)
    turn = math.radians(30.0)
    dx, dy = (x - 10_000.0) * 0.001, (y - 20_000.0) * 0.001
    back = (
        5.0 + math.cos(turn) * dx - math.sin(turn) * dy,
        2.0 + math.sin(turn) * dx + math.cos(turn) * dy,
    )
    assert back == pytest.approx((18.0, 32.0))


def test_a_cloud_surrounds_its_place(assessment: Assessment) -> None:
    where = assessment.findings[0].where
    assert where is not None
    points = cloud(where, BASEMENT)
    assert min(p[0] for p in points) == pytest.approx((14.0 - 0.8) * 1000, abs=100)
    assert max(p[0] for p in points) == pytest.approx((52.4 + 0.8) * 1000, abs=100)
