"""Makes posteriors.json: means, standard deviations and quantiles of posteriors of one to three parameters by
composite Gauss-Legendre sums over the parameters themselves (numpy), apart from the program: densities by scipy, no
coordinates and no Jacobian. With three quarters of the panels means and standard deviations are the
same to 1e-5 of the standard deviation, and quantiles to 1e-4 (it prints what is not).

    /usr/bin/python3 tests/data/posteriors.py > tests/data/posteriors.json
"""

import json
import sys

import numpy as np
from numpy.polynomial.legendre import Legendre
from scipy import stats
from scipy.optimize import brentq

WAITS = [0.7, 1.9, 0.35, 2.4, 1.1, 0.05, 3.3, 0.9, 1.45, 0.62, 2.05, 1.7]
COUNTS = [3, 0, 2, 5, 1, 1, 4, 0]
SHARES = [0.31, 0.72, 0.55, 0.18, 0.44, 0.63]
TAILS = [0.1, -0.8, 0.6, 1.2, -0.3, 0.4, 7.5, -0.1, 0.9, -4.2]

LAWS = {
    "gamma": lambda x, shape, scale: stats.gamma.logpdf(x, shape, scale=scale),
    "normal": lambda x, mean, sd: stats.norm.logpdf(x, mean, sd),
    "lognormal": lambda x, location, scale: stats.lognorm.logpdf(x, scale, scale=np.exp(location)),
    "beta": lambda x, alpha, beta: stats.beta.logpdf(x, alpha, beta),
    "exponential": lambda x, **p: stats.expon.logpdf(x, scale=1 / p["lambda"]),
    "student_t": lambda x, location, scale, df: stats.t.logpdf(x, df, location, scale),
    "uniform": lambda x, lower, upper: stats.uniform.logpdf(x, lower, upper - lower),
    "weibull": lambda x, shape, scale: stats.weibull_min.logpdf(x, shape, scale=scale),
    "bernoulli": lambda x, p: stats.bernoulli.logpmf(x, p),
    "poisson": lambda x, mean: stats.poisson.logpmf(x, mean),
    "geometric": lambda x, p: stats.geom.logpmf(x + 1, p),
    "negative_binomial": lambda x, r, p: stats.nbinom.logpmf(x, r, p),
}


def case(name, family, x, known=None, **priors):
    return {"id": name, "likelihood": family, "x": x, "known": known or {},
            "priors": {p: {"law": law[0], "arguments": law[1]} for p, (law, _, _) in priors.items()},
            "ranges": {p: (low, high) for p, (_, low, high) in priors.items()}}


def gamma(shape, scale):
    return ("gamma", {"shape": shape, "scale": scale})


def normal(mean, sd):
    return ("normal", {"mean": mean, "sd": sd})


def lognormal(location, scale):
    return ("lognormal", {"location": location, "scale": scale})


def beta(a, b):
    return ("beta", {"alpha": a, "beta": b})


CASES = [
    case("share", "bernoulli", [1, 0, 0, 1, 0, 1, 0], p=(beta(2.5, 1.5), 0, 1)),
    case("rate", "exponential", WAITS, **{"lambda": (gamma(3, 0.5), 0, 6)}),
    case("rate, another prior", "exponential", WAITS, **{"lambda": (normal(1, 0.5), 0, 5)}),
    case("prior alone", "exponential", [], **{"lambda": (gamma(3, 0.5), 0, 30)}),
    case("flat prior alone", "normal", [], {"sd": 1.5}, mean=(("uniform", {"lower": 5, "upper": 7}), 5, 7)),
    case("counts", "poisson", COUNTS, mean=(lognormal(0.5, 0.7), 0, 12)),
    case("trials", "geometric", COUNTS, p=(beta(1.5, 2), 0, 1)),
    case("both", "normal", WAITS, mean=(normal(1, 2), -3, 6), sd=(lognormal(0, 0.5), 0.2, 6)),
    case("known sd", "normal", WAITS, {"sd": 1.5}, mean=(normal(1, 2), -3, 6)),
    case("all values equal", "normal", [3.0] * 4, mean=(normal(2, 2), -2, 7.5), sd=(lognormal(0, 0.5), 0.02, 9)),
    case("heavy prior", "normal", WAITS, {"sd": 1.0},
         mean=(("student_t", {"location": 50, "scale": 0.5, "df": 1}), -3, 6)),
    case("lifetimes", "weibull", WAITS, shape=(gamma(2, 1), 0, 7), scale=(gamma(3, 0.5), 0.02, 14)),
    case("gamma", "gamma", WAITS, shape=(lognormal(0, 1), 0.02, 12), scale=(gamma(2, 1), 0.02, 16)),
    case("dispersed counts", "negative_binomial", COUNTS, r=(gamma(2, 2), 0, 60), p=(beta(1.5, 1.5), 0, 1)),
    case("shares", "beta", SHARES, alpha=(gamma(2, 2), 0, 40), beta=(gamma(2, 2), 0, 50)),
    case("three", "student_t", TAILS, location=(normal(0, 3), -8, 8), scale=(gamma(2, 1), 0.005, 16),
         df=(gamma(2, 2), 0.02, 60)),
]


