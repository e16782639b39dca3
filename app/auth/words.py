"""Words that open something: made at random, kept as their digest only."""

from hashlib import sha256
from secrets import token_urlsafe

_BYTES = 32


def new_word() -> str:
    """A word of 256 random bits, fit for an address, a cookie and a header."""
    return token_urlsafe(_BYTES)


def digest_of(word: str) -> str:
    """What is kept of a word: its SHA-256, hexadecimal."""
    return sha256(word.encode()).hexdigest()
