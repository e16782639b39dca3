"""One record in the reading: its values, and the notes on what could not be read."""

from collections.abc import Callable
from typing import TypeVar

from cpted_rules.drawing.tables import quantities as q
from cpted_rules.drawing.tables.columns import Role, flat
from cpted_rules.drawing.tables.records import Record
from cpted_rules.note import Note, Severity
from cpted_rules.text import Text, same

T = TypeVar("T")

ROLE_NAMES: dict[Role, Text] = {
    Role.SIZE: Text(ko="규격", en="size"),
    Role.HEIGHT: Text(ko="높이", en="height"),
    Role.WIDTH: Text(ko="폭", en="width"),
    Role.CROWN_WIDTH: Text(ko="수관폭", en="crown width"),
    Role.CROWN_BASE: Text(ko="지하고", en="crown base"),
    Role.BREAST_HEIGHT: Text(ko="흉고직경", en="breast height diameter"),
    Role.ROOT_COLLAR: Text(ko="근원직경", en="root collar diameter"),
    Role.TRUNK: Text(ko="근원/흉고직경", en="trunk diameter"),
    Role.SILL: Text(ko="창대 높이", en="sill height"),
    Role.WATTS: Text(ko="소비전력", en="power"),
    Role.LUMENS: Text(ko="광속", en="luminous flux"),
    Role.FILE: Text(ko="배광 파일", en="photometric file"),
    Role.PIXELS: Text(ko="화소", en="pixels"),
    Role.LENS: Text(ko="렌즈", en="lens"),
    Role.VIEW: Text(ko="화각", en="angle of view"),
    Role.COUNT: Text(ko="수량", en="quantity"),
    Role.MARK: Text(ko="기호", en="mark"),
}
"""Columns whose words are quantities, as people call them."""


class RowReader:
    """Reads the words of a record and keeps account of what it could not read."""

    def __init__(self, record: Record, title: str) -> None:
        self.record, self.title = record, title
        self.notes: list[Note] = []

    def words(self, *roles: Role) -> str:
        """What stands in the first of these columns that has words."""
        return self.record.words(*roles)

    def value(self, read: Callable[[str], T | None], *roles: Role) -> T | None:
        """What the column says; a note where it says something that cannot be read."""
        words = self.words(*roles)
        found = read(words) if words else None
        if words and found is None:
            self.unread(roles[0], words)
        return found

    def length_m(self, *roles: Role, metres_to: float = 60.0) -> float | None:
        """The length in the column. [m]"""
        said = self.record.column(*roles)
        unit = said.unit if said else ""
        return self.value(lambda words: q.length_m(words, unit, metres_to=metres_to), *roles)

    def unread(self, role: Role, words: str) -> None:
        """Note that words of a column are not one plain value."""
        self.notes.append(
            Note(
                code="table/unread-value",
                severity=Severity.WARNING,
                source=self.record.refs[0] if self.record.refs else None,
                text=Text(
                    ko="{title} {row}: {column} '{words}'을(를) 한 값으로 읽을 수 없음",
                    en="{title} {row}: {column} '{words}' is not one plain value",
                ).fill(
                    title=same(self.title or "-"),
                    row=same(self.words(Role.MARK, Role.SPECIES, Role.NAME, Role.KIND) or "-"),
                    column=ROLE_NAMES.get(role, same(role.value)),
                    words=same(words),
                ),
            )
        )

    def miscounted(self, mark: str, named: int, quantity: float) -> None:
        """Note that a row names more or fewer marks than it counts."""
        self.notes.append(
            Note(
                code="table/quantity-differs",
                severity=Severity.WARNING,
                source=self.record.refs[0] if self.record.refs else None,
                text=Text(
                    ko="{title} {mark}: 기호는 {named}개인데 수량은 {quantity}",
                    en="{title} {mark}: names {named} marks, but the quantity is {quantity}",
                ).fill(
                    title=same(self.title or "-"),
                    mark=same(mark),
                    named=same(str(named)),
                    quantity=same(f"{quantity:g}"),
                ),
            )
        )

    def count(self) -> tuple[float | None, str]:
        """The quantity and its unit."""
        found = self.value(q.counted, Role.COUNT)
        unit = self.words(Role.UNIT)
        return (found[0], unit or found[1]) if found else (None, unit)

    def marks(self, *roles: Role) -> tuple[str, tuple[str, ...]]:
        """The mark as written, and the single marks it names."""
        mark = flat(self.words(*roles))
        return mark, q.marks_of(mark)