def edges_of(low, high, panels):
    """Of panels that narrow towards 0, where laws may have a pole or a root."""
    t = np.linspace(0, 1, panels + 1)
    return low + (high - low) * (t if low < 0 else t**2)


def nodes(low, high, panels):
    x, w = np.polynomial.legendre.leggauss(8)
    edges = edges_of(low, high, panels)
    middle, half = (edges[1:] + edges[:-1]) / 2, (edges[1:] - edges[:-1]) / 2
    return (middle[:, None] + half[:, None] * x).ravel(), (half[:, None] * w).ravel()


def summary(x, mass, edges):
    mass = mass / mass.sum()
    mean = (mass * x).sum()
    out = {"mean": mean, "sd": np.sqrt((mass * (x - mean) ** 2).sum())}
    of_panels = np.concatenate([[0], np.cumsum(mass.reshape(-1, 8).sum(1))])
    for name, p in {"q05": 0.05, "q95": 0.95}.items():
        k = np.searchsorted(of_panels, p) - 1
        at, w = x[8 * k : 8 * k + 8], (edges[k + 1] - edges[k]) / 2 * np.polynomial.legendre.leggauss(8)[1]
        within = Legendre.fit(at, mass[8 * k : 8 * k + 8] / w, 7, domain=edges[k : k + 2]).integ(lbnd=edges[k])
        out[name] = brentq(lambda q: of_panels[k] + within(q) - p, edges[k], edges[k + 1])
    return out


def solve(c, panels):
    names = list(c["priors"])
    grids = [nodes(*c["ranges"][p], panels) for p in names]
    mesh = dict(zip(names, np.meshgrid(*[g[0] for g in grids], indexing="ij")))
    log_density = 0.0
    with np.errstate(all="ignore"):
        for p, prior in c["priors"].items():
            log_density = log_density + LAWS[prior["law"]](mesh[p], **prior["arguments"])
        for x in c["x"]:
            log_density = log_density + LAWS[c["likelihood"]](x, **mesh, **c["known"])
    log_density = np.nan_to_num(log_density, nan=-np.inf, neginf=-np.inf)
    weight = np.exp(log_density - log_density.max())
    for i, g in enumerate(grids):
        weight = weight * g[1].reshape([-1 if j == i else 1 for j in range(len(grids))])
    out = {}
    for i, p in enumerate(names):
        marginal = weight.sum(axis=tuple(j for j in range(len(grids)) if j != i))
        out[p] = summary(grids[i][0], marginal, edges_of(*c["ranges"][p], panels))
    return out


out = []
for c in CASES:
    size = len(c["priors"])
    panels = {1: 400, 2: 80, 3: 24}[size]
    c["posterior"] = solve(c, panels)
    coarse = solve(c, panels * 3 // 4)
    for p, fine in c["posterior"].items():
        for key, value in fine.items():
            off = abs(coarse[p][key] - value) / fine["sd"]
            if off > (1e-4 if key[0] == "q" else 1e-5):
                print(c["id"], p, key, value, "off by", off, file=sys.stderr)
    del c["ranges"]
    out.append(json.dumps(c))
print("[\n" + ",\n".join(out) + "\n]")
