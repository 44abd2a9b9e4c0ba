#!/usr/bin/env bash
# Tries to break plim: kills, failing calls, full disks, limits, mutants of everything that it reads; one table.
# usage: scripts/torture.sh            everything at length (about an hour and a half on 2 processors)
#        scripts/torture.sh --short    a little of each (2 or 3 minutes on 2 processors)
# What is found is kept in build/torture with what each part says. Exit code 1 if anything is.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

short=0
case "${1:-}" in
  --short) short=1 ;;
  "") ;;
  *) echo "usage: scripts/torture.sh [--short]" >&2; exit 64 ;;
esac
scripts/setup.sh "$([[ $short -eq 1 ]] && echo test || echo sanitise)"  # libFuzzer is clang's
mkdir -p build
[[ -f build/test/build.ninja ]] || cmake --preset test > build/configure.log 2>&1 || { cat build/configure.log; exit 70; }
cmake --build build/test --target plim_program plim_failing_calls | scripts/progress.sh
plim=build/test/plim
rm -rf build/torture
mkdir -p build/torture
# How soon a signal is obeyed is a goal for a machine that does nothing else.
if [[ $short -eq 1 ]]; then export PLIM_STOP_SECONDS=10; fi
export PLIM_FINDINGS="$PWD/build/torture/findings" PLIM_JOBS=1

# NAME COMMAND: what is said of it stands in build/torture/NAME.log, its code in NAME.code.
try() {
  local name="$1" code=0
  shift
  "$@" > "build/torture/$name.log" 2>&1 || code=$?
  echo "$code" > "build/torture/$name.code"
}
export -f try

# WHAT NAME COMMAND..., the lengths of both forms apart: LONG/SHORT.
parts=(
  "kills|kills.py $plim 1000/100"
  "workers on a folder|workers.py $plim 600/10"
  "failing calls, full disks|failures.py $plim 1/10"
  "mutants of journals|fuzz_journals.py $plim 20000/700"
  "mutants of results|fuzz_results.py $plim 20000/400"
  "attacks on results|result_attacks.py $plim"
  "mutants of studies|fuzz_studies.py $plim 20000/500"
  "mutants of data|fuzz_data.py $plim 20000/500"
  "arguments|fuzz_arguments.py $plim 20000/500"
  "limits|limits.py $plim"
)
for part in "${parts[@]}"; do
  read -ra words <<< "${part#*|}"
  for i in "${!words[@]}"; do
    if [[ "${words[i]}" =~ ^([0-9]+)/([0-9]+)$ ]]; then words[i]="${BASH_REMATCH[$((1 + short))]}"; fi
  done
  printf '%s\0' "try ${words[0]%.py} /usr/bin/python3 -B scripts/torture/${words[*]}"
done | xargs -0 -P 2 -I{} bash -c '{}'

if [[ $short -eq 0 ]]; then
  parts+=("libFuzzer, 5 minutes each|fuzz_targets")
  fuzz_targets() {
    [[ -f build/fuzz/build.ninja ]] || cmake --preset fuzz
    cmake --build build/fuzz --target plim_csv_fuzz plim_journal_fuzz plim_text_fuzz plim_toml_fuzz plim_trailer_fuzz plim_result_reader_fuzz
    local name tried=0 bad=0
    for name in csv journal text toml trailer result_reader; do
      mkdir -p "build/torture/corpus/$name"
      "build/fuzz/tests/fuzz/plim_${name}_fuzz" -max_total_time=300 -rss_limit_mb=2048 -timeout=60 -print_final_stats=1 \
        -artifact_prefix="build/torture/$name-" "build/torture/corpus/$name" "tests/fuzz/corpus/$name" > "build/torture/fuzz_$name.log" 2>&1 || bad=1
      tried=$((tried + $(sed -n 's/stat::number_of_executed_units: //p' "build/torture/fuzz_$name.log")))
    done
    echo "libFuzzer: $tried cases"
    return $bad
  }
  try fuzz_targets fuzz_targets
fi

failed=0
printf '\n%-28s%12s  %s\n' what tried result
for part in "${parts[@]}"; do
  name="${part#*|}"
  name="${name%% *}"
  log="build/torture/${name%.py}.log"
  said=$(grep -oE '[0-9]+ kills' "$log" || grep -oE '[0-9]+ (cases|attacks|mutants)' "$log" || true)
  tried=$(awk '{ sum += $1 } END { print sum + 0 }' <<< "$said")
  result="nothing found"
  if grep -q skipped "$log"; then result+=" ($(grep -c skipped "$log") skipped)"; fi
  if [[ "$(cat "build/torture/${name%.py}.code")" -ne 0 ]]; then
    failed=1
    result="FOUND: $log"
  fi
  printf '%-28s%12s  %s\n' "${part%%|*}" "$tried" "$result"
done
exit $failed
