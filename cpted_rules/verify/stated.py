"""ACC201 to 204, HRD701, HRD702 and CAM605 again: what the drawings state of things, in words."""

import re
from collections.abc import Callable, Iterator, Mapping

from cpted_rules.text import Text
from cpted_rules.verify.case import Case
from cpted_rules.verify.drawn import Barrier, Fixture, Opening
from cpted_rules.verify.expected import Expected, Measured, exactly
from cpted_rules.verify.given import Finding, Parameter
from cpted_rules.verify.result import Difference
from cpted_rules.verify.shapes import Shape, gap_m
from cpted_rules.verify.witnesses import NEAR_M, kinds_differ, lines_differ, number_differs

CLIMBED = ("gas_pipe", "downpipe", "ac_unit")
EMBEDDED = ("매립", "매설", "은폐", "내장", "EMBED", "CONCEAL")
COVERED = ("덮개", "커버", "방호", "방범", "가시", "차단", "보호", "COVER", "GUARD", "SPIKE")
EXPOSED = ("없음", "미설치", "노출", "EXPOSED")
CAMERA_WORDS = ("CCTV", "영상정보", "촬영", "녹화", "감시카메라", "방범카메라", "CAMERA")
WITHOUT_RATING = ["없음", "미적용", "미인증", "미보유", "미달", "부적합", "불합격"]
RATED = ["방범", "INTRUSION", "BURGLAR"]


