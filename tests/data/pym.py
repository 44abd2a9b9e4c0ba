#!/usr/bin/python3
"""Writes pym.json: posterior mean and sd of the entropy under the mixture of Pitman-Yor processes of Archer, Park and Pillow
(2014) by mpmath, with nothing of plim's code.

usage: pym.py > pym.json (about ten minutes)

The weight as defined; the conditional mean; the conditional variance by the law of total variance over the mass of the
unseen classes, with the Wolpert-Wolf moments of the seen ones and the authors' prior variance of the others. The integral
over t = ln alpha and s = logit d by the trapezoidal rule where the weight is more than e^-42 of its largest, by two steps
that have to agree.
"""

import functools
import json
import pathlib
import sys
from collections import Counter

import mpmath
from mpmath import mpf, polygamma, digamma, loggamma

mpmath.mp.dps = 25

CASES = [  # counts, and about how wide the weight is in t and s where it is narrowest
    ("the example of the authors' README", [1, 2, 2, 4], 1, 1),
    ("two classes", [2, 2], 1, 1),
    ("two frequent ones", [30, 2, 2, 1], 0.8, 0.8),
    ("many singletons", [3, 2, 2] + [1] * 12, 0.7, 0.8),
    ("both sides of sixteen", [40, 25, 17, 16, 15, 3, 1, 1], 0.6, 0.8),
    ("pub-023-binary_skewed", None, 0.4, 0.5),
    ("pub-016-uniform_K1000_n100", None, 0.35, 0.6),
    ("pub-010-zipf1.2_K1000_n1000", None, 0.1, 0.1),
]


def dirichlet_moments(a):
    """Mean and second moment of the entropy of a Dirichlet law of weights with multiplicities."""
    A = mpmath.fsum(f * x for x, f in a)
    mean = digamma(A + 1) - mpmath.fsum(f * x / A * digamma(x + 1) for x, f in a)
    d = [digamma(x + 1) - digamma(A + 2) for x, _ in a]
    square = mpmath.fsum(f * x * e for (x, f), e in zip(a, d)) ** 2
    square -= mpmath.fsum(f * x * x * e * e for (x, f), e in zip(a, d))
    square -= polygamma(1, A + 2) * (A * A - mpmath.fsum(f * x * x for x, f in a))
    square += mpmath.fsum(f * x * (x + 1) * ((digamma(x + 2) - digamma(A + 2)) ** 2 + polygamma(1, x + 2)
                                             - polygamma(1, A + 2)) for x, f in a)
    return mean, square / (A * (A + 1))


