"""The table of the procedure agrees with the table of permissions, and carries cases."""

import pytest

from app.audit import AuditRow
from app.auth.permissions import ALLOWED, Permission
from app.auth.roles import Role
from app.cases.states import CaseState
from app.errors import ConflictError, ForbiddenError
from app.procedure.actions import ACTION_NAMES, PERMISSIONS, Action
from app.procedure.workflow import DECISIONS, TABLE, step, steps_from
from tests.app.procedure.conftest import at


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.state}-{row.action}")
def test_whoever_a_row_names_is_allowed_what_it_takes(row):
    allowed = ALLOWED[PERMISSIONS[row.action]]
    assert [role for role in row.roles if row.state not in allowed.get(role, ())] == []


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.state}-{row.action}")
def test_whoever_a_row_names_reads_the_case_before_and_after(row):
    for role in row.roles:
        assert {row.state, row.to} <= ALLOWED[Permission.READ][role]


@pytest.mark.parametrize("permission", [Permission.FILE, Permission.MEET])
def test_permission_to_act_has_an_action_in_each_state(permission):
    for role, states in ALLOWED[permission].items():
        for state in states:
            actions = {row.action for row in steps_from(state, frozenset({role}))}
            assert {a for a in actions if PERMISSIONS[a] is permission}, (role, state)


def test_each_state_and_action_stands_once():
    assert len({(row.state, row.action) for row in TABLE}) == len(TABLE)


def test_every_action_has_a_row_a_name_and_a_permission():
    assert {row.action for row in TABLE} == set(Action) == set(ACTION_NAMES) == set(PERMISSIONS)


def test_every_state_is_reached_and_left_unless_it_is_the_end():
    ends = {CaseState.CLOSED, CaseState.WITHDRAWN}
    assert {row.to for row in TABLE} | {CaseState.PRECHECK} == set(CaseState)
    assert {row.state for row in TABLE} == set(CaseState) - ends


def test_every_row_names_its_provision_in_both_languages():
    assert all(row.article.ko and row.article.en for row in TABLE)


def test_decisions_are_taken_in_session_only():
    rows = [row for row in TABLE if row.action in DECISIONS.values()]
    assert {row.state for row in rows} == {CaseState.MEETING}
    assert {row.to: row.action for row in rows} == DECISIONS


def test_step_moves_the_case_and_is_taken_down(session, committee):
    case = committee.filed("2026-10-05")
    step(session, case, Action.ACCEPT, committee.people["official"], at=at("2026-10-07"))
    assert case.state == CaseState.ACCEPTED
    assert case.state_since == at("2026-10-07")
    last = session.query(AuditRow).order_by(AuditRow.seq.desc()).first()
    assert (last.action, last.case_id) == ("case.accept", case.id)
    assert last.detail == {"from": "filed", "to": "accepted"}


def test_step_of_another_state_says_what_can_be_done(session, committee):
    case = committee.filed()
    with pytest.raises(ConflictError) as refused:
        step(session, case, Action.DISTRIBUTE, committee.people["secretary"])
    assert "수리" in refused.value.faults[0].expected.ko


def test_step_of_another_role_is_refused(session, committee):
    case = committee.filed()
    for name in ("architect", "member-1", "chair"):
        with pytest.raises(ForbiddenError):
            step(session, case, Action.ACCEPT, committee.people[name])
    assert case.state == CaseState.FILED


def test_recused_secretary_takes_no_step(session, committee):
    from app.procedure.recusal import Ground, recuse

    case = committee.filed()
    secretary = committee.people["secretary"]
    recuse(session, case, secretary, whom=secretary, ground=Ground.KIN)
    with pytest.raises(ForbiddenError):
        step(session, case, Action.ACCEPT, secretary)


def test_roles_of_the_table_are_those_of_a_case():
    assert {role for row in TABLE for role in row.roles} <= set(Role) - {Role.ADMINISTRATOR}
