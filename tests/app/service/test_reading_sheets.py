"""How a sheet's misfit on the site is said."""

import pytest

from app.web.reading_sheets import FITS_M, FITS_WELL_M, misfit


@pytest.mark.parametrize(
    ("residual_m", "size", "fits", "doubtful"),
    [
        (0.005, "5\u2009mm", "잘 맞음", False),
        (FITS_WELL_M, "20\u2009mm", "잘 맞음", False),
        (FITS_WELL_M + 0.001, "21\u2009mm", "대체로 맞음", False),
        (FITS_M, "50\u2009mm", "대체로 맞음", False),
        (FITS_M + 0.001, "51\u2009mm", "확인 필요", True),
        (1.2, "1,200\u2009mm", "확인 필요", True),
    ],
)
def test_misfit_is_judged_by_its_size(residual_m, size, fits, doubtful):
    said = misfit(residual_m)
    assert (said.size, said.fits.ko, said.doubtful) == (size, fits, doubtful)
