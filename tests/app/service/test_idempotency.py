"""A POST that comes twice with one key is done once."""

import pytest

from app.db import IdempotencyRow, now


def post(http, key, path="/api/tokens", **rest):
    return http.post(path, headers={"Idempotency-Key": key}, **rest)


def test_second_request_gets_the_answer_of_the_first(service):
    first = post(service.http, "a", json={"name": "한 번"})
    second = post(service.http, "a", json={"name": "한 번"})
    assert (second.status_code, second.json()) == (201, first.json())
    assert second.headers["idempotent-replayed"] == "true"
    names = [one["name"] for one in service.http.get("/api/tokens").json()["items"]]
    assert names.count("한 번") == 1


def test_upload_is_the_same_whatever_boundary_its_form_has(service, archives):
    archive = archives.submission()

    def send():
        files = {"file": ("a.zip", archive)}
        return post(service.http, "upload", "/api/submissions", files=files)

    first, second = send(), send()
    assert first.request.headers["content-type"] != second.request.headers["content-type"]
    assert second.json()["id"] == first.json()["id"]
    assert second.headers["location"] == first.headers["location"]
    assert service.http.get("/api/submissions").json()["total"] == 1


def test_another_request_under_the_same_key_is_refused(service):
    post(service.http, "b", json={"name": "가"})
    answer = post(service.http, "b", json={"name": "나"})
    assert answer.status_code == 422
    assert answer.json()["faults"][0]["code"] == "service/another-request"


def test_keys_of_different_people_are_apart(service):
    first = post(service.http, "c", json={"name": "가"})
    other = post(service.as_("architect", 2), "c", json={"name": "가"})
    assert other.status_code == 201
    assert other.json()["id"] != first.json()["id"]


def test_request_that_is_still_being_answered_is_a_conflict(service):
    person = service.people.of("architect")
    with service.parts.database.session() as session:
        session.add(IdempotencyRow(person_id=person.id, key="d", request="", body="", at=now()))
    answer = post(service.http, "d", json={"name": "가"})
    assert answer.status_code == 409
    assert answer.json()["faults"][0]["code"] == "service/still-answering"


def test_refusal_is_not_kept(service):
    assert post(service.http, "e", json={"name": " "}).status_code == 422
    assert post(service.http, "e", json={"name": "이제 맞음"}).status_code == 201


@pytest.mark.parametrize("key", ["", "x" * 101])
def test_key_has_bounds(service, key):
    answer = post(service.http, key, json={"name": "가"})
    assert answer.status_code == 422
    assert answer.json()["faults"][0]["code"] == "service/idempotency-key"
