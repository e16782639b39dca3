"""Pictures of the places that changes are about, cut out of the returned PDF in a child process."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pypdfium2

from app import sandbox
from app.annotations.changes import Preview
from app.annotations.child import Progress
from app.annotations.read import BOUNDS
from app.annotations.returned import Form
from app.annotations.shape import extent

MARGIN_PT = 40.0
DOTS_PER_PT = 2.0
LARGEST_PT = 600.0
MOST = 500


def pictures(file: Path, preview: Preview, folder: Path) -> dict[str, str]:
    """Names of the PNG files written to the folder, by the keys of the changes.

    Raises:
        LimitError: drawing needed more time or memory than it may have.
        OSError: the folder cannot be written.
    """
    if preview.form is not Form.PDF:
        return {}
    in_file = {sent: came for came, sent in preview.pages}
    wanted: list[dict[str, Any]] = []
    names: dict[str, str] = {}
    for change in preview.changes:
        mark = change.after or change.before
        if mark is None or mark.page not in in_file or len(wanted) >= MOST:
            continue
        names[change.key] = f"change-{len(wanted) + 1}.png"
        place = {"page": in_file[mark.page], "rect": extent(mark), "name": names[change.key]}
        wanted.append(place)
    folder.mkdir(parents=True, exist_ok=True)
    arguments = {"path": str(file.resolve()), "folder": str(folder.resolve()), "places": wanted}
    sandbox.run("app.annotations.pictures:draw", arguments, bounds=BOUNDS)
    return names


def draw(arguments: dict[str, Any], _progress: Progress) -> int:
    """Write a picture of each place, with the marks on it; how many. For a child process."""
    folder = Path(arguments["folder"])
    with closing(pypdfium2.PdfDocument(arguments["path"])) as document:
        document.init_forms()
        for place in arguments["places"]:
            with closing(document[place["page"]]) as page:
                drawn = page.render(scale=DOTS_PER_PT, crop=_crop(page, place["rect"]))
                drawn.to_pil().save(folder / place["name"])
    return len(arguments["places"])


def _crop(page: Any, rect: list[float]) -> tuple[float, float, float, float]:
    """What is cut off at the left, bottom, right and top of the page as it is shown. [pt]"""
    wide, high = page.get_size()
    if page.get_rotation():  # the place is of the page unturned: then the whole page is shown
        return (0, 0, 0, 0)
    x, y = (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2
    half_wide = min((rect[2] - rect[0]) / 2 + MARGIN_PT, LARGEST_PT / 2)
    half_high = min((rect[3] - rect[1]) / 2 + MARGIN_PT, LARGEST_PT / 2)
    left, bottom = max(0.0, x - half_wide), max(0.0, y - half_high)
    right, top = max(0.0, wide - x - half_wide), max(0.0, high - y - half_high)
    if left + right >= wide - 1 or bottom + top >= high - 1:  # beside the page
        return (0, 0, 0, 0)
    return (left, bottom, right, top)