class Posterior:
    def __init__(self, counts):
        self.n, self.S, self.counts = sum(counts), len(counts), Counter(counts)
        self.discount = functools.cache(self.discount)

    def discount(self, s):
        """What depends on s alone: d, 1 - d, the log weight, moments of the entropy of the seen classes."""
        d, rest = 1 / (1 + mpmath.exp(-s)), 1 / (1 + mpmath.exp(s))
        weight = mpmath.log(d) + mpmath.log(rest)
        weight += mpmath.fsum(f * (loggamma(m - d) - loggamma(rest)) for m, f in self.counts.items())
        return d, rest, weight, dirichlet_moments([(m - d, f) for m, f in self.counts.items()])

    def log_weight(self, t, s):
        d, rest, value, _ = self.discount(s)
        alpha = mpmath.exp(t)
        h = digamma(1 + alpha) - digamma(rest)
        value += -10 * h / (digamma(1 + alpha) - digamma(1)) + t
        with mpmath.workdps(60):
            value += (self.S - 1) * mpmath.log(d) + loggamma(self.S + alpha / d) - loggamma(1 + alpha / d)
        return value + loggamma(1 + alpha) - loggamma(self.n + alpha)

    def moments(self, t, s):
        """H = h(w) + (1 - w) H_seen + w H_unseen, w ~ Beta(theta, M) the mass of the unseen classes."""
        d, rest, _, (seen, seen_square) = self.discount(s)
        alpha = mpmath.exp(t)
        theta, M = alpha + self.S * d, self.n - self.S * d
        A = theta + M
        unseen = digamma(1 + theta) - digamma(rest)
        unseen_variance = ((theta + d) / ((theta + 1) ** 2 * rest) + rest / (theta + 1) * polygamma(1, 1 + rest)
                           - polygamma(1, 2 + theta))
        between, between_square = dirichlet_moments([(theta, 1), (M, 1)])
        w2 = theta * (theta + 1) / (A * (A + 1))
        v2 = M * (M + 1) / (A * (A + 1))
        wv = theta * M / (A * (A + 1))
        # E[w h(w)] and E[(1 - w) h(w)], h(w) = -w ln w - (1 - w) ln(1 - w).
        wh = w2 * (digamma(A + 2) - digamma(theta + 2)) + wv * (digamma(A + 2) - digamma(M + 1))
        vh = v2 * (digamma(A + 2) - digamma(M + 2)) + wv * (digamma(A + 2) - digamma(theta + 1))
        mean = between + theta / A * unseen + M / A * seen
        square = (between_square + w2 * (unseen ** 2 + unseen_variance) + v2 * seen_square + 2 * wv * seen * unseen
                  + 2 * wh * unseen + 2 * vh * seen)
        return mean, square

    def row(self, t, stretch, start, total):
        """Adds the nodes of one t to the total; the place of the largest weight, or None if no weight counts."""

        def at(i):
            s, stretch_s = self.place_s(i)
            return s, self.log_weight(t, s) + mpmath.log(stretch * stretch_s)

        k, here = start, at(start)[1]
        for direction in (1, -1):
            while (following := at(k + direction)[1]) > here:
                k, here = k + direction, following
        self.top = max(self.top, here)
        if here < self.top - DROPPED:
            return None
        for first, direction in ((k, 1), (k - 1, -1)):
            i = first
            while (node := at(i))[1] > self.top - DROPPED:
                w = mpmath.exp(node[1] - self.reference)
                mean, square = self.moments(t, node[0])
                for place, x in enumerate((1, mean, square)):
                    total[place] += w * x
                i += direction
        return k

    def average(self, width_t, width_s, step):
        """Nodes at mode + width (x + x^3/100), x a multiple of the step."""
        t, s, best = mpf(0), mpf(0), self.log_weight(mpf(0), mpf(0))
        reach = mpf(1)
        while reach > 0.1 * min(width_t, width_s):  # uphill first
            for place in ((t - reach, s), (t + reach, s), (t, s - reach), (t, s + reach)):
                if (value := self.log_weight(*place)) > best:
                    (t, s), best = place, value
                    break
            else:
                reach /= 2

        def place(centre, width, i):
            x = mpf(i) * step
            return centre + width * (x + x ** 3 / 100), 1 + 3 * x * x / 100

        self.place_s = functools.cache(lambda i: place(s, width_s, i))
        self.top = self.reference = best
        total = [mpf(0)] * 3
        for first, direction in ((0, 1), (-1, -1)):
            i, column = first, 0
            while (column := self.row(*place(t, width_t, i), column, total)) is not None:
                i += direction
        mean, square = total[1] / total[0], total[2] / total[0]
        return mean, mpmath.sqrt(square - mean * mean)


DROPPED = 42


def main():
    samples = json.loads(pathlib.Path(__file__).with_name("entropy_counts.json").read_text())["cases"]
    published = {c["id"]: c["counts"] for c in samples}
    lines = []
    for name, counts, width_t, width_s in CASES:
        counts = counts or published[name]
        posterior = Posterior([c for c in counts if c > 0])
        coarse = posterior.average(mpf(width_t), mpf(width_s), mpf(1) / 3)
        mean, sd = posterior.average(mpf(width_t), mpf(width_s), mpf(1) / 4)
        if abs(coarse[0] / mean - 1) > 1e-13 or abs(coarse[1] / sd - 1) > 1e-11:
            raise RuntimeError("no convergence: %s %s %s" % (name, coarse, (mean, sd)))
        often = sorted(posterior.counts.items())
        lines.append(json.dumps({"name": name, "counts_and_classes": often, "pym": float(mean), "pym_sd": float(sd)}))
        print(name, mpmath.nstr(coarse[0] / mean - 1, 3), mpmath.nstr(coarse[1] / sd - 1, 3), file=sys.stderr)
    print('{"source": "tests/data/pym.py", "cases": [\n' + ",\n".join(lines) + "\n]}")


if __name__ == "__main__":
    main()
