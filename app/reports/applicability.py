"""Which clauses bind, which do not and why, drawn together by edition, article and reason."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cpted_rules.facts import (
    APPROVAL_NAMES,
    LIGHT_ZONE_NAMES,
    PARKING_NAMES,
    STAGE_NAMES,
    USE_NAMES,
    SiteFacts,
    UsePart,
)
from cpted_rules.findings import VERDICT_NAMES, Applicability, Assessment, Binds, Verdict
from cpted_rules.pack import FORCE_NAMES, Clause, Edition, EditionKind
from cpted_rules.text import Lang, Text, join, same

BINDS_NAMES = {
    Binds.YES: Text(ko="적용", en="binds"),
    Binds.NO: Text(ko="적용 안 됨", en="does not bind"),
    Binds.UNDETERMINED: Text(ko="확인 필요", en="undetermined"),
}
SILENT = Text(ko="판정 대상 아님", en="nothing to judge")
"""Of a clause on scope, purpose or terms."""
KIND_NAMES = {
    EditionKind.LAW: Text(ko="법령", en="law"),
    EditionKind.LOCAL: Text(ko="지역 기준", en="local criterion"),
    EditionKind.GUIDANCE: Text(ko="지침(법령 아님)", en="guidance, not law"),
    EditionKind.DEFAULT: Text(ko="도구 기본값", en="tool default"),
}
SILENT_BINDS = "silent"
QUIET = (SILENT_BINDS, Binds.NO.value)
"""How clauses bind that make no finding."""
UNSAID = Text(ko="미기재", en="not declared")
HOUSEHOLDS = Text(ko="{n}세대", en="{n} households")
LONG = 8
"""An article with more clauses is shown by its paragraphs."""
BRIEF = 3
"""Titles named of an article that does not bind."""
SPAN = Text(ko="{article} ({n}개 항목)", en="{article} ({n} items)")
MORE = Text(ko=" 외 {n}", en=" and {n} more")
WHOLE = Text(ko="전체", en="whole project")
FROM = Text(ko="{start}부터", en="from {start}")
BETWEEN = Text(ko="{start} ~ {end}", en="{start} to {end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """Clauses of one article that bind, or do not, for one reason."""

    cite: str
    titles: str
    binds: str
    binds_word: str
    parts: str
    why: str
    force: str
    findings: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonRow:
    """Clauses that make no finding for one reason."""

    cites: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRows:
    """One edition with its articles.

    Args:
        authority: `law`, `local`, `guidance` or `default`.
        rows: articles that bind, or may, with what was found.
        silent: those that bind and have nothing to judge, by the reason.
        off: those that do not bind, by the reason.
    """

    id: str
    cite: str
    short: str
    authority: str
    kind: str
    period: str
    promulgated: str
    transition: str
    compared: str
    rows: tuple[ArticleRow, ...]
    silent: tuple[ReasonRow, ...]
    off: tuple[ReasonRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One fact on the way to the clauses that bind; the label is a key of the strings."""

    key: str
    value: str


def path_taken(facts: SiteFacts, lang: Lang) -> tuple[Step, ...]:
    """The declared facts by which clauses bind or do not, in the order they are asked for."""
    uses = join([_use_words(part) for part in facts.parts], " / ") if facts.parts else UNSAID
    parking = facts.parking.kind
    steps = (
        ("filed_on", same(facts.filed_on.isoformat())),
        ("district", same(facts.district) if facts.district else UNSAID),
        ("uses", uses),
        ("approval", APPROVAL_NAMES[facts.approval] if facts.approval else UNSAID),
        ("stage", STAGE_NAMES[facts.stage]),
        ("parking", PARKING_NAMES[parking] if parking else UNSAID),
        ("light_zone", LIGHT_ZONE_NAMES[facts.light_zone] if facts.light_zone else UNSAID),
    )
    return tuple(Step(key=key, value=value.in_(lang)) for key, value in steps)


def _use_words(part: UsePart) -> Text:
    words = USE_NAMES[part.use]
    if part.households is None:
        return words
    return join([words, HOUSEHOLDS.fill(n=f"{part.households:,}")], " ")


def edition_rows(assessment: Assessment, lang: Lang) -> tuple[EditionRows, ...]:
    """Every edition the case was put to, in order."""
    return tuple(
        EditionRows(
            id=edition.id,
            cite=edition.cite.in_(lang),
            short=edition.short.in_(lang),
            authority=edition.kind.value,
            kind=KIND_NAMES[edition.kind].in_(lang),
            period=_period(edition).in_(lang),
            promulgated=edition.promulgated,
            transition=edition.transition.in_(lang) if edition.transition else "",
            compared=edition.compared,
            rows=tuple(row for row in rows if row.binds not in QUIET),
            silent=_reasons([row for row in rows if row.binds == SILENT_BINDS]),
            off=_reasons([row for row in rows if row.binds == Binds.NO.value]),
        )
        for edition, rows in ((e, _rows(e, assessment, lang)) for e in _by_authority(assessment))
    )


def _by_authority(assessment: Assessment) -> list[Edition]:
    """Law first, then what a district published, then what only advises."""
    order = list(KIND_NAMES)
    return sorted(assessment.editions, key=lambda edition: order.index(edition.kind))


