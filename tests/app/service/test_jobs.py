"""Forms, tables and re-runs of a real assessment, made in the background for who may read it."""

import io
import json
import time
import zipfile
from pathlib import Path

import pytest

from app.auth.roles import Role
from app.cases.tables import CaseRow, RoundRow
from app.config import ServiceSettings
from app.db import OutputRow, SubmissionRow, now
from app.errors import NotFoundError, RefusedError
from app.jobs import rerun
from app.jobs.tables import JobRow, JobState
from app.main import create_app
from app.submissions import inputs
from app.submissions.load import opened
from app.tasks.again import editions_with
from cpted_rules.pack import edition_files, editions_governing, load_edition
from tests.app.assessed import SAMPLES, assessed

HTML = {"Accept": "text/html", "Accept-Language": "ko"}
SAMPLE = SAMPLES / "multiplex" / "deficient"


@pytest.fixture(scope="module")
def service(tmp_path_factory, running):
    settings = ServiceSettings(data_folder=tmp_path_factory.mktemp("jobs"), worker_concurrency=2)
    with running(create_app(settings), settings) as service:
        yield service


@pytest.fixture(scope="module")
def filed(service):
    """A filed case whose one round is a sample, assessed."""
    upload = io.BytesIO()
    with zipfile.ZipFile(upload, "w") as bundle:
        for path in sorted(p for p in SAMPLE.rglob("*") if p.is_file()):
            bundle.write(path, path.relative_to(SAMPLE).as_posix())
    upload.seek(0)
    sent = service.parts.blobs.put(upload)
    made = service.parts.blobs.put(io.BytesIO(assessed("multiplex", "deficient")))
    architect = service.people.of(Role.ARCHITECT)
    with service.parts.database.session() as session:
        session.add(
            CaseRow(
                id="case",
                number="2026-1",
                title="다세대",
                owner_id=architect.id,
                state="filed",
                committee_id=service.people.committee.id,
            )
        )
        session.flush()
        session.add(
            SubmissionRow(
                id="sent",
                case_id="case",
                owner_id=architect.id,
                title="다세대",
                case_number="2026-1",
                file_name="다세대.zip",
                languages=["ko"],
                upload_digest=sent.digest,
                upload_bytes=sent.size,
                state="done",
                finished_at=now(),
                outputs=[
                    OutputRow(
                        name="assessment.json",
                        media_type="application/json",
                        digest=made.digest,
                        size=made.size,
                    )
                ],
            )
        )
        session.flush()
        session.add(RoundRow(case_id="case", number=1, submission_id="sent", filed_at=now()))
    return "sent"


def ended(service, http, job_id, within=120.0):
    until = time.monotonic() + within
    while (status := http.get(f"/api/jobs/{job_id}").json())["state"] in ("queued", "running"):
        assert time.monotonic() < until, status
        time.sleep(0.1)
    return status


def ordered(http, submission_id, **wanted):
    answer = http.post(f"/api/submissions/{submission_id}/jobs", json=wanted)
    assert answer.status_code == 202, answer.text
    return answer


def test_table_is_made_when_asked_for_and_once_only(service, filed):
    answer = ordered(service.http, filed, kind="export", format="xlsx")
    job_id = answer.json()["id"]
    assert answer.headers["Location"] == f"/api/jobs/{job_id}"
    status = ended(service, service.http, job_id)
    assert (status["state"], status["problem"]) == ("done", None)
    file = service.http.get(status["file"])
    assert file.content.startswith(b"PK")
    assert "attachment" in file.headers["Content-Disposition"]
    again = ordered(service.http, filed, kind="export", format="xlsx").json()
    assert again["id"] == job_id
    other = ordered(service.http, filed, kind="export", format="csv").json()
    assert other["id"] != job_id


