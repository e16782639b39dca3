"""CAM608: cameras that look into windows of dwellings."""

from collections.abc import Iterator

from shapely import LineString

from cpted_rules.analysis.cameras.privacy import Intrusion
from cpted_rules.plan import Camera, SheetKind
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, same

SHOWN = 5
"""So many of the windows seen most finely are drawn."""


@rule(
    "CAM608",
    title=Text(ko="CCTV에 비치는 세대 창", en="Dwelling windows in the picture of a camera"),
    measures=Text(
        ko="기준 화소밀도 이상으로 비치는 세대 창의 수",
        en="windows of dwellings seen at the density or more finely",
    ),
    says=Text(
        ko="{subject}에 비치는 세대 창: {value}",
        en="windows of dwellings seen by {subject}: {value}",
    ),
    unit="count",
    needs=((SheetKind.SECURITY_PLAN,), (SheetKind.FLOOR_PLAN, SheetKind.ELEVATION)),
)
def private_window_in_view(site: Site, *, density_px_per_m: float) -> Iterator[Measurement]:
    """Windows of dwellings that a camera in the open resolves at a density or more finely. [count]

    Why: a camera that watches homes takes from people what it is there to protect.
    How: windows with the line from the camera to the middle of their glass clear, in its picture,
        with the camera before their face; pixel density on the glass, foreshortened by the angle
        it is seen under. One value for each camera that sees any so finely; one for the first
        camera where none does. Privacy masks set in the camera are not known and not counted.
    Lacking: field of view or pixels of a camera with windows in its picture.
    """
    if not site.dwelling_windows:
        return
    drawn = {c.id: c for c in site.plan.cameras}
    cameras = [drawn[view.id] for view in site.cameras.outdoors]
    seen = {c.id: [i for i in site.cameras.intrusions if i.camera == c.id] for c in cameras}
    fine_of = {
        id: [i for i in found if i.px_per_m >= density_px_per_m] for id, found in seen.items()
    }
    telling = [c for c in cameras if fine_of[c.id] or (seen[c.id] and _unknown(c))]
    for camera in telling or cameras[:1]:
        fine = fine_of[camera.id]
        lacking = _unknown(camera) if seen[camera.id] else None
        yield Measurement(
            subjects=(camera.id, *(() if lacking else (i.window for i in fine[:SHOWN]))),
            value=None if lacking else float(len(fine)),
            where=camera.at,
            storey=camera.storey,
            witness=tuple(_look(i) for i in fine[:SHOWN]),
            lacking=lacking,
            lacking_sheet=SheetKind.SECURITY_PLAN if lacking else None,
            note=_MASKS if fine else None,
        )


def _unknown(camera: Camera) -> Text | None:
    name = camera.mark or camera.label or camera.id
    if camera.azimuth_deg is not None and camera.hfov_deg is None:
        words = Text(ko="카메라 화각(FOV): {marks}", en="field of view of cameras: {marks}")
        return words.fill(marks=name)
    words = Text(ko="카메라 화소(PX): {marks}", en="pixels of cameras: {marks}")
    return words.fill(marks=name) if camera.pixels is None else None


def _look(found: Intrusion) -> Witness:
    line = LineString(found.line.coords)
    label = same(f"{found.px_per_m:.0f} px/m")
    return Witness(kind=WitnessKind.SIGHT_LINE, shape=line, label=label)


_MASKS = Text(
    ko="카메라의 사생활 보호 마스킹 설정은 알 수 없음",
    en="privacy masks of the camera are not known",
)
