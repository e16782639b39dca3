"""Whatever people and their drawings write is shown as it is written: no page runs any of it."""

import io
import json
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest
from PIL import Image
from sqlalchemy import select

from app.annotations.opinion_form import Decision
from app.auth import tokens
from app.auth.roles import Role
from app.auth.tables import CommitteeRow
from app.cases.states import CaseState
from app.cases.tables import AttendanceRow, CaseRow, MeetingRow
from app.config import ServiceSettings
from app.db import SubmissionRow, now
from app.review import review
from app.reviews.tables import ConditionRow
from app.summarize import summarize
from tests.app.marked_up import manifest_of, marked_up, square
from tests.app.reviewed import SAMPLES
from tests.app.service.in_review import in_review
from tests.browser.conftest import serving
from tests.made_once import made_once

READY, READY_MS = "[data-ready=yes]", 240_000
PARTS = (
    "{{7*7}}",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(2)>',
    "<script>alert(3)</script>",
    "javascript:alert(4)",
)
HOSTILE = " ".join(PARTS)
PUT_IN = "img[src='x'], svg[onload], [onerror], [onload], a[href^='javascript:' i]"
"""What would be in a page that took the words for markup."""
SHOWS = """words => (document.body.textContent + [...document.querySelectorAll('input, textarea')]
    .map(one => one.value).join(' ')).includes(words)"""


def hostile(where: str) -> str:
    """Words of one place, told from those of every other."""
    return f"{where}:{HOSTILE}"


@dataclass
class Stage:
    """A case in which every word is hostile, and browsers of its people."""

    site: Any
    case: str
    submission: str
    meeting: str
    returned: str
    chromium: Any
    alerts: list[str] = field(default_factory=list)
    _pages: dict[Any, Any] = field(default_factory=dict)

    def as_(self, role: Role, number: int = 1) -> Any:
        """A page in which somebody is signed in; what it pops up is written down."""
        if role not in self._pages:
            context = self.chromium.new_context(locale="ko-KR")
            page = context.new_page()
            page.on("dialog", lambda box: (self.alerts.append(box.message), box.dismiss()))
            self.site.sign_in(page, role, number)
            self._pages[role] = page
        return self._pages[role]

    def close(self) -> None:
        for page in self._pages.values():
            page.context.close()


@pytest.fixture(scope="module")
def drawn() -> tuple[Path, dict[str, Any]]:
    """What a review made, and its summary: layers, blocks, texts, sheets, titles are hostile."""
    made = made_once("hostile", _reviewed)
    return made / "out", json.loads((made / "summary.json").read_bytes())


def _reviewed(made: Path) -> None:
    folder = made / "submission"
    shutil.copytree(SAMPLES / "multiplex" / "deficient", folder)
    plan = next((folder / "drawings").glob("A-102*"))
    lines = plan.read_text("utf-8").split("\n")
    named = {"배선": hostile("layer"), "가구_자전거": hostile("block"), "현관": hostile("text")}
    assert set(named) <= {line.rstrip("\r") for line in lines}
    plan.write_text("\n".join(named.get(line.rstrip("\r"), line) for line in lines), "utf-8")
    said = folder / "submission.yaml"
    words = said.read_text("utf-8")
    for before, where in (
        ("title: 한강구 여울동 45-6 다세대주택 신축공사", "title"),
        ("title: 1층(필로티) 평면도", "sheet"),
        ("designer: 가상종합건축사사무소(예시)", "office"),
        ("address: 가상특별시 한강구 여울동 45-6", "address"),
    ):
        assert before in words, before
        words = words.replace(before, f"{before.split(':')[0]}: '{hostile(where)}'", 1)
    said.write_text(words, "utf-8")
    found = review(folder, made / "out")
    told = summarize(found.assessment, found.plan).model_dump_json()
    (made / "summary.json").write_text(told, "utf-8")


