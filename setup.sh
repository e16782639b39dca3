#!/bin/sh
# Makes everything the project needs, from a bare Debian machine on.
#
#   sh setup.sh        what runs it: system libraries, .venv, locked packages, the report fonts
#   sh setup.sh ifc    the same and the reader of building models (IFC), 190 MB more
#   sh setup.sh dev    all of it and the tools that test it
#   sh setup.sh bench  all that and the peers of the benchmarks
#
# Safe to run again: each step leaves a stamp in .venv and is skipped while what it was made from is unchanged.
# PYTHON=/path/to/python3 chooses the interpreter.
set -eu
cd "$(dirname "$0")"

MODE=${1:-app}
PYTHON_AT_LEAST="3.11"
STAMPS=.venv/stamps
FONTS=report_templates/fonts

say() { printf '%s\n' "setup: $*"; }
fail() {
    printf '%s\n' "setup: $1" >&2
    shift
    for line in "$@"; do printf '%s\n' "       $line" >&2; done
    exit 1
}

case "$MODE" in
app | ifc | dev | bench) ;;
*) fail "unknown argument '$MODE'" "usage: sh setup.sh [ifc | dev | bench]" ;;
esac

# --- certificates ---------------------------------------------------------------------------------------------------

# Behind a proxy with a certificate authority of its own, the system's store knows it and the tools' stores do not.
certificates=/etc/ssl/certs/ca-certificates.crt
if [ -f "$certificates" ]; then
    export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-1}"
    export PIP_CERT="${PIP_CERT:-$certificates}"
    export NODE_EXTRA_CA_CERTS="${NODE_EXTRA_CA_CERTS:-$certificates}"
fi

# --- stamps ---------------------------------------------------------------------------------------------------------

digest() { cat "$@" | cksum | tr -d ' '; }
is_made() { [ "$(cat "$STAMPS/$1" 2>/dev/null)" = "$2" ]; } # is_made <step> <key>
made() { mkdir -p "$STAMPS" && printf '%s\n' "$2" >"$STAMPS/$1"; }

# --- Debian packages ------------------------------------------------------------------------------------------------

can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }
apt_updated=no
apt_install() {
    say "installing Debian packages: $*"
    if [ "$apt_updated" = no ]; then
        apt-get update -q >/dev/null || say "apt-get update failed; trying with the package lists at hand"
        apt_updated=yes
    fi
    DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends "$@" >/dev/null
}

# --- Python ---------------------------------------------------------------------------------------------------------

is_python() {
    "$1" -c "import sys, venv, ensurepip
sys.exit(sys.version_info < tuple(map(int, '$PYTHON_AT_LEAST'.split('.'))))" >/dev/null 2>&1
}
find_python() {
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if is_python "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
}

if ! is_python .venv/bin/python || ! is_made venv "$PWD"; then
    python=$(find_python)
    if [ -z "$python" ] && [ -z "${PYTHON:-}" ] && can_install; then
        apt_install python3 python3-venv || true
        python=$(find_python)
    fi
    [ -n "$python" ] || fail \
        "no Python $PYTHON_AT_LEAST or newer with its venv module was found${PYTHON:+ (PYTHON=$PYTHON)}" \
        "found: $(python3 --version 2>/dev/null || echo 'no python3 at all')" \
        "on Debian 12 or Ubuntu 24.04 and later:  apt-get install python3 python3-venv" \
        "elsewhere: install Python, then  PYTHON=/path/to/python3 sh setup.sh"
    say "making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
    made venv "$PWD"
fi

# --- libraries and fonts of the system (WeasyPrint loads them when it runs) ------------------------------------------

missing_packages() {
    .venv/bin/python - <<'PY'
import ctypes

for package, library in (
    ("libpango-1.0-0", "libpango-1.0.so.0"),
    ("libpangoft2-1.0-0", "libpangoft2-1.0.so.0"),
    ("libharfbuzz-subset0", "libharfbuzz-subset.so.0"),
):
    try:
        ctypes.CDLL(library)
    except OSError:
        print(package)
PY
    command -v fc-list >/dev/null 2>&1 || echo fontconfig
    fc-list : family 2>/dev/null | grep -qi nanum || echo fonts-nanum
}

if [ "$(uname -s)" = Linux ]; then
    missing=$(missing_packages)
    if [ -n "$missing" ] && can_install; then
        # shellcheck disable=SC2086 # one word per package
        apt_install $missing || say "apt-get could not install them"
        missing=$(missing_packages)
    fi
    case "$missing" in
    "") ;;
    fonts-nanum) say "fonts-nanum is missing: hanja in reports will lack glyphs (apt-get install fonts-nanum)" ;;
    *)
        # shellcheck disable=SC2086
        fail "missing on this system:" $missing "install them as root, then run setup again:" \
            "apt-get install --no-install-recommends $(echo $missing)"
        ;;
    esac
else
    say "not Linux: install pango, harfbuzz and fontconfig with the system's package manager"
fi

# --- locked packages ------------------------------------------------------------------------------------------------

key=$(digest requirements/build.txt)
if ! is_made build "$key"; then
    say "installing the build tools"
    [ -x .venv/bin/pip ] || .venv/bin/python -m ensurepip >/dev/null
    .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/build.txt
    made build "$key"