def fences(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """ACC201: whether a fence or wall outdoors can be seen through."""
    least = float(parameters["see_through_share"])
    for fence in case.drawn.barriers:
        if fence.kind in ("fence", "wall") and fence.storey in (0, 1):
            share = fence.openness_share
            known = None if share is None else _along(fence, float(share >= least))
            yield Expected(
                subjects=(fence.id,), storey=fence.storey, measure=known, where=fence.line
            )


def hedges(case: Case, _parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """ACC202: the height of each hedge that is a barrier."""
    for hedge in case.drawn.barriers:
        if hedge.kind == "hedge":
            known = None if hedge.top_m is None else _along(hedge, hedge.top_m)
            yield Expected(
                subjects=(hedge.id,), storey=hedge.storey, measure=known, where=hedge.line
            )


def _along(barrier: Barrier, value: float) -> Callable[[Finding], Measured]:
    """A value of a barrier, whose witness is its line."""

    def again(finding: Finding) -> Measured:
        differences = [*kinds_differ(finding, "gap"), *lines_differ(finding, [barrier.line])]
        for witness in finding.witness:
            if witness.label:
                differences += number_differs(witness, value)
        return Measured(low=value, high=value, differences=tuple(differences))

    return again


def pipes(case: Case, _parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """ACC203: whether a pipe or unit is guarded up to the ceiling of the second floor."""
    ceiling_m = case.elevation_m(2) + case.storey_height_m(2)
    silent: dict[tuple[str, bool], list[Fixture]] = {}
    for fixture in case.drawn.fixtures:
        if fixture.kind not in CLIMBED:
            continue
        guarded = _guarded(fixture, ceiling_m)
        if guarded is None:
            silent.setdefault((fixture.kind, fixture.guard is None), []).append(fixture)
        else:
            yield Expected(
                subjects=(fixture.id,),
                storey=fixture.storey,
                measure=_at(fixture, float(guarded)),
            )
    for _, group in sorted(silent.items()):
        yield Expected(subjects=tuple(f.id for f in group), storey=group[0].storey, measure=None)


def _at(fixture: Fixture, value: float) -> Callable[[Finding], Measured]:
    """A value of a fixture, whose witness is its point."""

    def again(finding: Finding) -> Measured:
        point = Shape(
            edges=((*fixture.at, *fixture.at),), box=(*fixture.at, *fixture.at), filled=False,
            area_m2=0.0, length_m=0.0,
        )  # fmt: skip
        differences = [*kinds_differ(finding, "point"), *lines_differ(finding, [point])]
        return Measured(low=value, high=value, differences=tuple(differences))

    return again


def _guarded(fixture: Fixture, ceiling_m: float) -> bool | None:
    """None where the drawing does not say."""
    if fixture.base_m >= ceiling_m:
        return True
    if fixture.guard is None:
        return None
    words = fixture.guard.upper()
    if not words.strip() or words == "NONE" or _any(words, EXPOSED):
        return False
    embedded = _any(words, EMBEDDED)
    if fixture.guard_top_m is None:
        return True if embedded else None
    if not embedded and not _any(words, COVERED):
        return None
    needed = ceiling_m if fixture.top_m is None else min(ceiling_m, fixture.top_m)
    return fixture.guard_top_m >= needed


def _any(words: str, parts: tuple[str, ...] | list[str]) -> bool:
    return any(part in words for part in parts)


def access(case: Case, _parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """ACC204: whether something controls who enters by a building entrance."""
    for door in case.openings("building_entrance"):
        if door.kind != "window":
            control = door.access_control
            known = None if control is None else exactly(float(control != ""))
            yield Expected(subjects=(door.id,), storey=door.storey, measure=known, where=door.line)


def windows(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """HRD701: whether the windows of each type are declared to resist intrusion."""
    every = parameters["of"] == "building"
    yield from types(
        [o for o in case.drawn.openings if o.kind == "window" and (every or o.serves == "dwelling")]
    )


def house_doors(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """HRD702: whether the doors of each type are declared to resist intrusion."""
    shutters = parameters["of"] == "building"
    outer = {"building_entrance", "shop", "roof"} if shutters else {"dwelling"}
    yield from types(
        [
            o
            for o in case.drawn.openings
            if (o.kind == "door" and o.serves in outer) or (shutters and o.kind == "shutter")
        ]
    )


def types(openings: list[Opening]) -> Iterator[Expected]:
    """One value for each mark (without one: for each kind and use)."""
    types: dict[tuple[str, str, str], list[Opening]] = {}
    for opening in sorted(openings, key=lambda o: o.id):
        key = (opening.mark, "", "") if opening.mark else ("", opening.kind, opening.serves or "")
        types.setdefault(key, []).append(opening)
    for _, group in sorted(types.items()):
        states = {is_rated(o.rating) for o in group}
        rated = False if False in states else None if None in states else True
        yield Expected(
            subjects=(group[0].id,),
            storey=group[0].storey,
            measure=None if rated is None else exactly(float(rated)),
        )


def is_rated(words: str | None) -> bool | None:
    """What a statement says of intrusion resistance; None where it does not say."""
    if words is None:
        return None
    text = words.upper()
    dense = re.sub(r"\s+", "", text)
    none = _any(text, WITHOUT_RATING) or "해당없" in dense or text.lstrip().startswith("일반")
    if not dense or none or set(dense) == {"-"} or re.search(r"\b(NONE|NO)\b", text):
        return False
    if "침입방어" in dense or _any(text, RATED) or re.search(r"KSF263[78]|별표1", dense):
        return True
    return True if re.search(r"\bRC\s?[2-6]\b", text) else None


def signs(case: Case, parameters: Mapping[str, Parameter]) -> Iterator[Expected]:
    """CAM605: signs that tell of cameras near the entrances of site and buildings."""
    entrances = [*case.openings("site_entrance"), *case.openings("building_entrance")]
    if not case.drawn.cameras or not entrances:
        return
    within_m = float(parameters["within_m"])
    near = [
        sign
        for sign in case.drawn.signs
        if min(gap_m(e.line, *sign.at) for e in entrances) <= within_m
    ]
    telling = [sign for sign in near if _any(sign.words.upper(), CAMERA_WORDS)]
    unsaid = not case.drawn.signs and not case.has_sheet("security_plan")
    lacking = not telling and (unsaid or any(not sign.words for sign in near))
    count = float(len(telling))

    def again(finding: Finding) -> Measured:
        spots = [w.shape.spots[0] for w in finding.witness]
        same = len(spots) == len(telling) and all(
            abs(a[0] - s.at[0]) + abs(a[1] - s.at[1]) <= NEAR_M
            for a, s in zip(spots, telling, strict=True)
        )
        wrong = () if same else (Difference(what=_SHAPE, stated=str(spots), found="as drawn"),)
        return Measured(low=count, high=count, differences=wrong)

    yield Expected(
        subjects=tuple(e.id for e in entrances), storey=0, measure=None if lacking else again
    )


_SHAPE = Text(ko="증거의 형상", en="shape of a witness")
