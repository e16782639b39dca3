"""All that the report's templates may know, in one language: ready words and figures."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.reports import applicability, checklists, tables, wording
from app.reports import reading as reading_rows
from app.reports.blocks import Block, Room, block_of, grouped
from app.reports.reading import ReadingSummary
from app.reports.statements import Law
from app.reports.summary import Summary, summary_of
from cpted_rules.checklist import Checklist
from cpted_rules.facts import APPROVAL_NAMES, PARKING_NAMES, STAGE_NAMES, USE_NAMES, UsePart
from cpted_rules.figure import Figure, Size, overview_figure, site_of
from cpted_rules.findings import VERDICT_NAMES, Assessment, Finding, Verdict
from cpted_rules.plan import SitePlan, storey_name
from cpted_rules.rule import Rule
from cpted_rules.text import Lang, Text, join, same

Progress = Callable[[int, int], None]

SIZES = {
    "A4": Room(
        finding=Size(width_mm=104, height_mm=93, paper="A4"),
        small=Size(width_mm=56, height_mm=35, paper="A4"),
        wide=Size(width_mm=176, height_mm=132, paper="A4"),
        overview=Size(width_mm=176, height_mm=208, paper="A4"),
    ),
    "A3": Room(
        finding=Size(width_mm=220, height_mm=106, paper="A3"),
        small=Size(width_mm=124, height_mm=62, paper="A3"),
        wide=Size(width_mm=386, height_mm=150, paper="A3"),
        overview=Size(width_mm=386, height_mm=222, paper="A3"),
    ),
}
"""By paper: the room for figures."""

SHOWN = (Verdict.FAIL, Verdict.REFERRED, Verdict.UNKNOWN)
TOP_ROWS = 6
"""Rows of the summary: as many as leave the first page whole."""
OVERVIEW_PINS = 3
"""A storey with fewer findings needs no overview; the key plan of each figure will do."""

UNDECLARED = Text(ko="미기재", en="not declared")
HOUSEHOLDS = Text(ko="{n}세대", en="{n} households")
ROOMS = Text(ko="{n}실", en="{n} rooms")
FLOORS = Text(ko="지하 {below} / 지상 {above}층", en="{below} below / {above} above ground")
CARS = Text(ko="{n}대", en="{n} cars")
SHEETS = Text(ko="{n}매 · 파일 {files}건", en="{n} sheets · {files} files")
DIGEST_SHORT = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of the cover; the label is a key of the strings."""

    key: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many findings have one verdict."""

    verdict: str
    word: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """One storey with all pins; `findings` are their numbers."""

    title: str
    figure: Figure
    findings: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContext:
    """One report in one language.

    Args:
        lang: `ko` or `en`.
        other: the language that stands under it; "" in a report of one language.
        paper: `A4` (portrait) or `A3` (landscape).
        date: the filing date in ISO form; the only date a report carries.
        facts: the cover's lines.
        digests: names of what was digested, with full SHA-256 sums.
        failed, referred: blocks in order of presentation.
        questions: clauses that only a person can answer.
    """

    lang: str
    paper: str
    title: str
    case_number: str
    district: str
    date: str
    engine_version: str
    facts: tuple[Fact, ...]
    digests: tuple[Fact, ...]
    tally: tuple[Tally, ...]
    summary: Summary
    path: tuple[applicability.Step, ...]
    editions: tuple[applicability.EditionRows, ...]
    sheets: tuple[reading_rows.SheetRow, ...]
    elements: tuple[reading_rows.CountRow, ...]
    drawings: tuple[reading_rows.DrawingRow, ...]
    layers: tuple[reading_rows.LayerRow, ...]
    set_aside: tuple[reading_rows.LayerRow, ...]
    site_data: tuple[reading_rows.SiteDataRow, ...]
    pictures: tuple[reading_rows.SheetPicture, ...]
    notes: tuple[reading_rows.NoteGroup, ...]
    overviews: tuple[Overview, ...]
    failed: tuple[Block, ...]
    referred: tuple[Block, ...]
    questions: tuple[tables.QuestionRow, ...]
    unknown: tuple[tables.UnknownRow, ...]
    passed: tuple[tables.PassRow, ...]
    not_applicable: tuple[tables.PlainRow, ...]
    checklists: tuple[checklists.ChecklistRows, ...]
    settings: tuple[tables.SettingRow, ...]
    references: tuple[tables.PlainRow, ...]
    other: str = ""


def build_context(
    assessment: Assessment,
    plan: SitePlan,
    reading: ReadingSummary,
    *,
    rules: Mapping[str, Rule],
    assessment_digest: str,
    lang: Lang,
    paper: str = "A4",
    asked: Sequence[Checklist] = (),
    drawn: bool = True,
    progress: Progress = lambda _done, _total: None,
) -> ReportContext:
    """The context of a report; a pure function of its inputs.

    Args:
        asked: its checklists.
        drawn: whether its figures are drawn; without them it holds words only.
        progress: told how many of the finding blocks are drawn; one more stands for the layout.
    """
    law = Law.of(assessment)
    facts = assessment.facts
    groups = {v: grouped(_measured(assessment, v)) for v in (Verdict.FAIL, Verdict.REFERRED)}
    total = sum(map(len, groups.values())) + 1
    blocks: dict[Verdict, list[Block]] = {verdict: [] for verdict in groups}
    for verdict, group in ((v, g) for v, several in groups.items() for g in several):
        progress(sum(map(len, blocks.values())), total)
        blocks[verdict].append(
            block_of(
                group,
                assessment,
                plan,
                law=law,
                rules=rules,
                lang=lang,
                room=SIZES[paper],
                drawn=drawn,
            )
        )
    progress(total - 1, total)
    both = (*blocks[Verdict.FAIL], *blocks[Verdict.REFERRED])
    return ReportContext(
        lang=lang.value,
        paper=paper,
        title=facts.title,
        case_number=facts.case_number,
        district=facts.district,
        date=facts.filed_on.isoformat(),
        engine_version=assessment.engine_version,
        facts=_facts(assessment, plan, lang),
        digests=_digests(assessment, reading, assessment_digest),
        tally=_tally(assessment, lang),
        summary=summary_of(
            assessment,
            plan,
            both,
            rows=TOP_ROWS,
            size=SIZES[paper].small,
            lang=lang,
            drawn=drawn,
        ),
        path=applicability.path_taken(facts, lang),
        editions=applicability.edition_rows(assessment, lang),
        sheets=reading_rows.sheet_rows(plan, reading, lang),
        elements=reading_rows.count_rows(plan, reading, lang),
        drawings=reading_rows.drawing_rows(reading, lang),
        layers=reading_rows.layer_rows(reading, lang),
        set_aside=reading_rows.set_aside_rows(reading),
        site_data=reading_rows.site_data_rows(reading, lang),
        pictures=reading.pictures.get(lang, ()),
        notes=reading_rows.note_groups(assessment.notes, lang),
        overviews=(
            _overviews(assessment.findings, both, plan, lang, SIZES[paper].overview)
            if drawn
            else ()
        ),
        failed=tuple(blocks[Verdict.FAIL]),
        referred=tuple(blocks[Verdict.REFERRED]),
        questions=tables.question_rows(assessment.findings, law, lang),
        unknown=tables.unknown_rows(assessment.findings, plan, law, rules, lang),
        passed=tables.pass_rows(assessment.findings, plan, law, rules, lang),
        not_applicable=tables.not_applicable_rows(assessment.findings, law, lang),
        checklists=checklists.checklist_rows(asked, assessment.findings, law, lang),
        settings=tables.setting_rows(assessment.settings),
        references=tables.reference_rows(assessment.findings, lang),
    )


def _measured(assessment: Assessment, verdict: Verdict) -> Sequence[Finding]:
    """Findings of a verdict that a rule measured."""
    return [f for f in assessment.findings if f.verdict is verdict and f.rule is not None]


def _facts(assessment: Assessment, plan: SitePlan, lang: Lang) -> tuple[Fact, ...]:
    facts = assessment.facts
    parking = facts.parking
    cars = [CARS.fill(n=f"{parking.cars:,}")] if parking.cars is not None else []
    kind = [PARKING_NAMES[parking.kind]] if parking.kind else []
    files = len({sheet.file for sheet in plan.sheets})
    rows: list[tuple[str, Text]] = [
        ("address", same(facts.address) if facts.address else UNDECLARED),
        ("filed_on", same(facts.filed_on.isoformat())),
        ("parts", join([_part(p) for p in facts.parts], " / ")),
        ("stage", STAGE_NAMES[facts.stage]),
        ("parking", join([*kind, *cars], " ") if kind or cars else UNDECLARED),
        ("approval", APPROVAL_NAMES[facts.approval] if facts.approval else UNDECLARED),
        ("sheets", SHEETS.fill(n=str(len(plan.sheets)), files=str(files))),
        ("case_number", same(facts.case_number)),
        ("applicant", same(facts.applicant) if facts.applicant else UNDECLARED),
        ("designer", same(facts.designer) if facts.designer else UNDECLARED),
    ]
    return tuple(Fact(key=key, value=value.in_(lang)) for key, value in rows)


def _part(part: UsePart) -> Text:
    words = [
        join([USE_NAMES[part.use], same(f"({part.name})")], " ")
        if part.name and part.name != USE_NAMES[part.use].ko
        else USE_NAMES[part.use]
    ]
    if part.households is not None:
        words.append(HOUSEHOLDS.fill(n=f"{part.households:,}"))
    if part.rooms is not None:
        words.append(ROOMS.fill(n=f"{part.rooms:,}"))
    if part.floors_above is not None:
        words.append(FLOORS.fill(below=str(part.floors_below or 0), above=str(part.floors_above)))
    if part.gross_area_m2 is not None:
        words.append(wording.amount(part.gross_area_m2, "m2", decimals=0))
    return join(words)


def _digests(
    assessment: Assessment, reading: ReadingSummary, assessment_digest: str
) -> tuple[Fact, ...]:
    rows = (
        ("submission", reading.submission_digest),
        ("plan", assessment.plan_digest),
        ("assessment", assessment_digest),
    )
    return tuple(Fact(key=key, value=value) for key, value in rows if value)


def _tally(assessment: Assessment, lang: Lang) -> tuple[Tally, ...]:
    return tuple(
        Tally(
            verdict=v.value,
            word=VERDICT_NAMES[v].in_(lang),
            count=sum(1 for f in assessment.findings if f.verdict is v),
        )
        for v in Verdict
    )


def _overviews(
    findings: Sequence[Finding],
    blocks: Sequence[Block],
    plan: SitePlan,
    lang: Lang,
    size: Size,
) -> tuple[Overview, ...]:
    """One drawing for each storey that carries a finding people have to look at."""
    shown = [f for f in findings if f.verdict in SHOWN and site_of(plan, f) is not None]
    ground = {0, 1} & {f.storey for f in shown}
    levels = sorted(
        {min(ground) if f.storey in ground else f.storey for f in shown},
        key=lambda level: (level not in ground, level > 0, abs(level)),
    )
    minor = frozenset(int(row.number) for block in blocks for row in block.rows)
    shown_at = Counter(min(ground) if f.storey in ground else f.storey for f in shown)
    levels = [n for n in levels if n in ground or shown_at[n] >= OVERVIEW_PINS]
    pairs = [
        (n, overview_figure(plan, shown, n, minor=minor, lang=lang, size=size)) for n in levels
    ]
    return tuple(
        Overview(
            title=storey_name(level).in_(lang),
            figure=figure,
            findings=tuple(
                f.number for f in shown if f.storey == level or {f.storey, level} <= {0, 1}
            ),
        )
        for level, figure in pairs
        if figure is not None
    )
