"""Settings that would be unsafe are refused before anything starts."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from app.config import ServiceSettings, load_settings
from app.errors import ConfigurationError
from app.jobs import locked
from app.main import serve


def test_defaults_listen_on_this_machine_only():
    settings = ServiceSettings()
    assert settings.host == "127.0.0.1"
    assert settings.worker_concurrency == 1
    assert settings.database.startswith("sqlite:///")


def test_environment_sets_fields(monkeypatch, tmp_path):
    monkeypatch.setenv("CPTED_DATA_FOLDER", str(tmp_path))
    monkeypatch.setenv("CPTED_ALLOWED_HOSTS", "review.example.kr, localhost")
    settings = ServiceSettings()
    assert settings.data_folder == tmp_path
    assert settings.allowed_hosts == ("review.example.kr", "localhost")


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [
        ("host", "0.0.0.0", "CPTED_OPEN_TO_NETWORK"),
        ("host", "review.example.kr", "CPTED_OPEN_TO_NETWORK"),
        ("allowed_hosts", ("*",), "CPTED_OPEN_TO_NETWORK"),
        ("memory_bytes", (512 << 20) - 1, "536870912"),
        ("upload_bytes", 0, "1048576"),
        ("zip_files", 0, "1"),
        ("worker_concurrency", 0, "1"),
        ("unpacked_bytes", 199 << 20, "upload_bytes"),
        ("database_url", "mysql://db", "sqlite"),
        ("executor_id", "", "pattern"),
        ("data_folder", "/", "root"),
        ("data_folder", str(Path.home()), "home"),
    ],
)
def test_unsafe_values_are_refused_with_a_reason(field, value, word):
    with pytest.raises(ValidationError, match=word):
        ServiceSettings(**{field: value})


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_addresses_of_this_machine_are_taken(host):
    assert ServiceSettings(host=host).host == host


def test_network_may_be_opened_on_purpose_behind_a_certificate():
    settings = ServiceSettings(host="0.0.0.0", open_to_network=True, https=True)
    assert settings.host == "0.0.0.0"


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"open_to_network": True}, "CPTED_HTTPS"),
        ({"trusted_proxies": ("*",)}, "trusted_proxies"),
        ({"https": True, "public_url": "http://review.example.kr"}, "https://"),
        ({"public_url": "https://review.example.kr/cpted"}, "public_url"),
        ({"smtp_host": "mail.example.kr", "smtp_from": "a@example.kr"}, "CPTED_PUBLIC_URL"),
        ({"smtp_user": "cpted"}, "CPTED_SMTP_PASSWORD"),
    ],
)
def test_unsafe_combinations_are_refused_with_a_reason(fields, word):
    with pytest.raises(ValidationError, match=word):
        ServiceSettings(**fields)


def test_wrong_setting_is_named_by_its_variable(monkeypatch):
    monkeypatch.setenv("CPTED_UPLOAD_BYTES", "many")
    with pytest.raises(ConfigurationError) as caught:
        load_settings()
    (fault,) = caught.value.faults
    assert fault.where == "CPTED_UPLOAD_BYTES"
    assert fault.found.en == "'many'"
    assert "integer" in fault.expected.en


def test_serving_the_network_is_refused_before_anything_starts(tmp_path):
    settings = ServiceSettings(data_folder=tmp_path / "data")
    with pytest.raises(ConfigurationError, match="CPTED_OPEN_TO_NETWORK"):
        serve("0.0.0.0", None, settings)
    assert not settings.data_folder.exists()


def test_folder_in_use_is_said_before_the_server_starts(tmp_path):
    settings = ServiceSettings(data_folder=tmp_path)
    with locked(tmp_path), pytest.raises(ConfigurationError) as caught:
        serve(None, None, settings)
    assert caught.value.faults[0].where == str(tmp_path)
