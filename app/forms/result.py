"""별지 제2호 「건축위원회 심의 주요결과」: what a committee publishes, with names told by stems.

The form is published on a web site: it names nobody, and of what a public copy leaves out (cameras,
guards, ways in) it says the subject only.
"""

import re

from app.copies.public import published
from app.exports.review_folder import ReviewFolder
from app.forms.case import floors, form_of, masked, names_of, site_area_m2
from app.forms.document import Block, Cell, Choice, Column, Fields, Form, Table, Writing
from app.forms.opinion import NONE
from app.forms.points import Kind, Point, points
from app.reports import wording
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
RESULTS = (
    Text(ko="원안 의결", en="as proposed"),
    Text(ko="조건부 의결", en="with conditions"),
    Text(ko="재검토 의결", en="to be deliberated again"),
    Text(ko="부결", en="refused"),
)
REASONS = Text(ko="조건·재검토 사유 등", en="Conditions, reasons")


def result_form(review: ReviewFolder, lang: Lang) -> Form:
    """The main results, drafted; nothing on it names anybody."""
    facts, plan = review.assessment.facts, review.plan
    names = names_of(facts, review.answers.people)
    shown = {f.id for f in published(review.assessment, plan).assessment.findings}
    blocks: tuple[Block, ...] = (
        Fields(rows=tuple((LABELS[k].in_(lang), v) for k, v in _case(review, plan, lang))),
        Table(
            heading=MAIN.in_(lang),
            lead=MAIN_LEAD.in_(lang),
            columns=(
                Column(words=KIND.in_(lang), share=14),
                Column(words=CONTENT.in_(lang), share=62),
                Column(words=BASIS.in_(lang), share=24),
            ),
            rows=tuple(
                dict.fromkeys(
                    _row(p, names, lang, withheld=any(f.id not in shown for f in p.findings))
                    for p in points(review, lang)
                    if p.said or (p.kind is Kind.MEASURED and p.standing is not Standing.NOTHING)
                )
            ),
            none=NONE.in_(lang),
        ),
        Choice(heading=RESULT.in_(lang), options=tuple((r.in_(lang), False) for r in RESULTS)),
        Writing(heading=REASONS.in_(lang), lines=4),
    )
    return form_of(
        review,
        lang,
        "result",
        title=TITLE,
        lead=LEAD,
        blocks=blocks,
    )


def _case(review: ReviewFolder, plan: SitePlan, lang: Lang) -> list[tuple[str, str]]:
    facts = review.assessment.facts
    place, lot = _place_and_lot(facts.address)
    own = [b for b in plan.buildings if not b.neighbour]
    tops = [b.top_m for b in own if b.top_m is not None]
    area = site_area_m2(plan)
    known = {
        "organiser": COMMITTEE.fill(district=facts.district),
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


def _row(point: Point, names: tuple[str, ...], lang: Lang, *, withheld: bool) -> tuple[Cell, ...]:
    words = point.words
    if withheld:
        words = WITHHELD.fill(title=point.title).in_(lang)
    advice = point.standing is Standing.ADVICE
    return (
        Cell(words=(ADVICE if advice else CONDITION).in_(lang)),
        Cell(words=masked(words, names)),
        Cell(words=point.cite, soft=point.force),
    )
