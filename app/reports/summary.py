"""The first page: what weighs most, where in the project it lies, and what cannot be judged yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from shapely import Point

from app.reports import wording
from app.reports.blocks import Block
from cpted_rules.clause import TOPIC_NAMES, Topic
from cpted_rules.figure import Figure, Size, site_of, thumbnail_figure
from cpted_rules.findings import VERDICT_NAMES, Assessment, Finding, Verdict
from cpted_rules.plan import SitePlan
from cpted_rules.standing import CONDITIONS, DECLARE
from cpted_rules.text import Lang, Text

PICTURES = 3
APART_M = 5.0
"""Of items nearer than this, one picture is enough."""
LACKING = 3
"""Things lacking that are named for one stage."""
MORE = Text(ko="{words} 외 {n}", en="{words} and {n} more")
ON_TOPIC = (Verdict.FAIL, Verdict.REFERRED, Verdict.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Blocks that say the same of like things, or of one thing by several clauses, in one row."""

    anchor: str
    number: str
    verdict: str
    verdict_word: str
    headline: str
    measured: str
    required: str
    cite: str
    security: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thumbnail:
    """One of the weightiest items with its place."""

    item: Item
    figure: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRow:
    """One part of the project, in the order experts weigh them: how many findings, and which.

    Args:
        counts: verdict, its word and how many, of those people have to look at.
        numbers: of the findings to be corrected, else of those to be judged.
    """

    name: str
    counts: tuple[tuple[str, str, int], ...]
    numbers: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRow:
    """What cannot be judged yet, by where it is to be shown."""

    show_at: str
    count: int
    numbers: str
    lacking: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a reader of three minutes sees."""

    pictures: tuple[Thumbnail, ...]
    items: tuple[Item, ...]
    beyond: int
    topics: tuple[TopicRow, ...]
    open: tuple[OpenRow, ...]


def summary_of(
    assessment: Assessment,
    plan: SitePlan,
    blocks: Sequence[Block],
    *,
    rows: int,
    size: Size,
    lang: Lang,
    drawn: bool = True,
) -> Summary:
    """The summary of a report.

    Args:
        blocks: in order of presentation: those to be corrected, then those to be judged.
        rows: items listed; `beyond` counts the rest.
        size: of a thumbnail.
        drawn: whether thumbnails are drawn.
    """
    merged = _merged(blocks)
    items = tuple(_item(group, lang) for group in merged)
    pictures = _pictures(assessment, plan, items, size, lang) if drawn else ()
    return Summary(
        pictures=pictures,
        items=items[:rows],
        beyond=max(len(items) - rows, 0),
        topics=_topics(assessment.findings, lang),
        open=_open(assessment.findings, lang),
    )


def _merged(blocks: Sequence[Block]) -> list[list[Block]]:
    """Blocks whose rows would read alike, together."""
    alike: dict[tuple[str, ...], list[Block]] = {}
    for block in blocks:
        key = (block.verdict, block.rule, block.headline, block.measured, block.required)
        alike.setdefault(key, []).append(block)
    return list(alike.values())


def _item(group: Sequence[Block], lang: Lang) -> Item:
    lead = group[0]
    cites = list(dict.fromkeys(block.cite for block in group))
    return Item(
        anchor=lead.anchor,
        number=", ".join(block.short for block in group),
        verdict=lead.verdict,
        verdict_word=lead.verdict_word,
        headline=lead.headline,
        measured=lead.measured,
        required=lead.required,
        cite=MORE.fill(words=cites[0], n=str(len(cites) - 1)).in_(lang) if cites[1:] else cites[0],
        security=lead.security,
    )


def _pictures(
    assessment: Assessment, plan: SitePlan, items: Sequence[Item], size: Size, lang: Lang
) -> tuple[Thumbnail, ...]:
    """The first items that have a place, each another one, drawn small."""
    by_anchor = {f"finding-{f.number}": f for f in assessment.findings}
    placed = [
        (item, by_anchor[item.anchor], shape.representative_point())
        for item in items
        if (shape := site_of(plan, by_anchor[item.anchor])) is not None
    ]
    chosen: list[tuple[Item, Finding, Point]] = []
    for one in placed:
        apart = all(
            one[1].storey != other[1].storey or one[2].distance(other[2]) > APART_M
            for other in chosen
        )
        if apart and len(chosen) < PICTURES:
            chosen.append(one)
    return tuple(
        Thumbnail(item=item, figure=figure)
        for item, finding, _ in chosen
        if (figure := thumbnail_figure(plan, finding, assessment.settings, lang=lang, size=size))
    )


def _topics(findings: Sequence[Finding], lang: Lang) -> tuple[TopicRow, ...]:
    rows = []
    for topic in Topic:
        own = [f for f in findings if f.topic is topic]
        counts = [(v, sum(f.verdict is v for f in own)) for v in ON_TOPIC]
        leading = next((v for v, n in counts if n), None)
        if leading is not None:
            rows.append(
                TopicRow(
                    name=TOPIC_NAMES[topic].in_(lang),
                    counts=tuple((v.value, VERDICT_NAMES[v].in_(lang), n) for v, n in counts),
                    numbers=_few_numbers([f.number for f in own if f.verdict is leading]),
                )
            )
    return tuple(rows)


def _few_numbers(numbers: Sequence[int]) -> str:
    words = wording.numbers(numbers).split(", ")
    return ", ".join(words[:4]) + (" …" if len(words) > 4 else "")


def _open(findings: Sequence[Finding], lang: Lang) -> tuple[OpenRow, ...]:
    """What is undetermined by the stage at which it is to be shown, the earliest first."""
    groups: dict[str, list[Finding]] = {}
    unknown = [f for f in findings if f.verdict is Verdict.UNKNOWN]
    stages = {f.show_at for f in unknown}
    for stage in (None, *CONDITIONS):
        if stage in stages:
            words = (CONDITIONS[stage] if stage else DECLARE).in_(lang)
            groups[words] = [f for f in unknown if f.show_at is stage]
    return tuple(
        OpenRow(
            show_at=words,
            count=len(own),
            numbers=_few_numbers([f.number for f in own]),
            lacking=_lacking(own, lang),
        )
        for words, own in groups.items()
    )


def _lacking(findings: Sequence[Finding], lang: Lang) -> str:
    distinct = list(dict.fromkeys(f.lacking.in_(lang) for f in findings if f.lacking))
    words = " · ".join(distinct[:LACKING])
    rest = len(distinct) - LACKING
    return MORE.fill(words=words, n=str(rest)).in_(lang) if rest > 0 else words
