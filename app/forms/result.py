"""별지 제2호 「건축위원회 심의 주요결과」: what a committee publishes, with names told by stems.

The form is published on a web site: it names nobody, and of what a public copy leaves out (cameras,
guards, ways in) it says the subject only.
"""

import re
from collections.abc import Set

from app.copies.public import published
from app.exports.answers import Imposed
from app.exports.review_folder import ReviewFolder
from app.forms.case import floors, form_of, masked, names_of, site_area_m2
from app.forms.document import Block, Cell, Choice, Column, Fields, Form, Table, Writing
from app.forms.opinion import NONE
from app.forms.points import Kind, Point, points
from app.reports import wording
from app.reports.statements import Law
from cpted_rules.facts import USE_NAMES
from cpted_rules.plan import SitePlan
from cpted_rules.standing import Standing
from cpted_rules.text import Lang, Text, join, same

TITLE = Text(ko="건축위원회 심의 주요결과", en="Main results of the committee’s deliberation")
LEAD = Text(
    ko="[별지 제2호] 범죄예방 분야의 초안입니다. 성명·상호는 甲·乙로 가렸으며, "
    "빈칸과 결과는 위원회가 적습니다.",
    en="[Form 2] A draft for crime prevention. Names are masked; the committee fills in the rest.",
)
COMMITTEE = Text(ko="{district} 건축위원회", en="Building committee of {district}")
DRAWN = Text(ko="{value} (도면에서 읽은 값)", en="{value} (as read from the drawings)")
BUILDINGS = Text(ko="{n}동", en="{n}")
LABELS = {
    "organiser": Text(ko="운영기관", en="Committee"),
    "held": Text(ko="심의일자", en="Held on"),
    "kind": Text(ko="건축종별", en="Kind of work"),
    "applicant": Text(ko="건축주", en="Applicant"),
    "place": Text(ko="대지위치", en="Site"),
    "lot": Text(ko="지번", en="Lot"),
    "lots": Text(ko="관련지번", en="Related lots"),
    "site_area": Text(ko="대지면적", en="Site area"),
    "zone": Text(ko="용도지역", en="Zoning"),
    "built_area": Text(ko="건축면적", en="Building area"),
    "coverage": Text(ko="건폐율", en="Coverage"),
    "floors": Text(ko="층수(지하/지상)", en="Storeys"),
    "use": Text(ko="주용도", en="Main use"),
    "structure": Text(ko="구조", en="Structure"),
    "buildings": Text(ko="동수", en="Buildings"),
    "height": Text(ko="최고높이", en="Greatest height"),
    "ratio": Text(ko="용적률", en="Floor area ratio"),
    "gross_area": Text(ko="연면적", en="Gross area"),
}
MAIN = Text(ko="구분별 주요 심의 내용 [(범죄예방) 분야]", en="Main contents [crime prevention]")
MAIN_LEAD = Text(
    ko="조건과 권고의 초안입니다. 위원의 의견이 있으면 그 의견을 적었습니다.",
    en="Drafts of conditions and advice; members’ own opinions where given.",
)
KIND, CONTENT, BASIS = (
    Text(ko="구분", en="Kind"),
    Text(ko="내용", en="Content"),
    Text(ko="근거", en="Basis"),
)
CONDITION, ADVICE = (
    Text(ko="조건(안)", en="condition (draft)"),
    Text(ko="권고(안)", en="advice (draft)"),
)
WITHHELD = Text(
    ko="{title}: 보안상 위치와 내용을 공개하지 않음",
    en="{title}: place and details withheld for security",
)
LOT = re.compile(r"(.*?\D)\s+((?:산\s?)?\d+(?:-\d+)?(?:\s?번지)?(?:\s?일대|\s?일원)?)")
"""An address that ends in a lot."""

RESULT = Text(ko="심의결과", en="Result")
RESULTS = {
    "approved": Text(ko="원안 의결", en="as proposed"),
    "conditional": Text(ko="조건부 의결", en="with conditions"),
    "redeliberation": Text(ko="재검토 의결", en="to be deliberated again"),
    "rejected": Text(ko="부결", en="refused"),
}
IMPOSED = Text(ko="조건", en="condition")
SAID_ADVICE = Text(ko="권고", en="advice")
MAIN_DECIDED = Text(ko="의결된 조건과 권고입니다.", en="Conditions and advice as decided.")
LEAD_DECIDED = Text(
    ko="[별지 제2호] 범죄예방 분야. 성명·상호는 甲·乙로 가렸습니다.",
    en="[Form 2] Crime prevention. Names are masked.",
)
REASONS = Text(ko="조건·재검토 사유 등", en="Conditions, reasons")


