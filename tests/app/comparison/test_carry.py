"""Marks of one round on the report of the next, after a real second filing of a sample."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from pikepdf import Pdf
from shapely.affinity import affine_transform
from typer.testing import CliRunner

from app.annotations.case import Case
from app.annotations.pdf.document import read_document
from app.annotations.record import MANIFEST, Affine6, Manifest, Mark, MarkKind, Review
from app.annotations.shape import drawn
from app.annotations.store import Import, Kept, Lacking, MarkStep, Store, load, save, with_step
from app.annotations.xfdf.read import read_xfdf
from app.cli import app
from app.comparison.carry_shown import carried_words
from app.review import review
from tests.app.comparison.filed_again import filed_again
from tests.app.comparison.marked_by_hand import PERSON, ByHand, marked, random_marks
from tests.app.reviewed import reviewed

SAMPLE = Path(__file__).parents[3] / "sample_plans" / "multiplex" / "deficient"
TURN_DEG, SHIFT_M = 17.0, (37.2, -12.4)
NEAR_M = 0.3
PIPE = 9
"""A finding that has another number in the second round, because of the new handles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounds:
    """Two reviewed rounds: the first marked, the second with its marks carried."""

    before: Path
    after: Path
    moved: Affine6
    said: dict[str, Any]
    out: Path

    @property
    def old(self) -> Store:
        return load(self.before / "marks.json")

    @property
    def new(self) -> Store:
        return load(self.after / "marks.json")

    def carried(self, name: str) -> Kept:
        return self.new.by_key()[name]


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory) -> Rounds:
    place = tmp_path_factory.mktemp("rounds")
    before, after, out = place / "1", place / "2", place / "carried.pdf"
    moved = filed_again(
        SAMPLE, place / "filing", turn_deg=TURN_DEG, shift_m=SHIFT_M, tree="감나무", by_m=(-0.4, -2)
    )
    shutil.copytree(reviewed(), before)
    review(place / "filing", after, round=2)
    marks = [*random_marks(_plans(_manifest(before)), 100), *_threads(_manifest(before))]
    marked(before / "report.pdf", marks, place / "returned.pdf")
    run("apply", place / "returned.pdf", "--assessment", before / "assessment.json")
    said = json.loads(run("carry", before, after, "--out", out, "--json"))
    return Rounds(before=before, after=after, moved=moved, said=said, out=out)


@pytest.fixture
def untouched(rounds: Rounds) -> Any:
    """What a test changes of the stores is put back."""
    files = [folder / "marks.json" for folder in (rounds.before, rounds.after)]
    contents = [file.read_bytes() for file in files]
    yield
    for file, content in zip(files, contents, strict=True):
        file.write_bytes(content)


def run(*words: object, code: int = 0) -> str:
    ended = CliRunner().invoke(app, ["annotations", *map(str, words)])
    assert ended.exit_code == code, ended.output
    return ended.stdout


def _manifest(folder: Path) -> Manifest:
    case = Case.of(folder / "assessment.json")
    return case.manifest(case.store())


def _plans(manifest: Manifest) -> list[Any]:
    return [figure for figure in manifest.figures if figure.to_site is not None]


def _threads(manifest: Manifest) -> list[ByHand]:
    """A thread on a finding, a state that closes one, one of a person, a note in a section."""
    first, pipe = (next(m for m in manifest.marks if m.finding == n) for n in (1, PIPE))
    page = next(p for p in manifest.pages if any(n == PIPE for _, n in p.sections))
    top = next(top for top, n in page.sections if n == PIPE)
    beside = (400.0, 841.89 - top - 60, 418.0, 841.89 - top - 42)
    at = {"page": pipe.page, "rect": pipe.rect}
    return [
        ByHand(name="a" * 20, kind="Text", words="배관을 옮길 것", answers=pipe.key, **at),
        ByHand(name="b" * 20, kind="Text", words="동의함", answers="a" * 20, **at),
        ByHand(name="c" * 20, kind="Text", answers="a" * 20, state="Accepted", **at),
        ByHand(
            name="d" * 20, kind="Text", page=first.page, rect=first.rect, answers=first.key,
            state="Completed",
        ),
        ByHand(name="e" * 20, kind="Text", page=page.number, rect=beside, words="기준을 확인할 것"),
        ByHand(
            name="f" * 20, kind="Text", page=0, rect=(20.0, 20.0, 38.0, 38.0), words="표지의 의견"
        ),
    ]  # fmt: skip


def test_it_says_how_the_plans_were_registered(rounds: Rounds) -> None:
    said = rounds.said["registration"]
    assert said["turn_deg"] == pytest.approx(TURN_DEG, abs=0.001)
    assert said["shift_m"] == pytest.approx(SHIFT_M, abs=0.002)
    assert said["off_m"] < 0.001
    assert said["agreeing"] == said["corners"] > 200
    assert said["rival"] < said["agreeing"] / 2


