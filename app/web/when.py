"""Times as people in Seoul read them."""

from datetime import datetime, timedelta, timezone

SEOUL = timezone(timedelta(hours=9), "KST")


def seoul(moment: datetime | None, *, seconds: bool = False) -> str:
    """The minute, such as 2026-10-05 09:00, or the second; "" for None."""
    form = "%Y-%m-%d %H:%M:%S" if seconds else "%Y-%m-%d %H:%M"
    return moment.astimezone(SEOUL).strftime(form) if moment else ""
