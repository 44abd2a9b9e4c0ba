#!/usr/bin/env bash
# Draws a billion (or DRAWS) numbers of each fast sampler, a tenth of the others, and holds cells, moments and both far
# tails against the laws; then far tails and lattices of every law of the catalogue, one table; then the procedures T1 to
# T6 and T9 with EXACTNESS times the draws of the suite. Prints what was seen. About two hours on one core.
# usage: scripts/battery.sh [DRAWS [EXACTNESS]]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scripts/setup.sh test
mkdir -p build
if [[ ! -f build/test/build.ninja ]]; then
  cmake --preset test > build/configure.log 2>&1 || { cat build/configure.log; exit 70; }
fi
cmake --build build/test --target plim_families_tests | tail -n 1
PLIM_VOLUME="${1:-1e9}" build/test/tests/plim_families_tests --gtest_filter='Volume.*:CatalogueVolume.*'
PLIM_EXACTNESS="${2:-30}" build/test/tests/plim_families_tests --gtest_filter='Exactness.*:Relations.*'
