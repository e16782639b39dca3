"""The database of the service whose settings are in the environment, for commands."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.db import Database


@contextmanager
def database() -> Iterator["Database"]:
    """The database, brought to the present form; let go of at the end."""
    from app.config import load_settings
    from app.db import Database

    settings = load_settings()
    settings.data_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = Database(settings.database)
    try:
        found.migrate()
        yield found
    finally:
        found.close()
