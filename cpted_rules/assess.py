"""Put a site to the clauses that may bind it: bind, measure, judge."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from inspect import signature

from cpted_rules.contradictions import contradictions
from cpted_rules.errors import PackError, pack_fault
from cpted_rules.facts import Stage
from cpted_rules.findings import (
    Applicability,
    Assessment,
    Basis,
    Binds,
    Finding,
    Subject,
    Verdict,
    finding_id,
)
from cpted_rules.note import Note
from cpted_rules.pack import Check, Clause, Edition, EditionKind, Force
from cpted_rules.plan import SHEET_NAMES, SheetKind
from cpted_rules.plan.canonical import digest
from cpted_rules.rule import Measurement, Rule
from cpted_rules.rules import RULES
from cpted_rules.scope import binding_of
from cpted_rules.site import Site
from cpted_rules.text import Text, join

Progress = Callable[[str, int, int], None]
"""Called with (what, done, total) as work goes on."""

Parameters = tuple[tuple[str, float | str], ...]
Measured = Callable[[str, Parameters], tuple[Measurement, ...]]

DECIMALS = 6
"""Beyond these a number is noise of the computer, no measurement."""


def assess(
    site: Site,
    editions: Sequence[Edition],
    *,
    notes: tuple[Note, ...] = (),
    progress: Progress | None = None,
) -> Assessment:
    """The assessment of a site under the editions that govern it. A pure function."""
    clauses = [(edition, clause) for edition in editions for clause in edition.clauses]
    applicability: list[Applicability] = []
    findings: list[Finding] = []
    measured = cache(lambda rule, parameters: _measured(site, rule, parameters))
    for done, (edition, clause) in enumerate(clauses):
        if progress:
            progress(clause.id, done, len(clauses))
        applies = binding_of(clause, site.facts)
        applicability.append(applies)
        if clause.contradictions and applies.binds is Binds.YES:
            findings.extend(contradictions(clause, notes))
        else:
            findings.extend(_findings(site, edition, clause, applies, measured))
    if progress:
        progress("", len(clauses), len(clauses))
    ordered = sorted(findings, key=_order)
    return Assessment(
        plan_digest=digest(site.plan),
        engine_version=version("cpted"),
        facts=site.facts,
        settings=site.settings,
        editions=tuple(editions),
        applicability=tuple(applicability),
        findings=tuple(replace(f, number=n) for n, f in enumerate(ordered, start=1)),
        notes=notes,
    )


def _order(finding: Finding) -> tuple[int, int, int, str, int, str]:
    """Verdict, then beyond the reference, then where experts look first; stable by id."""
    return (
        finding.verdict.rank,
        0 if finding.beyond_reference else 1,
        finding.topic.rank,
        finding.clause,
        finding.storey,
        "\x1f".join(s.id for s in finding.subjects),
    )


def _measured(site: Site, code: str, parameters: Parameters) -> tuple[Measurement, ...]:
    """What a rule measures, once for all the clauses that ask it the same."""
    return tuple(RULES[code].measure(site, **dict(parameters)))


def _findings(
    site: Site, edition: Edition, clause: Clause, applies: Applicability, measured: Measured
) -> Iterator[Finding]:
    if clause.silent:
        return
    if applies.binds is Binds.NO:
        yield _plain(clause, None, Verdict.NOT_APPLICABLE, why=applies.why)
        return
    if applies.binds is Binds.UNDETERMINED:
        yield replace(_plain(clause, None, Verdict.UNKNOWN), lacking=applies.why)
        return
    if not clause.checks:
        yield replace(_plain(clause, None, Verdict.REFERRED), basis=_basis(edition, clause))
    for check in clause.checks:
        yield from _checked(site, edition, clause, check, measured)


def _checked(
    site: Site, edition: Edition, clause: Clause, check: Check, measured: Measured
) -> Iterator[Finding]:
    rule = RULES[check.rule]
    missing = [group for group in rule.needs if not any(site.plan.has_sheet(k) for k in group)]
    if missing:
        yield replace(
            _plain(clause, check, Verdict.UNKNOWN),
            lacking=join([_sheets(group) for group in missing]),
            lacking_sheet=missing[0][0],
            show_at=_show_at(site, clause),
        )
        return
    measurements = measured(check.rule, check.parameters)
    if not measurements:
        yield _plain(clause, check, Verdict.NOT_APPLICABLE, why=_nothing_to_measure(rule))
    for measurement in measurements:
        yield _judged(site, edition, clause, check, rule, measurement)


def _sheets(group: tuple[SheetKind, ...]) -> Text:
    return join([SHEET_NAMES[kind] for kind in group], " / ")


def _nothing_to_measure(rule: Rule) -> Text:
    return Text(
        ko="제출 도면에 해당 대상이 없음: {title}", en="Nothing of this kind is drawn: {title}"
    ).fill(title=rule.title)


def _show_at(site: Site, clause: Clause) -> Stage:
    """The later of the clause's stage and the submission's own."""
    return max(clause.stage, site.facts.stage, key=lambda stage: stage.rank)


def _notes(*texts: Text | None) -> Text | None:
    """What is to be known of a value, and of the clause's text."""
    said = [text for text in texts if text is not None]
    return join(said, " ") if said else None


