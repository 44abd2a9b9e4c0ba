#!/usr/bin/python3
"""Writes, or checks, the table of measured coverage that `plim estimate` and `plim list` print beside 95 % intervals.

usage: coverage_table.py PLIM [FILE.h5]

Without FILE.h5 it runs experiments/interval_coverage.toml with 500 replicates (some minutes) and writes
src/catalogue/measured_coverage_table.hpp. With a result of that study it says where the table differs from it by more than
five standard errors; exit code 1 if it does.
"""

import bisect
import collections
import csv
import io
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).parents[1]
STUDY = ROOT / "experiments" / "interval_coverage.toml"
TABLE = ROOT / "src" / "catalogue" / "measured_coverage_table.hpp"
REPLICATES = 500
SINGLETONS = [0.01, 0.05, 0.2, 0.5]  # f1/n
CLASSES = [20, 200]  # S
SCENARIO = ("sample", "population", "K", "N", "n")


def scenario_of(row):
    return tuple(row[axis] for axis in SCENARIO)


def coverages_of(rows):
    """Series -> band of S and f1/n -> [(coverage, replicates with an interval)] of its scenarios."""
    means = {(row["of"], scenario_of(row)): float(row["value"]) for row in rows
             if row["measure"] == "mean" and row["of"] in ("richness", "sample_coverage")}
    found = collections.defaultdict(lambda: collections.defaultdict(list))
    for row in rows:
        if row["measure"] != "coverage" or row["of"] != "entropy" or not row["value"]:
            continue
        classes, coverage = (means[of, scenario_of(row)] for of in ("richness", "sample_coverage"))
        band = bisect.bisect_right(CLASSES, classes), bisect.bisect_right(SINGLETONS, 1 - coverage)
        found[row["series"]][band].append((float(row["value"]), int(row["count"])))
    return found


def coverages_in(plim, result):
    text = subprocess.run([plim, "export", result, "--csv"], check=True, capture_output=True, text=True).stdout
    return coverages_of(list(csv.DictReader(io.StringIO(text))))


def measure(plim):
    with tempfile.TemporaryDirectory() as folder:
        result = pathlib.Path(folder) / "coverage.h5"
        subprocess.run([plim, "run", STUDY, "--out", result, "--set", f"replicates.fixed={REPLICATES}"], check=True,
                       stdout=subprocess.DEVNULL)
        return coverages_in(plim, result)


def band_text(scenarios):
    values = [100 * value for value, _ in scenarios]
    return f"{{{min(values):.0f}, {max(values):.0f}, {len(values)}}}" if values else "{}"


def write(found):
    lines = ["#pragma once", "", '#include "plim/catalogue/measured_coverage.hpp"', "",
             "namespace plim::measured_coverage_table {", "",
             f"/// Coverage of 95 % intervals in experiments/interval_coverage.toml with {REPLICATES} replicates, in percent: least,",
             "/// most, number of scenarios; a line for each band of S, in it f1/n rises. By scripts/coverage_table.py.",
             "// clang-format off",
             f"constexpr double singleton_edges[] = {{{', '.join(map(str, SINGLETONS))}}};",
             f"constexpr double class_edges[] = {{{', '.join(map(str, CLASSES))}}};",
             "constexpr CoverageRow rows[] = {"]
    for series in sorted(found):
        bands = [", ".join(band_text(found[series][s, f]) for f in range(len(SINGLETONS) + 1)) for s in range(len(CLASSES) + 1)]
        name = series.replace('"', '\\"')
        lines.append(f'    {{"{name}", {{{{' + "},\n      {".join(bands) + "}}},")
    lines += ["};", "// clang-format on", "", "}  // namespace plim::measured_coverage_table"]
    TABLE.write_text("\n".join(lines) + "\n")


def table():
    """Series -> band -> (least, most, scenarios), read from the table."""
    rows, series, s = collections.defaultdict(dict), None, 0
    for line in TABLE.read_text().splitlines():
        named = re.match(r' {4}\{"(.*?)", ', line)
        series, s = (named.group(1).replace('\\"', '"'), 0) if named else (series, s + 1)
        for f, numbers in enumerate(re.findall(r"\{([\d, ]*)\}", line) if series else []):
            if numbers:
                rows[series][s, f] = tuple(map(int, numbers.split(",")))
    return rows


def strays(percent, value, count):
    """By how many standard errors, of `count` replicates and of the rounding, a share is above `percent`."""
    p = (percent / 100 * count + 2) / (count + 4)
    return (value - percent / 100) / ((p * (1 - p) / count + p * (1 - p) / REPLICATES) ** 0.5 + 0.005)


def faults_of(found):
    rows = table()
    for series in sorted(set(found) ^ set(rows)):
        yield f"{series}: only in {'the study' if series in found else 'the table'}"
    for series, bands in found.items():
        # A scenario at the edge of two bands is in the one or the other by chance; such bands are not compared.
        same = [band for band, scenarios in bands.items() if rows[series].get(band, (0, 0, 0))[2] == len(scenarios)]
        if 2 * len(same) < len(bands):
            yield f"{series}: {len(same)} of {len(bands)} bands have as many scenarios as in the table"
        for band in same:
            (least, most, _), low, high = rows[series][band], min(bands[band]), max(bands[band])
            if abs(strays(least, *low)) > 5 or abs(strays(most, *high)) > 5:
                yield f"{series}: {low[0]:.2f} to {high[0]:.2f} in band {band}, {least} to {most} % in the table"


def main():
    if len(sys.argv) not in (2, 3):
        print(__doc__.splitlines()[2], file=sys.stderr)
        return 64
    if len(sys.argv) == 2:
        write(measure(sys.argv[1]))
        return 0
    faults = list(faults_of(coverages_in(*sys.argv[1:])))
    print("\n".join(faults) if faults else "the table agrees with the study")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
