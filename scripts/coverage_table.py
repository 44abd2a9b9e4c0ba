#!/usr/bin/python3
"""Writes, or checks, the tables of measured coverage that `plim estimate` and `plim list` print beside 95 % intervals.

usage: coverage_table.py PLIM [STUDY.h5 ...]

Without results it runs the studies experiments/interval_coverage*.toml with 500 replicates (some minutes) and writes
src/catalogue/measured_coverage_*.hpp. With results, called as their studies, it says where the tables differ from them by more
than five standard errors; exit code 1 if they do.
"""

import bisect
import collections
import csv
import dataclasses
import io
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib

ROOT = pathlib.Path(__file__).parents[1]
REPLICATES = 500
LEAST_SHARE = 0.2  # of the replicates, with an interval: a scenario with fewer says little of them
SINGLETONS, CLASSES = (0.01, 0.05, 0.2, 0.5), (20, 200)  # f1/n, S
SIZES, COORDINATES = (100, 1000), (2, 3)  # n, d
FACTS = {"sample", "population", "estimate", "of", "series", "label", "estimator", "output", "measure", "value", "mcse", "count",
         "value_unit", "prediction", "prediction_kind", "truth", "unit", "level", "failures"}  # other columns are axes


@dataclasses.dataclass(frozen=True)
class Rows:
    """Rows of one array of a header: of which estimands, and by which numbers its bands are."""
    study: str
    header: str
    array: str
    estimands: tuple
    two_samples: bool
    outer: tuple
    inner: tuple

    def path(self):
        return ROOT / "src" / "catalogue" / f"measured_coverage_{self.header}.hpp"


TABLES = [
    Rows("interval_coverage", "counts", "rows", ("entropy",), False, CLASSES, SINGLETONS),
    Rows("interval_coverage_pairs", "joint", "rows", ("mutual_information", "conditional_entropy"), False, CLASSES, SINGLETONS),
    Rows("interval_coverage_pairs", "pairs", "rows", ("kl", "cross_entropy", "jensen_shannon"), True, CLASSES, SINGLETONS),
    Rows("interval_coverage_density", "density", "rows", ("entropy", "mutual_information"), False, COORDINATES, SIZES),
    Rows("interval_coverage_density", "density", "rows_of_pairs", ("kl", "cross_entropy"), True, COORDINATES, SIZES),
]


def study_of(name):
    return ROOT / "experiments" / f"{name}.toml"


class Scenarios:
    """The rows of a result, with what a user sees of their samples."""

    def __init__(self, study, rows):
        self.populations = tomllib.loads(study_of(study).read_text())["population"]
        self.rows = rows
        self.means = {(row["of"], *self.scenario(row, row["population"])): float(row["value"]) for row in rows
                      if row["measure"] == "mean" and row["of"] in ("richness", "sample_coverage")}

    @staticmethod
    def scenario(row, population):
        return population, *((axis, value) for axis, value in row.items() if axis not in FACTS)

    def is_pair(self, row):
        return self.populations[row["population"]]["law"] == "two_samples"

    def visible(self, row, table):
        """Outer and inner number: S and f1/n, or d and n, of two samples those of the first."""
        population = self.populations[row["population"]].get("first", row["population"])
        if table.inner == SIZES:
            mean = self.populations[population].get("mean")
            return len(mean) if isinstance(mean, list) else 1, int(row["n"])
        classes, coverage = (self.means[of, *self.scenario(row, population)] for of in ("richness", "sample_coverage"))
        return classes, 1 - coverage

    def coverages(self, table):
        """(estimand, series) -> band -> [(coverage, replicates with an interval, their share)] of its scenarios."""
        found = collections.defaultdict(lambda: collections.defaultdict(list))
        rows = [row for row in self.rows if row["measure"] == "coverage" and row["value"]]
        most = max(int(row["count"]) for row in rows)
        for row in rows:
            of = row["of"].split("(")[0]
            if of not in table.estimands or self.is_pair(row) != table.two_samples or int(row["count"]) < LEAST_SHARE * most:
                continue
            outer, inner = self.visible(row, table)
            band = bisect.bisect_right(table.outer, outer), bisect.bisect_right(table.inner, inner)
            found[of, row["series"]][band].append((float(row["value"]), int(row["count"]), int(row["count"]) / most))
        return found


def scenarios_in(plim, result):
    text = subprocess.run([plim, "export", result, "--csv"], check=True, capture_output=True, text=True).stdout
    return Scenarios(result.stem, list(csv.DictReader(io.StringIO(text))))


def measure(plim, study):
    with tempfile.TemporaryDirectory() as folder:
        result = pathlib.Path(folder) / f"{study}.h5"
        subprocess.run([plim, "run", study_of(study), "--out", result, "--set", f"replicates.fixed={REPLICATES}"], check=True,
                       stdout=subprocess.DEVNULL)
        return scenarios_in(plim, result)


