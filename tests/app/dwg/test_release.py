"""What the first bytes of a file say, without any converter."""

import pytest

from app.dwg import is_dwg
from app.dwg.release import release_of
from cpted_rules.errors import DrawingError, Fault

LONG = b"\x00" * 4096


def refusal(raw: bytes) -> Fault:
    with pytest.raises(DrawingError) as caught:
        release_of(raw, "plan.dwg")
    (fault,) = caught.value.faults
    assert fault.where == "plan.dwg"
    return fault


@pytest.mark.parametrize(
    ("mark", "release"), [(b"AC1014", "R14"), (b"AC1015", "R2000"), (b"AC1032", "R2018")]
)
def test_the_release_is_told_by_six_bytes(mark: bytes, release: str) -> None:
    assert is_dwg(mark + LONG)
    assert release_of(mark + LONG, "plan.dwg") == release


@pytest.mark.parametrize(
    "mark", [b"AC1012", b"AC1009", b"AC1006", b"AC2.10", b"AC1.40", b"MC0.0\x00"]
)
def test_what_is_older_than_r14_is_refused_with_the_release_to_save_as(mark: bytes) -> None:
    fault = refusal(mark + LONG)
    assert is_dwg(mark + LONG)
    assert fault.code == "drawing/dwg-too-old"
    assert fault.remedy.en == "Save it as DWG, R2000 or later, or as DXF"
    assert "R2000" in fault.remedy.ko


def test_a_release_nobody_knows_yet_is_refused() -> None:
    fault = refusal(b"AC1041" + LONG)
    assert fault.code == "drawing/dwg-too-new"
    assert "AC1041" in fault.found.ko


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"", "an empty file"),
        (b"  0\r\nSECTION\r\n  2\r\nHEADER\r\n", "a DXF that is only named .dwg"),
        (b"999\nby a program\n0\nSECTION\n2\nHEADER\n", "a DXF that is only named .dwg"),
        (b"AutoCAD Binary DXF\r\n\x1a\x00" + LONG, "a DXF that is only named .dwg"),
        (b"%PDF-1.7\n", "a PDF that is only named .dwg"),
        (b"PK\x03\x04" + LONG, "a ZIP archive"),
        (b"RIFF" + LONG, "a file that is not DWG"),
    ],
)
def test_what_is_no_dwg_is_named(raw: bytes, found: str) -> None:
    fault = refusal(raw)
    assert not is_dwg(raw)
    assert (fault.code, fault.found.en) == ("drawing/not-dwg", found)


def test_a_head_without_a_body_is_damaged() -> None:
    assert refusal(b"AC1032" + b"\x00" * 100).code == "drawing/dwg-damaged"
