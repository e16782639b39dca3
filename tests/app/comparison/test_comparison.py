"""Two rounds told: whether an opinion was taken up, the drawings before and after, the bytes."""

import json
from dataclasses import replace
from functools import cache
from typing import Any

import pypdfium2 as pdfium
import pytest

from app.annotations.record import Mark, MarkKind, Review
from app.annotations.store import Kept, Store
from app.comparison.crops import crops
from app.comparison.model import ComparisonModel, comparison_bytes, comparison_model
from app.comparison.pages import comparison_pdf, crop_files, lines, listed
from app.comparison.rounds import Rounds, compared
from app.comparison.told import TakenUp, taken_up, told
from app.exports.review_folder import ReviewFolder, review_of
from cpted_rules.clause import Bound, Force, Topic
from cpted_rules.compare import Change, Compared
from cpted_rules.findings import Finding, Verdict
from cpted_rules.text import Lang
from tests.app.assessed import assessed


@cache
def rounds() -> Rounds:
    return compared(sample("deficient"), sample("compliant"))


def sample(kind: str, marks: bytes = b"") -> ReviewFolder:
    return review_of(assessed("multiplex", kind), marks)


def changed(change: Any) -> ReviewFolder:
    raw = json.loads(assessed("multiplex", "deficient"))
    change(raw["findings"])
    return review_of(json.dumps(raw).encode())


def finding(verdict: Verdict, measured: float | None = None, bound: Bound | None = None) -> Finding:
    return Finding(
        number=1,
        id="a",
        clause="law/a",
        rule="CAM604",
        verdict=verdict,
        basis=None,
        force=Force.MANDATORY,
        topic=Topic.PARKING,
        measured=measured,
        required=bound,
    )


AT_MOST, AT_LEAST = Bound(unit="m", at_most=25.0), Bound(unit="lx", at_least=10.0)
FAIL, REFERRED, UNKNOWN, PASS = Verdict.FAIL, Verdict.REFERRED, Verdict.UNKNOWN, Verdict.PASS


@pytest.mark.parametrize(
    ("before", "after", "up"),
    [
        (finding(FAIL, 30, AT_MOST), finding(FAIL, 28, AT_MOST), TakenUp.PARTLY),
        (finding(FAIL, 30, AT_MOST), finding(FAIL, 31, AT_MOST), TakenUp.NO),
        (finding(FAIL, 4, AT_LEAST), finding(FAIL, 6, AT_LEAST), TakenUp.PARTLY),
        (finding(FAIL, 4, AT_LEAST), finding(FAIL, 3, AT_LEAST), TakenUp.NO),
        (finding(FAIL, 30, AT_MOST), finding(REFERRED, 25.2, AT_MOST), TakenUp.PARTLY),
        (finding(REFERRED, 25.2, AT_MOST), finding(FAIL, 27, AT_MOST), TakenUp.NO),
        (finding(FAIL, 30, AT_MOST), finding(UNKNOWN, None, AT_MOST), TakenUp.TO_BE_SEEN),
        (finding(REFERRED, 0.4), finding(REFERRED, 0.6), TakenUp.TO_BE_SEEN),
        (finding(PASS, 20, AT_MOST), finding(FAIL, 30, AT_MOST), TakenUp.NOT_ASKED),
    ],
)
def test_nearer_to_the_bound_is_taken_up_in_part_and_further_is_not(
    before: Finding, after: Finding, up: TakenUp
) -> None:
    assert taken_up(Compared(change=Change.CHANGED, before=before, after=after)) is up


def test_gone_is_taken_up_and_unchanged_is_not() -> None:
    one = finding(FAIL, 30, AT_MOST)
    assert taken_up(Compared(change=Change.GONE, before=one, after=None)) is TakenUp.YES
    assert taken_up(Compared(change=Change.UNCHANGED, before=one, after=one)) is TakenUp.NO


def test_what_nothing_asks_for_is_for_a_member_to_see() -> None:
    one = finding(REFERRED, 1.0)
    same = Compared(change=Change.UNCHANGED, before=one, after=one)
    assert taken_up(same) is TakenUp.TO_BE_SEEN
    far = replace(one, beyond_reference=True)
    assert taken_up(replace(same, after=far)) is TakenUp.NO


