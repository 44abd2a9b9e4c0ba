#!/usr/bin/python3
"""Writes markov_chains.json: Markov chains by numpy and by enumeration, with nothing of plim's code.

usage: markov_chains.py > markov_chains.json

Stationary laws by eigenvectors, long-run variances by summed autocovariances, expectations and standard deviations of
estimators over all sequences of a length, and for two states and long sequences over all numbers of runs and symbols; one
path by a generator of its own.
"""

import collections
import itertools
import json
import math

import numpy


def stationary(P):
    values, vectors = numpy.linalg.eig(P.T)
    v = numpy.real(vectors[:, numpy.argmin(abs(values - 1))])
    return v / v.sum()


def entropy(p):
    return -sum(x * math.log(x) for x in p if x > 0)


def plug_in(counts):
    n = sum(counts)
    return entropy([c / n for c in counts])


def counted(x, L):
    return collections.Counter(tuple(x[i:i + L]) for i in range(len(x) - L + 1))


def estimates(x):
    """Name -> estimate, of every estimator that the sequence is long enough for."""
    out = {}
    for L in (1, 2, 3):
        if len(x) < L:
            continue
        blocks = counted(x, L)
        N = sum(blocks.values())
        h = plug_in(blocks.values())
        out[f"block_entropy ml {L}"] = h
        out[f"block_entropy miller_madow {L}"] = h + (len(blocks) - 1) / (2 * N)
        out[f"entropy_rate per_symbol {L}"] = h / L
        if L > 1:
            contexts = collections.Counter()
            for b, c in blocks.items():
                contexts[b[:-1]] += c
            rate = h - plug_in(contexts.values())
            out[f"entropy_rate ml {L - 1}"] = rate
            out[f"entropy_rate miller_madow {L - 1}"] = rate + (len(blocks) - len(contexts)) / (2 * N)
    return out


def chain_of_order_two(text):
    """Symbols 0, 1, ... of a text closed to a ring; P(next | last two) and the law of two."""
    n = len(text)
    two = collections.Counter((text[i], text[(i + 1) % n]) for i in range(n))
    three = collections.Counter((text[i], text[(i + 1) % n], text[(i + 2) % n]) for i in range(n))
    return two, three


def moments(n, K, probability):
    """Mean and sd of every estimator over all K^n sequences."""
    sums = collections.defaultdict(lambda: [0.0, 0.0])
    for x in itertools.product(range(K), repeat=n):
        p = probability(x)
        if p == 0:
            continue
        for name, value in estimates(x).items():
            sums[name][0] += p * value
            sums[name][1] += p * value * value
    return {name: [m, math.sqrt(max(0.0, s - m * m))] for name, (m, s) in sums.items()}


def probability_of(P, start):
    def probability(x):
        p = start[x[0]]
        for a, b in zip(x, x[1:]):
            p *= P[a][b]
        return p
    return probability


def long_run(P, pi, f, terms=4000):
    """n times the variance of the mean of f(X_i, X_(i+1)) for large n, by its autocovariances."""
    K = len(pi)
    mu = sum(pi[a] * P[a][b] * f(a, b) for a in range(K) for b in range(K) if P[a][b] > 0)
    after = numpy.array([sum(P[a][b] * (f(a, b) - mu) for b in range(K) if P[a][b] > 0) for a in range(K)])
    total = sum(pi[a] * P[a][b] * (f(a, b) - mu) ** 2 for a in range(K) for b in range(K) if P[a][b] > 0)
    reach = after
    for _ in range(terms):
        total += 2 * sum(pi[a] * P[a][b] * (f(a, b) - mu) * reach[b] for a in range(K) for b in range(K) if P[a][b] > 0)
        reach = P @ reach
    return float(total)


