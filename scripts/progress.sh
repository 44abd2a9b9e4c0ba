#!/usr/bin/env bash
# Reads what ninja or ctest says; prints each tenth of the steps as it is done, and all that is no step.
# usage: scripts/progress.sh [--steps-only]   (the rest stands in a log)
set -euo pipefail

last=0
while IFS= read -r line; do
  if [[ "$line" =~ ^\ *\[?([0-9]+)/([0-9]+)\]?\  ]]; then
    tenth=$((10 * BASH_REMATCH[1] / BASH_REMATCH[2]))
    if ((tenth > last)); then echo "  ${BASH_REMATCH[1]} of ${BASH_REMATCH[2]}"; fi
    last=$tenth
  elif [[ "${1:-}" != --steps-only ]]; then
    printf '%s\n' "$line"
  fi
done
