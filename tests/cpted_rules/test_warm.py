"""The kernels are compiled once and kept."""

from pathlib import Path

import pytest
from numba.core.registry import CPUDispatcher

from cpted_rules import warm


@pytest.mark.parametrize("name", warm.warm())
def test_warming_leaves_every_kernel_in_the_cache_on_disk(name: str) -> None:
    module = __import__(name, fromlist=["*"])
    kernels = [
        k for k in vars(module).values() if isinstance(k, CPUDispatcher) and k.__module__ == name
    ]
    assert kernels
    for kernel in kernels:
        if kernel.targetoptions.get("nopython") and not kernel.signatures:
            continue  # written out where it is called
        kept = Path(kernel.stats.cache_path).glob(f"{name.split('.')[-1]}.{kernel.__name__}-*.nbi")
        assert list(kept), kernel.__name__
