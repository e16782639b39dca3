"""Who may do what: every route has its marker, and every cell of the table is kept.

The table is made of the routes themselves: a route without a marker, or with two, fails here.
"""

import re
from dataclasses import dataclass
from itertools import product

import pytest
from fastapi.routing import APIRoute, iter_route_contexts
from sqlalchemy import delete

from app.auth.permissions import ALLOWED, Permission, Relation
from app.auth.roles import IN_COMMITTEE, Role
from app.auth.standing import standing
from app.cases.states import CaseState
from app.cases.tables import AssignmentRow, CaseRow, RecusalRow, RoundRow
from app.config import ServiceSettings
from app.db import State, SubmissionRow, now
from app.errors import ForbiddenError, NotFoundError
from app.main import create_app
from app.web.access import Asked, allowed
from app.web.signin import PLAIN, SAFE

NOT_FOUND = ("case/unknown", "service/no-submission")
"""Faults of a case that somebody may not know of."""
OPEN_TO_ALL = {"/static", "/fonts", "/openapi.json"}
"""What is served without a route of ours."""
ROLES = (Role.ARCHITECT, *IN_COMMITTEE)
CASE, SUBMISSION = "case-of-all", "submission-of-all"


@dataclass(frozen=True)
class Cell:
    """Somebody as what they are to the case."""

    role: Role
    relation: Relation


CELLS = [
    *(Cell(role, relation) for role, relation in product(ROLES, Relation)),
    Cell(Role.ADMINISTRATOR, Relation.OTHER),
]


@pytest.fixture(scope="module")
def service(tmp_path_factory, running, stand_ins):
    settings = ServiceSettings(
        data_folder=tmp_path_factory.mktemp("access"), requests_per_minute=100_000
    )
    app = create_app(settings, review_entry="stand_ins:review", import_from=(stand_ins,))
    with running(app, settings) as found:
        yield found


@pytest.fixture(scope="module")
def routes(service):
    """Every route of the application that is one of ours."""
    found = [route for route in all_routes(service) if isinstance(route.original_route, APIRoute)]
    assert len(found) > 50
    return found


def all_routes(service):
    return list(iter_route_contexts(service.http.app.routes))


def markers(route):
    """What a route asks, by each of its own dependencies that says so."""
    own = [found.call for found in route.dependant.dependencies]
    return [call.asked for call in own if isinstance(getattr(call, "asked", None), Asked)]


def of_kind(routes, kind):
    return [
        (method, route)
        for route in routes
        for method in sorted(route.methods - {"HEAD"})
        if [asked.kind for asked in markers(route)] == [kind]
    ]


# --- the table is whole -------------------------------------------------------------------------


def test_every_route_has_one_marker(routes):
    wrong = {
        f"{sorted(route.methods)} {route.path}": [asked.kind for asked in markers(route)]
        for route in routes
        if len(markers(route)) != 1
    }
    assert wrong == {}


def test_whatever_is_served_beside_the_routes_is_known(service):
    others = [r for r in all_routes(service) if not isinstance(r.original_route, APIRoute)]
    assert {route.path for route in others} <= OPEN_TO_ALL


def test_route_of_a_case_asks_for_leave_on_it(routes):
    names = {"case_id", "submission_id"}
    for route in routes:
        of_a_case = bool(names & set(re.findall(r"\{(\w+)", route.path)))
        assert of_a_case == (markers(route)[0].kind == "case"), route.path


def test_every_permission_is_asked_somewhere(routes, stand_ins):
    asked = {markers(route)[0].permission for _, route in of_kind(routes, "case")}
    app = stand_ins.parents[2] / "app"
    sources = [p.read_text("utf-8") for p in app.rglob("*.py") if p.name != "permissions.py"]
    inside = {one for one in Permission if any(f"Permission.{one.name}" in s for s in sources)}
    assert set(Permission) - asked - inside == set()


def test_what_changes_something_is_never_asked_by_an_address_alone(routes):
    for route in routes:
        checks = [found.call.__name__ for found in route.dependant.dependencies]
        if route.methods - set(SAFE):
            assert "from_own_page" in checks, route.path


# --- every cell of the policy -------------------------------------------------------------------


