"""What a marked-up report brings home becomes drafts of its member, and can be taken back."""

import io
import json
from pathlib import Path

import pytest
from shapely.geometry import Point
from sqlalchemy import select

from app.annotations import child
from app.annotations.faults import MergeError
from app.annotations.opinion_form import Decision
from app.annotations.record import MANIFEST, Mark, MarkKind, Review
from app.errors import ConflictError, NotFoundError, RefusedError
from app.jobs.kind import MadeFile, Means
from app.jobs.tables import JobRow
from app.reviews import annotations, journal, returns
from app.reviews.annotations import Drawn, Kind
from app.reviews.tables import AnnotationRow, MarkStoreRow, OpinionRow, ReturnRow
from app.reviews.terms import Position
from cpted_rules.standing import Standing
from tests.app.marked_up import altered, figure_of, manifest_of, marked_up, square
from tests.app.reviewed import reviewed

SENT = "report.pdf"


@pytest.fixture(scope="module")
def report() -> Path:
    return reviewed() / SENT


class Post:
    """Hands files in and reads them as the job does, without its queue."""

    def __init__(self, bench, folder: Path):
        self.bench, self.folder = bench, folder

    def hand_in(self, raw: bytes, by="expert", whose="", *, looks=False) -> ReturnRow:
        bench = self.bench
        row = returns.receive(
            bench.session,
            bench.people[by],
            bench.case,
            bench.standing_of(by),
            blob=_put(bench, raw),
            name="보고서_위원.pdf",
            whose=bench.people[whose].id if whose else "",
        )
        bench.session.flush()
        self.read(row, raw, looks=looks)
        return row

    def read(self, row: ReturnRow, raw: bytes, *, looks: bool = False) -> None:
        bench = self.bench
        work = self.folder / row.id
        (work / "out").mkdir(parents=True)
        (work / "returned.pdf").write_bytes(raw)
        review = work / "review"
        review.mkdir()
        (review / "assessment.json").write_bytes((reviewed() / "assessment.json").read_bytes())
        if looks:  # to be compared with; the manifest alone is read sooner
            (review / SENT).write_bytes((reviewed() / SENT).read_bytes())
        else:
            manifest = manifest_of(reviewed() / SENT).model_dump_json()
            (review / MANIFEST).write_text(manifest, "utf-8")
        kept = bench.session.get(MarkStoreRow, (bench.case.id, 1))
        if kept is not None:
            (review / "marks.json").write_text(kept.content, "utf-8")
        arguments = {
            "path": str(work / "returned.pdf"),
            "review": str(review),
            "importer": row.whose,
            "named": {},
            "out": str(work / "out"),
        }
        count = child.preview(arguments, lambda *_: None)
        files = tuple(
            MadeFile(
                name=str(path.relative_to(work / "out")),
                media_type="",
                digest=_put(bench, path.read_bytes()).digest,
                size=path.stat().st_size,
            )
            for path in (work / "out").rglob("*")
            if path.is_file()
        )
        means = Means(settings=None, database=None, blobs=bench.blobs)
        returns.RETURNS.keep(means, bench.session, JobRow(subject_id=row.id), count, files)
        bench.session.flush()

    def apply(self, row: ReturnRow, by="expert", **how):
        bench = self.bench
        return returns.apply(
            bench.session, bench.people[by], bench.case, row, bench.findings, **how
        )

    def undo(self, row: ReturnRow, by="expert") -> None:
        returns.undo(self.bench.session, self.bench.people[by], self.bench.case, row)

    def opinions(self, name="expert") -> dict[int | None, OpinionRow]:
        rows = self.bench.session.scalars(
            select(OpinionRow).where(
                OpinionRow.person_id == self.bench.people[name].id,
                OpinionRow.deleted_at.is_(None),
            )
        )
        return {row.finding_number: row for row in rows}

    def marks(self, name="expert") -> list[AnnotationRow]:
        return list(
            self.bench.session.scalars(
                select(AnnotationRow).where(
                    AnnotationRow.person_id == self.bench.people[name].id,
                    AnnotationRow.deleted_at.is_(None),
                )
            )
        )


def _put(bench, raw: bytes):
    return bench.blobs.put(io.BytesIO(raw))


