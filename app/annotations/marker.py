"""The private dictionary of our marks: made with a key, and recognised by it when it comes back."""

import hmac
from hashlib import sha256

from app.annotations.record import Marker

SEPARATOR = "\x1f"


def marker_of(*, case: str, round: int, finding: str, revision: int = 1, key: bytes) -> Marker:
    """The marker of one finding, signed.

    Args:
        finding: its stable id.
        revision: of what is shown of it, from 1.
    """
    mac = _mac(case, round, finding, revision, key)
    return Marker(case=case, round=round, finding=finding, revision=revision, mac=mac, valid=True)


def verified(marker: Marker, key: bytes) -> Marker:
    """The marker with whether its code is of what it says: forged or altered ones are not."""
    mac = _mac(marker.case, marker.round, marker.finding, marker.revision, key)
    return marker.model_copy(
        update={"valid": hmac.compare_digest(mac.encode(), marker.mac.encode())}
    )


def open_key(assessment_digest: str) -> bytes:
    """The key of a copy made without one: from what is attached to it, so it is no secret.

    It tells a mark of this copy from one of another, not from a forged one.
    """
    return sha256(f"cpted{SEPARATOR}{assessment_digest}".encode()).digest()


def _mac(case: str, round: int, finding: str, revision: int, key: bytes) -> str:
    words = SEPARATOR.join((case, str(round), finding, str(revision)))
    return hmac.new(key, words.encode(), sha256).hexdigest()
