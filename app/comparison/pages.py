"""Pages of a comparison: what became of each finding, with the drawing before and after."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.comparison.crops import Crops, crops
from app.comparison.rounds import Rounds
from app.comparison.told import Told, is_question, told
from app.exports.pages import SUPPORT, day, page_pdf
from app.reports import wording
from cpted_rules.compare import CHANGE_NAMES, Change
from cpted_rules.text import Lang, Text

DRAWN = (Change.REOPENED, Change.NEW, Change.CHANGED, Change.GONE)
"""Changes that are drawn; what is unchanged is listed."""

ORDER = (Change.REOPENED, Change.NEW, Change.CHANGED, Change.UNCHANGED, Change.GONE)
WORDS = {
    "title": Text(ko="회차 비교", en="Rounds compared"),
    "lead": Text(
        ko="앞 회차와 이번 회차의 도면을 같은 규칙으로 재어 견준 것입니다. "
        "반영 여부는 측정으로 알 수 있는 만큼만 적었습니다.",
        en="Both rounds measured by the same rules. “Taken up” says only what measuring can tell.",
    ),
    "before": Text(ko="변경 전", en="Before"),
    "after": Text(ko="변경 후", en="After"),
    "filed": Text(ko="신청일", en="filed"),
    "digest": Text(ko="판정 결과 지문", en="digest"),
    "conforming": Text(ko="두 회차 모두 적합", en="conform in both rounds"),
    "list": Text(ko="한눈에 보기", en="At a glance"),
    "change": Text(ko="변화", en="Change"),
    "numbers": Text(ko="번호", en="No."),
    "finding": Text(ko="지적", en="Finding"),
    "measured": Text(ko="측정", en="Measured"),
    "taken_up": Text(ko="반영", en="Taken up"),
    "why": Text(ko="달라진 점", en="What differs"),
    "opinion": Text(ko="의견", en="Opinion"),
    "required": Text(ko="기준", en="Required"),
    "none": Text(ko="두 회차 모두 지적이 없음", en="Nothing is raised in either round"),
    "nothing": Text(ko="지적 없음", en="not raised"),
    "no_figure": Text(ko="도면 위치가 없음", en="no place on the drawings"),
}
MOVED = Text(
    ko="이번 도면은 앞 도면에서 x {x} m, y {y} m 옮겨져 있어 맞추어 견주었습니다.",
    en="The later drawings lie x {x} m, y {y} m from the earlier ones and were aligned.",
)
EDITIONS = Text(
    ko="적용한 기준의 판이 다릅니다: 앞 회차에만 {gone}; 이번 회차에만 {new}.",
    en="The editions of law differ: only before {gone}; only after {new}.",
)
BY_PLACE = Text(
    ko="{n}건은 도면 핸들이 달라 조항·규칙과 위치 또는 이름으로 대응시켰습니다.",
    en="{n} were matched by clause, rule and place or name, as their handles differ.",
)
PLACES = Text(ko="{title} – {n}개소", en="{title} – {n} places")
MANY = 3
"""More like findings than this that nothing changed stand in one line."""
QUESTIONS = Text(
    ko="도면으로 잴 수 없어 위원이 직접 볼 조항 {n}건은 그대로이며 아래 표에서 뺐습니다 "
    "(이번 회차 번호 {numbers}).",
    en="{n} clauses that only a member can judge are unchanged and left out below "
    "(now numbered {numbers}).",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the list: a finding, or many like ones that nothing changed."""

    change: Change
    word: str
    numbers: str
    finding: str
    place: str
    measured: str
    taken_up: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One finding with its drawings."""

    told: Told
    crops: Crops | None


def comparison_pdf(rounds: Rounds, lang: Lang) -> bytes:
    """The pages of a comparison as a tagged PDF. The same bytes for the same rounds."""
    facts = rounds.after.assessment.facts
    return page_pdf(
        "forms/comparison.html.j2",
        sheets=("forms/fonts.css", "forms/form.css", "forms/comparison.css"),
        w={key: words.in_(lang) for key, words in WORDS.items()},
        lang=lang.value,
        case=facts.case_number,
        project=facts.title,
        date=facts.filed_on.isoformat(),
        remark=SUPPORT.in_(lang),
        rounds=tuple(
            (day(r.assessment.facts.filed_on, lang), r.digest[:16])
            for r in (rounds.before, rounds.after)
        ),
        counts=tuple(
            (change.value, CHANGE_NAMES[change].in_(lang), rounds.comparison.counts[change])
            for change in ORDER
        ),
        conforming=rounds.comparison.conforming,
        remarks=remarks(rounds, lang),
        lines=lines(rounds, lang),
        rows=tuple(row for row in _rows(rounds, lang) if row.crops is not None),
    )


def crop_files(rounds: Rounds, lang: Lang) -> Mapping[str, bytes]:
    """The drawings before and after as SVG, by the names of their files."""
    files: dict[str, bytes] = {}
    for row in _rows(rounds, lang):
        if row.crops is None:
            continue
        one = row.told.compared.after or row.told.compared.before
        for side, figure in (("before", row.crops.before), ("after", row.crops.after)):
            if one is not None and figure is not None:
                files[f"figures/{one.id}-{side}.svg"] = figure.svg.encode()
    return files


def _rows(rounds: Rounds, lang: Lang) -> tuple[Row, ...]:
    return tuple(
        Row(
            told=one,
            crops=crops(one.compared, rounds, lang) if one.compared.change in DRAWN else None,
        )
        for one in listed(rounds, lang)
    )


def listed(rounds: Rounds, lang: Lang) -> list[Told]:
    """What became of each finding, gravest first; questions that nothing changed left out."""
    every = [one for one in told(rounds, lang) if not _is_idle(one)]
    return sorted(every, key=lambda one: ORDER.index(one.compared.change))


def lines(rounds: Rounds, lang: Lang) -> tuple[Line, ...]:
    """The list of what became of each finding; many like ones that nothing changed as one line."""
    alike: dict[tuple[object, ...], list[Told]] = {}
    for one in listed(rounds, lang):
        alike.setdefault(_kind(one), []).append(one)
    made: list[Line] = []
    for members in alike.values():
        many = members[0].compared.change is Change.UNCHANGED and len(members) > MANY
        made += [_lines_as_one(members, lang)] if many else [_line(one) for one in members]
    return tuple(sorted(made, key=lambda line: ORDER.index(line.change)))


def _kind(one: Told) -> tuple[object, ...]:
    finding = one.compared.after or one.compared.before
    known = (finding.clause, finding.rule, finding.parameters) if finding else ()
    return (one.compared.change, known, one.taken_up, one.verdict_before, one.verdict_after)


def _line(one: Told) -> Line:
    why = (*one.why, one.matched) if one.matched else one.why
    return Line(
        change=one.compared.change,
        word=one.change,
        numbers=f"{one.number_before} → {one.number_after}",
        finding=one.headline,
        place=f"{one.cite} · {one.place}",
        measured=f"{one.measured_before} → {one.measured_after}",
        taken_up=one.taken_up_name,
        why="; ".join(why),
    )


def _lines_as_one(members: list[Told], lang: Lang) -> Line:
    lead = members[0]
    sides = [
        wording.numbers([f.number for f in found if f is not None])
        for found in (
            [one.compared.before for one in members],
            [one.compared.after for one in members],
        )
    ]
    return Line(
        change=lead.compared.change,
        word=lead.change,
        numbers=" → ".join(sides),
        finding=PLACES.fill(title=lead.title, n=str(len(members))).in_(lang),
        place=lead.cite,
        measured="–",
        taken_up=lead.taken_up_name,
        why="",
    )


def _is_idle(one: Told) -> bool:
    return one.compared.change is Change.UNCHANGED and is_question(one.compared.after)


def remarks(rounds: Rounds, lang: Lang) -> tuple[str, ...]:
    """What is to be known of a comparison before its findings are read."""
    comparison = rounds.comparison
    found = []
    x, y = comparison.moved_m
    if (x, y) != (0.0, 0.0):
        found.append(MOVED.fill(x=f"{x:+.2f}", y=f"{y:+.2f}"))
    if comparison.editions_gone or comparison.editions_new:
        gone, new = (
            ", ".join(ids) or "–" for ids in (comparison.editions_gone, comparison.editions_new)
        )
        found.append(EDITIONS.fill(gone=gone, new=new))
    every = told(rounds, lang)
    unlike = sum(1 for one in every if one.matched)
    if unlike:
        found.append(BY_PLACE.fill(n=str(unlike)))
    idle = [one.compared.after.number for one in every if one.compared.after and _is_idle(one)]
    if idle:
        found.append(QUESTIONS.fill(n=str(len(idle)), numbers=wording.numbers(idle)))
    return tuple(text.in_(lang) for text in found)
