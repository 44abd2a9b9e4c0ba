#!/usr/bin/env bash
# Installs what is missing, builds everything with assertions and runs all tests.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [[ -x build/test/plim ]]; then
  echo "this takes about $((20 / $(nproc) + 1)) minutes on $(nproc) idle processors, longer if the sources have changed"
else
  echo "this takes about $((42 / $(nproc) + 1)) minutes on $(nproc) idle processors: the build and all tests"
fi
scripts/setup.sh test
scripts/setup.sh mpi || echo "packages: no MPI here; plim-mpi and its tests are left out"
echo "build: build/test"
mkdir -p build
if [[ ! -f build/test/build.ninja ]]; then
  cmake --preset test > build/configure.log 2>&1 || { cat build/configure.log; exit 70; }
fi
cmake --build build/test | scripts/progress.sh

echo "tests"
log=build/test/tests.log
failed=0
# One more than there are processors: some tests wait for what is to happen.
ctest --test-dir build/test --output-on-failure -j "$(($(nproc) + 1))" 2>&1 | tee "$log" |
  scripts/progress.sh --steps-only || failed=$?
if [[ $failed -ne 0 ]]; then cat "$log"; fi
grep -E 'tests passed|Total Test time' "$log"
exit $failed
