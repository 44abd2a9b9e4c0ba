#!/usr/bin/python3
"""Makes families.json: the laws of laws_of_densities.py and laws_of_masses.py at the points where their tails are small
and large. Needs Debian's python3-mpmath.

    tests/data/generate_families.py > tests/data/families.json        (about ten minutes; CI does not run it)

and families_more.json of the laws of more_families.py, whose cases also have skewness and excess kurtosis:

    tests/data/generate_families.py --more > tests/data/families_more.json    (about ten minutes)

Names of families after that make these alone. A moment that diverges to infinity while the mean exists, or of a law bounded
below, is inf; a moment that does not exist is nan; information that does not exist, or is not known here, is [].
"""
import json
import sys

from laws_of_densities import Beta, Exponential, Gamma, Interval, Lognormal, Normal, StudentT, Weibull
from laws_of_masses import (Bernoulli, Binomial, Categorical, Geometric, NegativeBinomial, Poisson, PowerOfRank, PowerOfRatio,
                            Uniform, Zipf)
from more_families import MORE
from mpmath import mp
from tails_and_sums import check_beta_tails, check_gamma_tails, check_power_sums

PROBABILITIES = [1e-300, 1e-100, 1e-12, 0.01, 0.3, 0.5, 0.9, 1 - 1e-6, 1 - 2.0**-50]
LAWS = {
    "bernoulli": (Bernoulli, [{"p": p} for p in (0.3, 0.5, 1e-300, 1e-17, 1 - 2.0**-53)]),
    "categorical": (Categorical, [{"p": p} for p in ([0.1, 0.25, 0.3, 0.15, 0.2], [1e-299, 0.25, 0.75],
                                                     [0.4, 1e-20, 0.35, 1e-9, 0.249999999])]),
    "categorical.geometric": (PowerOfRatio, [{"K": K, "ratio": r} for K, r in ((5, 1.0), (40, 0.5), (300, 0.11), (400, 0.97))]),
    "categorical.power": (PowerOfRank, [{"K": K, "power": s} for K, s in ((5, 0.0), (400, 1.2), (300, 5.0))]),
    "categorical.uniform": (Uniform, [{"K": 7}, {"K": 997}]),
    "normal": (Normal, [{"mean": m, "sd": s} for m, s in ((0.0, 1.0), (-3.0, 2.5), (1e6, 1e-3), (0.0, 1e-140), (5.0, 1e140))]),
    "exponential": (Exponential, [{"lambda": r} for r in (0.2, 1.0, 1e-140, 1e140)]),
    "gamma": (Gamma, [{"shape": a, "scale": b} for a, b in (
        (1e-3, 1.0), (0.3, 2.0), (1.0, 1e-5), (2.3, 0.4), (16.9, 1.0), (17.1, 1.0), (60.0, 1e3), (199.0, 1.0), (201.0, 1.0),
        (2001.0, 3.0), (2500.0, 1.0), (9999.0, 1.0), (10001.0, 1.0), (1e6, 0.5), (1e9, 1.0), (1e15, 1.0))]),
    "weibull": (Weibull, [{"shape": k, "scale": b} for k, b in (
        (1.5, 2.0), (0.05, 3.0), (0.7, 1e-5), (1.0, 1e100), (7.9, 1.0), (8.1, 1.0), (60.0, 1e3), (1e6, 5.0))]),
    "lognormal": (Lognormal, [{"location": m, "scale": s} for m, s in ((0.0, 1.0), (-0.5, 0.25), (3.0, 2.5), (0.1, 1e-3))]),
    "uniform": (Interval, [{"lower": a, "upper": b} for a, b in ((0.0, 1.0), (-2.0, 3.5), (1e6, 1e6 + 1), (-1e100, 1e100))]),
    "student_t": (StudentT, [{"location": m, "scale": s, "df": n} for m, s, n in (
        (0.0, 1.0, 1.0), (2.0, 0.5, 3.0), (0.0, 1.0, 2.0), (-1.0, 10.0, 0.7), (0.0, 1.0, 4.5), (0.0, 2.0, 29.0), (0.0, 1.0, 31.0),
        (5.0, 1.0, 120.0))]),
    "beta": (Beta, [{"alpha": a, "beta": b} for a, b in (
        (0.5, 0.5), (1.0, 1.0), (2.0, 5.0), (0.1, 3.0), (15.9, 16.1), (300.0, 0.3), (1e4, 2e4))]),
    "binomial": (Binomial, [{"trials": n, "p": p} for n, p in (
        (1, 0.3), (10, 0.5), (25, 0.0396), (100, 0.999), (1000, 1e-5), (3000, 0.3))]),
    "negative_binomial": (NegativeBinomial, [{"r": r, "p": p} for r, p in (
        (1.0, 0.3), (2.5, 0.1), (0.3, 0.5), (0.05, 0.1), (40.0, 0.9), (300.0, 0.4))]),
    "poisson": (Poisson, [{"mean": m} for m in (1e-3, 0.4, 5.0, 30.0, 321.5, 2500.0, 9990.0, 10010.0, 1e6, 1e9, 1e15)]),
    "geometric": (Geometric, [{"p": p} for p in (0.07, 0.5, 0.999, 1e-9, 1e-17, 1e-100)]),
    "zipf": (Zipf, [{"s": s, "N": N} for s, N in (
        (0.7, 40), (1.3, 30000), (0.0, 1024), (0.5, 10**9), (1.0, 10**9), (1 + 2.0**-52, 10**9), (1.0001, 10**9),
        (1.1, 10**9), (2.0, 10**9), (3.5, 10**9), (40.0, 10**6))]),
}


def text(x):
    return None if x is None else mp.nstr(x, 22, min_fixed=0, max_fixed=0) if x != 0 else "0"


def case_of(family, make, parameters):
    law = make(**({"rate": parameters["lambda"]} if family == "exponential" else parameters))
    shape = {}
    if family in MORE:
        shape = {"skewness": text(law.skewness()), "excess_kurtosis": text(law.excess_kurtosis())}
    return {
        "family": family, "parameters": parameters, "mean": text(law.mean()), "variance": text(law.variance()), **shape,
        "entropy": text(law.entropy()), "information": [text(x) for x in law.information()],
        "at": [{"x": x, "log_density": text(law.log_density(x)), "cdf": text(law.cdf(x)),
                "complement": text(law.complement(x))} for x in law.points()],
        "quantiles": [{"p": p, "x": text(law.quantile(p))} for p in PROBABILITIES],
    }


def main():
    check_beta_tails()
    check_gamma_tails()
    check_power_sums()
    cases = []
    more = sys.argv[1:2] == ["--more"]
    wanted = sys.argv[2 if more else 1:]
    for family, (make, list_of_parameters) in (MORE if more else LAWS).items():
        if wanted and family not in wanted:
            continue
        for parameters in list_of_parameters:
            print(family, parameters, file=sys.stderr)
            cases.append(case_of(family, make, parameters))
    print('{"source": "mpmath, by generate_families.py; arguments are exact doubles",')
    lines = ",\n".join(json.dumps(c) for c in cases)
    print('"cases": [\n' + (lines.replace('"+inf"', '"inf"') if more else lines) + "\n]}")


if __name__ == "__main__":
    main()
