"""The case as the head of every form states it, and names as a published paper may show them."""

from collections.abc import Iterable

from app.exports.pages import SUPPORT, day
from app.exports.review_folder import ReviewFolder
from app.forms.document import Block, Form
from app.reports import wording
from cpted_rules.facts import STAGE_NAMES, USE_NAMES, SiteFacts, UsePart
from cpted_rules.plan import SitePlan
from cpted_rules.text import Lang, Text, join, same

TITLE = Text(ko="건명", en="Project")
CASE = Text(ko="관리번호", en="Case no.")
ITEM = Text(ko="안건번호", en="Agenda item")
ADDRESS = Text(ko="대지위치", en="Site")
FILED = Text(ko="심의신청일", en="Filed on")
STAGE = Text(ko="심의 단계", en="Stage")
SCALE = Text(ko="용도·규모", en="Uses and size")
APPLICANT = Text(ko="건축주", en="Applicant")
DESIGNER = Text(ko="설계자", en="Designer")
HOUSEHOLDS = Text(ko="{n}세대", en="{n} households")
ROOMS = Text(ko="{n}실", en="{n} rooms")
FLOORS = Text(ko="지하 {below}층/지상 {above}층", en="{below} below / {above} above ground")

STEMS = ("甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸")
"""What stands for a name where names may not stand."""


def head(review: ReviewFolder, lang: Lang) -> list[tuple[str, str]]:
    """What every form says of its case. The number on the agenda is the committee's to give."""
    facts = review.assessment.facts
    rows = (
        (TITLE, same(facts.title)),
        (CASE, same(facts.case_number)),
        (ADDRESS, same(facts.address)),
        (ITEM, same("")),
        (SCALE, join([part_words(part) for part in facts.parts], " / ")),
        (STAGE, STAGE_NAMES[facts.stage]),
        (FILED, same(day(facts.filed_on, lang))),
    )
    return [(label.in_(lang), value.in_(lang)) for label, value in rows]


def form_of(
    review: ReviewFolder,
    lang: Lang,
    stem: str,
    *,
    title: Text,
    lead: Text,
    blocks: Iterable[Block],
    landscape: bool = False,
) -> Form:
    """A form of a case: its number and date, and what stands at the foot of every page."""
    facts = review.assessment.facts
    return Form(
        stem=stem,
        lang=lang.value,
        title=title.in_(lang),
        lead=lead.in_(lang),
        case=facts.case_number,
        date=facts.filed_on.isoformat(),
        remark=SUPPORT.in_(lang),
        blocks=tuple(blocks),
        landscape=landscape,
    )


def part_words(part: UsePart) -> Text:
    """The use of a part and its size."""
    words = [USE_NAMES[part.use]]
    if part.households is not None:
        words.append(HOUSEHOLDS.fill(n=f"{part.households:,}"))
    if part.rooms is not None:
        words.append(ROOMS.fill(n=f"{part.rooms:,}"))
    if part.floors_above is not None:
        words.append(floors(part))
    if part.gross_area_m2 is not None:
        words.append(wording.amount(part.gross_area_m2, "m2", decimals=2))
    return join(words)


def floors(part: UsePart) -> Text:
    """Storeys below and above ground."""
    return FLOORS.fill(below=str(part.floors_below or 0), above=str(part.floors_above))


def site_area_m2(plan: SitePlan) -> float | None:
    """The area within the site's outline as drawn; None where no outline is. [m2]"""
    return sum(boundary.area.area for boundary in plan.boundaries) or None


def names_of(facts: SiteFacts, others: Iterable[str] = ()) -> tuple[str, ...]:
    """Names of people and firms in a case, each once: the applicant first."""
    found = [name.strip() for name in (facts.applicant, facts.designer, *others)]
    return tuple(dict.fromkeys(name for name in found if name))


def masked(words: str, names: Iterable[str]) -> str:
    """Words in which each name is told by its stem: 甲 for the first, 乙 for the second.

    A longer name goes first, so that one that holds another is told as itself.
    """
    stems = {name: STEMS[n % len(STEMS)] for n, name in enumerate(names)}
    for name in sorted(stems, key=len, reverse=True):
        words = words.replace(name, stems[name])
    return words