@pytest.fixture(scope="module")
def stage(chromium: Any, drawn: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    settings = ServiceSettings(
        data_folder=tmp_path_factory.mktemp("escaping"), requests_per_minute=6_000
    )
    with serving(settings) as site:
        out, summary = drawn
        case = in_review(site.people, site.parts.blobs, out)
        name_all(site, case.id, summary)
        meeting = said_of(site, case.id)
        opined(site, case.id)
        returned = handed_in(site, case.id, out / "report.pdf")
        decided(site, case.id, meeting)
        with site.people.database.reading() as session:
            submission = session.scalars(
                select(SubmissionRow.id).where(SubmissionRow.case_id == case.id)
            ).one()
        made = Stage(site, case.id, submission, meeting, returned, chromium)
        yield made
        made.close()


def name_all(site: Any, case_id: str, summary: dict[str, Any]) -> None:
    """Hostile names for people, committee, case and files."""
    people = site.people
    for role in Role:
        people.of(role)
    with people.database.session() as session:
        for one in (*Role, Role.EXPERT):
            person = session.merge(people.of(one))
            person.name = hostile("name")[:100]
            person.office, person.field = hostile("office"), hostile("field")[:100]
        session.get_one(CommitteeRow, people.committee.id).name = hostile("committee")[:200]
        case = session.get_one(CaseRow, case_id)
        case.title, case.address = hostile("title"), hostile("address")
        case.parcel, case.asked = hostile("parcel"), hostile("asked")
        submission = session.query(SubmissionRow).filter_by(case_id=case_id).one()
        submission.summary = summary
        submission.title, submission.file_name = hostile("title"), hostile("file")


def said_of(site: Any, case_id: str) -> str:
    """A meeting of the case."""
    people = site.people
    meeting = MeetingRow(
        id="0a6f0a5e-3f0e-4b53-9f5e-0d1a2b3c4d5e",
        committee_id=people.committee.id,
        held_on=now().date(),
        title=hostile("meeting")[:200],
        place=hostile("room")[:200],
    )
    with people.database.session() as session:
        session.add(meeting)
        session.flush()
        for role in (Role.EXPERT, Role.MEMBER, Role.CHAIR):
            session.add(
                AttendanceRow(meeting_id=meeting.id, person_id=people.of(role).id, present=True)
            )
        case = session.get_one(CaseRow, case_id)
        case.meeting_id, case.item = meeting.id, hostile("item")[:100]
    return meeting.id


def client(site: Any, role: Role) -> httpx2.Client:
    """A program with a token of somebody; the token's name is hostile too."""
    with site.people.database.session() as session:
        word = tokens.make(
            session, site.people.of(role).id, name=hostile("token")[:100], days=30
        ).word
    return httpx2.Client(
        base_url=site.address, headers={"Authorization": f"Bearer {word}"}, timeout=120
    )


def ok(answer: httpx2.Response) -> Any:
    assert answer.status_code < 300, answer.text
    return answer.json() if answer.content else None


def opined(site: Any, case_id: str) -> None:
    """An opinion and a mark, published."""
    base, expert = f"/api/cases/{case_id}", client(site, Role.EXPERT)
    said = {
        "finding_number": 1,
        "position": "condition",
        "text": hostile("opinion"),
        "place": hostile("place"),
        "target": f"12 lx {hostile('target')}",
        "check": hostile("check"),
        "must": True,
    }
    opinion = ok(expert.post(f"{base}/opinions", json=said))
    mark = {
        "kind": "text",
        "storey": 1,
        "shape": {"type": "Point", "coordinates": [6, 6]},
        "text": hostile("mark"),
        "finding_id": opinion["finding_id"],
    }
    ok(expert.post(f"{base}/rounds/1/annotations", json=mark))
    ok(expert.post(f"{base}/opinions/submit"))
    reason = {"reason": hostile("reason")}
    ok(client(site, Role.SECRETARY).post(f"{base}/opinions/publish", json=reason))


def handed_in(site: Any, case_id: str, report: Path) -> str:
    """A marked copy whose comment, opinion and name are hostile; read, not taken in."""
    raw = marked_up(
        report,
        [square(manifest_of(report), 1, hostile("comment"))],
        decisions={2: Decision.CONDITIONAL},
        opinions={2: hostile("written")},
    )
    with site.people.database.session() as session:
        session.get_one(CaseRow, case_id).state = CaseState.REVIEWING
    secretary = client(site, Role.SECRETARY)
    address = f"/api/cases/{case_id}/rounds/1/returns"
    whose = {"whose": site.people.of(Role.EXPERT, 2).id}
    found = ok(secretary.post(address, files={"file": (f"{HOSTILE}.pdf", raw)}, data=whose))
    until = time.monotonic() + 120
    while found["state"] == "reading":
        assert time.monotonic() < until
        time.sleep(0.2)
        found = ok(secretary.get(f"{address}/{found['id']}"))
    assert found["state"] == "previewed", found
    return str(found["id"])


def decided(site: Any, case_id: str, meeting: str) -> None:
    """Conditions imposed, reported with a photo; the opinion answered."""
    with site.people.database.session() as session:
        session.get_one(CaseRow, case_id).state = CaseState.FOLLOWING
        condition = ConditionRow(
            id="1b7f0a5e-3f0e-4b53-9f5e-0d1a2b3c4d5e",
            case_id=case_id,
            round=1,
            number=1,
            basis="law",
            cite=hostile("cite")[:300],
            place=hostile("place"),
            target=hostile("target"),
            stage="occupancy",
            check=hostile("check"),
            text=hostile("condition"),
        )
        session.add(condition)
    base, architect = f"/api/cases/{case_id}", client(site, Role.ARCHITECT)
    photo = io.BytesIO()
    Image.new("RGB", (8, 8)).save(photo, "PNG")
    address = f"{base}/conditions/{condition.id}"
    ok(architect.post(f"{address}/evidence", files={"file": (f"{HOSTILE}.png", photo.getvalue())}))
    given = {"measured": hostile("measured"), "note": hostile("note")}
    ok(architect.post(f"{address}/report", json=given))
    for row in ok(architect.get(f"{base}/answers"))["items"]:
        answer = {"reflected": "yes", "text": hostile("answer"), "sheet": hostile("A-101")[:200]}
        ok(architect.put(f"{base}/answers/{row['opinion_id']}", json=answer))


# Of each page: who opens it, what it waits for, and what it must show as it was written.
PAGES = [
    (Role.ARCHITECT, "/", "", ["title"]),
    (Role.ARCHITECT, "/account", "", ["token"]),
    (Role.ARCHITECT, "/cases/{case}", "", ["title"]),
    (Role.ARCHITECT, "/cases/{case}/answers", "", ["opinion", "answer"]),
    (Role.ARCHITECT, "/cases/{case}/conditions", "", ["condition", "measured", "note"]),
    (Role.ARCHITECT, "/submissions/{submission}", "", ["title"]),
    (Role.ARCHITECT, "/submissions/{submission}/reading", "", ["layer", "block", "sheet"]),
    (Role.ARCHITECT, "/cases/{case}/upload", "", []),
    (Role.SECRETARY, "/cases", "", ["title"]),
    (Role.SECRETARY, "/cases/{case}/opinions", "", ["opinion"]),
    (Role.SECRETARY, "/cases/{case}/meeting", "", ["title"]),
    (Role.SECRETARY, "/cases/{case}/decision", "", []),
    (Role.SECRETARY, "/cases/{case}/changes", "", []),
    (Role.SECRETARY, "/cases/{case}/rounds/1/returns", "", []),
    (Role.SECRETARY, "/cases/{case}/rounds/1/returns/{returned}", "", ["comment", "written"]),
    (Role.SECRETARY, "/meetings", "", ["meeting"]),
    (Role.SECRETARY, "/meetings/new", "", ["name"]),
    (Role.SECRETARY, "/meetings/{meeting}", "", ["meeting", "room", "title", "name"]),
    (Role.SECRETARY, "/registry?q=45", "", []),
    (Role.SECRETARY, "/registry/map", "", []),
    (Role.SECRETARY, "/registry/statistics", "", []),
    (Role.EXPERT, "/cases/{case}/opinions", "", ["opinion"]),
    (Role.SECRETARY, "/cases/{case}/rounds/1/plan?f=1&storey=1", READY, ["opinion", "mark"]),
    (Role.SECRETARY, "/cases/{case}/rounds/1/report?f=1", READY, ["opinion", "mark"]),
    (Role.OFFICIAL, "/cases/{case}", "", ["title"]),
    (Role.OFFICIAL, "/cases/{case}/conditions", "", ["condition"]),
    (Role.CHAIR, "/cases/{case}/meeting", "", ["title"]),
    (Role.ADMINISTRATOR, "/admin/people", "", ["name"]),
    (Role.ADMINISTRATOR, "/admin/committees", "", ["committee"]),
    (Role.ADMINISTRATOR, "/audit", "", []),
]


@pytest.mark.parametrize(("role", "path", "ready", "places"), PAGES)
def test_words_are_shown_and_never_run(
    stage: Stage, role: Role, path: str, ready: str, places: list[str]
) -> None:
    page = stage.as_(role)
    answer = page.goto(stage.site.address + path.format_map(vars(stage)))
    assert answer.status == 200
    if ready:
        page.wait_for_selector(ready, timeout=READY_MS)
    for place in places:
        words = hostile(place)[:80]  # names are cut
        page.wait_for_function(SHOWS, arg=words, timeout=20_000)
    page.wait_for_timeout(150)  # an image that is not there fails a moment later
    assert page.locator(PUT_IN).count() == 0
    assert stage.alerts == []


@pytest.mark.parametrize(
    ("role", "path"),
    [
        (Role.ARCHITECT, "/"),
        (Role.SECRETARY, "/cases/{case}/opinions"),
        (Role.EXPERT, "/cases/{case}/rounds/1/plan"),
        (Role.EXPERT, "/cases/{case}/rounds/1/report"),
    ],
)
def test_script_that_got_into_a_page_would_be_blocked(stage: Stage, role: Role, path: str) -> None:
    page = stage.as_(role)
    answer = page.goto(stage.site.address + path.format_map(vars(stage)))
    policy = answer.headers["content-security-policy"]
    (scripts,) = [one for one in policy.split("; ") if one.startswith("script-src ")]
    assert "'self'" in scripts
    assert not {"'unsafe-inline'", "'unsafe-eval'"} & set(scripts.split())
    blocked = page.evaluate(
        """() => new Promise(done => {
            const seen = []
            document.addEventListener('securitypolicyviolation', event => {
                seen.push(event.effectiveDirective)
                if (seen.length === 2) done([...seen, window.ran ?? 'nothing ran'])
            })
            const script = document.createElement('script')
            script.textContent = 'window.ran = "script"'
            document.body.append(script)
            const box = document.createElement('div')
            box.innerHTML = '<img src="data:," onerror="window.ran = 1">'
            document.body.append(box)
            setTimeout(() => done([...seen, window.ran ?? 'nothing ran']), 5000)
        })"""
    )
    assert sorted(blocked) == ["nothing ran", "script-src-attr", "script-src-elem"]
