#!/usr/bin/python3
"""Writes nsb.json: posterior mean and sd of the entropy under the mixture of Nemenman, Shafee and Bialek (2002) by mpmath,
with nothing of plim's code.

usage: nsb.py > nsb.json (about two minutes)

The definition term by term in 60 digits: the likelihood as gamma functions, the mean and second moment of Wolpert and Wolf
(1995), the integral over ln b by the trapezoidal rule on the range where the weight is more than 1e-30 of its largest. The
step is halved until 18 digits stay.
"""

import json
from collections import Counter

import mpmath
from mpmath import mpf, polygamma, digamma, loggamma

mpmath.mp.dps = 60

CASES = [
    ("no coincidence", [1] * 6, 100),
    ("no coincidence, as many classes", [1, 1, 1], 3),
    ("one class", [7], 4),
    ("one observation", [1], 5),
    ("one coincidence in many classes", [2] + [1] * 30, 10**9),
    ("many more classes than numbers", [5, 3, 1, 1], 10**18),
    ("two classes", [40, 2], 2),
    ("flat", [25] * 8, 8),
    ("flat and huge", [10**12] * 3, 3),
    ("nearly flat", [1000, 1010, 990, 1003, 997, 1000], 6),
    ("nearly sure", [10**12, 1, 1], 3),
    ("nearly sure with an unseen class", [10**12], 2),
    ("huge", [10**9, 2 * 10**9, 3 * 10**9], 3),
    ("huge with small ones", [7 * 10**11, 2 * 10**11, 10**5, 12, 1, 1], 20),
    ("both sides of sixteen", [14, 15, 16, 17, 18], 9),
    ("a thousand classes", [300, 200] + [40] * 20 + [9] * 60 + [3] * 200 + [1] * 300, 1000),
]


class Posterior:
    def __init__(self, counts, K):
        self.n, self.K, self.counts = sum(counts), K, Counter(counts)
        self.unseen = K - len(counts)

    def log_weight(self, b):
        K, n = self.K, self.n
        prior = K * polygamma(1, K * b + 1) - polygamma(1, b + 1)
        value = mpmath.log(b * prior) + loggamma(K * b) - loggamma(n + K * b)
        return value + mpmath.fsum(f * (loggamma(m + b) - loggamma(b)) for m, f in self.counts.items())

    def moments(self, b):
        A = self.n + self.K * b
        a = [(m + b, f) for m, f in self.counts.items()] + [(b, self.unseen)]
        mean = digamma(A + 1) - mpmath.fsum(f * x / A * digamma(x + 1) for x, f in a)
        d = [digamma(x + 1) - digamma(A + 2) for x, _ in a]
        square = mpmath.fsum(f * x * e for (x, f), e in zip(a, d)) ** 2
        square -= mpmath.fsum(f * x * x * e * e for (x, f), e in zip(a, d))
        square -= polygamma(1, A + 2) * (A * A - mpmath.fsum(f * x * x for x, f in a))
        square += mpmath.fsum(f * x * (x + 1) * ((digamma(x + 2) - digamma(A + 2)) ** 2 + polygamma(1, x + 2)
                                                 - polygamma(1, A + 2)) for x, f in a)
        return mean, square / (A * (A + 1))

    def top(self):
        """The mode in t = ln b by a search in halved steps."""
        t, step = mpf(0), mpf(8)
        value = self.log_weight(mpmath.exp(t))
        while step > mpf(1) / 512:
            for s in (t - step, t + step):
                other = self.log_weight(mpmath.exp(s))
                if other > value:
                    t, value = s, other
                    break
            else:
                step /= 2
        return t, value

    def sums(self, mode, top, step):
        total = [mpf(0)] * 3
        for sign in (-1, 1):
            i = 0 if sign > 0 else 1
            while True:
                b = mpmath.exp(mode + sign * i * step)
                log_weight = self.log_weight(b) - top
                if log_weight < -70:
                    break
                w = mpmath.exp(log_weight)
                mean, square = self.moments(b)
                total = [x + w * y for x, y in zip(total, (1, mean, square))]
                i += 1
        mean, square = total[1] / total[0], total[2] / total[0]
        return mean, mpmath.sqrt(square - mean * mean)

    def average(self):
        mode, top = self.top()
        step, last = mpf(1) / 2, None
        while True:
            found = self.sums(mode, top, step)
            if last and all(abs(x - y) < abs(x) * mpf(10) ** -18 for x, y in zip(found, last)):
                return found
            last, step = found, step / 2


def main():
    lines = []
    for name, counts, K in CASES:
        mean, sd = Posterior(counts, K).average()
        often = sorted(Counter(counts).items())
        lines.append(json.dumps({"name": name, "counts_and_classes": often, "K": K, "nsb": float(mean), "nsb_sd": float(sd)}))
    print('{"source": "tests/data/nsb.py", "cases": [\n' + ",\n".join(lines) + "\n]}")


if __name__ == "__main__":
    main()
