#!/usr/bin/python3
"""Makes tails.json: logarithms of tails, also of those below the least double, and quantiles from above, by the laws of
generate_families.py, independent of plim. Needs Debian's python3-mpmath.

    tests/data/generate_tails.py > tests/data/tails.json
    tests/data/generate_tails.py --more > tests/data/tails_more.json      (of the laws of more_families.py)
"""
import json
import sys

from generate_families import LAWS, text
from more_families import MORE
from more_tails import MORE_CASES
from mpmath import mp, mpf
from tails_and_sums import check_gamma_tails, check_power_sums, kummer

LEAST = [5e-324, 1e-300, 1e-100, 1e-12, 0.01, 0.3, 0.5, 0.9, 1 - 1e-6]

# family, parameters, points
CASES = [
    ("bernoulli", {"p": 1e-300}, [0.0]),
    ("bernoulli", {"p": 0.3}, [0.0]),
    ("categorical", {"p": [1e-299, 0.25, 0.75]}, [0.0, 1.0]),
    ("categorical.uniform", {"K": 997}, [0.0, 500.0, 995.0]),
    ("normal", {"mean": 0.0, "sd": 1.0}, [-1e150, -1e3, -40.0, -30.5, -29.5, -8.0, -0.5, 0.0, 0.5, 3.0, 8.5, 37.0, 1e3]),
    ("normal", {"mean": -3.0, "sd": 2.5}, [-1e4, 2.0, 1e5]),
    ("exponential", {"lambda": 0.2}, [1e-300, 0.5, 3.0, 1e4, 1e300]),
    ("exponential", {"lambda": 1e-250}, [1e-200, 1e250]),
    ("gamma", {"shape": 2.3, "scale": 0.4}, [1e-300, 1e-150, 0.1, 1.0, 1e4, 1e300]),
    ("gamma", {"shape": 1e-3, "scale": 1.0}, [1e-300, 1e-3, 1.0, 1e4]),
    ("gamma", {"shape": 3.0, "scale": 1e300}, [1e-100]),
    ("gamma", {"shape": 0.003, "scale": 1e300}, [1e-20]),
    ("gamma", {"shape": 60.0, "scale": 1e3}, [1e-3, 1.0, 1e4, 6e4, 1e6, 1e8]),
    ("gamma", {"shape": 2001.0, "scale": 3.0}, [1.0, 1200.0, 6000.0, 15000.0, 1e6]),
    ("gamma", {"shape": 9999.0, "scale": 1.0}, [10.0, 6000.0, 9990.0, 14000.0, 1e6]),
    ("gamma", {"shape": 1e6, "scale": 0.5}, [100.0, 480400.0, 499000.0, 500300.0, 519900.0, 1e7]),
    ("gamma", {"shape": 1e15, "scale": 1.0}, [1e15 - 2e9, 1e15 - 1e8, 1e15 + 1e7, 1e15 + 2e9]),
    ("weibull", {"shape": 1.5, "scale": 2.0}, [1e-300, 1e-210, 0.1, 2.0, 40.0, 1e5]),
    ("weibull", {"shape": 60.0, "scale": 1e3}, [1e-3, 500.0, 990.0, 1100.0, 2000.0]),
    ("weibull", {"shape": 0.05, "scale": 1e-100}, [1e-300, 1e-90, 1e-30, 1e10]),
    ("lognormal", {"location": 0.0, "scale": 1.0}, [1e-300, 1e-40, 0.1, 1.0, 20.0, 1e40, 1e300]),
    ("uniform", {"lower": -2.0, "upper": 3.5}, [-2 + 1e-15, 0.0, 3.0]),
    ("student_t", {"location": 0.0, "scale": 1.0, "df": 1.0}, [-1e300, -3.0, 0.0, 1e-20, 5.0, 1e200]),
    ("student_t", {"location": 0.0, "scale": 1.0, "df": 3.0}, [-1e200, -1e100, 0.5, 40.0, 1e100]),
    ("student_t", {"location": 0.0, "scale": 1.0, "df": 120.0}, [-1e4, -50.0, 1.0, 300.0]),
    ("beta", {"alpha": 2.0, "beta": 5.0}, [1e-300, 1e-160, 0.2, 0.9]),
    ("beta", {"alpha": 300.0, "beta": 0.3}, [1e-3, 0.05, 0.5, 0.999]),
    ("beta", {"alpha": 1e4, "beta": 2e4}, [0.01, 0.2, 0.33, 0.5, 0.9]),
    ("binomial", {"trials": 3000, "p": 0.3}, [0.0, 100.0, 890.0, 950.0, 2500.0, 2999.0]),
    ("binomial", {"trials": 1000, "p": 1e-5}, [0.0, 3.0, 100.0, 999.0]),
    ("negative_binomial", {"r": 2.5, "p": 0.1}, [0.0, 20.0, 1000.0, 1e5]),
    ("negative_binomial", {"r": 300.0, "p": 0.4}, [0.0, 50.0, 450.0, 1200.0, 1e4]),
    ("poisson", {"mean": 1e-3}, [0.0, 3.0, 200.0]),
    ("poisson", {"mean": 1000.0}, [0.0, 5.0, 990.0, 1100.0, 4000.0]),
    ("poisson", {"mean": 1e9}, [9.98e8, 1e9 - 1e4, 1e9 + 5e4, 1.002e9]),
    ("geometric", {"p": 0.07}, [0.0, 5.0, 1e4, 1e8]),
    ("geometric", {"p": 1e-100}, [0.0, 1e90, 1e100, 1e105]),
    ("zipf", {"s": 1.0, "N": 10**9}, [1.0, 1e5, 9e8]),
    ("zipf", {"s": 40.0, "N": 10**6}, [1.0, 3.0, 1e5, 9e5]),
    ("zipf", {"s": 300.0, "N": 10**9}, [1.0, 20.0, 1e8]),
    ("zipf", {"s": 1e6, "N": 10**9}, [1.0, 1e3, 1e8]),
]


