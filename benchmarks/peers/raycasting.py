"""Rays by open3d, which wraps Embree, on one thread."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.suite.cost import measured
from benchmarks.suite.trial import Done, PeerMissingError
from benchmarks.suite.versions import packages

Floats = NDArray[np.float64]
Bits = NDArray[np.bool_]

NAME = "open3d, 1 thread"


class Walls:
    """Upright walls as triangles, in open3d's scene.

    Args:
        walls: shape (E, 5), both ends and top. [m]
    """

    def __init__(self, walls: Floats) -> None:
        try:
            import open3d
        except ImportError as error:
            raise PeerMissingError("open3d (dependency group bench)") from error
        core: Any = open3d.core  # its stubs do not know arrays
        self.tensor = core.Tensor
        corners = np.zeros((len(walls), 4, 3), np.float32)
        corners[:, (0, 3), :2] = walls[:, None, :2]
        corners[:, (1, 2), :2] = walls[:, None, 2:4]
        corners[:, :2, 2] = -1.0
        corners[:, 2:, 2] = walls[:, 4:]
        first = 4 * np.arange(len(walls), dtype=np.uint32)[:, None]
        triangles = (first + np.array([[0, 1, 2, 0, 2, 3]], dtype=np.uint32)).reshape(-1, 3)
        self.scene: Any = open3d.t.geometry.RaycastingScene(nthreads=1)
        self.scene.add_triangles(self.tensor(corners.reshape(-1, 3)), self.tensor(triangles))

    def blocked(self, origin: Floats, targets: Floats) -> Bits:
        """Whether something stands between a point and each target, shape (M,)."""
        rays = np.empty((len(targets), 6), np.float32)
        rays[:, :3] = origin
        rays[:, 3:] = targets - origin
        hit = self.scene.test_occlusions(self.tensor(rays), tnear=0.0, tfar=1.0, nthreads=1)
        return np.asarray(hit.numpy(), dtype=np.bool_)

    def seen(self, eyes: Floats, targets: Floats) -> Done:
        """How many targets each eye sees, shape (N,)."""
        counts, cost = measured(
            lambda: np.array([int((~self.blocked(eye, targets)).sum()) for eye in eyes])
        )
        return Done(result=counts, work=len(eyes) * len(targets), cost=cost)


def versions() -> dict[str, str]:
    """Of open3d."""
    return packages(("open3d",))
