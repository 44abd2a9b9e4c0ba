#!/usr/bin/python3
"""Makes families.json: the eight families in high precision, independent of plim. Needs Debian's python3-mpmath.

    tests/data/generate_families.py > tests/data/families.json        (about two minutes; CI does not run it)

Every argument is a double and is taken as exactly that number. Densities and numbers are the textbooks' closed forms at
400 digits. The tails of gamma and Poisson are Kummer's series, which must agree with mpmath's gammainc up to shape 10^4,
and a piecewise Gauss-Legendre rule above, which must agree with the series where both are used. (mpmath's quad alone
stops at an absolute error: of a tail of 10^-250 it keeps a few digits unless the integrand is scaled first.)
Zipf's sums are Euler and Maclaurin's, which must agree with differences of Hurwitz zeta functions and their derivatives,
at s = 1 with digamma and Stieltjes' numbers, at s = 0 with ln N!.
"""
import json
import math
import sys

from mpmath import mp, mpf

mp.dps = 400
LOWER = [1e-300, 1e-150, 1e-50, 1e-12, 1e-4, 0.01, 0.1, 0.25, 0.4]  # masses of the tails where laws are asked for
PROBABILITIES = [1e-300, 1e-100, 1e-12, 0.01, 0.3, 0.5, 0.9, 1 - 1e-6, 1 - 2.0**-50]


def agree(a, b, digits=30):
    assert abs(a - b) <= abs(a) * mpf(10) ** -digits, (mp.nstr(a, 40), mp.nstr(b, 40))
    return a


class Law:
    """A law by mass or density f, and both tails, each accurate by itself; a discrete one has `step` 1."""
    step = 0

    def log_density(self, x):
        return mp.log(self.density(x))

    def root(self, p, upper):
        """x whose lower or upper tail is p: Newton on the logarithm of the tail, for the lower one of a positive law against
        the logarithm of x."""
        x = self.start(p, upper)
        for _ in range(400):
            tail = self.complement(x) if upper else self.cdf(x)
            slope = self.density(x) * (-1 if upper else 1) / tail
            move = mp.log(p / tail) / slope
            if not self.positive:
                last, x = x, x + move
            elif upper:
                last, x = x, max(x + move, x / 1000)
            else:
                last, x = x, x * mp.exp(move / x)
            if abs(x - last) <= abs(x) * mpf(10) ** -40 + mpf(10) ** -300:
                return x
        raise AssertionError("no root")

    def start(self, p, upper):
        return self.mean()

    positive = False

    def quantile(self, p):
        """The least x with P(X <= x) >= p."""
        p = mpf(p)
        return self.root(1 - p, True) if p > mpf(1) / 2 else self.root(p, False)

    def points(self):
        """Doubles where the tails are about as in LOWER."""
        found = [self.root(mpf(p), False) for p in LOWER] + [self.root(mpf("0.5"), False)]
        found += [self.root(mpf(p), True) for p in reversed(LOWER)]
        return sorted({float(x) for x in found if 1e-300 < abs(x) < 1e300})


class Discrete(Law):
    step = 1
    last = None  # the greatest value

    def points(self):
        found = set()
        for p in LOWER:
            for upper in (False, True):
                k = self.least(mpf(p), upper)
                found.update({k, k + 1})
        return [float(k) for k in sorted(found) if self.first <= k and (self.last is None or k <= self.last)]

    def quantile(self, p):
        """The least value whose P(X <= x) is at least p when rounded to a double."""
        p = (mpf(p) + mpf(math.nextafter(p, 0))) / 2
        return mpf(self.least(1 - p, True) if p > mpf(1) / 2 else self.least(p, False))

    def guess(self, p, upper):
        return self.first

    def least(self, p, upper):
        """The least value whose upper tail is at most p, or whose lower tail is at least p: from a guess, by doubling and
        halving."""
        end = mp.inf if self.last is None else self.last
        reached = lambda k: k >= self.first and (k >= end or (self.complement(k) <= p if upper else self.cdf(k) >= p))
        low = high = self.guess(p, upper)
        step = 1
        while not reached(high):
            low, high, step = high, int(min(high + step, end)), step * 2
        while reached(low):
            low, high, step = low - step, low, step * 2
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if reached(middle) else (middle, high)
        return high


