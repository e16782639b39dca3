"""Compile the numba kernels, so that the first review does not: `python -m cpted_rules.warm`."""

from importlib import import_module
from pkgutil import iter_modules

from cpted_rules.analysis import kernels


def warm() -> tuple[str, ...]:
    """Import every module of kernels: their types are stated, so they compile and are kept on disk.

    Returns:
        the modules.
    """
    names = [f"{kernels.__name__}.{module.name}" for module in iter_modules(kernels.__path__)]
    return tuple(import_module(name).__name__ for name in sorted(names))


if __name__ == "__main__":
    warm()
