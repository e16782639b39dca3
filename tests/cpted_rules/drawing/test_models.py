"""Building models beside drawings: drawings say what they show, models add the rest."""

from shapely import LineString, Point

from cpted_rules.drawing import EvidenceRow, LuminaireRow, Reading
from cpted_rules.drawing.models import is_model, with_models
from cpted_rules.drawing.reading import Basis, How
from cpted_rules.plan import Luminaire, LuminaireKind, Opening, OpeningKind, SitePlan, Storey


def door(name: str, storey: int, mark: str = "") -> Opening:
    return Opening(
        id=name, storey=storey, line=LineString([(0, 0), (1, 0)]), kind=OpeningKind.DOOR, mark=mark
    )


def reading(*openings: Opening, **more: object) -> Reading:
    plan = SitePlan(openings=openings, **more)  # type: ignore[arg-type]
    bases = tuple(Basis(id=o.id, kind="door", how=How.DRAWN, sure=0.95) for o in openings)
    return Reading(plan=plan, bases=bases)


def test_a_storey_that_a_drawing_shows_is_not_doubled_by_the_model() -> None:
    drawn = reading(door("A-1:1", 1))
    model = reading(
        door("M:1", 1), door("M:2", 2), storeys=(Storey(level=1, elevation_m=0, height_m=3),)
    )
    both = with_models(drawn, [model], rows={}, evidence=())
    assert [o.id for o in both.plan.openings] == ["A-1:1", "M:2"]
    assert [b.id for b in both.bases] == ["A-1:1", "M:2"]
    assert both.plan.storeys == model.plan.storeys
    assert [n.code for n in both.notes] == ["ifc/drawn-too"]


def test_schedules_and_certificates_speak_of_what_a_model_holds() -> None:
    lamp = Luminaire(
        id="M:3", at=Point(0, 0), kind=LuminaireKind.SECURITY, mark="L1", height_m=None
    )
    model = reading(door("M:1", 1, "D1"), luminaires=(lamp,))
    both = with_models(
        reading(),
        [model],
        rows={"L1": LuminaireRow(mark="L1", photometry="l.ies", height_m=4.5)},
        evidence=[EvidenceRow(marks=("D1",), grade="KS 2등급")],
    )
    assert both.plan.openings[0].rating == "KS 2등급"
    assert (both.plan.luminaires[0].photometry, both.plan.luminaires[0].height_m) == ("l.ies", 4.5)


def test_a_model_is_known_by_its_bytes_or_its_name() -> None:
    assert is_model(b"ISO-10303-21;\nHEADER;", "건물.txt")
    assert is_model(b"PK\x03\x04", "건물.ifczip")
    assert not is_model(b"  0\nSECTION\n", "건물.dxf")
