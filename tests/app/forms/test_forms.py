"""The papers of a committee: what is filled in, whose words count, and who is not named."""

import io
import json
import re
import zipfile
from collections.abc import Sequence
from functools import cache

import pypdfium2 as pdfium
import pytest
from docx import Document
from hypothesis import given
from hypothesis import settings as checked
from hypothesis import strategies as st

from app.annotations.store import Answer, Store
from app.exports.review_folder import ReviewFolder, review_of
from app.forms.action_plan import action_plan
from app.forms.camera_signs import camera_signs
from app.forms.case import STEMS, masked, names_of
from app.forms.document import Cell, Fields, Form, Table
from app.forms.kinds import FormKind
from app.forms.opinion import opinion_form
from app.forms.points import Kind, points
from app.forms.result import result_form
from app.forms.stages import stage_lists
from app.forms.write import MAKERS, forms_of
from cpted_rules.findings import Verdict
from cpted_rules.standing import Standing
from cpted_rules.text import Lang
from tests.app.assessed import assessed

SAID = "출입구마다 안내판을 두고 김범죄 위원에게 보일 것"
ANSWERS = (
    Answer(person="김범죄", name="expert.name", value="김범죄"),
    Answer(person="김범죄", name="expert.expertise", value="환경설계"),
    Answer(person="김범죄", name="expert.date", value="2026-10-12"),
    Answer(person="김범죄", name="expert.overall", value="안내판 보완 후 적정"),
    Answer(person="김범죄", name="f.1.decision", value="conditional"),
    Answer(person="김범죄", name="f.1.opinion", value=SAID),
    Answer(person="김범죄", name="f.14.opinion", value="등을 더하고 김범죄 위원에게 보일 것"),
)
ANSWERED = Store(answers=ANSWERS).model_dump_json().encode()


@cache
def review(*, answered: bool = False, kind: str = "deficient") -> ReviewFolder:
    return review_of(assessed("multiplex", kind), ANSWERED if answered else b"")


@cache
def short() -> ReviewFolder:
    """A few findings of every kind: measured, asked of a person, not determined."""
    raw = json.loads(assessed("multiplex", "deficient"))
    chosen = {*range(1, 9), *range(22, 26), *range(46, 49)}
    raw["findings"] = [f for f in raw["findings"] if f["number"] in chosen]
    return review_of(json.dumps(raw).encode(), ANSWERED)


def tables(form: Form) -> list[Table]:
    return [block for block in form.blocks if isinstance(block, Table)]


def words_of(rows: Sequence[Sequence[Cell]]) -> str:
    return "\n".join(f"{cell.words}\n{cell.soft}" for row in rows for cell in row)


def everything(form: Form) -> str:
    said = [form.title, form.lead, form.case, form.remark]
    for block in form.blocks:
        if isinstance(block, Table):
            said.append(words_of(block.rows))
        elif isinstance(block, Fields):
            said += [word for row in block.rows for word in row]
        else:
            said.append(str(block))
    return "\n".join(said)


def text_of(pdf: bytes) -> str:
    document = pdfium.PdfDocument(pdf)
    pages = [document[n].get_textpage().get_text_range() for n in range(len(document))]
    document.close()
    return "\n".join(pages)


def bare(words: str) -> str:
    """Words without what a line end may change: spaces, and hyphens."""
    return re.sub(r"[\s\-\u2010\ufffe]", "", words)


def test_every_finding_that_is_raised_stands_in_one_point() -> None:
    found = [f.number for point in points(review(), Lang.KO) for f in point.findings]
    raised = [
        f.number
        for f in review().assessment.findings
        if f.verdict in (Verdict.FAIL, Verdict.REFERRED, Verdict.UNKNOWN)
    ]
    assert sorted(found) == raised


def test_findings_with_one_opinion_on_one_clause_are_one_row() -> None:
    every = points(review(), Lang.KO)
    seen = [(p.cite, p.opinion, p.verdict_name) for p in every]
    assert len(seen) == len(set(seen))
    assert any(len(p.findings) > 1 for p in every)


