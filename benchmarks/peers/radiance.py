"""Direct illuminance by Radiance, with the programs that the package pyradiance brings."""

import os
import re
import subprocess
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.suite.cost import Cost, measured
from benchmarks.suite.trial import Done, PeerMissingError
from benchmarks.suite.versions import packages

Floats = NDArray[np.float64]

NAME = "Radiance rtrace -ab 0"

LUMENS = 179.0 * np.array([0.265, 0.670, 0.065])
"""Of red, green and blue watts: Radiance's own weights of its own photometry. [lm/W]"""

RADIUS_M = 0.005
"""Of the sphere that stands for a point source."""

DIRECT = (
    "-h", "-I+", "-ab", "0", "-lr", "0", "-dj", "0", "-ds", "0", "-dt", "0", "-dc", "1", "-n", "1",
    "-fff",
)  # fmt: skip
"""No reflection, each source one point, every source followed through the scene, one process."""

_LIGHT = re.compile(r"((?:light|illum)\s+\S+\s+0\s+0\s+3)((?:\s+[-\d.eE+]+){3})")


class Lamps:
    """A scene and its lamps as an octree in a folder.

    Args:
        walls: shape (E, 5), both ends and top. [m]
        lamps: shape (L, 5): x, y, z [m], share of the file's light, azimuth. [deg]
        photometry: the LM-63 file of them all.
    """

    def __init__(self, folder: Path, walls: Floats, lamps: Floats, photometry: bytes) -> None:
        found = find_spec("pyradiance")
        if found is None or found.origin is None:
            raise PeerMissingError("Radiance (pyradiance, dependency group bench)")
        package = Path(found.origin).parent
        self.folder = folder
        self.programs = package / "bin"
        self.environment = {
            **os.environ,
            "PATH": f"{self.programs}:{os.environ['PATH']}",
            "RAYPATH": f".:{package / 'lib'}",
        }
        (folder / "lamp.ies").write_bytes(photometry)
        self._run("ies2rad", "-dm", "-t", "default", "-i", str(RADIUS_M), "-o", "lamp", "lamp.ies")
        source = (folder / "lamp.rad").read_text("utf-8")
        placed = []
        for n, (x, y, z, share, azimuth) in enumerate(lamps.tolist()):
            (folder / f"lamp{n}.rad").write_text(_dimmed(source, share), encoding="utf-8")
            turn = 90.0 - azimuth  # C0 lies along x in Radiance, and it turns counter-clockwise
            placed.append(f"!xform -rz {turn:.9f} -t {x:.9f} {y:.9f} {z:.9f} lamp{n}.rad\n")
        (folder / "lamps.rad").write_text("".join(placed), encoding="utf-8")
        (folder / "walls.rad").write_text(_polygons(walls), encoding="utf-8")
        (folder / "scene.oct").write_bytes(self._run("oconv", "walls.rad", "lamps.rad"))

    def illuminance(self, points: Floats, normals: Floats) -> Done:
        """Illuminance of planes at points, shape (M,); loading the scene is left out. [lx]

        Args:
            points: shape (M, 3). [m]
            normals: shape (M, 3) or (3,), the directions that the planes face.
        """
        rays = np.empty((len(points), 6), dtype=np.float32)
        rays[:, :3], rays[:, 3:] = points, normals

        def traced(chosen: NDArray[np.float32]) -> bytes:
            return self._run("rtrace", *DIRECT, "scene.oct", given=chosen.tobytes())

        _, loading = measured(partial(traced, rays[:1]))
        raw, all_of_it = measured(partial(traced, rays))
        cost = Cost(cpu_s=all_of_it.cpu_s - loading.cpu_s, wall_s=all_of_it.wall_s - loading.wall_s)
        watts = np.frombuffer(raw, dtype=np.float32).reshape(-1, 3).astype(np.float64)
        return Done(result=watts @ LUMENS, work=len(points), cost=cost)

    def _run(self, program: str, *words: str, given: bytes = b"") -> bytes:
        done = subprocess.run(
            [str(self.programs / program), *words],
            input=given,
            capture_output=True,
            cwd=self.folder,
            env=self.environment,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr.decode(errors='replace').strip()[:200]}")
        return done.stdout


def _dimmed(source: str, share: float) -> str:
    """A luminaire with its light multiplied."""

    def times(match: re.Match[str]) -> str:
        colours = (f"{float(word) * share:.9g}" for word in match[2].split())
        return f"{match[1]} {' '.join(colours)}"

    changed, count = _LIGHT.subn(times, source)
    if count != 1:
        raise RuntimeError(f"ies2rad wrote {count} lights, one was expected")
    return changed


def _polygons(walls: Floats) -> str:
    words = ["void plastic stone 0 0 5 0.2 0.2 0.2 0 0\n"]
    for n, (x0, y0, x1, y1, top) in enumerate(walls.tolist()):
        corners = ((x0, y0, -1.0), (x1, y1, -1.0), (x1, y1, top), (x0, y0, top))
        numbers = " ".join(f"{value:.9f}" for corner in corners for value in corner)
        words.append(f"stone polygon wall{n} 0 0 12 {numbers}\n")
    return "".join(words)


def versions() -> dict[str, str]:
    """Of Radiance, by the package it came in."""
    return packages(("pyradiance",))