fi

install_locked() {
    key=$(digest "requirements/$1.txt")
    is_made "$1" "$key" && return
    say "installing requirements/$1.txt"
    .venv/bin/uv pip install --quiet --python .venv/bin/python --require-hashes -r "requirements/$1.txt"
    made "$1" "$key"
}

# each longer list holds the very same pins as the shorter ones
install_locked "$MODE"
[ "$MODE" = app ] || made app "$(digest requirements/app.txt)"
case "$MODE" in dev | bench) made ifc "$(digest requirements/ifc.txt)" ;; esac
[ "$MODE" != bench ] || made dev "$(digest requirements/dev.txt)"

key=$(digest pyproject.toml)
if ! is_made project "$key"; then
    say "installing the project itself, editable"
    .venv/bin/uv pip install --quiet --python .venv/bin/python --offline --no-deps --no-build-isolation -e .
    made project "$key"
fi

if [ "$MODE" = dev ] || [ "$MODE" = bench ]; then
    # what drives the pages in tests/browser; without it those tests are skipped and say so
    if ! command -v chromium >/dev/null 2>&1 && can_install; then
        apt_install chromium || say "chromium could not be installed: tests/browser will be skipped"
    fi
    # renderers that copies are looked at with; programs of their own, no part of the product
    if can_install; then
        renderers=$(command -v pdftoppm >/dev/null 2>&1 || echo poppler-utils; command -v mutool >/dev/null 2>&1 || echo mupdf-tools)
        # shellcheck disable=SC2086 # one word per package
        [ -z "$renderers" ] || apt_install $renderers || say "without $renderers some renderers are not tested"
    fi
fi

if { [ "$MODE" = dev ] || [ "$MODE" = bench ]; } && can_install; then
    # the tests start servers of their own in folders of their own; no cluster is made, nothing is started
    if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && ! command -v initdb >/dev/null 2>&1; then
        apt_install postgresql-common \
            && pg_conftool /etc/postgresql-common/createcluster.conf set create_main_cluster off \
            && apt_install postgresql || say "PostgreSQL could not be installed: its tests will be skipped"
    fi
fi

if [ "$MODE" = bench ] && can_install; then
    # peers of the benchmarks that are not on PyPI; a row without its peer fails and says so
    peers="g++ libcgal-dev libembree-dev gdal-bin"
    # shellcheck disable=SC2086 # one word per package
    dpkg-query --show $peers >/dev/null 2>&1 || apt_install $peers || say "not all peers of the benchmarks could be installed"
fi

# --- web packages and the report fonts ------------------------------------------------------------------------------

key=$(digest app/web/package.json app/web/package-lock.json app/web/.npmrc)
if ! is_made web "$key" || [ ! -d app/web/node_modules ]; then
    say "installing the web packages"
    (cd app/web && PATH="$PWD/../../.venv/bin:$PATH" npm ci --no-audit --no-fund --no-update-notifier --ignore-scripts --loglevel=error)
    made web "$key"
fi

key=$(find app/web/src -type f | sort | xargs cat app/web/build.mjs app/web/tsconfig.json app/web/package-lock.json | cksum | tr -d ' ')
if ! is_made pages "$key" || [ ! -f app/web/static/built/versions.json ]; then
    say "building the scripts of the pages"
    (cd app/web && PATH="$PWD/../../.venv/bin:$PATH" npm run --silent --no-update-notifier build)
    made pages "$key"
fi

if [ "$MODE" = dev ] || [ "$MODE" = bench ]; then
    # writers of marks that the way back is tested with, and PDF.js
    key=$(digest benchmarks/writers/node/package.json benchmarks/writers/node/package-lock.json)
    if ! is_made writers "$key" || [ ! -d benchmarks/writers/node/node_modules ]; then
        (cd benchmarks/writers/node && PATH="$PWD/../../../.venv/bin:$PATH" npm ci --no-audit --no-fund --no-update-notifier --ignore-scripts --omit=optional --loglevel=error)
        made writers "$key"
    fi
fi

mkdir -p "$FONTS"
pretendard=app/web/node_modules/pretendard/dist
for weight in Regular Medium SemiBold Bold; do
    font=Pretendard-$weight.otf
    cmp -s "$pretendard/public/static/$font" "$FONTS/$font" || cp "$pretendard/public/static/$font" "$FONTS/$font"
done
cmp -s "$pretendard/LICENSE.txt" "$FONTS/OFL.txt" || cp "$pretendard/LICENSE.txt" "$FONTS/OFL.txt"

# --- compiled kernels -----------------------------------------------------------------------------------------------

kernels=cpted_rules/analysis/kernels
key=$(find $kernels cpted_rules/analysis/scene/pieces.py -name '*.py' | sort | xargs cat requirements/app.txt | cksum | tr -d ' ')
if ! is_made warm "$key"; then
    say "compiling the kernels"
    rm -f $kernels/__pycache__/*.nb? # a kernel that was kept does not notice that one it calls has changed
    .venv/bin/python -m cpted_rules.warm
    made warm "$key"
fi

say "ready"
