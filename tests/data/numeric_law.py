"""What the laws beyond the first sixteen share: moments from raw moments, roots, sums along a line, quadrature in pieces.

Quadratures here add positive terms only, so that small tails keep their digits. A moment that diverges to infinity is
infinite where the mean exists or the law is bounded below; a moment that does not exist is nan.
"""
from functools import lru_cache

from law import Law
from mpmath import mp, mpf

DIGITS = 60


class Moments:
    """Mean, variance, skewness and excess kurtosis of location + scale Z from raw(k) = E Z^k, k = 1 .. 4."""
    location, scale = mpf(0), mpf(1)

    def mean(self):
        return self.location + self.scale * self.raw(1)

    def variance(self):
        if not mp.isfinite(self.raw(1)):
            return self.raw(1)
        return self.scale**2 * self.central(2)

    def central(self, order):
        m = [mpf(1)] + [self.raw(k) for k in range(1, order + 1)]
        if not mp.isfinite(m[-1]):
            return m[-1]
        return mp.fsum(mp.binomial(order, k) * m[k] * (-m[1])**(order - k) for k in range(order + 1))

    def standardised(self, order):
        if not mp.isfinite(self.raw(1)) or not mp.isfinite(self.raw(2)):
            return mp.nan
        return self.central(order) / self.central(2)**(mpf(order) / 2)

    def skewness(self):
        return self.standardised(3)

    def excess_kurtosis(self):
        return self.standardised(4) - 3


class Standard(Moments, Law):
    """location + scale Z by the logarithm log_f of Z's density, its tails lower and upper, at(p, upper) where a tail is p,
    its entropy h, and the ends of Z."""
    ends = (-mp.inf, mp.inf)

    def __init__(self, location, scale):
        self.location, self.scale = mpf(location), mpf(scale)

    def z(self, x):
        return (mpf(x) - self.location) / self.scale

    def density(self, x):
        return mp.exp(self.log_density(x))

    def log_density(self, x):
        return self.log_f(self.z(x)) - mp.log(self.scale)

    def cdf(self, x):
        return self.lower(self.z(x))

    def complement(self, x):
        return self.upper(self.z(x))

    def root(self, p, upper):
        return self.location + self.scale * self.at(p, upper)

    def points(self):
        return [x for x in super().points() if self.ends[0] < self.z(x) < self.ends[1]]

    def entropy(self):
        return mp.log(self.scale) + self.h()


class Searched(Moments, Law):
    """A law whose quantiles are searched for on the line of u, x = point(u); `middle` is a u in the bulk, `reach` its width."""
    middle, reach, precise, search_digits = 0, 1, True, DIGITS

    def point(self, u):
        return mp.exp(u)

    def slope(self, u):
        """dx / du"""
        return mp.exp(u)

    def density(self, x):
        return mp.exp(self.log_density(x))

    def points(self):
        self.precise = False
        found = super().points()
        self.precise = True
        return [x for x in found if self.inside(x)]

    def inside(self, x):
        return x > 0

    def root(self, p, upper):
        with mp.workdps(self.search_digits):
            return self.point(self.search(mpf(p), upper))

    def search(self, p, upper):
        """Newton's steps on the logarithm of a tail, kept between two ends; the last one is far below its digits."""
        sign = -1 if upper else 1
        tail = self.complement if upper else self.cdf
        beyond = lambda u: sign * mp.log(tail(self.point(u)) / p)
        low = high = mpf(self.middle)
        step = mpf(self.reach)
        while beyond(high) < 0:
            low, high, step = high, high + step, 2 * step
        step = mpf(self.reach)
        while beyond(low) > 0:
            low, high, step = low - step, low, 2 * step
        u = (low + high) / 2
        for _ in range(300):
            x = self.point(u)
            mass = tail(x)
            above = sign * mp.log(mass / p)
            low, high = (low, u) if above > 0 else (u, high)
            last, u = u, u - above * mass / (self.density(x) * self.slope(u))
            small = abs(u - last) <= max(1, abs(u)) * (mpf(10)**-17 if self.precise else mpf(10)**-4) * min(1, self.reach)
            if small:
                return u
            if not low <= u <= high:
                u = (low + high) / 2
        raise AssertionError("no root")


def line_sum(value, centre, step, slack=0):
    """The integral of `value`, analytic and falling exponentially on both sides of its bulk, over the line: the
    trapezoidal rule, whose step is halved until 24 digits stand, or the change is below
    `slack`. `value` gives a number or a list of them."""
    with mp.workdps(DIGITS):
        centre, step = mpf(centre), mpf(step)
        total = one_way(value, centre, step, 1) + one_way(value, centre - step, step, -1)
        for _ in range(12):
            between = one_way(value, centre + step / 2, step, 1) + one_way(value, centre - step / 2, step, -1)
            before, total, step = total * step, total + between, step / 2
            if all(abs(a - b * step) <= mpf(10)**-24 * abs(b * step) + slack for a, b in zip(before, total)):
                return list(total * step)
        raise AssertionError("no convergence")


