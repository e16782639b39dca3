"""Charts and sections: values at their height, heights to scale, and words for both."""

from xml.etree import ElementTree as ET

import numpy as np
import pytest
from shapely import LineString

from cpted_rules.analysis.climb.hold import HoldKind
from cpted_rules.analysis.climb.reach import ClimbPath, Reach, Step
from cpted_rules.analysis.climb.targets import Target
from cpted_rules.figure.analyses.chart import Axis, Limit, Series, chart
from cpted_rules.figure.analyses.climb_cut import LONGEST_M, START_M, climb_cut, unfolded
from cpted_rules.figure.analyses.drawing import Plot
from cpted_rules.figure.analyses.sight_cut import sight_cut
from cpted_rules.figure.analyses.upright import cut_scale
from cpted_rules.figure.svg import INK, Pen
from cpted_rules.text import Lang, Text, same
from tests.cpted_rules.figure.analyses.small_site import small_site

SVG = "{http://www.w3.org/2000/svg}"
WORDS = Text(ko="그림의 설명", en="what it shows")


def _chart(values: list[float], **more: object) -> Plot:
    x = np.arange(len(values), dtype=np.float64) + 0.5
    series = Series(
        name=same("값"), x=x, y=np.array(values), pen=Pen(stroke=INK), bars=1.0, fill="#adc6dc"
    )
    arguments: dict[str, object] = {
        "across": Axis(name=Text(ko="거리 (m)", en="distance (m)"), high=float(len(values))),
        "up": Axis(name=Text(ko="수 (개)", en="count")),
        "lang": Lang.KO,
        "alternative": WORDS,
        "width_mm": 86.0,
        "height_mm": 50.0,
    }
    return chart([series], **(arguments | more))  # type: ignore[arg-type]


def _bars(plot: Plot) -> list[float]:
    rects = ET.fromstring(plot.svg).iter(f"{SVG}rect")
    drawn = [r for r in rects if r.get("fill") == "#adc6dc"]
    return [float(r.get("height", 0)) for r in drawn[:-1]]  # the last is the legend's


def _texts(plot: Plot) -> list[str]:
    return ["".join(t.itertext()) for t in ET.fromstring(plot.svg).iter(f"{SVG}text")]


def test_a_bar_twice_as_high_is_twice_as_much() -> None:
    one, two = _bars(_chart([1.0, 2.0]))
    assert two == pytest.approx(2 * one, abs=0.02)


def test_a_chart_names_its_axes_with_units_and_its_series() -> None:
    texts = _texts(_chart([1.0, 2.0]))
    assert {"거리 (m)", "수 (개)", "값"} <= set(texts)


def test_a_chart_has_its_text_alternative_and_fonts() -> None:
    root = ET.fromstring(_chart([1.0]).svg)
    assert root[0].text == "그림의 설명"
    assert "NanumGothic" in root.attrib["font-family"]


def test_a_chart_of_nothing_still_has_a_scale() -> None:
    assert "0" in _texts(_chart([0.0, 0.0]))
    assert _bars(_chart([0.0, 0.0])) == []


def test_a_level_is_drawn_on_the_scale_it_is_measured_by() -> None:
    limit = Limit(at=3.0, words=same("3 lx"), pen=Pen(stroke="#8a5a00", width=0.2), right=True)
    plain, double = _chart([1.0]), _chart([1.0], right=Axis(name=same("lx")), limits=(limit,))
    assert "3 lx" not in _texts(plain)
    assert "3 lx" in _texts(double)
    assert "lx" in _texts(double)


def test_values_that_are_not_known_part_the_line() -> None:
    line = Series(
        name=same("선"),
        x=np.arange(5.0),
        y=np.array([1.0, 2.0, np.nan, 2.0, 1.0]),
        pen=Pen(stroke="#14497a", width=0.4),
    )
    plot = chart(
        [line], across=Axis(name=same("m"), high=4.0), up=Axis(name=same("y")), lang=Lang.KO,
        alternative=WORDS, width_mm=86, height_mm=50,
    )  # fmt: skip
    paths = [
        p for p in ET.fromstring(plot.svg).iter(f"{SVG}path")
        if p.get("stroke") == "#14497a" and p.get("d", "").count("L") == 1
    ]  # fmt: skip
    assert len(paths) == 3  # two runs, and the sample of the legend


