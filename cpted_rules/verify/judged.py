"""What of a finding follows from its clause and its own numbers: id, verdict, basis, subjects."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from itertools import product

from cpted_rules.text import Text
from cpted_rules.verify.drawn import Drawn
from cpted_rules.verify.given import Bound, Check, Clause, Finding, Parameter
from cpted_rules.verify.result import Difference

DECIMALS = 6
"""Kept of a value before it is judged."""
BASIS = {"law": "breach", "local": "local_criterion", "guidance": "advice", "default": "advice"}


def verdict_of(value: float | None, bound: Bound | None) -> str:
    """The verdict on a value: unknown, referred, pass or fail."""
    if value is None:
        return "unknown"
    if bound is None:
        return "referred"
    value = round(value, DECIMALS)
    if bound.kept(value):
        return "pass"
    return "referred" if bound.tolerance and bound.kept(value, bound.tolerance) else "fail"


def ids_of(
    clause: str, rule: str | None, parameters: Mapping[str, Parameter], subjects: tuple[str, ...]
) -> set[str]:
    """The ids a finding may have: a whole number may have been written 25 or 25.0 in the pack."""
    ways = [
        {f"{name}={value}", f"{name}={float(value):g}", f"{name}={float(value)}"}
        if isinstance(value, int | float)
        else {f"{name}={value}"}
        for name, value in sorted(parameters.items())
    ]
    return {
        sha256("\x1f".join([clause, rule or "", *words, *subjects]).encode()).hexdigest()[:10]
        for words in product(*ways)
    }


def said_twice(code: str, words: str) -> str:
    """The id of the subject of a finding made of a note."""
    return f"{code}-{sha256(chr(31).join((code, words)).encode()).hexdigest()[:10]}"


def misjudged(
    finding: Finding, clause: Clause | None, check: Check | None, unit: str | None, drawn: Drawn
) -> Iterator[Difference]:
    """What of a finding does not follow from its clause, its value and the plan.

    Args:
        unit: of the rule; None of one that is not measured again.
    """
    if clause is None:
        yield Difference(what=_CLAUSE, stated=finding.clause, found="not in any edition")
        return
    for what, stated, found in (
        (_FORCE, finding.force, clause.force),
        (_TOPIC, finding.topic, clause.topic),
    ):
        if stated != found:
            yield Difference(what=what, stated=stated, found=found)
    if not ids_of(clause.id, finding.rule, finding.parameters, finding.ids) & {finding.id}:
        yield Difference(what=_ID, stated=finding.id, found="another id by clause and subjects")
    if not clause.contradictions:
        yield from _subjects(finding, drawn)
    if finding.rule is None:
        return
    if check is None:
        said = f"{finding.rule} {dict(finding.parameters)}"
        yield Difference(what=_CHECK, stated=said, found="no such check in the clause")
        return
    if finding.required != check.bound or finding.reference != check.reference:
        yield Difference(what=_BOUND, stated=_said(finding.required), found=_said(check.bound))
    if unit is not None and finding.unit != unit:
        yield Difference(what=_UNIT, stated=str(finding.unit), found=str(unit))
    yield from _verdict(finding, clause, check)


def _subjects(finding: Finding, drawn: Drawn) -> Iterator[Difference]:
    for id, label, source in finding.subjects:
        if drawn.ids.get(id) != (label, source):
            found = drawn.ids.get(id)
            yield Difference(
                what=_SUBJECT, stated=f"{id} {label}", found=f"{id} {found[0]}" if found else "none"
            )


def _verdict(finding: Finding, clause: Clause, check: Check) -> Iterator[Difference]:
    verdict = finding.verdict
    if finding.subjects:
        wanted = verdict_of(finding.measured, check.bound)
        if verdict != wanted:
            yield Difference(what=_VERDICT, stated=verdict, found=wanted)
    elif finding.measured is not None or verdict not in ("unknown", "not_applicable"):
        yield Difference(what=_VERDICT, stated=verdict, found="unknown or not_applicable")
    basis = None
    if verdict in ("fail", "referred"):
        basis = "advice" if clause.force == "recommended" else BASIS[clause.kind]
    if finding.basis != basis:
        yield Difference(what=_BASIS, stated=str(finding.basis), found=str(basis))
    reference, value = check.reference, finding.measured
    beyond = (
        reference is not None and value is not None and not reference.kept(round(value, DECIMALS))
    )
    if finding.beyond_reference is not beyond:
        yield Difference(what=_BEYOND, stated=str(finding.beyond_reference), found=str(beyond))


def _said(bound: Bound | None) -> str:
    if bound is None:
        return "none"
    named = (">=", bound.at_least), ("<=", bound.at_most), (">", bound.more_than)
    words = [f"{sign} {v:g}" for sign, v in (*named, ("<", bound.less_than)) if v is not None]
    return f"{' '.join(words)} {bound.unit} +/- {bound.tolerance:g}"


_CLAUSE = Text(ko="조항", en="clause")
_FORCE = Text(ko="구속력", en="force")
_TOPIC = Text(ko="주제", en="topic")
_ID = Text(ko="번호(id)", en="id")
_CHECK = Text(ko="규칙과 매개변수", en="rule and parameters")
_BOUND = Text(ko="기준값", en="bound")
_UNIT = Text(ko="단위", en="unit")
_SUBJECT = Text(ko="대상", en="subject")
_VERDICT = Text(ko="판정", en="verdict")
_BASIS = Text(ko="근거 구분", en="basis")
_BEYOND = Text(ko="참고값 초과 여부", en="whether beyond the reference")
