"""A review as BCF, 3.0 or 2.1: one topic for each finding that asks for something.

Coordinates are site metres, x east, y north, z above local ground, as in assessment.json.

Source: buildingSMART BCF-XML 3.0 and 2.1, schemas and documentation.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import NAMESPACE_OID, UUID, uuid5

from app.annotations.opinion_form import DECISION_NAMES
from app.exports import bcf_markup, bcf_view
from app.exports.answers import Expert
from app.exports.pictures import pictures
from app.exports.review_folder import ReviewFolder
from app.exports.topic import BcfVersion, Comment, Paper, Topic
from app.exports.words import FindingWords, finding_words
from app.exports.zipped import zipped
from cpted_rules.facts import STAGE_NAMES
from cpted_rules.figure import Size, finding_figure
from cpted_rules.findings import Verdict
from cpted_rules.text import Lang

RAISED = (Verdict.FAIL, Verdict.REFERRED, Verdict.UNKNOWN)
SNAPSHOT = Size(width_mm=160, height_mm=130, paper="A4")
DPI = 130
OURS = uuid5(NAMESPACE_OID, "cpted")
NOBODY = "–"
ZONE = "+09:00"
"""Dates of a case are days in Korea."""


def bcf(
    review: ReviewFolder,
    *,
    lang: Lang,
    version: BcfVersion = BcfVersion.V3_0,
    report: bytes | None = None,
) -> bytes:
    """The content of a `.bcf` (3.0) or `.bcfzip` (2.1). The same bytes for the same review.

    Args:
        report: the report of the review, carried inside and referred to by every topic.
    """
    topics = _topics(review, lang)
    case = review.assessment.facts.case_number
    paper = None
    if report is not None:
        paper = Paper(guid=_guid(case, "report.pdf"), name="report.pdf", content=report)
    drawn = [topic for topic in topics if topic.figure is not None]
    figures = [topic.figure for topic in drawn if topic.figure is not None]
    made = pictures(figures, lang=lang, dpi=DPI)
    snapshots = {topic.guid: picture for topic, picture in zip(drawn, made, strict=True)}
    facts = review.assessment.facts
    three = version is BcfVersion.V3_0
    files = {"bcf.version": bcf_markup.version(version.value, three=three)}
    files["project.bcfp"] = bcf_markup.project(
        str(_guid(case, "project")), f"{facts.case_number} {facts.title}", three=three
    )
    if three:
        files["extensions.xml"] = bcf_markup.extensions(
            topics, [STAGE_NAMES[stage].in_(lang) for stage in STAGE_NAMES]
        )
    if paper is not None and three:
        files["documents.xml"] = bcf_markup.documents(paper)
        files[f"documents/{paper.guid}"] = paper.content
    elif paper is not None:
        files[paper.name] = paper.content
    for topic in topics:
        files[f"{topic.guid}/markup.bcf"] = bcf_markup.markup(topic, paper, three=three)
        if topic.figure is not None:
            files[f"{topic.guid}/{bcf_markup.VIEWPOINT}"] = bcf_view.viewpoint(
                topic.viewpoint, topic.words.finding, topic.figure.frame, review.plan, three=three
            )
            files[f"{topic.guid}/{bcf_markup.SNAPSHOT}"] = snapshots[topic.guid]
    return zipped(files)


def _topics(review: ReviewFolder, lang: Lang) -> Sequence[Topic]:
    assessment, plan = review.assessment, review.plan
    case = assessment.facts.case_number
    when = f"{assessment.facts.filed_on.isoformat()}T00:00:00{ZONE}"
    author = f"cpted {assessment.engine_version}"
    file_of = {sheet.number: sheet.file for sheet in plan.sheets}
    found = []
    for words in finding_words(review, lang):
        finding = words.finding
        if finding.verdict not in RAISED:
            continue
        sheets = dict.fromkeys(s.source.sheet for s in finding.subjects if s.source)
        found.append(
            Topic(
                guid=_guid(case, finding.id),
                viewpoint=_guid(case, finding.id, "viewpoint"),
                words=words,
                open=not review.answers.of(finding.number).closed,
                when=when,
                author=author,
                comments=tuple(_comments(review, words, when, author, lang)),
                files=tuple(dict.fromkeys(file_of[s] for s in sheets if s in file_of)),
                figure=finding_figure(plan, finding, assessment.settings, lang=lang, size=SNAPSHOT),
            )
        )
    return found


def _comments(
    review: ReviewFolder, words: FindingWords, when: str, author: str, lang: Lang
) -> Sequence[Comment]:
    """The suggested opinion, then what people said."""
    case = review.assessment.facts.case_number
    answer, experts = review.answers.of(words.finding.number), review.answers.experts
    told = [(author, when, words.opinion)]
    said = [(who, DECISION_NAMES[what].in_(lang)) for who, what in answer.decisions.items()]
    said += [(opinion.person, opinion.words) for opinion in answer.opinions]
    told += [(who, _dated(who, experts, when), what) for who, what in said]
    return [
        Comment(
            guid=_guid(case, words.finding.id, "comment", who, what, str(n)),
            when=at,
            author=who or NOBODY,
            words=what,
        )
        for n, (who, at, what) in enumerate(told)
        if what
    ]


def _dated(person: str, experts: Mapping[str, Expert], otherwise: str) -> str:
    """The day a person's form states, as BCF writes it; else another."""
    expert = experts.get(person)
    try:
        day = date.fromisoformat(expert.date) if expert else None
    except ValueError:
        day = None
    return f"{day.isoformat()}T00:00:00{ZONE}" if day else otherwise


def _guid(*words: str) -> UUID:
    """The same words, the same id: a finding keeps its topic from round to round."""
    return uuid5(OURS, "\x1f".join(words))
