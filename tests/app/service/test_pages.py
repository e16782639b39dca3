"""The pages say the same in both languages, work without scripts, and run none inline."""

import re
from urllib.parse import quote

import pytest

from app.web.words import WORDS

HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def done(service):
    return service.reviewed(data={"languages": ["en"]})


def test_form_leads_to_the_submission(service, archives):
    answer = service.http.post(
        "/submissions",
        files={"file": ("제출도서.zip", archives.submission())},
        headers=HTML,
        follow_redirects=False,
    )
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/submissions/")


def test_form_that_is_refused_answers_with_a_page(service):
    answer = service.http.post(
        "/submissions",
        files={"file": ("a.zip", b"no zip")},
        headers=HTML | {"Accept-Language": "en"},
    )
    assert answer.status_code == 422
    assert "The submission cannot be read" in answer.text
    assert "an undamaged zip file" in answer.text


def test_status_page_follows_without_scripts_too(service, archives):
    gate = service.hold()
    submission_id = service.send(archives.submission()).json()["id"]
    page = service.http.get(f"/submissions/{submission_id}", headers=HTML).text
    gate.unlink()
    assert '<noscript><meta http-equiv="refresh"' in page
    assert 'src="/static/follow.js"' in page
    service.settled(submission_id)


def test_result_page_has_tally_findings_and_downloads(service, done):
    page = service.http.get(f"/submissions/{done['id']}", headers=HTML).text
    assert "비상벨 간격 38.4 m &lt;지하 1층&gt;" in page
    assert "보완 필요" in page
    for path in (
        "report",
        "report?lang=en",
        "review.dxf",
        "findings.geojson",
        "assessment",
        "outputs.zip",
    ):
        assert f'href="/api/submissions/{done["id"]}/{path}"' in page
    assert f'href="/api/submissions/{done["id"]}/outputs/review-{quote("배치도")}.dxf"' in page
    assert f'src="/api/submissions/{done["id"]}/outputs/overview.svg"' in page


def test_result_page_shows_one_verdict(service, done):
    page = service.http.get(f"/submissions/{done['id']}?verdict=pass", headers=HTML).text
    assert "현관 출입통제장치" in page
    assert "비상벨 간격" not in page


def test_language_is_chosen_by_address_then_remembered(service, done):
    english = service.http.get(f"/submissions/{done['id']}?lang=en", headers=HTML)
    assert "Bells 38.4 m apart" in english.text
    assert 'href="?lang=ko"' in english.text
    again = service.http.get("/", headers=HTML)
    assert '<html lang="en">' in again.text
    service.http.cookies.pop("cpted-lang", None)


def test_no_page_has_scripts_or_styles_inside(service, done):
    for path in ("/", f"/submissions/{done['id']}", "/submissions/none"):
        page = service.http.get(path, headers=HTML).text
        assert not re.search(r"<script(?![^>]*\bsrc=)", page)
        assert "<style" not in page
        assert not re.search(r"\s(?:style|on\w+)=", page)


def test_page_of_nothing_is_a_page(service):
    answer = service.http.get("/submissions/none", headers=HTML)
    assert answer.status_code == 404
    assert "찾을 수 없음" in answer.text


def test_every_sentence_is_used_and_every_used_one_exists(stand_ins):
    web = stand_ins.parents[2] / "app" / "web"
    sources = [*web.rglob("templates/**/*.html"), *web.rglob("*.py"), *web.glob("src/**/*.ts")]
    sources = [path for path in sources if "node_modules" not in path.parts]
    text = "\n".join(path.read_text("utf-8") for path in sources)
    unused = [
        k
        for k in WORDS
        if f'"{k}"' not in text
        and f'"{k.removeprefix("upload.")}"' not in text
        and f'"{k.rpartition(".")[0]}." ~ ' not in text  # made of a prefix and a value
        and f'f"{k.rpartition(".")[0]}.{{' not in text
        and f"`{k.rpartition('.')[0]}.${{" not in text
    ]
    assert unused == []
    asked = set(re.findall(r'\bt\("([^"]+)"[,)]', text))
    assert asked - set(WORDS) == set()
