"""A page shown again with what was wrong with the form that was sent."""

from starlette.requests import Request

from app.errors import Problem, ServiceError
from app.web.language import of_page
from app.web.problems import ProblemDetails, details


def problem_of_form(request: Request, error: ServiceError | None) -> ProblemDetails | None:
    """What a refused form was refused for, as `problem.html` shows it; None where it was not."""
    if error is None:
        return None
    return details(
        Problem.of(error),
        status=error.status,
        instance=request.url.path,
        lang=of_page(request),
    )
