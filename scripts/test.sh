#!/usr/bin/env bash
# Installs what is missing, builds everything with assertions and runs all tests.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/setup.sh test
echo "build: build/test"
mkdir -p build
if [[ ! -f build/test/build.ninja ]]; then
  cmake --preset test > build/configure.log 2>&1 || { cat build/configure.log; exit 70; }
fi
cmake --build build/test | tail -n 1

log=build/test/tests.log
failed=0
ctest --test-dir build/test --output-on-failure -j "$(nproc)" > "$log" 2>&1 || failed=$?
if [[ $failed -ne 0 ]]; then cat "$log"; fi
grep -E 'tests passed|Total Test time' "$log"
exit $failed
