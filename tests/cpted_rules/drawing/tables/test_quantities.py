"""Words of cells as quantities: one plain value, or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cpted_rules.drawing.tables import quantities as q


@pytest.mark.parametrize(
    ("words", "unit", "metres"),
    [
        ("2.2", "", 2.2),
        ("2.2m", "", 2.2),
        ("2,200", "", 2.2),
        ("2200 mm", "", 2.2),
        ("H=5.0m", "", 5.0),
        ("450", "mm", 0.45),
        ("45", "cm", 0.45),
        ("1.8m 이상", "", 1.8),
        ("80", "", None),  # neither metres nor millimetres
        ("0 ~ 14.4", "", None),
        ("1.5~2.0", "", None),
        ("1 2", "", None),
        ("별도", "", None),
        ("", "", None),
    ],
)
def test_a_length_has_its_own_unit_or_its_columns(
    words: str, unit: str, metres: float | None
) -> None:
    assert q.length_m(words, unit) == metres


@pytest.mark.parametrize(
    ("words", "height", "crown", "breast", "collar"),
    [
        ("H4.0×R15", 4.0, None, None, 15.0),
        ("H3.0xW1.5", 3.0, 1.5, None, None),
        ("H 4.5 * B 12", 4.5, None, 12.0, None),
        ("H:4.0m×W2.0m×R15cm", 4.0, 2.0, None, 15.0),
        ("R15×H4.0", 4.0, None, None, 15.0),
        ("H400cm", 4.0, None, None, None),
        ("H0.4", 0.4, None, None, None),
    ],
)
def test_sizes_of_trees_go_by_their_letters(
    words: str, height: float, crown: float | None, breast: float | None, collar: float | None
) -> None:
    assert q.tree_sizes(words) == (height, crown, breast, collar, True)


def test_sizes_without_letters_need_an_order() -> None:
    assert q.tree_sizes("4.0×15") == (None, None, None, None, False)
    assert q.tree_sizes("4.0×15", ("h", "r")) == (4.0, None, None, 15.0, True)
    assert q.tree_sizes("15×4.0", ("r", "h")) == (4.0, None, None, 15.0, True)
    assert not q.tree_sizes("4.0×15×2", ("h", "r")).plain


@pytest.mark.parametrize("words", ["H3.0~4.0×R15", "H4.0×3치포트", "H400×R15", "포트", "H4.0×H3.0"])
def test_sizes_that_are_not_all_plain_say_so(words: str) -> None:
    assert not q.tree_sizes(words).plain


def test_a_range_is_no_height_but_leaves_the_rest() -> None:
    assert q.tree_sizes("H3.0~4.0×R15") == (None, None, None, 15.0, False)


@given(st.integers(1, 60), st.integers(1, 60), st.sampled_from("×xX*"), st.booleans())
def test_letters_decide_in_any_order(height: int, collar: int, times: str, swap: bool) -> None:
    parts = [f"H{height}", f"R{collar}"]
    read = q.tree_sizes(times.join(parts[::-1] if swap else parts))
    assert (read.height_m, read.root_collar_cm, read.plain) == (height, collar, True)


@pytest.mark.parametrize(
    ("words", "unit", "order", "sides"),
    [
        ("2,400 × 1,800", "", (), (2.4, 1.8)),
        ("900X2100", "", (), (0.9, 2.1)),
        ("W900×H2100", "", (), (0.9, 2.1)),
        ("H2100×W900", "", (), (0.9, 2.1)),
        ("2100×900", "", ("h", "w"), (0.9, 2.1)),
        ("0.9×2.1", "", (), (0.9, 2.1)),
        ("90×210", "cm", (), (0.9, 2.1)),
        ("1800×2400×45", "", (), (1.8, 2.4)),
        ("90×210", "", (), None),
        ("Ø600", "", (), None),
        ("현장치수", "", (), None),
    ],
)
def test_openings_are_width_by_height(
    words: str, unit: str, order: tuple[str, ...], sides: tuple[float, float] | None
) -> None:
    assert q.width_and_height_m(words, unit, order) == sides


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("12", (12.0, "")),
        ("12 주", (12.0, "주")),
        ("1,234 EA", (1234.0, "ea")),
        ("235 ㎡", (235.0, "㎡")),
        ("4.50", (4.5, "")),
        ("3~5", None),
        ("1식 2조", None),
        ("다수", None),
    ],
)
def test_quantities_have_a_number_and_perhaps_a_unit(
    words: str, said: tuple[float, str] | None
) -> None:
    assert q.counted(words) == said


def test_power_is_of_all_lamps_together() -> None:
    assert q.watts("LED 보안등(공공) 50W, 암·폴 H=5.0m") == 50.0
    assert q.watts("FL 32W×2") == 64.0
    assert q.watts("2×32W") == 64.0
    assert q.watts("THK24 30 W") == 30.0
    assert q.watts("50") is None
    assert q.watts("50", bare=True) == 50.0
    assert q.watts("35W/50W") is None  # two powers
    assert q.watts("WL1") is None


def test_flux_and_height_are_found_among_words() -> None:
    assert q.lumens("LED 보안등 60W 7,800lm, 폴 H=6.0m") == 7800.0
    assert q.lumens("130 lm/W") is None
    assert q.height_in("LED 보안등 60W 7,800lm, 폴 H=6.0m") == 6.0
    assert q.height_in("폴 H6000") == 6.0
    assert q.height_in("MH 150W") is None
    assert q.photometry_in("배광: street_60w.ies 적용") == "street_60w.ies"


@pytest.mark.parametrize(
    ("words", "pixels"),
    [
        ("200만 화소", 2_000_000),
        ("고정형 400만화소", 4_000_000),
        ("2MP", 2_000_000),
        ("1920×1080 FHD", 1920 * 1080),
        ("2592 x 1944 픽셀", 2592 * 1944),
        ("안내판 300×400", None),
        ("200만~400만 화소", None),
        ("고해상도", None),
    ],
)
def test_pixels_are_counted_or_multiplied(words: str, pixels: int | None) -> None:
    assert q.pixel_count_in(words) == pixels


def test_angles_and_lenses() -> None:
    assert q.angle_deg("90°") == 90.0
    assert q.angle_deg("수평 105도") == 105.0
    assert q.angle_deg("90~110°") is None
    assert q.angle_deg("90") is None
    assert q.angle_deg("90", bare=True) == 90.0
    assert q.focal_mm("f=2.8mm") == (2.8, 2.8)
    assert q.focal_mm("2.8~12 mm 가변") == (2.8, 12.0)
    assert q.focal_mm("가변") is None


@pytest.mark.parametrize(
    ("words", "marks"),
    [
        ("AW-1", ("AW-1",)),
        ("A W - 1", ("AW-1",)),
        ("①", ("1",)),
        ("C1~3", ("C1", "C2", "C3")),
        ("CAM01~CAM03", ("CAM01", "CAM02", "CAM03")),
        ("AW1, AW2/AW3", ("AW1", "AW2", "AW3")),
        ("B1~C3", ("B1~C3",)),
        ("", ()),
    ],
)
def test_marks_are_named_one_by_one(words: str, marks: tuple[str, ...]) -> None:
    assert q.marks_of(words) == marks


@given(st.text(alphabet=st.sampled_from("0123456789.,~-×xHWRBLm만화소°/() ㎡①"), max_size=24))
def test_no_words_break_the_reader(words: str) -> None:
    q.number(words)
    q.length_m(words)
    q.tree_sizes(words)
    q.width_and_height_m(words)
    q.counted(words)
    q.watts(words, bare=True)
    q.lumens(words, bare=True)
    q.height_in(words)
    q.photometry_in(words)
    q.pixel_count_in(words, bare=True)
    q.angle_deg(words, bare=True)
    q.focal_mm(words)
    q.marks_of(words)
