"""The administrator's guide names what there is: settings, commands, metrics, units."""

import re
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry
from typer.main import get_command

from app.cli.commands import app as commands
from app.config import ServiceSettings
from app.db import Database
from app.web.metrics import JobNumbers
from app.web.observed import Observed

ROOT = Path(__file__).parents[3]
GUIDE = (ROOT / "docs" / "administration.md").read_text("utf-8")
UNITS = sorted((ROOT / "deploy" / "systemd").glob("*.service"))


def settings():
    return {f"CPTED_{name}".upper() for name in ServiceSettings.model_fields}


def test_every_setting_stands_in_the_guide_and_no_other():
    table = GUIDE.partition("## Settings")[2].partition("\n## ")[0]
    named = set(re.findall(r"`(CPTED_[A-Z_]+)`", table))
    assert named == settings()


def test_every_metric_stands_in_the_guide(tmp_path):
    registry = CollectorRegistry()
    Observed(lambda *_: None, registry=registry)
    database = Database(f"sqlite:///{tmp_path / 'x.sqlite'}")
    registry.register(JobNumbers(database, lost_s=30))
    names = {metric.name for metric in registry.collect()} | {"cpted_jobs"}
    assert len(names) > 3
    assert {name for name in names if name not in GUIDE} == set()
    database.close()


def test_commands_of_the_guide_are_commands():
    known = set(get_command(commands).commands)
    lines = [line for line in GUIDE.splitlines() if line.startswith("    ")]
    fenced = "\n".join(x for x in lines if "systemctl" not in x and "createdb" not in x)
    named = set(re.findall(r"\bcpted ([a-z]+)\b", fenced)) | set(
        re.findall(r"`cpted ([a-z]+)", GUIDE)
    )
    assert named - known == set()
    assert {"serve", "worker", "backup", "restore", "rerun"} <= named


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_unit_gives_up_what_is_not_needed(path):
    unit = path.read_text("utf-8")
    for line in (
        "User=cpted",
        "NoNewPrivileges=yes",
        "CapabilityBoundingSet=",
        "ProtectSystem=strict",
        "SystemCallFilter=@system-service",
        "RestrictNamespaces=user net",
    ):
        assert f"\n{line}\n" in unit
    stop = int(re.search(r"^TimeoutStopSec=(\d+)$", unit, re.M)[1])
    assert stop > ServiceSettings().drain_seconds + 20
    for name in re.findall(r"\b(CPTED_[A-Z_]+)=", unit):
        assert name in settings()


def test_settings_file_and_container_name_settings_there_are():
    for path in (ROOT / "deploy" / "cpted.env", ROOT / "Containerfile"):
        named = set(re.findall(r"\b(CPTED_[A-Z_]+)=", path.read_text("utf-8")))
        assert named
        assert named <= settings()


def test_units_differ_only_in_what_they_start():
    hardening = {path.read_text("utf-8").partition("# --- what it may do")[2] for path in UNITS}
    assert len(hardening) == 1
    started = {re.search(r"^ExecStart=\S+/cpted (.*)$", p.read_text(), re.M)[1] for p in UNITS}
    assert started == {"serve", "serve --web-only", "worker"}
