"""A case over HTTP: opened by an upload, filed, put before a meeting; nobody else sees more."""

import re
from datetime import timedelta

import pytest

from app.auth.roles import Role
from app.procedure.clocks import seoul_day

HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def members(service):
    """Twelve of the committee who may be named: one expert, the chair, ten members."""
    people = service.people
    named = [people.of(Role.EXPERT), people.of(Role.CHAIR)]
    return [p.id for p in (*named, *(people.of(Role.MEMBER, n) for n in range(1, 11)))]


@pytest.fixture
def precheck(service):
    assert service.people.committee.district == "용산구"  # made when it is first asked for
    return case_of(service, service.reviewed()["id"])


@pytest.fixture
def filed(service, precheck):
    confirm(service, precheck)
    made = act(service.http, precheck["id"], "file", knowing=True)
    assert made.status_code == 200, made.text
    return made.json()


def case_of(service, submission_id):
    items = service.http.get("/api/cases?limit=200").json()["items"]
    cases = [service.http.get(f"/api/cases/{item['id']}").json() for item in items]
    return next(c for c in cases if c["rounds"][-1]["submission_id"] == submission_id)


def confirm(service, case):
    submission = case["rounds"][-1]["submission_id"]
    assert service.http.put(f"/api/submissions/{submission}/confirmation").status_code == 200


def act(http, case_id, action, **given):
    return http.post(f"/api/cases/{case_id}/actions/{action}", json=given)


def test_upload_opens_a_precheck_that_only_its_architect_sees(service, precheck):
    assert (precheck["state"], precheck["district"]) == ("precheck", "용산구")
    assert precheck["uses"] == ["multiplex_house"]
    assert [s["action"] for s in precheck["steps"]] == ["file"]
    for role in (Role.SECRETARY, Role.OFFICIAL, Role.EXPERT, Role.CHAIR):
        assert service.as_(role).get(f"/api/cases/{precheck['id']}").status_code == 404
    assert service.as_(Role.ARCHITECT, 2).get(f"/api/cases/{precheck['id']}").status_code == 404


def test_case_is_filed_once_its_reading_is_confirmed(service, precheck):
    refused = act(service.http, precheck["id"], "file")
    assert refused.status_code == 409
    assert refused.json()["type"] == "urn:cpted:problem:procedure/unconfirmed"
    confirm(service, precheck)
    filed = act(service.http, precheck["id"], "file", knowing=True)
    assert filed.json()["state"] == "filed"
    assert filed.headers["ETag"] == f'"{filed.json()["version"]}"'
    assert filed.json()["terms"][0]["countdown"].startswith("D-")
    submission = precheck["rounds"][0]["submission_id"]
    withdrawn = service.http.delete(f"/api/submissions/{submission}/confirmation")
    assert withdrawn.status_code in (403, 409)
    assert service.http.delete(f"/api/submissions/{submission}").status_code in (403, 409)


def test_reading_anew_replaces_the_round_of_a_precheck(service, precheck):
    before = precheck["rounds"][0]["submission_id"]
    later = service.http.post(
        f"/api/submissions/{before}/corrections", json={"layers": {"A-구조01": "wall"}}
    ).json()
    service.settled(later["id"])
    rounds = service.http.get(f"/api/cases/{precheck['id']}/rounds").json()
    assert [r["submission_id"] for r in rounds] == [later["id"]]
    assert service.http.delete(f"/api/submissions/{later['id']}").status_code == 204
    rounds = service.http.get(f"/api/cases/{precheck['id']}/rounds").json()
    assert [r["submission_id"] for r in rounds] == [before]


def test_precheck_is_removed_with_its_uploads(service, precheck):
    submission = precheck["rounds"][0]["submission_id"]
    assert service.http.delete(f"/api/cases/{precheck['id']}").status_code == 204
    assert service.http.get(f"/api/cases/{precheck['id']}").status_code == 404
    assert service.http.get(f"/api/submissions/{submission}").status_code == 404


