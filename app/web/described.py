"""How the interface describes its answers: problems and files."""

from typing import Any

from app.web.problems import MEDIA_TYPE, ProblemDetails

_PROBLEM: dict[str, Any] = {
    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}}
}


def problems(*codes: int) -> dict[int | str, dict[str, Any]]:
    """The problems that an answer may be."""
    words = {
        401: "Nobody is signed in, or the token does not work",
        403: "Not your role, not now, or a request from a page of another site",
        404: "There is no such thing, or none you may see",
        409: "Not possible as it stands, or the review has no result",
        412: "It was changed since the version that `If-Match` names",
        413: "The upload is larger than the service takes",
        422: "The request or the submission is wrong; every fault is named",
        429: "Too many requests; `Retry-After` says when to try again",
    }
    return {
        code: {"model": ProblemDetails, "description": words[code], **_PROBLEM} for code in codes
    }


def binary(media_type: str, description: str, *others: str) -> dict[int | str, dict[str, Any]]:
    """An answer that is a file, of one of the media types."""
    schema = {"type": "string", "format": "binary"}
    content = {one: {"schema": schema} for one in (media_type, *others)}
    return {200: {"content": content, "description": description}}