def band_text(scenarios):
    values = [100 * scenario[0] for scenario in scenarios]
    return f"{{{min(values):.0f}, {max(values):.0f}, {len(values)}}}" if values else "{}"


def order(key):
    """By estimand and estimator, what is told the classes seen behind what knows them."""
    of, series = key
    return of, series.split("(")[0], 'K="observed"' in series, series


def array_lines(table, found):
    yield f"constexpr CoverageRow {table.array}[] = {{"
    for of, series in sorted(found, key=order):
        bands = [", ".join(band_text(found[of, series][outer, inner]) for inner in range(len(table.inner) + 1))
                 for outer in range(len(table.outer) + 1)]
        name = series.replace('"', '\\"')
        yield f'    {{functional::{of}, "{name}", {{' + ",\n      ".join(bands) + "}},"
    yield "};"


def write(header, tables, found):
    first = tables[0]
    lines = ["#pragma once", "", '#include "plim/catalogue/measured_coverage.hpp"', '#include "plim/views/functionals.hpp"', "",
             f"namespace plim::measured_coverage_{header} {{", "",
             f"/// Coverage of 95 % intervals in experiments/{first.study}.toml with {REPLICATES} replicates, in percent:",
             "/// least, most, number of scenarios; a line for each outer band, in it the inner ones. By",
             "/// scripts/coverage_table.py.",
             "// clang-format off",
             f"constexpr double inner_edges[] = {{{', '.join(map(str, first.inner))}}};",
             f"constexpr double outer_edges[] = {{{', '.join(map(str, first.outer))}}};"]
    for table in tables:
        lines += array_lines(table, found[table])
    lines += ["// clang-format on", "", f"}}  // namespace plim::measured_coverage_{header}"]
    first.path().write_text("\n".join(lines) + "\n")


def read(table):
    """(estimand, series) -> band -> (least, most, scenarios), read from the header."""
    rows, key, outer = collections.defaultdict(dict), None, 0
    text = table.path().read_text().split(f"CoverageRow {table.array}[] = {{\n")[1].split("\n};")[0]
    for line in text.splitlines():
        named = re.match(r' {4}\{functional::(\w+), "(.*?[^\\])", ', line)
        key, outer = ((named.group(1), named.group(2).replace('\\"', '"')), 0) if named else (key, outer + 1)
        for inner, numbers in enumerate(re.findall(r"\{([\d, ]*)\}", line)):
            if numbers:
                rows[key][outer, inner] = tuple(map(int, numbers.split(",")))
    return rows


def strays(percent, value, count, share):
    """By how many standard errors, of `count` replicates and of the rounding, a coverage is above `percent`."""
    p = (percent / 100 * count + 2) / (count + 4)
    return (value - percent / 100) / ((p * (1 - p) / count + p * (1 - p) / (share * REPLICATES)) ** 0.5 + 0.005)


def faults_of(table, found):
    rows = read(table)
    for of, series in sorted(set(found) ^ set(rows)):
        yield f"{of} by {series}: only in {'the study' if (of, series) in found else 'the table'}"
    for key, bands in found.items():
        # A scenario at the edge of two bands is in the one or the other by chance; such bands are not compared.
        same = [band for band, scenarios in bands.items() if rows[key].get(band, (0, 0, 0))[2] == len(scenarios)]
        if 2 * len(same) < len(bands):
            yield f"{' by '.join(key)}: {len(same)} of {len(bands)} bands have as many scenarios as in the table"
        for band in same:
            (least, most, _), low, high = rows[key][band], min(bands[band]), max(bands[band])
            if abs(strays(least, *low)) > 5 or abs(strays(most, *high)) > 5:
                yield f"{' by '.join(key)}: {low[0]:.2f} to {high[0]:.2f} in band {band}, {least} to {most} % in the table"


def main():
    if len(sys.argv) < 2:
        print(__doc__.splitlines()[2], file=sys.stderr)
        return 64
    plim, results = sys.argv[1], [pathlib.Path(path) for path in sys.argv[2:]]
    measured = {result.stem: scenarios_in(plim, result) for result in results} or {
        study: measure(plim, study) for study in dict.fromkeys(table.study for table in TABLES)}
    found = {table: measured[table.study].coverages(table) for table in TABLES if table.study in measured}
    if not results:
        for header in dict.fromkeys(table.header for table in TABLES):
            write(header, [table for table in TABLES if table.header == header], found)
        return 0
    faults = [fault for table in found for fault in faults_of(table, found[table])]
    print("\n".join(faults) if faults else "the tables agree with the studies")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
