"""Bilingual text: the one type every sentence shown to a person passes through."""

from dataclasses import dataclass
from enum import StrEnum


class Lang(StrEnum):
    """A language the product speaks. Korean is authoritative, English a courtesy."""

    KO = "ko"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence in Korean and in English. Both are required."""

    ko: str
    en: str

    def in_(self, lang: Lang | str) -> str:
        """The sentence in one language."""
        return self.ko if Lang(lang) is Lang.KO else self.en

    def fill(self, **slots: "str | Text") -> "Text":
        """The sentence with its `{slots}` filled; a Text fills each language with its own words."""
        return Text(
            ko=self.ko.format(**{k: _word(v, Lang.KO) for k, v in slots.items()}),
            en=self.en.format(**{k: _word(v, Lang.EN) for k, v in slots.items()}),
        )


def _word(value: "str | Text", lang: Lang) -> str:
    return value.in_(lang) if isinstance(value, Text) else value


def same(words: str) -> Text:
    """A Text that reads alike in both languages: numbers, codes, names as drawn."""
    return Text(ko=words, en=words)


def join(texts: "tuple[Text, ...] | list[Text]", separator: str = ", ") -> Text:
    """Several texts as one, joined in each language."""
    return Text(ko=separator.join(t.ko for t in texts), en=separator.join(t.en for t in texts))