def test_many_like_findings_that_nothing_changed_are_one_line() -> None:
    same = compared(sample("deficient"), sample("deficient"))
    shown, every = lines(same, Lang.KO), listed(same, Lang.KO)
    assert len(shown) < len(every)
    (pipes,) = [line for line in shown if "4개소" in line.finding]
    assert pipes.numbers == "6–9 → 6–9"


def test_what_differs_is_said_in_words_and_how_the_two_were_matched() -> None:
    every = told(rounds(), Lang.KO)
    assert all(one.why for one in every if one.compared.change is not Change.UNCHANGED)
    assert any(one.matched for one in every)
    gone = [one for one in every if one.compared.change is Change.GONE]
    assert any(one.why[0].startswith("기준을 지킴") for one in gone)
    assert any(one.why == ("대상이 도면에 없음",) for one in gone)


def test_a_value_that_changed_is_told_with_both_numbers() -> None:
    def darker(findings: list[dict[str, Any]]) -> None:
        (one,) = [f for f in findings if f["rule"] == "LGT504"]
        one["measured"] = 1.5

    found = told(compared(sample("deficient"), changed(darker)), Lang.KO)
    (one,) = [each for each in found if each.compared.change is Change.CHANGED]
    assert one.why == ("측정 4.0\u2009lx → 1.5\u2009lx",)


def test_a_finding_that_a_person_closed_comes_back_as_reopened() -> None:
    mark = Mark(
        key="a", kind=MarkKind.NOTE, page=0, rect=(0, 0, 1, 1), finding=1, review=Review.COMPLETED
    )
    store = Store(marks=(Kept(mark=mark, person="김", came=mark),))
    closed = sample("deficient", store.model_dump_json().encode())
    counts = compared(closed, sample("deficient")).comparison.counts
    assert counts[Change.REOPENED] == 1


def test_before_and_after_are_drawn_of_one_window_at_one_scale() -> None:
    drawn = 0
    for one in told(rounds(), Lang.KO):
        pair = crops(one.compared, rounds(), Lang.KO)
        if pair.before is None or pair.after is None:
            continue
        before, after = one.compared.before, one.compared.after
        plain = before and after and not (before.field or after.field)
        if plain and pair.before.frame.height_mm == pair.after.frame.height_mm:
            assert pair.before.frame == pair.after.frame
            drawn += 1
        assert pair.before.frame.window.intersects(pair.after.frame.window)
    assert drawn > 3


def test_a_place_that_one_round_lacks_is_drawn_as_it_is_there() -> None:
    one = next(c for c in rounds().comparison.findings if c.before is None)
    pair = crops(one, rounds(), Lang.KO)
    assert pair.before is not None
    assert pair.after is not None
    assert pair.before.svg != pair.after.svg


def test_clauses_that_only_a_person_judges_are_left_out_while_nothing_changed_them() -> None:
    shown = {one.compared.after.id for one in listed(rounds(), Lang.KO) if one.compared.after}
    questions = [
        c.after
        for c in rounds().comparison.findings
        if c.after and c.after.rule is None and c.change is Change.UNCHANGED
    ]
    assert questions
    assert not shown & {q.id for q in questions}
    in_data = {f.after.id for f in comparison_model(rounds()).findings if f.after}
    assert {q.id for q in questions} <= in_data


def test_the_data_hold_every_finding_and_read_back() -> None:
    content = comparison_bytes(rounds())
    model = ComparisonModel.model_validate_json(content)
    assert model == comparison_model(rounds())
    assert sum(model.counts.values()) == len(model.findings)


def test_the_pages_hold_every_drawing_and_are_the_same_twice() -> None:
    few = [changed(lambda findings, n=n: findings.__delitem__(slice(n, None))) for n in (6, 9)]
    content = comparison_pdf(compared(*few), Lang.KO)
    assert content == comparison_pdf(compared(*few), Lang.KO)
    document = pdfium.PdfDocument(content)
    text = "".join(document[n].get_textpage().get_text_range() for n in range(len(document)))
    document.close()
    assert "회차 비교" in text
    assert "한눈에 보기" in text
    files = crop_files(rounds(), Lang.KO)
    assert {name.rsplit("-", 1)[1] for name in files} == {"before.svg", "after.svg"}


def test_a_round_against_itself_has_nothing_to_draw() -> None:
    same = compared(sample("deficient"), sample("deficient"))
    assert crop_files(same, Lang.KO) == {}
    assert same.comparison.counts[Change.UNCHANGED] == len(same.comparison.findings)