def test_the_scale_of_a_cut_is_the_largest_that_fits() -> None:
    assert cut_scale(10.0, 3.0, width_mm=100, height_mm=50) == 100
    assert cut_scale(10.1, 3.0, width_mm=100, height_mm=50) == 150
    assert cut_scale(1.0, 6.0, width_mm=100, height_mm=50) == 150


def test_a_sight_section_says_what_of_the_person_is_hidden() -> None:
    # eye 1.5 m, hedge of 1.2 m after 7 of 10 m: hidden up to 1.5 - 0.3 / 0.7 = 1.07 m
    site = small_site()
    section = site.sight.section((26.0, 15.0, 1.5), (26.0, 5.0, 0.0))
    plot = sight_cut(
        section, {"hedge": same("생울타리")}, lang=Lang.KO, alternative=WORDS, width_mm=176,
        height_mm=90,
    )  # fmt: skip
    texts = _texts(plot)
    assert "가려짐 0.00–1.07\u2009m" in texts
    assert "보임 1.07–1.70\u2009m" in texts
    assert "생울타리 H=1.2\u2009m" in texts
    assert any(words.startswith("1:") for words in texts)
    assert "몸의 37 %가 보임" in texts


def _climb() -> Reach:
    """Onto a wall of 1.8 m, along it for 4 m, and to a sill of 3.0 m 0.5 m away."""
    steps = (
        Step(id="", kind=HoldKind.GROUND, enters=(0, 0, 0), leaves=(5, 0, 0), rise_m=0, gap_m=0),
        Step(
            id="w", kind=HoldKind.WALL, enters=(5, 0, 1.8), leaves=(9, 0, 1.8), rise_m=1.8, gap_m=0
        ),
    )
    line = LineString([(9, 0.5), (10, 0.5)])
    target = Target(
        id="t", storey=2, building="b", line=line, face=line, sill_m=3.0, low_m=3.0, high_m=3.0
    )
    return Reach(
        target=target,
        reachable=True,
        path=ClimbPath(steps=steps, end=(9.0, 0.5, 3.0), crossed=()),
    )


def test_a_climb_unfolds_along_its_way_with_long_walks_cut_short() -> None:
    path = _climb().path
    assert path is not None
    assert unfolded(path) == [
        (START_M, 0.0),
        (START_M, 1.8),
        (START_M + LONGEST_M, 1.8),
        (START_M + LONGEST_M + 0.5, 3.0),
    ]


@pytest.mark.parametrize("lang", list(Lang))
def test_a_climb_section_dimensions_each_rise(lang: Lang) -> None:
    plot = climb_cut(
        _climb(), {"w": Text(ko="담장", en="wall")}, head_m=4.2, lang=lang, alternative=WORDS,
        width_mm=86, most_mm=120,
    )  # fmt: skip
    texts = _texts(plot)
    assert {"+1.80", "+1.20"} <= set(texts)
    assert any(words.endswith("+1.80\u2009m") for words in texts)  # the foothold by its height
    assert plot.height_mm <= 120
    again = climb_cut(
        _climb(), {"w": Text(ko="담장", en="wall")}, head_m=4.2, lang=lang, alternative=WORDS,
        width_mm=86, most_mm=120,
    )  # fmt: skip
    assert again.svg == plot.svg


def test_a_climb_that_is_none_is_refused() -> None:
    found = _climb()
    with pytest.raises(ValueError, match="no climb"):
        climb_cut(
            Reach(target=found.target, reachable=False), {}, head_m=4.0, lang=Lang.KO,
            alternative=WORDS, width_mm=86, most_mm=120,
        )  # fmt: skip
