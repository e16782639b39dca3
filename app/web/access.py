"""What each route asks of who calls it: nobody, somebody, an administrator, or leave on a case.

Every route of the service has one of `public`, `signed_in`, `administrator` or `needs(…)` among its
dependencies; tests/app/service/test_access.py goes through all of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import Depends, Security
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer
from starlette.requests import Request

from app import faults
from app.auth.permissions import CaseStanding, Permission
from app.auth.standing import standing
from app.auth.tables import PersonRow, SessionRow
from app.cases.states import CaseState
from app.cases.tables import CaseRow
from app.db import SubmissionRow
from app.errors import ForbiddenError, NotFoundError, SignInError
from app.procedure import rounds
from app.web import request_faults
from app.web.service import Service, ServiceOf

Kind = Literal["public", "signed_in", "administrator", "case"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a route asks; carried by its dependency as `asked`."""

    kind: Kind
    permission: Permission | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who sent a request: put on `request.state.visitor` by the sign-in layer (app/web/signin.py).

    `session` is None for a personal token.
    """

    person: PersonRow
    session: SessionRow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCase:
    """Somebody on a case, allowed to do what the route does.

    The rows are as they were read at the start of the request; an act reads its case again in the
    session in which it changes it.
    """

    person: PersonRow
    case: CaseRow
    standing: CaseStanding

    def may(self, permission: Permission) -> bool:
        """Whether they may also do something else, now."""
        return self.standing.may(permission, CaseState(self.case.state))


def public() -> None:
    """Anybody: what needs no sign-in."""


_TOKEN = HTTPBearer(
    scheme_name="token", description="A personal token of the account page", auto_error=False
)
_COOKIE = APIKeyCookie(
    name="cpted-session",
    scheme_name="session",
    description="The cookie of a browser's sign-in (`__Host-cpted` over HTTPS). What changes "
    "something also carries the page's `X-CSRF-Token`.",
    auto_error=False,
)


def signed_in(
    request: Request,
    _token: Annotated[HTTPAuthorizationCredentials | None, Security(_TOKEN)] = None,
    _cookie: Annotated[str | None, Security(_COOKIE)] = None,
) -> PersonRow:
    """Who sent the request.

    Raises:
        SignInError: nobody is signed in.
    """
    visitor: Visitor | None = getattr(request.state, "visitor", None)
    if visitor is None:
        raise SignInError(faults.not_signed_in())
    return visitor.person


def administrator(person: Annotated[PersonRow, Depends(signed_in)]) -> PersonRow:
    """Who sent the request, an administrator.

    Raises:
        ForbiddenError: they are none.
    """
    if not person.is_administrator:
        raise ForbiddenError(faults.not_allowed("administrator"))
    return person


def in_browser(request: Request) -> SessionRow:
    """The session a request comes from: what a leaked token must not be able to do.

    Raises:
        ForbiddenError: it comes from a program with a token.
    """
    visitor: Visitor | None = getattr(request.state, "visitor", None)
    if visitor is None:
        raise SignInError(faults.not_signed_in())
    if visitor.session is None:
        raise ForbiddenError(request_faults.not_by_token())
    return visitor.session


def needs(permission: Permission) -> Callable[..., OnCase]:
    """A dependency: somebody who may do that on the case of `{case_id}` or `{submission_id}`.

    A case that somebody may not read is not found, as if there were none: nobody learns of it.
    """

    def on_case(
        request: Request, service: ServiceOf, person: Annotated[PersonRow, Depends(signed_in)]
    ) -> OnCase:
        return allowed(service, person, permission, **request.path_params)

    on_case.asked = Asked(kind="case", permission=permission)  # type: ignore[attr-defined]
    return on_case


def allowed(
    service: Service,
    person: PersonRow,
    permission: Permission,
    *,
    case_id: str | None = None,
    submission_id: str | None = None,
    **_others: Any,
) -> OnCase:
    """Somebody on a case who may do it.

    What its architect tried before filing is the architect's alone: of a case's submissions, others
    find only those that stand for a filed round.

    Raises:
        NotFoundError: there is no such case, or they may not read it.
        ForbiddenError: they may read it but not do this now.
    """
    with service.database.reading() as session:
        if case_id is None and submission_id is not None:
            submission = session.get(SubmissionRow, submission_id)
            if submission is None:
                raise NotFoundError(faults.no_submission(submission_id))
            case_id = submission.case_id
        case = session.get(CaseRow, case_id) if case_id else None
        found = standing(session, person, case) if case else None
        if (
            submission_id is not None
            and case is not None
            and found is not None
            and not rounds.may_see(session, case, found, submission_id)
        ):
            found = None
    wanted = submission_id or case_id or ""
    missing = faults.no_submission(wanted) if submission_id else faults.no_case(wanted)
    if case is None or found is None or not found.may(Permission.READ, CaseState(case.state)):
        raise NotFoundError(missing)
    if not found.may(permission, CaseState(case.state)):
        raise ForbiddenError(faults.not_allowed(permission.value, case.state))
    return OnCase(person=person, case=case, standing=found)


public.asked = Asked(kind="public")  # type: ignore[attr-defined]
signed_in.asked = Asked(kind="signed_in")  # type: ignore[attr-defined]
administrator.asked = Asked(kind="administrator")  # type: ignore[attr-defined]

Public = Depends(public)
SignedIn = Annotated[PersonRow, Depends(signed_in)]
Administrator = Annotated[PersonRow, Depends(administrator)]
