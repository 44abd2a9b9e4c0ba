"""Families with closed forms of both tails and of quantiles, as those of laws_of_densities.py."""
from laws_of_densities import NORMAL
from mpmath import mp, mpf
from numeric_law import Standard


class Cauchy(Standard):
    def log_f(self, z):
        return -mp.log(mp.pi * (1 + z * z))

    def lower(self, z):
        return mp.atan2(1, -z) / mp.pi

    def upper(self, z):
        return mp.atan2(1, z) / mp.pi

    def at(self, p, upper):
        return mp.cot(mp.pi * p) * (1 if upper else -1)

    def raw(self, k):
        return mp.nan

    def h(self):
        return mp.log(4 * mp.pi)

    def information(self):
        return [1 / (2 * self.scale**2), mpf(0), mpf(0), 1 / (2 * self.scale**2)]


class Symmetric(Standard):
    """Around its location; upper and the point at_upper of a small upper tail say all."""

    def lower(self, z):
        return self.upper(-z)

    def at(self, p, upper):
        z = -self.at_upper(1 - p) if p > mpf(1) / 2 else self.at_upper(p)
        return z if upper else -z


class Laplace(Symmetric):
    def log_f(self, z):
        return -abs(z) - mp.log(2)

    def upper(self, z):
        return mp.exp(-z) / 2 if z >= 0 else 1 - mp.exp(z) / 2

    def at_upper(self, p):
        return -mp.log(2 * p)

    def raw(self, k):
        return mpf(0) if k % 2 else mp.factorial(k)

    def h(self):
        return 1 + mp.log(2)

    def information(self):
        return [self.scale**-2, mpf(0), mpf(0), self.scale**-2]


class Logistic(Symmetric):
    def log_f(self, z):
        return -abs(z) - 2 * mp.log1p(mp.exp(-abs(z)))

    def upper(self, z):
        return 1 / (1 + mp.exp(z))

    def at_upper(self, p):
        return mp.log1p(-p) - mp.log(p)

    def raw(self, k):
        return {1: mpf(0), 2: mp.pi**2 / 3, 3: mpf(0), 4: 7 * mp.pi**4 / 15}[k]

    def h(self):
        return mpf(2)

    def information(self):
        return [self.scale**-2 / 3, mpf(0), mpf(0), (3 + mp.pi**2) / 9 / self.scale**2]


class Gev(Standard):
    """Of maxima. The limit at shape 0 is taken as the value at 10^-60, which leaves 60 digits."""

    def __init__(self, location, scale, shape):
        super().__init__(location, scale)
        self.shape = mpf(shape) or mpf(10)**-60
        self.ends = (-1 / self.shape, mp.inf) if self.shape > 0 else (-mp.inf, -1 / self.shape)

    def log_t(self, z):
        return -mp.log1p(self.shape * z) / self.shape

    def log_f(self, z):
        return (1 + self.shape) * self.log_t(z) - mp.exp(self.log_t(z))

    def lower(self, z):
        return mp.exp(-mp.exp(self.log_t(z)))

    def upper(self, z):
        return -mp.expm1(-mp.exp(self.log_t(z)))

    def at(self, p, upper):
        t = -mp.log1p(-p) if upper else -mp.log(p)
        return mp.expm1(-self.shape * mp.log(t)) / self.shape

    def power(self, k):
        """E (1 + shape Z)^k"""
        return mp.gamma(1 - k * self.shape) if k * self.shape < 1 else mp.inf

    def raw(self, k):
        if not mp.isfinite(self.power(k)):
            return mp.inf
        return mp.fsum(mp.binomial(k, j) * (-1)**(k - j) * self.power(j) for j in range(k + 1)) / self.shape**k

    def h(self):
        return 1 + mp.euler * (1 + self.shape)

    def information(self):
        """Prescott and Walden (1980), with shape = -k."""
        s, g = self.shape, mp.gamma(2 + self.shape)
        p = (1 + s)**2 * mp.gamma(1 + 2 * s)
        q = g * (mp.digamma(1 + s) + (1 + s) / s)
        location_scale = -(p - g) / s / self.scale**2
        location_shape = (p / s - q) / s / self.scale
        scale_shape = -(1 - mp.euler + (1 - g) / s - q + p / s) / s**2 / self.scale
        own = (mp.pi**2 / 6 + (1 - mp.euler + 1 / s)**2 - 2 * q / s + p / s**2) / s**2
        return [p / self.scale**2, location_scale, location_shape, location_scale,
                (1 - 2 * g + p) / s**2 / self.scale**2, scale_shape, location_shape, scale_shape, own]


