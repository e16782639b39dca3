"""docs/drawing-conventions.md says what the default map does: every name on it is understood."""

import re
from pathlib import Path

import pytest

from cpted_rules.drawing import LayerMap, default_layer_map
from cpted_rules.drawing.layers.layer_map import ASIDE

PAGE = Path(__file__).parents[3] / "docs/drawing-conventions.md"
LINES = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.read_text("utf-8").splitlines()
    if line.startswith("| ")
]
ROWS = [cells for cells in LINES if len(cells) == 4 and cells[0] != "element"]


@pytest.fixture(scope="module")
def known() -> LayerMap:
    return default_layer_map()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_every_layer_and_block_on_the_page_is_understood(known: LayerMap, row: list[str]) -> None:
    assert len(ROWS) > 20
    layers = re.findall(r"`([^`]+)`", row[1])
    for layer in layers:
        meaning = known.layer(layer)
        generic = layer in {"배관", "P-PIPE"}  # the block says which pipe
        assert generic or (meaning is not None and meaning not in ASIDE), layer
    for block in re.findall(r"insert of (?:a block )?((?:`[^`]+…`(?:, | or | / )?)+)", row[2]):
        for name in re.findall(r"`([^`]+)…`", block):
            assert known.block(f"{name}_1") is not None, name


def test_the_example_of_a_layer_map_is_one(known: LayerMap) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    own = known.with_own(example, "layers.yaml")
    assert own.layer("EMG-CALL") is not None
    assert own.word("zones", "84A") == "shop"
