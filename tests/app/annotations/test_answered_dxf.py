"""Answers written into the inserts of a review.dxf come home to their findings."""

from pathlib import Path
from typing import Any

import ezdxf
import pytest

from app.annotations import answered_dxf
from app.annotations.answered_dxf import read_answers
from app.annotations.changes import Act, ChangeKind
from app.annotations.faults import ReturnedError
from app.annotations.merge import applied, previewed
from app.annotations.record import Manifest, Mark
from app.annotations.store import Store
from app.reports import review_dxf

Sent = tuple[bytes, Manifest]


def drawing(path: Path, *rows: dict[str, str], edited: str | None = None) -> Path:
    """A drawing with an insert and a text for each row, as app.reports.review_dxf makes it."""
    document: Any = ezdxf.new("R2010")
    document.layers.add(review_dxf.LAYER)
    block = document.blocks.new(review_dxf.BLOCK)
    block.add_circle((0, 0), 1)
    space = document.modelspace()
    for n, row in enumerate(rows):
        insert = space.add_blockref(
            review_dxf.BLOCK, (n * 100, 0), dxfattribs={"layer": review_dxf.LAYER}
        )
        for tag, words in row.items():
            insert.add_attrib(tag, words, (0, 0))
        words = edited or f"{row['NO']}. {row['TEXT']}"
        space.add_text(words, dxfattribs={"layer": review_dxf.LAYER})
    document.saveas(path)
    return path


def row(number: int, **more: str) -> dict[str, str]:
    return {
        "NO": str(number), "ID": f"{number:04x}cafe", "CLAUSE": "kr_notice/art9-1",
        "VERDICT": "fail", "TEXT": "[보완 필요] 안내판 0개",
    } | more  # fmt: skip


def test_the_names_are_those_that_go_out() -> None:
    assert answered_dxf.LAYER == review_dxf.LAYER
    assert {answered_dxf.NUMBER, answered_dxf.ID, answered_dxf.TEXT} <= set(review_dxf.TAGS)


def test_an_answer_is_a_reply_to_the_mark_of_its_finding(sent: Sent, tmp_path: Path) -> None:
    path = drawing(
        tmp_path / "review.dxf", row(1), row(2, ANSWER="안내판을 2개 추가함", BY="박건축")
    )
    found = previewed(Store(), read_answers(path, path.name), manifest=sent[1])
    (change,) = found.changes
    assert (change.kinds[0], change.act, change.person) == (ChangeKind.REPLY, Act.ADD, "박건축")
    assert change.after is not None
    assert (change.after.reply_to, change.after.contents, change.after.finding) == (
        sent[1].marks[1].key,
        "안내판을 2개 추가함",
        2,
    )
    store = applied(Store(), found)
    again = previewed(store, read_answers(path, path.name), manifest=sent[1])
    assert again.known
    moved = previewed(
        store,
        read_answers(path, path.name).model_copy(update={"digest": "0"}),
        manifest=sent[1],
    )
    assert moved.changes == ()


def test_an_unanswered_drawing_says_nothing(tmp_path: Path) -> None:
    path = drawing(tmp_path / "review.dxf", row(1), row(2))
    assert read_answers(path, path.name).marks == ()


def test_a_text_that_no_longer_says_what_its_insert_says_is_an_answer(tmp_path: Path) -> None:
    path = drawing(tmp_path / "review.dxf", row(1), edited="1. 안내판은 정문에 있음")
    (mark,) = read_answers(path, path.name).marks
    assert mark.contents == "[보완 필요] 안내판 0개\n안내판은 정문에 있음"
    assert mark.finding == 1


def test_a_text_without_a_number_is_kept_and_has_no_place(sent: Sent, tmp_path: Path) -> None:
    path = drawing(tmp_path / "review.dxf", row(1))
    document: Any = ezdxf.readfile(path)
    document.modelspace().add_mtext("전체적으로 조명 부족", dxfattribs={"layer": "CPTED_REVIEW"})
    document.modelspace().add_text("남의 글", dxfattribs={"layer": "A-TEXT"})
    document.saveas(path)
    store = applied(Store(), previewed(Store(), read_answers(path, path.name), manifest=sent[1]))
    assert [kept.mark.contents for kept in store.marks] == ["전체적으로 조명 부족"]


def test_an_answer_to_a_finding_of_another_round_keeps_its_number(
    sent: Sent, tmp_path: Path
) -> None:
    path = drawing(tmp_path / "review.dxf", row(44, ANSWER="고쳤음"))
    (change,) = previewed(Store(), read_answers(path, path.name), manifest=sent[1]).changes
    assert change.after is not None
    assert (change.after.finding, change.after.reply_to) == (44, None)


@pytest.mark.parametrize("raw", [b"", b"0\nSECTION\n", b"  0\nnot a drawing\n\x00\xff"])
def test_a_damaged_drawing_is_refused_or_says_nothing(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "bad.dxf"
    path.write_bytes(raw)
    try:
        marks: tuple[Mark, ...] = read_answers(path, path.name).marks
    except ReturnedError as error:
        codes, marks = [fault.code for fault in error.faults], ()
    else:
        codes = ["annotations/damaged"]
    assert (codes, marks) == (["annotations/damaged"], ())
