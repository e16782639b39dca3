"""A small case made by hand: a playground behind a hedge, a basement with a bell gap and a dark corner."""

# ruff: noqa: E501

from datetime import date

import pytest
from shapely import LineString, Point, Polygon, box

from cpted_rules.facts import Approval, Parking, ParkingKind, SiteFacts, Stage, Use, UsePart
from cpted_rules.findings import (
    Applicability,
    Assessment,
    Basis,
    Binds,
    Finding,
    Subject,
    Verdict,
    finding_id,
)
from cpted_rules.note import Note, Severity
from cpted_rules.pack import (
    Binding,
    Bound,
    Check,
    Clause,
    Edition,
    EditionKind,
    Force,
    Reference,
    Topic,
)
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
    ParkingBay,
    Road,
    Serves,
    Sheet,
    SheetKind,
    Shrub,
    SitePlan,
    Source,
    Storey,
    Tree,
    Walk,
    Wall,
    Zone,
    ZoneKind,
)
from cpted_rules.plan.canonical import digest
from cpted_rules.rule import Field, Rule, Witness, WitnessKind, rule
from cpted_rules.settings import Settings
from cpted_rules.text import Text, same


def _t(ko: str, en: str) -> Text:
    return Text(ko=ko, en=en)


def make_plan() -> SitePlan:
    windows = tuple(
        Opening(
            id=f"w{n:02d}",
            line=LineString([(12 + n * 6, 40), (14.4 + n * 6, 40)]),
            kind=OpeningKind.WINDOW,
            serves=Serves.DWELLING,
            storey=1,
            outward_deg=180,
            building="b104",
            sill_m=0.9,
            head_m=2.1,
        )
        for n in range(5)
    )
    door = Opening(
        id="d01",
        line=LineString([(26, 52), (28.1, 52)]),
        kind=OpeningKind.DOOR,
        serves=Serves.BUILDING_ENTRANCE,
        storey=1,
        outward_deg=0,
        building="b104",
        label="104동 주출입구",
    )
    bays = tuple(
        ParkingBay(id=f"p{r}{n:02d}", area=box(10 + n * 2.5, y, 12.5 + n * 2.5, y + 5), storey=-1)
        for r, y in enumerate((14.0, 25.0))
        for n in range(20)
    )
    columns = tuple(
        Wall(
            id=f"c{r}{n}",
            area=box(9.7 + n * 7.5, y, 10.3 + n * 7.5, y + 0.6),
            column=True,
            storey=-1,
        )
        for r, y in enumerate((18.6, 25.0))
        for n in range(8)
    )
    shell = (
        Wall(id="s1", area=box(8, 12, 68, 12.4), storey=-1),
        Wall(id="s2", area=box(8, 32, 68, 32.4), storey=-1),
        Wall(id="s3", area=box(8, 12, 8.4, 32.4), storey=-1),
        Wall(id="s4", area=box(67.6, 12, 68, 32.4), storey=-1),
    )
    return SitePlan(
        sheets=(
            Sheet(
                number="A-101",
                title="배치도",
                kind=SheetKind.SITE_PLAN,
                storeys=(0,),
                file="drawings/site.dxf",
            ),
            Sheet(
                number="A-201",
                title="지하1층 평면도",
                kind=SheetKind.PARKING_PLAN,
                storeys=(-1,),
                file="drawings/basement.dxf",
            ),
            Sheet(
                number="L-101",
                title="식재 평면도",
                kind=SheetKind.PLANTING_PLAN,
                storeys=(0,),
                file="drawings/site.dxf",
            ),
        ),
        storeys=(
            Storey(level=-1, elevation_m=-4.0, height_m=3.6),
            Storey(level=1, elevation_m=0.0, height_m=3.0),
        ),
        north_deg=12.0,
        boundaries=(Boundary(id="site", area=box(0, 0, 80, 60)),),
        buildings=(
            Building(id="b104", area=box(10, 40, 45, 52), label="104동", floors=15, top_m=45.0),
            Building(id="bmgmt", area=box(58, 30, 72, 52), label="관리동", floors=2, top_m=8.0),
            Building(
                id="bnext",
                area=box(84, 20, 96, 50),
                label="인접 건물",
                floors=4,
                neighbour=True,
                top_m=13.0,
            ),
        ),
        openings=(door, *windows),
        walls=(*columns, *shell),
        barriers=(
            Barrier(
                id="f1",
                line=LineString([(0, 0), (80, 0)]),
                kind=BarrierKind.FENCE,
                top_m=1.8,
                openness_share=0.8,
                label="투시형 울타리",
                source=Source("A-101", "A-SITE-FENC", "2A1"),
            ),
            Barrier(
                id="h1",
                line=LineString([(20, 33.5), (36, 33.5)]),
                kind=BarrierKind.HEDGE,
                top_m=1.8,
                openness_share=0.0,
                species="사철나무",
                source=Source("L-101", "조경-울타리", "3F2A"),
            ),
        ),
        walks=(
            Walk(id="k1", area=box(0, 5, 80, 8), label="보행로"),
            Walk(id="k2", area=box(49, 8, 52, 60), label="보행로"),
        ),
        roads=(Road(id="r1", area=box(-20, -12, 100, -2), label="한강대로", width_m=10.0),),
        trees=tuple(
            Tree(
                id=f"t{n}",
                at=Point(6 + n * 9, 11.5),
                crown_radius_m=1.8,
                height_m=6.0,
                crown_base_m=1.8,
                species="느티나무",
            )
            for n in range(8)
        ),
        shrubs=(Shrub(id="sh1", area=box(54, 10, 57, 28), species="철쭉", height_m=0.6),),
        luminaires=tuple(
            Luminaire(id=f"l{n}", at=Point(14 + n * 10, 22), kind=LuminaireKind.CEILING, storey=-1)
            for n in range(5)
        ),
        cameras=(Camera(id="cam1", at=Point(12, 22), azimuth_deg=90, hfov_deg=70, storey=-1),),
        bells=(
            Bell(id="e1", at=Point(14, 22), storey=-1),
            Bell(id="e2", at=Point(52.4, 22), storey=-1),
        ),
        bays=bays,
        zones=(
            Zone(id="z1", area=box(18, 18, 40, 32), kind=ZoneKind.PLAYGROUND, label="어린이놀이터"),
            Zone(
                id="z2",
                area=box(8.4, 19, 67.6, 25),
                kind=ZoneKind.PARKING_LANE,
                label="차로",
                storey=-1,
            ),
        ),
    )