def test_the_opinion_form_has_the_opinions_its_basis_and_what_it_can_ground() -> None:
    form = opinion_form(review(), Lang.KO)
    opinions, questions, still_open = tables(form)
    assert opinions.rows[0][0].words == "1"
    assert opinions.rows[0][2].words.startswith("(안) CCTV 계획이 있으나")
    assert not opinions.rows[0][2].words.endswith("]")
    assert opinions.rows[0][3].words == "고시 제9조제1항"
    assert {row[4].words for row in opinions.rows} >= {"재검토 사유 가능", "권고", "조건"}
    assert all(row[3].room_mm > 0 for row in questions.rows)
    assert all("확인" in row[4].words or "기재" in row[4].words for row in still_open.rows)


def test_advice_is_never_told_as_a_ground_or_a_condition() -> None:
    for point in points(review(), Lang.KO):
        if point.force == "권장":
            assert point.standing is Standing.ADVICE
            assert point.standing_name == "권고"


def test_an_expert_s_own_words_take_the_place_of_the_draft() -> None:
    form = opinion_form(review(answered=True), Lang.KO)
    first = tables(form)[0].rows[0]
    assert first[2].words == SAID
    assert first[4].soft == "조건부"
    said = everything(form)
    assert "김범죄" in said
    assert "환경설계" in said
    assert "안내판 보완 후 적정" in said


def test_the_action_plan_draws_what_was_and_leaves_the_rest_to_the_applicant() -> None:
    (table,) = tables(action_plan(review(), Lang.KO))
    assert any(row[4].figure is not None for row in table.rows)
    assert all(row[2].words == "□ 반영\n□ 일부반영\n□ 미반영" for row in table.rows)
    assert all(row[3].words == "" and row[3].room_mm > 0 for row in table.rows)
    questions = [p for p in points(review(), Lang.KO) if p.kind is Kind.QUESTION]
    numbers = {row[0].words for row in table.rows}
    assert not numbers & {p.numbers for p in questions}


def test_the_published_result_names_nobody() -> None:
    answered = review(answered=True)
    facts = answered.assessment.facts
    form = result_form(answered, Lang.KO)
    said = everything(form)
    for name in (facts.applicant, facts.designer, "김범죄"):
        assert name
        assert name not in said
    assert "甲" in said
    assert "丙 위원에게 보일 것" in said
    files = forms_of(answered, [FormKind.RESULT], Lang.KO, docx=True)
    with zipfile.ZipFile(io.BytesIO(files["result.docx"])) as archive:
        inside = b"".join(archive.read(name) for name in archive.namelist()).decode(
            "utf-8", "ignore"
        )
    printed = re.sub(r"\s", "", text_of(files["result.pdf"]))
    for name in (facts.applicant, facts.designer, "김범죄"):
        assert name not in inside
        assert re.sub(r"\s", "", name) not in printed


def test_the_published_result_withholds_what_would_help_an_intruder() -> None:
    raw = json.loads(assessed("multiplex", "deficient"))
    lamp = next(f for f in raw["findings"] if f["rule"] == "LGT504")
    open_to_all = words_of(tables(result_form(review(), Lang.KO))[0].rows)
    assert "앞 바닥 평균 조도" in open_to_all
    lamp["security_sensitive"] = True
    form = result_form(review_of(json.dumps(raw).encode()), Lang.KO)
    said = words_of(tables(form)[0].rows)
    assert "앞 바닥 평균 조도" not in said
    first = tables(form)[0].rows[0][1].words
    assert first.endswith(": 보안상 위치와 내용을 공개하지 않음")
    assert "카메라에 보임" not in said


def test_the_result_s_fields_are_those_of_the_form_and_unknown_ones_stay_open() -> None:
    fields = next(b for b in result_form(review(), Lang.KO).blocks if isinstance(b, Fields))
    values = dict(fields.rows)
    assert len(values) == 18
    assert values["운영기관"] == "한강구 건축위원회"
    assert (values["지번"], values["대지위치"]) == ("45-6", "가상특별시 한강구 여울동")
    assert values["연면적"] == "551.98\u2009m²"
    assert values["심의일자"] == values["건폐율"] == values["용적률"] == ""


