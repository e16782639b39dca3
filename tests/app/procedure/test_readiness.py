"""What drawings lack is told by stage: what is asked for now, and what later."""

import json

import pytest

from app.db import OutputRow, State, SubmissionRow
from app.procedure import rounds
from app.procedure.readiness import lacking, readiness
from cpted_rules.facts import Stage
from tests.app.assessed import assessed


def finding(number, what, show_at, verdict="unknown"):
    words = {"ko": what, "en": what} if what else None
    return {"number": number, "verdict": verdict, "lacking": words, "show_at": show_at}


FINDINGS = json.dumps(
    {
        "findings": [
            finding(1, "담장 높이", "committee"),
            finding(2, "담장 높이", "committee"),
            finding(3, "조도 계산", "permit"),
            finding(4, "시험성적서", "construction"),
            finding(5, "세대수", None),
            finding(6, "담장 높이", "committee", verdict="fail"),
            finding(7, None, "committee"),
        ]
    }
).encode()


@pytest.mark.parametrize(
    ("stage", "now", "later"),
    [
        (Stage.COMMITTEE, ["세대수", "담장 높이"], ["조도 계산", "시험성적서"]),
        (Stage.PERMIT, ["세대수", "담장 높이", "조도 계산"], ["시험성적서"]),
        (Stage.OCCUPANCY, ["세대수", "담장 높이", "조도 계산", "시험성적서"], []),
    ],
)
def test_what_lacks_is_asked_for_by_stage(stage, now, later):
    found = lacking(FINDINGS, stage)
    assert [[m.what.ko for m in group] for group in found] == [now, later]
    fence = next(m for m in found[0] if m.what.ko == "담장 높이")
    assert fence.findings == (1, 2)


def test_what_cannot_be_read_says_nothing():
    assert lacking(b'{"findings": [{"verdict": "?"}]}', Stage.PERMIT) == ((), ())


def test_real_assessment_says_what_it_could_not_determine():
    raw = assessed("multiplex", "deficient")
    unknown = [f for f in json.loads(raw)["findings"] if f["verdict"] == "unknown" and f["lacking"]]
    now, later = lacking(raw, Stage.OCCUPANCY)
    assert sum(len(m.findings) for m in now) == len(unknown) > 0
    assert later == ()


def test_case_is_ready_once_reviewed_confirmed_and_measured(session, committee):
    case = committee.precheck()
    row = session.get_one(SubmissionRow, rounds.newest(session, case.id).submission_id)
    drawing = {"file": "drawings/a.dxf", "unit": {"unit": None}}
    note = {"severity": "missing", "text": {"ko": "지붕층 평면도 없음", "en": "no roof plan"}}
    texts = {
        "assessment.json": FINDINGS,
        "reading.json": json.dumps({"drawings": [drawing], "notes": [note, note]}).encode(),
    }
    row.outputs = [OutputRow(name=name, media_type="-", digest=name, size=1) for name in texts]
    session.flush()
    ready = readiness(session, texts.__getitem__, case)
    assert (ready.reviewed, ready.confirmed, ready.may_file) == (True, True, False)
    assert ready.unmeasured == ("drawings/a.dxf",)
    assert [n.ko for n in ready.notes] == ["지붕층 평면도 없음"]
    texts["reading.json"] = b"{}"
    assert readiness(session, texts.__getitem__, case).may_file
    row.confirmed_at = None
    assert not readiness(session, texts.__getitem__, case).may_file
    row.state = State.FAILED
    assert not readiness(session, texts.__getitem__, case).reviewed
