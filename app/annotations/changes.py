"""What a returned file would change, one line for each mark and field: the preview of an import."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from app.annotations.record import Manifest, Mark
from app.annotations.returned import Form, Refused
from app.annotations.store import Import
from app.errors import Words
from cpted_rules.text import Text


class ChangeKind(StrEnum):
    """How a mark or field differs from what is known of it."""

    NEW = "new"
    TEXT = "edited_text"
    GEOMETRY = "edited_geometry"
    MOVED = "moved"
    LOOK = "look"
    REPLY = "reply"
    STATE = "state"
    AUTHOR = "author_changed"
    MISSING = "missing"
    ORPHAN = "orphan"
    FIELD_SET = "field_set"
    FIELD_CHANGED = "field_changed"
    FIELD_CLEARED = "field_cleared"


KIND_NAMES = {
    ChangeKind.NEW: Text(ko="새 의견", en="new"),
    ChangeKind.TEXT: Text(ko="글 고침", en="text edited"),
    ChangeKind.GEOMETRY: Text(ko="모양 고침", en="geometry edited"),
    ChangeKind.MOVED: Text(ko="옮김", en="moved"),
    ChangeKind.LOOK: Text(ko="색 고침", en="colour edited"),
    ChangeKind.REPLY: Text(ko="답글", en="reply"),
    ChangeKind.STATE: Text(ko="검토 상태", en="review state"),
    ChangeKind.AUTHOR: Text(ko="작성자 바뀜", en="author changed"),
    ChangeKind.MISSING: Text(ko="없어짐", en="missing"),
    ChangeKind.ORPHAN: Text(ko="원글 없는 답글", en="reply to what is gone"),
    ChangeKind.FIELD_SET: Text(ko="서식 기입", en="field filled"),
    ChangeKind.FIELD_CHANGED: Text(ko="서식 고침", en="field changed"),
    ChangeKind.FIELD_CLEARED: Text(ko="서식 지움", en="field cleared"),
}


class Act(StrEnum):
    """What applying does about it."""

    ADD = "add"
    UPDATE = "update"
    REPLY = "reply"
    REMOVE = "remove"
    NOTHING = "nothing"


ACT_NAMES = {
    Act.ADD: Text(ko="추가", en="add"),
    Act.UPDATE: Text(ko="갱신", en="update"),
    Act.REPLY: Text(ko="답글로 추가", en="add as a reply"),
    Act.REMOVE: Text(ko="삭제", en="remove"),
    Act.NOTHING: Text(ko="알림만", en="only shown"),
}


class MatchedBy(StrEnum):
    """By which key a mark was known again, in the order they are tried."""

    MARKER = "marker"
    NAME = "name"
    SUBJECT = "subject"
    PLACE = "place"
    TEXT = "text"


class Remark(StrEnum):
    """What a person should know of one change."""

    FORGED = "forged"
    COPIED = "copied"
    STALE = "stale"
    CONFLICT = "conflict"
    INVISIBLE = "invisible"
    FOREIGN_PAGE = "foreign_page"
    ALTERED_PAGE = "altered_page"
    UNPLACED = "unplaced"
    RESEMBLES = "resembles"


REMARK_NAMES = {
    Remark.FORGED: Text(ko="고유 표식이 맞지 않음", en="its marker is not ours"),
    Remark.COPIED: Text(ko="우리 표시를 복사한 것", en="a copy of a mark of ours"),
    Remark.STALE: Text(ko="이미 반영한 것보다 옛것", en="older than what is kept"),
    Remark.CONFLICT: Text(
        ko="양쪽에서 고침: 답글로 남김", en="edited on both sides: kept as a reply"
    ),
    Remark.INVISIBLE: Text(
        ko="다른 뷰어에서는 보이지 않음", en="invisible in other viewers: it has no appearance"
    ),
    Remark.FOREIGN_PAGE: Text(ko="보고서에 없던 쪽", en="on a page that is not of the report"),
    Remark.ALTERED_PAGE: Text(ko="내용이 바뀐 쪽", en="on a page whose content was changed"),
    Remark.UNPLACED: Text(ko="위치 미정", en="belongs to no figure or finding"),
    Remark.RESEMBLES: Text(ko="기존 의견과 비슷함", en="resembles one that is known"),
}


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Change(_Value):
    """One mark or field, as it differs.

    Args:
        key: of the mark in the store, or name of the field.
        before: as known; None: new.
        after: as it came, placed on figure, site and finding; None: it did not come.
        value_before: of a field.
        value_after: of a field.
        resembles: key of a known mark that it may be.
    """

    key: str
    kinds: tuple[ChangeKind, ...]
    act: Act
    person: str
    before: Mark | None = None
    after: Mark | None = None
    value_before: str | None = None
    value_after: str | None = None
    matched: MatchedBy | None = None
    resembles: str | None = None
    remarks: tuple[Remark, ...] = ()


class Evidence(StrEnum):
    """What shows that a file is a copy of the report."""

    MARKER = "marker"
    MANIFEST = "manifest"
    PAGE_CODES = "page_codes"
    PAGES = "pages"
    NAMES = "names"


class Preview(_Value):
    """What an import would do; nothing is done yet.

    Args:
        digest: SHA-256 of the file.
        known: this very file was taken in already: nothing is to be done.
        damage: what the program that saved it did to it.
        pages: of the file, each with the page of the report that it is, from 0.
        altered: pages of the report whose content is not what went out, from 0.
        authors: names in the file and whose they were taken for.
        manifest: of the copy that it was compared with.
        todo: what applying does, with the way back.
    """

    form: Form
    name: str
    digest: str
    producer: str
    known: bool
    person: str
    evidence: tuple[Evidence, ...]
    damage: tuple[Words, ...]
    pages: tuple[tuple[int, int], ...]
    altered: tuple[int, ...]
    authors: tuple[tuple[str, str], ...]
    changes: tuple[Change, ...]
    refused: tuple[Refused, ...]
    manifest: Manifest
    todo: Import
