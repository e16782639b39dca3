"""A small site for figures: a house on a street, a walk to its door, a hedge, a lamp, a camera."""

from datetime import date

from shapely import LineString, Point, box

from cpted_rules.facts import SiteFacts, Stage
from cpted_rules.plan import (
    Barrier,
    BarrierKind,
    Bell,
    Boundary,
    Building,
    Camera,
    Luminaire,
    LuminaireKind,
    Opening,
    OpeningKind,
    Road,
    Serves,
    SitePlan,
    Storey,
    Tree,
    Walk,
    Zone,
    ZoneKind,
)
from cpted_rules.site import Site

PLAN = SitePlan(
    storeys=(Storey(level=1, elevation_m=0.0, height_m=3.0),),
    north_deg=10.0,
    boundaries=(Boundary(id="site", area=box(0, 0, 40, 30)),),
    buildings=(Building(id="house", area=box(10, 15, 30, 25), label="가동", top_m=6.0, floors=2),),
    openings=(
        Opening(
            id="door", line=LineString([(19, 15), (20, 15)]), kind=OpeningKind.DOOR, storey=1,
            serves=Serves.BUILDING_ENTRANCE, outward_deg=180.0, building="house", label="현관",
        ),
        Opening(
            id="window", line=LineString([(24, 15), (26, 15)]), kind=OpeningKind.WINDOW, storey=1,
            serves=Serves.DWELLING, outward_deg=180.0, building="house", sill_m=0.9, head_m=2.1,
        ),
    ),
    barriers=(
        Barrier(
            id="hedge", line=LineString([(22, 8), (30, 8)]), kind=BarrierKind.HEDGE, top_m=1.2
        ),
    ),
    walks=(Walk(id="walk", area=box(18, 0, 21, 14.9)),),
    roads=(Road(id="road", area=box(-10, -8, 50, 0), public=True),),
    trees=(Tree(id="tree", at=Point(5, 6), crown_radius_m=2.0, height_m=6.0, crown_base_m=1.0),),
    luminaires=(Luminaire(id="lamp", at=Point(15, 5), kind=LuminaireKind.SECURITY, height_m=4.0),),
    cameras=(
        Camera(id="camera", at=Point(10, 14), height_m=3.0, azimuth_deg=160.0, pixels=1920),
    ),
    bells=(Bell(id="bell", at=Point(22, 2)),),
    zones=(Zone(id="play", area=box(24, 2, 32, 7), kind=ZoneKind.PLAYGROUND, label="놀이터"),),
)  # fmt: skip

FACTS = SiteFacts(
    title="작은 집",
    case_number="1",
    stage=next(iter(Stage)),
    filed_on=date(2026, 1, 2),
    district="한강구",
    parts=(),
)


def small_site() -> Site:
    """The site, anew."""
    return Site(PLAN, FACTS)
