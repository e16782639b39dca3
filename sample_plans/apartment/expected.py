"""The planted defects of the flawed complex, as expected.yaml states them."""

from typing import Any

from sample_plans.apartment import ground, lighting, security

DEFECTS: tuple[dict[str, Any], ...] = ()
