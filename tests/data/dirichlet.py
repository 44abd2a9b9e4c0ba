#!/usr/bin/python3
"""Writes dirichlet.json: maxima of Dirichlet likelihoods by mpmath, with nothing of plim's code.

usage: dirichlet.py > dirichlet.json

Small samples of random shares and some made by hand. The maximum by Newton's iteration in 40 digits with the full matrix
of second derivatives, taken where the gradient is below 1e-30; standard errors from the inverse of n (diag psi'(alpha) -
psi'(sum)), by elimination. The shares are the doubles that are written.
"""

import json

import mpmath
import numpy

mpmath.mp.dps = 40


def gradient(alpha, mean_log):
    total = mpmath.digamma(sum(alpha))
    return [total - mpmath.digamma(a) + g for a, g in zip(alpha, mean_log)]


def second(alpha):
    K = len(alpha)
    common = mpmath.polygamma(1, sum(alpha))
    return mpmath.matrix([[(mpmath.polygamma(1, alpha[i]) if i == j else 0) - common for j in range(K)] for i in range(K)])


def log_likelihood(alpha, mean_log):
    return mpmath.loggamma(sum(alpha)) + sum((a - 1) * g - mpmath.loggamma(a) for a, g in zip(alpha, mean_log))


def maximum(mean_log):
    """Newton's iteration, no step taking more than 0.9 of an alpha; the likelihood is concave, so that a place without
    a gradient is its maximum."""
    alpha = [mpmath.mpf(1)] * len(mean_log)
    for _ in range(200):
        g = gradient(alpha, mean_log)
        if max(abs(v) for v in g) < mpmath.mpf(10) ** -30:
            return alpha
        step = mpmath.lu_solve(second(alpha), mpmath.matrix(g))
        t = min([mpmath.mpf(1)] + [-0.9 * a / s for a, s in zip(alpha, step) if s < -0.9 * a])
        alpha = [a + t * s for a, s in zip(alpha, step)]
    raise RuntimeError("no convergence")


def case(name, points):
    n = len(points)
    mean_log = [sum(mpmath.log(mpmath.mpf(x)) for x in column) / n for column in zip(*points)]
    alpha = maximum(mean_log)
    inverse = second(alpha) ** -1
    return {"name": name, "points": [list(p) for p in points], "alpha": [float(a) for a in alpha],
            "se": [float(mpmath.sqrt(inverse[k, k] / n)) for k in range(len(alpha))],
            "log_likelihood": float(n * log_likelihood(alpha, mean_log))}


def shares(weights):
    total = mpmath.fsum(weights)
    return [float(w / total) for w in weights]


def main():
    rng = numpy.random.default_rng(21)
    cases = [case("two points", [shares([1, 2, 1]), shares([2, 3, 4])]),
             case("two of two", [[0.25, 0.75], [0.5, 0.5]]),
             case("one coordinate never varies", [[0.5, 0.2, 0.3], [0.5, 0.3, 0.2], [0.5, 0.25, 0.25]]),
             case("a mirror", [[0.1, 0.9], [0.9, 0.1], [0.3, 0.7], [0.7, 0.3]]),
             case("near a corner", [shares([1, 1e-12, 1e-30]), shares([1e-3, 1, 1e-20]), shares([1, 1e-4, 1e-9])]),
             case("close together", [shares([1000, 2000 + v, 3000 - v]) for v in (0, 1, -1, 0.5)])]
    for alpha in ([1, 1], [0.05, 0.2, 0.1], [0.5, 2, 3.5], [20, 1, 0.3, 4], [300, 500], [1e5, 2e5, 3e5],
                  [0.02, 8], [1.5] * 8):
        for n in (3, 12):
            points = []
            while len(points) < n:
                point = shares([mpmath.mpf(float(g)) for g in rng.gamma(alpha)])
                if min(point) > 0:
                    points.append(point)
            cases.append(case(f"alpha={alpha} n={n}", points))
    print("{\"source\": \"dirichlet.py: mpmath\",\n\"fits\": [" + ",\n  ".join(json.dumps(c) for c in cases) + "]}")


main()
