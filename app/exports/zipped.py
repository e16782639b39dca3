"""Files as one ZIP with the same bytes every time: fixed dates, one way of pressing."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first date a ZIP can state."""

READABLE_BY_ALL = 0o644 << 16


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A ZIP of some files, in the order given."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = READABLE_BY_ALL
            entry.create_system = 3
            archive.writestr(entry, content)
    return target.getvalue()


def zipped_again(content: bytes) -> bytes:
    """A ZIP that another program wrote: the same files in the same order, without its dates."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()})
