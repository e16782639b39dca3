"""Everything a service keeps in one file, portable between databases and stores of files."""

from app.backup.restore import restore
from app.backup.write import backup

__all__ = ["backup", "restore"]
