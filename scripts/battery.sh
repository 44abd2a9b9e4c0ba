#!/usr/bin/env bash
# Draws a billion (or DRAWS) numbers of each fast sampler, a tenth of the others, and holds cells, moments and both far
# tails against the laws; prints what was seen. About ten minutes on one core.
# usage: scripts/battery.sh [DRAWS]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scripts/setup.sh test
mkdir -p build
if [[ ! -f build/test/build.ninja ]]; then
  cmake --preset test > build/configure.log 2>&1 || { cat build/configure.log; exit 70; }
fi
cmake --build build/test --target plim_families_tests | tail -n 1
PLIM_VOLUME="${1:-1e9}" build/test/tests/plim_families_tests --gtest_filter='Volume.*'
