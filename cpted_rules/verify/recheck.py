"""An assessment file re-checked: what must be found is made again, and put beside what stands."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from cpted_rules.text import Text
from cpted_rules.verify.again import Rules
from cpted_rules.verify.binding import binds
from cpted_rules.verify.expected import SLACK, Expected, Measured
from cpted_rules.verify.given import Check, Clause, Finding, Given, given
from cpted_rules.verify.judged import misjudged, said_twice, verdict_of
from cpted_rules.verify.result import (
    CannotRecheckError,
    Difference,
    Outcome,
    Rechecked,
    Report,
)
from cpted_rules.verify.ways_in import PARTLY, ways_differ, without_ways
from cpted_rules.verify.witnesses import NEAR_M

COMPUTED = ("pass", "fail", "referred")


def recheck(content: bytes) -> Report:
    """Every computed finding of an assessment file, re-checked from the file alone.

    Raises:
        AssessmentError: not such a file, or one that does not carry its plan.
    """
    return _Recheck(given(content)).report()


@dataclass(slots=True)
class _Said:
    """What has come of one finding so far; None: nothing measured it again."""

    differences: list[Difference] = field(default_factory=list)
    reason: Text | None = None
    measured: Measured | None = None


class _Recheck:
    """One file under re-check."""

    def __init__(self, file: Given) -> None:
        self.file = file
        self.rules = Rules(file)
        self.clauses = {clause.id: clause for clause in file.clauses}
        self.said = [_Said() for _ in file.findings]
        self.of_file: list[Difference] = []
        self.enumerated: dict[tuple[str, str], list[Expected] | Text] = {}

    def report(self) -> Report:
        """What came of all of it."""
        file = self.file
        if file.digest != file.stated_digest:
            self._differs(_DIGEST, file.stated_digest[:12], file.digest[:12])
        self.of_file += self.rules.case.ground.differs()
        numbers = [finding.number for finding in file.findings]
        if numbers != list(range(1, len(numbers) + 1)):
            self._differs(_NUMBERS, "not 1 to n", f"n = {len(numbers)}")
        for id, count in Counter(f.id for f in file.findings).items():
            if count > 1:
                self._differs(_TWICE, id, f"{count} findings")
        for n, finding in enumerate(file.findings):
            clause = self.clauses.get(finding.clause)
            check = self._check_of(finding, clause)
            rule = self.rules.by_code.get(finding.rule or "")
            self.said[n].differences += misjudged(
                finding, clause, check, rule.unit if rule else None, file.drawn
            )
        self._applicability()
        return Report(
            findings=tuple(
                self._came_of(n, finding)
                for n, finding in enumerate(file.findings)
                if _computed(finding) or self.said[n].differences
            ),
            differences=tuple(self.of_file),
        )

    def _differs(self, what: Text, stated: str, found: str) -> None:
        self.of_file.append(Difference(what=what, stated=stated, found=found))

    def _check_of(self, finding: Finding, clause: Clause | None) -> Check | None:
        checks = clause.checks if clause else ()
        return next(
            (
                c
                for c in checks
                if c.rule == finding.rule and dict(c.parameters) == dict(finding.parameters)
            ),
            None,
        )

    def _applicability(self) -> None:
        """Whether each clause has just the findings that it must have."""
        stated = {clause: (word, parts) for clause, word, parts in self.file.binds}
        if [clause for clause, _, _ in self.file.binds] != list(self.clauses):
            self._differs(_APPLIES, f"{len(stated)} clauses", f"{len(self.clauses)} clauses")
        for clause in self.file.clauses:
            word, parts = binds(clause.binds, self.file.facts)
            if stated.get(clause.id) != (word, parts):
                self._differs(_APPLIES, f"{clause.id} {stated.get(clause.id)}", f"{word} {parts}")
            own = [n for n, f in enumerate(self.file.findings) if f.clause == clause.id]
            if clause.silent:
                for n in own:
                    verdict = self.file.findings[n].verdict
                    self.said[n].differences.append(
                        Difference(what=_ONE, stated=verdict, found="no finding")
                    )
            elif word != "yes":
                verdict = "not_applicable" if word == "no" else "unknown"
                self._just_one(clause, own, verdict, rule=None)
            elif clause.contradictions:
                self._contradictions(clause, own)
            elif not clause.checks:
                self._just_one(clause, own, "referred", rule=None)
            else:
                for check in clause.checks:
                    self._of_check(clause, check, own)

    def _contradictions(self, clause: Clause, own: list[int]) -> None:
        """Findings of a clause that is about notes: one for each note it names."""
        wanted = {
            said_twice(code, words): source
            for code, words, source in self.file.remarks
            if code in clause.contradictions
        }
        if not wanted:
            self._just_one(clause, own, "not_applicable", rule=None)
            return
        found = [self.file.findings[n] for n in own]
        stated = {f.subjects[0][0]: f.subjects[0][2] for f in found if f.subjects}
        if stated != wanted or len(own) != len(wanted):
            self._differs(_COUNT, f"{clause.id}: {len(own)}", str(len(wanted)))
        for n, finding in zip(own, found, strict=True):
            if (finding.verdict, finding.basis, finding.rule) != ("fail", "design_error", None):
                self.said[n].differences.append(
                    Difference(what=_ONE, stated=finding.verdict, found="fail, design error")
                )

    def _just_one(self, clause: Clause, own: list[int], verdict: str, *, rule: str | None) -> None:
        """A clause or check that must have one finding without a subject."""
        those = [n for n in own if not self.file.findings[n].subjects]
        if len(own) != 1 or len(those) != 1:
            self._differs(_COUNT, f"{clause.id}: {len(own)}", "1")
        for n in own:
            finding = self.file.findings[n]
            if (
                finding.verdict != verdict
                or finding.rule != rule
                or finding.subjects
                or finding.measured is not None
            ):
                self.said[n].differences.append(
                    Difference(what=_ONE, stated=finding.verdict, found=verdict)
                )

    def _of_check(self, clause: Clause, check: Check, own: Sequence[int]) -> None:
        findings = self.file.findings
        group = [n for n in own if self._check_of(findings[n], clause) is check]
        rule = self.rules.by_code.get(check.rule)
        if rule is None:
            for n in group:
                self.said[n].reason = _NO_RULE
            return
        if not all(self.rules.case.has_sheet(*kinds) for kinds in rule.needs):
            self._just_one(clause, group, "unknown", rule=check.rule)
            return
        expected = self._expected(check)
        if isinstance(expected, Text):
            for n in group:
                self.said[n].reason = expected
            return
        if not expected:
            self._just_one(clause, group, "not_applicable", rule=check.rule)
            return
        left = list(group)
        for one in expected:
            those = [n for n in left if _is_of(findings[n], one)]
            if not those:
                subjects = ", ".join(one.subjects[:4]) or f"storey {one.storey}"
                self._differs(_MISSING, f"{clause.id} {check.rule}", subjects)
            for n in those[:1]:
                left.remove(n)
                self._measure(n, one)
        for n in left:
            self.said[n].differences.append(
                Difference(
                    what=_UNEXPECTED,
                    stated=", ".join(findings[n].ids[:4]) or "no subject",
                    found="nothing of this kind to measure",
                )
            )

    def _expected(self, check: Check) -> list[Expected] | Text:
        """What a check must have measured, or why that cannot be told."""
        key = (check.rule, repr(sorted(check.parameters.items())))
        if key not in self.enumerated:
            try:
                rule = self.rules.by_code[check.rule]
                self.enumerated[key] = list(rule.measure(check.parameters))
            except CannotRecheckError as error:
                self.enumerated[key] = error.why
        return self.enumerated[key]

    def _measure(self, n: int, expected: Expected) -> None:
        finding, said = self.file.findings[n], self.said[n]
        if finding.storey != expected.storey:
            said.differences.append(
                Difference(what=_STOREY, stated=str(finding.storey), found=str(expected.storey))
            )
        if expected.measure is None:
            if finding.measured is not None:
                said.differences.append(
                    Difference(what=_VALUE, stated=f"{finding.measured:g}", found="lacking")
                )
            return
        if finding.measured is None:
            said.differences.append(Difference(what=_VALUE, stated="none", found="a value"))
            return
        where = finding.where
        if expected.where is not None and (
            where is None
            or any(abs(a - b) > NEAR_M for a, b in zip(where.box, expected.where.box, strict=True))
        ):
            at = where.spots[0] if where is not None and where.spots else None
            said.differences.append(
                Difference(what=_WHERE, stated="elsewhere", found="at its subject", where=at)
            )
        plain, ways = without_ways(finding)
        try:
            said.measured = expected.measure(plain)
        except CannotRecheckError as error:
            said.reason = error.why
            return
        if ways:
            said.differences += ways_differ(finding, self.rules.case, ways)
            reason = said.measured.reason or PARTLY
            said.measured = replace(said.measured, reason=reason)
        said.differences += said.measured.differences
        said.differences += _off(finding, said.measured)

    def _came_of(self, n: int, finding: Finding) -> Rechecked:
        said = self.said[n]
        measured = said.measured
        come = Rechecked(
            number=finding.number,
            id=finding.id,
            clause=finding.clause,
            rule=finding.rule,
            outcome=Outcome.CONFIRMED,
            differences=tuple(said.differences),
            reason=said.reason or (measured.reason if measured else None),
            cells_on=measured.cells_on if measured else 0,
            cells_of=measured.cells_of if measured else 0,
            value=(measured.low + measured.high) / 2 if measured else None,
        )
        if said.differences:
            return replace(come, outcome=Outcome.DIFFERS)
        if measured is None:
            return replace(come, outcome=Outcome.NOT_RECHECKED, reason=come.reason or _NOT_MEASURED)
        own = {verdict_of(v, finding.required) for v in (measured.low, measured.high)}
        if own != {finding.verdict}:
            return replace(come, outcome=Outcome.AT_THE_BOUND)
        if come.reason is not None or come.cells_on < come.cells_of:
            return replace(come, outcome=Outcome.IN_PART)
        return come


def _computed(finding: Finding) -> bool:
    return finding.measured is not None and finding.verdict in COMPUTED


def _is_of(finding: Finding, expected: Expected) -> bool:
    if not expected.more:
        return finding.ids == expected.subjects
    count = len(expected.subjects)
    if count == 0:
        return finding.storey == expected.storey
    return finding.ids[:count] == expected.subjects


def _off(finding: Finding, measured: Measured) -> Iterator[Difference]:
    """Whether a value lies outside of what was measured again, with the slack of its unit."""
    value, slack = finding.measured or 0.0, SLACK[finding.unit or "yes"]
    low, high = measured.low, measured.high
    if not low - slack.of(low) <= value <= high + slack.of(high):
        own = f"{low:.6g}" if abs(high - low) < 1e-9 else f"{low:.6g} .. {high:.6g}"
        at = finding.where.spots[0] if finding.where and finding.where.spots else None
        yield Difference(what=_VALUE, stated=f"{value:g} {finding.unit}", found=own, where=at)


_DIGEST = Text(ko="도면 해시", en="digest of the plan")
_NUMBERS = Text(ko="결과 번호", en="numbers of findings")
_TWICE = Text(ko="같은 결과가 두 번", en="a finding that stands twice")
_APPLIES = Text(ko="조항의 적용 여부", en="whether a clause binds")
_COUNT = Text(ko="조항별 결과 수", en="findings of a clause")
_ONE = Text(ko="조항에 따른 결과", en="finding that the clause must have")
_MISSING = Text(ko="빠진 결과", en="a finding that is missing")
_UNEXPECTED = Text(ko="대상이 없는 결과", en="a finding without such a subject")
_STOREY = Text(ko="층", en="storey")
_VALUE = Text(ko="측정값", en="measured value")
_WHERE = Text(ko="위치", en="place")
_NO_RULE = Text(ko="다시 재는 방법이 없는 규칙", en="a rule that nothing here measures again")
_NOT_MEASURED = Text(ko="다시 재지 않음", en="not measured again")
