"""One reader put to some files in this process: `python -m benchmarks.readers READER FILE...`."""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.reading import DXFGRABBER, EZDXF, GDAL, OURS, READ_DXF

# Each imports when it is chosen: the memory of one reader must not hold the code of another.


def _ours() -> Callable[[Path], Any]:
    from cpted_rules.drawing import DrawingSource, default_layer_map, interpret, read_drawings

    layer_map = default_layer_map()

    def read(path: Path) -> Any:
        source = DrawingSource(name=path.name, raw=path.read_bytes(), sheets=())
        return interpret(read_drawings([source], layer_map=layer_map))

    return read


def _read_dxf() -> Callable[[Path], Any]:
    from cpted_rules.drawing.dxf.document import read_dxf

    return lambda path: read_dxf(path.read_bytes(), path.name)


def _ezdxf() -> Callable[[Path], Any]:
    from ezdxf.filemanagement import readfile

    return readfile


def _dxfgrabber() -> Callable[[Path], Any]:
    import dxfgrabber

    return lambda path: dxfgrabber.readfile(str(path))


def _gdal() -> Callable[[Path], Any]:
    import pyogrio.raw

    return lambda path: pyogrio.raw.read(path)


READERS: dict[str, Callable[[], Callable[[Path], Any]]] = {
    OURS: _ours,
    READ_DXF: _read_dxf,
    EZDXF: _ezdxf,
    DXFGRABBER: _dxfgrabber,
    GDAL: _gdal,
}


def main(arguments: Sequence[str]) -> None:
    """Read each file, keep what was read, and say how long it took."""
    read = READERS[arguments[0]]()
    begun = perf_counter()
    kept = [read(Path(path)) for path in arguments[1:]]
    seconds = perf_counter() - begun
    sys.stdout.write(json.dumps({"seconds": seconds, "files": len(kept)}))


if __name__ == "__main__":
    main(sys.argv[1:])