class Bernoulli(Discrete):
    first, last = 0, 1

    def __init__(self, p):
        self.p = mpf(p)

    def density(self, k):
        return self.p if k == 1 else 1 - self.p

    def cdf(self, k):
        return 1 - self.p if k < 1 else mpf(1)

    def complement(self, k):
        return self.p if k < 1 else mpf(0)

    def mean(self):
        return self.p

    def variance(self):
        return self.p * (1 - self.p)

    def entropy(self):
        return -self.p * mp.log(self.p) - (1 - self.p) * mp.log1p(-self.p)

    def information(self):
        return [1 / self.variance()]


class Categorical(Discrete):
    first = 0

    def __init__(self, p):
        self.p = [mpf(x) / mp.fsum(mpf(y) for y in p) for x in p]
        self.last = len(p) - 1

    def density(self, k):
        return self.p[int(k)]

    def cdf(self, k):
        return mp.fsum(self.p[:int(k) + 1])

    def complement(self, k):
        return mp.fsum(self.p[int(k) + 1:])

    def mean(self):
        return mp.fsum(k * p for k, p in enumerate(self.p))

    def variance(self):
        return mp.fsum((k - self.mean())**2 * p for k, p in enumerate(self.p))

    def entropy(self):
        return -mp.fsum(p * mp.log(p) for p in self.p)

    def information(self):
        free = range(len(self.p) - 1)
        return [1 / self.p[-1] + (1 / self.p[i] if i == j else 0) for i in free for j in free]


class Uniform(Categorical):
    def __init__(self, K):
        self.p = [mpf(1) / K] * K
        self.last = K - 1

    def information(self):
        return []


class Normal(Law):
    def __init__(self, mean, sd):
        self.centre, self.sd = mpf(mean), mpf(sd)

    def density(self, x):
        z = (mpf(x) - self.centre) / self.sd
        return mp.exp(-z * z / 2) / (self.sd * mp.sqrt(2 * mp.pi))

    def cdf(self, x):
        return mp.erfc((self.centre - mpf(x)) / self.sd / mp.sqrt(2)) / 2

    def complement(self, x):
        return mp.erfc((mpf(x) - self.centre) / self.sd / mp.sqrt(2)) / 2

    def mean(self):
        return self.centre

    def variance(self):
        return self.sd**2

    def entropy(self):
        return mp.log(self.sd * mp.sqrt(2 * mp.pi * mp.e))

    def information(self):
        return [1 / self.sd**2, mpf(0), mpf(0), 2 / self.sd**2]


NORMAL = Normal(0, 1)


class Exponential(Law):
    positive = True

    def __init__(self, rate):
        self.rate = mpf(rate)

    def density(self, x):
        return self.rate * mp.exp(-self.rate * x)

    def cdf(self, x):
        return -mp.expm1(-self.rate * x)

    def complement(self, x):
        return mp.exp(-self.rate * x)

    def mean(self):
        return 1 / self.rate

    def variance(self):
        return self.rate**-2

    def entropy(self):
        return 1 - mp.log(self.rate)

    def information(self):
        return [self.rate**-2]


def kummer(shape, x):
    """P(X <= x) of the gamma law of scale 1: all terms are positive."""
    return mp.exp(shape * mp.log(x) - x - mp.loggamma(shape + 1)) * mp.hyp1f1(1, shape + 1, x)


