#!/usr/bin/python3
"""Prints the truths that the study of studies holds verdicts against, independent of plim: exact sums over all count
vectors, but for the gamma law (4 million samples with numpy, its standard error beside it). Needs Debian's
python3-numpy and python3-scipy.

    bench/verdicts/exact_truths.py        (a minute)
"""
import itertools
import math

import numpy as np
from scipy.optimize import brentq
from scipy.special import digamma, gammaln, polygamma


def compositions(n, k):
    """All vectors of k counts with sum n."""
    if k == 1:
        yield (n,)
        return
    for first in range(n + 1):
        for rest in compositions(n - first, k - 1):
            yield (first, *rest)


def moments(p, n, estimate, truth):
    """Chance that the estimate exists; its bias, sd and rmse over the samples where it does."""
    logs = [math.log(x) for x in p]
    cases = []
    for c in compositions(n, len(p)):
        w = math.exp(gammaln(n + 1) - sum(gammaln(x + 1) for x in c) + sum(x * l for x, l in zip(c, logs)))
        t = estimate(c)
        if t is not None:
            cases.append((w, t - truth))
    total = math.fsum(w for w, _ in cases)
    first = math.fsum(w * e for w, e in cases) / total
    second = math.fsum(w * e * e for w, e in cases) / total
    return {"exists": total, "bias": first, "sd": math.sqrt(max(0, second - first**2)), "rmse": math.sqrt(second)}


def entropy(p):
    return -math.fsum(x * math.log(x) for x in p if x > 0)


def ml(c):
    return entropy([x / sum(c) for x in c])


def miller_madow(c):
    return ml(c) + (sum(x > 0 for x in c) - 1) / (2 * sum(c))


def chao_shen(c):
    n = sum(c)
    singles = sum(x == 1 for x in c)
    coverage = 1 - (n - 1 if singles == n else singles) / n
    q = [coverage * x / n for x in c if x > 0]
    return -math.fsum(x * math.log(x) / -math.expm1(n * math.log1p(-x)) if x < 1 else 0 for x in q)


def dirichlet_mean(a, k):
    """Posterior mean of the entropy under Dirichlet(a) on k classes (Wolpert and Wolf 1995)."""

    def estimate(c):
        seen = [x for x in c if x > 0]
        if len(seen) > k:
            return None
        whole = sum(c) + k * a
        terms = [(x + a) / whole * digamma(x + a + 1) for x in seen + [0] * (k - len(seen))]
        return digamma(whole + 1) - math.fsum(terms)

    return estimate


def zipf(s, N):
    w = [k**-s for k in range(1, N + 1)]
    return [x / sum(w) for x in w]


def zipf_mle(N):
    logs = [math.log(k) for k in range(1, N + 1)]
    known = {}

    def mean_log(s):
        w = [math.exp(-s * x) for x in logs]
        return sum(a * x for a, x in zip(w, logs)) / sum(w)

    def estimate(c):
        m = round(sum(x * y for x, y in zip(c, logs)) / sum(c), 13)
        if m == 0:
            return None  # all ones: no maximum
        if m not in known:
            known[m] = 0.0 if m >= mean_log(0) else brentq(lambda s: mean_log(s) - m, 0, 200, xtol=1e-13)
        return known[m]

    return estimate


def mutual_information(c):
    n = sum(c)
    a, b, d, e = c
    return entropy([(a + b) / n, (d + e) / n]) + entropy([(a + d) / n, (b + e) / n]) - ml(c)


def show(name, **values):
    print(name, "  ".join(f"{k} = {v:.10g}" for k, v in values.items()))


def binomial(n, p):
    return [math.exp(gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1) + k * math.log(p) + (n - k) * math.log1p(-p))
            for k in range(n + 1)]


def wald_coverage(n, p, z=1.959963984540054):
    """Share of samples whose interval x/n +- z sqrt(x/n (1 - x/n)/n) holds p."""
    def holds(k):
        q = k / n
        return abs(q - p) <= z * math.sqrt(q * (1 - q) / n)
    return math.fsum(w for k, w in enumerate(binomial(n, p)) if holds(k))


