"""Marks on plan figures in site metres, and laid onto the figures of the next round."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from shapely import wkt
from shapely.affinity import affine_transform, translate
from shapely.geometry import Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from app.annotations.carried import carried
from app.annotations.laid import figure_for, laid
from app.annotations.merge import applied, previewed
from app.annotations.placing import figure_under, placed
from app.annotations.record import Affine6, Manifest, Mark, MarkKind, PageRecord, PlacedFigure
from app.annotations.registration import registered
from app.annotations.returned import Returned
from app.annotations.shape import drawn
from app.annotations.store import Lacking, Store
from tests.app.annotations import written

Sent = tuple[bytes, Manifest]
Read = Callable[[bytes], Returned]
KINDS = (MarkKind.SQUARE, MarkKind.CIRCLE, MarkKind.POLYGON, MarkKind.INK, MarkKind.NOTE)
HEIGHTS = dict.fromkeys(range(3), 842.0)


def random_marks(figures: tuple[PlacedFigure, ...], count: int) -> list[Mark]:
    """Marks of all kinds within figures, from a fixed seed."""
    rng = np.random.default_rng(6)
    found = []
    for n in range(count):
        figure = figures[int(rng.integers(len(figures)))]
        kind = KINDS[n % len(KINDS)]
        wide, high = rng.uniform(8, 60, 2)
        x = rng.uniform(figure.rect[0], figure.rect[2] - wide)
        y = rng.uniform(figure.rect[1], figure.rect[3] - high)
        rect = tuple(round(float(v), 2) for v in (x, y, x + wide, y + high))
        corners = ((rect[0], rect[1]), (rect[2], rect[1]), (rect[2], rect[3]))
        points = (corners,) if kind in (MarkKind.POLYGON, MarkKind.INK) else ()
        found.append(
            Mark(
                key=f"mark-{n:04d}-of-a-hundred", kind=kind, page=figure.page, rect=rect,
                points=points, contents=f"{n}", author="김위원", figure=figure.id,
            )
        )  # fmt: skip
    return found


def test_a_hundred_random_marks_land_where_they_were_drawn(sent: Sent, read: Read) -> None:
    raw, manifest = sent
    marks = random_marks(manifest.figures, 100)
    came = read(written.marked(raw, marks))
    store = applied(Store(), previewed(Store(), came, manifest=manifest))
    figures = {figure.id: figure for figure in manifest.figures}
    kept = store.by_key()
    off = []
    for mark in marks:
        meant = affine_transform(drawn(mark), list(figures[mark.figure or ""].to_site or ()))
        site = wkt.loads(kept[mark.key].mark.site or "")
        off.append(site.hausdorff_distance(meant))
        assert kept[mark.key].mark.figure == mark.figure
    assert len(off) == 100
    assert max(off) <= 0.05


def resubmitted(before: Manifest, moved: Affine6) -> Manifest:
    """The next round: sheets renumbered, another scale, the plan moved, findings renumbered."""
    k = written.METRES_PER_PT * 0.75  # 1:150 on larger windows of the same places, one page later
    figures = []
    for n, old in enumerate(before.figures):
        assert old.to_site is not None
        a, b, c, d, e, f = moved
        x, y = _at(old.to_site, (old.rect[0], old.rect[1]))
        west, south = a * x + b * y + e, c * x + d * y + f
        figures.append(
            PlacedFigure(
                id=f"plan-{9 - n}", page=old.page + 3, rect=(40.0, 100.0, 1140.0, 820.0),
                to_site=(k, 0.0, 0.0, k, west - k * 40 - 8, south - k * 100 - 1),
                findings=(n + 7,),
            )
        )  # fmt: skip
    marks = tuple(
        m.model_copy(update={"finding": n + 7, "figure": f"plan-{9 - n}"})
        for n, m in enumerate(before.marks)
    )
    pages = tuple(PageRecord(number=n, code=str(n), digest="") for n in range(9))
    return before.model_copy(
        update={"round": 2, "figures": tuple(figures), "marks": marks, "pages": pages}
    )


def _at(affine: Affine6, point: tuple[float, float]) -> tuple[float, float]:
    a, b, c, d, e, f = affine
    return a * point[0] + b * point[1] + e, c * point[0] + d * point[1] + f


PLAN = [
    *[(0.0, 0.0), (40.0, 2.0), (43.0, 33.0), (5.0, 30.0)],
    *[(8.0, 8.0), (22.0, 8.5), (22.0, 20.0), (15.0, 20.0), (15.0, 16.0), (8.0, 16.0)],
    *[(28.0, 10.0), (35.0, 10.0), (35.0, 24.0), (28.0, 24.0)],
]


def test_a_finding_keeps_its_marks_under_its_new_number(sent: Sent) -> None:
    _, before = sent
    mark = placed(random_marks(before.figures[:1], 1)[0], before, HEIGHTS)
    assert mark.finding == 1
    after = resubmitted(before, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0))
    (done,) = carried([mark], before, after).marks
    assert (done.finding, done.figure, done.page) == (7, "plan-9", 4)


def test_what_no_figure_shows_is_listed_with_its_place_on_the_site(sent: Sent) -> None:
    _, before = sent
    mark = placed(random_marks(before.figures[:1], 1)[0], before, HEIGHTS)
    far = resubmitted(before, (1.0, 0.0, 0.0, 1.0, 500.0, 0.0))
    moved: Affine6 = (1.0, 0.0, 0.0, 1.0, 1.0, 2.0)
    (left,) = carried([mark], before, far, moved=moved, numbers={}).unplaced
    assert left.lacking is Lacking.NO_FIGURE
    assert left.mark.page >= len(far.pages)
    assert (left.mark.figure, left.mark.finding) == (None, None)
    shift = translate(wkt.loads(mark.site or ""), 1.0, 2.0)
    assert wkt.loads(left.mark.site or "").equals_exact(shift, 0.001)


def test_what_was_on_no_figure_is_listed(sent: Sent) -> None:
    _, before = sent
    mark = written.note("n" * 16, "표지에", 0)
    answer = written.note("m" * 16, "동의", 0, reply_to=mark.key)
    done = carried([answer, mark], before, before)
    assert [(one.mark.key, one.lacking) for one in done.unplaced] == [
        (mark.key, Lacking.NO_PLAN),
        (answer.key, Lacking.NO_PLAN),
    ]


def test_what_no_figure_shows_goes_to_the_head_of_its_finding(sent: Sent) -> None:
    _, before = sent
    mark = placed(random_marks(before.figures[:1], 1)[0], before, HEIGHTS)
    answer = written.note("m" * 16, "동의", reply_to=mark.key)
    far = resubmitted(before, (1.0, 0.0, 0.0, 1.0, 500.0, 0.0))
    pages = (*far.pages[:8], PageRecord(number=8, code="8", digest="", sections=((100.0, 7),)))
    far = far.model_copy(update={"pages": pages})
    done = carried([mark, answer], before, far, heights={8: 500.0})
    assert done.beside == {mark.key: Lacking.NO_FIGURE}
    note, said = done.marks
    assert (note.kind, note.page, note.finding, note.rect[3]) == (MarkKind.NOTE, 8, 7, 400.0)
    assert (said.reply_to, said.page, said.rect) == (note.key, 8, note.rect)


def test_an_answer_to_a_finding_that_is_gone_is_listed(sent: Sent) -> None:
    _, before = sent
    answer = written.note("m" * 16, "동의", reply_to=before.marks[0].key)
    (left,) = carried([answer], before, before, numbers={2: 2}).unplaced
    assert left.lacking is Lacking.NO_FINDING
    (kept,) = carried([answer], before, before, numbers={1: 2}).marks
    assert (kept.reply_to, kept.finding) == (before.marks[1].key, 2)


def test_its_own_figure_comes_before_one_of_many_findings() -> None:
    to_site: Affine6 = (0.1, 0.0, 0.0, 0.1, 0.0, 0.0)
    many = PlacedFigure(
        id="overview", page=0, rect=(0, 0, 400, 400), to_site=to_site, findings=(1, 2)
    )
    own = PlacedFigure(
        id="finding-2", page=1, rect=(0, 0, 200, 200), to_site=to_site, findings=(2,)
    )
    figures = (many, own)

    def chosen(shape: BaseGeometry, number: int | None = 2) -> str | None:
        found = figure_for(shape, 0, number, figures)
        return found.id if found else None

    assert chosen(box(1, 1, 5, 5)) == "finding-2"
    assert chosen(box(1, 15, 5, 22)) == "overview"  # a part of it is off its own
    assert chosen(box(30, 30, 35, 35)) == "overview"
    assert chosen(box(1, 1, 5, 5), None) == "overview"
    assert chosen(box(60, 60, 65, 65)) is None


def test_a_box_of_words_keeps_its_size_and_stays_upright() -> None:
    turned: Affine6 = (0.0, -2.0, 2.0, 0.0, 100.0, 0.0)
    mark = Mark(key="t" * 16, kind=MarkKind.FREE_TEXT, page=0, rect=(10, 20, 50, 30))
    made = laid(mark, turned)
    assert made["rect"] == (30.0, 55.0, 70.0, 65.0)
    assert "kind" not in made


def test_a_turned_square_becomes_the_polygon_it_covers(sent: Sent) -> None:
    _, before = sent
    mark = placed(random_marks(before.figures[:1], 1)[0], before, HEIGHTS)
    quarter = before.figures[0]
    assert quarter.to_site is not None
    k = written.METRES_PER_PT
    turned = quarter.model_copy(
        update={"rect": (0, 0, 2000, 2000), "to_site": (0.0, k, -k, 0.0, -50.0, 60.0)}
    )
    after = before.model_copy(update={"figures": (turned,)})
    (done,) = carried([mark], before, after).marks
    assert done.kind is MarkKind.POLYGON
    assert Polygon(done.points[0]).area == pytest.approx(box(*mark.rect).area)
    assert wkt.loads(done.site or "").equals_exact(wkt.loads(mark.site or ""), 0.001)


def test_of_nested_figures_the_smaller_one_is_meant() -> None:
    outer = PlacedFigure(id="site", page=0, rect=(0, 0, 100, 100))
    inner = PlacedFigure(id="detail", page=0, rect=(10, 10, 50, 50))
    mark = written.note("n" * 16, "", 0, rect=(20.0, 20.0, 30.0, 30.0))
    found = figure_under(mark, (outer, inner))
    assert found is not None
    assert found.id == "detail"
    assert figure_under(mark.model_copy(update={"page": 1}), (outer, inner)) is None


@pytest.mark.parametrize(
    ("page", "top", "number"),
    [
        (0, 800.0, None),  # before the first section
        (1, 742.0, 1),  # at the heading
        (1, 747.0, 1),  # just above it
        (1, 760.0, None),
        (1, 450.0, 1),
        (1, 399.0, 2),
        (2, 800.0, 2),  # the section runs on
        (3, 700.0, 3),
        (4, 700.0, None),  # after the last section
    ],
)
def test_a_mark_in_the_text_belongs_to_the_section_it_is_in(
    page: int, top: float, number: int | None
) -> None:
    sections = {1: ((100.0, 1), (440.0, 2)), 3: ((60.0, 3),)}
    manifest = Manifest(
        case="c", language="ko", assessment="",
        pages=tuple(
            PageRecord(number=n, code="", digest="", sections=sections.get(n, ()))
            for n in range(5)
        ),
    )  # fmt: skip
    mark = written.note("n" * 16, "", page, rect=(50.0, top - 20, 70.0, top))
    heights = dict.fromkeys(range(5), 842.0)
    assert placed(mark, manifest, heights).finding == number


def test_on_a_figure_of_several_findings_the_nearest_mark_decides() -> None:
    figure = PlacedFigure(
        id="site", page=0, rect=(0, 0, 500, 500), to_site=(1, 0, 0, 1, 0, 0), findings=(1, 2)
    )
    marks = (
        written.system_mark(1, 0, (10.0, 10.0, 60.0, 60.0)),
        written.system_mark(2, 0, (100.0, 100.0, 160.0, 160.0)),
    )
    manifest = Manifest(
        case="c", language="ko", assessment="", figures=(figure,), marks=marks,
        pages=(PageRecord(number=0, code="", digest=""),),
    )  # fmt: skip
    on_two = written.note("n" * 16, "", 0, rect=(120.0, 120.0, 140.0, 140.0))
    on_none = written.note("m" * 16, "", 0, rect=(300.0, 300.0, 320.0, 320.0))
    assert placed(on_two, manifest, {0: 842.0}).finding == 2
    assert placed(on_none, manifest, {0: 842.0}).finding is None
    assert placed(on_none, manifest, {0: 842.0}).figure == "site"


def test_a_pin_is_a_point_on_the_site(sent: Sent) -> None:
    mark = written.note("n" * 16, "", 1, rect=(100.0, 500.0, 120.0, 520.0))
    site = wkt.loads(placed(mark, sent[1], HEIGHTS).site or "")
    meant = Point(50 * written.METRES_PER_PT, 90 * written.METRES_PER_PT)
    assert site.distance(meant) < 0.001


@pytest.mark.parametrize("turn_deg", [0.0, 0.2, 45.0, 90.0, 180.0, -137.0])
def test_a_moved_plan_is_found_again(turn_deg: float) -> None:
    c, s = math.cos(math.radians(turn_deg)), math.sin(math.radians(turn_deg))
    moved: Affine6 = (c, -s, s, c, -3.25, 1_000.5)
    found = registered(PLAN, [_at(moved, point) for point in PLAN])
    assert found is not None
    assert found.share == 1.0
    assert found.moved == pytest.approx(moved, abs=1e-6)


def test_a_plan_that_is_like_itself_turned_is_not_believed_unless_it_lies_still() -> None:
    square = [(0.0, 0.0), (30.0, 0.0), (30.0, 30.0), (0.0, 30.0)]
    inner = [(10.0, 10.0), (20.0, 10.0), (20.0, 20.0), (10.0, 20.0)]
    plan = [*square, *inner]
    still, moved = registered(plan, plan), registered(plan, [(x + 9, y - 4) for x, y in plan])
    assert still is not None
    assert moved is not None
    assert (still.is_unmoved, still.is_only_one) == (True, True)
    assert (moved.is_unmoved, moved.is_only_one, moved.rival) == (False, False, 8)


def test_a_row_of_like_houses_is_told_by_its_ends() -> None:
    row = [(12.0 * n + x, y) for n in range(4) for x, y in ((0, 0), (8, 0), (8, 9), (0, 9))]
    lot = [(-3.0, -5.0), (52.0, -5.0), (50.0, 20.0), (-3.0, 16.0)]
    found = registered([*lot, *row], [(x + 100, y) for x, y in [*lot, *row]])
    assert found is not None
    assert found.moved[4:] == pytest.approx((100.0, 0.0))
    assert (found.met, found.rival, found.is_only_one) == (20, 16, True)  # the row, turned round


def test_rounding_of_coordinates_is_no_move() -> None:
    rng = np.random.default_rng(2)
    noisy = [(x + float(a), y + float(b)) for (x, y), a, b in zip(PLAN, *_noise(rng), strict=True)]
    found = registered(PLAN, noisy)
    assert found is not None
    assert found.is_unmoved


def _noise(rng: np.random.Generator) -> tuple[list[float], list[float]]:
    return list(rng.uniform(-5e-4, 5e-4, len(PLAN))), list(rng.uniform(-5e-4, 5e-4, len(PLAN)))


def test_another_plan_is_not_taken_for_a_moved_one() -> None:
    rng = np.random.default_rng(1)
    other = [(float(x), float(y)) for x, y in rng.uniform(0, 200, (14, 2))]
    assert registered(PLAN, other) is None
    assert registered([], PLAN) is None