def _plain(
    clause: Clause, check: Check | None, verdict: Verdict, *, why: Text | None = None
) -> Finding:
    rule = check.rule if check else None
    parameters = check.parameters if check else ()
    return Finding(
        number=0,
        id=finding_id(clause.id, rule, parameters),
        clause=clause.id,
        rule=rule,
        verdict=verdict,
        basis=None,
        force=clause.force,
        topic=clause.topic,
        parameters=parameters,
        unit=RULES[rule].unit if rule else None,
        required=check.bound if check else None,
        reference=check.reference if check else None,
        note=None if verdict is Verdict.NOT_APPLICABLE else clause.caveat,
        why=why,
        security_sensitive=rule is not None and RULES[rule].security_sensitive,
    )


def _judged(
    site: Site,
    edition: Edition,
    clause: Clause,
    check: Check,
    rule: Rule,
    measurement: Measurement,
) -> Finding:
    verdict = judge(check, measurement.value)
    value = measurement.value
    unknown = verdict is Verdict.UNKNOWN
    return Finding(
        number=0,
        id=finding_id(clause.id, check.rule, check.parameters, *measurement.subjects),
        clause=clause.id,
        rule=check.rule,
        verdict=verdict,
        basis=_basis(edition, clause) if verdict in (Verdict.FAIL, Verdict.REFERRED) else None,
        force=clause.force,
        topic=clause.topic,
        subjects=tuple(_subject(site, s) for s in measurement.subjects),
        measured=value,
        unit=rule.unit,
        required=check.bound,
        reference=check.reference,
        beyond_reference=value is not None
        and check.reference is not None
        and not check.reference.bound.kept_by(round(value, DECIMALS)),
        parameters=check.parameters,
        storey=measurement.storey,
        where=measurement.where,
        witness=measurement.witness,
        field=measurement.field,
        lacking=measurement.lacking,
        lacking_sheet=measurement.lacking_sheet,
        show_at=_show_at(site, clause) if unknown else None,
        note=_notes(measurement.note, clause.caveat),
        security_sensitive=rule.security_sensitive,
    )


def judge(check: Check, value: float | None) -> Verdict:
    """The verdict on one value: unknown, referred, pass or fail."""
    if value is None:
        return Verdict.UNKNOWN
    if check.bound is None:
        return Verdict.REFERRED
    value = round(value, DECIMALS)
    if check.bound.kept_by(value):
        return Verdict.PASS
    if check.bound.tolerance and check.bound.kept_by(value, slack=check.bound.tolerance):
        return Verdict.REFERRED
    return Verdict.FAIL


def _basis(edition: Edition, clause: Clause) -> Basis:
    if clause.force is Force.RECOMMENDED:
        return Basis.ADVICE
    return {
        EditionKind.LAW: Basis.BREACH,
        EditionKind.LOCAL: Basis.LOCAL_CRITERION,
        EditionKind.GUIDANCE: Basis.ADVICE,
        EditionKind.DEFAULT: Basis.ADVICE,
    }[edition.kind]


def _subject(site: Site, id: str) -> Subject:
    element = site.plan.by_id.get(id)
    if element is None:
        return Subject(id=id, label="", source=None)
    return Subject(id=id, label=element.label, source=element.source)


def verify(edition: Edition) -> None:
    """Raise PackError unless every check agrees with its rule: code, unit, parameters."""
    for clause in edition.clauses:
        for check in clause.checks:
            place = f"{edition.id} {clause.id}"
            if (rule := RULES.get(check.rule)) is None:
                raise PackError(pack_fault(place, check.rule, "the code of a rule"))
            for bound in (check.bound, check.reference.bound if check.reference else None):
                if bound is not None and bound.unit != rule.unit:
                    raise PackError(
                        pack_fault(place, bound.unit, f"unit {rule.unit} of {rule.code}")
                    )
            wanted = set(signature(rule.measure).parameters) - {"site"}
            if wanted != {name for name, _ in check.parameters}:
                raise PackError(pack_fault(place, str(check.parameters), f"with: {sorted(wanted)}"))