def make_rules() -> dict[str, Rule]:
    def none(site: object) -> object:
        return iter(())

    def one(code: str, unit: str, title: Text, measures: Text, says: Text) -> Rule:
        return rule(code, title=title, measures=measures, says=says, unit=unit)(none)  # type: ignore[arg-type]

    return {
        r.code: r
        for r in (
            one("SUR103", "share", _t("어린이놀이터 조망 부족", "Playground not overlooked"),
                _t("세대 창에서 보이는 놀이터 면적의 비율", "share of the playground seen from dwelling windows"),
                _t("{subject}의 {value}만 세대 창에서 보임", "only {value} of {subject} is seen from dwelling windows")),
            one("CAM604", "m", _t("비상벨 간격", "Bell gap"),
                _t("차로·통로를 따라 잰 비상벨 사이의 최대 간격", "largest spacing of bells along lanes"),
                _t("{place} 비상벨 간격 {value}", "bells {value} apart at {place}")),
            one("LGT501", "lx", _t("주차장 최소 조도 부족", "Parking underlit"),
                _t("바닥면 최소 조도", "minimum floor illuminance"),
                _t("{place} 주차구획·차로의 최소 조도 {value}", "minimum illuminance {value} at {place}")),
            one("SUR104", "m", _t("개구부에 가까운 수목", "Tree near opening"),
                _t("수관 끝에서 창까지의 거리", "gap from crown to opening"),
                _t("{subject}의 수관이 창에서 {value} 떨어짐", "the crown of {subject} is {value} from an opening")),
            one("ACC202", "m", _t("생울타리 높이", "Hedge height"),
                _t("울타리로 쓰인 생울타리의 높이", "height of a hedge used as a fence"),
                _t("{subject} 생울타리 높이 {value}", "hedge of {subject} {value} high")),
            one("HRD701", "yes", _t("세대 창 침입방어 등급", "Dwelling window unrated"),
                _t("별표 1의 등급을 갖춘 창", "window rated by annex 1"),
                _t("{subject}의 등급 표기: {value}", "{subject} rated: {value}")),
        )
    }  # fmt: skip


