"""Settings of the service, from the environment; no limit can be switched off."""

from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.errors import ConfigurationError
from cpted_rules.errors import Fault
from cpted_rules.text import Text, same

MIB = 1 << 20
GIB = 1 << 30


class ServiceSettings(BaseSettings):
    """How this service runs. Every field is an environment variable: `CPTED_DATA_FOLDER`, …"""

    model_config = SettingsConfigDict(env_prefix="CPTED_", frozen=True, validate_default=True)

    data_folder: Path = Field(
        default=Path("var"), description="Where the database and all files are kept."
    )
    database_url: str = Field(
        default="", description="SQLAlchemy URL; empty: SQLite in the data folder."
    )
    jobs_database_url: str = Field(
        default="", description="URL of the job engine's database; empty: beside the other one."
    )

    blobs_url: str = Field(
        default="", description="Where files are kept: s3://BUCKET/PREFIX, file:///…, or empty."
    )
    blobs_cache_bytes: int = Field(default=4 * GIB, ge=64 * MIB, le=1 << 40)

    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8000, ge=0, le=65535)
    open_to_network: bool = Field(
        default=False,
        description="Required to listen on anything but this machine; needs CPTED_HTTPS.",
    )
    https: bool = Field(
        default=False,
        description="Browsers reach the service over HTTPS, by a proxy in front of it: the "
        "session's cookie is then sent over HTTPS only.",
    )
    public_url: str = Field(
        default="",
        pattern=r"^(https?://[^/\s?#@]+)?$",
        description="Address people reach the service by, for links in letters; without a path.",
    )
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Addresses of proxies whose X-Forwarded-For is believed, separated by commas.",
    )
    requests_per_minute: int = Field(
        default=600,
        ge=30,
        le=100_000,
        description="Of one person, or of one address where nobody is signed in; each process "
        "counts by itself.",
    )
    smtp_host: str = Field(
        default="", description="Server that takes letters; empty: links are shown, not sent."
    )
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_user: str = Field(default="", description="Name to sign in to it with; empty: none.")
    smtp_password: SecretStr = Field(default=SecretStr(""))
    smtp_from: str = Field(default="", description="Sender of letters.")
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=("127.0.0.1", "localhost", "[::1]"),
        description="Host names under which the service answers, separated by commas.",
    )

    upload_bytes: int = Field(default=200 * MIB, ge=MIB, le=4 * GIB)
    zip_files: int = Field(default=2_000, ge=1, le=100_000)
    unpacked_bytes: int = Field(default=GIB, ge=MIB, le=16 * GIB)
    compression_ratio: int = Field(default=200, ge=10, le=2_000)

    wall_seconds: int = Field(default=1_800, ge=1, le=24 * 3_600)
    cpu_seconds: int = Field(default=1_800, ge=1, le=24 * 3_600)
    check_seconds: int = Field(default=60, ge=1, le=600)
    memory_bytes: int = Field(default=3 * GIB, ge=512 * MIB, le=64 * GIB)
    output_bytes: int = Field(default=2 * GIB, ge=MIB, le=16 * GIB)

    dwg_converter: str = Field(
        default="",
        description="Command (absolute path) that turns a DWG into DXF; empty: the built-in one.",
    )

    worker_concurrency: int = Field(default=1, ge=1, le=32)
    total_concurrency: int = Field(
        default=0, ge=0, le=1_000, description="Reviews at a time of all workers; 0: any number."
    )
    worker_lost_seconds: float = Field(
        default=30.0, ge=1.0, le=600.0, description="A worker silent for so long is given up."
    )
    drain_seconds: int = Field(
        default=10, ge=0, le=3_600, description="What runs may end in, when the worker is stopped."
    )
    executor_id: str = Field(
        default="cpted-1",
        pattern=r"^[a-z0-9][a-z0-9-]{0,62}$",
        description="Stable name of this worker: what it left unfinished it takes up again.",
    )

    metrics_token: str = Field(
        default="",
        pattern=r"^(|[!-~]{16,})$",
        description="Bearer token for /metrics; empty: this machine only.",
    )
    log_format: Literal["auto", "json", "text"] = Field(
        default="auto", description="auto: text on a terminal, JSON anywhere else."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(default="INFO")

    @field_validator("allowed_hosts", "trusted_proxies", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(name.strip() for name in value.split(",") if name.strip())
        return value

    @field_validator("data_folder")
    @classmethod
    def _absolute(cls, folder: Path) -> Path:
        folder = folder.expanduser().resolve()
        if folder == Path(folder.anchor) or folder == Path.home():
            raise ValueError("a folder of its own, neither the root nor the home folder")
        return folder

    @field_validator("database_url", "jobs_database_url")
    @classmethod
    def _known_database(cls, url: str) -> str:
        if url and not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
            raise ValueError("sqlite:///PATH, postgresql://… or empty")
        return url

    @field_validator("blobs_url")
    @classmethod
    def _known_store(cls, url: str) -> str:
        if url and not url.startswith(("s3://", "file:///")):
            raise ValueError("s3://BUCKET/PREFIX, file:///FOLDER or empty")
        return url

    @model_validator(mode="after")
    def _safe_together(self) -> Self:
        if not self.open_to_network and not is_this_machine(self.host):
            raise ValueError(
                f"host {self.host}: listens on 127.0.0.1 only, unless CPTED_OPEN_TO_NETWORK=true"
            )
        if "*" in self.allowed_hosts and not self.open_to_network:
            raise ValueError("allowed_hosts: name the hosts; * needs CPTED_OPEN_TO_NETWORK=true")
        if self.open_to_network and not self.https:
            raise ValueError(
                "open_to_network: passwords and cookies would cross the network unprotected; put a "
                "proxy with a certificate in front of the service and set CPTED_HTTPS=true"
            )
        if "*" in self.trusted_proxies:
            raise ValueError("trusted_proxies: name them; anybody could pretend to be a proxy")
        if self.https and self.public_url.startswith("http://"):
            raise ValueError("public_url: https://… where CPTED_HTTPS=true")
        if self.smtp_host and not (self.public_url and self.smtp_from):
            raise ValueError("smtp_host: letters need CPTED_PUBLIC_URL and CPTED_SMTP_FROM")
        if self.smtp_user and not self.smtp_password.get_secret_value():
            raise ValueError("smtp_user: needs CPTED_SMTP_PASSWORD")
        if 0 < self.total_concurrency < self.worker_concurrency:
            raise ValueError("total_concurrency: at least worker_concurrency, or 0")
        if self.database.startswith("sqlite") != self.jobs_database.startswith("sqlite"):
            raise ValueError("database_url, jobs_database_url: both SQLite or both PostgreSQL")
        if self.unpacked_bytes < self.upload_bytes:
            raise ValueError("unpacked_bytes: at least upload_bytes")
        return self

    @property
    def blobs_folder(self) -> Path:
        """Where file contents are kept, by their digest."""
        return self.data_folder / "blobs"

    @property
    def work_folder(self) -> Path:
        """Where outputs are written before they are stored."""
        return self.data_folder / "work"

    @property
    def cache_folder(self) -> Path:
        """Where copies of what lies in an object store are kept."""
        return self.data_folder / "cache"

    @property
    def is_shared(self) -> bool:
        """Whether several processes, on one machine or many, work on one PostgreSQL."""
        return not self.database.startswith("sqlite")

    @property
    def database(self) -> str:
        """URL of the database."""
        return self.database_url or f"sqlite:///{self.data_folder / 'cpted.sqlite'}"

    @property
    def jobs_database(self) -> str:
        """URL of the job engine's database; on PostgreSQL it may be the same, in its own schema."""
        if self.jobs_database_url or not self.is_shared:
            return self.jobs_database_url or f"sqlite:///{self.data_folder / 'jobs.sqlite'}"
        return self.database_url


def load_settings(**chosen: object) -> ServiceSettings:
    """The settings of the environment, with those chosen otherwise (`None`: not chosen).

    Raises:
        ConfigurationError: a value is wrong or unsafe.
    """
    try:
        return ServiceSettings.model_validate(
            ServiceSettings().model_dump() | {k: v for k, v in chosen.items() if v is not None}
        )
    except ValidationError as error:
        raise ConfigurationError(*(_fault(detail) for detail in error.errors())) from error


def _fault(detail: ErrorDetails) -> Fault:
    """A wrong setting by the name of its variable; rules that join several have none."""
    name = f"CPTED_{detail['loc'][0]}".upper() if detail["loc"] else "CPTED_…"
    return Fault(
        code="service/setting",
        where=name,
        found=same(repr(detail["input"])[:80] if detail["loc"] else "-"),
        expected=same(detail["msg"].removeprefix("Value error, ")),
        remedy=Text(
            ko="환경 변수를 고친 뒤 다시 시작하십시오. 설명: docs/administration.md",
            en="Correct the environment variable and start again; see docs/service.md",
        ),
    )


def is_this_machine(host: str) -> bool:
    """Whether a host is a loopback address."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
