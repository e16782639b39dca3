"""CAM605: signs that tell of cameras, at the entrances."""

import re
from collections.abc import Iterator

from shapely import MultiPoint

from cpted_rules.plan import Serves, SheetKind, Sign
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same

CCTV = re.compile(r"CCTV|영상정보|촬영|녹화|감시카메라|방범카메라|CAMERA", re.IGNORECASE)


@rule(
    "CAM605",
    title=Text(ko="CCTV 안내판", en="Signs for cameras"),
    measures=Text(ko="출입구 부근의 CCTV 안내판 수", en="CCTV signs near the entrances"),
    says=Text(
        ko="대지·건축물 출입구 부근의 CCTV 안내판: {value}",
        en="CCTV signs near the entrances of site and buildings: {value}",
    ),
    unit="count",
    needs=((SheetKind.SECURITY_PLAN, SheetKind.SITE_PLAN),),
)
def camera_sign_missing(site: Site, *, within_m: float) -> Iterator[Measurement]:
    """Signs that tell of cameras near an entrance of the site or a building. [count]

    Why: a camera that nobody knows of deters nobody, and people have a right to know.
    How: one value for the project, if any camera is drawn: signs whose words speak of CCTV, within
        `within_m` of a site or building entrance. One sign at a clear place may serve all cameras
        of a building, so signs are counted, not cameras.
    Lacking: signs, where none is drawn and no camera plan was submitted; the words of those that
        stand at an entrance.
    """
    entrances = [
        *site.openings(Serves.SITE_ENTRANCE),
        *site.openings(Serves.BUILDING_ENTRANCE),
    ]
    if not site.plan.cameras or not entrances:
        return
    near = [s for s in site.plan.signs if any(s.at.distance(e.line) <= within_m for e in entrances)]
    signs = [sign for sign in near if CCTV.search(sign.words)]
    where = MultiPoint([e.line.interpolate(0.5, normalized=True) for e in entrances])
    planned = site.plan.has_sheet(SheetKind.SECURITY_PLAN)
    lacking = None if signs else _lacking(site.plan.signs, near, planned=planned)
    yield Measurement(
        subjects=tuple(e.id for e in entrances),
        value=None if lacking else float(len(signs)),
        where=where,
        witness=tuple(
            Witness(kind=WitnessKind.POINT, shape=s.at, label=same(s.words)) for s in signs
        ),
        lacking=lacking,
        lacking_sheet=SheetKind.SECURITY_PLAN if lacking else None,
    )


def _lacking(signs: tuple[Sign, ...], near: list[Sign], *, planned: bool) -> Text | None:
    if not signs and not planned:
        return Text(ko="CCTV 안내판의 위치", en="where the CCTV signs stand")
    if any(not sign.words for sign in near):
        return Text(ko="출입구 안내판의 문안", en="the words of the signs at the entrances")
    return None
