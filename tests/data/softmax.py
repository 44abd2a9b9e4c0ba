#!/usr/bin/python3
"""Writes softmax.json: softmax regression and its population by numpy, scipy and mpmath, with nothing of plim's code.

usage: softmax.py > softmax.json

Fits: small random data; whether a maximum exists by linear programming (Albert and Anderson 1984: it does not if some
weights give no label a smaller score than another class has at any point, and some a larger one), and if it does
Newton's iteration in 40 digits. Laws: conditional entropy, variance of the surprise, inverse information and the loss
of other weights by nested adaptive quadrature over standard normal features.
"""

import json
import math

import mpmath
import numpy
from scipy.integrate import nquad
from scipy.optimize import linprog

mpmath.mp.dps = 40


def design(x):
    return numpy.hstack([numpy.ones((len(x), 1)), numpy.asarray(x)])


def is_separated(x, y, K):
    """Maximises the sum of the gaps score_y - score_k >= 0 over weights in a box."""
    X = design(x)
    p = X.shape[1]
    rows = []
    for point, label in zip(X, y):
        for k in range(K):
            if k == label:
                continue
            row = numpy.zeros((K, p))
            row[label] += point
            row[k] -= point
            rows.append(row[1:].ravel())
    rows = numpy.array(rows)
    found = linprog(-rows.sum(axis=0), A_ub=-rows, b_ub=numpy.zeros(len(rows)), bounds=[(-1, 1)] * rows.shape[1],
                    method="highs")
    assert found.status == 0
    return bool(-found.fun > 1e-7)


def newton(x, y, K):
    X = [[mpmath.mpf(float(v)) for v in row] for row in design(x)]
    p, size = len(X[0]), (K - 1) * len(X[0])
    w = mpmath.zeros(size, 1)

    def likelihood(w, derivatives):
        total, g, H = mpmath.mpf(0), mpmath.zeros(size, 1), mpmath.zeros(size, size)
        for row, label in zip(X, y):
            s = [mpmath.mpf(0)] + [sum(w[k * p + j] * row[j] for j in range(p)) for k in range(K - 1)]
            e = [mpmath.exp(v) for v in s]
            z = sum(e)
            total += s[label] - mpmath.log(z)
            if not derivatives:
                continue
            q = [v / z for v in e]
            for k in range(1, K):
                for i in range(p):
                    g[(k - 1) * p + i] += ((label == k) - q[k]) * row[i]
                    for l in range(1, K):
                        c = q[k] * ((k == l) - q[l]) * row[i]
                        for j in range(p):
                            H[(k - 1) * p + i, (l - 1) * p + j] += c * row[j]
        return total, g, H

    value, g, H = likelihood(w, True)
    for _ in range(200):
        step, t = mpmath.lu_solve(H, g), mpmath.mpf(1)
        while likelihood(w + t * step, False)[0] < value and t > mpmath.mpf(10) ** -30:
            t /= 2
        w = w + t * step
        value, g, H = likelihood(w, True)
        if max(abs(v) for v in step) < mpmath.mpf(10) ** -20 * (1 + max(abs(v) for v in w)):
            break
    else:
        raise RuntimeError("no convergence")
    inverse = H ** -1
    return value, w, [mpmath.sqrt(inverse[i, i]) for i in range(size)]


def fit_case(name, x, y, K):
    case = {"name": name, "K": K, "d": len(x[0]), "x": [list(map(float, r)) for r in x], "y": [int(v) for v in y]}
    if len(set(case["y"])) < K or is_separated(x, y, K):
        return {**case, "status": "at_infinity"}
    value, w, se = newton(x, y, K)
    return {**case, "status": "regular", "log_likelihood": float(value), "weights": [float(v) for v in w],
            "se": [float(v) for v in se]}