def two_state_moments(P, n):
    """Exact mean and sd of the plug-in symbol entropy and rate of a stationary path, over numbers of runs."""
    pi = stationary(P)
    log_choose = lambda a, b: math.lgamma(a + 1) - math.lgamma(b + 1) - math.lgamma(a - b + 1)
    sums = {"block_entropy ml 1": [0, 0], "entropy_rate ml 1": [0, 0]}
    total = 0
    for zeros in range(n + 1):
        ones = n - zeros
        for first in (0, 1):
            for runs in range(1, n + 1):
                a, b = ((runs + 1) // 2, runs // 2) if first == 0 else (runs // 2, (runs + 1) // 2)
                if a > zeros or b > ones or (a == 0) != (zeros == 0) or (b == 0) != (ones == 0):
                    continue
                up = b if first == 0 else b - 1  # steps 0 -> 1
                down = a - 1 if first == 0 else a
                log_p = math.log(pi[first])
                for times, p in ((zeros - a, P[0][0]), (up, P[0][1]), (down, P[1][0]), (ones - b, P[1][1])):
                    log_p += times * math.log(p) if times else 0
                log_p += log_choose(zeros - 1, a - 1) if a else 0
                log_p += log_choose(ones - 1, b - 1) if b else 0
                p = math.exp(log_p)
                steps = [[zeros - a, up], [down, ones - b]]
                rate = sum(sum(row) / (n - 1) * plug_in(row) for row in steps if sum(row) > 0)
                total += p
                for name, value in (("block_entropy ml 1", plug_in([zeros, ones])), ("entropy_rate ml 1", rate)):
                    sums[name][0] += p * value
                    sums[name][1] += p * value * value
    assert abs(total - 1) < 1e-9, total
    return {name: [m, math.sqrt(s - m * m)] for name, (m, s) in sums.items()}


def philox(counter, key):
    """Philox4x32-10 (Salmon et al. 2011)."""
    c, k = list(counter), list(key)
    for _ in range(10):
        p0, p1 = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
        c = [(p1 >> 32) ^ c[1] ^ k[0], p1 & 0xFFFFFFFF, (p0 >> 32) ^ c[3] ^ k[1], p0 & 0xFFFFFFFF]
        k = [(k[0] + 0x9E3779B9) & 0xFFFFFFFF, (k[1] + 0xBB67AE85) & 0xFFFFFFFF]
    return c


def uniform(key, replicate, i):
    """Number i of a path: of every 64 counters first the halves of words 0 and 1, then those of words 2 and 3."""
    block, place = divmod(i, 128)
    words = philox([64 * block + place % 64, 0, replicate, 0], [key, 0])
    half = words[:2] if place < 64 else words[2:]
    return (((half[0] | half[1] << 32) >> 12) + 0.5) / 2**52


def path(P, pi, n, key, replicate):
    """By inversion: the first symbol in the order of the states, a step in that of falling probabilities."""
    x = []
    for i in range(n):
        u, row = uniform(key, replicate, i), pi if i == 0 else P[x[-1]]
        total = 0
        for b in range(len(row)) if i == 0 else sorted(range(len(row)), key=lambda b: -row[b]):
            total += row[b]
            if u < total:
                break
        x.append(b)
    return {"key": key, "replicate": replicate, "symbols": "".join(map(str, x))}


def described(P, sizes, start=None):
    P = numpy.array(P)
    K, pi = len(P), stationary(numpy.array(P))
    rate = sum(pi[a] * entropy(P[a]) for a in range(K))
    surprise = [-math.log(x) if x > 0 else 0 for x in pi]
    case = {"matrix": P.tolist(), "stationary": pi.tolist(), "entropy": entropy(pi), "entropy_rate": rate,
            "block_entropy": [entropy(pi) + k * rate for k in range(4)]}
    if start:
        case["start"] = start
    if min(pi) > 0 and max(abs(numpy.linalg.eigvals(P)) * (abs(numpy.linalg.eigvals(P) - 1) > 1e-9)) < 0.999:
        case["long_run_symbol"] = long_run(P, pi, lambda a, b: surprise[a])
        case["long_run_step"] = long_run(P, pi, lambda a, b: -math.log(P[a][b]))
        case["long_run_three"] = long_run(P, pi, lambda a, b: surprise[a] - 2 * math.log(P[a][b]))
        case["relative_count_variance"] = sum(
            long_run(P, pi, lambda a, b, c=c: float(a == c)) / pi[c] for c in range(K))
    law = start or pi
    case["samples"] = [{"n": n, "moments": moments(n, K, probability_of(P, law))} for n in sizes]
    return case


def main():
    sticky, turning = [[0.9, 0.1], [0.2, 0.8]], [[0.15, 0.85], [0.6, 0.4]]
    chains = {
        "sticky": described(sticky, [1, 2, 3, 8, 12]),
        "turning": described(turning, [5, 12]),
        "three": described([[0.5, 0.3, 0.2], [0.1, 0.2, 0.7], [0.4, 0.0, 0.6]], [3, 7]),
        "started": described(sticky, [2, 9], [0.0, 1.0]),
        "periodic": described([[0, 1, 0], [0.5, 0, 0.5], [0, 1, 0]], [3, 8]),
        "absorbing": described([[1.0, 0.0], [0.3, 0.7]], [4]),
        "independent": described([[0.3, 0.7], [0.3, 0.7]], [6]),
        "one": described([[1.0]], [1, 4]),
    }
    three = chains["three"]
    three["path"] = path(three["matrix"], three["stationary"], 300, 77, 5)
    for name, P in (("sticky", sticky), ("turning", turning)):
        chains[name]["long"] = [{"n": n, "moments": two_state_moments(numpy.array(P), n)} for n in (100, 200, 400)]
    text = "aabbabbaaabab"
    two, three = chain_of_order_two([ord(c) - 97 for c in text])

    def probability(x):
        p = two[x[0], x[1]] / len(text)
        for i in range(2, len(x)):
            p *= three[x[i - 2], x[i - 1], x[i]] / two[x[i - 2], x[i - 1]]
        return p

    h2, h3 = plug_in(two.values()), plug_in(three.values())
    one = collections.Counter(text)
    fitted = {"text": text, "order": 2, "entropy": plug_in(one.values()), "entropy_rate": h3 - h2,
              "block_entropy": [plug_in(one.values()), h2, h3, 2 * h3 - h2],
              "samples": [{"n": n, "moments": moments(n, 2, probability)} for n in (2, 3, 10)]}
    print(json.dumps({"chains": chains, "fitted": fitted}, indent=1))


main()