@pytest.fixture
def post(bench, tmp_path) -> Post:
    return Post(bench, tmp_path)


def breach(bench):
    return bench.finding(Standing.REDELIBERATION)


def marked(bench, report, **more):
    """A square on the plan of the first breach, its form answered."""
    number, manifest = breach(bench).number, manifest_of(report)
    return marked_up(
        report,
        [square(manifest, number, "여기에 카메라 한 대")],
        decisions={number: Decision.CONDITIONAL},
        opinions={number: "주출입구에 카메라를 추가하는 조건"},
        **more,
    )


def test_a_mark_and_a_filled_form_become_a_draft_mark_and_a_draft_opinion(post, bench, report):
    row = post.hand_in(marked(bench, report))
    assert row.state == "previewed"
    assert returns.count(row) == 3
    post.apply(row)
    number = breach(bench).number
    opinion, (mark,) = post.opinions()[number], post.marks()
    assert opinion.position == Position.CONDITION
    assert opinion.origin == "pdf"
    assert opinion.text == "주출입구에 카메라를 추가하는 조건"
    assert opinion.published_at is None
    assert mark.text == "여기에 카메라 한 대"
    assert mark.finding_id == breach(bench).id
    assert mark.kind == "polygon"
    assert mark.published_at is None


def test_a_square_on_a_plan_lies_in_metres_where_the_figure_says(post, bench, report):
    number, manifest = breach(bench).number, manifest_of(report)
    row = post.hand_in(marked_up(report, [square(manifest, number, "여기")]))
    post.apply(row)
    shape = annotations.shape_of(post.marks()[0])
    scale, *_, east, north = figure_of(manifest, number).to_site
    x, y = square(manifest, number, "").rect[:2]
    assert shape.bounds[:2] == pytest.approx((scale * x + east, scale * y + north), abs=1e-3)
    assert shape.area == pytest.approx(40 * 30 * scale * scale, rel=1e-3)


def test_undo_takes_all_of_it_back_and_it_can_be_taken_in_again(post, bench, report):
    row = post.hand_in(marked(bench, report))
    post.apply(row)
    post.undo(row)
    assert row.state == "undone"
    assert not post.opinions()
    assert not post.marks()
    post.apply(row)
    assert len(post.marks()) == 1
    assert list(post.opinions()) == [breach(bench).number]


def test_the_undo_key_takes_no_half_of_an_import_back(post, bench, report):
    post.apply(post.hand_in(marked(bench, report)))
    with pytest.raises(ConflictError):
        journal.undo(bench.session, bench.people["expert"], bench.case)


def test_undo_is_refused_once_what_was_brought_is_changed(post, bench, report):
    row = post.hand_in(marked(bench, report))
    post.apply(row)
    bench.says("expert", breach(bench), Position.AGREE)
    with pytest.raises(ConflictError):
        post.undo(row)


def test_the_same_file_twice_changes_nothing(post, bench, report):
    raw = marked(bench, report)
    post.apply(post.hand_in(raw))
    again = post.hand_in(raw)
    preview = returns.shown(again).preview
    assert preview.known
    assert preview.changes == ()
    with pytest.raises(ConflictError):
        post.apply(again)
    assert len(post.marks()) == 1


def test_the_same_marks_saved_by_another_program_are_no_news(post, bench, report):
    raw = marked(bench, report)
    post.apply(post.hand_in(raw))
    again = post.hand_in(raw + b"\n% saved again\n")
    assert returns.count(again) == 0


def test_only_the_changes_that_are_wanted_are_taken_in_and_the_rest_later(post, bench, report):
    raw = marked(bench, report)
    row = post.hand_in(raw)
    mark = next(c for c in returns.shown(row).preview.changes if c.after is not None)
    post.apply(row, keys=[mark.key])
    assert len(post.marks()) == 1
    assert not post.opinions()
    again = post.hand_in(raw + b"\n% once more\n")
    post.apply(again)
    assert len(post.marks()) == 1
    assert list(post.opinions()) == [breach(bench).number]


