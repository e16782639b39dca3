"""A service on a folder of its own, reached over HTTP by people of every role."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.config import ServiceSettings
from app.main import create_app
from tests.app.service.postgres import Cluster, cluster, programs
from tests.app.service.running import Archives, Running, running_on

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def archives() -> type[Archives]:
    return Archives


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A PostgreSQL server of this run of the tests."""
    folder = programs()
    if folder is None:
        pytest.skip("no PostgreSQL server on this machine: apt-get install postgresql")
    with cluster(folder) as running_cluster:
        yield running_cluster


@pytest.fixture(scope="session")
def stand_ins() -> Path:
    """The folder children import stand_ins from."""
    return HERE


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A service whose reviews a stand-in makes; one for each module, as starting takes a second."""
    settings = ServiceSettings(
        data_folder=tmp_path_factory.mktemp("service"),
        upload_bytes=1 << 20,
        unpacked_bytes=4 << 20,
        memory_bytes=1 << 30,
    )
    app = create_app(settings, review_entry="stand_ins:review", import_from=(HERE,))
    with running_on(app, settings) as service:
        yield service


@pytest.fixture
def failing(service: Running) -> Iterator[Callable[[str], dict[str, Any]]]:
    """The status after a review that does what the named stand-in does."""
    does = service.folder / "work" / "does"
    does.parent.mkdir(exist_ok=True)

    def review(name: str) -> dict[str, Any]:
        does.write_text(name)
        return service.reviewed()

    yield review
    does.unlink()


@pytest.fixture(scope="session")
def running() -> Callable[..., Any]:
    """To start a service of a module's own: `with running(app, settings) as service:`."""
    return running_on
