#!/usr/bin/python3
"""Estimators of entropy and mutual information beside numpy with scipy, scikit-learn's and scipy's trees, and R, in one run.

usage: information.py --plim PROGRAM [--rounds 3] [--seconds 0.2]     all in turn; prints medians, microseconds an estimate
       information.py --peer [--seconds 0.2]                          numpy and the trees alone: peer,what,ns of one estimate

All by CPU time of one thread. Of counts, plim has a group of 32 vectors (one of the longest), as in a study; scipy gets as
many in a call, and one.
"""

import argparse
import math
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent
SIZES = (10, 1000, 10**6)


def report(peer, what, work, vectors, seconds):
    work()
    begin, calls, taken = time.thread_time(), 0, 0.0
    while taken < seconds:
        work()
        calls, taken = calls + 1, time.thread_time() - begin
    print(f"{peer},{what},{1e9 * taken / (calls * vectors):.6g}", flush=True)


def closed_forms(np, special, entropy):
    """Name -> entropies of the rows of y: [vectors, S], whose totals are all n."""
    def jeffreys(y, n):
        a = y + 0.5
        return special.psi(n + 0.5 * y.shape[1] + 1) - (a * special.psi(a + 1)).sum(1) / (n + 0.5 * y.shape[1])

    def zhang(y, n):
        return special.psi(n) - (y * special.psi(np.maximum(y, 1))).sum(1) / n

    def grassberger(y, n):
        c = np.maximum(y, 1)
        g = special.psi(c) + np.where(c % 2, -0.5, 0.5) * (special.psi((c + 1) / 2) - special.psi(c / 2))
        return math.log(n) - (y * g).sum(1) / n

    def chao_shen(y, n):
        p = y / n * (1 - (y == 1).sum(1, keepdims=True) / n)
        with np.errstate(all="ignore"):
            return -np.where(p > 0, special.xlogy(p, p) / -np.expm1(n * np.log1p(-p)), 0).sum(1)

    return {"ml": lambda y, n: entropy(y, axis=1), "miller_madow": lambda y, n: entropy(y, axis=1) + ((y > 0).sum(1) - 1) / (2 * n),
            "zhang": zhang, "grassberger_2003": grassberger, "chao_shen": chao_shen, "dirichlet_mean_jeffreys": jeffreys}


def run_counts(seconds):
    import numpy as np
    from scipy import special, stats
    for size in SIZES:
        p = 1 / np.arange(1, size + 1)
        n, vectors = 100 * size, min(max(2**20 // size, 1), 32)
        y = np.random.default_rng(1).multinomial(n, p / p.sum(), size=vectors)
        for name, form in closed_forms(np, special, stats.entropy).items():
            if vectors > 1:
                report("scipy, 32 vectors a call", f"{name} S={size}", lambda: form(y, n), vectors, seconds)
            report("scipy, one a call", f"{name} S={size}", lambda: form(y[:1], n), 1, seconds)


def run_points(seconds, n=10**5, k=3):
    import numpy as np
    from scipy.spatial import cKDTree
    from scipy.special import psi
    x = np.random.default_rng(1).multivariate_normal([0, 0, 0], [[1, .6, .2], [.6, 1, .3], [.2, .3, 1]], size=n)

    def scipy_distance():
        return cKDTree(x).query(x, k + 1, p=np.inf)[0][:, k]

    def scipy_counts(column, radius):
        return cKDTree(x[:, [column]]).query_ball_point(x[:, [column]], radius, p=np.inf, return_length=True)

    trees = {"scipy cKDTree": (scipy_distance, scipy_counts)}
    try:
        from sklearn.neighbors import KDTree
        trees["scikit-learn KDTree"] = (
            lambda: KDTree(x, metric="chebyshev").query(x, k + 1)[0][:, k],
            lambda column, radius: KDTree(x[:, [column]], metric="chebyshev").query_radius(x[:, [column]], radius, count_only=True))
    except ImportError:
        pass
    for peer, (distance, counts) in trees.items():
        def entropy():
            return psi(n) - psi(k) + 3 * np.log(2 * distance()).mean()

        def information():
            radius = np.nextafter(distance(), 0)  # counts what is nearer than the k-th neighbour, and the point itself
            return psi(k) + 2 * psi(n) - sum(psi(counts(column, radius)).mean() for column in range(3))
        report(peer, f"knn_kl_max n={n} d=3", entropy, 1, seconds)
        report(peer, f"ksg_1 n={n} d=3", information, 1, seconds)


def print_table(found, missing):
    peers = list(dict.fromkeys(peer for peer, _ in found))
    print("| us an estimate | " + " | ".join(peers) + " | fastest other / plim |\n|---" + "|---" * (len(peers) + 1) + "|")
    for what in dict.fromkeys(what for _, what in found):
        medians = {peer: statistics.median(found[peer, what]) / 1e3 for peer in peers if (peer, what) in found}
        others = [value for peer, value in medians.items() if peer != "plim"]
        ratio = f"{min(others) / medians['plim']:.1f}" if others and "plim" in medians else "-"
        print(f"| {what} | " + " | ".join(f"{medians[p]:.3g}" if p in medians else "-" for p in peers) + f" | {ratio} |")
    if missing:
        print("left out:", ", ".join(missing))


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("usage: ")[1].split("\n\n")[0])
    parser.add_argument("--plim")
    parser.add_argument("--peer", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=0.2)
    asked = parser.parse_args()
    if asked.peer == bool(asked.plim):
        parser.error("either --plim or --peer")
    if asked.peer:
        run_counts(asked.seconds)
        run_points(asked.seconds)
        return 0
    seconds = str(asked.seconds)
    jobs = [[asked.plim, seconds], [sys.executable, __file__, "--peer", "--seconds", seconds]]
    missing = [] if shutil.which("Rscript") else ["R"]
    if not missing:
        jobs.append(["Rscript", HERE / "information.R", seconds])
    found = {}
    for _ in range(asked.rounds):
        for job in jobs:
            one = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
            for line in subprocess.run(job, check=True, capture_output=True, text=True, env=one).stdout.splitlines():
                peer, what, ns = line.rsplit(",", 2)
                found.setdefault((peer, what), []).append(float(ns))
    print_table(found, missing)
    return 0


if __name__ == "__main__":
    sys.exit(main())
