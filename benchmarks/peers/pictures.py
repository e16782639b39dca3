"""Figures by matplotlib, plans by ezdxf's own frontend, pages by plain WeasyPrint."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.suite.trial import PeerMissingError
from benchmarks.suite.versions import packages

Floats = NDArray[np.float64]
Line = Sequence[tuple[float, float]]

RESOLUTION_DPI = 200
MM_PER_INCH = 25.4


def heat_map(
    out: Path,
    field: Floats,
    lines: Sequence[Line],
    *,
    width_mm: float,
    height_mm: float,
    extent: Sequence[float] | None = None,
    window: Sequence[float] | None = None,
) -> None:
    """A field under linework as PNG.

    Args:
        field: shape (rows, columns), from the south; NaN where there is nothing.
        lines: over it, in the units of `extent`.
        extent: west, east, south, north of the field; None counts cells.
        window: west, south, east, north of what is shown; all where None.
    """
    try:
        import matplotlib as mpl
    except ImportError as error:
        raise PeerMissingError("matplotlib (dependency group bench)") from error
    mpl.use("Agg")
    from matplotlib import pyplot as plt
    from matplotlib.collections import LineCollection

    figure, axes = plt.subplots(figsize=(width_mm / MM_PER_INCH, height_mm / MM_PER_INCH))
    box = None if extent is None else (extent[0], extent[1], extent[2], extent[3])
    axes.imshow(field, origin="lower", cmap="viridis", extent=box)
    axes.add_collection(LineCollection(lines, linewidths=0.2, colors="k"))
    if window is not None:
        axes.set_xlim(window[0], window[2])
        axes.set_ylim(window[1], window[3])
    figure.savefig(out, dpi=RESOLUTION_DPI)
    plt.close(figure)


def document_of(path: Path) -> Any:
    """A drawing for `drawn`."""
    from ezdxf.filemanagement import readfile

    return readfile(path)


def drawn(document: Any) -> str:
    """The model space of a drawing as SVG on A3."""
    from ezdxf.addons.drawing import Frontend, RenderContext, layout, svg

    backend = svg.SVGBackend()
    Frontend(RenderContext(document), backend).draw_layout(document.modelspace())
    page = layout.Page(0, 0, layout.Units.mm, max_width=420, max_height=297)
    return str(backend.get_string(page, settings=layout.Settings(fit_page=True)))


def pages(html: str, base: Path, style: Path) -> bytes:
    """A report as PDF."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    sheet = CSS(filename=str(style), font_config=fonts)
    document = HTML(string=html, base_url=f"{base.absolute()}/")
    return bytes(document.write_pdf(stylesheets=[sheet], font_config=fonts) or b"")


def matplotlib_versions() -> dict[str, str]:
    """Of matplotlib."""
    return packages(("matplotlib",))


def weasyprint_versions() -> dict[str, str]:
    """Of WeasyPrint."""
    return packages(("weasyprint",))