def lay(service, cell, state):
    """The case in a state, with one person of the role as they stand to it."""
    people = service.people
    person = people.of(cell.role)
    owner = people.of(Role.ARCHITECT)
    if cell.role is Role.ARCHITECT and cell.relation is not Relation.OWN:
        owner = people.of(Role.ARCHITECT, 2)
    committee = people.committee.id
    if cell.role in IN_COMMITTEE and cell.relation is Relation.OTHER:
        committee = None if cell.role not in (Role.EXPERT, Role.MEMBER) else committee
    with service.parts.database.session() as session:
        for table in (RecusalRow, AssignmentRow):
            session.execute(delete(table).where(table.case_id == CASE))
        case = session.get(CaseRow, CASE)
        if case is None:
            case = CaseRow(id=CASE, number="", title="", uses=[], owner_id=owner.id, state="")
            session.add(case)
        case.owner_id, case.committee_id, case.state = owner.id, committee, state.value
        submission = session.get(SubmissionRow, SUBMISSION)
        if submission is None:
            submission = a_submission()
            session.add(submission)
        submission.case_id, submission.owner_id = CASE, owner.id
        session.flush()
        round_ = session.get(RoundRow, (CASE, 1))
        if round_ is None:
            round_ = RoundRow(case_id=CASE, number=1, submission_id=SUBMISSION)
            session.add(round_)
        round_.filed_at = None if state is CaseState.PRECHECK else now()
        if cell.relation is not Relation.OTHER and cell.role in (Role.EXPERT, Role.MEMBER):
            session.add(
                AssignmentRow(
                    case_id=CASE, person_id=person.id, role=cell.role.value, assigned_by=owner.id
                )
            )
        if cell.relation is Relation.RECUSED:
            session.add(
                RecusalRow(case_id=CASE, person_id=person.id, ground="party", said_by=person.id)
            )
    return person


def a_submission():
    """One whose review failed: what is asked of it is answered at once."""
    return SubmissionRow(
        id=SUBMISSION,
        title="",
        case_number="",
        file_name="a.zip",
        languages=["ko"],
        upload_digest="0" * 64,
        upload_bytes=1,
        state=State.FAILED,
        outputs=[],
        round=1,
    )


def answers(service, person):
    """What is said to somebody of every permission, by the policy itself."""
    with service.parts.database.reading() as session:
        case = session.get_one(CaseRow, CASE)
        found, state = standing(session, person, case), CaseState(case.state)
    return {
        one: "unknown"
        if not found.may(Permission.READ, state)
        else "allowed"
        if found.may(one, state)
        else "refused"
        for one in Permission
    }


def answer(service, person, permission):
    """What a route that asks for the permission says."""
    try:
        allowed(service.parts, person, permission, case_id=CASE)
    except NotFoundError:
        return "unknown"
    except ForbiddenError:
        return "refused"
    return "allowed"


def expected(cell, permission, state):
    if cell.relation is not Relation.OWN or state not in ALLOWED[Permission.READ][cell.role]:
        return "unknown"
    may = state in ALLOWED[permission].get(cell.role, frozenset())
    return "allowed" if may else "refused"


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"{cell.role}-{cell.relation}")
def test_every_cell_of_the_table_is_kept(service, cell):
    for number, state in enumerate(CaseState):
        person = lay(service, cell, state)
        wanted = {one: expected(cell, one, state) for one in Permission}
        assert answers(service, person) == wanted, state
        for one in list(Permission)[number % 5 :: 5]:  # each of them in some states
            assert answer(service, person, one) == wanted[one], state


def test_table_says_what_the_law_and_the_issue_say():
    """Independent of how the table is written: who may never, and when at the earliest."""
    asked = {
        (permission, role, state)
        for permission, by_role in ALLOWED.items()
        for role, states in by_role.items()
        for state in states
    }
    assert not [cell for cell in asked if cell[1] is Role.ADMINISTRATOR], "they see no case"
    private = {role for _, role, state in asked if state is CaseState.PRECHECK}
    assert private == {Role.ARCHITECT}, "a pre-check is its architect's alone"
    votes = {(role, state) for permission, role, state in asked if permission is Permission.VOTE}
    assert votes == {(role, CaseState.MEETING) for role in (Role.EXPERT, Role.MEMBER, Role.CHAIR)}
    early = {CaseState.FILED, CaseState.SUPPLEMENT, CaseState.ACCEPTED, CaseState.SCHEDULED}
    sent_early = {
        (permission, role)
        for permission, role, state in asked
        if role in (Role.EXPERT, Role.MEMBER) and state in early
    }
    assert {permission for permission, _ in sent_early} <= {Permission.RECUSE}, "drawings: D-7"
    unread = {c for c in asked if c[0] is Permission.READ_OPINIONS and c[2] is CaseState.REVIEWING}
    assert {role for _, role, _ in unread} == {Role.SECRETARY}, "first opinions are independent"
    judged = {Permission.OPINE, Permission.VOTE, Permission.DECIDE, Permission.CONSOLIDATE}
    assert not [c for c in asked if c[0] in judged and c[1] is Role.ARCHITECT]


