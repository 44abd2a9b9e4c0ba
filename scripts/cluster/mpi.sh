#!/usr/bin/env bash
# Runs a study by plim-mpi on three ranks, kills one in the middle, goes on with two, and compares the bytes with
# those of a plain run. Prints one row; 0 if the bytes are the same, or if Open MPI cannot be installed or plim-mpi
# was not built. The study should take a CPU some 10 s.
# usage: scripts/cluster/mpi.sh PLIM_MPI PLIM STUDY.toml [--set KEY=VALUE]...
set -euo pipefail

if [[ $# -lt 3 ]]; then sed -n 's/^# usage: /usage: /p' "$0" >&2; exit 64; fi
name="MPI, 3 ranks, one killed, resumed"
row() { printf '%-42s%s\n' "$name" "$1"; }
if ! bash "$(dirname "$0")/../setup.sh" mpi > /dev/null; then
  row "skipped: openmpi-bin and libopenmpi-dev cannot be installed"
  exit 0
fi
if [[ ! -x $1 ]]; then
  row "skipped: $1 is not there; cmake -DPLIM_WITH_MPI=ON builds it"
  exit 0
fi
plim_mpi=$(realpath "$1") plim=$(realpath "$2") study=$(realpath "$3")
shift 3

scratch=$(mktemp -d) job=
# Ends what this script began, by its number.
finish() {
  local code=$?
  trap - EXIT
  [[ -z $job ]] || kill "$job" 2> /dev/null || true
  if [[ $code -ne 0 ]]; then tail -n 20 "$scratch"/*.log >&2 || true; fi
  rm -rf "$scratch"
  exit "$code"
}
trap finish EXIT
trap 'exit 1' INT TERM HUP
fail() { echo "$name: $1" >&2; exit 1; }

export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
result=$scratch/x.h5
run=(--oversubscribe --bind-to none "$plim_mpi" run "$study" --threads 1 --journal-after 0 --quiet --out "$result")
for option in "$@"; do run+=("$option"); done
children_of() { cat "/proc/$1/task/$1/children"; }

"$plim" run "$study" "$@" --quiet --threads 2 --out "$scratch/plain.h5"
start=$(date +%s.%N)
timeout 120 mpirun -np 3 "${run[@]}" > "$scratch/first.log" 2>&1 &
job=$!
# Until each of the three has a journal, and half a second more; mpirun is the child of timeout.
for _ in {1..3000}; do
  journals=("$result".ranks/*.journal)
  [[ ${#journals[@]} -lt 3 ]] || break
  sleep 0.01
done
sleep 0.5
mpirun=$(children_of "$job" 2> /dev/null) || fail "it was over before a rank could be killed: the study is too short"
read -ra ranks <<< "$(children_of "${mpirun% }")"
kill -KILL "${ranks[1]}"
code=0
wait "$job" || code=$?
job=
[[ $code -eq 137 ]] || fail "a job with a killed rank ended with $code"
timeout 120 mpirun -np 2 "${run[@]/--quiet/--full}" > "$scratch/second.log" 2>&1
seconds=$(date +%s.%N | awk -v start="$start" '{ printf "%6.1f", $1 - start }')
grep -q "goes on where the run of .* of .* blocks are done" "$scratch/second.log" || fail "it did not go on"
if cmp -s "$scratch/plain.h5" "$result"; then row "$seconds s  same bytes"; else row "$seconds s  OTHER BYTES"; exit 1; fi
