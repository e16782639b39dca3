"""Errors over HTTP: problem details (RFC 9457) in the reader's language and in the other."""

from http import HTTPStatus

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from app import faults
from app.errors import (
    ConflictError,
    Problem,
    RefusedError,
    ServiceError,
    UnexpectedError,
    Words,
)
from app.web import request_faults
from app.web.language import other, preferred
from cpted_rules.errors import CptedError, Fault
from cpted_rules.text import Lang, Text, same

MEDIA_TYPE = "application/problem+json"

_TITLES = {
    404: Text(ko="찾을 수 없음", en="Not found"),
    405: Text(ko="허용되지 않는 방법", en="Method not allowed"),
    413: Text(ko="올린 파일이 너무 큼", en="The upload is too large"),
    422: Text(ko="요청의 항목이 잘못됨", en="A field of the request is wrong"),
}


class FaultDetails(BaseModel):
    """One thing wrong: where, what was found, what was expected, what to do."""

    code: str
    where: str
    found: str
    expected: str
    remedy: str


class OtherLanguage(BaseModel):
    """The same problem in the other language."""

    lang: Lang
    title: str
    detail: str
    faults: list[FaultDetails]


class ProblemDetails(BaseModel):
    """Problem details (RFC 9457) with every fault found, in two languages."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "urn:cpted:problem:submission/field",
                    "title": "The submission cannot be read",
                    "status": 422,
                    "detail": "submission.yaml:6 filed_on: '2026-13-40' (expected: a date)",
                    "instance": "/api/submissions",
                    "lang": "en",
                    "faults": [
                        {
                            "code": "submission/field",
                            "where": "submission.yaml:6 filed_on",
                            "found": "'2026-13-40'",
                            "expected": "a date, such as 2026-10-05",
                            "remedy": "Correct the field and submit again.",
                        }
                    ],
                    "other": {
                        "lang": "ko",
                        "title": "제출물을 읽을 수 없음",
                        "detail": "submission.yaml:6 filed_on: '2026-13-40' (기대: 날짜)",
                        "faults": [
                            {
                                "code": "submission/field",
                                "where": "submission.yaml:6 filed_on",
                                "found": "'2026-13-40'",
                                "expected": "YYYY-MM-DD 형식의 날짜 (예: 2026-10-05)",
                                "remedy": "해당 항목을 고친 뒤 다시 제출하십시오.",
                            }
                        ],
                    },
                }
            ]
        }
    )

    type: str
    title: str
    status: int
    detail: str
    instance: str
    lang: Lang
    faults: list[FaultDetails]
    other: OtherLanguage


def details(problem: Problem, *, status: int, instance: str, lang: Lang) -> ProblemDetails:
    """The problem as a response says it."""
    faults, second = problem.faults, other(lang)
    code = faults[0].code if faults else str(status)
    return ProblemDetails(
        type=f"urn:cpted:problem:{code}",
        title=_in(problem.title, lang),
        status=status,
        detail=_detail(problem, lang),
        instance=instance,
        lang=lang,
        faults=_faults(problem, lang),
        other=OtherLanguage(
            lang=second,
            title=_in(problem.title, second),
            detail=_detail(problem, second),
            faults=_faults(problem, second),
        ),
    )


def respond(request: Request, problem: Problem, status: int) -> JSONResponse:
    """The response that carries a problem."""
    lang = preferred(request)
    body = details(problem, status=status, instance=request.url.path, lang=lang)
    return JSONResponse(
        body.model_dump(mode="json"),
        status_code=status,
        media_type=MEDIA_TYPE,
        headers={"Content-Language": lang.value, "Vary": "Accept-Language"}
        | ({"WWW-Authenticate": "Bearer"} if status == 401 else {}),
    )


def problem_of(error: Exception) -> tuple[Problem, int]:
    """What an exception says to the person who asked, and its status."""
    match error:
        case ServiceError():
            return Problem.of(error), error.status
        case StaleDataError():
            return Problem.of(ConflictError(request_faults.changed_meanwhile())), 409
        case CptedError():
            return Problem.of(error), 422
        case RequestValidationError():
            return _of_request(error), 422
        case HTTPException(status_code=400):  # all that the framework says of a body it cannot read
            return Problem.of(RefusedError(request_faults.unreadable_body())), RefusedError.status
        case HTTPException():
            return _of_status(error.status_code), error.status_code
    return Problem.of(UnexpectedError(faults.unexpected(type(error).__name__))), 500


def _of_request(error: RequestValidationError) -> Problem:
    wrong = CptedError(
        *(
            Fault(
                code="request/field",
                where=".".join(str(step) for step in found["loc"]),
                found=Text(ko="없음", en="nothing")
                if found["type"] == "missing"
                else same(repr(found.get("input"))[:80]),
                expected=Text(ko="필수 항목", en="a required field")
                if found["type"] == "missing"
                else same(str(found["msg"])),
                remedy=Text(
                    ko="/openapi.json의 설명을 보고 고쳐 보내십시오.",
                    en="Correct it as /openapi.json describes and send again.",
                ),
            )
            for found in error.errors()
        )
    )
    wrong.title = _TITLES[422]
    return Problem.of(wrong)


def _of_status(status: int) -> Problem:
    title = _TITLES.get(status) or same(HTTPStatus(status).phrase)
    return Problem(kind=f"HTTP {status}", title=Words.of(title), faults=())


def _in(words: Words, lang: Lang) -> str:
    return words.text().in_(lang)


def _detail(problem: Problem, lang: Lang) -> str:
    label = "기대" if lang is Lang.KO else "expected"
    sentences = [
        f"{f.where}: {_in(f.found, lang)} ({label}: {_in(f.expected, lang)})"
        for f in problem.faults
    ]
    return "; ".join(sentences) or _in(problem.title, lang)


def _faults(problem: Problem, lang: Lang) -> list[FaultDetails]:
    return [
        FaultDetails(
            code=f.code,
            where=f.where,
            found=_in(f.found, lang),
            expected=_in(f.expected, lang),
            remedy=_in(f.remedy, lang),
        )
        for f in problem.faults
    ]
