"""Plan figures of analyses: whole, to scale, explained, in two languages, the same every time."""

from collections.abc import Callable
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from shapely import LineString, Point, box

from cpted_rules.analysis.approach.exposure import Watchfulness
from cpted_rules.analysis.isovist import isovist, level_of
from cpted_rules.analysis.scene.grid import grid_of
from cpted_rules.figure.analyses.devices import device_layer, marked_windows, ringed_layer
from cpted_rules.figure.analyses.drawing import bounds_of, drawing, frame_for
from cpted_rules.figure.analyses.heat import heat, round_limits
from cpted_rules.figure.analyses.masks import Mask, mask_layer
from cpted_rules.figure.analyses.ribbon import Rank, ribbon, stations
from cpted_rules.figure.analyses.routes import approach_layer, privacy_layer
from cpted_rules.figure.analyses.sights import door_layer, isovist_layer, play_layer, seen_ground
from cpted_rules.figure.analyses.spots import blind_layer, hiding_layer, letter
from cpted_rules.figure.analyses.ways import (
    escape_layer,
    escape_mark,
    farthest_layer,
    network_layer,
)
from cpted_rules.figure.compose import Figure
from cpted_rules.figure.frame import Frame
from cpted_rules.figure.layer import Layer, together
from cpted_rules.site import Site
from cpted_rules.text import Lang, Text, same
from tests.cpted_rules.figure.analyses.small_site import PLAN, small_site

SVG = "{http://www.w3.org/2000/svg}"
FRAME = frame_for(bounds_of([PLAN.boundaries[0].area]), width_mm=176, most_mm=150)
LINE = LineString([(19.5, 0), (19.5, 14)])

Layered = Callable[[Site, Frame, Lang], Layer]


def _isovist(site: Site, frame: Frame, lang: Lang) -> Layer:
    level = level_of(site.sight.scene(0), 1.6)
    return isovist_layer(isovist(level, x_m=19.5, y_m=10.0, reach_m=30.0), frame, lang)


def _heat(_: Site, frame: Frame, lang: Lang) -> Layer:
    grid = grid_of(box(0, 0, 40, 15), 1.0)
    return heat(grid, grid.points[:, 0], (10.0, 20.0), frame, lang, unit="lx", below=10.0)


def _ribbon(_: Site, frame: Frame, lang: Lang) -> Layer:
    ranks = (
        Rank(fill="#ffffff", words=same("나쁨"), bad=True),
        Rank(fill="#235a8c", words=same("좋음")),
    )
    stretches = [(LineString([(19.5, 0), (19.5, 7)]), 0), (LineString([(19.5, 7), (19.5, 14)]), 1)]
    return together([ribbon(stretches, ranks, frame, lang), stations(LINE, frame, every_m=5.0)])


def _door(site: Site, frame: Frame, lang: Lang) -> Layer:
    view = site.sight.door_view(site.entrances[0], [LINE], within_m=30.0)
    assert view is not None
    return door_layer(view, frame, lang)


def _play(site: Site, frame: Frame, lang: Lang) -> Layer:
    zone = site.plan.zones[0]
    return play_layer(site.sight.play_view(zone, within_m=43.0), frame, lang)


def _seen(_: Site, frame: Frame, lang: Lang) -> Layer:
    grid = grid_of(box(0, 0, 40, 15), 1.0)
    words = (same("보임"), same("안 보임"))
    return seen_ground(grid, grid.points[:, 0] < 20, frame, lang, words)


def _blind(site: Site, frame: Frame, lang: Lang) -> Layer:
    return blind_layer(site.sight.blind_spots(site.ground, within_m=15.0), frame, lang)


def _hiding(site: Site, frame: Frame, lang: Lang) -> Layer:
    line = LineString([(19.5, 0), (19.5, 9), (31, 9)])  # round the corner, along the hedge
    found, ahead = site.sight.concealments(line), site.sight.forward(line)
    return hiding_layer(found, site.sight.niches(line), ahead, frame, lang, numbered=3)


def _masks(_: Site, frame: Frame, lang: Lang) -> Layer:
    masks = [
        Mask(shape=box(0, 0, 5, 5), words=same("하나"), fill="#dbe7f2"),
        Mask(shape=box(5, 0, 9, 5), words=same("둘"), fill="#f6ead0", angle_deg=45.0),
        Mask(shape=box(0, 0, 0, 0), words=same("없음"), fill="#000000"),
    ]
    return mask_layer(masks, frame, lang)


def _network(site: Site, frame: Frame, lang: Lang) -> Layer:
    network = site.walk.network(0)
    return together(
        [
            network_layer(network, site.walk.dead_ends(0), frame, lang),
            escape_layer(site.walk.escapes(0), frame, lang),
            farthest_layer(LINE, 14.0, frame, lang),
        ]
    )


def _approach(site: Site, frame: Frame, lang: Lang) -> Layer:
    routes = site.approach.routes(Watchfulness(), False, None, 1)
    return approach_layer(routes, Point(19.5, 14), frame, lang)


def _cameras(site: Site, frame: Frame, lang: Lang) -> Layer:
    return together(
        [
            device_layer(site.plan, "cameras", ["camera"], frame, lang),
            device_layer(site.plan, "luminaires", ["lamp"], frame, lang),
            ringed_layer({"lamp": (Point(15, 5), "1")}, frame, same("등"), lang),
            marked_windows([(Point(25, 15), "3 lx")], frame, same("창"), lang, colour="#8a5a00"),
            privacy_layer(site.cameras.intrusions, frame, lang, lines=4),
        ]
    )


