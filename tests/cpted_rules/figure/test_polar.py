"""The polar plot: curves where the light is, words, line kinds without colour."""

import re
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from cpted_rules.figure.polar import MOST, polar_figure
from cpted_rules.photometry import Photometry
from cpted_rules.text import Lang

GAMMA = np.arange(0.0, 91.0, 10.0)


def lamp(
    name: str = "보안등", *, side: float = 0.5, up: bool = False, peak: float = 900.0
) -> Photometry:
    """A light of `peak` cd straight down, constant in C0-C180 and less by `side` in C90-C270."""
    gamma = np.arange(0.0, 181.0, 10.0) if up else GAMMA
    row = np.full(len(gamma), peak)
    return Photometry(
        name="t.ies",
        luminaire=name,
        c_deg=np.array([0.0, 90.0, 180.0, 270.0, 360.0]),
        gamma_deg=gamma,
        candela=np.stack([row, row * side, row, row * side, row]),
        lumens=3000.0,
        watts=43.5,
    )


def paths(drawing: str) -> list[ET.Element]:
    root = ET.fromstring(drawing)
    return [e for e in root.iter() if e.tag.endswith("path") and e.get("stroke-width") == "0.42"]


def points(path: ET.Element) -> list[tuple[float, float]]:
    numbers = re.findall(r"-?[\d.]+", path.get("d", ""))
    return [(float(x), float(y)) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]


def test_a_plot_has_its_true_size_and_says_name_peak_flux_and_watts() -> None:
    figure = polar_figure([lamp()], lang=Lang.KO)
    root = ET.fromstring(figure.svg)
    assert (root.get("width"), figure.width_mm) == ("80mm", 80.0)
    words = " ".join(e.text or "" for e in root.iter())
    for part in ("보안등", "최대 900 cd", "램프 3,000 lm", "43.5 W", "C0–C180", "C90–C270"):
        assert part in words
    assert "900 cd" in figure.alternative.en
    english = polar_figure([lamp()], lang=Lang.EN).svg
    assert "lamps 3,000 lm" in english
    assert "램프" not in english


def test_the_curve_lies_at_the_intensity_to_scale() -> None:
    curves = paths(polar_figure([lamp(side=0.5)], lang=Lang.KO).svg)
    dashed = [p for p in curves if p.get("stroke-dasharray")]
    solid = [p for p in curves if not p.get("stroke-dasharray")]
    # the first of each is the curve, the second the sample of the legend
    for path, candela in ((solid[0], 900.0), (dashed[0], 450.0)):
        (x, y), *curve, _ = points(path)
        reach = [float(np.hypot(a - x, b - y)) for a, b in curve]
        # 5 rings of 200 cd to the rim at 31 mm; places are to a hundredth of a millimetre
        assert reach == pytest.approx([31 * candela / 1000] * len(reach), abs=0.015)


def test_the_upper_half_is_drawn_only_when_light_goes_there() -> None:
    down, up = (polar_figure([lamp(up=u)], lang=Lang.KO) for u in (False, True))
    assert up.height_mm > down.height_mm + 25
    assert "120°" in up.svg
    assert "120°" not in down.svg


def test_a_round_light_has_one_curve() -> None:
    one = lamp()
    even = Photometry(
        name="round.ies",
        c_deg=np.array([0.0, 360.0]),
        gamma_deg=GAMMA,
        candela=one.candela[[0, 0]],
        lumens=None,
    )
    drawing = polar_figure([even], lang=Lang.EN).svg
    assert "all C-planes alike" in drawing
    assert "round.ies" in drawing  # the file's name, where the luminaire has none
    assert not [p for p in paths(drawing) if p.get("stroke-dasharray")]


def test_several_luminaires_are_told_apart_by_letters_not_by_colour_alone() -> None:
    drawing = polar_figure([lamp("가"), lamp("나", peak=400.0)], lang=Lang.KO).svg
    letters = [e.text for e in ET.fromstring(drawing).iter() if e.text in ("A", "B")]
    assert letters.count("A") >= 2  # at its curves and in the legend
    assert letters.count("B") >= 2


def test_per_klm_the_plot_is_to_the_flux_of_the_lamps() -> None:
    drawing = polar_figure([lamp()], lang=Lang.KO, per_klm=True).svg
    assert "최대 300 cd/klm" in drawing


def test_long_names_stay_within_the_plot() -> None:
    drawing = polar_figure([lamp("아주 긴 이름의 발광다이오드 보안등 기구 " * 4)], lang=Lang.KO).svg
    assert "…" in drawing


def test_names_are_escaped() -> None:
    drawing = polar_figure([lamp("<b>&")], lang=Lang.KO).svg
    assert "&lt;b&gt;&amp;" in drawing
    ET.fromstring(drawing)


@pytest.mark.parametrize("count", [0, MOST + 1])
def test_a_plot_holds_one_to_four_luminaires(count: int) -> None:
    with pytest.raises(ValueError, match="luminaires"):
        polar_figure([lamp()] * count, lang=Lang.KO)


@pytest.mark.parametrize("peak", [0.07, 1.0, 9.99, 123456.0])
def test_any_peak_has_three_to_five_rings(peak: float) -> None:
    drawing = polar_figure([lamp(peak=peak, up=True)], lang=Lang.EN).svg
    rings = [
        e.text
        for e in ET.fromstring(drawing).iter()
        if e.text and re.fullmatch(r"[\d.,]+( cd)?", e.text)
    ]
    assert 2 <= len(rings) <= 5
    assert float(rings[0].removesuffix(" cd").replace(",", "")) >= peak