def test_ninety_five_of_a_hundred_land_within_three_tenths_of_a_metre(rounds: Rounds) -> None:
    """As drawn on the report of the second round, against where they were drawn on the first."""
    old = {figure.id: figure.to_site for figure in _manifest(rounds.before).figures}
    new = {figure.id: figure.to_site for figure in _manifest(rounds.after).figures}
    shown = {mark.key: mark for mark in read_document(rounds.out, "carried.pdf").marks}
    sent, there = rounds.old.by_key(), rounds.new.by_key()
    names = [name for name in sent if name.endswith("-of-a-hundred")]
    off = []
    for name in names:
        was, now = sent[name].mark, there[name].mark
        if now.figure is None:
            continue
        on_site = affine_transform(drawn(was), list(old[was.figure or ""] or ()))
        meant = affine_transform(on_site, list(rounds.moved))
        got = affine_transform(drawn(shown[name]), list(new[now.figure] or ()))
        off.append(got.hausdorff_distance(meant))
    assert len(names) == 100
    assert sum(each <= NEAR_M for each in off) >= 95
    assert {mark.kind for mark in shown.values()} >= {
        MarkKind.NOTE, MarkKind.POLYGON, MarkKind.LINE, MarkKind.INK, MarkKind.POLYLINE,
    }  # fmt: skip


def test_the_report_with_them_is_a_copy_in_which_nothing_was_changed(rounds: Rounds) -> None:
    told = json.loads(
        run("read", rounds.out, "--assessment", rounds.after / "assessment.json", "--json")
    )
    assert told["changes"] == []
    assert told["damage"] == told["altered"] == []
    with Pdf.open(rounds.out) as pdf:
        looks = [
            annotation.AP.N.read_bytes()
            for page in pdf.pages
            for annotation in page.obj.get("/Annots", ())
            if str(annotation.get("/NM", "")).endswith("-of-a-hundred")
        ]
    assert len(looks) == 100
    assert all(looks)


def test_they_are_exported_with_the_report_of_the_second_round(
    rounds: Rounds, tmp_path: Path
) -> None:
    out = tmp_path / "marks.xfdf"
    run("export", "--assessment", rounds.after / "assessment.json", "--xfdf", out)
    found = {mark.key: mark for mark in read_xfdf(out.read_bytes(), out.name).marks}
    kept = [k for k in rounds.new.marks if not k.is_off_report]
    assert all(found[k.mark.key].page == k.mark.page for k in kept)
    assert "f" * 20 not in found


def test_they_say_which_round_they_are_of(rounds: Rounds) -> None:
    digest = sha256((rounds.before / "assessment.json").read_bytes()).hexdigest()
    for kept in rounds.new.marks:
        was = rounds.old.by_key()[kept.mark.key]
        assert kept.origin is not None
        assert (kept.origin.round, kept.origin.assessment) == (1, digest)
        assert kept.origin.page == was.mark.page
        assert (kept.person, kept.mark.contents) == (was.person, was.mark.contents) or (
            kept.mark.key == "d" * 20
        )


def test_a_thread_goes_to_the_same_finding_under_its_new_number(rounds: Rounds) -> None:
    old, new = _manifest(rounds.before), _manifest(rounds.after)
    first = rounds.carried("a" * 20).mark
    answered = next(mark for mark in new.marks if mark.key == first.reply_to)
    was = next(mark for mark in old.marks if mark.finding == PIPE)
    assert (answered.page, answered.rect) == (first.page, first.rect)
    assert answered.finding == first.finding != PIPE
    assert answered.subject.split()[1] == was.subject.split()[1]
    reply, state = rounds.carried("b" * 20).mark, rounds.carried("c" * 20).mark
    assert reply.reply_to == state.reply_to == "a" * 20
    assert state.review is Review.ACCEPTED
    assert reply.finding == state.finding == answered.finding


def test_a_state_that_closed_a_finding_is_words_in_the_next_round(rounds: Rounds) -> None:
    mark = rounds.carried("d" * 20).mark
    assert mark.review is None
    assert mark.contents == "[1차: 조치 확인]"
    assert mark.finding == 1


def test_a_note_beside_the_text_goes_to_the_head_of_its_finding(rounds: Rounds) -> None:
    kept = rounds.carried("e" * 20)
    page = _manifest(rounds.after).pages[kept.mark.page]
    (top,) = [top for top, number in page.sections if number == kept.mark.finding]
    assert kept.mark.finding == rounds.carried("a" * 20).mark.finding
    assert kept.mark.rect[3] == pytest.approx(841.89 - top, abs=0.1)
    assert kept.origin is not None
    assert kept.origin.lacking is Lacking.NO_PLAN
    assert [one["key"] for one in rounds.said["beside"]] == ["e" * 20]


def test_what_has_no_place_is_kept_and_shown_with_the_reason(rounds: Rounds) -> None:
    assert [kept.mark.key for kept in rounds.new.unplaced] == ["f" * 20]
    assert rounds.said["unplaced"] == [
        {"key": "f" * 20, "person": PERSON, "finding": None, "lacking": "no_plan"}
    ]


