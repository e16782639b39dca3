"""The ledger between rounds: findings followed, sheets proven unchanged, what was said carried."""

import json
from hashlib import sha256
from uuid import uuid4

import pytest

from app.cases.states import CaseState
from app.db import OutputRow
from app.errors import ConflictError
from app.procedure import filing, ledger, rounds
from app.procedure.ledger import Ledger, Sheet, SheetChange, sheet_changes
from app.reviews.tables import AnnotationRow, ConditionRow, OpinionRow
from cpted_rules.compare import Change
from tests.app.assessed import assessed
from tests.app.procedure.conftest import READY, at


class Contents:
    """What reviews made, by digest."""

    def __init__(self):
        self.by_digest = {}

    def __call__(self, digest):
        return self.by_digest[digest]

    def put(self, name, content):
        digest = sha256(content).hexdigest()
        self.by_digest[digest] = content
        return OutputRow(name=name, media_type="application/json", digest=digest, size=1)


def reading(*numbers):
    sheets = [{"number": n, "title": n, "picture": f"reading-{n}.svg"} for n in numbers]
    drawings = [{"file": f"drawings/{s['number']}.dxf", "sheets": [s]} for s in sheets]
    return json.dumps({"drawings": drawings}).encode()


@pytest.fixture
def contents():
    return Contents()


@pytest.fixture
def case(session, committee, contents):
    """A case whose deficient first round is to be deliberated again, its second one compliant."""
    case = committee.filed()
    first = rounds.newest(session, case.id)
    kinds = {1: "deficient", 2: "compliant"}
    second = committee.submission()
    session.add(second)
    session.flush()
    case.state = CaseState.REDELIBERATION
    rounds.put(session, case, second)
    for number, id in ((1, first.submission_id), (2, second.id)):
        row = session.get_one(type(second), id)
        row.outputs = [
            contents.put("assessment.json", assessed("multiplex", kinds[number])),
            contents.put("reading.json", reading("A-101", "A-102", *["A-103"][: number - 1])),
        ]
        row.facts = dict(row.facts) | {
            "files": [
                {"path": "drawings/A-101.dxf", "sha256": "a" * 64, "bytes": 1},
                {"path": "drawings/A-102.dxf", "sha256": f"{number}" * 64, "bytes": 1},
                {"path": "drawings/A-103.dxf", "sha256": "c" * 64, "bytes": 1},
            ]
        }
    session.flush()
    return case


def made(session, case, contents) -> Ledger:
    one, two = rounds.rounds_of(session, case.id)
    return ledger.compared_rounds(session, contents, case, one, two)


def test_ledger_counts_what_became_of_findings_and_sheets(session, case, contents):
    found = made(session, case, contents)
    counts = found.comparison.counts
    assert counts[Change.GONE] > 0
    assert found.counts["fixed"] == counts[Change.GONE]
    assert found.counts["open"] == counts[Change.CHANGED] + counts[Change.UNCHANGED]
    assert (found.counts["sheets_changed"], found.counts["sheets"]) == (2, 3)
    assert [s.change for s in found.sheets] == [
        SheetChange.SAME,
        SheetChange.CHANGED,
        SheetChange.NEW,
    ]
    assert Ledger.model_validate(json.loads(found.model_dump_json())) == found


@pytest.mark.parametrize(
    ("was", "now", "change"),
    [
        (("f1", "p1"), ("f1", "p1"), SheetChange.SAME),
        (("f1", "p1"), ("f1", "p2"), SheetChange.SAME),  # read by another version: the same file
        (("f1", "p1"), ("f2", "p1"), SheetChange.SAME_CONTENT),
        (("f1", "p1"), ("f2", "p2"), SheetChange.CHANGED),
        ((None, None), (None, None), SheetChange.CHANGED),  # nothing proves it unchanged
        (None, ("f1", "p1"), SheetChange.NEW),
        (("f1", "p1"), None, SheetChange.GONE),
    ],
)
def test_sheet_is_unchanged_only_by_its_hash(was, now, change):
    def sheets(side):
        return [Sheet(number="A-101", title="", file=side[0], picture=side[1])] if side else []

    assert [s.change for s in sheet_changes(sheets(was), sheets(now))] == [change]


