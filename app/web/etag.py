"""Versions of rows over HTTP: the `ETag` an answer carries, the `If-Match` a change is made on."""

from typing import Annotated

from fastapi import Header, Response

from app.errors import StaleError
from app.web import request_faults

IfMatch = Annotated[
    str,
    Header(
        alias="If-Match",
        max_length=200,
        description="The `ETag` that the caller read; where it is no longer that, nothing changes.",
    ),
]


def etag_of(version: int) -> str:
    """The ETag of a row's version."""
    return f'"{version}"'


def tag(response: Response, version: int) -> None:
    """Have an answer say which version it shows."""
    response.headers["ETag"] = etag_of(version)


def check(if_match: str, version: int) -> None:
    """Nothing, where the caller named no version, any, or this one.

    Raises:
        StaleError: they read another.
    """
    named = [one.strip() for one in if_match.split(",") if one.strip()]
    if named and "*" not in named and etag_of(version) not in named:
        raise StaleError(request_faults.changed_meanwhile(", ".join(named), etag_of(version)))