def fit_cases():
    rng = numpy.random.default_rng(20)
    cases = []
    for K, d, n in [(2, 1, 8), (2, 1, 20), (2, 2, 15), (2, 3, 30), (3, 1, 12), (3, 2, 25), (4, 2, 40), (3, 3, 60)]:
        for repeat in range(8):
            W = numpy.vstack([numpy.zeros(d + 1), rng.normal(size=(K - 1, d + 1)) * 1.5])
            x = numpy.round(rng.normal(size=(n, d)), 3)
            p = numpy.exp(design(x) @ W.T)
            p /= p.sum(axis=1, keepdims=True)
            y = [int(rng.choice(K, p=row)) for row in p]
            cases.append(fit_case(f"random K={K} d={d} n={n} {repeat}", x, y, K))
    # Ties, a class apart from two that overlap, features of other scales, nearly separated ones.
    cases.append(fit_case("ties", [[-1], [0], [0], [1]], [0, 0, 1, 1], 2))
    cases.append(fit_case("one class apart", [[-5], [-4], [1], [2], [3], [4]], [0, 0, 1, 2, 1, 2], 3))
    cases.append(fit_case("two of two points", [[-1], [1]], [0, 1], 2))
    cases.append(fit_case("overlap of 1e-3", [[-1], [-0.5], [0.001], [0], [0.5], [1]], [0, 0, 0, 1, 1, 1], 2))
    cases.append(fit_case("far features", [[1000 + v, 0.001 * u] for v, u in
                                           [(1, 2), (2, -1), (3, 1), (0, 0), (-1, 3), (2, 2), (-2, -2), (1, -3)]],
                          [0, 1, 1, 0, 1, 0, 0, 1], 2))
    return cases


def law_case(weights, other):
    W = numpy.array(weights, dtype=float)
    W = W - W[0]
    V = numpy.array(other, dtype=float)
    V = V - V[0]
    K, p = W.shape
    d = p - 1

    def log_p(U, x):
        s = U[:, 0] + U[:, 1:] @ numpy.asarray(x)
        m = s.max()
        return s - m - math.log(numpy.exp(s - m).sum())

    def mean(f):
        density = lambda x: math.exp(-0.5 * sum(v * v for v in x)) / (2 * math.pi) ** (d / 2)
        return nquad(lambda *x: f(x) * density(x), [(-9, 9)] * d, opts={"epsabs": 1e-12, "epsrel": 1e-11, "limit": 200})[0]

    q = lambda x: numpy.exp(log_p(W, x))
    entropy = mean(lambda x: -(q(x) * log_p(W, x)).sum())
    square = mean(lambda x: (q(x) * log_p(W, x) ** 2).sum())
    size = (K - 1) * p
    J = numpy.zeros((size, size))
    for a in range(size):
        for b in range(a + 1):
            (k, i), (l, j) = divmod(a, p), divmod(b, p)
            k, l = k + 1, l + 1

            def term(x):
                prob, z = q(x), [1, *x]
                return prob[k] * ((k == l) - prob[l]) * z[i] * z[j]

            J[a, b] = J[b, a] = mean(term)
    return {"weights": weights, "other": other, "conditional_entropy": entropy,
            "surprisal_variance": square - entropy ** 2, "variances": list(numpy.diag(numpy.linalg.inv(J))),
            "loss_of_other": mean(lambda x: -(q(x) * log_p(V, x)).sum())}


def main():
    laws = [law_case([[0, 0], [0.5, 1]], [[0, 0], [-1, 3]]),
            law_case([[0.2, -0.5], [0, 0], [0.5, 2]], [[0, 0], [0.1, 0.4], [-0.3, 5]]),
            law_case([[0, 0, 0], [0.5, 1, -1], [-0.5, 0.5, 1]], [[0, 0, 0], [1, 0.2, 0], [0, 1.5, 1]])]
    line = ",\n  ".join
    print("{\"source\": \"softmax.py: numpy, scipy, mpmath\",\n\"laws\": [" + line(json.dumps(law) for law in laws) +
          "],\n\"fits\": [" + line(json.dumps(case) for case in fit_cases()) + "]}")


main()
