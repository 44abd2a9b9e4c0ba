#!/usr/bin/env bash
# Runs plim and the peers (numpy, numba, R, plain C++) on the workloads W1, W2 and W3 in one table; about three minutes.
# usage: scripts/versus.sh [PEERS_FOLDER] [--quick] [--only W1,W2] [--rounds N] [--threads N]
#        scripts/versus.sh --samplers [PEERS_FOLDER] [--rounds N] [--seconds S]     (single samplers instead; ns a draw)
#        scripts/versus.sh --information [--rounds N] [--seconds S]     (estimators of entropy beside scipy, scikit-learn and R)
#
# PEERS_FOLDER (or the environment variable PLIM_PEERS) is the folder with run_peers.py and the peers' programs, which
# are no part of plim. Without one, plim alone is run and its times and check values are printed. Other arguments go to
# run_peers.py. plim's variants (every observation drawn, sizes to 10^9) are in the table too.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
peers="${PLIM_PEERS:-}"
runner=run_peers.py target=plim_versus name=plim-versus alone=(--variants)
extra="--threads {threads} --only {only} --variants"
if [[ "${1:-}" == --information ]]; then
  target=plim_information name=plim-information
  peers=bench/versus runner=information.py
  shift
elif [[ "${1:-}" == --samplers ]]; then
  shift
  runner=run_samplers.py target=plim_samplers name=plim-samplers alone=() extra=""
fi
if [[ $# -gt 0 && "$1" != --* ]]; then
  peers="$1"
  shift
fi
if [[ -n "$peers" && ! -f "$peers/$runner" ]]; then
  echo "versus.sh: $peers has no $runner; give the folder of the peers as argument or in PLIM_PEERS" >&2
  exit 66
fi
scripts/setup.sh "$([[ -n "$peers" ]] && echo versus || echo test)"
mkdir -p build
if [[ ! -f build/bench/build.ninja ]]; then
  cmake --preset bench > build/configure.log 2>&1 || { cat build/configure.log; exit 70; }
fi
cmake --build build/bench --target "$target" | tail -n 1
program="$PWD/build/bench/bench/$name"
if [[ -z "$peers" ]]; then
  echo "no folder of peers given (argument or PLIM_PEERS): plim alone"
  if [[ $target == plim_versus ]]; then
    echo "name,workload,threads,replicates,wall s,wall s at full size,CPU s per thread at full size,check values"
  fi
  exec "$program" "${alone[@]}"
fi
if [[ $target == plim_information ]]; then exec /usr/bin/python3 -B "$peers/$runner" --plim "$program" "$@"; fi
exec /usr/bin/python3 -B "$peers/$runner" --extra "$([[ $target == plim_versus ]] && echo plim=)$program $extra" "$@"
