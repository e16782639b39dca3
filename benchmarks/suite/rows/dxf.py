"""A large DXF file read, its inserts opened and its curves made chords."""

from functools import partial
from typing import Any

from benchmarks.peers import ezdxf_reading, gdal_reading
from benchmarks.suite.claim import Claim
from benchmarks.suite.linework import linework, same_linework
from benchmarks.suite.trial import Done, Gate, Rival, Trial

WORKLOAD = "38,000 entities in 10 MB of DXF: read, open nested inserts, make chords"

CLAIMS = (
    Claim(id="dxf", workload=WORKLOAD, peer=ezdxf_reading.NAME, stretch=80.0),
    Claim(id="dxf-gdal", workload=WORKLOAD, peer=gdal_reading.NAME, stretch=5.0),
)

SCALE = 0.25


def prepare() -> Trial:
    """The file."""
    from benchmarks.suite import service
    from benchmarks.suite.scenes.dxf_plan import SEED, plan_file

    path = plan_file(SCALE)
    size_mb = path.stat().st_size / 1e6

    def done(read: Any) -> Done:
        return Done(result=read(path), work=size_mb)

    return Trial(
        unit="MB",
        inputs={"seed": SEED, "scale": SCALE, "size_mb": round(size_mb, 1)},
        ours=partial(done, service.flattened),
        rivals={
            "dxf": Rival(
                run=partial(done, ezdxf_reading.flattened),
                gate=same,
                versions=ezdxf_reading.versions,
            ),
            "dxf-gdal": Rival(
                run=partial(done, gdal_reading.lines_of),
                gate=lambda ours, peer: gdal_reading.same(linework(ours), peer),
                versions=gdal_reading.versions,
            ),
        },
    )


def same(ours: Any, peer: Any) -> Gate:
    """Whether both found the same linework."""
    return same_linework(linework(ours), linework(peer))