def test_a_mark_on_an_altered_page_waits_for_a_yes(post, bench, report):
    manifest, number = manifest_of(report), breach(bench).number
    page = figure_of(manifest, number).page
    row = post.hand_in(altered(marked(bench, report), page), looks=True)
    assert returns.shown(row).preview.altered == (page,)
    with pytest.raises(MergeError):
        post.apply(row)
    post.apply(row, accept_altered=True)
    assert len(post.marks()) == 1


def test_the_secretary_hands_in_for_a_member_and_the_drafts_are_the_members(post, bench, report):
    row = post.hand_in(marked(bench, report), by="secretary", whose="expert-2")
    post.apply(row, by="secretary")
    assert len(post.marks("expert-2")) == 1
    assert not post.marks("secretary")
    assert not post.marks("expert")
    assert list(post.opinions("expert-2"))


def test_a_member_hands_in_for_nobody_else(post, bench, report):
    with pytest.raises(RefusedError):
        post.hand_in(report.read_bytes(), by="expert", whose="expert-2")


def test_the_secretary_has_no_marks_of_their_own(post, bench, report):
    with pytest.raises(RefusedError):
        post.hand_in(report.read_bytes(), by="secretary")


def test_nothing_is_taken_in_after_a_member_submitted(post, bench, report):
    row = post.hand_in(marked(bench, report))
    for found in bench.findings.raised:
        bench.says("expert", found, Position.DEFER, reason="discuss")
    bench.submit("expert")
    with pytest.raises(ConflictError):
        post.apply(row)
    assert not post.marks()


def test_another_members_return_is_not_to_be_found(post, bench, report):
    row = post.hand_in(marked(bench, report))
    with pytest.raises(NotFoundError):
        returns.found(
            bench.session, bench.case, bench.people["member"], bench.standing_of("member"), row.id
        )
    seen = returns.of_case(
        bench.session, bench.case, bench.people["secretary"], bench.standing_of("secretary")
    )
    assert [one.id for one in seen] == [row.id]


def test_a_forged_name_changes_no_mark_of_another_member(post, bench, report):
    theirs = annotations.draw(
        bench.session,
        bench.people["expert-2"],
        bench.case,
        Drawn(kind=Kind.POINT, shape=Point(5, 5), text="다른 위원의 초안"),
    )
    number, manifest = breach(bench).number, manifest_of(report)
    forged = square(manifest, number, "덮어쓰기", key=theirs.key)
    post.apply(post.hand_in(marked_up(report, [forged])))
    assert theirs.text == "다른 위원의 초안"
    assert theirs.person_id == bench.people["expert-2"].id
    assert [m.text for m in post.marks()] == ["덮어쓰기"]


def test_a_state_on_the_mark_of_a_finding_is_a_position(post, bench, report):
    manifest, found = manifest_of(report), breach(bench)
    own = next(m for m in manifest.marks if m.finding == found.number)
    state = Mark(
        key="s-1", kind=MarkKind.NOTE, page=own.page, rect=own.rect, author="위원",
        contents="Accepted", review=Review.ACCEPTED, reply_to=own.key,
    )  # fmt: skip
    post.apply(post.hand_in(marked_up(report, [state])))
    assert post.opinions()[found.number].position == Position.AGREE


def test_a_condition_on_advice_is_taken_as_agreement_and_said(post, bench, report):
    advice = next(
        f for f in bench.findings.raised
        if f.ground.standing is Standing.ADVICE and f.number in _numbers(report)
    )  # fmt: skip
    row = post.hand_in(marked_up(report, decisions={advice.number: Decision.CONDITIONAL}))
    said = post.apply(row)
    assert post.opinions()[advice.number].position == Position.AGREE
    assert [text.ko for text in said]
    assert str(advice.number) in said[0].ko


def test_what_is_kept_can_be_read_again(post, bench, report):
    post.apply(post.hand_in(marked(bench, report)))
    kept = bench.session.get_one(MarkStoreRow, (bench.case.id, 1))
    assert [m["mark"]["contents"] for m in json.loads(kept.content)["marks"]] == [
        "여기에 카메라 한 대"
    ]


def _numbers(report: Path) -> set[int]:
    fields = manifest_of(report).fields
    return {int(f.name.split(".")[1]) for f in fields if f.name.endswith(".decision")}
