"""The site's place on the earth: site metres to and from a coordinate system."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError
from pyproj.transformer import TransformerGroup
from shapely import transform
from shapely.geometry.base import BaseGeometry

from cpted_rules.errors import Fault, SiteDataError
from cpted_rules.text import Text, same

WGS84 = "EPSG:4326"


@dataclass(frozen=True, kw_only=True)
class SiteFrame:
    """Site metres + origin = easting and northing in `crs`.

    Args:
        crs: EPSG code of a projected system in metres.
        origin: easting and northing of the site's (0, 0). [m]
    """

    crs: str
    origin: tuple[float, float]

    def check(self, where: str) -> None:
        """Raise SiteDataError unless `crs` names a projected system in metres."""
        projected = _crs(self.crs, where)
        if not projected.is_projected or projected.axis_info[0].unit_name != "metre":
            raise SiteDataError(_bad_crs(self.crs, where))

    @cached_property
    def _to_wgs84(self) -> Transformer:
        return Transformer.from_crs(self.crs, WGS84, always_xy=True)

    def projected(self, shape: BaseGeometry) -> BaseGeometry:
        """A geometry in site metres, in the coordinates of `crs`."""
        east, north = self.origin

        def shift(xyz: NDArray[np.float64]) -> NDArray[np.float64]:
            moved: NDArray[np.float64] = xyz + np.array([east, north, 0.0])[: xyz.shape[1]]
            return moved

        return transform(shape, shift, include_z=shape.has_z)

    def wgs84(self, shape: BaseGeometry) -> BaseGeometry:
        """A geometry in site metres, as longitude and latitude. [deg]"""

        def turn(xy: NDArray[np.float64]) -> NDArray[np.float64]:
            east, north = (xy + np.asarray(self.origin)).T
            out: NDArray[np.float64] = np.column_stack(self._to_wgs84.transform(east, north))
            return out

        return transform(shape, turn)

    def site(self, shape: BaseGeometry, crs: str, where: str) -> BaseGeometry:
        """A geometry given as x/easting/longitude, y/northing/latitude of `crs`, in site metres.

        Raises:
            SiteDataError: `crs` is not known, or a coordinate has no place in the site's system.
        """
        (moved,) = self.sites([shape], crs, where)
        return moved

    def sites(self, shapes: Sequence[BaseGeometry], crs: str, where: str) -> list[BaseGeometry]:
        """Geometries as `site` takes them, all at once, in site metres.

        Raises:
            SiteDataError: as `site`.
        """
        operation = self.operation(crs, where)

        def move(xy: NDArray[np.float64]) -> NDArray[np.float64]:
            moved = np.column_stack(operation.transform(xy[:, 0], xy[:, 1]))
            out: NDArray[np.float64] = moved - np.asarray(self.origin)
            if not np.isfinite(out).all():
                raise SiteDataError(_no_place(crs, where))
            return out

        return list(transform(np.array(shapes, dtype=object), move))

    def knows(self, crs: str) -> bool:
        """Whether coordinates of a system can be turned into the site's."""
        try:
            self.operation(crs, "")
        except SiteDataError:
            return False
        return True

    def operation(self, crs: str, where: str) -> Transformer:
        """The PROJ operation from `crs` to the site's system, with its accuracy.

        Raises:
            SiteDataError: `crs` is not known.
        """
        _crs(crs, where)
        try:
            return best_operation(crs, self.crs)
        except ProjError as error:  # such as a system of another planet
            raise SiteDataError(_no_place(crs, where)) from error


@lru_cache(maxsize=64)
def best_operation(source: str, target: str) -> Transformer:
    """The best operation between two systems, x or longitude first; the one that is reported.

    Raises:
        CRSError, ProjError: a system is not known, or nothing leads from one to the other.
    """
    group = TransformerGroup(source, target, always_xy=True)
    if not group.transformers:
        raise ProjError(f"no operation from {source} to {target}")
    return group.transformers[0]


def _crs(code: str, where: str) -> CRS:
    try:
        return CRS.from_user_input(code)
    except CRSError as error:
        raise SiteDataError(_bad_crs(code, where)) from error


def _bad_crs(code: str, where: str) -> Fault:
    return Fault(
        code="sitedata/crs",
        where=where,
        found=same(code),
        expected=Text(
            ko="미터 단위 평면직각좌표계 (예: EPSG:5186)",
            en="a projected system in metres (EPSG:5186)",
        ),
        remedy=Text(
            ko="좌표계 코드를 고치십시오.", en="Correct the code of the coordinate system."
        ),
    )


def _no_place(code: str, where: str) -> Fault:
    return Fault(
        code="sitedata/coordinates",
        where=where,
        found=Text(ko="변환할 수 없는 좌표", en="coordinates that cannot be transformed"),
        expected=Text(ko=f"{code}의 x, y 순서 좌표", en=f"x, y of {code} in this order"),
        remedy=Text(
            ko="경도·위도의 순서와 좌표계 코드를 확인하십시오.",
            en="Check the order of longitude and latitude, and the code.",
        ),
    )
