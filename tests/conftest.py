"""What holds for every test: the folder that the processes of one run share."""

import os

import pytest

from tests.made_once import SHARED


@pytest.fixture(scope="session", autouse=True)
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Where `made_once` keeps things; pytest-xdist gives each process a folder below one."""
    own = tmp_path_factory.getbasetemp()
    place = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "made-once"
    place.mkdir(exist_ok=True)
    os.environ[SHARED] = str(place)
