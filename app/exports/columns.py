"""The columns of a table of findings, and its rows as values."""

from collections.abc import Callable
from dataclasses import dataclass

from app.exports.words import FindingWords
from cpted_rules.text import Text

Value = str | float | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """One column: its head, how wide it is shown [characters], and its value."""

    head: Text
    width: float
    value: Callable[[FindingWords], Value]
    wraps: bool = False


def _column(
    ko: str, en: str, width: float, value: Callable[[FindingWords], Value], *, wraps: bool = False
) -> TableColumn:
    return TableColumn(head=Text(ko=ko, en=en), width=width, value=value, wraps=wraps)


COLUMNS = (
    _column("번호", "No.", 6, lambda w: w.finding.number),
    _column("판정", "Verdict", 11, lambda w: w.verdict),
    _column("심의상 지위", "Standing", 18, lambda w: w.standing),
    _column("분야", "Topic", 10, lambda w: w.topic),
    _column("지적 내용", "Finding", 48, lambda w: w.headline, wraps=True),
    _column("의견(안)", "Suggested opinion", 60, lambda w: w.opinion, wraps=True),
    _column("위원 판단", "Decision", 11, lambda w: w.decision),
    _column("위원 의견", "Member's opinion", 40, lambda w: "\n".join(w.said), wraps=True),
    _column("측정", "Measured", 11, lambda w: w.measured),
    _column("기준", "Required", 11, lambda w: w.required),
    _column("측정값", "Value", 10, lambda w: w.value),
    _column("단위", "Unit", 7, lambda w: w.unit),
    _column("참고값", "Reference", 24, lambda w: w.reference, wraps=True),
    _column("참고값 초과", "Beyond the reference", 12, lambda w: w.beyond),
    _column("근거 조항", "Clause", 26, lambda w: w.cite, wraps=True),
    _column("효력", "Force", 13, lambda w: w.force),
    _column("지적 근거", "Basis", 11, lambda w: w.basis),
    _column("층", "Storey", 8, lambda w: w.storey),
    _column("위치", "Place", 22, lambda w: w.place, wraps=True),
    _column("도면", "Sheet", 22, lambda w: w.sheet, wraps=True),
    _column("도면·레이어·핸들", "Sheet, layer, handle", 26, lambda w: w.sources, wraps=True),
    _column("대상", "Subject", 16, lambda w: w.subjects, wraps=True),
    _column("확인 단계", "Stage", 14, lambda w: w.stage),
    _column("조건", "Condition", 22, lambda w: w.shown_at, wraps=True),
    _column("피난·접근성", "Egress", 32, lambda w: w.egress, wraps=True),
    _column("비고", "Note", 40, lambda w: w.note, wraps=True),
    _column("X (m)", "X (m)", 9, lambda w: w.x_m),
    _column("Y (m)", "Y (m)", 9, lambda w: w.y_m),
    _column("규칙", "Rule", 9, lambda w: w.finding.rule or ""),
    _column("지적 ID", "Finding id", 12, lambda w: w.finding.id),
    _column("조항 ID", "Clause id", 22, lambda w: w.finding.clause),
    _column("보안 유의", "Security", 9, lambda w: "■" if w.finding.is_sensitive else ""),
)
