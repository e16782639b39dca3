"""The kernels are compiled once and kept."""

from pathlib import Path

from cpted_rules.analysis import kernels
from cpted_rules.warm import warm


def test_warming_leaves_the_kernels_in_the_cache_on_disk() -> None:
    warm()
    kept = Path(kernels.seen.stats.cache_path).glob("kernels.seen*.nbi")
    assert list(kept)
