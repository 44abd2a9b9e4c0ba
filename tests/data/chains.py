"""Makes chains.json: R-hat and bulk effective sample size of some chains, written in numpy and scipy from the formulas
of Vehtari, Gelman, Simpson, Carpenter and Buerkner (2021), equations 1 to 14, with Geyer's (1992) sequences, apart from
the program: autocovariances by the Fourier transform, ranks by scipy, sums of pairs as arrays.

    /usr/bin/python3 tests/data/chains.py > tests/data/chains.json
"""

import json

import numpy as np
from scipy.stats import norm, rankdata


def split(x):
    half = x.shape[1] // 2
    return np.concatenate([x[:, :half], x[:, -half:]])


def rank_normalised(x):
    return norm.ppf((rankdata(x).reshape(x.shape) - 3 / 8) / (x.size + 1 / 4))


def r_hat_of(x):
    n = x.shape[1]
    between, within = n * x.mean(1).var(ddof=1), x.var(1, ddof=1).mean()
    return np.sqrt(((n - 1) / n * within + between / n) / within)


def r_hat(x):
    return max(r_hat_of(rank_normalised(split(y))) for y in (x, abs(x - np.median(x))))


def autocovariance(x):
    n = x.shape[1]
    f = np.fft.rfft(x - x.mean(1, keepdims=True), 2 * n)
    return np.fft.irfft(abs(f) ** 2, 2 * n)[:, :n] / n


def bulk_ess(x):
    z = rank_normalised(split(x))
    m, n = z.shape
    within = z.var(1, ddof=1).mean()
    total = (n - 1) / n * within + z.mean(1).var(ddof=1)
    rho = 1 - (within - autocovariance(z).mean(0)) / total
    rho[0] = 1
    last = n - 5 + (n - 5) % 2
    pairs = rho[:last:2] + rho[1 : last + 1 : 2]
    positive = np.argmax(pairs <= 0) if (pairs <= 0).any() else len(pairs)
    time = -1 + 2 * np.minimum.accumulate(pairs[:positive]).sum() + max(rho[2 * positive], 0)
    return z.size / max(time, 1 / np.log10(z.size))


def autoregressive(rng, chains, length, phi, shift=0.0, stretch=0.0):
    e = rng.standard_normal((chains, length))
    x = np.empty_like(e)
    x[:, 0] = e[:, 0] / np.sqrt(1 - phi * phi)
    for t in range(1, length):
        x[:, t] = phi * x[:, t - 1] + e[:, t]
    k = np.arange(chains)[:, None]
    return x * (1 + stretch * k) + shift * k


rng = np.random.default_rng(20261126)
cases = {
    "independent": autoregressive(rng, 4, 100, 0),
    "positive correlation": autoregressive(rng, 4, 100, 0.8),
    "negative correlation": autoregressive(rng, 4, 100, -0.6),
    "shifted": autoregressive(rng, 4, 60, 0.3, shift=1),
    "stretched": autoregressive(rng, 4, 60, 0.3, stretch=1),
    "Cauchy": rng.standard_cauchy((4, 80)),
    "with ties": np.round(autoregressive(rng, 3, 75, 0.5)),
    "odd length": autoregressive(rng, 2, 51, 0.5),
    "one chain": autoregressive(rng, 1, 90, 0.7),
    "a trend": autoregressive(rng, 2, 40, 0) + np.linspace(0, 4, 40),
    "shortest": autoregressive(rng, 2, 12, 0.4),
    "no negative pair": np.cumsum(rng.standard_normal((2, 30)), 1),
}
out = []
for name, x in cases.items():
    x = np.round(x, 4)
    out.append({"id": name, "draws": x.tolist(), "r_hat": r_hat(x), "ess": bulk_ess(x)})
print("[\n" + ",\n".join(json.dumps(c) for c in out) + "\n]")
