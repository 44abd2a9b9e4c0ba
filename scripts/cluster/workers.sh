#!/usr/bin/env bash
# Runs a study by four workers on a folder, of whom two are killed in the middle, and compares the bytes with those of
# a plain run. Prints one row; 0 if the bytes are the same. The study should take a CPU some seconds.
# usage: scripts/cluster/workers.sh PLIM STUDY.toml [--set KEY=VALUE]...
set -euo pipefail

if [[ $# -lt 2 ]]; then sed -n 's/^# usage: /usage: /p' "$0" >&2; exit 64; fi
plim=$(realpath "$1") study=$(realpath "$2")
shift 2
name="4 workers on a folder, 2 killed"
scratch=$(mktemp -d)
workers=()

# Ends what this script began, by its numbers.
finish() {
  local code=$? worker
  trap - EXIT
  for worker in "${workers[@]}"; do kill -KILL "$worker" 2> /dev/null || true; done
  if [[ $code -ne 0 ]]; then cat "$scratch"/*.out >&2 || true; fi
  rm -rf "$scratch"
  exit "$code"
}
trap finish EXIT
trap 'exit 1' INT TERM HUP
fail() { echo "$name: $1" >&2; exit 1; }

# The blocks that are in the journals.
blocks_done() { "$plim" status "$scratch/run" --json 2> /dev/null | sed -n 's/^ *"blocks_done": \([0-9]*\).*/\1/p'; }

"$plim" run "$study" "$@" --quiet --out "$scratch/plain.h5"
start=$(date +%s.%N)
for i in 1 2 3 4; do
  "$plim" run "$study" "$@" --join "$scratch/run" --heartbeat-timeout 2s --threads 1 > "$scratch/$i.out" 2>&1 &
  workers+=($!)
done
for _ in {1..600}; do
  done=$(blocks_done || true)
  [[ ${done:-0} -lt 50 ]] || break
  sleep 0.1
done
kill -KILL "${workers[0]}" "${workers[2]}" 2> /dev/null || fail "the study is too short"
{ wait "${workers[0]}" "${workers[2]}" || true; } 2> /dev/null  # without a word of bash about them
for i in 1 3; do wait "${workers[i]}" || fail "worker $((i + 1)) ended with $?"; done
seconds=$(date +%s.%N | awk -v start="$start" '{ printf "%6.1f", $1 - start }')
cmp "$scratch/plain.h5" "$scratch/run/$(basename "$study" .toml).h5" || fail "other bytes"
printf '%-42s%s s  same bytes\n' "$name" "$seconds"