def result_form(review: ReviewFolder, lang: Lang) -> Form:
    """The main results, drafted; nothing on it names anybody."""
    facts, plan = review.assessment.facts, review.plan
    names = names_of(facts, review.answers.people)
    shown = {f.id for f in published(review.assessment, plan).assessment.findings}
    outcome = review.answers.outcome
    imposed = review.answers.imposed if outcome else ()
    blocks: tuple[Block, ...] = (
        Fields(rows=tuple((LABELS[k].in_(lang), v) for k, v in _case(review, plan, lang))),
        Table(
            heading=MAIN.in_(lang),
            lead=(MAIN_DECIDED if outcome else MAIN_LEAD).in_(lang),
            columns=(
                Column(words=KIND.in_(lang), share=14),
                Column(words=CONTENT.in_(lang), share=62),
                Column(words=BASIS.in_(lang), share=24),
            ),
            rows=tuple(
                dict.fromkeys(
                    [
                        *(_condition(one, review, shown, names, lang) for one in imposed),
                        *(
                            _row(p, review, shown, names, lang)
                            for p in points(review, lang)
                            if _is_told(p, decided=outcome is not None)
                        ),
                    ]
                )
            ),
            none=NONE.in_(lang),
        ),
        Choice(
            heading=RESULT.in_(lang),
            options=tuple(
                (name.in_(lang), outcome is not None and outcome.kind == kind)
                for kind, name in RESULTS.items()
            ),
        ),
        Writing(heading=REASONS.in_(lang), words=_reasons(review, names), lines=4),
    )
    return form_of(
        review,
        lang,
        "result",
        title=TITLE,
        lead=LEAD_DECIDED if outcome else LEAD,
        blocks=blocks,
    )


def _case(review: ReviewFolder, plan: SitePlan, lang: Lang) -> list[tuple[str, str]]:
    facts = review.assessment.facts
    place, lot = _place_and_lot(facts.address)
    own = [b for b in plan.buildings if not b.neighbour]
    tops = [b.top_m for b in own if b.top_m is not None]
    area = site_area_m2(plan)
    outcome = review.answers.outcome
    known = {
        "organiser": same(outcome.organiser)
        if outcome
        else COMMITTEE.fill(district=facts.district),
        "held": same(outcome.held_on if outcome else ""),
        "applicant": same(masked(facts.applicant, names_of(facts))),
        "place": same(place),
        "lot": same(lot),
        "site_area": _drawn(area, "m2"),
        "floors": join([floors(p) for p in facts.parts if p.floors_above is not None], " / "),
        "use": join([USE_NAMES[part.use] for part in facts.parts], ", "),
        "buildings": DRAWN.fill(value=BUILDINGS.fill(n=str(len(own)))) if own else same(""),
        "height": _drawn(max(tops) if tops else None, "m"),
        "gross_area": _gross(review),
    }
    return [(key, known[key].in_(lang) if key in known else "") for key in LABELS]


def _place_and_lot(address: str) -> tuple[str, str]:
    """An address without its lot, and the lot; the whole address where none is told."""
    found = LOT.fullmatch(address.strip())
    return (found[1], found[2]) if found else (address, "")


def _drawn(value: float | None, unit: str) -> Text:
    return DRAWN.fill(value=wording.amount(value, unit, decimals=2)) if value else same("")


def _gross(review: ReviewFolder) -> Text:
    areas = [part.gross_area_m2 for part in review.assessment.facts.parts]
    known = [area for area in areas if area is not None]
    if not known or len(known) < len(areas):
        return same("")
    return wording.amount(sum(known), "m2", decimals=2)


def _is_told(point: Point, *, decided: bool) -> bool:
    """Whether a point stands in the table: once decided, what is advised beside the conditions."""
    if decided:
        return bool(point.said) and point.standing is Standing.ADVICE
    measured = point.kind is Kind.MEASURED and point.standing is not Standing.NOTHING
    return bool(point.said) or measured


def _row(
    point: Point, review: ReviewFolder, shown: Set[str], names: tuple[str, ...], lang: Lang
) -> tuple[Cell, ...]:
    words, decided = point.words, review.answers.outcome is not None
    if any(finding.id not in shown for finding in point.findings):
        words = WITHHELD.fill(title=point.title).in_(lang)
    kind = ADVICE if point.standing is Standing.ADVICE else CONDITION
    return (
        Cell(words=(SAID_ADVICE if decided else kind).in_(lang)),
        Cell(words=masked(words, names)),
        Cell(words=point.cite, soft=point.force),
    )


def _condition(
    one: Imposed, review: ReviewFolder, shown: Set[str], names: tuple[str, ...], lang: Lang
) -> tuple[Cell, ...]:
    """A condition as decided; of what a public copy leaves out, its subject only."""
    words = one.words
    finding = next((f for f in review.assessment.findings if f.number == one.finding), None)
    if finding is not None and finding.id not in shown:
        title = Law.of(review.assessment).clauses[finding.clause].title
        words = WITHHELD.fill(title=title).in_(lang)
    return (
        Cell(words=f"{IMPOSED.in_(lang)} {one.number}"),
        Cell(words=masked(words, names)),
        Cell(words=one.cite, soft=one.basis),
    )


def _reasons(review: ReviewFolder, names: tuple[str, ...]) -> str:
    """What was decided and why, in the committee's own words."""
    outcome = review.answers.outcome
    return masked(outcome.reasons, names) if outcome else ""
