"""CAM606: how finely cameras show a face at an entrance."""

from collections.abc import Iterator

from cpted_rules.plan import Camera, SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same


@rule(
    "CAM606",
    title=Text(ko="출입구 CCTV의 화소밀도", en="Image class of a camera at an entrance"),
    measures=Text(
        ko="출입구에 선 사람의 얼굴 위치에서 가장 높은 화소밀도",
        en="best pixel density at the face of somebody in the entrance",
    ),
    says=Text(
        ko="{subject}에서 얼굴 위치의 화소밀도가 {value}임",
        en="the pixel density at faces in {subject} is {value}",
    ),
    unit="px_per_m",
    needs=((SheetKind.SECURITY_PLAN,), (SheetKind.FLOOR_PLAN, SheetKind.SITE_PLAN)),
)
def entrance_image_class(site: Site, *, height_m: float) -> Iterator[Measurement]:
    """Best pixel density of any camera at the face of somebody in a building entrance. [px_per_m]

    Why: the entrance is where everybody passes; a picture that names nobody is no evidence.
    How: a face at `height_m` above the floor, just before the door for cameras in the open and
        half a metre behind it for those of its storey; pixels over twice the straight distance
        times the tangent of half the field of view, where the line is clear. 0 where no camera
        has the face in its picture.
    Lacking: cameras; which way the door faces; field of view or pixels of those that see it.
    """
    for door in site.entrances:
        looks = site.cameras.at_door(door, height_m)
        lacking = _FACING if looks is None else _CAMERAS if not site.plan.cameras else None
        best = looks[0] if looks else None
        if looks and lacking is None:
            lacking = _unknown(site, tuple(look.view.id for look in looks))
        yield Measurement(
            subjects=(door.id, *([best.view.id] if best and lacking is None else [])),
            value=None if lacking else best.px_per_m if best else 0.0,
            where=door.line,
            storey=door.storey,
            witness=()
            if best is None
            else (
                Witness(
                    kind=WitnessKind.SIGHT_LINE,
                    shape=best.line,
                    label=same(f"{best.line.length:.1f} m"),
                ),
            ),
            lacking=lacking,
            lacking_sheet=None if lacking is None else _sheet(lacking),
        )


def _unknown(site: Site, ids: tuple[str, ...]) -> Text | None:
    """What of the cameras that see the face is not drawn; None where all of it is."""
    seen = [c for c in site.plan.cameras if c.id in ids]
    narrow = [c for c in seen if c.azimuth_deg is not None and c.hfov_deg is None]
    blurred = [c for c in seen if c.pixels is None]
    if narrow:
        words = Text(ko="카메라 화각(FOV): {marks}", en="field of view of cameras: {marks}")
        return words.fill(marks=_marks(narrow))
    words = Text(ko="카메라 화소(PX): {marks}", en="pixels of cameras: {marks}")
    return words.fill(marks=_marks(blurred)) if blurred else None


def _marks(cameras: list[Camera]) -> str:
    return ", ".join(sorted({c.mark or c.label or c.id for c in cameras}))


def _sheet(lacking: Text) -> SheetKind:
    return SheetKind.FLOOR_PLAN if lacking is _FACING else SheetKind.SECURITY_PLAN


_FACING = Text(ko="출입구가 향하는 쪽(외부)", en="which way the entrance faces")
_CAMERAS = Text(ko="카메라의 위치", en="where the cameras are")
