"""Flux by zones, and the files of the corpus against the flux their makers state."""

import numpy as np
import pytest

from cpted_rules.photometry import flux_lm, lean_deg, read_photometry
from tests.cpted_rules.photometry.writers import CORPUS, corpus, ies, read

needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the clone")


def test_an_even_light_has_4_pi_lumens_a_candela() -> None:
    even = read(ies(range(0, 181, 5), [0], [[1000] * 37]))
    assert flux_lm(even) == pytest.approx(4000 * np.pi, rel=1e-12)
    assert flux_lm(even, to_deg=90) == pytest.approx(2000 * np.pi, rel=1e-12)
    assert flux_lm(even, from_deg=60, to_deg=62) == pytest.approx(
        2000 * np.pi * (np.cos(np.radians(60)) - np.cos(np.radians(62)))
    )


def test_a_lambertian_light_has_pi_lumens_a_candela() -> None:
    gamma = np.arange(0, 91, 5)
    table = read(ies([*gamma], [0], [[1000 * np.cos(np.radians(g)) for g in gamma]]))
    assert flux_lm(table) == pytest.approx(1000 * np.pi, rel=1e-9)
    assert flux_lm(table, from_deg=90) == 0.0
    assert flux_lm(table, from_deg=120, to_deg=150) == 0.0


def test_a_light_leans_to_where_its_centre_is() -> None:
    planes = list(range(0, 361, 30))
    for front in (0, 90, 210):
        rows = [[100, 100 + 90 * np.cos(np.radians(c - front)), 0] for c in planes]
        lean = lean_deg(read(ies([0, 60, 90], planes, rows)))
        assert lean is not None
        assert min(abs(lean - front), 360 - abs(lean - front)) < 1e-6
    assert lean_deg(read(ies([0, 90], [0, 90], [[9, 1], [9, 8]]))) is None
    assert lean_deg(read(ies([0, 90], [0], [[9, 1]]))) is None


@needs_corpus
@pytest.mark.parametrize(
    ("name", "lumens", "within"),
    # [_ABSOLUTELUMENS] of the IES files; of rab_asym_0_360 by a published calculation of the
    # same file (13,359.57); LORL x flux of the EULUMDAT files
    [
        ("rab_axial.ies", 532, 0.001),
        ("rab_canopy_bilateral.ies", 5834, 0.001),
        ("rab_nbsp_keyword.ies", 5822, 0.001),
        ("rab_post_top_quad.ies", 9217, 0.001),
        ("rab_asym_0_360.ies", 13359.57, 0.0001),
        ("rab_flood_typeB.ies", 10601, 0.01),
        ("luxpy_6klm.ldt", 6000 * 0.88, 0.001),
        ("luxpy_6klm.ies", 6000 * 0.88, 0.001),
        ("ledvance_flood_asym_900w.ldt", 123000 * 0.998, 0.002),
    ],
)
def test_real_files_give_the_flux_that_their_makers_state(
    name: str, lumens: float, within: float
) -> None:
    assert flux_lm(corpus(name)) == pytest.approx(lumens, rel=within)


@needs_corpus
def test_every_file_of_the_corpus_is_read() -> None:
    for path in sorted(CORPUS.iterdir()):
        table = read_photometry(path.read_bytes(), path.name)
        assert np.isfinite(table.candela).all()
        assert (table.c_deg[0], table.c_deg[-1]) == (0.0, 360.0)
        assert np.array_equal(table.candela[0], table.candela[-1])
