#!/usr/bin/env bash
# Installs the Debian 12 packages that plim needs; without a missing one it calls no package manager.
# usage: scripts/setup.sh run | test | sanitise | versus | rng | slurm | mpi
set -euo pipefail

run=(g++ cmake ninja-build git pkg-config libboost-dev libboost-program-options-dev libhdf5-dev libtomlplusplus-dev
     libutf8proc-dev libssl-dev libfmt-dev nlohmann-json3-dev libsimdjson-dev zlib1g-dev python3-h5py python3-matplotlib)
test=("${run[@]}" libgtest-dev libbenchmark-dev clang-format-14 strace python3-xarray python3-h5netcdf python3-netcdf4 snakemake)
sanitise=("${test[@]}" clang-14 libomp-14-dev clang-tidy-14)
versus=("${test[@]}" libboost-math-dev libboost-random-dev python3-numpy python3-scipy python3-sklearn python3-numba r-base-core)
rng=("${run[@]}" libbenchmark-dev dieharder)

slurm=(slurm-wlm munge)
mpi=(openmpi-bin libopenmpi-dev)

case "${1:-}" in
  run) wanted=("${run[@]}") ;;
  test) wanted=("${test[@]}") ;;
  sanitise) wanted=("${sanitise[@]}") ;;
  versus) wanted=("${versus[@]}") ;;
  rng) wanted=("${rng[@]}") ;;
  slurm) wanted=("${slurm[@]}") ;;
  mpi) wanted=("${mpi[@]}") ;;
  *) echo "usage: scripts/setup.sh run | test | sanitise | versus | rng | slurm | mpi" >&2; exit 64 ;;
esac

missing=()
for package in "${wanted[@]}"; do
  if [[ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)" != installed ]]; then
    missing+=("$package")
  fi
done
if [[ ${#missing[@]} -eq 0 ]]; then
  echo "packages: all ${#wanted[@]} present"
  exit 0
fi
echo "packages: installing ${missing[*]}"
sudo=()
if [[ "$(id -u)" -ne 0 ]]; then sudo=(sudo); fi
export DEBIAN_FRONTEND=noninteractive
"${sudo[@]}" apt-get -o DPkg::Lock::Timeout=300 -qq update
"${sudo[@]}" apt-get -o DPkg::Lock::Timeout=300 -qq install -y --no-install-recommends "${missing[@]}" > /dev/null