def one_way(value, start, step, sign):
    totals, small, u = None, 0, start
    while small < 4:
        terms = value(u)
        terms = terms if isinstance(terms, list) else [terms]
        totals = [a + b for a, b in zip(totals, terms)] if totals else terms
        small = small + 1 if all(abs(a) <= abs(b) * mpf(10)**-32 for a, b in zip(terms, totals)) else 0
        u += sign * step
    return mp.matrix(totals)


@lru_cache
def legendre(n=48):
    """Nodes and weights of Gauss and Legendre's rule on [-1, 1]."""
    with mp.workdps(DIGITS + 15):
        rule = []
        for i in range(n):
            x = mp.cos(mp.pi * (i + mpf(3) / 4) / (n + mpf(1) / 2))
            for _ in range(8):
                before, value = mpf(1), x
                for k in range(2, n + 1):
                    before, value = value, ((2 * k - 1) * x * value - (k - 1) * before) / k
                gradient = n * (x * value - before) / (x * x - 1)
                x -= value / gradient
            rule.append((x, 2 / ((1 - x * x) * gradient**2)))
        return rule


def gauss(f, a, b):
    half, middle = (b - a) / 2, (a + b) / 2
    return half * mp.fsum(w * f(middle + half * x) for x, w in legendre())


class Pieced(Searched):
    """A law by log_density alone, as sums of Gauss and Legendre's rule over pieces between the ends `breaks`, on each of which
    the density is smooth; quantiles are searched for in x itself."""

    def prepare(self):
        with mp.workdps(DIGITS):
            self.masses = [gauss(self.density, a, b) for a, b in zip(self.breaks, self.breaks[1:])]
            total = mp.fsum(self.masses)
            assert abs(total - 1) < mpf(10)**-40, mp.nstr(total - 1)
            self.below = [mpf(0)]
            for mass in self.masses:
                self.below.append(self.below[-1] + mass)
            self.above = [mpf(0)]
            for mass in reversed(self.masses):
                self.above.append(self.above[-1] + mass)
            self.above.reverse()

    def piece(self, x):
        low, high = 0, len(self.breaks) - 2
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.breaks[middle] <= x else (low, middle - 1)
        return low

    def cdf(self, x):
        with mp.workdps(DIGITS):
            i = self.piece(mpf(x))
            return self.below[i] + gauss(self.density, self.breaks[i], mpf(x))

    def complement(self, x):
        with mp.workdps(DIGITS):
            i = self.piece(mpf(x))
            return self.above[i + 1] + gauss(self.density, mpf(x), self.breaks[i + 1])

    def inside(self, x):
        return self.breaks[0] < x < self.breaks[-1]

    def point(self, u):
        return u

    def slope(self, u):
        return 1

    def search(self, p, upper):
        """From the piece in which the tail becomes p."""
        sums = self.above if upper else self.below
        i = next(i for i in range(len(self.masses)) if (sums[i + 1] <= p if upper else sums[i + 1] >= p))
        a, b = self.breaks[i], self.breaks[i + 1]
        tail = self.complement if upper else self.cdf
        sign = -1 if upper else 1
        x = (a + b) / 2
        for _ in range(300):
            mass = tail(x)
            above = sign * mp.log(mass / p)
            a, b = (a, x) if above > 0 else (x, b)
            last, x = x, x - above * mass / self.density(x)
            if abs(x - last) <= (self.breaks[i + 1] - self.breaks[i]) * (mpf(10)**-17 if self.precise else mpf(10)**-4):
                return x
            if not a <= x <= b:
                x = (a + b) / 2
        raise AssertionError("no root")

    def expectations(self, values):
        """Of the list values(x)."""
        with mp.workdps(DIGITS):
            total = 0
            for a, b in zip(self.breaks, self.breaks[1:]):
                half, middle = (b - a) / 2, (a + b) / 2
                for node, weight in legendre():
                    x = middle + half * node
                    total += mp.matrix(values(x)) * (half * weight * self.density(x))
            return list(total)

    def entropy(self):
        return -self.expectations(lambda x: [self.log_density(x)])[0]


def beta_lower(a, b, x, y):
    """I_x(a, b), x + y = 1, by the continued fraction of DLMF 8.17.22 on the side of the mean where it converges fast."""
    if x * (a + b) > a:
        return 1 - beta_lower(b, a, y, x)
    with mp.workdps(DIGITS):
        c = value = mpf(1)
        d, m, change = mpf(0), 1, mpf(0)
        while abs(change - 1) > mpf(10)**-50:  # Lentz's way
            k, odd = divmod(m, 2)
            top = (-(a + k) * (a + b + k) if odd else k * (b - k)) * x / ((a + m - 1) * (a + m))
            d = 1 / (1 + top * d)
            c = 1 + top / c
            change = c * d
            value *= change
            m += 1
        return mp.exp(a * mp.log(x) + b * mp.log(y) - mp.loggamma(a) - mp.loggamma(b) + mp.loggamma(a + b)) / a / value
