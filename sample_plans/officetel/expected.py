"""The planted defects of the flawed 오피스텔, as expected.yaml states them."""

from typing import Any

DEFECTS: tuple[dict[str, Any], ...] = ()
