"""Accounts over HTTP: oneself, tokens, people and committees, in pages and interface alike."""

import re

import pytest
from typer.testing import CliRunner

from app.auth import people
from app.auth.roles import Role
from app.cli import app as command_line
from app.config import ServiceSettings
from app.db import Database

HTML = {"Accept": "text/html"}


@pytest.fixture
def administrator(service):
    return service.as_(Role.ADMINISTRATOR)


def add(administrator, email, **said):
    return administrator.post("/api/people", json={"email": email, "name": "홍가상", **said})


# --- oneself ------------------------------------------------------------------------------------


def test_person_sees_who_they_are_and_what_they_are_in(service):
    me = service.as_("expert").get("/api/me").json()
    (role,) = me["roles"]
    assert (role["role"], role["body"]) == ("expert", "seoul_police")
    assert role["committee"] == "용산구 건축위원회"
    page = service.as_("expert").get("/account", headers=HTML).text
    assert "서울경찰청" in page


def test_name_and_language_are_changed_and_written_down_without_them(service):
    mine = service.as_("member")
    assert mine.patch("/api/me", json={"name": "새 이름", "lang": "en"}).json()["lang"] == "en"
    last = service.as_("administrator").get("/api/audit?action=person.change").json()["items"][0]
    assert last["detail"]["changed"] == ["name", "lang"]
    assert "새 이름" not in str(last)


def test_password_is_changed_by_who_knows_the_old_one(service):
    mine = service.as_("chair")
    form = {"old": "wrong", "password": "네 낱말을 이어 쓴 것", "again": "네 낱말을 이어 쓴 것"}
    answer = mine.post("/account/password", data=form, headers=HTML)
    assert answer.status_code == 422
    assert "지금 비밀번호와 다름" in answer.text


# --- tokens -------------------------------------------------------------------------------------


def test_token_is_shown_once_works_and_is_revoked(service):
    made = service.http.post("/api/tokens", json={"name": "제출", "days": 30})
    assert made.status_code == 201
    token = made.json()["token"]
    assert token.startswith("cpted_")
    listed = service.http.get("/api/tokens")
    assert token not in listed.text
    header = {"Authorization": f"Bearer {token}"}
    assert service.nobody.get("/api/me", headers=header).json()["name"] == "architect1 시험"
    assert service.nobody.patch("/api/me", json={}, headers=header).status_code == 200, "no csrf"
    assert service.http.delete(f"/api/tokens/{made.json()['id']}").status_code == 204
    assert service.nobody.get("/api/me", headers=header).status_code == 401


def test_token_cannot_make_tokens(service):
    program = service.people.with_token(service.http.app, service.people.of("architect"))
    answer = program.post("/api/tokens", json={"name": "another"})
    assert answer.status_code == 403
    assert answer.json()["faults"][0]["code"] == "access/not-by-token"
    assert program.get("/account").status_code == 403


def test_token_of_another_is_not_revoked(service):
    made = service.http.post("/api/tokens", json={"name": "내 것"}).json()
    other = service.as_("architect", 2)
    assert other.delete(f"/api/tokens/{made['id']}").status_code == 404
    assert made["id"] in [one["id"] for one in service.http.get("/api/tokens").json()["items"]]


@pytest.mark.parametrize("asked", [{"name": " "}, {"name": "a", "days": 31}, {"days": 30}])
def test_token_that_is_not_offered_is_refused(service, asked):
    assert service.http.post("/api/tokens", json=asked).status_code == 422


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "Bearer cpted_wrong", "bearer x y"])
def test_wrong_token_is_refused_even_where_nobody_must_sign_in(service, header):
    answer = service.nobody.get("/api/schemas/submission", headers={"Authorization": header})
    assert answer.status_code == 401


def test_page_makes_a_token_and_shows_it_once(service):
    page = service.as_("official").post(
        "/account/tokens", data={"name": "지도 <연계>", "days": "90"}, headers=HTML
    )
    assert re.search(r">cpted_[\w-]{43}<", page.text)
    assert "지도 &lt;연계&gt;" in page.text
    assert not re.search(r">cpted_[\w-]{43}<", service.as_("official").get("/account").text)


# --- people and committees ----------------------------------------------------------------------


