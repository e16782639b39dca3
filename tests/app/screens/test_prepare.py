"""Archives of what the pages show: the same bytes from the same review; what they hold."""

import gzip
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.screens.names import LEAF_OFF, LEAF_ON, PLAN, without_cameras, without_places
from app.screens.prepare import write
from app.screens.reviewed import reviewed
from cpted_rules.analysis.isovist import level_of
from tests.app.assessed import assessed

SAMPLE = ("multiplex", "deficient")


def made(name: str, folder: Path) -> dict[str, Any]:
    out = folder / "made.zip"
    write(assessed(*SAMPLE), name, out, lambda _part, _done, _total: None)
    with zipfile.ZipFile(out) as archive:
        return {n: json.loads(gzip.decompress(archive.read(n))) for n in archive.namelist()}


@pytest.fixture(scope="module")
def leaf_on(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return made(LEAF_ON, tmp_path_factory.mktemp("leaf-on"))


def test_the_same_review_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = tmp_path / "one.zip", tmp_path / "other.zip"
    for path in (one, other):
        write(assessed(*SAMPLE), PLAN, path, lambda _part, _done, _total: None)
    assert one.read_bytes() == other.read_bytes()


def test_progress_names_each_part_once(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    write(assessed(*SAMPLE), LEAF_OFF, tmp_path / "made.zip", lambda *step: told.append(step))
    assert told[0][0] == "read"
    parts = told[1:-1]
    assert [done for _, done, _ in parts] == list(range(len(parts)))
    assert len({part for part, _, _ in parts}) == len(parts) == parts[0][2]


def test_every_state_has_its_layers(leaf_on: dict[str, Any]) -> None:
    assert set(leaf_on) >= {
        "sight", "surveillance", "doors", "light", "light-out", "cameras", "climb", "approach",
        "approach-night",
    }  # fmt: skip


def test_a_lamp_that_is_out_takes_light_away(leaf_on: dict[str, Any]) -> None:
    whole, out = (leaf_on[name]["places"][0]["areas"] for name in ("light", "light-out"))
    assert len(out) <= len(whole)
    found = leaf_on["light-out"]
    assert found["places"][0]["out"] == found["lamps"][0]["id"]
    assert found["places"][0]["at"]["type"] == "Point"
    assert all(lamp["name"]["ko"] and lamp["name"]["en"] for lamp in found["lamps"])
    left = [(lamp["lowest_lx"], lamp["average_lx"]) for lamp in found["lamps"]]
    assert left == sorted(left), "the worst first"


def test_sight_carries_what_stands_in_the_way_to_a_tenth_of_a_millimetre(
    leaf_on: dict[str, Any],
) -> None:
    content = assessed(*SAMPLE)
    scene = reviewed(content, json.loads(content)).site().sight.scene(0)
    kept = leaf_on["sight"]["storeys"]["0"]
    assert np.allclose(np.reshape(kept["edges"], (-1, 4)), scene.edges, atol=1e-4)
    assert kept["of"] == [obstacle.id for obstacle in scene.obstacles]
    assert len(level_of(scene, 1.5).pieces) > 0


def test_what_would_help_an_intruder_can_be_left_out(tmp_path: Path) -> None:
    plan = made(PLAN, tmp_path)
    findings = plan["findings"]
    assert any(f["sensitive"] and f["shape"] for f in findings)
    told = without_places(findings)
    assert [f["number"] for f in told] == [f["number"] for f in findings]
    assert not any(f["shape"] or f["witness"] or f["at"] for f in told if f["sensitive"])
    elements = [e for name in plan if name.startswith("storey/") for e in plan[name]]
    assert {e["kind"] for e in elements} - {e["kind"] for e in without_cameras(elements)} == {
        "camera"
    }
