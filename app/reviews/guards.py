"""What an opinion must keep to: the committee criteria 2.2, 2.3 and 9.3, each as a fault."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.reports import wording
from app.reviews.breach_words import amounts, breach_words, cites, vague_words
from app.reviews.findings import RoundFinding
from app.reviews.reasons import BY_ID, OTHER, reasons_for
from app.reviews.terms import SAID_BASIS_NAMES, Position, SaidBasis
from cpted_rules.errors import Fault
from cpted_rules.facts import Stage
from cpted_rules.findings import Verdict
from cpted_rules.standing import CONDITIONS
from cpted_rules.text import Lang, Text, join, same

_SYMBOLS = {"m": "m", "m2": "m²", "lx": "lx", "share": "%", "count": "개", "px_per_m": "px/m"}
_PARTS = {
    "place": Text(ko="위치", en="place"),
    "target": Text(ko="측정할 수 있는 목표", en="measurable target"),
    "stage": Text(ko="확인 단계", en="stage"),
    "check": Text(ko="확인 방법", en="way of checking"),
    "text": Text(ko="의견", en="opinion"),
}
_CHECK = Text(ko="{papers} ({sheet})", en="{papers} ({sheet})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody says of a finding, or of the whole where there is none.

    Args:
        reason: of the palette.
        basis: None: what the position takes by itself.
        template: of the library, where the words come from there.
    """

    position: Position
    finding_id: str | None = None
    reason: str = ""
    text: str = ""
    must: bool = False
    basis: SaidBasis | None = None
    place: str = ""
    target: str = ""
    stage: Stage | None = None
    check: str = ""
    template: str = ""


def completed(said: Said, found: RoundFinding | None, lang: Lang) -> Said:
    """What was said with what the finding knows already: a condition in one stroke.

    The strongest basis is taken where a condition is asked or the opinion must be resolved, else
    advice.
    """
    granted = found.granted[0] if found else SaidBasis.ADVICE
    strong = said.position is Position.CONDITION or said.must
    basis = said.basis or (granted if strong else SaidBasis.ADVICE)
    if found is None or said.position is not Position.CONDITION:
        return replace(said, basis=basis)
    words = found.words(lang)
    stage = said.stage or found.stage
    target = wording.bound(found.finding.required).in_(lang) if found.finding.required else ""
    check = CONDITIONS[stage].in_(lang)
    if words.sheet:
        check = _CHECK.fill(papers=check, sheet=words.sheet).in_(lang)
    return replace(
        said,
        basis=basis,
        must=True,
        place=said.place or words.place,
        target=said.target or target,
        stage=stage,
        check=said.check or check,
        text=said.text or words.opinion,
    )


def refused(said: Said, found: RoundFinding | None) -> tuple[Fault, ...]:
    """What cannot be said at all, not even in a draft."""
    return tuple(_refused(said, found))


def wanting(said: Said, found: RoundFinding | None) -> tuple[Fault, ...]:
    """Everything that keeps a draft from being submitted."""
    return tuple(dict.fromkeys([*_refused(said, found), *_wanting(said, found)]))


def _refused(said: Said, found: RoundFinding | None) -> Iterator[Fault]:
    where = _where(found)
    known = tuple(reason.id for reason in reasons_for(said.position))
    if said.position is Position.DISAGREE and not said.reason:
        yield _fault(
            "opinion/reason",
            where,
            found=Text(ko="사유 없음", en="no reason"),
            expected=join([BY_ID[r].name for r in known], " / "),
            remedy=Text(ko="사유를 하나 고르십시오.", en="Choose one of the reasons."),
        )
    elif said.reason and said.reason not in known:
        yield _fault(
            "opinion/reason",
            where,
            found=same(repr(said.reason[:40])),
            expected=same(", ".join(known) or "–"),
            remedy=Text(ko="이 입장의 사유를 고르십시오.", en="Choose a reason of this position."),
        )
    if found is None:
        return
    if said.position is Position.CONDITION and not found.may_be_condition:
        yield _fault(
            "opinion/condition-standing",
            where,
            found=Text(ko="조건", en="a condition"),
            expected=found.ground.words,
            remedy=Text(
                ko="‘동의’로 하고 권고로 적으십시오. 권고는 조건이 될 수 없습니다(심의 기준 2.2).",
                en="Agree and word it as advice; advice cannot become a condition (criteria 2.2).",
            ),
        )
    elif said.basis is not None and said.basis not in found.granted:
        yield _fault(
            "opinion/basis-standing",
            where,
            found=SAID_BASIS_NAMES[said.basis],
            expected=join([SAID_BASIS_NAMES[basis] for basis in found.granted], " / "),
            remedy=Text(
                ko=f"이 검토 사항은 그 근거가 되지 못합니다: {found.ground.words.ko}.",
                en=f"This finding cannot ground it: {found.ground.words.en}.",
            ),
        )


