"""What people said, as copies tell it: also of marks that have no place on the report."""

from pathlib import Path

from app.annotations.store import STORE, Kept, Lacking, Origin, Store, save
from app.copies.said import rows, said_in
from cpted_rules.text import Lang
from tests.app.annotations import written


def test_a_mark_of_another_round_without_a_place_is_in_the_table_and_not_drawn(
    tmp_path: Path,
) -> None:
    here = written.note("a" * 20, "여기", figure="finding-1")
    gone = written.note("b" * 20, "자리 없음", page=46)
    answer = written.note("c" * 20, "동의", page=46, reply_to=gone.key)
    origin = Origin(round=1, assessment="", page=3, lacking=Lacking.NO_FIGURE)
    kept = [Kept(mark=here, person="김", came=here)]
    kept += [Kept(mark=mark, person="김", came=mark, origin=origin) for mark in (gone, answer)]
    save(Store(marks=tuple(kept)), tmp_path / STORE)
    said = said_in(tmp_path)
    assert [mark.key for mark in said.drawn] == [here.key]
    assert [mark.key for mark in said.on_report] == [here.key]
    told = {row.words: (row.number, row.page) for row in rows(said, Lang.KO)}
    assert told == {"여기": ("1", "2"), "자리 없음": ("", ""), "동의": ("", "")}
