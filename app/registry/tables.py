"""The index of findings: what of every filed round can be searched and counted."""

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class IndexedRow(Base):
    """A finding of a filed round, in the words it is looked for by."""

    __tablename__ = "indexed_findings"

    case_id: Mapped[str] = mapped_column(
        ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True
    )
    round: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[str] = mapped_column(String(64), index=True)
    digest: Mapped[str] = mapped_column(String(64))  # of the assessment it was taken from
    rule: Mapped[str] = mapped_column(String(20), default="", index=True)
    clause: Mapped[str] = mapped_column(String(80), index=True)
    cite_ko: Mapped[str] = mapped_column(String(300))
    cite_en: Mapped[str] = mapped_column(String(300))
    verdict: Mapped[str] = mapped_column(String(20), index=True)
    basis: Mapped[str] = mapped_column(String(20), default="")
    headline_ko: Mapped[str] = mapped_column(Text)
    headline_en: Mapped[str] = mapped_column(Text)
