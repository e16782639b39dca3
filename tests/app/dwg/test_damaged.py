"""DWG cut off or with flipped bits: an error of ours or a note, in bounded time and memory."""

import random
import time
from pathlib import Path

import pytest

from app import sandbox
from app.dwg import ConvertedDrawing, converted
from cpted_rules.errors import CptedError
from tests.memory import peak_mib

pytest.importorskip("ezdwg", reason="the extra dwg is not installed")
pytest.importorskip("dwg2geo", reason="the extra dwg is not installed")

CORPUS = Path(__file__).parents[3] / "../shared/corpus"
NAMES = ("open_floor_mur_r2018", "open_floor_mur_r2000", "entity_zoo_r2018")
BOUNDS = sandbox.Bounds(cpu_s=30, wall_s=30, memory_bytes=2 << 30, file_bytes=256 << 20)
FLIPS = (1, 4, 32, 400)
SEEDS = [*range(12), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(12, 24))]
"""Of twelve, each drawing is cut off once."""

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside this clone")


def damaged(seed: int) -> bytes:
    """The drawing cut off somewhere for each fourth seed, else with bits flipped."""
    chance = random.Random(seed)
    raw = bytearray((CORPUS / "dwg" / f"{NAMES[seed % 3]}.dwg").read_bytes())
    if seed % 4 == 0:
        return bytes(raw[: chance.randrange(6, len(raw))])
    for _ in range(chance.choice(FLIPS)):
        raw[chance.randrange(6, len(raw))] ^= 1 << chance.randrange(8)
    return bytes(raw)


def outcome_of(raw: bytes) -> ConvertedDrawing | CptedError:
    try:
        return converted(raw, "plan.dwg", command="", bounds=BOUNDS)
    except CptedError as error:
        return error


@pytest.mark.parametrize("seed", SEEDS)
def test_a_damaged_dwg_ends_in_a_fault_or_in_notes(seed: int) -> None:
    start, held = time.monotonic(), peak_mib()
    outcome = outcome_of(damaged(seed))
    if isinstance(outcome, CptedError):
        assert outcome.faults[0].where == "plan.dwg"
        assert outcome.faults[0].code.startswith(("drawing/dwg-", "limit/"))
    else:
        assert outcome.notes[0].code == "drawing/dwg-converted"
        assert len(outcome.notes) >= 2
    assert time.monotonic() - start < 70
    assert peak_mib() - held < 256


def test_a_drawing_cut_in_half_is_never_taken_for_whole() -> None:
    for name in NAMES:
        raw = (CORPUS / "dwg" / f"{name}.dwg").read_bytes()
        with pytest.raises(CptedError) as caught:
            converted(raw[: len(raw) // 2], "plan.dwg", command="", bounds=BOUNDS)
        assert caught.value.faults[0].code == "drawing/dwg-damaged"