def entropy_coverages(p, n, z=1.959963984540054):
    """Shares of samples whose interval of the plug-in and of Miller and Madow holds the entropy."""
    logs = [math.log(x) for x in p]
    truth, plain, corrected = entropy(p), 0.0, 0.0
    for c in compositions(n, len(p)):
        w = math.exp(gammaln(n + 1) - sum(gammaln(x + 1) for x in c) + sum(x * l for x, l in zip(c, logs)))
        second = math.fsum(x / n * math.log(x / n) ** 2 for x in c if x)
        half = z * math.sqrt(max(0, second - ml(c) ** 2) / n)
        plain += w * (abs(ml(c) - truth) <= half)
        corrected += w * (abs(miller_madow(c) - truth) <= half)
    return {"ml": plain, "miller_madow": corrected, "difference": plain - corrected}


def gamma_shape(n, shape, samples=4_000_000, batch=20_000):
    """Mean and sd of the maximum likelihood estimate of the shape, with their standard errors."""
    rng = np.random.default_rng(1)
    estimates = []
    for _ in range(samples // batch):
        x = rng.standard_gamma(shape, (batch, n))
        y = np.log(x.mean(1)) - np.log(x).mean(1)
        a = (3 - y + np.sqrt((y - 3) ** 2 + 24 * y)) / (12 * y)
        for _ in range(8):
            a = 1 / (1 / a + (-y + np.log(a) - digamma(a)) / (a * a * (1 / a - polygamma(1, a))))
        estimates.append(a)
    t = np.concatenate(estimates) - shape
    sd, rmse = t.std(), math.sqrt((t**2).mean())
    return {"bias": t.mean(), "bias_se": sd / math.sqrt(t.size), "sd": sd,
            "sd_se": np.std((t - t.mean()) ** 2) / (2 * sd * math.sqrt(t.size)), "rmse": rmse,
            "rmse_se": np.std(t**2) / (2 * rmse * math.sqrt(t.size))}


def main():
    for n in (3, 10):
        show(f"zipf(2.5, 10) mle of s, n = {n}:", **moments(zipf(2.5, 10), n, zipf_mle(10), 2.5))
    show("dirichlet_mean_jeffreys, K = 3 on 6 equal classes, n = 5:",
         **moments([1 / 6] * 6, 5, dirichlet_mean(0.5, 3), math.log(6)))
    for p_b in (0.05, 0.002):
        # P(A | B) = 0.4 by the share among the M draws in B, M binomial(10, P(B)), where M > 0.
        m = binomial(10, p_b)
        exists = 1 - m[0]
        show(f"frequency of A given B, P(B) = {p_b}, n = 10:", exists=exists, bias=0.0,
             sd=math.sqrt(0.24 * math.fsum(m[k] / k for k in range(1, 11)) / exists))
    for name, e in (("ml", ml), ("miller_madow", miller_madow), ("chao_shen", chao_shen)):
        show(f"{name}, p = 1e-4 of 2, n = 100:", **moments([1e-4, 1 - 1e-4], 100, e, entropy([1e-4, 1 - 1e-4])))
    show("miller_madow - ml, p = 1e-4 of 2, n = 100:",
         **moments([1e-4, 1 - 1e-4], 100, lambda c: miller_madow(c) - ml(c), 0))
    show("zipf(1, 5) mle of s, n = 20:", **moments(zipf(1, 5), 20, zipf_mle(5), 1))
    four = [0.4, 0.3, 0.2, 0.1]
    for name, e in (("dirichlet_mean_jeffreys", dirichlet_mean(0.5, 4)), ("chao_shen", chao_shen)):
        show(f"{name}, p = .4 .3 .2 .1, n = 20:", **moments(four, 20, e, entropy(four)))
    table = [0.4, 0.1, 0.1, 0.4]
    truth = 2 * entropy([0.5, 0.5]) - entropy(table)
    show("mutual_information, table .4 .1 .1 .4, n = 30:", truth=truth, **moments(table, 30, mutual_information, truth))
    show("wald, p = 0.1, n = 20:", coverage=wald_coverage(20, 0.1))
    show("wald, p = 0.01, n = 100:", coverage=wald_coverage(100, 0.01))
    show("entropy intervals, p = .4 .3 .2 .1, n = 30:", **entropy_coverages(four, 30))
    show("gamma(2.5) mle of the shape, n = 30:", **gamma_shape(30, 2.5))


main()