def _clause(
    id: str,
    cite: Text,
    title: Text,
    requires: Text,
    topic: Topic,
    checks: tuple[Check, ...],
    **more: object,
) -> Clause:
    values: dict[str, object] = {
        "force": Force.MANDATORY,
        "binds": Binding(uses=(Use.APARTMENT,), households_at_least=100),
        "stage": Stage.COMMITTEE,
    }
    values.update(more)
    return Clause(
        id=id, cite=cite, title=title, requires=requires, topic=topic, checks=checks, **values
    )  # type: ignore[arg-type]


REFERENCE = Reference(
    id="tree-gap",
    bound=Bound(unit="m", at_least=1.5),
    cite=_t("2015년 고시의 옛 기준 1.5 m", "1.5 m of the 2015 notice, since repealed"),
    evidence="kr_notice 2015",
)


def make_editions() -> tuple[Edition, ...]:
    law = Edition(
        pack="kr_notice",
        kind=EditionKind.LAW,
        cite=_t("범죄예방 건축기준 고시(국토교통부고시 제2021-930호)", "Building standard for crime prevention (MOLIT notice 2021-930)"),
        short=_t("고시", "Notice"),
        applies_from=date(2021, 7, 1),
        applies_until=None,
        promulgated="국토교통부고시 제2021-930호, 2021-07-01",
        transition=_t("시행일 뒤 건축허가를 신청한 경우부터 적용", "applies to applications filed after it took effect"),
        compared="국가법령정보센터 사본, 2026-11-20",
        clauses=(
            _clause("kr_notice/art10-3-2", _t("제10조제3항제2호", "Art. 10(3)2"), _t("어린이놀이터의 조망", "Playground in view"),
                _t("통행이 많은 곳이나 각 세대에서 조망되는 곳에 두고, 경비실이 가깝거나 CCTV를 설치", "near busy ways or in view of dwellings, with a guard post near or a camera"),
                Topic.PLAYGROUND, (Check(rule="SUR103", bound=Bound(unit="share", at_least=0.8, tolerance=0.05)),),
                opinions=(("fail", _t("{subject} 중 세대에서 조망되는 면적이 {measured}에 그침(기준 {required}). 북측 생울타리를 1.2 m 이하로 낮추거나 CCTV를 함께 계획하기 바람. [{cite} · {sheet}]", "Only {measured} of {subject} is overlooked (required {required}). Lower the hedge to 1.2 m or add a camera. [{cite} · {sheet}]")),)),
            _clause("kr_notice/art10-5-3", _t("제10조제5항제3호", "Art. 10(5)3"), _t("비상벨", "Emergency bells"),
                _t("차로·통로 및 출입구에 25 m 이내마다 비상벨 설치", "a bell at most every 25 m along lanes and entrances"),
                Topic.PARKING, (Check(rule="CAM604", bound=Bound(unit="m", at_most=25.0, tolerance=0.5)),),
                opinions=(("fail", _t("{place} 비상벨 간격 {measured}(기준 {required}) → 기둥에 추가 배치하고 도색으로 구분 표기하기 바람. [{cite} · {sheet}]", "Bells {measured} apart at {place} (required {required}): add bells on columns. [{cite} · {sheet}]")),),
                egress=_t("비상벨은 피난 통로의 유효폭을 줄이지 않게 설치", "Bells must not narrow the escape route")),
            _clause("kr_notice/art7-2", _t("제7조제2호", "Art. 7(2)"), _t("수목과 창의 거리", "Trees and openings"),
                _t("수목은 창·출입구와 일정 거리를 두어 침입에 쓰이지 않게 식재", "trees keep a distance from openings"),
                Topic.PLANTING, (Check(rule="SUR104", reference=REFERENCE),),
                opinions=(("referred", _t("{subject}의 수관이 창과 {measured} 거리이므로 위치 조정 여부를 검토하기 바람. [{cite}]", "The crown of {subject} is {measured} from a window; consider moving it. [{cite}]")),)),
            _clause("kr_notice/art10-2-3", _t("제10조제2항제3호", "Art. 10(2)3"), _t("생울타리 높이", "Hedge height"),
                _t("생울타리는 1.0 m 이상 1.5 m 이하", "hedges between 1.0 m and 1.5 m"), Topic.BOUNDARY,
                (Check(rule="ACC202", bound=Bound(unit="m", at_least=1.0, at_most=1.5)),)),
            _clause("kr_notice/art10-8-1", _t("제10조제8항제1호", "Art. 10(8)1"), _t("세대 창의 침입 방어", "Dwelling windows"),
                _t("별표 1 제1호의 성능을 갖춘 창", "windows rated by annex 1"), Topic.OPENING, (Check(rule="HRD701", bound=Bound(unit="yes", at_least=1.0)),), stage=Stage.CONSTRUCTION),
            _clause("kr_notice/art11-3", _t("제11조제3호", "Art. 11(3)"), _t("소규모 주택 출입구", "Entrances of small housing"),
                _t("출입구는 도로에서 보이는 곳에", "entrances in view of the road"), Topic.ENTRANCE, (), binds=Binding(uses=(Use.MULTIPLEX_HOUSE,)), person=_t("출입구가 보이는가?", "Is it in view?")),
            _clause("kr_notice/art5-1", _t("제5조제1항", "Art. 5(1)"), _t("영역성의 확보", "Territoriality"),
                _t("공적·사적 공간의 위계를 명확히", "make public and private space distinct"), Topic.BOUNDARY, (), person=_t("공간의 위계가 명확한가?", "Is the hierarchy of space clear?")),
        ),
    )  # fmt: skip
    parking = Edition(
        pack="kr_parking",
        kind=EditionKind.LAW,
        cite=_t("주차장법 시행규칙", "Enforcement rule of the Parking Lot Act"),
        short=_t("주차장법 규칙", "Parking rule"),
        applies_from=date(2026, 3, 24),
        applies_until=None,
        promulgated="국토교통부령, 2026-03-24",
        transition=None,
        compared="국가법령정보센터 사본, 2026-11-20",
        clauses=(
            _clause("kr_parking/art6-1-9-ga", _t("제6조제1항제9호가목", "Art. 6(1)9(a)"), _t("주차장 조도", "Parking illuminance"),
                _t("주차구획과 차로의 최소 조도 10 lx 이상", "at least 10 lx on bays and lanes"), Topic.PARKING,
                (Check(rule="LGT501", bound=Bound(unit="lx", at_least=10.0), parameters=(("zone", "bays_and_lanes"),)),),
                binds=Binding(parking_kinds=(ParkingKind.UNDERGROUND,)), stage=Stage.PERMIT),
        ),
    )  # fmt: skip
    return law, parking


