#!/usr/bin/env bash
# Runs tests under a sanitiser.
# usage: scripts/sanitise.sh address   the whole suite under address and undefined-behaviour sanitising
#        scripts/sanitise.sh thread    the engine's tests with 4 threads, after a planted race has been found
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

build() {
  mkdir -p build
  [[ -f "build/$1/build.ninja" ]] || cmake --preset "$1" > build/configure.log 2>&1 || { cat build/configure.log; exit 70; }
  cmake --build "build/$1" | tail -n 1
}

case "${1:-}" in
  address)
    scripts/setup.sh sanitise
    build asan
    # Python and the user's program load the library without the sanitiser's runtime: the tests of programs run plim itself.
    ASAN_OPTIONS=detect_stack_use_after_return=1 UBSAN_OPTIONS=print_stacktrace=1 \
      ctest --test-dir build/asan --output-on-failure -j "$(nproc)"
    ;;
  thread)
    scripts/setup.sh sanitise
    build tsan
    # libomp is not built for thread sanitising; Archer tells the sanitiser what its locks and barriers order.
    export TSAN_OPTIONS=ignore_noninstrumented_modules=1 OMP_NUM_THREADS=4
    export OMP_TOOL_LIBRARIES=/usr/lib/llvm-14/lib/libarcher.so
    found=0
    build/tsan/tests/plim_planted_race > build/tsan/planted.log 2>&1 || found=$?
    if [[ $found -ne 66 ]] || ! grep -q "data race" build/tsan/planted.log; then
      echo "thread sanitising did not find the planted race (code $found)" >&2
      exit 1
    fi
    echo "the planted race was found"
    ctest --test-dir build/tsan --output-on-failure -L engine
    ;;
  *)
    echo "usage: scripts/sanitise.sh address | thread" >&2
    exit 64
    ;;
esac