class Gumbel(Gev):
    def __init__(self, location, scale):
        super().__init__(location, scale, 0)

    def information(self):
        full = super().information()
        return [full[0], full[1], full[3], full[4]]


class Frechet(Gev):
    """scale (1 + Z / shape), Z of the generalised law of shape 1 / shape."""

    def __init__(self, shape, scale):
        self.own = mpf(shape)
        super().__init__(mpf(scale), mpf(scale) / self.own, 1 / self.own)

    def information(self):
        """Of ln X, which is a Gumbel variable of location ln scale and scale 1 / shape."""
        a, b, c = self.own, self.location, 1 - mp.euler
        return [(mp.pi**2 / 6 + c * c) / a**2, c / b, c / b, (a / b)**2]


class GeneralisedPareto(Standard):
    def __init__(self, location, scale, shape):
        super().__init__(location, scale)
        self.shape = mpf(shape) or mpf(10)**-60
        self.ends = (0, mp.inf if self.shape > 0 else -1 / self.shape)

    def log_upper(self, z):
        return -mp.log1p(self.shape * z) / self.shape

    def log_f(self, z):
        return (1 + self.shape) * self.log_upper(z)

    def lower(self, z):
        return -mp.expm1(self.log_upper(z))

    def upper(self, z):
        return mp.exp(self.log_upper(z))

    def at(self, p, upper):
        return mp.expm1(-self.shape * (mp.log(p) if upper else mp.log1p(-p))) / self.shape

    def raw(self, k):
        if k * self.shape >= 1:
            return mp.inf
        return mp.factorial(k) / mp.fprod(1 - j * self.shape for j in range(1, k + 1))

    def h(self):
        return 1 + self.shape

    def information(self):
        """Of scale and shape, the location known: Smith (1987)."""
        s, c = self.scale, self.shape
        if c <= -mpf(1) / 2:
            return []
        both = 1 / (s * (1 + c) * (1 + 2 * c))
        return [1 / (s * s * (1 + 2 * c)), both, both, 2 / ((1 + c) * (1 + 2 * c))]


class Pareto(Standard):
    ends = (1, mp.inf)

    def __init__(self, scale, shape):
        super().__init__(0, scale)
        self.shape = mpf(shape)

    def log_f(self, z):
        return mp.log(self.shape) - (1 + self.shape) * mp.log(z)

    def lower(self, z):
        return -mp.expm1(-self.shape * mp.log(z))

    def upper(self, z):
        return z**-self.shape

    def at(self, p, upper):
        return mp.exp(-(mp.log(p) if upper else mp.log1p(-p)) / self.shape)

    def raw(self, k):
        return self.shape / (self.shape - k) if self.shape > k else mp.inf

    def h(self):
        return 1 + 1 / self.shape - mp.log(self.shape)

    def information(self):
        return []


class Levy(Standard):
    """location + scale / N^2, N normal."""
    ends = (0, mp.inf)

    def log_f(self, z):
        return -mp.log(2 * mp.pi * z**3) / 2 - 1 / (2 * z)

    def lower(self, z):
        return mp.erfc(mp.sqrt(1 / (2 * z)))

    def upper(self, z):
        return mp.erf(mp.sqrt(1 / (2 * z)))

    def at(self, p, upper):
        n = mp.sqrt(2) * mp.erfinv(p) if upper and p < mpf(1) / 2 else NORMAL.root((1 - p if upper else p) / 2, True)
        return n**-2

    def raw(self, k):
        return mp.inf

    def h(self):
        return (1 + 3 * mp.euler + mp.log(16 * mp.pi)) / 2

    def information(self):
        """From the moments of 1 / Z, a chi-squared variable of one degree of freedom."""
        return [mpf(x) / 2 / self.scale**2 for x in (21, 3, 3, 1)]


class Rayleigh(Standard):
    ends = (0, mp.inf)

    def __init__(self, sigma):
        super().__init__(0, sigma)

    def log_f(self, z):
        return mp.log(z) - z * z / 2

    def lower(self, z):
        return -mp.expm1(-z * z / 2)

    def upper(self, z):
        return mp.exp(-z * z / 2)

    def at(self, p, upper):
        return mp.sqrt(-2 * (mp.log(p) if upper else mp.log1p(-p)))

    def raw(self, k):
        return mpf(2)**(mpf(k) / 2) * mp.gamma(1 + mpf(k) / 2)

    def h(self):
        return 1 + mp.euler / 2 - mp.log(2) / 2

    def information(self):
        return [4 / self.scale**2]
