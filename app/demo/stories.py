"""How far each made-up case is taken: by the acts of the procedure, as its people would."""

import io
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PIL import Image, ImageDraw
from sqlalchemy.orm import Session

from app.cases.tables import CaseRow, MeetingRow
from app.db import State
from app.demo.buildings import Building, zipped
from app.demo.people import Cast
from app.errors import Problem, ReportedError
from app.procedure import (
    clocks,
    filing,
    intake,
    meetings,
    recusal,
    results,
    scheduling,
)
from app.procedure.recusal import Ground
from app.received import receive
from app.registry.index import index_case
from app.reviews import answers, conditions, consolidation, decisions, evidence, imposing, opinions
from app.reviews.findings import RoundFinding, RoundFindings, current_round, findings_of
from app.reviews.guards import Said, completed, wanting
from app.reviews.terms import DecisionKind, ListedGround, Position, Reflected, SaidBasis
from app.reviews.votes import cast as cast_vote
from app.web import case_acts, readings
from app.web.service import Service
from cpted_rules.findings import Verdict
from cpted_rules.standing import Standing
from cpted_rules.text import Lang

_LONGEST_S = 900.0
_SAID = 6
"""How many findings each expert speaks to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What the stories are played on.

    Args:
        told: called with what was done, in Korean, for whoever waits.
    """

    service: Service
    cast: Cast
    today: date
    told: Callable[[str], None]

    def at(self, days: int, hour: int = 10) -> datetime:
        """A moment so many days from today, in Seoul."""
        day = self.today + timedelta(days=days)
        return datetime(day.year, day.month, day.day, hour, tzinfo=clocks.SEOUL)

    # --- filing -----------------------------------------------------------------------------------

    def upload(self, building: Building, *, sample: str = "", case_id: str = "") -> str:
        """The building's drawings sent by its architect; the id of the submission."""
        row = self.service.receive(
            io.BytesIO(zipped(building, self.today - timedelta(days=40), sample=sample)),
            "제출도서.zip",
            (Lang.KO,),
            owner=self.cast["architect"],
            case_id=case_id or None,
        )
        return row.id

    def reviewed(self, submission_id: str) -> str:
        """The id of the case, once the review of its drawings is done.

        Raises:
            UnexpectedError: the review failed.
        """
        until = time.monotonic() + _LONGEST_S
        while True:
            row = self.service.find(submission_id)
            if State(row.state).is_final:
                break
            if time.monotonic() > until:
                raise TimeoutError(submission_id)
            time.sleep(0.2)
        if row.problem:
            raise ReportedError(Problem.model_validate(row.problem))
        if row.case_id is None:
            raise LookupError(submission_id)
        return row.case_id

    def file(self, case_id: str, submission_id: str, day: int, place: Building) -> None:
        """The reading confirmed and the case filed."""
        readings.confirm(self.service, submission_id, confirmed=True, by=self.cast["architect"])
        ready = case_acts.prepared(self.service, case_id)
        with self.service.database.session() as session:
            case = session.get_one(CaseRow, case_id)
            filing.file(
                session,
                case,
                self.cast["architect"],
                readiness=ready,
                knowing=True,
                committee_id=self.cast.committee.id,
                at=self.at(day),
            )
            if case.longitude is not None and case.latitude is not None:
                case.longitude += place.east
                case.latitude += place.north
            index_case(session, self.service.blobs, case)

    def file_again(self, case_id: str, submission_id: str) -> None:
        """The next round of the case filed."""
        readings.confirm(self.service, submission_id, confirmed=True, by=self.cast["architect"])
        ready = case_acts.prepared(self.service, case_id)
        ledger = case_acts.compared_to_last(self.service, case_id)
        with self.service.database.session() as session:
            case = session.get_one(CaseRow, case_id)
            filing.resubmit(
                session, case, self.cast["architect"], readiness=ready, ledger=ledger, knowing=True
            )
            index_case(session, self.service.blobs, case)

    # --- the committee ----------------------------------------------------------------------------

    def meeting(self, day: int, title: str) -> str:
        """A meeting so many days from today, on a working day, with all who vote named."""
        held_on = self.today + timedelta(days=day)
        while not clocks.is_working_day(held_on):
            held_on += timedelta(days=1 if day > 0 else -1)
        with self.service.database.session() as session:
            return meetings.create(
                session,
                self.cast["secretary"],
                committee_id=self.cast.committee.id,
                held_on=held_on,
                members=[person.id for person in self.cast.voting],
                title=title,
                place="구청 대회의실(예시)",
            ).id

    def open_meeting(self, meeting_id: str, *, absent: tuple[str, ...] = ()) -> None:
        """All but a few there, and the meeting open."""
        away = {self.cast[key].id for key in absent}
        present = [person.id for person in self.cast.voting if person.id not in away]
        with self.service.database.session() as session:
            meeting = session.get_one(MeetingRow, meeting_id)
            meetings.attend(session, meeting, self.cast["secretary"], present)
            meetings.open_meeting(session, meeting, self.cast["secretary"])

    def supplement(self, case_id: str, asked: str, day: int) -> None:
        """Asked to supply something."""
        with self._case(case_id) as (session, case):
            intake.ask_supplement(
                session, case, self.cast["official"], asked=asked, at=self.at(day)
            )

    def accept(self, case_id: str, day: int) -> None:
        """Taken in by the official."""
        with self._case(case_id) as (session, case):
            intake.accept(session, case, self.cast["official"], at=self.at(day))

    def schedule(self, case_id: str, meeting_id: str, item: str, day: int) -> None:
        """On the agenda, its members named."""
        with self._case(case_id) as (session, case):
            scheduling.schedule(
                session,
                case,
                self.cast["secretary"],
                meeting_id=meeting_id,
                item=item,
                excuse=scheduling.Excuse.UNAVOIDABLE,
                at=self.at(day),
            )

    def distribute(self, case_id: str, day: int) -> None:
        """The drawings with the members."""
        with self._case(case_id) as (session, case):
            scheduling.distribute(
                session,
                case,
                self.cast["secretary"],
                excuse=scheduling.Excuse.UNAVOIDABLE,
                at=self.at(day),
            )

    def recuse(self, case_id: str, key: str) -> None:
        """A member recuses themselves."""
        with self._case(case_id) as (session, case):
            person = self.cast[key]
            recusal.recuse(
                session,
                case,
                person,
                whom=person,
                ground=Ground.SERVICE,
                words="이 사업의 범죄예방 자문에 참여함(예시)",
            )

    # --- opinions ---------------------------------------------------------------------------------

    def opine(
        self, case_id: str, key: str, *, conditions_first: bool = True, submit: bool = True
    ) -> None:
        """What an expert says of the first findings that ask for it."""
        with self._case(case_id) as (session, case):
            person = self.cast[key]
            found = findings_of(session, self.service.blobs, case)
            said = _opinions(found, conditions_first=conditions_first)
            opinions.triage(session, person, case, found, said)
            if submit:
                opinions.submit(session, person, case, found)

    def publish(self, case_id: str) -> None:
        """Consolidated and published by the secretary."""
        with self._case(case_id) as (session, case):
            consolidation.publish(
                session,
                self.cast["secretary"],
                case,
                reason="제출 기한이 지나 제출된 의견만 공개함(예시)",
            )

    # --- the decision -----------------------------------------------------------------------------

    def sit(self, case_id: str) -> None:
        """The case in session."""
        with self._case(case_id) as (session, case):
            scheduling.open_item(session, case, self.cast["secretary"])

    def vote(self, case_id: str, kind: DecisionKind, *, away: tuple[str, ...] = ()) -> None:
        """All who are there vote alike but one, who abstains."""
        with self._case(case_id) as (session, case):
            for n, person in enumerate(self.cast.voting):
                if person.id in {self.cast[key].id for key in away}:
                    continue
                cast_vote(session, person, case, kind if n else None, written=True)

    def decide(self, case_id: str, kind: DecisionKind) -> None:
        """Decided as voted."""
        with self._case(case_id) as (session, case):
            found = findings_of(session, self.service.blobs, case)
            number = current_round(session, case)
            drafts = tuple(draft for _, draft in imposing.drafted(session, case, number, found))
            grounds: tuple[ListedGround, ...] = ()
            words = ""
            if kind in (DecisionKind.REDELIBERATION, DecisionKind.REJECTED):
                grounds = tuple(decisions.grounded(session, case, found))[:1] or (ListedGround.LAW,)
                words = (
                    "공개한 의견과 같이 기준에 미달하는 항목을 보완하고, 시야를 가리는 수목과 담의 "
                    "높이를 조정한 배치도로 다시 심의함(예시)"
                )
            decisions.decide(
                session,
                self.cast["secretary"],
                case,
                found,
                decisions.Decided(
                    kind=kind,
                    decided_on=self.today,
                    grounds=grounds,
                    words=words,
                    conditions=drafts if kind is DecisionKind.CONDITIONAL else (),
                ),
            )

    def tell(self, case_id: str) -> None:
        """The result told in writing and published."""
        with self._case(case_id) as (session, case):
            results.notify(session, case, self.cast["official"])
            results.publish_result(session, case, self.cast["official"])

    def follow(self, case_id: str) -> None:
        """Its conditions followed."""
        with self._case(case_id) as (session, case):
            results.follow(session, case, self.cast["official"])

    def answer(self, case_id: str) -> None:
        """Every point answered by the applicant."""
        with self._case(case_id) as (session, case):
            for n, row in enumerate(answers.rows(session, case)):
                answers.answer(
                    session,
                    self.cast["architect"],
                    case,
                    row.point.lead.id,
                    answers.Answer(
                        reflected=Reflected.PARTLY if n % 4 == 3 else Reflected.YES,
                        text="의견대로 고쳐 도면에 표기함(예시)",
                        sheet="A-101",
                    ),
                )

    def report(self, case_id: str, *, every: bool) -> None:
        """Conditions shown to be kept, with a picture; all or the first."""
        photo = receive(
            io.BytesIO(_photo()),
            self.service.blobs,
            kinds=evidence.KINDS,
            most_bytes=evidence.MOST_BYTES,
        )
        with self._case(case_id) as (session, case):
            rows = conditions.conditions_of(session, case)
            for row in rows if every else rows[:1]:
                evidence.attach(
                    session,
                    self.cast["architect"],
                    case,
                    row.id,
                    received=photo,
                    name=f"이행사진-{row.number}.png",
                )
                conditions.report(
                    session,
                    self.cast["architect"],
                    case,
                    row.id,
                    measured=row.target or "설치 완료",
                    note="현장에서 확인함(예시)",
                )

    def close(self, case_id: str) -> None:
        """Every condition closed, and the case with it."""
        with self._case(case_id) as (session, case):
            for row in conditions.conditions_of(session, case):
                conditions.close(session, self.cast["official"], case, row.id, note="확인함(예시)")
            results.close(session, case, self.cast["official"])

    def withdraw(self, case_id: str) -> None:
        """Withdrawn by its applicant."""
        with self._case(case_id) as (session, case):
            filing.withdraw(session, case, self.cast["architect"])

    @contextmanager
    def _case(self, case_id: str) -> Iterator[tuple[Session, CaseRow]]:
        with self.service.database.session() as session:
            yield session, session.get_one(CaseRow, case_id)


