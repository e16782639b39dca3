"""Addresses of this service that are handed to people."""

from starlette.requests import Request

from app.config import ServiceSettings


def invitation_link(request: Request, settings: ServiceSettings, word: str) -> str:
    """Where somebody chooses a password."""
    here = settings.public_url or str(request.base_url).rstrip("/")
    return f"{here}/invitations/{word}"
