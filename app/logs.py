"""The service's log: one JSON object a line, of what happened and never of who or what is in it.

People stand in it by their id, requests by the pattern of their route: no names, no addresses, no
titles, no names of files.
"""

import logging
import re
import sys
import traceback
from typing import Any, Literal

import structlog
from structlog.typing import EventDict, Processor

_QUIET = ("uvicorn.access",)
"""Their lines hold addresses with what people typed; app.web.observed writes its own."""

_ERROR = re.compile(r"(?:[a-z_][\w]*\.)*[A-Z]\w*(?=: |$)", re.ASCII)
_SHARED: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.stdlib.PositionalArgumentsFormatter(),
)


def set_up(form: Literal["auto", "json", "text"], level: str) -> None:
    """Have everything that is logged in this process written to standard error in one form.

    Args:
        form: JSON, or text to be read on a terminal; auto: whichever fits where it goes.
    """
    if form == "auto":
        form = "text" if sys.stderr.isatty() else "json"
    last: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    ending: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if form == "json":
        ending.append(_traced)
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_SHARED, processors=[*ending, last]
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in ("uvicorn", "uvicorn.error", "dbos"):
        other = logging.getLogger(name)
        other.handlers[:] = []
        other.propagate = True
    for name in _QUIET:
        logging.getLogger(name).disabled = True


def logger(name: str) -> structlog.stdlib.BoundLogger:
    """A logger of the standard library that takes what it tells as named values."""
    wrapped: structlog.stdlib.BoundLogger = structlog.wrap_logger(
        logging.getLogger(name),
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    return wrapped


def frames(lines: str) -> str:
    """Of a traceback in words, its places and the kinds of errors: not what the errors say.

    What an error says often quotes what it stumbled over, such as a layer's or a file's name.
    """
    kept = []
    for line in lines.splitlines():
        if line.startswith(('  File "', "Traceback (", "Fatal Python error")):
            kept.append(line)
        elif found := _ERROR.match(line):
            kept.append(found[0])
    return "\n".join(kept)


def _traced(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """A traceback as its frames and the kinds of its errors."""
    found = event.pop("exc_info", None)
    if found is True:
        found = sys.exc_info()
    elif isinstance(found, BaseException):
        found = (type(found), found, found.__traceback__)
    if found and found[1] is not None:
        event["exception"] = frames("".join(traceback.format_exception(*found)))
    return event