def _reasons(rows: Sequence[ArticleRow]) -> tuple[ReasonRow, ...]:
    """Articles by the reason that they make no finding, each reason once."""
    groups: dict[str, list[str]] = {}
    for row in rows:
        groups.setdefault(row.why, []).append(row.cite)
    return tuple(ReasonRow(cites=", ".join(cites), why=why) for why, cites in groups.items())


def _period(edition: Edition) -> Text:
    start = edition.applies_from.isoformat()
    if edition.applies_until is None:
        return FROM.fill(start=start)
    return BETWEEN.fill(start=start, end=edition.applies_until.isoformat())


def _rows(edition: Edition, assessment: Assessment, lang: Lang) -> list[ArticleRow]:
    found = {a.clause: a for a in assessment.applicability}
    sizes = Counter(_article(c) for c in edition.clauses)
    groups: dict[tuple[object, ...], list[Clause]] = {}
    for clause in edition.clauses:
        applies = found.get(clause.id)
        if applies is not None:
            long = sizes[_article(clause)] > LONG and applies.binds is not Binds.NO
            part = _paragraph(clause) if long else _article(clause)
            key = (part, applies.binds, applies.parts, applies.why, clause.silent)
            groups.setdefault(key, []).append(clause)
    return [_row(clauses, found[clauses[0].id], assessment, lang) for clauses in groups.values()]


def _article(clause: Clause) -> str:
    return clause.id.rpartition("/")[2].partition("-")[0]


def _paragraph(clause: Clause) -> str:
    return "-".join(clause.id.rpartition("/")[2].split("-")[:2])


def _row(
    clauses: Sequence[Clause], applies: Applicability, assessment: Assessment, lang: Lang
) -> ArticleRow:
    ids = {c.id for c in clauses}
    counts = [
        (v.value, VERDICT_NAMES[v].in_(lang), n)
        for v in Verdict
        if v is not Verdict.NOT_APPLICABLE
        and (n := sum(1 for f in assessment.findings if f.clause in ids and f.verdict is v))
    ]
    forces = list(dict.fromkeys(FORCE_NAMES[c.force].in_(lang) for c in clauses))
    titles = list(dict.fromkeys(c.title.in_(lang) for c in clauses))
    brief = applies.binds is Binds.NO and len(clauses) > BRIEF
    words = [c.cite.in_(lang) for c in clauses]
    silent = clauses[0].silent and applies.binds is Binds.YES
    said = dict.fromkeys(t.in_(lang) for c in clauses if (t := c.scope or c.unmodelled))
    return ArticleRow(
        cite=_span(words, lang) if brief else cites(words),
        titles=_few(titles, lang) if brief else " · ".join(titles),
        binds=SILENT_BINDS if silent else applies.binds.value,
        binds_word=(SILENT if silent else BINDS_NAMES[applies.binds]).in_(lang),
        parts=_parts(applies, assessment.facts).in_(lang),
        why=" · ".join(said) if silent else applies.why.in_(lang),
        force=" · ".join(forces),
        findings=tuple(counts),
    )


def _few(titles: Sequence[str], lang: Lang) -> str:
    rest = len(titles) - BRIEF
    more = MORE.fill(n=str(rest)).in_(lang) if rest > 0 else ""
    return " · ".join(titles[:BRIEF]) + more


def _span(words: Sequence[str], lang: Lang) -> str:
    """Many citations of one article as its number and how many there are."""
    first = words[0].partition("(")[0]
    article = first.partition("조")[0] + "조" if lang is Lang.KO else first
    return SPAN.fill(article=article, n=str(len(words))).in_(lang)


def cites(words: Sequence[str]) -> str:
    """Citations of one article drawn together: `고시 제10조 제2항제3호, 제5항제3호`."""
    if len(words) == 1:
        return words[0]
    shared = _shared(words)
    cut = shared.rfind("조") if "조" in shared else shared.rfind(" ")
    if cut <= 0:
        return ", ".join(words)
    head = shared[: cut + 1]
    tails = [w[len(head) :].strip() for w in words]
    joint = "" if head.endswith(" ") else " "
    return head + joint + ", ".join(t or w for t, w in zip(tails, words, strict=True))


def _shared(words: Sequence[str]) -> str:
    """The letters that all begin with."""
    first, last = min(words), max(words)
    same_until = next((n for n, c in enumerate(first) if last[n : n + 1] != c), len(first))
    return first[:same_until]


def _parts(applies: Applicability, facts: SiteFacts) -> Text:
    if applies.binds is Binds.NO:
        return same("–")
    if len(applies.parts) == len(facts.parts):
        return WHOLE
    chosen = [facts.parts[n] for n in applies.parts]
    ko = ", ".join(p.name or USE_NAMES[p.use].ko for p in chosen)
    en = ", ".join(p.name or USE_NAMES[p.use].en for p in chosen)
    return Text(ko=ko, en=en)


__all__ = [
    "ArticleRow",
    "EditionRows",
    "ReasonRow",
    "Step",
    "cites",
    "edition_rows",
    "path_taken",
]
