#!/bin/sh
# Writes requirements/*.txt: hashed pins for every Python version and platform, without addresses.
#
#   sh scripts/lock.sh                    keeps the pins that still fit
#   sh scripts/lock.sh --upgrade          takes the newest that fit
#   sh scripts/lock.sh --upgrade-package shapely
set -eu
cd "$(dirname "$0")/.."

uv=.venv/bin/uv
[ -x "$uv" ] || uv=uv # any uv will do for the very first lock

lock() {
    out=$1
    shift
    "$uv" pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 "$@" -o "$out"
}

lock requirements/build.txt requirements/build.in "$@"
lock requirements/app.txt pyproject.toml --extra dwg --extra postgres --extra s3 "$@"
lock requirements/ifc.txt pyproject.toml --extra dwg --extra postgres --extra s3 --extra ifc --constraints requirements/app.txt "$@"
# dev.txt is held to the pins of app.txt, so that what is tested is what runs
lock requirements/dev.txt pyproject.toml --all-extras --group dev --constraints requirements/app.txt "$@"
lock requirements/bench.txt pyproject.toml --all-extras --group dev --group bench --constraints requirements/dev.txt "$@"

if grep -nE '(https?|file)://' requirements/*.txt; then
    echo "lock: an address got into the lock" >&2
    exit 1
fi
