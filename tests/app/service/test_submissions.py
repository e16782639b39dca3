"""A submission from upload to removal, over HTTP."""

import io
import json
import time
import zipfile


def test_submission_is_accepted_reviewed_and_its_results_are_there(service, archives):
    answer = service.send(archives.submission())
    assert answer.status_code == 202
    address = answer.headers["Location"]
    assert address == f"/api/submissions/{answer.json()['id']}"
    assert answer.json()["title"] == "한강로 다세대주택 신축공사"
    status = service.settled(answer.json()["id"])
    assert status["state"] == "done"
    assert status["counts"]["fail"] == 1
    assert service.http.get(f"{address}/report").content.startswith(b"%PDF")
    assert service.http.get(f"{address}/assessment").json() == {"findings": []}
    assert service.http.get(f"{address}/findings.geojson").headers["content-type"] == (
        "application/geo+json"
    )
    assert service.http.get(f"{address}/review.dxf").text == "0\nEOF\n"
    for output in status["outputs"]:
        assert len(service.http.get(output["href"]).content) == output["bytes"]
    assert not list((service.folder / "work").glob(status["id"]))


def test_file_names_keep_their_hangul(service):
    status = service.reviewed()
    headers = service.http.get(f"/api/submissions/{status['id']}/report").headers
    assert headers["content-type"] == "application/pdf"
    said = headers["content-disposition"]
    assert said.startswith("inline; filename=\"cpted.pdf\"; filename*=UTF-8''%ED%95%9C")
    assert said.endswith("_report.pdf")


def test_zip_of_everything_is_the_same_twice(service):
    status = service.reviewed()
    first, second = (
        service.http.get(f"/api/submissions/{status['id']}/outputs.zip").content for _ in range(2)
    )
    assert first == second
    names = zipfile.ZipFile(io.BytesIO(first)).namelist()
    assert names == sorted(o["name"] for o in status["outputs"])


def test_english_report_is_made_when_asked_for(service):
    with_english = service.reviewed(data={"languages": ["en"]})
    assert with_english["languages"] == ["ko", "en"]
    answer = service.http.get(f"/api/submissions/{with_english['id']}/report?lang=en")
    assert answer.content.endswith(b"in English")
    without = service.reviewed()
    missing = service.http.get(f"/api/submissions/{without['id']}/report?lang=en")
    assert missing.status_code == 404
    assert "languages=en" in missing.json()["faults"][0]["remedy"]


def test_result_is_refused_until_it_is_there(service, archives):
    gate = service.hold()
    submission_id = service.send(archives.submission()).json()["id"]
    early = service.http.get(f"/api/submissions/{submission_id}/report")
    gate.unlink()
    assert early.status_code == 409
    assert early.headers["content-type"] == "application/problem+json"
    assert service.settled(submission_id)["state"] == "done"


def test_list_has_the_newest_first_in_pages(service):
    ids = [service.reviewed()["id"] for _ in range(3)]
    page = service.http.get("/api/submissions?limit=2").json()
    assert [item["id"] for item in page["items"]] == [ids[2], ids[1]]
    assert page["total"] >= 3
    rest = service.http.get("/api/submissions?limit=1&offset=2").json()
    assert [item["id"] for item in rest["items"]] == [ids[0]]


def test_running_review_is_cancelled_then_removed(service, archives):
    gate = service.hold()
    submission_id = service.send(archives.submission()).json()["id"]
    waiting = service.send(archives.submission()).json()["id"]
    while service.status(submission_id)["state"] != "reading":
        time.sleep(0.02)
    for one in (submission_id, waiting):
        cancelled = service.http.delete(f"/api/submissions/{one}")
        assert cancelled.status_code == 202
        assert cancelled.json()["state"] == "cancelled"
    gate.unlink()
    after = service.reviewed()
    assert after["state"] == "done", "the queue goes on"
    assert service.status(submission_id)["state"] == "cancelled"
    assert service.http.delete(f"/api/submissions/{submission_id}").status_code == 204
    assert service.http.get(f"/api/submissions/{submission_id}").status_code == 404


def test_removal_keeps_what_another_submission_shares(service):
    first, second = service.reviewed(), service.reviewed()
    assert service.http.delete(f"/api/submissions/{first['id']}").status_code == 204
    assert service.http.get(f"/api/submissions/{second['id']}/report").status_code == 200
    for one in service.http.get("/api/submissions?limit=200").json()["items"]:
        service.http.delete(f"/api/submissions/{one['id']}")
    assert [p for p in (service.folder / "blobs").rglob("*") if p.is_file()] == []


def test_events_follow_a_review_to_its_end(service, archives):
    gate = service.hold()
    submission_id = service.send(archives.submission()).json()["id"]
    with service.http.stream("GET", f"/api/submissions/{submission_id}/events") as events:
        assert events.headers["content-type"].startswith("text/event-stream")
        gate.unlink()
        sent = [line for line in events.iter_lines() if line.startswith("data: ")]
    states = [json.loads(line.removeprefix("data: "))["state"] for line in sent]
    assert states[-1] == "done"


def test_review_that_refuses_its_input_fails_with_every_fault(failing):
    status = failing("refuse")
    assert status["state"] == "failed"
    assert status["problem"]["title"] == "제출물을 읽을 수 없음"
    assert status["problem"]["other"]["faults"][0]["found"] == "yesterday"
    assert status["outputs"] == []


def test_review_that_eats_memory_fails_with_a_remedy(failing):
    status = failing("eat_memory")
    assert status["problem"]["faults"][0]["code"] == "limit/memory"
    assert "CPTED_MEMORY_BYTES" in status["problem"]["faults"][0]["remedy"]


def test_unknown_submission_is_a_problem_in_the_readers_language(service):
    korean = service.http.get("/api/submissions/none").json()
    english = service.http.get("/api/submissions/none", headers={"Accept-Language": "en-GB"}).json()
    assert korean["title"] == english["other"]["title"] == "찾을 수 없음"
    assert english["title"] == korean["other"]["title"] == "Not found"


def test_schemas_and_health_answer(service):
    schema = service.http.get("/api/schemas/submission").json()
    assert "filed_on" in schema["properties"]
    assert "findings" in service.http.get("/api/schemas/assessment").json()["properties"]
    assert service.http.get("/healthz").json()["status"] == "ok"
    assert service.http.get("/readyz").json() == {"status": "ok", "lacking": []}


def test_interface_describes_itself(service):
    described = service.http.get("/openapi.json").json()
    for path, acts in described["paths"].items():
        for act in acts.values():
            assert act["summary"], path
            assert act["tags"], path
            assert "HTTPValidationError" not in json.dumps(act), path
    examples = described["components"]["schemas"]["SubmissionStatus"]["examples"]
    assert examples[0]["state"] == "assessing"
    assert "application/problem+json" in json.dumps(described["paths"]["/api/submissions"])
