"""What holds for every test: one folder for all processes of a run, less garbage to look for."""

import gc
import os

import pytest

from app.child import SELDOM
from tests.made_once import SHARED

gc.set_threshold(*SELDOM)


def pytest_collection_finish() -> None:
    """What is imported and collected stays: looking through it again took half of the time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Where `made_once` keeps things; pytest-xdist gives each process a folder below one."""
    own = tmp_path_factory.getbasetemp()
    place = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "made-once"
    place.mkdir(exist_ok=True)
    os.environ[SHARED] = str(place)
