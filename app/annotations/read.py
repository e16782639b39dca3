"""A returned file, read in a limited child process whatever it is."""

from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import ValidationError

from app import sandbox
from app.annotations import faults
from app.annotations.faults import ReturnedError
from app.annotations.returned import Returned
from app.errors import LimitError, ReportedError

BOUNDS = sandbox.Bounds(cpu_s=120, wall_s=180, memory_bytes=2 << 30, file_bytes=256 << 20)
"""What reading one file may use."""


def read_returned(path: Path, *, bounds: sandbox.Bounds = BOUNDS) -> Returned:
    """What a returned PDF, XFDF or review.dxf holds.

    Raises:
        ReturnedError: it is none of these, locked, damaged or too large.
        LimitError: reading it needed more time or memory than it may have.
        OSError: there is no such file.
    """
    path.stat()
    with TemporaryDirectory(prefix="cpted-returned-") as folder:
        result = Path(folder) / "returned.json"
        arguments = {"path": str(path.resolve()), "name": path.name, "result": str(result)}
        try:
            sandbox.run("app.annotations.child:read", arguments, bounds=bounds)
            return Returned.model_validate_json(result.read_bytes())
        except ReportedError as error:
            raise ReturnedError(*error.faults) from error
        except LimitError as error:
            if error.faults[0].code == "limit/crash":
                raise ReturnedError(faults.damaged(path.name, "crash")) from error
            raise
        except ValidationError as error:
            raise ReturnedError(faults.damaged(path.name, "values")) from error
