"""The made-up people of the demonstration: a committee, its experts, two offices."""

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from app.auth import committees, passwords, people
from app.auth.roles import Body, Role
from app.auth.tables import CommitteeRow, PersonRow

PASSWORD = "cpted-demo-2026"
DISTRICT = "한강구"
COMMITTEE = "한강구 건축위원회(예시)"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Person:
    key: str
    name: str
    roles: tuple[Role, ...] = ()
    body: Body | None = None
    field: str = ""
    office: str = ""
    is_administrator: bool = False


_PEOPLE = (
    _Person(key="architect", name="한설계", office="가상종합건축사사무소(예시)"),
    _Person(key="architect2", name="나건축", office="가상나루건축사사무소(예시)"),
    _Person(
        key="expert",
        name="김범죄예방",
        roles=(Role.EXPERT,),
        body=Body.AUTONOMOUS_POLICE,
        field="범죄예방환경설계",
    ),
    _Person(
        key="expert2",
        name="이방범",
        roles=(Role.EXPERT,),
        body=Body.SEOUL_POLICE,
        field="범죄예방진단",
    ),
    _Person(
        key="expert3",
        name="박조명",
        roles=(Role.EXPERT,),
        body=Body.SOCIETY,
        field="옥외조명",
    ),
    *(
        _Person(key=f"member{n}", name=name, roles=(Role.MEMBER,), field=what)
        for n, (name, what) in enumerate(
            (
                ("최계획", "건축계획"),
                ("정구조", "구조"),
                ("강조경", "조경"),
                ("조교통", "교통"),
                ("윤피난", "소방·피난"),
                ("장도시", "도시계획"),
            ),
            start=1,
        )
    ),
    _Person(key="chair", name="임위원장", roles=(Role.CHAIR,), field="건축계획"),
    _Person(key="secretary", name="오간사", roles=(Role.SECRETARY,)),
    _Person(key="official", name="신주무관", roles=(Role.OFFICIAL,)),
    _Person(key="administrator", name="관리자", is_administrator=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The people by key, and their committee."""

    committee: CommitteeRow
    people: dict[str, PersonRow] = field(default_factory=dict)

    def __getitem__(self, key: str) -> PersonRow:
        return self.people[key]

    @property
    def voting(self) -> tuple[PersonRow, ...]:
        """Those who are named for meetings."""
        keys = ("expert", "expert2", "expert3", "chair", *(f"member{n}" for n in range(1, 7)))
        return tuple(self.people[key] for key in keys)


def address(key: str) -> str:
    """What somebody signs in with."""
    return f"{key}@demo.example"


def make(session: Session) -> Cast:
    """The people and the committee, all with the same password."""
    committee = committees.add(session, name=COMMITTEE, district=DISTRICT)
    kept = passwords.hashed(PASSWORD)
    made: dict[str, PersonRow] = {}
    for person in _PEOPLE:
        row = people.add(
            session,
            email=address(person.key),
            name=person.name,
            office=person.office,
            field=person.field,
            is_administrator=person.is_administrator,
        )
        row.password = kept
        session.flush()
        for role in person.roles:
            committees.appoint(
                session,
                committee_id=committee.id,
                person_id=row.id,
                role=role,
                body=person.body,
            )
        made[person.key] = row
    return Cast(committee=committee, people=made)
