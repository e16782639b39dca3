"""One service for each data folder, where SQLite is the database."""

import fcntl
from pathlib import Path
from typing import IO

from app import faults
from app.errors import ConfigurationError


def locked(folder: Path) -> IO[str]:
    """The folder's lock, held until it is closed.

    Raises:
        ConfigurationError: another process holds it.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = (folder / "lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise ConfigurationError(faults.folder_in_use(str(folder))) from error
    return lock
