"""The families in high precision, independent of plim: densities and numbers are the textbooks' closed forms at 400
digits. Every argument is a double and is taken as exactly that number.
"""
import math

from mpmath import mp, mpf
from tails_and_sums import gamma_tail, power_sum

LOWER = [1e-300, 1e-150, 1e-50, 1e-12, 1e-4, 0.01, 0.1, 0.25, 0.4]  # masses of the tails where laws are asked for


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


class Weibull(Law):
    positive = True

    def __init__(self, shape, scale):
        self.shape, self.scale = mpf(shape), mpf(scale)

    def power(self, x):
        return (mpf(x) / self.scale)**self.shape

    def density(self, x):
        return self.shape / mpf(x) * self.power(x) * mp.exp(-self.power(x))

    def log_density(self, x):
        return mp.log(self.shape / mpf(x) * self.power(x)) - self.power(x)

    def cdf(self, x):
        return -mp.expm1(-self.power(x))

    def complement(self, x):
        return mp.exp(-self.power(x))

    def root(self, p, upper):
        return self.scale * (-mp.log(p) if upper else -mp.log1p(-p))**(1 / self.shape)

    def mean(self):
        return self.scale * mp.gamma(1 + 1 / self.shape)

    def variance(self):
        return self.scale**2 * mp.gamma(1 + 2 / self.shape) - self.mean()**2

    def entropy(self):
        return mp.euler * (1 - 1 / self.shape) + mp.log(self.scale / self.shape) + 1

    def information(self):
        k, c = self.shape, 1 - mp.euler
        return [(mp.pi**2 / 6 + c * c) / k**2, -c / self.scale, -c / self.scale, (k / self.scale)**2]


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
