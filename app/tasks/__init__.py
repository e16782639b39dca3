"""What the service has done in a child process, named by strings such as `app.tasks:review`."""

from app.tasks.submission import check, review

__all__ = ["check", "review"]