def test_forms_are_made_together_in_a_zip(service, filed):
    job_id = ordered(
        service.http, filed, kind="forms", forms=["stages"], docx=True, lang="ko"
    ).json()["id"]
    status = ended(service, service.http, job_id)
    assert status["state"] == "done", status
    with zipfile.ZipFile(io.BytesIO(service.http.get(status["file"]).content)) as bundle:
        assert {Path(name).suffix for name in bundle.namelist()} == {".pdf", ".docx"}


def test_job_is_followed_by_its_events(service, filed):
    job_id = ordered(service.http, filed, kind="export", format="bcf").json()["id"]
    with service.http.stream("GET", f"/api/jobs/{job_id}/events") as stream:
        told = [json.loads(line[6:]) for line in stream.iter_lines() if line.startswith("data: ")]
    assert told[-1]["state"] == "done"
    assert [one["id"] for one in told] == [job_id] * len(told)


def test_failed_job_says_why_and_may_be_begun_anew(service, filed):
    # a decision copy needs the report, which this review does not have
    job_id = ordered(service.http, filed, kind="copy", copy="decision").json()["id"]
    status = ended(service, service.http, job_id)
    assert status["state"] == "failed"
    assert status["problem"]["faults"][0]["remedy"]
    assert service.http.get(f"/api/jobs/{job_id}/file").status_code == 409
    answer = service.http.post(f"/api/jobs/{job_id}/retry")
    assert (answer.status_code, answer.json()["problem"]) == (202, None)
    assert ended(service, service.http, job_id)["state"] == "failed"


def test_job_that_went_well_is_not_begun_anew(service, filed):
    job_id = ordered(service.http, filed, kind="export", format="xlsx").json()["id"]
    ended(service, service.http, job_id)
    assert service.http.post(f"/api/jobs/{job_id}/retry").status_code == 409
    assert service.http.delete(f"/api/jobs/{job_id}").json()["state"] == "done"


def test_job_is_its_owners_alone(service, filed):
    job_id = ordered(service.http, filed, kind="export", format="xlsx").json()["id"]
    for other in (service.as_("architect", 2), service.as_(Role.ADMINISTRATOR)):
        for act in ("get", "delete"):
            assert getattr(other, act)(f"/api/jobs/{job_id}").status_code == 404
        assert other.get(f"/api/jobs/{job_id}/file").status_code == 404
        asked = {"kind": "export", "format": "xlsx"}
        assert other.post(f"/api/submissions/{filed}/jobs", json=asked).status_code == 404
    assert service.nobody.get(f"/api/jobs/{job_id}").status_code == 401


@pytest.mark.parametrize(
    "wanted",
    [
        {"kind": "export", "format": "exe"},
        {"kind": "rerun"},
        {"kind": "copy", "copy": "data", "paper": "../A4"},
    ],
)
def test_anything_else_is_refused(service, filed, wanted):
    answer = service.http.post(f"/api/submissions/{filed}/jobs", json=wanted)
    assert answer.status_code == 422


def test_archive_is_assessed_anew_beside_what_was_filed(service, filed):
    database = service.parts.database
    with database.reading() as session:
        assert rerun.filed_rounds(session) == [(filed, "case")]
    administrator = service.as_(Role.ADMINISTRATOR)
    begun = administrator.post("/api/reruns", json={"editions": ["kr_notice@2015-04-01"]})
    assert (begun.status_code, begun.json()["rounds"]) == (202, 1)
    until = time.monotonic() + 120
    while (state := administrator.get(begun.headers["Location"]).json())["states"] != {"done": 1}:
        assert time.monotonic() < until, state
        assert not {"failed", "cancelled"} & state["states"].keys(), state
        time.sleep(0.2)
    assert administrator.get("/api/reruns").json()["items"] == [state]
    with database.reading() as session:
        (row,) = rerun.rounds(session, begun.json()["id"])
    assert row.result["same_plan"]
    assert [e for e in row.result["editions"] if "kr_notice" in e] == ["kr_notice@2015-04-01"]
    assert row.result["gone"] > 0, "what the notice of 2021 asks and that of 2015 did not"
    assert sum(row.result["before"].values()) - row.result["gone"] + row.result["new"] == sum(
        row.result["after"].values()
    )
    assert state["otherwise"] == 1
    shown = administrator.get(f"/admin/reruns/{begun.json()['id']}", headers=HTML)
    assert shown.status_code == 200
    assert f"<b>{row.result['gone']}</b>" in shown.text
    assert json.loads(service.parts.blobs.read(row.digest))["editions"]
    with database.reading() as session:
        (kept,) = session.get_one(SubmissionRow, filed).outputs
        assert service.parts.blobs.read(kept.digest) == assessed("multiplex", "deficient")