def fraction(shape, x):
    """P(X > x) by Legendre's continued fraction, for x well above the shape."""
    value, n = mpf(0), 400
    for i in range(n, 0, -1):
        value = i * (i - shape) / (x + 2 * i + 1 - shape - value)
    return mp.exp(shape * mp.log(x) - x - mp.loggamma(shape)) / (x + 1 - shape - value)


def integrated(shape, x, upper):
    """A tail by quadrature in steps of a quarter of a standard deviation, as far as it matters to 30 digits, divided by the
    density at x."""
    with mp.workdps(60):
        sd = mp.sqrt(shape)
        sign = 1 if upper else -1
        gain = lambda t: mp.exp((shape - 1) * mp.log1p(t / x) - t)
        ends = [mpf(0)]
        while gain(ends[-1]) > mpf(10)**-35 and x + ends[-1] + sign * sd / 4 > 0:
            ends.append(ends[-1] + sign * sd / 4)
        ratio = mp.quad(gain, ends if upper else ends[::-1], method="gauss-legendre")
        return ratio * mp.exp((shape - 1) * mp.log(x) - x - mp.loggamma(shape))


def gamma_tail(shape, x, upper):
    """P(X > x) or P(X <= x) of the gamma law of scale 1."""
    shape, x = mpf(shape), mpf(x)
    if x == 0:
        return mpf(1 if upper else 0)
    if shape > 20000 or upper and shape > 100 and x - shape > 39 * mp.sqrt(shape):
        far = (x > shape) == upper
        tail = integrated(shape, x, upper if far else not upper)
        return tail if far else 1 - tail
    if upper and x > 2 * shape + 50:
        return fraction(shape, x)
    lower = kummer(shape, x)
    return 1 - lower if upper else lower


def check_gamma_tails():
    for shape in (0.001, 2.5, 170, 2001, 9000):
        for sds in (-25, -3, 0, 4, 28):
            x = mpf(shape) + sds * mp.sqrt(shape)
            if x > 0:
                agree(gamma_tail(shape, x, True), mp.gammainc(shape, x, mp.inf, regularized=True))
                agree(gamma_tail(shape, x, False), mp.gammainc(shape, 0, x, regularized=True))
    for shape in (0.001, 2.5, 60):
        for x in (mpf(180), mpf(700)):
            agree(fraction(mpf(shape), x), mp.gammainc(shape, x, mp.inf, regularized=True))
    for sds in (-28, -3, 4, 28):
        x = mpf(9000) + sds * mp.sqrt(9000)
        agree(gamma_tail(9000, x, sds > 0), integrated(mpf(9000), x, sds > 0))


class Gamma(Law):
    positive = True

    def __init__(self, shape, scale):
        self.shape, self.scale = mpf(shape), mpf(scale)

    def density(self, x):
        y = mpf(x) / self.scale
        return mp.exp((self.shape - 1) * mp.log(y) - y - mp.loggamma(self.shape)) / self.scale

    def cdf(self, x):
        return gamma_tail(self.shape, mpf(x) / self.scale, False)

    def complement(self, x):
        return gamma_tail(self.shape, mpf(x) / self.scale, True)

    def start(self, p, upper):
        if self.shape < 1 and not upper:
            return self.scale * mp.exp((mp.log(p) + mp.loggamma(self.shape + 1)) / self.shape)
        return self.mean()

    def mean(self):
        return self.shape * self.scale

    def variance(self):
        return self.shape * self.scale**2

    def entropy(self):
        return self.shape + mp.log(self.scale) + mp.loggamma(self.shape) + (1 - self.shape) * mp.digamma(self.shape)

    def information(self):
        return [mp.polygamma(1, self.shape), 1 / self.scale, 1 / self.scale, self.shape / self.scale**2]


