"""The report's tables: open questions, what is undetermined, what conforms, settings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from app.reports import wording
from app.reports.statements import Law
from cpted_rules.figure import place_of
from cpted_rules.findings import Finding, Verdict
from cpted_rules.pack import FORCE_NAMES
from cpted_rules.plan import SitePlan
from cpted_rules.rule import Rule
from cpted_rules.settings import Settings
from cpted_rules.standing import CONDITIONS, DECLARE
from cpted_rules.text import Lang, Text, join, same

EVIDENCE = {
    "S": Text(ko="출처에서 확인", en="read in the source named"),
    "X": Text(ko="도구 기본값, 경험으로 판단할 것", en="tool default, to be judged by experience"),
}
NOT_DRAWN = Text(ko="도면에 표기 없음", en="not shown on the drawings")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """A clause that only a person can answer."""

    anchor: str
    number: str
    title: str
    question: str
    requires: str
    cite: str
    force: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownRow:
    """Like findings that could not be determined."""

    anchor: str
    number: str
    title: str
    lacking: str
    show_at: str
    required: str
    cite: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassRow:
    """Like findings that conform."""

    anchor: str
    number: str
    title: str
    subject: str
    measured: str
    required: str
    cite: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainRow:
    """A name with words."""

    name: str
    words: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingRow:
    """A tool default; its name and meaning are keys of the strings."""

    key: str
    value: str


def question_rows(findings: Sequence[Finding], law: Law, lang: Lang) -> tuple[QuestionRow, ...]:
    """Referred findings without a rule: the question a person has to answer."""
    rows = []
    for finding in findings:
        if finding.verdict is not Verdict.REFERRED or finding.rule is not None:
            continue
        clause = law.clauses[finding.clause]
        rows.append(
            QuestionRow(
                anchor=f"finding-{finding.number}",
                number=str(finding.number),
                title=clause.title.in_(lang),
                question=clause.person.in_(lang) if clause.person else "",
                requires=clause.requires.in_(lang),
                cite=law.cite(clause.id).in_(lang),
                force=FORCE_NAMES[finding.force].in_(lang),
            )
        )
    return tuple(rows)


def unknown_rows(
    findings: Sequence[Finding],
    plan: SitePlan,
    law: Law,
    rules: Mapping[str, Rule],
    lang: Lang,
) -> tuple[UnknownRow, ...]:
    """Undetermined findings; those that lack the same for the same clause in one row."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        if finding.verdict is Verdict.UNKNOWN:
            key = (finding.clause, finding.rule, finding.parameters, finding.lacking)
            groups.setdefault(key, []).append(finding)
    rows = []
    for members in groups.values():
        lead = members[0]
        clause = law.clauses[lead.clause]
        subjects = [wording.subject_names(plan, f).in_(lang) for f in members if f.subjects]
        lacking = (lead.lacking or NOT_DRAWN).in_(lang)
        named = f" ({_few(subjects)})" if subjects else ""
        rows.append(
            UnknownRow(
                anchor=f"finding-{lead.number}",
                number=wording.numbers([f.number for f in members]),
                title=_title(lead, law, rules).in_(lang),
                lacking=lacking + named,
                show_at=(CONDITIONS[lead.show_at] if lead.show_at else DECLARE).in_(lang),
                required=wording.bound(lead.required).in_(lang) if lead.rule else "",
                cite=law.cite(clause.id).in_(lang),
            )
        )
    return tuple(rows)


def _few(words: Sequence[str]) -> str:
    distinct = list(dict.fromkeys(words))
    return ", ".join(distinct[:4]) + (f" +{len(distinct) - 4}" if len(distinct) > 4 else "")


def pass_rows(
    findings: Sequence[Finding],
    plan: SitePlan,
    law: Law,
    rules: Mapping[str, Rule],
    lang: Lang,
) -> tuple[PassRow, ...]:
    """Findings that conform; those of one clause and rule in one row, with the range measured."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        if finding.verdict is Verdict.PASS:
            key = (finding.clause, finding.rule, finding.parameters)
            groups.setdefault(key, []).append(finding)
    rows = []
    for members in groups.values():
        lead = members[0]
        values = sorted(
            {
                wording.measured(f.measured, f.unit, f.required).in_(lang): f.measured or 0.0
                for f in members
            }.items(),
            key=lambda pair: pair[1],
        )
        span = values[0][0] if len(values) == 1 else f"{values[0][0]} – {values[-1][0]}"
        rows.append(
            PassRow(
                anchor=f"finding-{lead.number}",
                number=wording.numbers([f.number for f in members]),
                title=_title(lead, law, rules).in_(lang),
                subject=_few([_subject(f, plan, lang) for f in members]),
                measured=span,
                required=wording.bound(lead.required).in_(lang),
                cite=law.cite(lead.clause).in_(lang),
            )
        )
    return tuple(rows)


def _subject(finding: Finding, plan: SitePlan, lang: Lang) -> str:
    if finding.subjects:
        return wording.subject_names(plan, finding).in_(lang)
    return place_of(plan, finding).in_(lang)


def _title(finding: Finding, law: Law, rules: Mapping[str, Rule]) -> Text:
    """What was measured, for a reader to whom the rule's title would read as a fault."""
    rule = rules.get(finding.rule or "")
    title = law.clauses[finding.clause].title
    return join([title, rule.measures], " – ") if rule else title


def not_applicable_rows(findings: Sequence[Finding], law: Law, lang: Lang) -> tuple[PlainRow, ...]:
    """Clauses that have nothing to say here; the reason once, then the clauses."""
    groups: dict[Text | None, list[str]] = {}
    numbers: dict[Text | None, list[int]] = {}
    for finding in findings:
        if finding.verdict is Verdict.NOT_APPLICABLE:
            clause = law.clauses[finding.clause]
            groups.setdefault(finding.why, []).append(
                f"{law.cite(clause.id).in_(lang)} {clause.title.in_(lang)}"
            )
            numbers.setdefault(finding.why, []).append(finding.number)
    return tuple(
        PlainRow(
            name=wording.numbers(numbers[why]),
            words="; ".join(dict.fromkeys(clauses)),
            detail=why.in_(lang) if why else "",
        )
        for why, clauses in groups.items()
    )


def setting_rows(settings: Settings) -> tuple[SettingRow, ...]:
    """The tool defaults an assessment used."""
    rows = []
    for field in fields(settings):
        value = getattr(settings, field.name)
        unit = next((u for u in ("_share", "_deg", "_m") if field.name.endswith(u)), "")
        words = f"{value * 100:g}" if unit == "_share" else f"{value:g}"
        symbol = {"_share": "%", "_deg": "°", "_m": "m", "": ""}[unit]
        gap = "" if symbol in ("", "°") else wording.GAP
        rows.append(SettingRow(key=field.name, value=f"{words}{gap}{symbol}"))
    return tuple(rows)


def reference_rows(findings: Sequence[Finding], lang: Lang) -> tuple[PlainRow, ...]:
    """The figures that are not law and were shown beside measurements."""
    found = {f.reference.id: f.reference for f in findings if f.reference}
    return tuple(
        PlainRow(
            name=r.cite.in_(lang),
            words=wording.bound(r.bound).in_(lang),
            detail=EVIDENCE.get(r.evidence, same(r.evidence)).in_(lang),
        )
        for _, r in sorted(found.items())
    )
