#!/usr/bin/env bash
# Feeds the random numbers of plim, in the orders in which it takes them, and generators that must fail to a battery of
# tests: PractRand's RNG_test if that is on the PATH, else dieharder (scripts/setup.sh rng). --short is the battery of
# bench/rng, which needs neither and takes half a minute.
# usage: scripts/rng_battery.sh [--short] [STREAM...]      (plim_rng_streams --list tells the streams)
#
# RNG_test sees the lengths of --list, 101 GiB in all, or MEBIBYTES of each stream: an hour or two. dieharder reads 230 GB
# of each stream, an hour on one core, of those of seeds, keys, rates and sizes half a day: three days in all. With
# TESTS="0 3 8 15 100" it does these tests instead, in a quarter of an hour, and all controls fail but biased_byte and
# philox5_dealt.
# A row is printed when its stream is done; to run in parts, name the streams of a part.
# PLIM_RNG_STREAMS is the program to use instead of the one that is built in build/bench.
#
# A p-value fails within 10^-9 of 0 or 1 (RNG_test), or if eight decimals show it as 0 or 1 (dieharder: within 5 10^-9).
# Exit code 1: a stream of plim failed or a control passed; 64: usage; 69: no battery is installed; 70: one gave no
# p-value.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
fail() {
  echo "rng_battery.sh: $2" >&2
  exit "$1"
}
short=0
if [[ "${1:-}" == --short ]]; then
  short=1
  shift
fi
if [[ "${1:-}" == -* ]]; then fail 64 "usage: scripts/rng_battery.sh [--short] [STREAM...]"; fi
if [[ ! "${MEBIBYTES:-1}" =~ ^[1-9][0-9]{0,8}$ ]]; then fail 64 "MEBIBYTES is '$MEBIBYTES'; allowed: 1 to 999999999"; fi
if [[ ! "${TESTS:-}" =~ ^[0-9\ ]*$ ]]; then fail 64 "TESTS is '$TESTS'; allowed: numbers of dieharder -l"; fi
if command -v RNG_test > /dev/null; then
  battery=practrand side=1e-9
elif command -v dieharder > /dev/null; then
  battery=dieharder side=5e-9
elif [[ $short -eq 0 ]]; then
  fail 69 "neither RNG_test (PractRand) nor dieharder is on the PATH; setup.sh rng installs dieharder; --short needs neither"
fi

program="${PLIM_RNG_STREAMS:-}"
if [[ -z "$program" ]]; then
  mkdir -p build
  if [[ ! -f build/bench/build.ninja ]]; then
    cmake --preset bench > build/configure.log 2>&1 || { cat build/configure.log; exit 70; }
  fi
  cmake --build build/bench --target plim_rng_streams > build/rng_streams.log || { cat build/rng_streams.log; exit 70; }
  program=build/bench/bench/plim_rng_streams
fi
if [[ $short -eq 1 ]]; then exec "$program" --battery "$@"; fi

list="$("$program" --list)"
wanted=""
for name in "$@"; do
  line="$(awk -F'\t' -v name="$name" '$1 == name' <<< "$list")"
  if [[ -z "$line" ]]; then fail 64 "there is no stream '$name'; $program --list tells them"; fi
  wanted+="$line"$'\n'
done

# A battery closes the pipe when it has enough, which ends the program.
stream() { "$program" "$1" 2> /dev/null || true; }

# "p<tab>test" of every result; p as the battery writes it, 1-q for what is near 1.
practrand() {
  stream "$1" | { RNG_test stdin64 -a -tlmin "$2MB" -tlmax "$2MB" || true; } |
    sed -nE 's/^ *([^ ]+) .* p *~?=~? *([0-9][0-9.e+-]*) .*/\2\t\1/p'
}
dieharder_results() {
  local form=(-g 200 -c '|' -D test_name -D ntuple -D pvalues) test
  if [[ -z "${TESTS:-}" ]]; then
    stream "$1" | dieharder -a "${form[@]}"
  else
    for test in $TESTS; do stream "$1" | dieharder -d "$test" "${form[@]}"; done
  fi | awk -F'|' '$1 !~ /diehard_sums/ && NF == 3 {  # which dieharder itself says not to use
         gsub(/ /, ""); print $3 "\t" $1 " " $2 }'
}

# One row: name, role, bytes; results from standard input. 3: the verdict is not what the role wants.
row() {
  awk -F'\t' -v side="$side" -v name="$1" -v role="$2" -v bytes="$3" '
    { q = $1 ~ /^1-/ ? substr($1, 3) + 0 : ($1 + 0 > 0.5 ? 1 - $1 : $1 + 0)
      if (NR == 1 || q < least) { least = q; p = $1; test = $2 } }
    END {
      if (NR == 0) exit 70
      failed = least < side
      wrong = role != "limit" && failed != (role == "control")
      printf "| %s | %s | %s | %d | %s %s | %s%s |\n", name, role, bytes, NR, p, test, failed ? "FAIL" : "pass",
             wrong ? " (NOT WANTED)" : ""
      exit wrong ? 3 : 0 }'
}

table="$(mktemp)"
trap 'rm -f "$table"' EXIT
echo "| stream ($battery) | role | bytes | tests | most extreme p | verdict |" | tee "$table"
echo "|---|---|---|---|---|---|" | tee -a "$table"
wrong=0
while IFS=$'\t' read -r name role bytes _; do
  code=0
  if [[ $battery == practrand ]]; then
    mebibytes="${MEBIBYTES:-$((bytes >> 20))}"
    practrand "$name" "$mebibytes" | row "$name" "$role" "$((mebibytes << 20))" | tee -a "$table" || code=$?
  else
    dieharder_results "$name" | row "$name" "$role" "as needed" | tee -a "$table" || code=$?
  fi
  case $code in
    0) ;;
    3) wrong=$((wrong + 1)) ;;
    *) fail 70 "$battery gave no p-value of $name, or failed itself" ;;
  esac
done < <(printf '%s' "${wanted:-$list$'\n'}")
awk -F' [|] ' -v side="$side" '$2 == "plim" { n += $4 } END {
  printf "\n%d p-values of plim, each two-sided at level %g: sound streams fail in at most %.1e of runs (Bonferroni)\n",
         n, 2 * side, 2 * side * n }' "$table"
if [[ $wrong -gt 0 ]]; then echo "$wrong streams NOT as wanted"; exit 1; fi
echo "all as wanted"
