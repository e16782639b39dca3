"""Whatever the interface's own description allows is answered as it says, for every role."""

from itertools import count
from uuid import uuid4

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core import NOT_SET
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import content_type_conformance, status_code_conformance

from app.auth import tokens
from app.auth.roles import Role
from app.cases.states import CaseState
from app.config import ServiceSettings
from app.db import SubmissionRow
from app.main import create_app
from app.reviews.tables import ConditionRow
from tests.app.service.in_review import in_review
from tests.app.service.running import ADDRESS

EXAMPLES = {GenerationMode.POSITIVE: 5, GenerationMode.NEGATIVE: 3}
"""Of each operation; each role sends them in turn."""
ROLES = (Role.ARCHITECT, Role.SECRETARY, Role.EXPERT, Role.ADMINISTRATOR)
STATES = (
    CaseState.REVIEWING,
    CaseState.PRECHECK,
    CaseState.PUBLISHED,
    CaseState.MEETING,
    CaseState.SUPPLEMENT,
    CaseState.FOLLOWING,
)
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance]
LAST = {"get": 0, "put": 1, "patch": 1, "post": 2, "delete": 3}
"""What takes things away comes last."""


@pytest.fixture(scope="module")
def service(tmp_path_factory, running):
    """One whose jobs are queued and never done: they are no answers of the interface."""
    settings = ServiceSettings(
        data_folder=tmp_path_factory.mktemp("described"),
        requests_per_minute=100_000,
        upload_bytes=1 << 20,
        unpacked_bytes=4 << 20,
    )
    with running(create_app(settings, web_only=True), settings) as found:
        yield found


@pytest.fixture(scope="module")
def words(service):
    """A personal token of each role."""
    made = {}
    for role in ROLES:
        with service.parts.database.session() as session:
            person = service.people.of(role)
            made[role] = tokens.make(session, person.id, name="described", days=30).word
    return made


@pytest.fixture(scope="module")
def known(service):
    """Ids of things that exist, by the name a path gives them."""
    cases = [in_review(service.people, service.parts.blobs, state=state) for state in STATES]
    expert = service.as_(Role.EXPERT)
    base = f"/api/cases/{cases[0].id}"
    said = expert.post(f"{base}/opinions", json={"finding_number": 1, "position": "condition"})
    drawn = expert.post(
        f"{base}/rounds/1/annotations",
        json={"kind": "point", "shape": {"type": "Point", "coordinates": [9, 9]}, "text": "보안등"},
    )
    held = service.as_(Role.SECRETARY).post(
        "/api/meetings",
        json={
            "committee_id": service.people.committee.id,
            "held_on": "2026-12-20",
            "members": [service.people.of(Role.MEMBER, n).id for n in range(1, 10)],
        },
    )
    with service.parts.database.session() as session:
        submissions = [
            one.id
            for case in cases
            for one in session.query(SubmissionRow).filter_by(case_id=case.id)
        ]
        conditions = [a_condition(case) for case in cases]
        session.add_all(conditions)
        assert {said.status_code, drawn.status_code, held.status_code} == {201}, drawn.text
    return {
        "case_id": [case.id for case in cases],
        "submission_id": submissions,
        "number": [1],
        "storey": [1, 0],
        "opinion_id": [said.json()["id"]],
        "annotation_id": [drawn.json()["id"]],
        "meeting_id": [held.json()["id"]],
        "condition_id": [one.id for one in conditions],
        "person_id": [service.people.of(Role.EXPERT, 2).id],
        "committee_id": [service.people.committee.id],
    }


def a_condition(case):
    return ConditionRow(
        id=str(uuid4()),
        case_id=case.id,
        round=1,
        number=1,
        basis="law",
        place="주차장",
        target="10 lx",
        stage="occupancy",
        check="조도 측정",
        text="주차장을 밝힌다",
    )


@pytest.fixture(scope="module")
def operations(service):
    schema = schemathesis.openapi.from_dict(service.http.app.openapi())
    schema.app = started(service.http.app)
    found = [one.ok() for one in schema.get_all_operations()]
    found = [one for one in found if not one.path.endswith("/events")]  # they end with the job
    return sorted(found, key=lambda one: (LAST[one.method.lower()], one.path))


def started(app):
    """The application without its lifespan, which runs already."""

    async def answer(scope, receive, send):
        if scope["type"] != "http":
            raise NotImplementedError(scope["type"])
        await app(scope, receive, send)

    return answer


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_operation_answers_as_it_is_described(service, words, known, operations, mode):
    assert len(operations) > 100
    wrong, turn = {}, count()

    def ask(case, operation):
        which = next(turn)
        for name in case.path_parameters or {}:
            if name in known and which % 5:  # one in five keeps what was made up
                case.path_parameters[name] = known[name][which % len(known[name])]
        varies = case.path_parameters or case.query or case.body is not NOT_SET
        for role in [ROLES[which % len(ROLES)]] if varies else ROLES:
            headers = {"Authorization": f"Bearer {words[role]}"}
            try:
                case.call_and_validate(ADDRESS, headers=headers, checks=CHECKS)
            except (Exception, FailureGroup) as error:  # noqa: BLE001 - all are told together
                wrong[operation.label] = f"{role}: {error!s:.1500}"

    for operation in operations:
        ask_of(operation, mode, ask)
    assert not wrong, "\n\n".join(f"{label}: {said}" for label, said in wrong.items())


def ask_of(operation, mode, ask):
    @settings(
        max_examples=EXAMPLES[mode],
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def each(case):
        ask(case, operation)

    try:
        each()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE  # nothing of it can be wrong: it takes nothing