def make_findings() -> tuple[Finding, ...]:
    eye, target = (31.2, 40, 2.1), (34, 23, 1.0)
    rows = tuple(
        tuple(
            round(6.0 + 40.0 * sum(1 / (1 + ((x - lx) ** 2 + (y - 22) ** 2) / 6) for lx in (14, 24, 34, 44, 54)) * (0.35 if x > 58 else 1.0), 2)
            for x in (9.0 + 0.5 * n for n in range(118))
        )
        for y in (12.9 + 0.5 * n for n in range(39))
    )  # fmt: skip
    shared: dict[str, object] = {"force": Force.MANDATORY}

    def one(
        number: int, clause: str, rule_: str | None, verdict: Verdict, topic: Topic, **more: object
    ) -> Finding:
        parameters = more.get("parameters", ())
        ids = [s.id for s in more.get("subjects", ())]  # type: ignore[attr-defined]
        return Finding(number=number, id=finding_id(clause, rule_, parameters, *ids), clause=clause, rule=rule_, verdict=verdict, topic=topic, **{"basis": None, **shared, **more})  # type: ignore[arg-type]  # fmt: skip

    def subject(id: str, label: str, sheet: str, layer: str, handle: str) -> Subject:
        return Subject(id=id, label=label, source=Source(sheet, layer, handle))

    blind = Polygon([(28, 22), (40, 20), (40, 31), (30, 30)])
    return (
        one(1, "kr_notice/art10-5-3", "CAM604", Verdict.FAIL, Topic.PARKING, basis=Basis.BREACH, unit="m", measured=38.4,
            required=Bound(unit="m", at_most=25.0, tolerance=0.5), storey=-1,
            subjects=(subject("e1", "", "A-201", "T-BELL", "4C1"), subject("e2", "", "A-201", "T-BELL", "4C2")),
            where=LineString([(14, 22), (52.4, 22)]),
            witness=(Witness(kind=WitnessKind.GAP, shape=LineString([(14, 22), (52.4, 22)]), label=same("38.4\u2009m")),)),
        one(2, "kr_notice/art10-3-2", "SUR103", Verdict.FAIL, Topic.PLAYGROUND, basis=Basis.BREACH, unit="share", measured=0.59,
            required=Bound(unit="share", at_least=0.8, tolerance=0.05),
            subjects=(subject("z1", "어린이놀이터", "A-101", "A-AREA", "2F0"), subject("h1", "사철나무", "L-101", "조경-울타리", "3F2A")),
            where=box(18, 18, 40, 32),
            witness=(
                Witness(kind=WitnessKind.UNSEEN_AREA, shape=blind, label=_t("보이지 않는 구역 128\u2009㎡", "unseen 128\u2009m²")),
                Witness(kind=WitnessKind.BLOCKED_LINE, shape=LineString([eye, target])),
                Witness(kind=WitnessKind.SIGHT_LINE, shape=LineString([(13.2, 40, 2.4), (20, 26, 1.0)])),
                Witness(kind=WitnessKind.SIGHT_LINE, shape=LineString([(19.2, 40, 2.4), (19.5, 28, 1.0)])),
            )),
        one(3, "kr_parking/art6-1-9-ga", "LGT501", Verdict.FAIL, Topic.PARKING, basis=Basis.BREACH, unit="lx", measured=6.2,
            required=Bound(unit="lx", at_least=10.0), storey=-1, parameters=(("zone", "bays_and_lanes"),),
            subjects=(subject("z2", "차로", "A-201", "A-AREA", "5A0"),), where=Point(66, 14),
            field=Field(x_m=9.0, y_m=12.9, step_m=0.5, unit="lx", rows=rows),
            witness=(Witness(kind=WitnessKind.POINT, shape=Point(66, 14), label=same("6.2\u2009lx")),)),
        one(4, "kr_notice/art10-2-3", "ACC202", Verdict.FAIL, Topic.BOUNDARY, basis=Basis.BREACH, unit="m", measured=1.8,
            required=Bound(unit="m", at_least=1.0, at_most=1.5), subjects=(subject("h1", "사철나무", "L-101", "조경-울타리", "3F2A"),),
            where=LineString([(20, 33.5), (36, 33.5)])),
        *(
            one(5 + n, "kr_notice/art7-2", "SUR104", Verdict.REFERRED, Topic.PLANTING, basis=Basis.BREACH, unit="m", measured=0.4 + n * 0.3,
                reference=REFERENCE, beyond_reference=n < 4, subjects=(subject(f"t{n}", f"느티나무 {n + 1}", "L-101", "L-PLNT-TREE", f"6{n}0"),),
                where=Point(6 + n * 9, 11.5),
                witness=(Witness(kind=WitnessKind.GAP, shape=LineString([(6 + n * 9, 13.3), (6 + n * 9, 14.2)])),))
            for n in range(8)
        ),
        one(13, "kr_notice/art5-1", None, Verdict.REFERRED, Topic.BOUNDARY, basis=Basis.BREACH),
        one(14, "kr_notice/art10-8-1", "HRD701", Verdict.UNKNOWN, Topic.OPENING, unit="yes", required=Bound(unit="yes", at_least=1.0),
            lacking=_t("창호일람표", "window schedule"), lacking_sheet=SheetKind.OPENING_SCHEDULE, show_at=Stage.CONSTRUCTION),
        one(15, "kr_notice/art10-2-3", "ACC202", Verdict.PASS, Topic.BOUNDARY, unit="m", measured=1.2, required=Bound(unit="m", at_least=1.0, at_most=1.5),
            subjects=(subject("f1", "투시형 울타리", "A-101", "A-SITE-FENC", "2A1"),)),
        one(16, "kr_notice/art11-3", None, Verdict.NOT_APPLICABLE, Topic.ENTRANCE, why=_t("용도 아파트", "use Apartment")),
    )  # fmt: skip


