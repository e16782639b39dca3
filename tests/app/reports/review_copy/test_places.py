"""Points of a page and metres of the site, both ways."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.reports.press import Place
from app.reports.review_copy.places import placed_figures
from cpted_rules.figure import Figure, Frame
from cpted_rules.text import same

PX = 96 / 25.4
METRES = st.floats(-2000, 2000)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(
    west=METRES,
    south=METRES,
    scale=st.sampled_from((50, 200, 1000, 5000)),
    at=st.tuples(st.floats(20, 300), st.floats(300, 800)),
    share=st.tuples(st.floats(0, 1), st.floats(0, 1)),
    shrunk=st.sampled_from((1.0, 0.5)),
    strip_mm=st.sampled_from((0.0, 16.0)),
)
def test_a_point_of_the_site_drawn_on_a_page_is_read_back_in_its_place(
    west: float,
    south: float,
    scale: int,
    at: tuple[float, float],
    share: tuple[float, float],
    shrunk: float,
    strip_mm: float,
) -> None:
    frame = Frame(west_m=west, south_m=south, width_mm=104, height_mm=77, scale=scale)
    figure = Figure(
        svg="", width_mm=104, height_mm=77 + strip_mm, frame=frame, level=0, alternative=same("")
    )
    place = Place(
        name="finding-1",
        page=3,
        matrix=(0.75, 0.0, 0.0, -0.75, *at),
        width_px=figure.width_mm * PX * shrunk,
        height_px=figure.height_mm * PX * shrunk,
        element=None,
    )
    (placed,) = placed_figures((place,), {"finding-1": figure}, {"finding-1": (1,)})
    x = west + share[0] * frame.metres(104)
    y = south + share[1] * frame.metres(77)
    right_mm, down_mm = frame.at(x, y)
    page_x = at[0] + right_mm * PX * shrunk * 0.75
    page_y = at[1] - down_mm * PX * shrunk * 0.75
    assert placed.to_site is not None
    a, b, c, d, e, f = placed.to_site
    assert abs(a * page_x + b * page_y + e - x) < 0.001
    assert abs(c * page_x + d * page_y + f - y) < 0.001
    assert placed.rect[0] - 0.01 <= page_x <= placed.rect[2] + 0.01
    assert placed.rect[1] - 0.01 <= page_y <= placed.rect[3] + 0.01
