"""Which versions of packages and programs a number was taken with."""

import platform
import subprocess
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version


def packages(names: Iterable[str]) -> dict[str, str]:
    """Versions of installed Python packages."""
    found = {}
    for name in names:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "missing"
    return found


def debian(names: Iterable[str]) -> dict[str, str]:
    """Versions of installed Debian packages."""
    found = {}
    for name in names:
        command = ["dpkg-query", "--show", "--showformat=${Version}", name]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        found[name] = done.stdout.strip() or "missing"
    return found


def own() -> dict[str, str]:
    """What the product itself runs on."""
    return {"python": platform.python_version(), **packages(("numpy", "numba", "shapely"))}
