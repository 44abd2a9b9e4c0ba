#!/usr/bin/env bash
# Builds the benchmarks in release and runs them, one after the other; arguments go to each of them.
# usage: scripts/bench.sh [--benchmark_filter=REGEX] ...
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scripts/setup.sh test
mkdir -p build
if [[ ! -f build/bench/build.ninja ]]; then
  cmake --preset bench > build/configure.log 2>&1 || { cat build/configure.log; exit 70; }
fi
cmake --build build/bench | tail -n 1
for program in build/bench/bench/plim_*_bench; do OMP_NUM_THREADS=1 "$program" "$@"; done