class Poisson(Discrete):
    first = 0

    def __init__(self, mean):
        self.rate = mpf(mean)

    def log_density(self, k):
        return k * mp.log(self.rate) - self.rate - mp.loggamma(k + 1)

    def density(self, k):
        return mp.exp(self.log_density(k))

    def cdf(self, k):
        return gamma_tail(mpf(k) + 1, self.rate, True)

    def complement(self, k):
        return gamma_tail(mpf(k) + 1, self.rate, False)

    def guess(self, p, upper):
        z = NORMAL.root(p, upper)
        return max(0, int(self.rate + z * mp.sqrt(self.rate) + (z * z - 1) / 6))

    def mean(self):
        return self.rate

    def variance(self):
        return self.rate

    def entropy(self):
        if self.rate > 10**6:
            return None
        with mp.workdps(50):
            reach = 20 * mp.sqrt(self.rate) + 60
            k = max(0, int(self.rate - reach))
            log_mass, total = self.log_density(k), mpf(0)
            while k <= self.rate + reach:
                total -= log_mass * mp.exp(log_mass)
                k += 1
                log_mass += mp.log(self.rate) - mp.log(k)
            return total

    def information(self):
        return [1 / self.rate]


class Geometric(Discrete):
    first = 0

    def __init__(self, p):
        self.p = mpf(p)

    def log_density(self, k):
        return mp.log(self.p) + k * mp.log1p(-self.p)

    def density(self, k):
        return mp.exp(self.log_density(k))

    def cdf(self, k):
        return -mp.expm1((mpf(k) + 1) * mp.log1p(-self.p))

    def complement(self, k):
        return mp.exp((mpf(k) + 1) * mp.log1p(-self.p))

    def mean(self):
        return 1 / self.p - 1

    def variance(self):
        return (1 - self.p) / self.p**2

    def entropy(self):
        return -mp.log(self.p) - (1 / self.p - 1) * mp.log1p(-self.p)

    def information(self):
        return [1 / (1 - self.p) / self.p**2]


def power_sum(first, last, s, j=0):
    """sum of k^-s (ln k)^j, k = first .. last, by Euler and Maclaurin from k = 300 on."""
    first, last = int(first), int(last)
    if last < first:
        return mpf(0)
    with mp.workdps(120):
        s = mpf(s)
        split = max(first, min(300, last + 1))
        total = mp.fsum(mpf(k)**-s * mp.log(k)**j for k in range(first, split))
        if split > last:
            return total
        value = lambda a, p, x: mpf(x)**-a * mp.polyval(p[::-1], mp.log(x))
        poly = [mpf(int(i == j)) for i in range(3)]  # in ln k
        lows, highs = mp.log(split), mp.log(last)
        if s == 1:
            total += (highs**(j + 1) - lows**(j + 1)) / (j + 1)
        else:
            c = 1 - s  # the integral of e^(c u) u^j du
            inner = lambda u: mp.exp(c * u) * [1 / c, u / c - 1 / c**2, u * u / c - 2 * u / c**2 + 2 / c**3][j]
            total += inner(highs) - inner(lows)
        total += (value(s, poly, split) + value(s, poly, last)) / 2
        a = s
        for m in range(1, 60):
            for _ in range(1 if m == 1 else 2):
                poly = [poly[1] - a * poly[0], 2 * poly[2] - a * poly[1], -a * poly[2]]
                a += 1
            total += mp.bernoulli(2 * m) / mp.factorial(2 * m) * (value(a, poly, last) - value(a, poly, split))
        return total


def check_power_sums():
    with mp.workdps(100):
        for s in (0.5, 1.25, 3.0):
            for last in (1000, 10**9):
                for j in (0, 1, 2):
                    zeta = mp.zeta(mpf(s), 1, j) - mp.zeta(mpf(s), last + 1, j) if last > 1000 or s > 1 else None
                    if zeta is not None and (s > 1 or j == 0):
                        agree(power_sum(1, last, s, j), (-1)**j * zeta)
        agree(power_sum(1, 10**9, 1), mp.digamma(10**9 + 1) + mp.euler)
        agree(power_sum(1, 10**9, 1, 1), mp.stieltjes(1) - mp.stieltjes(1, 10**9 + 1), 15)
        agree(power_sum(1, 10**9, 0, 1), mp.loggamma(10**9 + 1))
        agree(power_sum(1, 10**9, -1), mpf(10**9) * (10**9 + 1) / 2)
        for s in (-0.5, 0.5, 1.0):
            agree(power_sum(1, 2000, s, 2), mp.fsum(mpf(k)**-mpf(s) * mp.log(k)**2 for k in range(1, 2001)))


