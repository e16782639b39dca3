"""Checklists: each item answered by the findings of its clauses."""

from app.reports.checklists import checklist_rows
from app.reports.statements import Law
from cpted_rules.checklist import Checklist, ChecklistItem
from cpted_rules.facts import Use
from cpted_rules.findings import Assessment
from cpted_rules.text import Lang, same


def _list(name: str, *items: ChecklistItem) -> Checklist:
    return Checklist(id=name, title=same(name), uses=(Use.APARTMENT,), items=items)


BELLS = ChecklistItem(title=same("비상벨"), clauses=("kr_notice/art10-5-3",))
TREES = ChecklistItem(title=same("수목"), clauses=("kr_notice/art7-2",))
ESCAPE = ChecklistItem(title=same("피난"), person=same("막지 않는가?"))
SMALL = ChecklistItem(title=same("소규모"), clauses=("kr_notice/art11-3",))


def test_an_item_shows_the_weightiest_verdict_and_its_findings(assessment: Assessment) -> None:
    law = Law.of(assessment)
    asked = (_list("apartment", BELLS, TREES, ESCAPE),)
    (rows,) = checklist_rows(asked, assessment.findings, law, Lang.KO)
    bells, trees, escape = rows.items
    assert (bells.verdict, bells.numbers) == ("fail", (("1", "finding-1"),))
    assert bells.cites == "고시 제10조제5항제3호"
    assert trees.counts == (("referred", "위원 판단", 8),)
    assert escape.question == "막지 않는가?"


def test_a_checklist_that_hardly_applies_is_left_out_unless_alone(assessment: Assessment) -> None:
    law = Law.of(assessment)
    fits, hardly = _list("apartment", BELLS), _list("small", SMALL)
    both = checklist_rows((fits, hardly), assessment.findings, law, Lang.KO)
    assert [rows.title for rows in both] == ["apartment"]
    alone = checklist_rows((hardly,), assessment.findings, law, Lang.KO)
    assert [rows.title for rows in alone] == ["small"]