def from_above(law, q):
    """The least x with P(X > x) <= q; of a law on integers q may be missed by half a unit in its last place."""
    q = mpf(q)
    if law.step == 1:
        q *= 1 + mpf(2) ** -53
        return mpf(law.least(q, True) if q < mpf(1) / 2 else law.least(1 - q, False))
    return law.root(q, True) if q < mpf(1) / 2 else law.root(1 - q, False)


def log_tails(family, law, x):
    """ln P(X <= x) and ln P(X > x), from the smaller tail."""
    above = zipf_tail(law, int(x)) if family == "zipf" else law.complement(x)
    far_below = family == "gamma" and x < law.mean() / 2  # where quadrature from x down to 0 would see nothing
    below = kummer(law.shape, x / law.scale) if far_below else law.cdf(x)
    log_above = mp.log1p(-below) if family in MORE and below < mpf(1) / 2 else mp.log(above)
    log_above = mpf(0) if abs(log_above) < mpf(10)**-1000 else log_above
    return mp.log1p(-above) if above < mpf(1) / 2 else mp.log(below), log_above


def zipf_tail(law, k):
    """P(X > k), term by term where the terms fall fast, which Euler and Maclaurin's formula does not like."""
    if law.s < max(20, mpf(k + 1) / 100):
        return law.complement(k)
    with mp.workdps(60):
        total, rank = mpf(0), k + 1
        term = law.density(rank)
        while rank <= law.last and term > total * mpf(10) ** -45:
            total += term
            rank += 1
            term = law.density(rank)
        return total


def case_of(family, parameters, points):
    law = {**LAWS, **MORE}[family][0](**({"rate": parameters["lambda"]} if family == "exponential" else parameters))
    case = {"family": family, "parameters": parameters, "variance": text(law.variance()), "at": []}
    for x in points:
        below, above = log_tails(family, law, x)
        case["at"].append({"x": x, "log_cdf": text(below), "log_complement": text(above)})
    denormal = family in MORE or family in ("normal", "exponential", "geometric", "lognormal", "uniform")
    reach = [q for q in LEAST if q >= 1e-300 or denormal]
    case["quantiles"] = [{"q": q, "x": text(from_above(law, q))} for q in reach]
    return case


if __name__ == "__main__":
    check_gamma_tails()
    check_power_sums()
    print('{"source": "mpmath, by generate_tails.py; arguments are exact doubles",')
    more = sys.argv[1:] == ["--more"]
    lines = ",\n".join(json.dumps(case_of(*c)) for c in (MORE_CASES if more else CASES))
    print('"cases": [\n' + (lines.replace('"+inf"', '"inf"') if more else lines) + "\n]}")
