"""The review copy: the report with marks, an opinion form and all that brings them home again."""

from app.reports.review_copy.asks import Ask, asks_of, expert_fields
from app.reports.review_copy.places import placed_figures
from app.reports.review_copy.sent import Sent
from app.reports.review_copy.write import ReviewCopy, manifest_of, review_copy

__all__ = [
    "Ask",
    "ReviewCopy",
    "Sent",
    "asks_of",
    "expert_fields",
    "manifest_of",
    "placed_figures",
    "review_copy",
]