def test_a_comparison_says_what_is_carried(rounds: Rounds) -> None:
    there, missing = carried_words(rounds.old, rounds.new), carried_words(rounds.old, Store())
    assert there is not None
    assert missing is not None
    assert there.en == "106 marks of earlier rounds are carried here (1 unplaced)"
    assert missing.en.startswith("106 marks of the round before are not carried yet")
    assert carried_words(Store(), Store()) is None


@pytest.mark.usefixtures("untouched")
def test_twice_is_once_and_undo_takes_it_back(rounds: Rounds) -> None:
    kept = (rounds.after / "marks.json").read_bytes()
    told = run("carry", rounds.before, rounds.after)
    for words in ("17.00°", "247개 중 247개", "이미 옮긴 의견", "위치 미정", "표지의 의견"):
        assert words in told
    assert (rounds.after / "marks.json").read_bytes() == kept
    run("undo", "--assessment", rounds.after / "assessment.json")
    assert rounds.new.marks == ()
    run("carry", rounds.before, rounds.after)
    assert (rounds.after / "marks.json").read_bytes() == kept


@pytest.mark.usefixtures("untouched")
def test_what_was_said_since_is_carried_too_and_what_was_taken_back_is_not(rounds: Rounds) -> None:
    gone, edited, other = (f"mark-{n:04d}-of-a-hundred" for n in range(3))
    own = rounds.carried(edited)
    mine = own.model_copy(update={"mark": own.mark.model_copy(update={"contents": "2차의 말"})})
    steps = (
        MarkStep(key=gone, before=rounds.carried(gone)),
        MarkStep(key=edited, before=own, after=mine),
    )
    back = Import(digest="d", name="returned.pdf", producer="pypdf", person=PERSON, marks=steps)
    save(with_step(rounds.new, back), rounds.after / "marks.json")
    _reworded(rounds.before / "marks.json", {gone: "다시", edited: "다시", other: "더 분명히"})
    said = json.loads(run("carry", rounds.before, rounds.after, "--json"))
    assert said["new"] == 1
    assert rounds.carried(other).mark.contents == "더 분명히"
    assert rounds.carried(edited).mark.contents == "2차의 말"
    assert gone not in rounds.new.by_key()


def test_a_round_is_not_carried_into_itself(rounds: Rounds) -> None:
    told = json.loads(run("carry", rounds.before, rounds.before, "--json", code=3))
    assert told["faults"][0]["code"] == "annotations/same-review"


def test_plans_that_do_not_lie_on_one_another_are_refused(rounds: Rounds, tmp_path: Path) -> None:
    raw = json.loads((rounds.after / "assessment.json").read_bytes())
    _each_place(raw["plan"], lambda x, y: (0.7 * x + 3, 1.2 * y))
    content = json.dumps(raw).encode()
    (tmp_path / "assessment.json").write_bytes(content)
    digest = sha256(content).hexdigest()
    manifest = _manifest(rounds.after).model_copy(update={"assessment": digest})
    (tmp_path / MANIFEST).write_text(manifest.model_dump_json(), "utf-8")
    told = json.loads(run("carry", rounds.before, tmp_path, "--json", code=3))
    assert told["faults"][0]["code"] == "annotations/not-registered"
    assert not (tmp_path / "marks.json").exists()


def test_marks_of_another_review_are_refused(rounds: Rounds, tmp_path: Path) -> None:
    (tmp_path / "assessment.json").write_bytes((rounds.before / "assessment.json").read_bytes())
    (tmp_path / "marks.json").write_bytes((rounds.after / "marks.json").read_bytes())
    told = json.loads(run("carry", tmp_path, rounds.after, "--json", code=3))
    assert told["faults"][0]["code"] == "annotations/other-review"


def _reworded(path: Path, words: dict[str, str]) -> None:
    def mark(old: Mark) -> Mark:
        return old.model_copy(update={"contents": words.get(old.key, old.contents)})

    store = load(path)
    kept = (k.model_copy(update={"mark": mark(k.mark), "came": mark(k.came)}) for k in store.marks)
    save(store.model_copy(update={"marks": tuple(kept)}), path)


def _each_place(raw: Any, move: Callable[[float, float], tuple[float, float]]) -> None:
    """Coordinates of GeoJSON, wherever they are."""
    for value in raw.values() if isinstance(raw, dict) else raw:
        if isinstance(value, dict) and "coordinates" in value:
            value["coordinates"] = _moved(value["coordinates"], move)
        elif isinstance(value, dict | list):
            _each_place(value, move)


def _moved(at: Any, move: Callable[[float, float], tuple[float, float]]) -> Any:
    if at and isinstance(at[0], list):
        return [_moved(each, move) for each in at]
    return [*move(at[0], at[1]), *at[2:]] if at else at
