"""The kernels are compiled once and kept."""

from pathlib import Path

import cpted_rules.analysis.sight as sight
from cpted_rules.warm import warm


def test_warming_leaves_the_kernels_in_the_cache_on_disk() -> None:
    warm()
    kept = Path(sight._seen.stats.cache_path).glob("sight._seen*.nbi")
    assert list(kept)
