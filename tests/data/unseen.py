#!/usr/bin/python3
"""Writes unseen.json: entropies by the linear programs of Valiant and Valiant (2013, 2017) on the samples of
entropy_counts.json, solved by HiGHS (scipy.optimize.linprog), with nothing of plim's code.

usage: unseen.py > unseen.json

The constants of the authors' entropy_estC.m, and the cutoff at 500 of unseen_largescale.m. Frequencies and distances in units
of n, so that the solver's tolerances are small beside them.
"""

import json
import pathlib

import numpy
from scipy.optimize import linprog
from scipy.stats import poisson

RATIO, SLACK, CUTOFF = 1.05, 0.5, 500
TOLERANCES = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}


def split(frequency, n):
    """The frequencies of rare counts, their mass, and the entropy of the others."""
    rare, mass, entropy = numpy.zeros(CUTOFF), 1.0, 0.0
    for i in numpy.nonzero(frequency)[0]:
        reach = int(numpy.ceil(numpy.sqrt(i)))
        if i <= CUTOFF and frequency[max(1, i - reach):i + reach + 1].sum() >= numpy.sqrt(i):
            rare[i - 1] = frequency[i]
        else:
            entropy += frequency[i] * (0.5 / n - i / n * numpy.log(i / n))
            mass -= frequency[i] * i / n
    return numpy.trim_zeros(rare, "b"), mass, entropy


def unseen(counts):
    counts = [c for c in counts if c > 0]
    n, least = sum(counts), min(counts)
    rare, mass, entropy = split(numpy.bincount(counts), n)
    if len(rare) == 0:
        return entropy
    largest = len(rare)
    rare = numpy.append(rare, numpy.zeros(int(numpy.ceil(numpy.sqrt(largest)))))
    low = 1 / (n * max(10, n)) if least == 1 else least / n
    x = low * RATIO ** numpy.arange(numpy.ceil(numpy.log(largest / n / low) / numpy.log(RATIO)) + 1)
    m, points = len(rare), len(x)
    equations = numpy.zeros((m + 1, points + 2 * m))
    equations[:m, :points] = [poisson.pmf(i, n * x) / (n * x) for i in range(1, m + 1)]
    equations[:m, points:] = numpy.hstack([numpy.eye(m), -numpy.eye(m)])
    equations[m, :points] = 1
    right = numpy.append(rare / n, mass)
    distance = numpy.concatenate([numpy.zeros(points), numpy.tile(1 / numpy.sqrt(rare + 1), 2)])
    found = linprog(distance, A_eq=equations, b_eq=right, method="highs-ds", options=TOLERANCES)
    if least == 1:
        classes = numpy.concatenate([1e3 * low / x, numpy.zeros(2 * m)])
        found = linprog(classes, A_eq=equations, b_eq=right, A_ub=[distance], b_ub=[found.fun + SLACK / n], method="highs-ds",
                        options=TOLERANCES)
    return entropy - float(found.x[:points] @ numpy.log(x))


def main():
    samples = json.loads(pathlib.Path(__file__).with_name("entropy_counts.json").read_text())["cases"]
    lines = ['{"id": "%s", "unseen": %r}' % (c["id"], unseen(c["counts"])) for c in samples if max(c["counts"]) < 10**6]
    print('{"source": "tests/data/unseen.py", "cases": [\n' + ",\n".join(lines) + "\n]}")


if __name__ == "__main__":
    main()
