"""CAM611: cameras with too few pixels."""

from collections.abc import Iterator
from itertools import groupby

from shapely import MultiPoint

from cpted_rules.plan import SheetKind
from cpted_rules.rule import Measurement, rule
from cpted_rules.site import Site
from cpted_rules.text import Text


@rule(
    "CAM611",
    title=Text(ko="카메라 화소수", en="Pixels of a camera"),
    measures=Text(ko="카메라의 총 화소수", en="pixels of the picture in all"),
    says=Text(ko="{subject}의 화소수가 {value}임", en="pixels of {subject}: {value}"),
    unit="count",
    needs=((SheetKind.SECURITY_PLAN,),),
)
def camera_pixels_few(site: Site, *, height_over_width: float) -> Iterator[Measurement]:
    """Pixels in all of the cameras that state the same resolution. [count]

    Why: what the sensor does not resolve no screen can show.
    How: cameras put together by the pixels across that they state, the fewest first, times as many
        down as `height_over_width` of the picture makes. Drawings seldom state the rows of a
        picture, so the shape of the picture is a parameter.
    Lacking: pixels of the cameras that state none.
    """
    ordered = sorted(site.plan.cameras, key=lambda c: (c.pixels or 0, c.id))
    for wide, group in groupby(ordered, key=lambda c: c.pixels or 0):
        alike = tuple(group)
        known = wide > 0
        yield Measurement(
            subjects=(alike[0].id,),
            value=float(round(wide**2 * height_over_width)) if known else None,
            where=MultiPoint([c.at for c in alike]),
            storey=alike[0].storey,
            lacking=None if known else Text(ko="카메라 화소(PX)", en="pixels of the camera"),
            lacking_sheet=None if known else SheetKind.SECURITY_PLAN,
            note=Text(
                ko="카메라 {n}대, 가로 {wide}화소, 화면비(세로/가로) {ratio}",
                en="{n} cameras, {wide} pixels across, height over width {ratio}",
            ).fill(n=str(len(alike)), wide=str(wide), ratio=f"{height_over_width:g}")
            if known
            else None,
        )
