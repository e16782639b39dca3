"""What is committed installs anywhere: locks carry no address, scripts no path of one machine."""

import json
import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

ADDRESS = re.compile(
    r"\b(?:https?|ftp|git\+\w+|file)://\S+|--(?:extra-)?index-url|--find-links", re.IGNORECASE
)
# An absolute path, other than those that every Unix has.
MACHINE_PATH = re.compile(
    r"(?:^|[\s\"'=:(])/(?!(?:usr|bin|dev|etc|proc|path/to)/)\w[\w.-]*/\w", re.MULTILINE
)

HOUSE = (
    "requirements/",
    "scripts/",
    ".ci/",
    "setup.sh",
    "Makefile",
    "pyproject.toml",
    "app/web/.npmrc",
)
PACKAGE_LOCK = "app/web/package-lock.json"


def committed() -> list[str]:
    """Paths git knows or would take, or all that is there. [relative to the root]"""
    if shutil.which("git") and (ROOT / ".git").exists():
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        return [path for path in listed.stdout.split("\0") if path and (ROOT / path).is_file()]
    paths = []
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in {".git", ".venv", "node_modules"}]
        paths += [str((Path(folder) / name).relative_to(ROOT)) for name in files]
    return paths


HOUSE_FILES = sorted(path for path in committed() if path.startswith(HOUSE))


def test_the_house_is_complete() -> None:
    expected = {
        "pyproject.toml",
        "setup.sh",
        "Makefile",
        ".ci/run",
        "requirements/app.txt",
        "requirements/build.txt",
        "requirements/dev.txt",
    }
    assert expected <= set(HOUSE_FILES)


@pytest.mark.parametrize("path", HOUSE_FILES)
def test_a_file_of_the_house_names_no_address(path: str) -> None:
    assert ADDRESS.findall((ROOT / path).read_text("utf-8")) == []


@pytest.mark.parametrize("path", HOUSE_FILES)
def test_a_file_of_the_house_names_no_path_of_a_machine(path: str) -> None:
    assert MACHINE_PATH.findall((ROOT / path).read_text("utf-8")) == []


def test_every_locked_python_package_has_a_hash() -> None:
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        entries = re.split(r"\n(?=\S)", lock.read_text("utf-8").strip())
        packages = [entry for entry in entries if not entry.startswith("#")]
        without = [entry for entry in packages if "--hash=sha256:" not in entry]
        assert packages
        assert without == [], lock.name


def test_the_development_lock_holds_the_pins_of_the_application_lock() -> None:
    def pins(name: str) -> set[str]:
        text = (ROOT / "requirements" / name).read_text("utf-8")
        return set(re.findall(r"^[\w.-]+==[^\\\n]+", text, re.MULTILINE))

    assert pins("app.txt") <= pins("dev.txt")


def test_every_declared_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    declared = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    names = {re.split(r"[^\w.-]", line)[0].lower() for line in declared}
    lock = (ROOT / "requirements" / "dev.txt").read_text("utf-8")
    assert names <= set(re.findall(r"^([\w.-]+)==", lock, re.MULTILINE))


def test_the_lock_of_the_web_packages_says_nothing_of_where_they_came_from() -> None:
    lock = json.loads((ROOT / PACKAGE_LOCK).read_text("utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    for name, entry in packages.items():
        assert "resolved" not in entry, name
        assert entry["integrity"].startswith("sha512-"), name


def test_the_web_packages_are_pinned_exactly() -> None:
    manifest = json.loads((ROOT / "app/web/package.json").read_text("utf-8"))
    for group in ("dependencies", "devDependencies"):
        for name, version in manifest.get(group, {}).items():
            assert re.fullmatch(r"\d+\.\d+\.\d+", version), name


def test_no_lock_that_carries_addresses_is_committed() -> None:
    names = {Path(path).name for path in committed()}
    assert not {
        name for name in names if name == "uv.lock" or re.fullmatch(r"pylock.*\.toml", name)
    }
