"""GeoJSON in its forms, and geometries that are none."""

import json

import pytest

from cpted_rules.errors import SiteDataError
from cpted_rules.sitedata.census import Reason
from cpted_rules.sitedata.columns import Column
from cpted_rules.sitedata.files import SourceFile, read_rows, rows

POINT = {"type": "Point", "coordinates": [127.0, 37.5]}
RING = [[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0], [0.0, 0.0]]


def read(value: object) -> SourceFile:
    return read_rows(json.dumps(value).encode(), "x.geojson")


def collection(*geometries: object, **more: object) -> dict[str, object]:
    features = [{"type": "Feature", "geometry": g, "properties": {}} for g in geometries]
    return {"type": "FeatureCollection", "features": features, **more}


@pytest.mark.parametrize(
    "value",
    [
        collection(POINT),
        {"type": "Feature", "geometry": POINT, "properties": None},
        POINT,
        {"type": "GeometryCollection", "geometries": [POINT]},
        {"type": "Point", "coordinates": [127.0, 37.5, 31.2]},
    ],
)
def test_a_collection_a_feature_and_a_bare_geometry_say_the_same(value: object) -> None:
    (row,) = read(value).rows
    assert row.shape is not None
    assert (row.shape.centroid.x, row.shape.centroid.y) == (127.0, 37.5)


def test_heights_of_vertices_are_left_out_even_where_only_some_have_one() -> None:
    ring = [[0, 0], [2, 0, 9], [2, 2], [0, 2, 9], [0, 0]]
    (row,) = read(collection({"type": "Polygon", "coordinates": [ring]})).rows
    assert row.shape is not None
    assert row.shape.area == 4
    assert not row.shape.has_z


@pytest.mark.parametrize(
    ("geometry", "reason"),
    [
        (None, Reason.NO_GEOMETRY),
        ({"type": "Polygon", "coordinates": []}, Reason.MALFORMED),
        ({"type": "MultiPolygon", "coordinates": []}, Reason.NO_GEOMETRY),
        ({"type": "Polygon", "coordinates": [RING[:2]]}, Reason.MALFORMED),
        ({"type": "LineString", "coordinates": [[0, 0]]}, Reason.MALFORMED),
        ({"type": "Point", "coordinates": [127.0]}, Reason.MALFORMED),
        ({"type": "Point", "coordinates": ["a", "b"]}, Reason.MALFORMED),
        ({"type": "Point", "coordinates": [float("nan"), 1]}, Reason.MALFORMED),
        ({"type": "Point", "coordinates": {"x": 1}}, Reason.MALFORMED),
        ({"type": "Point", "coordinates": [0, 0]}, Reason.ZERO),
        ({"type": "Circle"}, Reason.MALFORMED),
        ("a string", Reason.MALFORMED),
    ],
)
def test_a_feature_without_a_shape_is_set_aside(geometry: object, reason: Reason) -> None:
    source = read(collection(geometry, POINT))
    assert [row.reason for row in source.rows] == [reason, None]
    assert source.rows[0].place == "x.geojson: features[0]"


def test_names_of_districts_are_found_under_the_names_of_each_year() -> None:
    for key in ("name", "EMD_KOR_NM", "SIG_KOR_NM", "adm_nm", "ADM_DR_NM"):
        feature = {"type": "Feature", "geometry": POINT, "properties": {key: "역삼동"}}
        (row,) = read(feature).rows
        assert row.cells[Column.NAME] == "역삼동"


def test_the_old_crs_member_is_read() -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::5179"}}
    assert read(collection(POINT, crs=crs)).crs == "urn:ogc:def:crs:EPSG::5179"
    assert read(collection(POINT, crs={"type": "link", "properties": {"href": "x"}})).crs is None
    assert read(collection(POINT, crs=7)).crs is None


def test_more_than_the_limits_is_refused_and_never_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cpted_rules.sitedata.files.geojson.MOST_ROWS", 3)
    monkeypatch.setattr("cpted_rules.sitedata.files.geojson.MOST_VERTICES", 6)
    square = {"type": "Polygon", "coordinates": [RING]}
    assert len(read(collection(square)).rows) == 1
    for many in (collection(*[POINT] * 4), collection(square, square)):
        with pytest.raises(SiteDataError) as caught:
            read(many)
        assert caught.value.faults[0].code == "sitedata/too-large"
    assert rows.MOST_ROWS >= 100_000


def test_nested_collections_end_somewhere() -> None:
    nest: dict[str, object] = POINT
    for _ in range(50):
        nest = {"type": "GeometryCollection", "geometries": [nest]}
    (row,) = read(nest).rows
    assert row.reason is Reason.MALFORMED
