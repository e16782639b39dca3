"""LGT517: lamps without a stated maintenance factor."""

from collections.abc import Iterator
from itertools import groupby

from shapely import MultiPoint

from cpted_rules.plan import Luminaire, LuminaireKind, SheetKind
from cpted_rules.rule import Measurement, rule
from cpted_rules.site import Site
from cpted_rules.text import Text


@rule(
    "LGT517",
    title=Text(ko="조명 보수율 표기", en="Maintenance factor stated"),
    measures=Text(
        ko="같은 기호의 등에 보수율이 모두 표기되었는지",
        en="whether the maintenance factor is stated for all lamps of a type",
    ),
    says=Text(
        ko="{subject} 보수율 표기: {value}", en="{subject}, maintenance factor stated: {value}"
    ),
    unit="yes",
    needs=((SheetKind.OUTDOOR_LIGHTING, SheetKind.PARKING_LIGHTING),),
)
def maintenance_factor_unstated(site: Site) -> Iterator[Measurement]:
    """Whether the maintenance factor is stated for the lamps of a type. [yes]

    Why: a level that only new and clean lamps keep is not kept for long.
    How: lamps put together by their mark, without one by what they are for; decorative ones left
        out. Yes if the factor is stated for all of them; no if for some only, or if two differ.
        The value that was taken where none is stated stands in the note.
    Lacking: the factor, where it is stated for none of a type.
    """
    lamps = [x for x in site.plan.luminaires if x.kind is not LuminaireKind.DECORATIVE]
    for _, group in groupby(sorted(lamps, key=lambda x: (_type(x), x.id)), key=_type):
        alike = tuple(group)
        stated = {lamp.maintenance_factor for lamp in alike}
        unknown = stated == {None}
        yield Measurement(
            subjects=(alike[0].id,),
            value=None if unknown else float(len(stated) == 1),
            where=MultiPoint([lamp.at for lamp in alike]),
            storey=alike[0].storey,
            lacking=Text(ko="조명기구의 보수율", en="maintenance factor of the lamps")
            if unknown
            else None,
            lacking_sheet=SheetKind.OUTDOOR_LIGHTING if unknown else None,
            note=Text(
                ko="같은 기호 {n}등, 미표기 시 {factor}(으)로 계산",
                en="{n} of this mark; where it is not stated, {factor} was taken",
            ).fill(n=str(len(alike)), factor=f"{site.settings.maintenance_factor:g}"),
        )


def _type(lamp: Luminaire) -> tuple[str, str]:
    return (lamp.mark, "") if lamp.mark else ("", lamp.kind.value)
