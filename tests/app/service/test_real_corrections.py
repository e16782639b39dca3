"""Small drawings go through the whole service, are corrected, and the next one is understood.

The drawings are in centimetres, their header says millimetres, and their walls lie on a layer that
no map knows.
"""

import io
import re

import ezdxf
import pytest

from app.config import ServiceSettings
from app.main import create_app

SUBMISSION = """\
format: 1
title: 한강로 근린생활시설
case_number: 2026-건축과-신축허가-12
stage: permit
filed_on: 2026-10-05
district: 용산구
designer: 가상 종합건축
parts:
  - use: multiplex_house
    households: 8
drawings:
  - file: drawings/배치도.dxf
    sheets:
      - {kind: site_plan, number: A-101, storeys: [0]}
  - file: drawings/평면도.dxf
    sheets:
      - {kind: floor_plan, number: A-102, storeys: [1]}
"""
MILLIMETRES = 4


def dxf(shapes):
    """A drawing whose header says millimetres; shapes are layer, x0, y0, x1, y1."""
    document = ezdxf.new("R2010")
    document.header["$INSUNITS"] = MILLIMETRES
    for layer, x0, y0, x1, y1 in shapes:
        corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
        document.modelspace().add_lwpolyline(corners, close=True, dxfattribs={"layer": layer})
    text = io.StringIO()
    document.write(text)
    return text.getvalue().encode()


def submission(archives, width):
    """A site and a house of one room, in centimetres; its walls on a layer nobody knows."""
    site = [("대지경계선", 0, 0, 6000, 5000), ("건물외곽", 500, 500, 500 + width, 3500)]
    walls = [  # so thick that nobody takes them for walls by their shape
        ("GH-07", 500, 500, 500 + width, 580),
        ("GH-07", 500, 3420, 500 + width, 3500),
        ("GH-07", 500, 580, 580, 3420),
        ("GH-07", 420 + width, 580, 500 + width, 3420),
    ]
    points = [("경계점", x, y, x + 20, y + 20) for x in range(0, 6001, 1500) for y in (0, 4980)]
    return archives.of(
        {
            "submission.yaml": SUBMISSION,
            "drawings/배치도.dxf": dxf(site + points),
            "drawings/평면도.dxf": dxf(walls + points),
        }
    )


@pytest.fixture(scope="module")
def service(tmp_path_factory, running):
    settings = ServiceSettings(data_folder=tmp_path_factory.mktemp("real"))
    with running(create_app(settings), settings) as service:
        yield service


@pytest.fixture(scope="module")
def wrong(service, archives):
    """The reading that is wrong: in millimetres, without walls."""
    status = service.settled(service.send(submission(archives, 4200)).json()["id"], within=300)
    assert status["state"] == "done", status["problem"]
    return status


@pytest.fixture(scope="module")
def in_centimetres(service, wrong):
    """The reading after one click for each drawing."""
    status = wrong
    for drawing in ("unit.0", "unit.1"):
        status = clicked(service, status, {drawing: "cm"})
    return status


@pytest.fixture(scope="module")
def with_walls(service, in_centimetres):
    """The reading after a layer was said to be walls, and that was remembered."""
    page = service.http.get(f"/submissions/{in_centimetres['id']}/reading").text
    field = re.search(r'<select name="(layer\.\d+)" aria-label="GH-07의 뜻"', page)[1]
    return clicked(service, in_centimetres, {field: "wall", "remember": "yes"})


def clicked(service, status, fields):
    answer = service.http.post(
        f"/submissions/{status['id']}/reading", data=fields, follow_redirects=False
    )
    assert answer.status_code == 303, answer.text
    after = service.settled(answer.headers["location"].split("/")[2], within=300)
    assert after["state"] == "done", after["problem"]
    return after


def result(service, status, name):
    return service.http.get(f"/api/submissions/{status['id']}/{name}").json()


def layer(service, status, name):
    drawings = result(service, status, "reading")["drawings"]
    return next(one for d in drawings for one in d["layers"] if one["layer"] == name)


def test_header_is_believed_at_first_and_the_site_is_too_small(service, wrong):
    unit = result(service, wrong, "reading")["drawings"][0]["unit"]
    assert (unit["unit"], unit["basis"]) == ("mm", "estimated")
    picture = service.http.get(f"/api/submissions/{wrong['id']}/outputs/reading-A-101.svg").text
    assert "6.0 × 5.0 m" in picture


def test_one_click_on_the_unit_changes_the_plan(service, wrong, in_centimetres):
    unit = result(service, in_centimetres, "reading")["drawings"][0]["unit"]
    assert (unit["unit"], unit["basis"]) == ("cm", "declared")
    address = f"/api/submissions/{in_centimetres['id']}/outputs/reading-A-101.svg"
    assert "60.2 × 50.0 m" in service.http.get(address).text
    before, after = (
        result(service, status, "assessment")["plan_digest"] for status in (wrong, in_centimetres)
    )
    assert before != after


def test_layer_that_was_said_to_be_walls_makes_walls(service, in_centimetres, with_walls):
    assert layer(service, in_centimetres, "GH-07")["meaning"] == ""
    use = layer(service, with_walls, "GH-07")
    assert use["meaning"] == "wall"
    assert use["elements"]["wall"] > 0


def test_next_drawing_of_the_office_is_understood_from_the_start(service, archives, with_walls):
    sent = service.send(submission(archives, 4600)).json()["id"]
    following = service.settled(sent, within=300)
    assert following["corrected_from"] is None
    assert layer(service, following, "GH-07")["meaning"] == "wall"
    page = service.http.get(f"/submissions/{sent}/reading").text
    # remembered under the office that the architect's account names, not as the drawing spells it
    assert f"{service.people.of('architect').office}에 기억해 둔 뜻으로 읽음" in page