def _wanting(said: Said, found: RoundFinding | None) -> Iterator[Fault]:
    where = _where(found)
    if not said.text.strip() and (found is None or said.reason == OTHER):
        yield _lacking("text", where)
    advice = said.basis in (None, SaidBasis.ADVICE)
    if said.must and advice:
        yield _fault(
            "opinion/must-advice",
            where,
            found=Text(ko="권고를 필수로 표시함", en="advice marked as a must"),
            expected=Text(ko="권고는 참고 의견", en="advice is advisory"),
            remedy=Text(
                ko="필수 표시를 풀거나 법령·지역 기준을 근거로 드십시오.",
                en="Unmark it, or name a law or a published criterion.",
            ),
        )
    if said.position is Position.CONDITION:
        yield from _condition(said, where, advice=advice)
    open_ = found is not None and found.finding.verdict is Verdict.UNKNOWN
    if said.position is not Position.DISAGREE and (advice or open_):
        yield from _worded(said, where, open_=open_)
    if found is None and not advice and not cites(said.text):
        yield _fault(
            "opinion/no-cite",
            where,
            found=Text(ko="근거 조항 없음", en="no provision named"),
            expected=Text(ko="조항·조례·공고의 이름", en="the provision or instrument"),
            remedy=Text(
                ko="의견에 근거 조항을 적거나 권고로 바꾸십시오(심의 기준 2.2).",
                en="Name the provision in the opinion, or make it advice (criteria 2.2).",
            ),
        )
    if found is not None and not advice:
        yield from _stricter(said, found, where)


def _condition(said: Said, where: str, *, advice: bool) -> Iterator[Fault]:
    for part in ("text", "place", "target", "check", "stage"):
        if not str(getattr(said, part) or "").strip():
            yield _lacking(part, where)
    if advice:
        yield _fault(
            "opinion/condition-basis",
            where,
            found=SAID_BASIS_NAMES[SaidBasis.ADVICE],
            expected=join([SAID_BASIS_NAMES[b] for b in SaidBasis if b is not SaidBasis.ADVICE]),
            remedy=Text(
                ko="근거를 법령·지역 기준에서 고르거나 권고로 바꾸십시오.",
                en="Choose a basis in law or a published criterion, or make it advice.",
            ),
        )
    if vague := vague_words(said.target):
        yield _fault(
            "opinion/target-vague",
            where,
            found=same(", ".join(vague)),
            expected=_PARTS["target"],
            remedy=Text(
                ko="수치나 있고 없음으로 확인할 수 있게 적으십시오(예: 25 m 이내, 안내판 1개소).",
                en="State a number, or what must be there (such as: within 25 m, one sign).",
            ),
        )


def _worded(said: Said, where: str, *, open_: bool) -> Iterator[Fault]:
    words = breach_words(f"{said.text}\n{said.target}")
    if not words:
        return
    reason = (
        Text(ko="판정 보류는 위반이 아님", en="what is not determined is no breach")
        if open_
        else Text(ko="권고의 말투", en="words of advice")
    )
    yield _fault(
        "opinion/breach-words",
        where,
        found=same(", ".join(words)),
        expected=reason,
        remedy=Text(
            ko="이 낱말을 빼고 ‘확인 → 필요하면 → 대안’으로 적으십시오.",
            en="Leave out those words: check, then if needed, then a concrete alternative.",
        ),
    )


def _stricter(said: Said, found: RoundFinding, where: str) -> Iterator[Fault]:
    """A target beyond what the law sets. 심의 기준 2.2."""
    bound = found.finding.required
    if bound is None or bound.unit not in _SYMBOLS:
        return
    scale = 100 if bound.unit == "share" else 1
    lows = [v * scale for v in (bound.at_least, bound.more_than) if v is not None]
    highs = [v * scale for v in (bound.at_most, bound.less_than) if v is not None]
    given = amounts(said.target, _SYMBOLS[bound.unit])
    over = [
        value
        for value in given
        if (lows and not highs and value > max(lows)) or (highs and not lows and value < min(highs))
    ]
    if not over:
        return
    yield _fault(
        "opinion/stricter",
        where,
        found=same(", ".join(f"{value:g} {_SYMBOLS[bound.unit]}" for value in over)),
        expected=wording.bound(bound),
        remedy=Text(
            ko="법령보다 강한 기준은 세울 수 없습니다(심의 기준 2.2). "
            "기준대로 적거나 권고로 바꾸십시오.",
            en="No criteria stricter than law (2.2): keep to the bound, or make it advice.",
        ),
    )


def _where(found: RoundFinding | None) -> str:
    return f"#{found.number}" if found else "-"


def _lacking(part: str, where: str) -> Fault:
    return _fault(
        f"opinion/no-{part}",
        where,
        found=Text(ko=f"{_PARTS[part].ko} 없음", en=f"no {_PARTS[part].en}"),
        expected=_PARTS[part],
        remedy=Text(
            ko="조건은 근거, 위치, 측정할 수 있는 목표, 단계, 확인 방법을 갖추어야 합니다."
            if part != "text"
            else "의견을 적으십시오.",
            en="A condition needs basis, place, measurable target, stage and way of checking."
            if part != "text"
            else "Write the opinion.",
        ),
    )


def _fault(code: str, where: str, *, found: Text, expected: Text, remedy: Text) -> Fault:
    return Fault(code=code, where=where, found=found, expected=expected, remedy=remedy)
