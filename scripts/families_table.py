#!/usr/bin/python3
"""Prints the README's table of families: parameters, the time of a draw, and what each offers.

usage: families_table.py PLIM FAMILIES_BENCH     (programs of a release build; one thread, about half a minute)
"""

import json
import subprocess
import sys

USUAL = {"cdf", "complement", "quantile", "complement_quantile", "log_cdf", "log_complement", "mean", "variance", "skewness",
         "excess_kurtosis", "entropy"}
WORDS = {"fisher_information": "information", "block_fill": "blocks", "table": "table", "sample_sum": "sums",
         "sample_statistic": "statistics", "score": "score"}


def answer(*command):
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def times_of(bench):
    """Family -> ns a draw of its first example."""
    times = {}
    for run in answer(bench, "--benchmark_format=json", "--benchmark_min_time=0.2")["benchmarks"]:
        times.setdefault(run["name"].split()[0], run["each"] * 1e9)
    return times


def offers_of(family, estimators):
    own = [e for e in estimators if e["model"] == f'likelihood = "{family["name"]}"']
    words = [WORDS[c] for c in family["capabilities"] if c in WORDS]
    words += ["mle"] if any(e["name"] == "mle" for e in own) else []
    words += ["posterior"] if any(e["name"].startswith("posterior") for e in own) else []
    lacking = sorted(USUAL - set(family["capabilities"]))
    return ", ".join(words) + (f"; no {', '.join(lacking)}" if lacking else "")


def main():
    if len(sys.argv) != 3:
        print(__doc__.splitlines()[2], file=sys.stderr)
        return 64
    catalogue, times = answer(sys.argv[1], "list", "--json"), times_of(sys.argv[2])
    print("| family | on | ns a draw | beside tails and moments |\n|---|---|---|---|")
    for family in catalogue["families"]:
        call = f"{family['name']}({', '.join(p['name'] for p in family['parameters'])})"
        time = times.get(family["name"])
        print(f"| `{call}` | {family['support'] or 'symbols'} | {'' if time is None else format(time, '.2g')} "
              f"| {offers_of(family, catalogue['estimators'])} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
