#!/bin/sh
# Compiles the kernels for this processor where that has not been done, then becomes `cpted …`.
set -eu
python -m cpted_rules.warm >/dev/null
exec cpted "$@"
