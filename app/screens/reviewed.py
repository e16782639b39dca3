"""A site as it was reviewed, made again of its assessment.json."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from app.exports.review_folder import ReviewFolder, review_of
from cpted_rules.analysis.scene.planting import Season
from cpted_rules.photometry import LampAttitude, Photometry, TiltTable
from cpted_rules.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """A review read back, with the candela tables its light was computed from."""

    review: ReviewFolder
    photometry: dict[str, Photometry]

    def site(self, season: Season = Season.LEAF_ON) -> Site:
        """The site in a season."""
        assessment = self.review.assessment
        return Site(
            self.review.plan,
            assessment.facts,
            settings=assessment.settings,
            photometry=self.photometry,
            season=season,
        )


def reviewed(content: bytes, raw: dict[str, Any]) -> Reviewed:
    """The review of an assessment.json.

    Args:
        raw: the same, parsed.

    Raises:
        AssessmentError: it is no such file.
    """
    review = review_of(content)
    return Reviewed(
        review=review, photometry={t["name"]: _table(t) for t in raw.get("photometry", [])}
    )


def _table(raw: dict[str, Any]) -> Photometry:
    tilt = raw["tilt"]
    return Photometry(
        name=raw["name"],
        c_deg=np.array(raw["c_deg"], dtype=np.float64),
        gamma_deg=np.array(raw["gamma_deg"], dtype=np.float64),
        candela=np.array(raw["candela"], dtype=np.float64),
        lumens=None,
        tilt=tilt
        and TiltTable(
            # how the lamp lies was accounted for by the factors, which is all that is read of it
            attitude=LampAttitude.HORIZONTAL_TILTS,
            tilt_deg=np.array(tilt["tilt_deg"], dtype=np.float64),
            factor=np.array(tilt["factor"], dtype=np.float64),
        ),
    )