def make_assessment(plan: SitePlan) -> Assessment:
    editions = make_editions()
    yes = _t("용도 아파트; 세대수 512 ≥ 100", "use Apartment; households 512 ≥ 100")
    return Assessment(
        plan_digest=digest(plan),
        engine_version="0.1.0",
        facts=SiteFacts(
            title="한강로 공동주택 신축공사",
            case_number="2026-건축과-신축허가-12",
            stage=Stage.COMMITTEE,
            filed_on=date(2026, 10, 5),
            district="용산구",
            address="서울특별시 용산구 한강로3가 12-3",
            approval=Approval.HOUSING_PLAN,
            applicant="한강로 재건축조합",
            designer="가람건축사사무소",
            parts=(
                UsePart(use=Use.APARTMENT, name="101~108동", households=512, floors_above=25, floors_below=2, lift=True),
                UsePart(use=Use.DAILY_GOODS_STORE, name="근린생활시설", gross_area_m2=320.0, open_24h=True),
            ),
            parking=Parking(cars=640, kind=ParkingKind.UNDERGROUND, self_drive=True),
        ),
        settings=Settings(),
        editions=editions,
        applicability=tuple(
            Applicability(
                clause=c.id,
                binds=Binds.NO if c.id.endswith("art11-3") else Binds.YES,
                parts=() if c.id.endswith("art11-3") else (0,),
                why=_t("용도 아파트", "use Apartment") if c.id.endswith("art11-3") else yes,
            )
            for e in editions
            for c in e.clauses
        ),
        findings=make_findings(),
        notes=(
            Note(code="drawing/unit-assumed", text=_t("단위를 mm로 추정", "unit taken as mm"), severity=Severity.ASSUMPTION, source=Source("A-201", "", "")),
            Note(code="drawing/height-missing", text=_t("울타리 2개에 높이가 없어 1.8 m로 봄", "two fences without height taken as 1.8 m"), severity=Severity.WARNING),
            Note(code="submission/sheet-missing", text=_t("창호일람표가 없음", "no window schedule"), severity=Severity.MISSING),
        ),
    )  # fmt: skip


@pytest.fixture(scope="session")
def plan() -> SitePlan:
    return make_plan()


@pytest.fixture(scope="session")
def rules() -> dict[str, Rule]:
    return make_rules()


@pytest.fixture(scope="session")
def assessment(plan: SitePlan) -> Assessment:
    return make_assessment(plan)
