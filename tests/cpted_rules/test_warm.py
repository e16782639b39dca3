"""The kernels are compiled once and kept."""

from pathlib import Path

from cpted_rules.analysis.kernels import lines
from cpted_rules.warm import warm


def test_warming_leaves_the_kernels_in_the_cache_on_disk() -> None:
    warm()
    kept = Path(lines.seen.stats.cache_path).glob("lines.seen*.nbi")
    assert list(kept)