@pytest.mark.parametrize(
    ("address", "place", "lot"),
    [
        ("한강구 여울동 45-6", "한강구 여울동", "45-6"),
        ("한강구 나루동 100번지 일대", "한강구 나루동", "100번지 일대"),
        ("한강구 나루동 산 12-3", "한강구 나루동", "산 12-3"),
        ("한강구 여울로 일원", "한강구 여울로 일원", ""),
        ("", "", ""),
    ],
)
def test_a_lot_is_told_apart_from_its_place(address: str, place: str, lot: str) -> None:
    raw = json.loads(assessed("multiplex", "deficient"))
    raw["facts"]["address"] = address
    form = result_form(review_of(json.dumps(raw).encode()), Lang.KO)
    values = dict(next(b for b in form.blocks if isinstance(b, Fields)).rows)
    assert (values["대지위치"], values["지번"]) == (place, lot)


@pytest.mark.parametrize(("kind", "todo"), [("deficient", "표기 없음"), ("compliant", "있음")])
def test_the_sign_schedule_has_every_camera_and_every_entrance(kind: str, todo: str) -> None:
    found = review(kind=kind)
    cameras, signs, policy = tables(camera_signs(found, Lang.KO))
    assert len(cameras.rows) == len(found.plan.cameras)
    assert todo in words_of(signs.rows)
    assert f"{len(found.plan.cameras)}대" in words_of(policy.rows)


def test_a_point_stands_under_the_stage_at_which_it_can_be_seen() -> None:
    every = points(review(), Lang.KO)
    headings = [table.heading for table in tables(stage_lists(review(), Lang.KO))]
    assert headings[-1] == "사용승인 현장 확인"
    assert all(p.stage is None or p.stage.rank >= 1 for p in every)
    listed = [
        row[0].words for table in tables(stage_lists(review(), Lang.KO))[:-1] for row in table.rows
    ]
    assert sorted(listed) == sorted(p.numbers for p in every)


def test_no_advice_is_confirmed_on_site_as_a_condition() -> None:
    site = tables(stage_lists(review(), Lang.KO))[-1]
    assert "권고" not in words_of([row[3:4] for row in site.rows])


names = st.text(st.sampled_from("가나다라 ()"), min_size=1, max_size=6).map(str.strip)


@checked(max_examples=80, deadline=None, derandomize=True)
@given(
    given_names=st.lists(names.filter(bool), min_size=1, max_size=4, unique=True),
    words=st.text(st.sampled_from("가나다라 ()."), max_size=30),
)
def test_no_name_is_left_in_masked_words(given_names: list[str], words: str) -> None:
    said = masked(" ".join([words, *given_names]), given_names)
    assert not any(name in said for name in given_names)
    assert any(stem in said for stem in STEMS)


def test_a_name_that_holds_another_is_told_as_itself() -> None:
    facts = review().assessment.facts
    assert names_of(facts, ("", "  ", facts.applicant)) == (facts.applicant, facts.designer)
    assert masked("김가나 씨와 김가 씨", ("김가", "김가나")) == "乙 씨와 甲 씨"


@pytest.mark.parametrize("kind", FormKind)
@pytest.mark.parametrize("lang", Lang)
def test_every_form_is_the_same_in_pdf_and_docx(kind: FormKind, lang: Lang) -> None:
    form = MAKERS[kind](short(), lang)
    files = forms_of(short(), [kind], lang, docx=True)
    printed = bare(text_of(files[f"{form.stem}.pdf"]))
    document = Document(io.BytesIO(files[f"{form.stem}.docx"]))
    assert document.core_properties.created.date() == review().assessment.facts.filed_on
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    edited = bare("\n".join([*(p.text for p in document.paragraphs), *cells]))
    assert bare(form.title) in printed
    for table in tables(form):
        for row in table.rows[:4]:
            for cell in row[:2]:
                assert bare(cell.words) in printed
                assert bare(cell.words) in edited
    figures = sum(c.figure is not None for t in tables(form) for row in t.rows for c in row)
    assert len(document.inline_shapes) == figures


def test_the_same_review_gives_the_same_bytes() -> None:
    kinds = [FormKind.RESULT, FormKind.STAGES]
    one = forms_of(short(), kinds, Lang.KO, docx=True)
    other = forms_of(review_of(short().content, ANSWERED), kinds, Lang.KO, docx=True)
    assert one == other
    with zipfile.ZipFile(io.BytesIO(one["result.docx"])) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
