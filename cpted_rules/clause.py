"""What a pack says, as values: editions, clauses, bindings, checks and bounds."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from cpted_rules.facts import Approval, Heating, LightZone, ParkingKind, Stage, Use
from cpted_rules.text import Text


class Force(StrEnum):
    """How strongly a clause binds."""

    MANDATORY = "mandatory"
    MANDATORY_OR_SUBSTITUTE = "mandatory_or_substitute"
    RECOMMENDED = "recommended"


FORCE_NAMES = {
    Force.MANDATORY: Text(ko="의무", en="mandatory"),
    Force.MANDATORY_OR_SUBSTITUTE: Text(ko="의무(대체 가능)", en="mandatory (substitute allowed)"),
    Force.RECOMMENDED: Text(ko="권장", en="recommended"),
}


class EditionKind(StrEnum):
    """The authority of an edition."""

    LAW = "law"
    LOCAL = "local"
    GUIDANCE = "guidance"
    DEFAULT = "default"


class Evidence(StrEnum):
    """Where the text of a clause, or a figure, is known from."""

    READ = "S"
    NOT_SEEN = "M"
    DEFAULT = "X"


EVIDENCE_NAMES = {
    Evidence.READ: Text(ko="원문 또는 출처 확인", en="read in a source"),
    Evidence.NOT_SEEN: Text(ko="출처 미확인", en="not seen in a source"),
    Evidence.DEFAULT: Text(ko="도구 기본값", en="default of this tool"),
}


class Modelling(StrEnum):
    """How far a clause is answered by this tool, before any plan is looked at."""

    COMPUTED = "computed"
    REFERRED = "referred"
    PERSON = "person"
    SCOPE = "scope"
    UNMODELLED = "unmodelled"


MODELLING_NAMES = {
    Modelling.COMPUTED: Text(ko="계산하여 판정", en="computed and judged"),
    Modelling.REFERRED: Text(ko="계산하고 위원이 판단", en="computed and referred"),
    Modelling.PERSON: Text(ko="사람이 확인", en="for a person only"),
    Modelling.SCOPE: Text(ko="적용 범위로 반영", en="applied as scope"),
    Modelling.UNMODELLED: Text(ko="다루지 않음", en="not modelled"),
}


class Topic(StrEnum):
    """Where in a project a clause looks, in the order experts weigh findings."""

    PARKING = "parking"
    PLAYGROUND = "playground"
    ENTRANCE = "entrance"
    CORE = "core"
    OUTER_WALL = "outer_wall"
    OPENING = "opening"
    WALK = "walk"
    BOUNDARY = "boundary"
    PLANTING = "planting"
    COMMUNITY = "community"

    @property
    def rank(self) -> int:
        """Position in the order, from 0."""
        return list(Topic).index(self)


TOPIC_NAMES = {
    Topic.PARKING: Text(ko="주차장", en="parking"),
    Topic.PLAYGROUND: Text(ko="놀이터", en="playground"),
    Topic.ENTRANCE: Text(ko="출입구", en="entrance"),
    Topic.CORE: Text(ko="코어", en="core"),
    Topic.OUTER_WALL: Text(ko="외벽", en="outer wall"),
    Topic.OPENING: Text(ko="창호", en="openings"),
    Topic.WALK: Text(ko="보행로", en="walks"),
    Topic.BOUNDARY: Text(ko="경계", en="boundary"),
    Topic.PLANTING: Text(ko="조경", en="planting"),
    Topic.COMMUNITY: Text(ko="공동시설", en="shared facilities"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """Whom a clause binds. Every stated condition must hold; `any_of` holds if one of it does.

    Args:
        uses: uses of a part; empty means any use.
        households_at_least, households_below: households of all parts with one of those uses.
        cars_at_least, cars_more_than: number of cars of the project's car park.
        self_drive: excludes a car park declared to be the other kind; holds if not declared.
        mixed: whether the project has parts of other uses besides.
        light_zones: zones of the light-pollution law that the site lies in.
        home_network: whether the project has a smart-home network.
        floors_at_least, gross_area_at_least_m2: of the part.
        path: the provision by which this binding binds, printed before its reasons.
        unless: exempts where it holds.
    """

    uses: tuple[Use, ...] = ()
    households_at_least: int | None = None
    households_below: int | None = None
    approvals: tuple[Approval, ...] = ()
    cars_at_least: int | None = None
    cars_more_than: int | None = None
    parking_kinds: tuple[ParkingKind, ...] = ()
    self_drive: bool | None = None
    lift: bool | None = None
    heating: tuple[Heating, ...] = ()
    open_24h: bool | None = None
    mixed: bool | None = None
    floors_at_least: int | None = None
    gross_area_at_least_m2: float | None = None
    light_zones: tuple[LightZone, ...] = ()
    home_network: bool | None = None
    path: Text | None = None
    unless: "Binding | None" = None
    any_of: "tuple[Binding, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What a value must keep: at least, at most, more than, less than; in the unit of the rule.

    Args:
        tolerance: measuring tolerance; a value that breaks the bound by no more is referred.
    """

    unit: str
    at_least: float | None = None
    at_most: float | None = None
    more_than: float | None = None
    less_than: float | None = None
    tolerance: float = 0.0

    def kept_by(self, value: float, *, slack: float = 0.0) -> bool:
        """Whether the value keeps the bound, widened by `slack`."""
        return (
            (self.at_least is None or value >= self.at_least - slack)
            and (self.at_most is None or value <= self.at_most + slack)
            and (self.more_than is None or value > self.more_than - slack)
            and (self.less_than is None or value < self.less_than + slack)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A known figure that is not law, shown where the clause sets no number.

    Args:
        evidence: `S` read in a source, `X` a default of this tool.
    """

    id: str
    bound: Bound
    cite: Text
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a clause asks of one rule's measurements. Without a bound: evidence for a person.

    Args:
        opinions: suggested opinions, where those of the clause do not fit this measurement.
    """

    rule: str
    bound: Bound | None = None
    reference: Reference | None = None
    parameters: tuple[tuple[str, float | str], ...] = ()
    opinions: tuple[tuple[str, Text], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One clause of an edition.

    Args:
        requires: the requirement in our own words.
        stage: the stage from which its evidence can be asked for (korea.md 4.4).
        opinions: suggested opinion by verdict (`fail`, `referred`, `unknown`), with slots
            `{subject} {measured} {required} {place} {sheet} {cite}`.
        egress: limit that fire or accessibility law sets to the remedy.
        person: the question a person has to answer where nothing is computed.
        caveat: what a reader must know about this text, such as that it was not compared.
        evidence: where its text and its bounds are known from.
        contradictions: codes of the reader's notes that are what it forbids: things that the
            submission says in two ways. Each makes a finding.
        scope: of a clause that says whom others bind: how that is applied. It makes no finding.
        unmodelled: of a clause that asks nothing of a plan: why. It makes no finding.
    """

    id: str
    cite: Text
    title: Text
    requires: Text
    force: Force
    topic: Topic
    binds: Binding
    stage: Stage
    checks: tuple[Check, ...] = ()
    opinions: tuple[tuple[str, Text], ...] = ()
    egress: Text | None = None
    person: Text | None = None
    caveat: Text | None = None
    evidence: Evidence = Evidence.READ
    contradictions: tuple[str, ...] = ()
    scope: Text | None = None
    unmodelled: Text | None = None

    def opinion(
        self, rule: str | None, parameters: tuple[tuple[str, float | str], ...], verdict: str
    ) -> Text | None:
        """The suggested opinion on a finding: of its check, else of the clause."""
        for check in self.checks:
            own = dict(check.opinions)
            if (check.rule, check.parameters) == (rule, parameters) and verdict in own:
                return own[verdict]
        return dict(self.opinions).get(verdict)

    @property
    def modelling(self) -> Modelling:
        """How far it is answered: computed if every check has a bound, or notes decide it."""
        if self.unmodelled is not None:
            return Modelling.UNMODELLED
        if self.scope is not None:
            return Modelling.SCOPE
        if self.contradictions:
            return Modelling.COMPUTED
        if not self.checks:
            return Modelling.PERSON
        bounds = [check.bound for check in self.checks]
        return Modelling.COMPUTED if all(bounds) else Modelling.REFERRED

    @property
    def silent(self) -> bool:
        """Whether it makes no finding, by its nature."""
        return self.modelling in (Modelling.SCOPE, Modelling.UNMODELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition of an instrument.

    Args:
        kind: law, local, guidance or default; decides the basis of its findings.
        short: how it is named in citations.
        compared: with what text its clauses were compared, and when.
        district: of a local edition: the only district it binds in; none: all of the city.
        enabled: whether it governs without being asked for. Guidance and defaults never do.
    """

    pack: str
    kind: EditionKind
    cite: Text
    short: Text
    applies_from: date
    applies_until: date | None
    promulgated: str
    transition: Text | None
    compared: str
    clauses: tuple[Clause, ...] = field(repr=False)
    district: str | None = None
    enabled: bool = True

    @property
    def id(self) -> str:
        """`pack@date`."""
        return f"{self.pack}@{self.applies_from.isoformat()}"
