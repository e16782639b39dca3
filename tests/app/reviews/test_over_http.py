"""Opinions to conditions over HTTP: who may do what, versions, pages, and nothing that runs."""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from app.auth import sessions
from app.blobs import Blobs
from app.cases.tables import CaseRow, RecusalRow
from app.config import ServiceSettings
from app.main import create_app
from app.web.signin import PLAIN
from cpted_rules.standing import Standing
from tests.app.reviews.conftest import Bench, bench_on

ADDRESS = "http://127.0.0.1:8000"
XSS = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


@dataclass
class Site:
    """A service with a case in review, and browsers of its people."""

    app: Any
    case_id: str
    bench: Bench
    blobs: Blobs
    browsers: dict[str, TestClient] = field(default_factory=dict)

    def as_(self, name: str) -> TestClient:
        if name not in self.browsers:
            with self.app.state.service.database.session() as session:
                person = session.merge(self.bench.people[name])
                begun = sessions.begin(session, person)
            http = TestClient(self.app, base_url=ADDRESS, follow_redirects=False)
            http.cookies.set(PLAIN, begun.word, domain="127.0.0.1", path="/")
            http.headers["X-CSRF-Token"] = begun.row.csrf
            self.browsers[name] = http
        return self.browsers[name]

    def api(self, name: str, method: str, path: str, **rest: Any) -> Any:
        return self.as_(name).request(method, f"/api/cases/{self.case_id}{path}", **rest)

    def get(self, name: str, path: str) -> Any:
        headers = {"Accept": "text/html", "Accept-Language": "ko"}
        return self.as_(name).get(f"/cases/{self.case_id}{path}", headers=headers)

    def post(self, name: str, path: str, **form: Any) -> Any:
        headers = {"Accept": "text/html", "Accept-Language": "ko"}
        csrf = self.as_(name).headers["X-CSRF-Token"]
        return self.as_(name).post(
            f"/cases/{self.case_id}{path}", data={"csrf": csrf, **form}, headers=headers
        )

    def in_session(self) -> None:
        with self.app.state.service.database.session() as session:
            self.bench.session, held = session, self.bench.case
            self.bench.case = session.get_one(CaseRow, held.id)
            self.bench.in_session()


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One service for the module; each test has a case and a committee of its own."""
    folder = tmp_path_factory.mktemp("service")
    app = create_app(ServiceSettings(data_folder=folder, requests_per_minute=100_000))
    with TestClient(app, base_url=ADDRESS):
        yield app


@pytest.fixture
def site(app: Any) -> Site:
    service = app.state.service
    with service.database.session() as session:
        bench = bench_on(session, service.blobs)
    return Site(app, bench.case.id, bench, service.blobs)


def finding(site: Site, standing: Standing) -> str:
    return site.bench.finding(standing).id


def test_from_the_first_draft_to_a_closed_condition(site):
    found = finding(site, Standing.REDELIBERATION)
    said = {"finding_id": found, "position": "condition"}
    draft = site.api("expert", "POST", "/opinions", json=said)
    assert draft.status_code == 201
    assert draft.json()["lacks"] == []
    assert site.api("member", "GET", "/opinions").json()["total"] == 0
    assert site.api("expert", "POST", "/opinions/submit").status_code == 200
    early = site.api("secretary", "POST", "/opinions/publish", json={"reason": ""})
    assert early.status_code == 422
    assert early.json()["faults"][0]["code"] == "opinion/awaited"
    published = site.api("secretary", "POST", "/opinions/publish", json={"reason": "심의일"})
    assert published.status_code == 200
    told = site.api("architect", "GET", "/opinions").json()["items"][0]
    assert told["author"] == {"id": "", "name": "위원"}

    answer = {"reflected": "yes", "text": "안내판 추가", "sheet": "A-102"}
    assert site.api("architect", "GET", "/answers").json()["open_musts"] == 1
    kept = site.api("architect", "PUT", f"/answers/{told['id']}", json=answer)
    assert kept.status_code == 200
    stale = site.api(
        "architect", "PUT", f"/answers/{told['id']}", json=answer, headers={"If-Match": '"0"'}
    )
    assert stale.status_code == 412
    assert site.api("architect", "GET", "/answers").json()["open_musts"] == 0

    site.in_session()
    shown = site.api("secretary", "POST", "/meeting/show", json={"key": f"opinion:{told['id']}"})
    assert shown.json()["opinion_number"] == 1
    assert site.api("member", "GET", "/meeting").json()["key"] == f"opinion:{told['id']}"
    for name in ("chair", "expert", "member"):
        vote = site.api(name, "POST", "/votes", json={"choice": "conditional"})
        assert vote.json()["counts"] is None  # until all present have voted
    decision = {"kind": "conditional", "decided_on": "2026-11-20"}
    refused = site.api("secretary", "POST", "/decision", json=decision)
    assert [f["code"] for f in refused.json()["faults"]] == ["decision/conditions"]
    fields = ("text", "place", "target", "stage", "check", "basis")
    condition = {name: told[name] for name in fields} | {"opinion_id": told["id"]}
    decided = site.api(
        "secretary", "POST", "/decision", json=decision | {"conditions": [condition]}
    )
    assert decided.status_code == 201

    (row,) = site.api("architect", "GET", "/conditions").json()["items"]
    path = f"/conditions/{row['id']}"
    assert site.api("architect", "POST", f"{path}/close", json={}).status_code == 403
    drawn = io.BytesIO()
    Image.new("RGB", (16, 12), "#456").save(drawn, "JPEG", comment=b"who and where")
    photo = {"file": ("현장.jpg", drawn.getvalue(), "image/jpeg")}
    evidence = site.api("architect", "POST", f"{path}/evidence", files=photo).json()
    handed = site.as_("official").get(evidence["href"])
    assert Image.open(io.BytesIO(handed.content)).size == (16, 12)
    assert b"who and where" not in handed.content
    assert handed.headers["content-disposition"].startswith("attachment")
    assert handed.headers["x-content-type-options"] == "nosniff"
    assert site.api("architect", "POST", f"{path}/report", json={"measured": "1개"}).is_success
    closed = site.api("official", "POST", f"{path}/close", json={"note": "확인"})
    assert closed.json()["state"] == "closed"
    for kind in ("result", "stages"):
        assert site.api("official", "GET", f"/forms/{kind}").content.startswith(b"%PDF-")


def test_a_condition_on_advice_is_refused_in_both_languages(site):
    said = {"finding_id": finding(site, Standing.ADVICE), "position": "condition"}
    refused = site.api("expert", "POST", "/opinions", json=said).json()
    assert refused["faults"][0]["code"] == "opinion/condition-standing"
    assert refused["other"]["lang"] == "en"


def test_drafts_are_changed_by_their_version_undone_and_done_again(site):
    number = site.bench.finding(Standing.REDELIBERATION).number
    said = {"finding_number": number, "position": "agree", "text": "하나"}
    made = site.api("expert", "POST", "/opinions", json=said)
    path, etag = f"/opinions/{made.json()['id']}", made.headers["etag"]
    match = {"If-Match": etag}
    changed = site.api("expert", "PATCH", path, json={"text": "둘"}, headers=match)
    assert changed.json()["text"] == "둘"
    assert site.api("expert", "PATCH", path, json={"text": "셋"}, headers=match).status_code == 412
    assert site.api("expert", "POST", "/opinions/undo").json() == {
        "tables": ["opinions"],
        "count": 1,
    }
    assert site.api("expert", "GET", path).json()["text"] == "하나"
    assert site.api("expert", "POST", "/opinions/redo").is_success
    assert site.api("expert", "GET", path).json()["text"] == "둘"
    assert site.api("member", "GET", path).status_code == 404
    assert site.api("member", "DELETE", path).status_code == 404
    assert site.api("expert", "DELETE", path).status_code == 204


def test_those_without_the_part_may_not(site):
    said = {"finding_id": finding(site, Standing.REDELIBERATION), "position": "agree"}
    for name in ("architect", "secretary", "official"):
        assert site.api(name, "POST", "/opinions", json=said).status_code == 403
    assert site.api("expert", "GET", "/opinions/duplicates").status_code == 403
    assert site.api("expert", "POST", "/opinions/publish", json={}).status_code == 403
    assert site.api("chair", "POST", "/votes", json={"choice": None}).status_code == 403


def test_the_library_and_the_reasons_are_offered(site):
    found = finding(site, Standing.REDELIBERATION)
    entries = site.api("expert", "GET", f"/opinions/library?finding_id={found}").json()
    assert entries[0]["id"] == "clause"
    reasons = site.api("expert", "GET", "/opinions/reasons").json()
    assert {"disagree"} <= {p for one in reasons for p in one["positions"]}
    assert site.api("expert", "GET", "/opinions/library?finding_id=none").status_code == 404


def test_the_pages_do_the_same_without_scripts(site):
    found = site.bench.finding(Standing.REDELIBERATION)
    page = site.get("expert", f"/opinions?finding={found.number}")
    assert page.status_code == 200
    assert found.ko.opinion in page.text.replace("&#39;", "'")
    many = site.post("expert", "/opinions/many", one=f"condition:{found.id}")
    assert many.status_code == 303
    assert site.post("expert", "/opinions/submit").status_code == 303
    refused = site.post("secretary", "/opinions/publish")
    assert refused.status_code == 422
    assert "의견을 내지 않은 위원" in refused.text
    assert site.post("secretary", "/opinions/publish", reason="심의일").status_code == 303
    assert "조치내용" in site.get("architect", "/answers").text
    pasted = site.post("architect", "/answers/paste", table="1\t반영\t안내판\tA-102")
    assert pasted.status_code == 303
    site.in_session()
    assert found.ko.headline in site.get("member", "/meeting").text
    for name in ("chair", "expert", "member"):
        assert site.post(name, "/meeting/vote", choice="conditional").status_code == 303
    form = site.get("secretary", "/decision")
    assert "조건부 의결" in form.text
    wrong = site.post("secretary", "/decision", kind="redeliberation", decided_on="2026-11-20")
    assert wrong.status_code == 422
    assert "서면 투표" in wrong.text
    for part in ("/opinions", "/answers", "/meeting", "/decision", "/conditions"):
        for name in ("expert", "official", "architect", "secretary"):
            assert site.get(name, part).status_code == 200, (name, part)


def test_what_was_typed_and_refused_stands_in_its_fields(site):
    found = site.bench.finding(Standing.REDELIBERATION)
    site.post("expert", "/opinions/many", one=f"condition:{found.id}")
    site.post("expert", "/opinions/submit")
    site.post("secretary", "/opinions/publish", reason="심의일")
    told = site.api("architect", "GET", "/opinions").json()["items"][0]
    site.in_session()
    for name in ("chair", "expert", "member"):
        site.post(name, "/meeting/vote", choice="conditional")
    fields = ("text", "place", "target", "stage", "check", "basis")
    condition = {name: told[name] for name in fields} | {"opinion_id": told["id"]}
    decision = {"kind": "conditional", "decided_on": "2026-11-20", "conditions": [condition]}
    assert site.api("secretary", "POST", "/decision", json=decision).status_code == 201
    (row,) = site.api("architect", "GET", "/conditions").json()["items"]
    http, typed = site.as_("architect"), {"measured": "1.1 m", "note": "동측 담장"}
    refused = http.post(
        f"/cases/{site.case_id}/conditions/{row['id']}",
        data={"csrf": http.headers["X-CSRF-Token"], **typed},
        files={"files": ("현장.jpg", b"no picture at all", "image/jpeg")},
        headers={"Accept": "text/html", "Accept-Language": "ko"},
    )
    assert refused.status_code == 422
    assert 'value="1.1 m"' in refused.text
    assert "동측 담장" in refused.text
    assert site.api("architect", "GET", "/conditions").json()["items"][0]["measured"] == ""
    refused = site.post(
        "official", f"/conditions/{row['id']}/settle", act="close", note="현장 확인"
    )
    assert refused.status_code == 409
    assert 'value="현장 확인"' in refused.text


def test_what_people_write_is_never_run(site):
    said = {"position": "agree", "text": XSS, "place": XSS, "basis": "advice"}
    assert site.api("expert", "POST", "/opinions", json=said).status_code == 201
    assert site.api("expert", "POST", "/opinions/submit").status_code == 200
    site.api("secretary", "POST", "/opinions/publish", json={"reason": XSS})
    (row,) = site.api("architect", "GET", "/answers").json()["items"]
    answer = {"reflected": "no", "text": XSS, "sheet": XSS}
    site.api("architect", "PUT", f"/answers/{row['opinion_id']}", json=answer)
    for part in ("/opinions", "/answers", "/meeting", "/decision"):
        page = site.get("architect", part)
        assert "<script>alert" not in page.text, part
        assert "<img src=x" not in page.text, part
        assert "script-src 'self'" in page.headers["content-security-policy"]


def test_the_drawing_of_a_finding_is_an_image_that_runs_nothing(site):
    number = site.bench.finding(Standing.REDELIBERATION).number
    drawn = site.api("expert", "GET", f"/findings/{number}/figure")
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    assert "sandbox" in drawn.headers["content-security-policy"]
    assert site.api("expert", "GET", "/findings/99999/figure").status_code == 404


def test_somebody_recused_finds_no_case(site):
    with site.app.state.service.database.session() as session:
        member = site.bench.people["member"].id
        session.add(
            RecusalRow(case_id=site.case_id, person_id=member, ground="kin", said_by=member)
        )
    for part in ("/opinions", "/answers", "/meeting", "/votes", "/conditions"):
        assert site.api("member", "GET", part).status_code == 404, part


def test_the_forms_carry_what_was_said(site):
    found = site.bench.finding(Standing.REDELIBERATION)
    said = {"finding_id": found.id, "position": "condition", "text": "안내판 두 곳을 둘 것"}
    site.api("expert", "POST", "/opinions", json=said)
    own = site.api("expert", "GET", "/forms/opinion?docx=true")
    assert own.content.startswith(b"PK")
    assert site.api("member", "GET", "/forms/opinion").status_code == 403
    assert json.loads(site.api("expert", "GET", "/opinions").content)["total"] == 1
