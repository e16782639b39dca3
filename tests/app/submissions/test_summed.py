"""What the service keeps of a submission: its facts, its place, its files by digest."""

from hashlib import sha256
from pathlib import Path

import pytest

from app.submissions.load import opened
from app.submissions.summed import facts_of, parcel_of

SAMPLE = Path(__file__).parents[3] / "sample_plans" / "multiplex" / "deficient"


@pytest.mark.parametrize(
    ("address", "parcel"),
    [
        ("서울특별시 용산구 한강로동 12-3", "한강로동 12-3"),
        ("가상특별시 한강구 여울동 45-6 외 2필지", "여울동 45-6"),
        ("부암동 산 12-1번지", "부암동 산12-1"),
        ("경기도 가상군 물안리 7, 8", "물안리 7"),
        ("서울 용산구 한강대로 23", ""),  # a road and a building number
        ("", ""),
    ],
)
def test_parcel_is_taken_from_the_address(address, parcel):
    assert parcel_of(address) == parcel


def test_facts_are_those_of_the_submission():
    with opened(SAMPLE) as filing:
        facts = facts_of(filing)
    assert (facts.district, facts.parcel, facts.stage) == ("한강구", "여울동 45-6", "permit")
    assert (facts.uses, facts.households, facts.floors_above) == (("multiplex_house",), 8, 5)
    # EPSG:5186 has 127 E, 38 N at 200 000, 600 000: this is 1.36 km west, 48.13 km south of it.
    assert facts.longitude == pytest.approx(127 - 1.36 / 88.2, abs=1e-3)
    assert facts.latitude == pytest.approx(38 - 48.13 / 111.0, abs=1e-3)
    by_path = {f.path: f for f in facts.files}
    yaml = (SAMPLE / "submission.yaml").read_bytes()
    assert by_path["submission.yaml"].sha256 == sha256(yaml).hexdigest()
    assert by_path["submission.yaml"].bytes == len(yaml)