LAYERS: dict[str, Layered] = {
    "isovist": _isovist,
    "heat": _heat,
    "ribbon": _ribbon,
    "door": _door,
    "playground": _play,
    "seen ground": _seen,
    "blind spots": _blind,
    "hiding": _hiding,
    "masks": _masks,
    "network": _network,
    "approach": _approach,
    "cameras": _cameras,
}


def drawn(name: str, lang: Lang = Lang.KO) -> Figure:
    layer = LAYERS[name](small_site(), FRAME, lang)
    words = Text(ko="그림의 설명", en="what it shows")
    return drawing(PLAN, FRAME, layer, level=0, lang=lang, alternative=words)


@pytest.mark.parametrize("name", LAYERS)
def test_a_plan_is_whole_and_explains_itself(name: str) -> None:
    figure = drawn(name)
    root = ET.fromstring(figure.svg)
    texts = ["".join(t.itertext()) for t in root.iter(f"{SVG}text")]
    assert root.attrib["width"] == f"{FRAME.width_mm:g}mm"
    assert root[0].tag == f"{SVG}title"
    assert root[0].text == "그림의 설명"
    assert "NanumGothic" in root.attrib["font-family"]
    assert f"1:{FRAME.scale} (A4)" in texts  # the true scale
    assert "N" in texts  # north
    layer = LAYERS[name](small_site(), FRAME, Lang.KO)
    assert layer.legend, "nothing explains the drawing"
    assert {entry.words for entry in layer.legend} <= set(texts)


@pytest.mark.parametrize("name", LAYERS)
def test_a_plan_is_the_same_every_time(name: str) -> None:
    assert drawn(name).svg == drawn(name).svg


@pytest.mark.parametrize("name", LAYERS)
def test_a_plan_speaks_english(name: str) -> None:
    figure = drawn(name, Lang.EN)
    assert 'lang="en"' in figure.svg
    assert "<title>what it shows</title>" in figure.svg


def test_every_mark_lies_on_the_page() -> None:
    for name in LAYERS:
        figure = drawn(name)
        for circle in ET.fromstring(figure.svg).iter(f"{SVG}circle"):
            assert -1 <= float(circle.get("cx", 0)) <= figure.width_mm + 1, name


def test_what_lies_below_a_level_is_hatched_and_its_isoline_heavy() -> None:
    grid = grid_of(box(0, 0, 40, 15), 1.0)
    values = grid.points[:, 0]
    plain = heat(grid, values, (10.0, 20.0), FRAME, Lang.KO, unit="lx")
    marked = heat(grid, values, (10.0, 20.0), FRAME, Lang.KO, unit="lx", below=10.0)
    assert "#b3261e" not in plain.under + plain.over
    assert "#b3261e" in marked.under
    assert 'stroke-width="0.34"' in marked.over
    assert marked.legend[0].words == "< 10\u2009lx"


def test_cells_of_which_nothing_is_said_stay_white() -> None:
    grid = grid_of(box(0, 0, 10, 10), 1.0)
    nothing = heat(grid, np.full(100, np.nan), (1.0,), FRAME, Lang.KO, unit="lx")
    assert nothing.under == ""
    assert nothing.over == ""


@pytest.mark.parametrize(
    ("values", "limits"),
    [
        ([0.0, 100.0], (20.0, 40.0, 60.0, 80.0)),
        ([3.0, 3.0], ()),
        ([np.nan], ()),
    ],
)
def test_classes_break_at_round_numbers(values: list[float], limits: tuple[float, ...]) -> None:
    spread = np.linspace(values[0], values[-1], 200)
    assert round_limits(spread) == limits


@pytest.mark.parametrize("high", [0.37, 1.0, 17.0, 480.0, 91_000.0])
def test_there_are_few_classes_whatever_the_range(high: float) -> None:
    assert 2 <= len(round_limits(np.linspace(0.0, high, 500))) <= 5


def test_a_bad_stretch_is_hatched_and_a_good_one_is_not() -> None:
    ranks = (Rank(fill="#ffffff", words=same("a"), bad=True), Rank(fill="#235a8c", words=same("b")))
    bad = ribbon([(LINE, 0)], ranks, FRAME, Lang.KO)
    good = ribbon([(LINE, 1)], ranks, FRAME, Lang.KO)
    assert "#b3261e" in bad.over
    assert "#b3261e" not in good.over


def test_ticks_count_from_the_beginning_of_the_way() -> None:
    layer = stations(LINE, FRAME, every_m=5.0)
    assert [label.words for label in layer.labels] == ["0\u2009m", "5", "10\u2009m"]


def test_ways_out_are_told_apart_without_colour() -> None:
    marks = [escape_mark(n, 0, 0) for n in (0, 1, 2)]
    shapes = [[e.tag for e in ET.fromstring(f"<g>{mark}</g>")] for mark in marks]
    assert len({tuple(shape) for shape in shapes}) == 3


def test_stretches_that_nobody_sees_are_cut_out_of_a_route() -> None:
    site = small_site()
    route = site.approach.routes(Watchfulness(), False, None, 1)[0]
    total = sum(part.length for part in route.unseen)
    assert total <= route.length_m + 1e-9
    assert (total > 0) == (int((route.profile.watched <= 0).sum()) > 1)


@pytest.mark.parametrize(("n", "mark"), [(0, "A"), (25, "Z"), (26, "A1")])
def test_niches_carry_letters(n: int, mark: str) -> None:
    assert letter(n) == mark


def test_a_kind_of_ground_that_is_not_there_is_not_explained() -> None:
    assert [entry.words for entry in _masks(small_site(), FRAME, Lang.KO).legend] == ["하나", "둘"]


def test_nothing_to_bound_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing to draw"):
        bounds_of([])
