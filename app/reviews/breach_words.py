"""Words that accuse of a breach, and words that measure nothing, found in what people write."""

import re

BREACH = re.compile(
    r"위반|위법|불법|탈법|부적합|부적법|미준수|저촉|어긋|기준\s*미달|기준에\s*못\s*미"
    r"|\bviolat\w*|\bbreach\w*|\billegal\w*|\bunlawful\w*|\binfring\w*|\bnon-?\s?complian\w*"
    r"|\bcontraven\w*|\bdoes not comply\b|\bfails? to comply\b|\bagainst the law\b",
    re.IGNORECASE,
)
"""A recommendation may not be worded so. 건축위원회 심의 기준 2.2, 2.3."""
_DENIED = re.compile(
    r"(?:위반|위법|불법|저촉)(?:은|이|이라는\s*것은)?\s*(?:아니|아님|아닌|되지\s*않|하지\s*않)"
    r"|\bno(?:t an?)?\s+(?:breach|violation)\b|\bnot\s+(?:illegal|unlawful)\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"적절|적정|충분|가급적|최대한|노력|강화|개선|고려|검토|필요\s*시"
    r"|\bappropriate\w*|\badequate\w*|\bsufficient\w*|\bimprove\w*|\bconsider\w*|\bas needed\b",
    re.IGNORECASE,
)
_CITED = re.compile(
    r"제\s*\d+\s*조|별표\s*\d*|「[^」]+」|공고\s*제|조례|규칙|고시|지구단위계획|\bArt(?:\.|icle)\s*\d+",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(lx|m²|m2|㎡|m|%|개|°|px/m)?", re.IGNORECASE)
_UNITS = {"m2": "m²", "㎡": "m²", "M": "m", "LX": "lx"}


def breach_words(words: str) -> tuple[str, ...]:
    """The words of a text that accuse of a breach, each once; a denial accuses of none."""
    rest = _DENIED.sub(" ", words)
    return tuple(dict.fromkeys(found.group() for found in BREACH.finditer(rest)))


def vague_words(words: str) -> tuple[str, ...]:
    """The words of a target that nobody can measure, where it states no number."""
    if re.search(r"\d", words):
        return ()
    return tuple(dict.fromkeys(found.group() for found in _VAGUE.finditer(words)))


def cites(words: str) -> bool:
    """Whether a text names a provision, an ordinance or an instrument."""
    return _CITED.search(words) is not None


def amounts(words: str, symbol: str) -> tuple[float, ...]:
    """The numbers of a text that stand with a unit's symbol."""
    found = []
    for number, unit in _NUMBER.findall(words):
        if _UNITS.get(unit.upper(), _UNITS.get(unit, unit)) == symbol:
            found.append(float(number.replace(",", "")))
    return tuple(found)
