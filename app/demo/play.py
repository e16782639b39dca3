"""The demonstration made: a case in each state, and more than one round of one."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select

from app.auth.tables import PersonRow
from app.demo.buildings import Building
from app.demo.people import Cast, make
from app.demo.stories import Stage
from app.procedure.clocks import seoul_day
from app.reviews.terms import DecisionKind
from app.web.service import Service

Told = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    key: str
    building: Building


def _building(n: int, dong: str, lot: str, sample: str, kind: str = "다세대주택") -> Building:
    return Building(
        title=f"한강구 {dong} {lot} {kind} 신축공사",
        number=f"2026-건축과-신축허가-{100 + n}",
        address=f"가상특별시 한강구 {dong} {lot}",
        sample=sample,
        east=((n * 7) % 11 - 5) * 0.0045,
        north=((n * 5) % 9 - 4) * 0.0035,
    )


_DEFICIENT, _COMPLIANT = "multiplex/deficient", "multiplex/compliant"
_CASES = (
    _Case(key="precheck", building=_building(1, "여울동", "45-6", _DEFICIENT)),
    _Case(key="filed", building=_building(2, "나루동", "12-3", _COMPLIANT)),
    _Case(key="supplement", building=_building(3, "버들동", "88-1", _DEFICIENT)),
    _Case(key="accepted", building=_building(4, "솔밭동", "7-21", _DEFICIENT)),
    _Case(key="scheduled", building=_building(5, "여울동", "130-2", _DEFICIENT)),
    _Case(
        key="reviewing",
        building=_building(6, "나루동", "100", "apartment/deficient", "공동주택"),
    ),
    _Case(
        key="again",
        building=_building(7, "나루동", "210-1", "officetel/deficient", "오피스텔"),
    ),
    _Case(key="published", building=_building(8, "버들동", "15-4", _DEFICIENT)),
    _Case(key="meeting", building=_building(9, "솔밭동", "33", _DEFICIENT)),
    _Case(key="approved", building=_building(10, "여울동", "61-8", _COMPLIANT)),
    _Case(key="conditional", building=_building(11, "나루동", "77-7", _DEFICIENT)),
    _Case(key="redeliberation", building=_building(12, "버들동", "102", _DEFICIENT)),
    _Case(key="rejected", building=_building(13, "솔밭동", "5-5", _DEFICIENT)),
    _Case(key="following", building=_building(14, "여울동", "19-2", _DEFICIENT)),
    _Case(key="closed", building=_building(15, "나루동", "3-14", _DEFICIENT)),
    _Case(key="withdrawn", building=_building(16, "버들동", "240", _COMPLIANT)),
)
_DECIDED = (
    ("approved", DecisionKind.APPROVED),
    ("conditional", DecisionKind.CONDITIONAL),
    ("redeliberation", DecisionKind.REDELIBERATION),
    ("rejected", DecisionKind.REJECTED),
    ("following", DecisionKind.CONDITIONAL),
    ("closed", DecisionKind.CONDITIONAL),
)


def is_empty(service: Service) -> bool:
    """Whether nobody is in the service yet: the demonstration is only made in an empty one."""
    with service.database.reading() as session:
        return session.scalars(select(PersonRow.id).limit(1)).first() is None


def play(service: Service, told: Told, *, only: frozenset[str] = frozenset()) -> Cast:
    """The people and their cases made; takes some minutes, as every building is reviewed.

    Args:
        told: called with what is being done.
        only: keys of the cases wanted; none: all.
    """
    with service.database.session() as session:
        cast = make(session)
    stage = Stage(service=service, cast=cast, today=seoul_day(), told=told)
    wanted = [case for case in _CASES if not only or case.key in only]
    sent = {case.key: stage.upload(case.building) for case in wanted}
    cases: dict[str, str] = {}
    for n, case in enumerate(wanted, start=1):
        cases[case.key] = stage.reviewed(sent[case.key])
        told(f"{n}/{len(wanted)} {case.building.title}")
        if case.key != "precheck":
            stage.file(cases[case.key], sent[case.key], -24, case.building)
    _carry_on(stage, cases)
    return cast


def _carry_on(stage: Stage, cases: dict[str, str]) -> None:
    """Each case to its state."""
    if "supplement" in cases:
        stage.supplement(
            cases["supplement"], "옥외조명 배치도와 보안등 제원을 보완하십시오(예시).", -23
        )
    if "withdrawn" in cases:
        stage.withdraw(cases["withdrawn"])
    taken = [key for key in cases if key not in ("precheck", "filed", "supplement", "withdrawn")]
    for key in taken:
        stage.accept(cases[key], -22)
    taken = [key for key in taken if key != "accepted"]
    later = {"scheduled": (12, "다음 회의(예시)"), "reviewing": (5, "이번 회의(예시)")}
    meeting_of: dict[str, str] = {}
    held = stage.meeting(0, "오늘 회의(예시)")
    for key, (day, title) in later.items():
        if key in taken or (key == "reviewing" and "published" in taken):
            meeting_of[key] = stage.meeting(day, title)
    for n, key in enumerate(taken, start=1):
        meeting = {
            "scheduled": meeting_of.get("scheduled"),
            "reviewing": meeting_of.get("reviewing"),
            "published": meeting_of.get("reviewing"),
        }.get(key, held)
        stage.schedule(cases[key], meeting or held, f"안건 {n}", -12)
        if key != "scheduled":
            stage.distribute(cases[key], -7)
    if "reviewing" in taken:
        stage.recuse(cases["reviewing"], "member6")
        stage.opine(cases["reviewing"], "expert2")
        stage.opine(cases["reviewing"], "expert", submit=False)
    for key in taken:
        if key in ("scheduled", "reviewing"):
            continue
        stage.opine(cases[key], "expert", conditions_first=key != "again")
        stage.opine(cases[key], "expert2", conditions_first=False)
        stage.publish(cases[key])
    _decide(stage, cases, held)


def _decide(stage: Stage, cases: dict[str, str], held: str) -> None:
    sitting = [key for key in ("meeting", "again", *(k for k, _ in _DECIDED)) if key in cases]
    if not sitting:
        return
    away = ("member5",)
    stage.open_meeting(held, absent=away)
    decided = [(k, kind) for k, kind in _DECIDED if k in cases]
    if "again" in cases:
        decided.append(("again", DecisionKind.REDELIBERATION))
    for key, kind in decided:
        stage.sit(cases[key])
        stage.vote(cases[key], kind, away=away)
        stage.decide(cases[key], kind)
        stage.tell(cases[key])
    if "meeting" in cases:
        stage.sit(cases["meeting"])
    for key in ("following", "closed"):
        if key in cases:
            stage.follow(cases[key])
            stage.report(cases[key], every=key == "closed")
    if "closed" in cases:
        stage.close(cases["closed"])
    if "again" in cases:
        stage.answer(cases["again"])
        building = next(case.building for case in _CASES if case.key == "again")
        sent = stage.upload(building, sample="officetel/compliant", case_id=cases["again"])
        stage.reviewed(sent)
        stage.file_again(cases["again"], sent)
        stage.told(f"2차 {building.title}")
