"""What became of a finding, in words: what it was, what it is, and whether it was taken up."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.comparison.rounds import Rounds
from app.exports.words import FindingWords, finding_words
from cpted_rules.clause import Bound
from cpted_rules.compare import CHANGE_NAMES, MATCHED_NAMES, Aspect, Change, Compared, Matched
from cpted_rules.findings import Finding, Verdict
from cpted_rules.text import Lang, Text


class TakenUp(StrEnum):
    """Whether the later drawings take an opinion up, as far as measuring can tell."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    TO_BE_SEEN = "to_be_seen"
    NOT_ASKED = "not_asked"


TAKEN_UP_NAMES = {
    TakenUp.YES: Text(ko="반영", en="taken up"),
    TakenUp.PARTLY: Text(ko="일부반영", en="in part"),
    TakenUp.NO: Text(ko="미반영", en="not taken up"),
    TakenUp.TO_BE_SEEN: Text(ko="위원 확인", en="for the member to see"),
    TakenUp.NOT_ASKED: Text(ko="–", en="–"),
}
TO = Text(ko="{what} {a} → {b}", en="{what} {a} → {b}")
WHAT = {
    Aspect.VERDICT: Text(ko="판정", en="verdict"),
    Aspect.VALUE: Text(ko="측정", en="measured"),
    Aspect.BOUND: Text(ko="기준", en="required"),
}
OTHERWISE = {
    Aspect.LACKING: Text(ko="도면에 없는 것이 달라짐", en="something else is lacking"),
}
MOVED = Text(ko="위치가 {d} m 달라짐", en="moved by {d} m")
NOT_THERE = Text(ko="대상이 도면에 없음", en="the subject is not drawn any more")
KEEPS = Text(ko="기준을 지킴: {value}", en="conforms: {value}")
KEEPS_PLAIN = Text(ko="기준을 지킴", en="conforms")
NO_LONGER = Text(ko="해당 없음: {why}", en="not applicable: {why}")
FIRST = Text(ko="앞 회차에 없던 지적", en="not raised in the round before")
WAS_CLOSED = Text(ko="앞 회차에서 종결된 지적", en="closed in the round before")
WAS_KEPT = Text(ko="앞 회차에는 기준을 지켰음", en="conformed in the round before")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One finding of two rounds in ready words.

    Args:
        numbers: before and after, `–` where there is none.
        why: what is otherwise, a phrase each.
        matched: empty where the finding kept its id or has no other.
    """

    compared: Compared
    change: str
    number_before: str
    number_after: str
    title: str
    headline: str
    opinion: str
    cite: str
    place: str
    verdict_before: str
    verdict_after: str
    measured_before: str
    measured_after: str
    required: str
    sheet_before: str
    sheet_after: str
    why: tuple[str, ...]
    matched: str
    taken_up: TakenUp
    taken_up_name: str


def told(rounds: Rounds, lang: Lang) -> tuple[Told, ...]:
    """Every compared finding in words."""
    before = {w.finding.id: w for w in finding_words(rounds.before, lang)}
    after = {w.finding.id: w for w in finding_words(rounds.after, lang)}
    return tuple(
        _told(
            compared,
            before.get(compared.before.id) if compared.before else None,
            after.get(compared.after.id) if compared.after else None,
            lang,
        )
        for compared in rounds.comparison.findings
    )


def _told(
    compared: Compared, was: FindingWords | None, now: FindingWords | None, lang: Lang
) -> Told:
    gone = compared.change is Change.GONE
    shown = (was if gone else now) or was or now
    asked = was or now
    if shown is None or asked is None:
        raise ValueError("a comparison of nothing")
    up = taken_up(compared)
    unlike = compared.matched not in (None, Matched.ID)
    return Told(
        compared=compared,
        change=CHANGE_NAMES[compared.change].in_(lang),
        number_before=str(was.finding.number) if was else "–",
        number_after=str(now.finding.number) if now else "–",
        title=shown.title,
        headline=shown.headline,
        opinion=(asked if gone else shown).opinion,
        cite=shown.cite,
        place=shown.place,
        verdict_before=was.verdict if was else "–",
        verdict_after=now.verdict if now else "–",
        measured_before=(was.measured if was else "") or "–",
        measured_after=(now.measured if now else "") or "–",
        required=shown.required or "–",
        sheet_before=was.sheet if was else "",
        sheet_after=now.sheet if now else "",
        why=tuple(w.in_(lang) for w in _why(compared, was, now)),
        matched=MATCHED_NAMES[compared.matched].in_(lang) if unlike and compared.matched else "",
        taken_up=up,
        taken_up_name=TAKEN_UP_NAMES[up].in_(lang),
    )


def _why(compared: Compared, was: FindingWords | None, now: FindingWords | None) -> Iterator[Text]:
    before, after = compared.before, compared.after
    if compared.change is Change.NEW:
        yield FIRST
    elif compared.change is Change.GONE:
        yield _gone(after, now)
    elif compared.change is Change.REOPENED and before is not None:
        yield WAS_KEPT if before.verdict is Verdict.PASS else WAS_CLOSED
    for aspect in compared.aspects:
        if aspect is Aspect.PLACE and compared.apart_m is not None:
            yield MOVED.fill(d=f"{compared.apart_m:.1f}")
        elif aspect in OTHERWISE:
            yield OTHERWISE[aspect]
        elif was is not None and now is not None:
            a, b = (_of(aspect, words) for words in (was, now))
            yield TO.fill(what=WHAT[aspect], a=a or "–", b=b or "–")


def _of(aspect: Aspect, words: FindingWords) -> str:
    match aspect:
        case Aspect.VERDICT:
            return words.verdict
        case Aspect.VALUE:
            return words.measured
    return words.required


def _gone(after: Finding | None, now: FindingWords | None) -> Text:
    if after is None or now is None:
        return NOT_THERE
    if after.verdict is Verdict.NOT_APPLICABLE:
        return NO_LONGER.fill(why=after.why) if after.why else NOT_THERE
    return KEEPS.fill(value=now.measured) if now.measured else KEEPS_PLAIN


def taken_up(compared: Compared) -> TakenUp:
    """Whether an opinion was taken up: gone is, unchanged is not, nearer to the bound is in part.

    What no bound and no reference asks for, or what is not determined any more, is for a person to
    see.
    """
    before, after = compared.before, compared.after
    match compared.change:
        case Change.GONE:
            return TakenUp.YES
        case Change.UNCHANGED:
            return TakenUp.NO if after is not None and _asks(after) else TakenUp.TO_BE_SEEN
        case Change.NEW:
            return TakenUp.NOT_ASKED
    if before is None or after is None or before.verdict is Verdict.PASS:
        return TakenUp.NOT_ASKED
    if (before.verdict, after.verdict) == (Verdict.FAIL, Verdict.REFERRED):
        return TakenUp.PARTLY
    if (before.verdict, after.verdict) == (Verdict.REFERRED, Verdict.FAIL):
        return TakenUp.NO
    short = [_short(f.required, f.measured) for f in (before, after)]
    if before.verdict is not after.verdict or short[0] is None or short[1] is None:
        return TakenUp.TO_BE_SEEN
    return TakenUp.PARTLY if short[1] < short[0] else TakenUp.NO


def is_question(finding: Finding | None) -> bool:
    """Whether only a person can answer it: drawings say nothing of it, in either round."""
    return finding is not None and finding.verdict is Verdict.REFERRED and finding.rule is None


def _asks(finding: Finding) -> bool:
    """Whether what is measured falls short of anything, so that leaving it is no answer."""
    return (
        finding.verdict is not Verdict.REFERRED
        or finding.beyond_reference
        or finding.required is not None
    )


def _short(bound: Bound | None, value: float | None) -> float | None:
    """By how much a value breaks its bound, in its unit; None where there is none."""
    if bound is None or value is None:
        return None
    least = [limit for limit in (bound.at_least, bound.more_than) if limit is not None]
    most = [limit for limit in (bound.at_most, bound.less_than) if limit is not None]
    return max([0.0, *(limit - value for limit in least), *(value - limit for limit in most)])
