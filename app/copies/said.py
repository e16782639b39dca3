"""What people said of a review: their marks and answers, as the folder keeps them."""

import json
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from app.annotations.opinion_form import (
    DECISION_NAMES,
    EXPERT_NAMES,
    RECUSED,
    Decision,
    ExpertField,
)
from app.annotations.record import Mark, MarkKind, Review
from app.annotations.store import STORE, Answer, Store
from app.copies.faults import CopyError, unreadable_marks
from cpted_rules.text import Lang, Text, same

REVIEW_NAMES = {
    Review.NONE: Text(ko="의견 없음", en="no opinion"),
    Review.ACCEPTED: Text(ko="동의", en="accepted"),
    Review.REJECTED: Text(ko="이견", en="rejected"),
    Review.CANCELLED: Text(ko="철회", en="withdrawn"),
    Review.COMPLETED: Text(ko="조치 확인", en="completed"),
}
KIND_NAMES = {
    MarkKind.SQUARE: Text(ko="사각형", en="rectangle"),
    MarkKind.CIRCLE: Text(ko="타원", en="ellipse"),
    MarkKind.POLYGON: Text(ko="다각형", en="polygon"),
    MarkKind.POLYLINE: Text(ko="꺾은선", en="polyline"),
    MarkKind.LINE: Text(ko="선", en="line"),
    MarkKind.INK: Text(ko="손으로 그린 선", en="drawn by hand"),
    MarkKind.HIGHLIGHT: Text(ko="강조", en="highlight"),
    MarkKind.UNDERLINE: Text(ko="밑줄", en="underline"),
    MarkKind.SQUIGGLY: Text(ko="물결 밑줄", en="squiggly underline"),
    MarkKind.STRIKEOUT: Text(ko="취소선", en="strike-through"),
    MarkKind.FREE_TEXT: Text(ko="글상자", en="text box"),
    MarkKind.NOTE: Text(ko="쪽지", en="note"),
    MarkKind.STAMP: Text(ko="도장", en="stamp"),
    MarkKind.CARET: Text(ko="삽입 표시", en="caret"),
    MarkKind.OTHER: Text(ko="그 밖의 표시", en="another mark"),
}
"""What a mark is called that says nothing in words."""
DECISION = Text(ko="결정", en="decision")
OPINION = Text(ko="의견", en="opinion")
STATE = Text(ko="상태", en="state")
REPLY = Text(ko="답글", en="reply")
WHOLE = Text(ko="전체", en="whole")
YES = Text(ko="예", en="yes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Marks and answers, each in the order in which they are printed.

    Args:
        marks: of people, none of this program's.
        off_report: keys of those of another round that have no place on the report.
    """

    marks: tuple[Mark, ...] = ()
    answers: tuple[Answer, ...] = ()
    off_report: frozenset[str] = frozenset()

    @property
    def on_report(self) -> tuple[Mark, ...]:
        """The marks that have a place on the report."""
        return tuple(mark for mark in self.marks if mark.key not in self.off_report)

    @property
    def drawn(self) -> tuple[Mark, ...]:
        """The marks that are seen on a page: those that do not only answer others."""
        return tuple(mark for mark in self.on_report if mark.reply_to is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidRow:
    """One line of the table of opinions.

    Args:
        number: of the mark as drawn on the page; empty where none is drawn.
        finding: number of the finding; empty where it is of none.
        page: of the report; empty where it is on none.
    """

    number: str
    finding: str
    person: str
    what: str
    words: str
    page: str
    when: str


def said_in(folder: Path) -> Said:
    """What people said, from the folder's marks.json; nothing where there is none.

    Raises:
        CopyError: marks.json is no store of marks, and no list of them.
    """
    path = folder / STORE
    if not path.is_file():
        return Said()
    try:
        raw = json.loads(path.read_bytes())
        if isinstance(raw, list):
            return _ordered([Mark.model_validate(each) for each in raw], ())
        store = Store.model_validate(raw)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise CopyError(unreadable_marks(f"{STORE}: {where}", first["msg"])) from error
    except (ValueError, RecursionError) as error:
        raise CopyError(unreadable_marks(STORE, f"{type(error).__name__}: {error}")) from error
    marks = [
        kept.mark if kept.mark.author else kept.mark.model_copy(update={"author": kept.person})
        for kept in store.marks
    ]
    off = frozenset(kept.mark.key for kept in store.marks if kept.is_off_report)
    return _ordered(marks, store.answers, off)


def _ordered(
    marks: list[Mark], answers: tuple[Answer, ...], off_report: frozenset[str] = frozenset()
) -> Said:
    """Marks from page to page, from above; what this program sent itself is no opinion."""
    people = [mark for mark in marks if mark.marker is None or mark.reply_to is not None]
    return Said(
        marks=tuple(sorted(people, key=lambda m: (m.page, -m.rect[3], m.rect[0], m.key))),
        answers=tuple(sorted(answers, key=lambda a: (a.person, a.name))),
        off_report=off_report,
    )


def rows(said: Said, lang: Lang) -> tuple[SaidRow, ...]:
    """The table of opinions: by finding, then by person, then as they were made."""
    numbers = {mark.key: str(n) for n, mark in enumerate(said.drawn, 1)}
    by_key = {mark.key: mark for mark in said.marks}
    keyed = [
        *((_of_answer(answer), _answer_row(answer, lang)) for answer in said.answers),
        *(
            (_finding_of(mark, by_key), _mark_row(mark, said, by_key, numbers, lang))
            for mark in said.marks
        ),
    ]
    keyed.sort(key=lambda each: (each[0] is None, each[0] or 0, each[1].person, each[1].when))
    return tuple(row for _, row in keyed if row.words)


def _of_answer(answer: Answer) -> int | None:
    parts = answer.name.split(".")
    return int(parts[1]) if parts[0] == "f" and parts[1].isdecimal() else None


def _answer_row(answer: Answer, lang: Lang) -> SaidRow:
    what, words = OPINION, same(answer.value)
    if answer.name.endswith(".decision"):
        what = DECISION
        if answer.value in set(Decision):
            words = DECISION_NAMES[Decision(answer.value)]
    elif answer.name in set(ExpertField):
        what = EXPERT_NAMES[ExpertField(answer.name)]
        if answer.name == ExpertField.RECUSAL and answer.value == RECUSED:
            words = YES
    number = _of_answer(answer)
    return SaidRow(
        number="",
        finding=str(number) if number is not None else "",
        person=answer.person,
        what=what.in_(lang),
        words=words.in_(lang).strip(),
        page="",
        when="",
    )


def _mark_row(
    mark: Mark, said: Said, by_key: dict[str, Mark], numbers: dict[str, str], lang: Lang
) -> SaidRow:
    what = STATE if mark.review else REPLY if mark.reply_to else OPINION
    state = REVIEW_NAMES[mark.review].in_(lang) if mark.review else ""
    words = " – ".join(part for part in (state, mark.contents.strip()) if part)
    finding = _finding_of(mark, by_key)
    when = mark.modified or mark.created
    return SaidRow(
        number=numbers.get(_first(mark, by_key).key, ""),
        finding=str(finding) if finding is not None else "",
        person=mark.author,
        what=what.in_(lang),
        words=words or ("" if mark.reply_to else f"({KIND_NAMES[mark.kind].in_(lang)})"),
        page="" if mark.key in said.off_report else str(mark.page + 1),
        when=f"{when:%Y-%m-%d %H:%M}" if when else "",
    )


def _finding_of(mark: Mark, by_key: dict[str, Mark]) -> int | None:
    return mark.finding if mark.finding is not None else _first(mark, by_key).finding


def _first(mark: Mark, by_key: dict[str, Mark]) -> Mark:
    """The mark that a thread of answers began with, as far as it is there."""
    seen = {mark.key}
    while mark.reply_to in by_key and mark.reply_to not in seen:
        mark = by_key[mark.reply_to]
        seen.add(mark.key)
    return mark
