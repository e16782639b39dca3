"""A photometric file as it was understood, for programs and people."""

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from app.errors import Words
from cpted_rules.photometry import Photometry, flux_lm


class PhotometryFile(BaseModel):
    """What one IES or EULUMDAT file says, and how it was understood."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: str
    format: str
    luminaire: str
    maker: str
    c_planes: int = Field(description="Planes of the table, the full circle.")
    gamma_deg: tuple[float, float] = Field(description="From straight down, first and last.")
    peak_cd: float
    peak_c_deg: float
    peak_gamma_deg: float
    lamp_lm: float | None = Field(description="As stated; None for absolute photometry.")
    flux_lm: float = Field(description="Of the luminaire, integrated over the table.")
    watts: float | None
    c0_along: str | None = Field(description="The side that lies along C0, as the file names it.")
    opening_m: tuple[float, float, float] | None = Field(
        description="Luminous opening along C0, along C90, and its height."
    )
    remarks: tuple[Words, ...]


def photometry_file(table: Photometry) -> PhotometryFile:
    """The account of a candela table."""
    plane, angle = np.unravel_index(int(np.argmax(table.candela)), table.candela.shape)
    opening = table.opening
    return PhotometryFile(
        file=table.name,
        format=table.format.value if table.format else "",
        luminaire=table.luminaire,
        maker=table.maker,
        c_planes=len(table.c_deg) - 1,
        gamma_deg=(float(table.gamma_deg[0]), float(table.gamma_deg[-1])),
        peak_cd=round(float(table.candela[plane, angle]), 1),
        peak_c_deg=float(table.c_deg[plane]),
        peak_gamma_deg=float(table.gamma_deg[angle]),
        lamp_lm=table.lumens,
        flux_lm=round(flux_lm(table), 1),
        watts=table.watts,
        c0_along=table.c0_along.value if table.c0_along else None,
        opening_m=(opening.along_c0_m, opening.along_c90_m, opening.height_m) if opening else None,
        remarks=tuple(Words.of(remark.text) for remark in table.remarks),
    )
