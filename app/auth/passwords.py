"""Passwords: what may be one, their argon2 hashes, and a check that takes as long for nobody."""

from functools import cache
from secrets import token_hex
from threading import BoundedSemaphore
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from app.auth import faults
from app.errors import RefusedError

SHORTEST, LONGEST = 10, 200
"""Of a password. [characters]"""
_DIFFERENT = 5  # characters at least
_HASHER = PasswordHasher()  # RFC 9106, second recommendation: 64 MiB, three passes
_AT_ONCE = BoundedSemaphore(4)  # so that a flood of sign-ins does not take all memory


def hashed(password: str) -> str:
    """The argon2id hash of a password, with its parameters and salt."""
    with _AT_ONCE:
        return _HASHER.hash(_plain(password))


def fits(password: str, digest: str | None) -> bool:
    """Whether it is the password of that hash; for None never, in the same time."""
    try:
        with _AT_ONCE:
            _HASHER.verify(digest or _of_nobody(), _plain(password))
    except (VerifyMismatchError, InvalidHashError):
        return False
    return digest is not None


def is_dated(digest: str) -> bool:
    """Whether a hash was made with weaker parameters than those of today."""
    return _HASHER.check_needs_rehash(digest)


def checked(password: str, *, email: str) -> str:
    """The password, where it may be one.

    Raises:
        RefusedError: it is too short, too long, too even, or the person's own address.
    """
    plain = _plain(password)
    if not SHORTEST <= len(plain) <= LONGEST or len(set(plain)) < _DIFFERENT:
        raise RefusedError(faults.weak_password(SHORTEST))
    if email.partition("@")[0].casefold() in plain.casefold():
        raise RefusedError(faults.weak_password(SHORTEST))
    return password


def _plain(password: str) -> str:
    """One spelling of what keyboards type differently: Hangul comes whole or in letters."""
    return normalize("NFKC", password)


@cache
def _of_nobody() -> str:
    return _HASHER.hash(token_hex(16))
