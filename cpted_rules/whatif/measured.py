"""What the rules measure of a site, and what of it a change makes another."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cpted_rules.assess import Parameters, judge
from cpted_rules.findings import Binds, Verdict
from cpted_rules.pack import Check, Clause, Edition
from cpted_rules.rule import Measurement
from cpted_rules.rules import RULES
from cpted_rules.scope import binding_of
from cpted_rules.site import Site
from cpted_rules.site.kept import TracedPlan, cache, cached_property, take_over
from cpted_rules.whatif.change import Change, changed, touched


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One measurement under one check of a clause that binds, and its verdict."""

    clause: Clause
    check: Check
    measurement: Measurement
    verdict: Verdict

    @property
    def question(self) -> tuple[object, ...]:
        """What is asked of whom; the same after a change."""
        check = self.check
        return self.clause.id, check.rule, check.parameters, self.measurement.subjects

    @property
    def lead(self) -> tuple[object, ...]:
        """The same of its leading subject alone: a tree may be nearest to another window now."""
        check = self.check
        return self.clause.id, check.rule, check.parameters, self.measurement.subjects[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One question whose measurement a change makes another.

    Args:
        before, after: None where its subject is not there.
    """

    before: Judged | None
    after: Judged | None

    @property
    def judged(self) -> Judged:
        """Whichever is there, the later first."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a difference between nothing and nothing")
        return found

    @property
    def counts(self) -> bool:
        """Whether the value, the verdict or what is lacking is another, not the evidence alone."""
        return _said(self.before) != _said(self.after)

    @property
    def turns(self) -> bool:
        """Whether the verdict is another."""
        sides = [side.verdict if side else None for side in (self.before, self.after)]
        return sides[0] is not sides[1]


def _said(judged: Judged | None) -> object:
    if judged is None:
        return None
    return judged.verdict, judged.measurement.value, judged.measurement.lacking


class Measured:
    """What rules measure of a site for the clauses that bind it, and what was read for it."""

    def __init__(self, site: Site, editions: tuple[Edition, ...]) -> None:
        self.site = site
        self.editions = editions
        self.measurements = cache(self._measurements)

    def _measurements(self, rule: str, parameters: Parameters) -> tuple[Measurement, ...]:
        """What one rule measures with some parameters."""
        return tuple(RULES[rule].measure(self.site, **dict(parameters)))

    @cached_property
    def judged(self) -> tuple[Judged, ...]:
        """Every measurement of every check that can be made, in the order of the editions."""
        return tuple(
            Judged(
                clause=clause,
                check=check,
                measurement=measurement,
                verdict=judge(check, measurement.value),
            )
            for clause, check in self._checks()
            for measurement in self.measurements(check.rule, check.parameters)
        )

    def _checks(self) -> Iterator[tuple[Clause, Check]]:
        """The checks of the clauses that bind, whose sheets were submitted."""
        for edition in self.editions:
            for clause in edition.clauses:
                if binding_of(clause, self.site.facts).binds is not Binds.YES:
                    continue
                for check in clause.checks:
                    groups = RULES[check.rule].needs
                    if all(any(self.site.plan.has_sheet(k) for k in group) for group in groups):
                        yield clause, check

    def after(self, change: Change) -> "Measured":
        """The same of the site after a change; rules that read nothing changed are not asked.

        Raises:
            WhatIfError: the change cannot be made.
        """
        _ = self.judged  # what is not measured yet cannot be taken over
        marks = touched(self.site.plan, change)
        new = Measured(self.site.after(changed(self.site.plan, change), marks), self.editions)
        take_over(new, self, marks, but=frozenset())
        return new

    def asked_again(self, change: Change) -> tuple[str, ...]:
        """The rules that a change makes ask again: those that read what it touches."""
        _ = self.judged
        marks = touched(self.site.plan, change)
        answers = self.measurements.answers.items()
        codes = {key[0] for key, a in answers if isinstance(key, tuple) and a.reads & marks}
        return tuple(sorted(str(code) for code in codes))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WhatIf:
    """What some changes of a plan, one after the other, make of what is measured.

    Args:
        asked_again: codes of the rules that were measured again.
        differences: every question whose measurement is another now; those asked before first.
    """

    changes: tuple[Change, ...]
    before: Measured
    after: Measured
    asked_again: tuple[str, ...]
    differences: tuple[Difference, ...]


def measured_of(site: Site, editions: Iterable[Edition]) -> Measured:
    """What rules measure of a site, ready to be asked what changes would make of it."""
    plan = TracedPlan.of(site.plan)
    traced = Site(plan, site.facts, settings=site.settings, photometry=site.photometry)
    return Measured(traced, tuple(editions))


def what_if(before: Measured, changes: Iterable[Change]) -> WhatIf:
    """What some changes, made one after the other, make of what was measured.

    Raises:
        WhatIfError: one of them cannot be made.
    """
    listed, after, again = tuple(changes), before, set[str]()
    for change in listed:
        again.update(after.asked_again(change))
        after = after.after(change)
    return WhatIf(
        changes=listed,
        before=before,
        after=after,
        asked_again=tuple(sorted(again)),
        differences=tuple(_differences(before.judged, after.judged)),
    )


def _differences(before: tuple[Judged, ...], after: tuple[Judged, ...]) -> Iterator[Difference]:
    """What is another: by the same question, else by the same leading subject of its check."""
    olds, news = _by_question(before), _by_question(after)
    alone = {question: new for question, new in news.items() if question not in olds}
    of_lead: dict[object, list[tuple[object, ...]]] = {}
    for question, new in alone.items():
        of_lead.setdefault(new.lead, []).append(question)
    for question, old in olds.items():
        found = news.get(question)
        if found is None and of_lead.get(old.lead):
            found = alone.pop(of_lead[old.lead].pop(0))
        if found is None or found.measurement != old.measurement:
            yield Difference(before=old, after=found)
    for new in alone.values():
        yield Difference(before=None, after=new)


def _by_question(judged: tuple[Judged, ...]) -> dict[tuple[object, ...], Judged]:
    """Each by its question; of several answers to one question, also by their order."""
    times: Counter[tuple[object, ...]] = Counter()
    found: dict[tuple[object, ...], Judged] = {}
    for one in judged:
        found[(*one.question, times[one.question])] = one
        times[one.question] += 1
    return found
