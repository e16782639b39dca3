"""CAM607: cameras that look down on heads at an entrance."""

from collections.abc import Iterator
from math import atan2, degrees, hypot

from cpted_rules.plan import Camera, SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.site.cameras import Look
from cpted_rules.text import Text, same


@rule(
    "CAM607",
    title=Text(ko="얼굴을 내려다보는 각도", en="Angle down onto faces"),
    measures=Text(
        ko="출입구의 얼굴을 카메라가 내려다보는 가장 작은 각도",
        en="smallest angle at which a camera looks down on a face in the entrance",
    ),
    says=Text(
        ko="{subject}의 얼굴을 내려다보는 각도가 {value}임",
        en="cameras look down on faces in {subject} at {value}",
    ),
    unit="deg",
    needs=((SheetKind.SECURITY_PLAN,), (SheetKind.FLOOR_PLAN, SheetKind.SITE_PLAN)),
)
def face_tilt_steep(site: Site, *, height_m: float) -> Iterator[Measurement]:
    """Smallest angle below the horizontal at which a camera sees a face in an entrance. [deg]

    Why: from above a camera films caps and hair; a face is known from the front.
    How: of the cameras that have the face at `height_m` in their picture, just before the door in
        the open or half a metre behind it indoors, the angle of the line from camera to face; the
        smallest counts. Entrances that no camera sees are measured by their pixel density only.
    Lacking: mounting height of the cameras that see the face.
    """
    for door in site.entrances:
        looks = site.cameras.at_door(door, height_m)
        if not looks:
            continue
        drawn = {c.id: c for c in site.plan.cameras}
        unknown = [c for look in looks if (c := drawn[look.view.id]).height_m is None]
        best = min(looks, key=lambda look: (round(_angle_deg(look), 9), look.view.id))
        value = _angle_deg(best)
        yield Measurement(
            subjects=(door.id, *([] if unknown else [best.view.id])),
            value=None if unknown else value,
            where=door.line,
            storey=door.storey,
            witness=(
                Witness(
                    kind=WitnessKind.SIGHT_LINE,
                    shape=best.line,
                    label=same(f"{best.line.length:.1f} m"),
                ),
            ),
            lacking=_HEIGHT.fill(marks=_marks(unknown)) if unknown else None,
            lacking_sheet=SheetKind.SECURITY_PLAN if unknown else None,
        )


def _angle_deg(look: Look) -> float:
    (x0, y0, z0), (x1, y1, z1) = look.line.coords
    return degrees(atan2(z0 - z1, hypot(x1 - x0, y1 - y0)))


def _marks(cameras: list[Camera]) -> str:
    return ", ".join(sorted({c.mark or c.label or c.id for c in cameras}))


_HEIGHT = Text(ko="카메라 설치 높이(H): {marks}", en="mounting height of cameras (H): {marks}")
