"""The sentences of the pages, in both languages, by the key a template asks for."""

from pathlib import Path

import yaml

from app.db import State
from cpted_rules.note import Severity
from cpted_rules.text import Lang, Text

_STRINGS = Path(__file__).parent / "strings"


def _strings() -> dict[str, Text]:
    found: dict[str, Text] = {}
    for path in sorted(_STRINGS.glob("*.yaml")):
        for key, words in yaml.safe_load(path.read_text("utf-8")).items():
            if key in found:
                raise ValueError(f"{path.name}: {key} is said elsewhere too")
            found[key] = Text(ko=words["ko"], en=words["en"])
    return found


WORDS = _strings()
"""The sentences by key, of `strings/*.yaml`: one file for each group of pages."""

STATE_NAMES = {
    State.QUEUED: Text(ko="대기", en="Queued"),
    State.READING: Text(ko="도면 읽기", en="Reading"),
    State.ASSESSING: Text(ko="판정", en="Assessing"),
    State.REPORTING: Text(ko="보고서 작성", en="Reporting"),
    State.DONE: Text(ko="완료", en="Done"),
    State.FAILED: Text(ko="실패", en="Failed"),
    State.CANCELLED: Text(ko="취소됨", en="Cancelled"),
}
UNIT_BASIS = {
    "declared": Text(ko="신고한 단위", en="declared"),
    "estimated": Text(ko="추정한 단위", en="estimated"),
    "unknown": Text(ko="추정하지 못함", en="could not be told"),
    "model": Text(ko="모델에 적힌 단위", en="stated in the model"),
    "corrected": Text(ko="사람이 정한 단위", en="chosen by a person"),
}
PLACING_NAMES = {
    "x": Text(ko="도면의 점 x", en="Point of the sheet, x"),
    "y": Text(ko="도면의 점 y", en="Point of the sheet, y"),
    "east": Text(ko="대지의 점 x", en="Point of the site, x"),
    "north": Text(ko="대지의 점 y", en="Point of the site, y"),
    "turn": Text(ko="회전(반시계)", en="Turned, anticlockwise"),
}
FITS = {
    "well": Text(ko="잘 맞음", en="fits well"),
    "enough": Text(ko="대체로 맞음", en="fits"),
    "not": Text(ko="확인 필요", en="please check"),
}
LAYER_STATES = {
    "off": Text(ko="꺼짐", en="off"),
    "frozen": Text(ko="동결", en="frozen"),
}
UNITS_SAID = {"inch": Text(ko="인치", en="inch"), "ft": Text(ko="피트", en="ft")}
FOUND_BY = {
    "declared": Text(ko="제출서에 신고됨", en="declared in the submission"),
    "title_block": Text(ko="도곽", en="title block"),
    "rectangle": Text(ko="테두리", en="border"),
    "cluster": Text(ko="여백으로 나눔", en="empty space around it"),
    "whole": Text(ko="나누지 않은 전체", en="the whole drawing"),
    "corrected": Text(ko="사람이 고침", en="corrected by a person"),
}
SEVERITY_NAMES = {
    Severity.MISSING: Text(ko="빠진 것", en="Missing"),
    Severity.WARNING: Text(ko="주의", en="Warnings"),
    Severity.ASSUMPTION: Text(ko="가정", en="Assumed"),
    Severity.INFO: Text(ko="참고", en="Good to know"),
}
STEPS = (State.QUEUED, State.READING, State.ASSESSING, State.REPORTING, State.DONE)


def word(key: str, lang: Lang, **slots: str) -> str:
    """The sentence of that key in a language, its slots filled."""
    return WORDS[key].in_(lang).format(**slots) if slots else WORDS[key].in_(lang)