def test_administrators_see_every_task_and_no_number_of_what_is_not_filed(service, filed):
    with service.parts.database.session() as session:
        architect = service.people.of(Role.ARCHITECT)
        session.add(
            CaseRow(
                id="private",
                number="2026-9",
                title="비공개",
                owner_id=architect.id,
                state="precheck",
            )
        )
        session.flush()
        for case, state in (("case", "done"), ("private", "failed")):
            session.add(
                JobRow(
                    id=f"of-{case}",
                    kind="export",
                    subject_id=filed,
                    case_id=case,
                    arguments={"format": "csv", "lang": "ko"},
                    state=state,
                )
            )
    administrator = service.as_(Role.ADMINISTRATOR)
    failed = administrator.get("/admin/jobs?which=failed", headers=HTML).text
    assert "of-priva" in failed
    assert "of-case" not in failed
    assert "2026-9" not in failed
    assert "비공개" not in failed
    every = administrator.get("/admin/jobs?which=all", headers=HTML).text
    assert "of-case" in every
    assert "2026-1" in every
    csrf = {"csrf": administrator.headers["X-CSRF-Token"]}
    again = {**csrf, "act": "retry"}
    wrong = administrator.post("/admin/jobs/of-case", data=again, headers=HTML)
    assert wrong.status_code == 409
    assert administrator.post("/admin/jobs/of-private", data=again, headers=HTML).status_code == 200
    assert service.parts.jobs.find("of-private").state != JobState.FAILED
    halt = {**csrf, "act": "cancel"}
    assert administrator.post("/admin/jobs/of-private", data=halt, headers=HTML).status_code == 200
    assert service.parts.jobs.find("of-private").state in (JobState.CANCELLED, JobState.DONE)
    assert service.as_(Role.EXPERT).get("/admin/jobs", headers=HTML).status_code == 403


def test_edition_nobody_knows_is_refused_before_anything_is_queued(service, filed):
    with pytest.raises(RefusedError, match="iso_22341@2021-12-31"):
        rerun.begin(service.parts.jobs, service.parts.database, ["kr_notice@1900-01-01"])
    with service.parts.database.reading() as session, pytest.raises(NotFoundError):
        rerun.progress(session, "none")
    administrator = service.as_(Role.ADMINISTRATOR)
    answer = administrator.post("/api/reruns", json={"editions": ["kr_notice@1900-01-01"]})
    assert answer.status_code == 422
    page = administrator.post(
        "/admin/reruns",
        data={"csrf": administrator.headers["X-CSRF-Token"], "edition": "kr_notice@1900-01-01"},
        headers=HTML,
    )
    assert page.status_code == 422
    assert "kr_notice@1900-01-01" in page.text


def test_named_edition_stands_in_the_place_of_that_of_its_pack():
    with opened(SAMPLE, None) as filing:
        facts = inputs.site_facts(filing.submission)
    governing = editions_governing(facts)
    packs = [edition.pack for edition in governing]
    earlier = next(e for e in _every() if e.pack in packs and e not in governing)
    chosen = editions_with(facts, [earlier.id])
    assert [edition.pack for edition in chosen] == packs
    assert earlier in chosen
    assert editions_with(facts, []) == governing


def _every():
    return [load_edition(path) for path in edition_files()]