def test_rounds_that_cannot_be_read_are_not_compared(session, case, contents):
    two = rounds.newest(session, case.id)
    row = session.get_one(OutputRow, (two.submission_id, "assessment.json"))
    contents.by_digest[row.digest] = b'{"findings": []}'
    with pytest.raises(ConflictError) as refused:
        made(session, case, contents)
    assert "2차" in refused.value.faults[0].found.ko


def test_finding_whose_condition_was_closed_is_raised_again(session, case, contents):
    before = made(session, case, contents)
    stays = next(f for f in before.comparison.findings if f.change is Change.UNCHANGED)
    session.add(
        ConditionRow(
            id=str(uuid4()),
            case_id=case.id,
            round=1,
            number=1,
            finding_id=stays.before.id,
            basis="law",
            place="-",
            target="-",
            stage="permit",
            check="-",
            text="-",
            state="closed",
        )
    )
    session.flush()
    after = made(session, case, contents)
    again = next(f for f in after.comparison.findings if f.before == stays.before)
    assert again.change is Change.REOPENED
    assert after.counts["returned"] == before.counts["returned"] + 1


def test_published_opinions_on_what_stands_are_carried(session, committee, case, contents):
    found = made(session, case, contents)
    stays, gone = (
        next(f for f in found.comparison.findings if f.change is change)
        for change in (Change.UNCHANGED, Change.GONE)
    )
    expert = committee.people["member-expert-1"]

    def opinion(finding, **rest):
        row = OpinionRow(
            id=str(uuid4()),
            case_id=case.id,
            round=1,
            person_id=expert.id,
            finding_id=finding.before.id if finding else None,
            finding_number=finding.before.number if finding else None,
            position="condition",
            text="보완하시기 바람",
            **({"published_at": at("2026-11-15")} | rest),
        )
        session.add(row)
        return row

    kept, whole = opinion(stays), opinion(None)
    opinion(gone)
    opinion(stays, published_at=None)
    opinion(stays, deleted_at=at("2026-11-16"))
    opinion(stays, merged_into=kept.id)
    mark = AnnotationRow(
        id=str(uuid4()),
        case_id=case.id,
        round=1,
        person_id=expert.id,
        key="m1",
        kind="point",
        site="POINT (1 2)",
        finding_id=stays.before.id,
        page=4,
        published_at=at("2026-11-15"),
    )
    reply = AnnotationRow(
        id=str(uuid4()),
        case_id=case.id,
        round=1,
        person_id=expert.id,
        key="m2",
        kind="reply",
        parent_id=mark.id,
        published_at=at("2026-11-16"),
    )
    session.add_all((reply, mark))
    session.flush()
    filing.resubmit(session, case, committee.people["architect"], readiness=READY, ledger=found)
    session.flush()
    carried = session.query(OpinionRow).filter_by(case_id=case.id, round=2).all()
    assert {row.carried_from for row in carried} == {kept.id, whole.id}
    on_finding = next(row for row in carried if row.carried_from == kept.id)
    assert (on_finding.finding_id, on_finding.finding_number) == (
        stays.after.id,
        stays.after.number,
    )
    assert (on_finding.text, on_finding.published_at) == (kept.text, kept.published_at)
    marks = session.query(AnnotationRow).filter_by(case_id=case.id, round=2).all()
    by_origin = {row.carried_from: row for row in marks}
    assert set(by_origin) == {mark.id, reply.id}
    assert by_origin[reply.id].parent_id == by_origin[mark.id].id
    x, y = found.comparison.moved_m
    assert by_origin[mark.id].page is None
    assert (x, y) == (0.0, 0.0)
    assert by_origin[mark.id].site == "POINT (1 2)"
    kept_ledger = ledger.kept(rounds.newest(session, case.id))
    assert kept_ledger == found


def test_marks_move_with_the_site():
    from app.procedure.carrying import _moved

    assert _moved("POINT (1 2)", (10.0, -0.5)) == "POINT (11 1.5)"
    assert _moved(None, (10.0, 0.0)) is None
