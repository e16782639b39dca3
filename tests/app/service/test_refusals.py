"""Uploads and requests that cannot be taken are answered with every fault, in both languages."""

import zipfile
from io import BytesIO

import pytest


def refused(answer, status=422):
    """The faults of a refusal, in English."""
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["type"].startswith("urn:cpted:problem:")
    assert problem["status"] == status
    assert (problem["lang"], problem["other"]["lang"]) == ("en", "ko")
    assert len(problem["faults"]) == len(problem["other"]["faults"])
    for english, korean in zip(problem["faults"], problem["other"]["faults"], strict=True):
        assert all(english[part] for part in ("where", "found", "expected", "remedy"))
        assert english["remedy"] != korean["remedy"]
    return problem["faults"]


@pytest.fixture
def send(service):
    return lambda archive, name="plan.zip": service.send(
        archive, name, headers={"Accept-Language": "en"}
    )


def test_not_a_zip(send):
    (fault,) = refused(send(b"%PDF-1.7 this is a report", "보고서.zip"))
    assert fault["code"] == "submission/zip"
    assert fault["where"] == "보고서.zip"


def test_empty_zip(send, archives):
    (fault,) = refused(send(archives.of({})))
    assert fault["code"] == "submission/empty"


def test_empty_file(send):
    refused(send(b""))


def test_zip_bomb(send, archives):
    bomb = archives.of({"submission.yaml": "x", "drawings/a.dxf": bytes(3 << 20)})
    assert len(bomb) < 10_000
    (fault,) = refused(send(bomb))
    assert fault["code"] == "submission/too-large"
    assert "drawings/a.dxf" in fault["where"]


def test_zip_bomb_that_lies_about_its_size(send, archives):
    honest = archives.of({"submission.yaml": "x", "drawings/a.dxf": bytes(8 << 20)})
    size = (8 << 20).to_bytes(4, "little")
    assert honest.count(size) == 2
    refused(send(honest.replace(size, (64).to_bytes(4, "little"))))


def test_more_than_may_be_unpacked(send):
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as bundle:
        for i in range(5):  # 5 MiB in files that are each below the ratio's threshold
            bundle.writestr(f"drawings/{i}.dxf", bytes(1 << 20))
    (fault,) = refused(send(archive.getvalue()))
    assert fault["expected"] == "≤ 4.0 MiB"


@pytest.mark.parametrize("path", ["../outside.txt", "/etc/cron.d/evil", "a/../../b", "C:/evil"])
def test_path_that_climbs_out(send, archives, service, path):
    (fault,) = refused(send(archives.of({path: "evil"})))
    assert fault["code"] == "submission/path"
    assert not list(service.folder.rglob("outside.txt"))


def test_wrong_date(send, archives):
    (fault,) = refused(send(archives.submission(filed_on="2026-13-40")))
    assert fault["where"].startswith("submission.yaml:5")
    assert "2026-13-40" in fault["found"]
    assert "date" in fault["expected"]


def test_all_wrong_fields_are_named_at_once(send, archives):
    faults = refused(send(archives.of({"submission.yaml": "format: 1\ntitle: ''\n"})))
    assert {"title", "stage", "filed_on"} <= {f["where"].split()[-1] for f in faults}


def test_refused_upload_is_not_kept(send, service):
    kept = sorted(service.folder.rglob("blobs/*/*"))
    refused(send(b"not a zip"))
    assert sorted(service.folder.rglob("blobs/*/*")) == kept
    assert not list((service.folder / "work").glob("check-*"))


def test_body_above_the_limit(send):
    (fault,) = refused(send(bytes(3 << 20)), 413)
    assert fault["expected"] == "≤ 1.0 MiB"


def test_body_above_the_limit_without_a_length(service):
    def endless():
        head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.zip"\r\n\r\n'
        yield head
        for _ in range(3):
            yield bytes(1 << 20)

    answer = service.http.post(
        "/api/submissions",
        content=endless(),
        headers={"Content-Type": "multipart/form-data; boundary=b", "Accept-Language": "en"},
    )
    (fault,) = refused(answer, 413)
    assert fault["code"] == "service/upload-size"


def test_form_without_a_file(service):
    answer = service.http.post("/api/submissions", headers={"Accept-Language": "en"})
    (fault,) = refused(answer)
    assert fault["where"] == "body.file"


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "offset=-1", "limit=many"])
def test_wrong_page(service, query):
    refused(service.http.get(f"/api/submissions?{query}", headers={"Accept-Language": "en"}))


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}],
)
def test_form_of_another_site(service, archives, headers):
    answer = service.send(archives.submission(), headers={"Accept-Language": "en", **headers})
    refused(answer, 403)


def test_form_of_our_own_page_is_taken(service, archives):
    own = {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "same-origin"}
    assert service.send(archives.submission(), headers=own).status_code == 202


def test_name_that_points_here_from_elsewhere(service):
    answer = service.http.get(
        "/api/submissions", headers={"Host": "evil.example:8000", "Accept-Language": "en"}
    )
    refused(answer, 400)


def test_every_answer_has_its_headers(service):
    for path in ("/", "/api/submissions", "/api/submissions/none", "/static/pages.css", "/nowhere"):
        headers = service.http.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe-inline" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
