"""Marked-up copies over HTTP: handed in, read by a worker, taken in, taken back."""

import re
import time

import pytest

from app.annotations.opinion_form import Decision
from app.config import ServiceSettings
from app.main import create_app
from tests.app.marked_up import figure_of, hostile, manifest_of, marked_up, square
from tests.app.reviewed import reviewed
from tests.app.service.in_review import in_review

REPORT = "report.pdf"
NUMBER = 1


@pytest.fixture(scope="module")
def service(running, tmp_path_factory):
    settings = ServiceSettings(
        data_folder=tmp_path_factory.mktemp("returns"),
        memory_bytes=2 << 30,
        requests_per_minute=100_000,
    )
    with running(create_app(settings), settings) as service:
        yield service


@pytest.fixture
def case(service):
    return in_review(service.people, service.parts.blobs)


@pytest.fixture(scope="module")
def report():
    return reviewed() / REPORT


@pytest.fixture(scope="module")
def raw(report):
    return marked_up(
        report,
        [square(manifest_of(report), NUMBER, "여기에 카메라 한 대")],
        decisions={NUMBER: Decision.CONDITIONAL},
        opinions={NUMBER: "안내판을 두는 조건"},
    )


def returns_of(case):
    return f"/api/cases/{case.id}/rounds/1/returns"


def handed_in(http, case, raw, name="보고서_위원.pdf", **form):
    answer = http.post(returns_of(case), files={"file": (name, raw)}, data=form)
    assert answer.status_code == 202, answer.text
    return read(http, answer.headers["location"])


def read(http, address, within=90.0):
    until = time.monotonic() + within
    while (found := http.get(address).json())["state"] == "reading":
        assert time.monotonic() < until
        time.sleep(0.2)
    return {**found, "address": address}


def mine(http, case):
    opinions = http.get(f"/api/cases/{case.id}/opinions", params={"round": 1}).json()["items"]
    marks = http.get(f"/api/cases/{case.id}/rounds/1/annotations").json()["items"]
    return opinions, marks


def test_a_copy_is_read_shown_taken_in_and_taken_back(service, case, raw):
    expert = service.as_("expert")
    returned = handed_in(expert, case, raw)
    assert returned["state"] == "previewed"
    assert [c["after"] for c in returned["changes"] if c["page"]] == ["여기에 카메라 한 대"]
    pictures = [c["picture"] for c in returned["changes"] if c["picture"]]
    assert expert.get(pictures[0]).content.startswith(b"\x89PNG")
    taken = expert.post(f"{returned['address']}/apply", json={})
    assert taken.json()["returned"]["state"] == "applied"
    opinions, marks = mine(expert, case)
    assert [(o["finding_number"], o["position"]) for o in opinions] == [(NUMBER, "condition")]
    assert [m["text"] for m in marks] == ["여기에 카메라 한 대"]
    assert marks[0]["origin"] == "pdf"
    assert expert.post(f"{returned['address']}/undo").json()["state"] == "undone"
    assert mine(expert, case) == ([], [])


def test_a_script_in_the_file_is_refused_and_the_marks_are_read(service, case, raw):
    returned = handed_in(service.as_("expert"), case, hostile(raw))
    assert returned["state"] == "previewed"
    assert any(words.startswith("JavaScript") for words in returned["refused"])
    assert any(words.startswith("Redact") for words in returned["refused"])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("broken.pdf", b"%PDF-1.7\n1 0 obj\n<<" + b"x" * 300),
        (
            "billion.xfdf",
            b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa">]>'
            b'<xfdf xmlns="http://ns.adobe.com/xfdf/">&a;</xfdf>',
        ),
    ],
)
def test_a_hostile_file_fails_with_its_problem(service, case, name, content):
    returned = handed_in(service.as_("expert"), case, content, name=name)
    assert returned["state"] == "failed"
    assert returned["problem"]["faults"][0]["remedy"]
    assert returned["changes"] == []


def test_the_secretary_hands_in_a_members_copy(service, case, raw):
    secretary, expert = service.as_("secretary"), service.as_("expert", 2)
    whose = service.people.of("expert", 2).id
    returned = handed_in(secretary, case, raw, whose=whose)
    assert secretary.post(f"{returned['address']}/apply", json={}).status_code == 200
    _, marks = mine(expert, case)
    assert [m["author"]["mine"] for m in marks] == [True]
    assert mine(service.as_("expert"), case) == ([], [])


def test_others_find_no_return_and_an_architect_hands_none_in(service, case, raw):
    returned = handed_in(service.as_("expert"), case, raw)
    assert service.as_("member").get(returned["address"]).status_code == 404
    refused = service.as_("architect").post(returns_of(case), files={"file": ("a.pdf", raw)})
    assert refused.status_code in (403, 404)


def test_the_pages_do_the_same_without_scripts(service, case, raw):
    secretary = service.as_("secretary")
    page = f"/cases/{case.id}/rounds/1/returns"
    assert 'name="whose"' in secretary.get(page).text
    whose = service.people.of("expert").id
    shown = secretary.post(page, files={"file": ("보고서.pdf", raw)}, data={"whose": whose})
    address = str(shown.url).partition(":8000")[2]
    read(secretary, f"/api{address}")
    html = secretary.get(address).text
    keys = re.findall(r'name="key" value="([^"]+)"', html)
    assert len(keys) == 3
    assert "<noscript>" not in html  # it has been read: nothing is to be waited for
    done = secretary.post(f"{address}/apply", data={"key": keys[:1]})
    assert "되돌리기" in done.text
    assert "되돌렸습니다" in secretary.post(f"{address}/undo").text


def test_a_script_in_a_comment_stays_words(service, case, report):
    words = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    spiteful = marked_up(report, [square(manifest_of(report), NUMBER, words)])
    returned = handed_in(service.as_("expert"), case, spiteful)
    html = service.as_("expert").get(returned["address"].removeprefix("/api")).text
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_the_report_carries_marks_out_and_their_edits_come_home_to_them(service, case, report):
    expert = service.as_("expert")
    figure = figure_of(manifest_of(report), NUMBER)
    scale, *_, east, north = figure.to_site
    x, y = (figure.rect[0] + figure.rect[2]) / 2, (figure.rect[1] + figure.rect[3]) / 2
    drawn = expert.post(
        f"/api/cases/{case.id}/rounds/1/annotations",
        json={
            "kind": "point",
            "storey": figure.storey,
            "shape": {"type": "Point", "coordinates": [scale * x + east, scale * y + north]},
            "text": "도면에서 단 메모",
        },
    ).json()
    places = expert.get(f"/api/cases/{case.id}/rounds/1/report/marks").json()["items"]
    (place,) = [p for p in places[0]["places"] if p["figure"] == figure.id]
    assert place["page"] == figure.page + 1
    assert place["points"][0][0] == pytest.approx((x, y), abs=0.02)
    marked = expert.get(f"/api/cases/{case.id}/rounds/1/report/marked.pdf").content
    returned = handed_in(expert, case, marked)
    assert [c["after"] for c in returned["changes"]] == ["도면에서 단 메모"]
    expert.post(f"{returned['address']}/apply", json={})
    _, marks = mine(expert, case)
    assert [(m["id"], m["text"], m["origin"]) for m in marks] == [
        (drawn["id"], "도면에서 단 메모", "page")  # as it was: its author can still undo it
    ]
    xfdf = expert.get(f"/api/cases/{case.id}/rounds/1/report/marks.xfdf").text
    assert f"cpted-{drawn['id']}" in xfdf