def _opinions(found: RoundFindings, *, conditions_first: bool) -> list[Said]:
    """What an expert would say of the weightiest findings: conditions, agreement, one doubt."""
    raised = sorted(found.raised, key=lambda one: (one.finding.verdict.rank, one.number))
    made: list[Said] = []
    for n, one in enumerate(raised[:_SAID]):
        made.append(_opinion(one, n, conditions_first=conditions_first))
    if not made:
        made.append(
            Said(position=Position.AGREE, text="범죄예방 관점에서 특별한 의견이 없음(예시)")
        )
    return made


def _opinion(one: RoundFinding, n: int, *, conditions_first: bool) -> Said:
    if n == 4:
        return Said(
            position=Position.DISAGREE,
            finding_id=one.id,
            reason="shown_elsewhere",
            text="다른 도서에 표기되어 있음(예시)",
        )
    grounding = one.ground.standing is Standing.REDELIBERATION
    position = (
        Position.CONDITION
        if one.may_be_condition and (conditions_first or not grounding)
        else Position.AGREE
    )
    said = Said(position=position, finding_id=one.id, must=grounding)
    if position is Position.CONDITION:
        words = one.ko
        said = Said(
            position=position,
            finding_id=one.id,
            must=True,
            text=words.opinion or f"{words.headline}: 기준에 맞게 조정하고 도면에 표기할 것",
            place=words.place or words.sheet or "배치도",
            target=words.required or "기준에 맞게 설치하고 도면에 표기",
            check="도면과 현장 측정으로 확인",
        )
    full = completed(said, one, Lang.KO)
    if wanting(full, one):
        return Said(position=Position.AGREE, finding_id=one.id, text=one.ko.opinion)
    if one.finding.verdict is Verdict.FAIL and full.basis is SaidBasis.ADVICE:
        return Said(position=Position.AGREE, finding_id=one.id, text=one.ko.opinion)
    return full


def _photo() -> bytes:
    """A picture that says it stands for one."""
    picture = Image.new("RGB", (640, 420), "#dfe6ec")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((60, 200, 580, 360), outline="#566272", width=3)
    pen.line((60, 200, 320, 90, 580, 200), fill="#566272", width=3)
    pen.text((270, 380), "example photo", fill="#16202b")
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()
