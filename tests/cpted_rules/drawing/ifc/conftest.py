"""The models of the corpus, and leave to skip where the extra that reads models is missing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cpted_rules.drawing import Reading
from cpted_rules.drawing.ifc import read_ifc
from tests.cpted_rules.drawing.ifc.models import layer_map

CORPUS = Path(__file__).parents[4] / "../shared/corpus/ifc"


@pytest.fixture(autouse=True)
def needs_ifcopenshell() -> None:
    pytest.importorskip("ifcopenshell")


@pytest.fixture
def corpus() -> Callable[[str], Reading]:
    def read(name: str) -> Reading:
        path = CORPUS / name
        if not path.is_file():
            pytest.skip("the corpus is not beside this clone")
        return read_ifc(path.read_bytes(), name, layer_map=layer_map())

    return read
