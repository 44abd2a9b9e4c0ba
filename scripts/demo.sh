#!/usr/bin/env bash
# Installs what is missing, builds a release, runs the main study, prints its summary and draws its picture.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [[ -x build/release/plim ]]; then
  echo "this takes about half a minute, longer if the sources have changed since the last build"
else
  echo "this takes about $((5 / $(nproc) + 1)) minutes on $(nproc) idle processors: the first build"
fi
scripts/setup.sh run
echo "build: build/release"
mkdir -p build
[[ -f build/release/build.ninja ]] || cmake --preset release > build/configure.log 2>&1 || { cat build/configure.log; exit 70; }
cmake --build build/release --target plim_program | scripts/progress.sh

echo "study: experiments/english_letters.toml"
mkdir -p results
build/release/plim run experiments/english_letters.toml --out results/english_letters.h5
/usr/bin/python3 scripts/plot.py results/english_letters.h5 -o results/english_letters.png
echo "look at results/english_letters.png; the numbers are in results/english_letters.h5"
