"""Families on the reals whose tails or quantiles need series, known laws or quadrature."""
from laws_of_densities import Gamma
from mpmath import mp, mpf
from numeric_law import Moments, Searched, beta_lower, line_sum
from tails_and_sums import log_beta


class ChiSquared(Moments, Gamma):
    def __init__(self, df):
        super().__init__(mpf(df) / 2, 2)
        self.location, self.df = mpf(0), mpf(df)

    def mean(self):
        return self.df

    def raw(self, k):
        """Of X / scale."""
        return mp.rf(self.shape, k)

    def information(self):
        return [mp.polygamma(1, self.shape) / 4]


class InverseGamma(Moments, Gamma):
    """scale / G, G gamma of the same shape."""

    def __init__(self, shape, scale):
        self.shape, self.scale = mpf(shape), mpf(scale)
        self.inverse = Gamma(shape, 1)

    def log_density(self, x):
        y = self.scale / x
        return (self.shape + 1) * mp.log(y) - y - mp.loggamma(self.shape) - mp.log(self.scale)

    def density(self, x):
        return mp.exp(self.log_density(x))

    def cdf(self, x):
        return self.inverse.complement(self.scale / mpf(x))

    def complement(self, x):
        return self.inverse.cdf(self.scale / mpf(x))

    def root(self, p, upper):
        small = not upper and p > mpf(1) / 4  # G may be below 10^-300
        return self.scale / (self.inverse.root(1 - p, False) if small else self.inverse.root(p, not upper))

    def mean(self):
        return self.scale * self.raw(1)

    def variance(self):
        return Moments.variance(self)

    def raw(self, k):
        return 1 / mp.fprod(self.shape - j for j in range(1, k + 1)) if self.shape > k else mp.inf

    def entropy(self):
        return self.shape + mp.log(self.scale) + mp.loggamma(self.shape) - (1 + self.shape) * mp.digamma(self.shape)

    def information(self):
        return [mp.polygamma(1, self.shape), -1 / self.scale, -1 / self.scale, self.shape / self.scale**2]


class F(Searched):
    """n B / (m (1 - B)), B beta of shapes a = m / 2 and b = n / 2, on the line of ln X."""

    def __init__(self, df1, df2):
        self.m, self.n = mpf(df1), mpf(df2)
        self.a, self.b = self.m / 2, self.n / 2
        self.reach = min(mpf(1), mp.sqrt(2 / self.m + 2 / self.n))

    def shares(self, x):
        return self.m * x / (self.n + self.m * x), self.n / (self.n + self.m * x)

    def log_density(self, x):
        x = mpf(x)
        y, z = self.shares(x)
        return self.a * mp.log(y) + self.b * mp.log(z) - mp.log(x) - log_beta(self.a, self.b)

    def cdf(self, x):
        y, z = self.shares(mpf(x))
        return beta_lower(self.a, self.b, y, z)

    def complement(self, x):
        y, z = self.shares(mpf(x))
        return beta_lower(self.b, self.a, z, y)

    def raw(self, k):
        return (self.n / self.m)**k * mp.rf(self.a, k) / mp.fprod(self.b - j for j in range(1, k + 1)) if self.b > k else mp.inf

    def entropy(self):
        a, b = self.a, self.b
        return (log_beta(a, b) + (1 - a) * mp.digamma(a) - (1 + b) * mp.digamma(b) + (a + b) * mp.digamma(a + b) +
                mp.log(self.n / self.m))

    def information(self):
        """The scores are (ln B) / 2 - s B / m and (ln(1 - B)) / 2 + s B / n, s = a + b, less their means."""
        a, b, m, n = self.a, self.b, self.m, self.n
        s = a + b
        common, spread = mp.polygamma(1, s), a * b / (s * s * (s + 1))
        own = (mp.polygamma(1, a) - common) / 4 - b / (m * s) + (s / m)**2 * spread
        other = (mp.polygamma(1, b) - common) / 4 - a / (n * s) + (s / n)**2 * spread
        both = -common / 4 + b / (2 * n * s) + a / (2 * m * s) - s * s / (m * n) * spread
        return [own, both, both, other]


class InverseGaussian(Searched):
    search_digits = 400

    def __init__(self, mean, shape):
        self.mu, self.shape = mpf(mean), mpf(shape)
        ratio = mp.sqrt(self.mu / self.shape)
        self.reach = min(mpf(1), ratio)
        self.middle = mp.log(self.mu) - mp.log1p(ratio)

    def log_density(self, x):
        x = mpf(x)
        return mp.log(self.shape / (2 * mp.pi * x**3)) / 2 - self.shape * (x - self.mu)**2 / (2 * self.mu**2 * x)

    def parts(self, x, sign):
        x = mpf(x)
        root = mp.sqrt(self.shape / (2 * x))
        return (mp.erfc(sign * root * (x / self.mu - 1)) / 2,
                mp.exp(2 * self.shape / self.mu) * mp.erfc(root * (x / self.mu + 1)) / 2)

    def cdf(self, x):
        return mp.fsum(self.parts(x, -1))

    def complement(self, x):
        near, far = self.parts(x, 1)
        return near - far

    def raw(self, k):
        """Of X itself: mean^k times the sum of (k - 1 + j)! / (j! (k - 1 - j)!) (mean / (2 shape))^j, j < k."""
        return self.mu**k * mp.fsum(mp.factorial(k - 1 + j) / (mp.factorial(j) * mp.factorial(k - 1 - j)) *
                                    (self.mu / (2 * self.shape))**j for j in range(k))

    def entropy(self):
        """E ln(X / mean) = -e^z E1(z), z = 2 shape / mean."""
        z = 2 * self.shape / self.mu
        return mp.log(2 * mp.pi * mp.e * self.mu**3 / self.shape) / 2 - mpf(3) / 2 * mp.exp(z) * mp.e1(z)

    def information(self):
        return [self.shape / self.mu**3, mpf(0), mpf(0), 1 / (2 * self.shape**2)]


class Hyperexponential(Searched):
    def __init__(self, probabilities, rates):
        total = mp.fsum(mpf(p) for p in probabilities)
        self.phases = [(mpf(p) / total, mpf(r)) for p, r in zip(probabilities, rates)]
        self.middle = mp.log(self.raw(1))

    def density(self, x):
        return mp.fsum(p * r * mp.exp(-r * x) for p, r in self.phases)

    def log_density(self, x):
        return mp.log(self.density(x))

    def cdf(self, x):
        return -mp.fsum(p * mp.expm1(-r * x) for p, r in self.phases)

    def complement(self, x):
        return mp.fsum(p * mp.exp(-r * x) for p, r in self.phases)

    def raw(self, k):
        return mp.factorial(k) * mp.fsum(p / r**k for p, r in self.phases)

    def entropy(self):
        """Along ln x."""
        def value(u):
            x = mp.exp(u)
            f = self.density(x)
            return -x * f * mp.log(f)
        return line_sum(value, self.middle, 0.25, mpf(10)**-30)[0]

    def information(self):
        return []
