"""Terms of the procedure in days of Seoul: forward from an event, back from a meeting."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

from holidays import HolidayBase, country_holidays

from app.db import now
from app.procedure import articles
from cpted_rules.text import Text

SEOUL = ZoneInfo("Asia/Seoul")


class Event(StrEnum):
    """What a term is counted from."""

    RECEIVED = "received"  # the application, or what was supplied
    OBJECTED = "objected"  # the application for another deliberation
    MEETING = "meeting"
    DECIDED = "decided"
    OUT_OF_TIME = "out_of_time"  # decided that there was no time to decide
    TOLD = "told"  # the result, in writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term: so many days or months from an event, before 0: back from it.

    Args:
        is_right: whoever has it may let it pass; nothing is late then.
        article: what sets it.
    """

    name: Text
    event: Event
    days: int = 0
    months: int = 0
    is_right: bool = False
    article: Text


TABLED = Term(
    name=Text(ko="안건 상정", en="on the agenda"),
    event=Event.RECEIVED,
    days=30,
    article=articles.TABLED,
)
TABLED_AGAIN = Term(
    name=Text(ko="재심의 안건 상정", en="on the agenda again"),
    event=Event.OBJECTED,
    days=15,
    article=articles.TABLED_AGAIN,
)
HELD_AGAIN = Term(
    name=Text(ko="다시 심의", en="deliberated again"),
    event=Event.OUT_OF_TIME,
    days=7,
    article=articles.NO_TIME,
)
NAMED = Term(
    name=Text(ko="안건·참여 위원 확정", en="agenda and members settled"),
    event=Event.MEETING,
    days=-10,
    article=articles.NAMED,
)
SENT = Term(
    name=Text(ko="위원에게 안건 송부", en="agenda sent to the members"),
    event=Event.MEETING,
    days=-7,
    article=articles.SENT,
)
SPOKEN = Term(
    name=Text(ko="의견 제출", en="opinions in"),
    event=Event.MEETING,
    days=-1,
    article=articles.CHOSEN,
)
HELD = Term(name=Text(ko="심의", en="the meeting"), event=Event.MEETING, article=articles.QUORUM)
TOLD = Term(
    name=Text(ko="결과 서면 통보", en="result told in writing"),
    event=Event.DECIDED,
    days=7,
    article=articles.TOLD,
)
PUBLIC = Term(
    name=Text(ko="주요 결과 공개", en="main results published"),
    event=Event.DECIDED,
    days=10,
    article=articles.PUBLIC,
)
OBJECTION = Term(
    name=Text(ko="재심의 신청", en="applying for another deliberation"),
    event=Event.TOLD,
    months=1,
    is_right=True,
    article=articles.OBJECTION,
)
TERMS = (
    TABLED,
    TABLED_AGAIN,
    HELD_AGAIN,
    NAMED,
    SENT,
    SPOKEN,
    HELD,
    TOLD,
    PUBLIC,
    OBJECTION,
)
"""Every term of the procedure."""

RECKONING = Text(
    ko="첫날은 세지 않습니다. 마지막 날이 토요일이나 공휴일이면 다음 근무일까지, 회의일부터 "
    "거꾸로 세는 기한은 앞의 근무일까지로 봅니다 (이 도구의 기본값).",
    en="The first day is not counted. A term that ends on a Saturday or holiday ends on the next "
    "working day; counted back from a meeting, on the one before (chosen by this tool).",
)


def seoul_day(moment: datetime | None = None) -> date:
    """The day it is in Seoul, at a moment or now."""
    return (moment or now()).astimezone(SEOUL).date()


def is_working_day(day: date) -> bool:
    """Whether offices work: no Saturday, Sunday, public holiday or substitute for one."""
    return day.weekday() < 5 and day not in _holidays()


def ends_on(term: Term, event: date) -> date:
    """The last day of a term.

    Source: `RECKONING` says how it ends on a holiday.
    """
    if term.months:
        return _working(_months_on(event, term.months), 1)
    day = event + timedelta(days=term.days)
    if term.days == 0:
        return day
    return _working(day, 1 if term.days > 0 else -1)


def countdown(due: date, today: date) -> str:
    """How far away a day is as committees write it: `D-4`, `D-day`, `D+2` when it is past."""
    left = (due - today).days
    return "D-day" if left == 0 else f"D-{left}" if left > 0 else f"D+{-left}"


def _working(day: date, way: int) -> date:
    while not is_working_day(day):
        day += timedelta(days=way)
    return day


def _months_on(event: date, months: int) -> date:
    """The day before the one with the first day's number, so many months on.

    A term that starts on the first of a month ends with a month; where the last month has no such
    day, it ends with that month too.
    """
    first = event + timedelta(days=1)
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    length = monthrange(year, month + 1)[1]
    if first.day > length:
        return date(year, month + 1, length)
    return date(year, month + 1, first.day) - timedelta(days=1)


@cache
def _holidays() -> HolidayBase:
    return country_holidays("KR")  # years are added as they are asked for
