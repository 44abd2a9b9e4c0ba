"""The families on the reals by the textbooks' closed forms at 400 digits; an argument is exactly the double that it is."""
from law import Law
from mpmath import mp, mpf
from tails_and_sums import beta_tail, gamma_tail, log_beta


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


class Lognormal(Law):
    positive = True

    def __init__(self, location, scale):
        self.location, self.scale = mpf(location), mpf(scale)
        self.log_law = Normal(location, scale)

    def density(self, x):
        return self.log_law.density(mp.log(x)) / x

    def cdf(self, x):
        return self.log_law.cdf(mp.log(x))

    def complement(self, x):
        return self.log_law.complement(mp.log(x))

    def root(self, p, upper):
        return mp.exp(self.location + self.scale * NORMAL.root(p, upper))

    def mean(self):
        return mp.exp(self.location + self.scale**2 / 2)

    def variance(self):
        return mp.expm1(self.scale**2) * self.mean()**2

    def entropy(self):
        return self.location + self.log_law.entropy()

    def information(self):
        return self.log_law.information()


class Interval(Law):
    def __init__(self, lower, upper):
        self.lower, self.upper = mpf(lower), mpf(upper)

    def density(self, x):
        return 1 / (self.upper - self.lower)

    def cdf(self, x):
        return (mpf(x) - self.lower) / (self.upper - self.lower)

    def complement(self, x):
        return (self.upper - mpf(x)) / (self.upper - self.lower)

    def root(self, p, upper):
        return self.upper - p * (self.upper - self.lower) if upper else self.lower + p * (self.upper - self.lower)

    def points(self):
        return [x for x in super().points() if self.lower < x < self.upper]

    def mean(self):
        return (self.lower + self.upper) / 2

    def variance(self):
        return (self.upper - self.lower)**2 / 12

    def entropy(self):
        return mp.log(self.upper - self.lower)

    def information(self):
        return []


class StudentT(Law):
    def __init__(self, location, scale, df):
        self.location, self.scale, self.df = mpf(location), mpf(scale), mpf(df)

    def density(self, x):
        t = (mpf(x) - self.location) / self.scale
        return mp.exp(mp.loggamma((self.df + 1) / 2) - mp.loggamma(self.df / 2) -
                      (self.df + 1) / 2 * mp.log1p(t * t / self.df)) / (self.scale * mp.sqrt(self.df * mp.pi))

    def tail(self, t):
        if t < 0:
            return 1 - self.tail(-t)
        return beta_tail(self.df / 2, mpf(1) / 2, self.df / (self.df + t * t), t * t / (self.df + t * t)) / 2

    def cdf(self, x):
        return self.tail((self.location - mpf(x)) / self.scale)

    def complement(self, x):
        return self.tail((mpf(x) - self.location) / self.scale)

    def root(self, p, upper):
        if p > mpf(1) / 2:
            return 2 * self.location - self.root_of_tail(1 - p, upper)
        return self.root_of_tail(p, upper)

    def root_of_tail(self, p, upper):
        t = mpf(1)
        if p == mpf(1) / 2:
            return self.location
        for _ in range(400):
            tail = self.tail(t)
            slope = self.density(self.location + self.scale * t) * self.scale * t / tail
            last, t = t, t * mp.exp(max(-3, min(3, mp.log(tail / p) / slope)))
            if abs(t - last) <= abs(t) * mpf(10)**-40:
                return self.location + (self.scale * t if upper else -self.scale * t)
        raise AssertionError("no root")

    def mean(self):
        return self.location if self.df > 1 else mp.nan

    def variance(self):
        return self.scale**2 * self.df / (self.df - 2) if self.df > 2 else mp.inf if self.df > 1 else mp.nan

    def entropy(self):
        n, h = self.df, mpf(1) / 2
        return ((n + 1) / 2 * (mp.digamma((n + 1) / 2) - mp.digamma(n / 2)) + mp.log(n) / 2 + mp.loggamma(n / 2) +
                mp.loggamma(h) - mp.loggamma((n + 1) / 2) + mp.log(self.scale))

    def information(self):
        n, s = self.df, self.scale
        own = (mp.polygamma(1, n / 2) - mp.polygamma(1, (n + 1) / 2)) / 4 - (n + 5) / (2 * n * (n + 1) * (n + 3))
        both = -2 / (s * (n + 1) * (n + 3))
        return [(n + 1) / ((n + 3) * s * s), 0, 0, 0, 2 * n / ((n + 3) * s * s), both, 0, both, own]


class Beta(Law):
    def __init__(self, alpha, beta):
        self.a, self.b = mpf(alpha), mpf(beta)

    def density(self, x):
        return mp.exp((self.a - 1) * mp.log(x) + (self.b - 1) * mp.log1p(-mpf(x)) - log_beta(self.a, self.b))

    def cdf(self, x):
        return beta_tail(self.a, self.b, mpf(x), 1 - mpf(x))

    def complement(self, x):
        return beta_tail(self.b, self.a, 1 - mpf(x), mpf(x))

    def root(self, p, upper):
        a, b = (self.b, self.a) if upper else (self.a, self.b)
        if p > mpf(1) / 2:
            return self.root(1 - p, not upper)
        x = min(mp.exp((mp.log(p * a) + log_beta(a, b)) / a), a / (a + b))
        for _ in range(400):
            y = 1 - x
            tail = beta_tail(a, b, x, y)
            slope = mp.exp(a * mp.log(x) + b * mp.log(y) - log_beta(a, b)) / tail
            odds = x / y * mp.exp(max(-3, min(3, mp.log(p / tail) / slope)))
            last, x = x, odds / (1 + odds)
            if abs(x - last) <= x * mpf(10)**-40:
                break
        return 1 - x if upper else x

    def points(self):
        return [x for x in super().points() if 0 < x < 1]

    def mean(self):
        return self.a / (self.a + self.b)

    def variance(self):
        n = self.a + self.b
        return self.a * self.b / (n * n * (n + 1))

    def entropy(self):
        a, b = self.a, self.b
        return log_beta(a, b) - (a - 1) * mp.digamma(a) - (b - 1) * mp.digamma(b) + (a + b - 2) * mp.digamma(a + b)

    def information(self):
        both = mp.polygamma(1, self.a + self.b)
        return [mp.polygamma(1, self.a) - both, -both, -both, mp.polygamma(1, self.b) - both]