def test_supplement_is_asked_for_uploaded_and_supplied(service, archives, filed):
    official, address = service.as_(Role.OFFICIAL), f"/api/cases/{filed['id']}"
    asked = act(official, filed["id"], "ask_supplement", asked="보안등 위치 <b>표시</b>")
    assert asked.json()["state"] == "supplement"
    page = service.http.get(f"/cases/{filed['id']}", headers=HTML).text
    assert "보안등 위치 &lt;b&gt;표시&lt;/b&gt;" in page
    assert act(service.http, filed["id"], "supply").status_code == 409
    sent = service.http.post(
        f"{address}/rounds", files={"file": ("보완.zip", archives.submission("2026-10-06"))}
    )
    assert sent.status_code == 202
    draft = service.settled(sent.json()["id"])["id"]
    assert official.get(f"/api/submissions/{draft}").status_code == 404
    assert [r["number"] for r in official.get(f"{address}/rounds").json()] == [1]
    assert [r["number"] for r in service.http.get(f"{address}/rounds").json()] == [1, 2]
    service.http.put(f"/api/submissions/{draft}/confirmation")
    assert act(service.http, filed["id"], "supply", knowing=True).json()["state"] == "filed"
    assert [r["cause"] for r in official.get(f"{address}/rounds").json()] == [
        "first",
        "supplement",
    ]


def test_case_goes_through_a_meeting(service, filed, members):
    secretary, case_id = service.as_(Role.SECRETARY), filed["id"]
    assert act(secretary, case_id, "accept").json()["state"] == "accepted"
    meeting = secretary.post(
        "/api/meetings",
        json={
            "committee_id": service.people.committee.id,
            "held_on": (seoul_day() + timedelta(days=30)).isoformat(),
            "title": "2026년 제11회",
            "members": members,
        },
    ).json()
    assert (meeting["named"], meeting["needed"]) == (12, 7)
    made = act(secretary, case_id, "schedule", meeting_id=meeting["id"], item="안건 1")
    assert made.json()["state"] == "scheduled"
    told = service.http.get(f"/api/cases/{case_id}").json()["members"]
    assert len(told) == 12
    expert = service.as_(Role.EXPERT)
    assert expert.get(f"/api/cases/{case_id}").status_code == 404  # not sent yet
    act(secretary, case_id, "distribute")
    assert expert.get(f"/api/cases/{case_id}").json()["your_roles"] == ["expert"]
    page = expert.get("/", headers=HTML).text
    assert f"/cases/{case_id}/rounds/1/plan" in page
    elsewhere = act(secretary, case_id, "publish_opinions")
    assert elsewhere.status_code == 422
    agenda = secretary.get(f"/api/meetings/{meeting['id']}").json()["agenda"]
    assert [line["id"] for line in agenda] == [case_id]
    member = service.as_(Role.MEMBER, 3)
    assert member.post(f"/api/cases/{case_id}/recusals", json={"ground": "kin"}).status_code == 204
    assert member.get(f"/api/cases/{case_id}").status_code == 404
    assert member.get(f"/api/meetings/{meeting['id']}").json()["agenda"] == []
    recused = secretary.get(f"/api/cases/{case_id}/recusals").json()
    assert [r["ground"] for r in recused] == ["kin"]
    assert member.get(f"/api/cases/{case_id}/recusals").status_code == 404
    opened = secretary.put(f"/api/meetings/{meeting['id']}/attendance", json=members[:6])
    assert not opened.json()["has_quorum"]
    assert secretary.post(f"/api/meetings/{meeting['id']}/open").status_code == 409
    secretary.put(f"/api/meetings/{meeting['id']}/attendance", json=members[:7])
    assert secretary.post(f"/api/meetings/{meeting['id']}/open").json()["opened_at"]
    page = secretary.get(f"/meetings/{meeting['id']}", headers=HTML).text
    assert "안건 1" in page


def test_members_recuse_themselves_only(service, filed, members):
    secretary, case_id = service.as_(Role.SECRETARY), filed["id"]
    act(secretary, case_id, "accept")
    for person in members[2:4]:
        said = {"person_id": person}
        assert secretary.post(f"/api/cases/{case_id}/assignments", json=said).status_code == 201
    other = {"ground": "kin", "person_id": members[3]}
    official = service.as_(Role.OFFICIAL)
    assert official.post(f"/api/cases/{case_id}/recusals", json=other).status_code == 403
    chair = service.as_(Role.CHAIR)
    assert chair.post(f"/api/cases/{case_id}/recusals", json=other).status_code == 204
    address = f"/api/cases/{case_id}/recusals/{members[3]}"
    assert secretary.delete(address).status_code == 204
    assert secretary.delete(address).status_code == 422