def test_member_whose_own_case_it_is_is_a_party_to_it(service):
    cell = Cell(Role.SECRETARY, Relation.OWN)
    secretary = lay(service, cell, CaseState.REVIEWING)
    with service.parts.database.session() as session:
        session.get_one(CaseRow, CASE).owner_id = secretary.id
    with service.parts.database.reading() as session:
        found = standing(session, secretary, session.get_one(CaseRow, CASE))
    assert found.roles == {Role.ARCHITECT}


# --- and over HTTP ------------------------------------------------------------------------------


def send(service, method, route, person=None):
    """The status and the code of the first fault."""
    address = re.sub(
        r"\{(\w+)(?::\w+)?\}",
        lambda found: {"case_id": CASE, "submission_id": SUBMISSION, "number": "1"}.get(
            found[1], "none"
        ),
        route.path,
    )
    headers = {"Accept": "application/json"}
    if person is not None:
        begun = service.sessions.setdefault(person.id, None) or service.people.session_of(person)
        service.sessions[person.id] = begun
        headers |= {"Cookie": f"{PLAIN}={begun.word}", "X-CSRF-Token": begun.row.csrf}
    got = service.nobody.request(method, address, headers=headers, follow_redirects=False)
    kind = got.headers.get("content-type", "")
    faults = got.json()["faults"] if kind == "application/problem+json" else []
    return got.status_code, faults[0]["code"] if faults else ""


def test_stranger_is_sent_to_sign_in_everywhere_else(service, routes):
    for kind in ("signed_in", "administrator", "case"):
        for method, route in of_kind(routes, kind):
            status, code = send(service, method, route)
            assert (status, code) == (401, "access/sign-in"), f"{method} {route.path}"
    for method, route in of_kind(routes, "public"):
        assert send(service, method, route)[0] != 401 or route.path == "/sign-in"


def test_administration_is_for_administrators(service, routes):
    found = of_kind(routes, "administrator")
    assert found
    for role in ROLES:
        for method, route in found:
            status, code = send(service, method, route, service.people.of(role))
            assert (status, code) == (403, "access/not-allowed"), f"{method} {route.path}"


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"{cell.role}-{cell.relation}")
def test_routes_of_a_case_keep_the_table_over_http(service, routes, cell):
    cases = sorted(tried(routes, cell), key=lambda one: (one[0], one[2].path, one[1]))
    wrong, laid = [], None
    for state, method, route in cases:
        if laid != state:
            person, laid = lay(service, cell, state), state
        status, code = send(service, method, route, person)
        said = (
            "unknown"
            if status == 404 and code in NOT_FOUND
            else "refused"
            if status == 403 and code == "access/not-allowed"
            else "allowed"
        )
        if said != expected(cell, markers(route)[0].permission, state) or status >= 500:
            wrong.append((method, route.path, state.value, said, status, code))
        if said == "allowed" and method not in SAFE:
            laid = None  # it may have been done
    assert wrong == []


def tried(routes, cell):
    """Each route in a state in which it is refused, and in one in which it is allowed, if any."""
    for method, route in of_kind(routes, "case"):
        may = ALLOWED[markers(route)[0].permission].get(cell.role, frozenset())
        if cell.relation is not Relation.OWN:
            yield first(may) or CaseState.REVIEWING, method, route
            continue
        refused, taken = first(frozenset(CaseState) - may), first(may)
        if refused:
            yield refused, method, route
        if taken and not is_stream(route):
            yield taken, method, route


def first(states):
    return next((state for state in CaseState if state in states), None)


def is_stream(route):
    """Whether its answer may go on for as long as somebody listens."""
    return route.path.endswith("/events")
