#!/usr/bin/python3
"""What the k-th nearest neighbours of uniform points share: n times the variance of the mean of d ln distance, less that of
one, psi1(k), beside 2/(3 k). On a torus, which has no edges; some minutes.
"""

import numpy
from scipy.spatial import cKDTree
from scipy.special import polygamma

ORDERS = [1, 2, 3, 4, 6, 10, 20]


def main():
    random, n = numpy.random.default_rng(7), 400
    for d, replicates in ((1, 6000), (2, 5000), (3, 4000), (5, 2500)):
        means = []
        for _ in range(replicates):
            x = random.random((n, d))
            distance, _ = cKDTree(x, boxsize=1.0).query(x, k=ORDERS[-1] + 1, p=numpy.inf)
            means.append([d * numpy.log(distance[:, k]).mean() for k in ORDERS])
        variance = n * numpy.array(means).var(axis=0, ddof=1)
        for k, v in zip(ORDERS, variance):
            print(f"d = {d}, k = {k}: {v - float(polygamma(1, k)):.3f} +- {v * (2 / replicates) ** 0.5:.3f}, 2/(3 k) = {2 / 3 / k:.3f}")


main()