def test_step_on_an_older_version_changes_nothing(service, filed):
    official, address = service.as_(Role.OFFICIAL), f"/api/cases/{filed['id']}/actions/accept"
    stale = {"If-Match": f'"{filed["version"] - 1}"'}
    assert official.post(address, json={}, headers=stale).status_code == 412
    current = {"If-Match": official.get(f"/api/cases/{filed['id']}").headers["ETag"]}
    assert official.post(address, json={}, headers=current).json()["state"] == "accepted"


def test_history_hides_names_from_the_applicant(service, filed):
    act(service.as_(Role.OFFICIAL), filed["id"], "accept")
    mine = service.http.get(f"/api/cases/{filed['id']}/history").json()["items"]
    assert [(e["action"], e["by"] is None) for e in mine][:2] == [
        ("case.accept", True),
        ("case.file", False),
    ]
    theirs = service.as_(Role.SECRETARY).get(f"/api/cases/{filed['id']}/history").json()
    assert theirs["items"][0]["by"] == service.people.of(Role.OFFICIAL).id


def test_list_is_filtered_by_state_and_words(service, filed):
    secretary = service.as_(Role.SECRETARY)
    found = secretary.get("/api/cases", params={"state": "filed", "q": "한강로"}).json()
    assert filed["id"] in [c["id"] for c in found["items"]]
    assert secretary.get("/api/cases", params={"mine": True}).json()["total"] == 0
    assert secretary.get("/api/cases", params={"q": "없는 말"}).json()["total"] == 0
    assert secretary.get("/api/cases", params={"state": "nothing"}).status_code == 422


def test_first_round_has_no_ledger_but_a_page(service, filed):
    address = f"/api/cases/{filed['id']}/rounds/1/ledger"
    assert service.http.get(address).status_code == 409
    page = service.http.get(f"/cases/{filed['id']}/changes", headers=HTML)
    assert "첫 회차" in page.text


def test_forms_do_what_the_interface_does(service, precheck, members):
    confirm(service, precheck)
    case_id, secretary = precheck["id"], service.as_(Role.SECRETARY)
    page = service.http.get(f"/cases/{case_id}", headers=HTML).text
    assert f'action="/cases/{case_id}/actions/file"' in page
    filed = service.http.post(f"/cases/{case_id}/actions/file", data={"knowing": "true"})
    assert "D-" in filed.text
    secretary.post(f"/cases/{case_id}/actions/accept")
    called = secretary.post(
        "/meetings",
        data={
            "committee_id": service.people.committee.id,
            "held_on": (seoul_day() + timedelta(days=40)).isoformat(),
            "members": members,
        },
    )
    meeting_id = str(called.url).rsplit("/", 1)[-1]
    page = secretary.get(f"/cases/{case_id}", headers=HTML).text
    assert f'value="{meeting_id}"' in page
    secretary.post(f"/cases/{case_id}/actions/schedule", data={"meeting_id": meeting_id})
    people = secretary.get(f"/cases/{case_id}/people", headers=HTML).text
    assert people.count('value="unassign"') == 11  # the chair is on it by office
    taken = {"person_id": members[2], "act": "unassign"}
    people = secretary.post(f"/cases/{case_id}/people", data=taken, headers=HTML).text
    assert people.count('value="unassign"') == 10
    assert "열릴 회의" in secretary.get("/meetings", headers=HTML).text


@pytest.mark.parametrize("role", [Role.ARCHITECT, Role.EXPERT, Role.SECRETARY, Role.OFFICIAL])
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_empty_pages_speak_to_each_role(service, role, lang):
    http = service.as_(role, 7)
    for path in ("/", "/cases", "/meetings", "/meetings/new", "/cases/new"):
        page = http.get(f"{path}?lang={lang}", headers=HTML)
        assert page.status_code == 200, path
        assert f'<html lang="{lang}">' in page.text
        assert not re.search(r"\s(?:style|on\w+)=", page.text)
        assert not re.search(r"<script(?![^>]*\bsrc=)", page.text)


def test_upload_page_works_without_scripts(service, archives):
    page = service.http.get("/cases/new", headers=HTML).text
    assert re.search(r'<form[^>]*action="/submissions"[^>]*enctype="multipart/form-data"', page)
    sent = service.http.post(
        "/submissions",
        files={"file": ("제출도서.zip", archives.submission())},
        headers=HTML,
        follow_redirects=False,
    )
    assert sent.status_code == 303
    assert sent.headers["location"].startswith("/submissions/")
