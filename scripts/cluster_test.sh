#!/usr/bin/env bash
# One study in every way that uses more than one processor, with kills in between; one table of seconds and bytes.
# What cannot be installed says so. With --efficiency what each way costs beside plain threads, without kills.
# usage: scripts/cluster_test.sh [--efficiency]    (about 2 minutes after the build, 3 with --efficiency, on 2 processors)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

scripts/setup.sh run > /dev/null
mpi=OFF
if scripts/setup.sh mpi > /dev/null 2>&1; then mpi=ON; fi
mkdir -p build
cmake --preset release -DPLIM_WITH_MPI=$mpi > build/configure.log 2>&1 || { cat build/configure.log; exit 70; }
cmake --build build/release | scripts/progress.sh
plim=build/release/plim
study=(experiments/gamma_mle.toml --set "replicates.fixed=$([[ ${1:-} == --efficiency ]] && echo 200000 || echo 500000)")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

now() { date +%s.%N; }
# The seconds that a command takes.
seconds() {
  local start
  start=$(now)
  "$@" > "$scratch/said" 2>&1 || { cat "$scratch/said" >&2; return 1; }
  now | awk -v start="$start" '{ printf "%.2f", $1 - start }'
}

by_threads() {
  local took
  took=$(seconds $plim run "${study[@]}" --quiet --threads "$1" --force --out "$scratch/$1.h5")
  cmp "$scratch/1.h5" "$scratch/$1.h5"
  printf '%-42s%6.1f s  same bytes\n' "$1 thread$([[ $1 -eq 1 ]] || echo s)" "$took"
}

table() {
  by_threads 1
  by_threads 2
  scripts/cluster/workers.sh $plim "${study[@]}"
  scripts/cluster/slurm.sh $plim "${study[@]}"
  if [[ $mpi == ON ]]; then
    scripts/cluster/mpi.sh build/release/plim-mpi $plim "${study[@]}"
  else
    printf '%-42s%s\n' "MPI" "skipped: libopenmpi-dev and openmpi-bin cannot be installed"
  fi
}

threads() { rm -f "$scratch/x.h5"*; $plim run "${study[@]}" --quiet --threads "$1" --out "$scratch/x.h5"; }
workers() {
  local i
  rm -rf "$scratch/f"
  for ((i = 0; i < $1; ++i)); do $plim run "${study[@]}" --quiet --threads "$2" --join "$scratch/f" & done
  wait
}
shards() {
  local i
  rm -f "$scratch"/*.journal "$scratch/x.h5"*
  for i in 1 2; do $plim run "${study[@]}" --quiet --threads 1 --shard $i/2 --out "$scratch/$i.journal" & done
  wait
  $plim merge "$scratch/x.h5" "$scratch"/[12].journal --quiet
}
ranks() {
  rm -f "$scratch/x.h5"*
  OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 timeout 120 mpirun --oversubscribe --bind-to none \
    -np "$1" build/release/plim-mpi run "${study[@]}" --quiet --threads "$2" --out "$scratch/x.h5"
}

# NAME COMMAND...: best of five, each in turn with 2 threads.
ways=("1 thread|threads 1" "2 threads|threads 2" "1 worker of 2 threads|workers 1 2" "2 workers of 1 thread|workers 2 1"
      "2 shards of 1 thread, merged|shards")
if [[ $mpi == ON ]]; then ways+=("1 rank of 2 threads|ranks 1 2" "2 ranks of 1 thread|ranks 2 1"); fi
efficiency() {
  local way words i best
  for i in 1 2 3 4 5; do
    for way in "${ways[@]}"; do
      read -ra words <<< "${way#*|}"
      echo "$(seconds "${words[@]}")|${way%%|*}" >> "$scratch/times"
    done
  done
  printf '%-42s%8s%8s\n' "best of 5, alternating" seconds "of 1"
  for way in "${ways[@]}"; do
    best=$(grep -F "|${way%%|*}" "$scratch/times" | sort -n | head -1 | cut -d'|' -f1)
    [[ -n ${one:-} ]] || one=$best
    printf '%-42s%8.2f%8.2f\n' "${way%%|*}" "$best" "$(awk -v one="$one" -v best="$best" 'BEGIN { print one / best }')"
  done
}

case "${1:-}" in
  "") table ;;
  --efficiency) efficiency ;;
  *) sed -n 's/^# usage: /usage: /p' "$0" >&2; exit 64 ;;
esac
