"""MNT903: lamps and cameras that trees grow over."""

from collections.abc import Iterator
from dataclasses import dataclass

from shapely import MultiPoint, Point

from cpted_rules.plan import SheetKind, Tree
from cpted_rules.rule import Measurement, Witness, WitnessKind, rule
from cpted_rules.site import Site
from cpted_rules.text import Text, join, same


@dataclass(frozen=True, slots=True, kw_only=True)
class _Device:
    """A lamp or camera outdoors."""

    id: str
    name: str
    at: Point
    height_m: float | None


@rule(
    "MNT903",
    title=Text(ko="성목에 묻히는 조명·CCTV", en="Lamps and cameras that trees grow over"),
    measures=Text(
        ko="성목이 되었을 때 수관에 묻히는 조명기구·카메라 수",
        en="lamps and cameras within the crown of a grown-up tree",
    ),
    says=Text(
        ko="성목이 되면 수관에 묻히는 조명기구·카메라: {value}",
        en="lamps and cameras that grown-up trees take in: {value}",
    ),
    unit="count",
    needs=(
        (SheetKind.PLANTING_PLAN, SheetKind.SITE_PLAN),
        (SheetKind.OUTDOOR_LIGHTING, SheetKind.SECURITY_PLAN),
    ),
)
def growth_hides(site: Site, *, clear_m: float) -> Iterator[Measurement]:
    """Lamps and cameras outdoors that the crown of a tree takes in once it has grown. [count]

    Why: what was seen when it was hung is behind leaves some years later, and nobody prunes it.
    How: crown and height of each tree as drawn, times the growth factor of the settings, its clear
        trunk as drawn; a lamp or camera within `clear_m` of that crown, between `clear_m` below it
        and its top. One value for the project.
    Lacking: crown, clear trunk or height of trees, or mounting heights, on which it depends, where
        nothing is taken in for sure.
    """
    devices = tuple(_devices(site))
    if not devices or not site.plan.trees:
        return
    sure: dict[str, _Device] = {}
    unsure: dict[str, _Device] = {}
    trees: set[str] = set()
    for device in devices:
        for tree in site.plan.trees:
            taken = _taken(site, tree, device, clear_m)
            if taken:
                sure[device.id] = device
                trees.add(tree.label or tree.id)
            elif taken is None:
                unsure[device.id] = device
    unknown = not sure and bool(unsure)
    shown = list((sure or unsure).values())
    note = join([same(name) for name in sorted(trees)[:5]]) if trees else None
    yield Measurement(
        subjects=tuple(d.id for d in shown) or (devices[0].id,),
        value=None if unknown else float(len(sure)),
        where=MultiPoint([d.at for d in shown or devices]),
        witness=tuple(
            Witness(kind=WitnessKind.POINT, shape=d.at, label=same(d.name)) for d in sure.values()
        ),
        lacking=LACKING.fill(n=str(len(unsure))) if unknown else None,
        lacking_sheet=SheetKind.PLANTING_PLAN if unknown else None,
        note=note,
    )


def _devices(site: Site) -> Iterator[_Device]:
    for lamp in site.light.luminaires(0):
        name = lamp.label or lamp.mark or lamp.id
        yield _Device(id=lamp.id, name=name, at=lamp.at, height_m=lamp.height_m)
    outdoors = {view.id for view in site.cameras.outdoors}
    for camera in site.plan.cameras:
        if camera.id in outdoors:
            name = camera.label or camera.mark or camera.id
            yield _Device(id=camera.id, name=name, at=camera.at, height_m=camera.height_m)


def _taken(site: Site, tree: Tree, device: _Device, clear_m: float) -> bool | None:
    """Whether a crown takes a device in; None where that depends on what is not drawn."""
    growth, away = site.settings.growth_factor, tree.at.distance(device.at)
    radius = tree.crown_radius_m
    reach = site.settings.tree_crown_radius_m if radius is None else radius
    if away > reach * growth + clear_m:
        return False
    if radius is None or device.height_m is None:
        return None
    if tree.height_m is None or tree.crown_base_m is None:
        return None
    return tree.crown_base_m - clear_m <= device.height_m <= tree.height_m * growth


LACKING = Text(
    ko="수목의 수고·지하고·수관폭 또는 설치 높이: {n}개소",
    en="size of the trees, or mounting height, at {n} lamps or cameras",
)