def test_person_is_added_invited_and_given_roles(service, administrator):
    person = add(administrator, "hong@example.kr", field="범죄예방").json()
    assert person["has_password"] is False
    invitation = administrator.post(f"/api/people/{person['id']}/invitation").json()
    assert invitation["purpose"] == "invite"
    assert service.nobody.get(invitation["href"]).status_code == 200
    committee = administrator.post(
        "/api/committees", json={"name": "중구 건축위원회", "district": "중구"}
    ).json()
    address = f"/api/committees/{committee['id']}/members"
    role = f"{address}/{person['id']}/expert"
    assert administrator.put(role, json={}).json()["faults"][0]["code"] == "committee/body"
    assert administrator.put(role, json={"body": "autonomous_police"}).status_code == 200
    (member,) = administrator.get(address).json()["items"]
    assert (member["role"], member["body"]) == ("expert", "autonomous_police")
    assert administrator.delete(role).status_code == 204
    assert administrator.delete(role).status_code == 404
    assert administrator.get(address).json()["items"] == []
    assert administrator.put(role, json={"body": "society"}).json()["body"] == "society", "again"


@pytest.mark.parametrize("role", ["architect", "administrator"])
def test_committees_give_only_their_roles(service, administrator, role):
    committee, person = service.people.committee, service.people.of("expert")
    answer = administrator.put(
        f"/api/committees/{committee.id}/members/{person.id}/{role}", json={}
    )
    assert answer.json()["faults"][0]["code"] == "committee/role"


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"email": "no address"}, 422),
        ({"email": "a@b"}, 422),
        ({"email": "expert1@example.kr"}, 409),
        ({"email": "EXPERT1@Example.kr"}, 409),
        ({"email": "ok@example.kr", "name": "  "}, 422),
    ],
)
def test_wrong_person_is_refused(service, administrator, said, status):
    service.people.of("expert")
    assert add(administrator, **said).status_code == status


def test_last_administrator_stays(service, administrator):
    own = service.people.of("administrator").id
    for said in ({"active": False}, {"is_administrator": False}):
        answer = administrator.patch(f"/api/people/{own}", json=said)
        assert answer.status_code == 409, said
    assert administrator.get("/api/me").status_code == 200


def test_pages_add_and_list_people_with_their_words_escaped(service, administrator):
    page = administrator.post(
        "/admin/people",
        data={"email": "script@example.kr", "name": "<script>x</script>", "lang": "ko"},
        headers=HTML,
    )
    assert page.status_code == 200
    assert re.search(r"http://127\.0\.0\.1:8000/invitations/[\w-]{43}", page.text)
    assert "<script>x" not in page.text
    listed = administrator.get("/admin/people?words=script", headers=HTML).text
    assert "&lt;script&gt;x" in listed
    again = administrator.post(
        "/admin/people",
        data={"email": "script@example.kr", "name": "둘째", "lang": "ko"},
        headers=HTML,
    )
    assert again.status_code == 409
    assert "아직 없는 사람" in again.text


def test_pages_of_administration_open(service, administrator):
    person = service.people.of("expert")
    for path in ("/admin/people", f"/admin/people/{person.id}", "/admin/committees", "/audit"):
        for lang in ("ko", "en"):
            answer = administrator.get(f"{path}?lang={lang}", headers=HTML)
            assert answer.status_code == 200, path
            assert person.name in answer.text or path == "/audit"
    administrator.cookies.pop("cpted-lang", None)


# --- the command line ---------------------------------------------------------------------------


def test_first_administrator_is_added_on_the_command_line(tmp_path, monkeypatch):
    monkeypatch.setenv("CPTED_DATA_FOLDER", str(tmp_path))
    run = CliRunner().invoke
    said = run(
        command_line,
        ["people", "add", "a@example.kr", "--name", "관리자", "--administrator"],
    )
    assert said.exit_code == 0, said.output
    assert re.fullmatch(r"http://127\.0\.0\.1:8000/invitations/[\w-]{43}", said.output.strip())
    twice = run(command_line, ["people", "add", "a@example.kr", "--name", "관리자"])
    assert twice.exit_code != 0
    assert (
        run(command_line, ["people", "list"]).output
        == "a@example.kr\t관리자\tadministrator\tinvited\n"
    )
    assert run(command_line, ["people", "disable", "a@example.kr"]).exit_code != 0, "the last one"
    assert run(command_line, ["people", "reset", "b@example.kr"]).exit_code != 0
    assert "/invitations/" in run(command_line, ["people", "invite", "a@example.kr"]).output
    database = Database(ServiceSettings().database)
    with database.reading() as session:
        assert people.named(session, "a@example.kr").is_administrator
    database.close()
