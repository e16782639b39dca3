"""조치계획: the applicant's answer to each published opinion, row by row."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.auth.tables import PersonRow
from app.cases.tables import CaseRow
from app.errors import NotFoundError, RefusedError
from app.reviews import faults, journal
from app.reviews.consolidation import Point, published_points
from app.reviews.findings import current_round
from app.reviews.opinions import check_version
from app.reviews.tables import AnswerRow, OpinionRow
from app.reviews.terms import REFLECTED_NAMES, Position, Reflected
from cpted_rules.errors import Fault
from cpted_rules.text import Text, same

_PASTED_AT_MOST = 500_000  # characters
_WORDS_AT_MOST = 4_000
WAIVED = "waived"
"""What stands in place of an answer where the secretary does not wait for one."""
_SAID = {
    "반영": Reflected.YES,
    "일부반영": Reflected.PARTLY,
    "부분반영": Reflected.PARTLY,
    "미반영": Reflected.NO,
    "yes": Reflected.YES,
    "partly": Reflected.PARTLY,
    "inpart": Reflected.PARTLY,
    "no": Reflected.NO,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the applicant does about an opinion, and on which sheet it is seen."""

    reflected: Reflected | None = None
    text: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An opinion that asks for an answer, with the answer so far."""

    point: Point
    answer: AnswerRow | None

    @property
    def must(self) -> bool:
        """Whether the applicant cannot file again without answering it."""
        return is_must(self.point.lead)

    @property
    def done(self) -> bool:
        """Whether it is answered: what is done, and why if it is not taken up."""
        return self.answer is not None and _is_whole(self.answer)


def rows(session: Session, case: CaseRow, number: int | None = None) -> tuple[Row, ...]:
    """The opinions of a round that ask for an answer, as its sheet numbers them."""
    number = number if number is not None else current_round(session, case)
    answers = {
        row.opinion_id: row
        for row in session.scalars(select(AnswerRow).where(AnswerRow.case_id == case.id))
    }
    return tuple(
        Row(point=point, answer=answers.get(point.lead.id))
        for point in published_points(session, case, number)
        if asks(point.lead)
    )


def asks(row: OpinionRow) -> bool:
    """Whether an opinion asks something of the applicant."""
    return row.must or row.position in (Position.AGREE, Position.CONDITION)


def is_must(row: OpinionRow) -> bool:
    """Whether an opinion must be resolved."""
    return row.must or row.position == Position.CONDITION


def unanswered(session: Session, case: CaseRow) -> tuple[Row, ...]:
    """The opinions that must be resolved and have no whole answer."""
    return tuple(row for row in rows(session, case) if row.must and not row.done)


def check_answered(
    session: Session, case: CaseRow, override: str = "", person: PersonRow | None = None
) -> None:
    """Refuse to file again while an opinion that must be resolved has no answer.

    Args:
        override: the secretary's reason to let it be filed all the same; written into each row.
        person: the secretary.

    Raises:
        RefusedError: some are open; each is named by its number.
    """
    open_ = unanswered(session, case)
    if open_ and override.strip() and person is not None:
        for row in open_:
            waive(session, person, case, row.point.lead.id, override)
    elif open_:
        raise RefusedError(*(_open(row) for row in open_))


def answer(
    session: Session,
    person: PersonRow,
    case: CaseRow,
    opinion_id: str,
    said: Answer,
    *,
    version: int | None = None,
) -> AnswerRow:
    """The answer to one opinion, written or changed; half an answer is kept as a draft.

    Raises:
        NotFoundError: the newest round has no such opinion to answer.
        StaleError: it was changed since it was read.
    """
    there = {row.point.lead.id: row for row in rows(session, case)}
    if opinion_id not in there:
        raise NotFoundError(faults.no_row("opinion", opinion_id))
    found = there[opinion_id].answer
    check_version("answer", found.version if found else 0, version)
    return _written(session, person, case, journal.new_bundle(), there[opinion_id], said)


def waive(
    session: Session, person: PersonRow, case: CaseRow, opinion_id: str, reason: str
) -> AnswerRow:
    """The secretary's leave to file again without an answer to one opinion, with the reason.

    Raises:
        NotFoundError: the newest round has no such opinion to answer.
        RefusedError: no reason is given.
    """
    there = {row.point.lead.id: row for row in rows(session, case)}
    if opinion_id not in there:
        raise NotFoundError(faults.no_row("opinion", opinion_id))
    if not reason.strip():
        raise RefusedError(faults.no_reason())
    said = Answer(text=reason)
    row = _written(session, person, case, journal.new_bundle(), there[opinion_id], said, WAIVED)
    audit.record(session, "answer.waive", person_id=person.id, case_id=case.id, opinion=opinion_id)
    return row


def paste(session: Session, person: PersonRow, case: CaseRow, table: str) -> tuple[AnswerRow, ...]:
    """Answers from rows copied out of a spreadsheet or a table of a document.

    Columns: number of the opinion, 반영여부, 조치내용, 도면번호; a row of headings is passed over.
    All rows are taken, undone at one go, or none.

    Raises:
        RefusedError: rows that cannot be understood; each is named by its line.
    """
    there = {row.point.number: row for row in rows(session, case)}
    read, wrong = [], []
    for line, cells in enumerate(_cells(table), start=1):
        if not any(cells) or (line == 1 and not cells[0].rstrip(".").isdecimal()):
            continue
        fault = _misread(cells, line, there)
        if fault is not None:
            wrong.append(fault)
        else:
            said = Answer(reflected=_reflected(cells[1]), text=cells[2], sheet=cells[3])
            read.append((there[int(cells[0].rstrip("."))], said))
    if wrong or not read:
        raise RefusedError(*(wrong or [_nothing_pasted()]))
    bundle = journal.new_bundle()
    return tuple(_written(session, person, case, bundle, row, said) for row, said in read)


def _written(
    session: Session,
    person: PersonRow,
    case: CaseRow,
    bundle: str,
    row: Row,
    said: Answer,
    instead: str = "",
) -> AnswerRow:
    found, lead = row.answer, row.point.lead
    before = journal.snapshot(found) if found else None
    if found is None:
        found = AnswerRow(opinion_id=lead.id, case_id=case.id, round=lead.round)
        session.add(found)
    found.reflected = said.reflected.value if said.reflected else instead
    found.text, found.sheet = said.text.strip()[:_WORDS_AT_MOST], said.sheet.strip()[:200]
    found.person_id = person.id
    journal.noted(
        session, person_id=person.id, case_id=case.id, bundle=bundle, row=found, before=before
    )
    return found


def _is_whole(row: AnswerRow) -> bool:
    return (
        bool(row.reflected)
        and bool(row.text or row.sheet)
        and (row.reflected != Reflected.NO or bool(row.text))
    )


def _cells(table: str) -> list[list[str]]:
    """The cells of pasted rows, four to a row, stripped; quoted cells keep their line ends."""
    lines = io.StringIO(table[:_PASTED_AT_MOST].replace("\0", ""))
    try:
        read = [[cell.strip() for cell in row] for row in csv.reader(lines, dialect="excel-tab")]
    except csv.Error as error:
        raise RefusedError(_nothing_pasted()) from error
    return [(row + [""] * 4)[:4] for row in read]


def _reflected(words: str) -> Reflected | None:
    return _SAID.get("".join(words.split()).lower())


def _misread(cells: Sequence[str], line: int, there: dict[int, Row]) -> Fault | None:
    number = cells[0].rstrip(".")
    known = ", ".join(str(n) for n in there) or "–"
    if not number.isdecimal() or int(number) not in there:
        return Fault(
            code="answer/pasted-number",
            where=f"{line}: {cells[0][:40]}",
            found=same(repr(cells[0][:40])),
            expected=Text(ko=f"의견 번호 {known}", en=f"a number of {known}"),
            remedy=Text(
                ko="첫 칸에 의견 번호를 적고 다시 붙이십시오.",
                en="Put the number of the opinion first and paste again.",
            ),
        )
    if cells[1] and _reflected(cells[1]) is None:
        names = [name.ko for name in REFLECTED_NAMES.values()]
        return Fault(
            code="answer/pasted-reflected",
            where=f"{line}: {number}",
            found=same(repr(cells[1][:40])),
            expected=Text(ko=" / ".join(names), en="yes / partly / no"),
            remedy=Text(ko="둘째 칸을 고쳐 다시 붙이십시오.", en="Correct the second cell."),
        )
    return None


def _nothing_pasted() -> Fault:
    return Fault(
        code="answer/pasted-nothing",
        where="-",
        found=Text(ko="답변이 든 줄이 없음", en="no row with an answer"),
        expected=Text(
            ko="번호, 반영여부, 조치내용, 도면번호를 탭으로 나눈 줄",
            en="number, taken up, what is done, sheet; separated by tabs",
        ),
        remedy=Text(
            ko="표에서 줄을 복사하여 붙이십시오.", en="Copy the rows of the table and paste them."
        ),
    )


def _open(row: Row) -> Fault:
    return Fault(
        code="answer/open",
        where=f"#{row.point.number}",
        found=Text(ko="답변이 없거나 덜 됨", en="no answer, or half of one"),
        expected=Text(
            ko="반영 여부와 조치내용(미반영이면 까닭)",
            en="whether it is taken up and what is done, or why not",
        ),
        remedy=Text(
            ko="답변을 채우고 다시 제출하십시오. 어려우면 간사에게 사유를 알리십시오.",
            en="Complete the answer and file again, or tell the secretary why not.",
        ),
    )