class Zipf(Discrete):
    first = 1

    def __init__(self, s, N):
        self.s, self.last = mpf(s), N
        self.norm = power_sum(1, N, s)

    def log_density(self, k):
        return -self.s * mp.log(k) - mp.log(self.norm)

    def density(self, k):
        return mp.exp(self.log_density(k))

    def cdf(self, k):
        return power_sum(1, k, self.s) / self.norm

    def complement(self, k):
        return power_sum(k + 1, self.last, self.s) / self.norm

    def mean(self):
        return power_sum(1, self.last, self.s - 1) / self.norm

    def variance(self):
        return power_sum(1, self.last, self.s - 2) / self.norm - self.mean()**2

    def entropy(self):
        return self.s * power_sum(1, self.last, self.s, 1) / self.norm + mp.log(self.norm)

    def information(self):
        return [power_sum(1, self.last, self.s, 2) / self.norm - (power_sum(1, self.last, self.s, 1) / self.norm)**2]


LAWS = {
    "bernoulli": (Bernoulli, [{"p": p} for p in (0.3, 0.5, 1e-300, 1e-17, 1 - 2.0**-53)]),
    "categorical": (Categorical, [{"p": p} for p in ([0.1, 0.25, 0.3, 0.15, 0.2], [1e-299, 0.25, 0.75],
                                                     [0.4, 1e-20, 0.35, 1e-9, 0.249999999])]),
    "categorical.uniform": (Uniform, [{"K": 7}, {"K": 997}]),
    "normal": (Normal, [{"mean": m, "sd": s} for m, s in ((0.0, 1.0), (-3.0, 2.5), (1e6, 1e-3), (0.0, 1e-140), (5.0, 1e140))]),
    "exponential": (Exponential, [{"lambda": r} for r in (0.2, 1.0, 1e-140, 1e140)]),
    "gamma": (Gamma, [{"shape": a, "scale": b} for a, b in (
        (1e-3, 1.0), (0.3, 2.0), (1.0, 1e-5), (2.3, 0.4), (16.9, 1.0), (17.1, 1.0), (60.0, 1e3), (199.0, 1.0), (201.0, 1.0),
        (2001.0, 3.0), (2500.0, 1.0), (9999.0, 1.0), (10001.0, 1.0), (1e6, 0.5), (1e9, 1.0), (1e15, 1.0))]),
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
    return {
        "family": family, "parameters": parameters, "mean": text(law.mean()), "variance": text(law.variance()),
        "entropy": text(law.entropy()), "information": [text(x) for x in law.information()],
        "at": [{"x": x, "log_density": text(law.log_density(x)), "cdf": text(law.cdf(x)),
                "complement": text(law.complement(x))} for x in law.points()],
        "quantiles": [{"p": p, "x": text(law.quantile(p))} for p in PROBABILITIES],
    }


def main():
    check_gamma_tails()
    check_power_sums()
    cases = []
    for family, (make, list_of_parameters) in LAWS.items():
        if len(sys.argv) > 1 and family not in sys.argv[1:]:
            continue
        for parameters in list_of_parameters:
            print(family, parameters, file=sys.stderr)
            cases.append(case_of(family, make, parameters))
    print('{"source": "mpmath, by generate_families.py; arguments are exact doubles",')
    print('"cases": [\n' + ",\n".join(json.dumps(c) for c in cases) + "\n]}")


if __name__ == "__main__":
    main()
