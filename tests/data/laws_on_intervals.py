"""Families on bounded intervals with closed forms of both tails and of quantiles."""
from mpmath import mp, mpf
from numeric_law import Standard


class Triangular(Standard):
    """lower + (upper - lower) Z, with the mode of Z at `top`."""
    ends = (0, 1)

    def __init__(self, lower, mode, upper):
        super().__init__(lower, mpf(upper) - mpf(lower))
        self.top = (mpf(mode) - self.location) / self.scale

    def log_f(self, z):
        return mp.log(2 * z / self.top if z < self.top else 2 * (1 - z) / (1 - self.top) if self.top < 1 else mpf(2))

    def lower(self, z):
        return z * z / self.top if z < self.top else 1 - self.upper(z)

    def upper(self, z):
        return 1 - self.lower(z) if z < self.top else (1 - z)**2 / (1 - self.top) if self.top < 1 else mpf(0)

    def at(self, p, upper):
        below = 1 - p if upper else p
        above = p if upper else 1 - p
        return mp.sqrt(below * self.top) if below <= self.top else 1 - mp.sqrt(above * (1 - self.top))

    def raw(self, k):
        """The sum of top^j, j = 0 .. k, over (k + 1) (k + 2) / 2."""
        return mp.fsum(self.top**j for j in range(k + 1)) * 2 / ((k + 1) * (k + 2))

    def h(self):
        return mpf(1) / 2 - mp.log(2)

    def information(self):
        return []


class Arcsine(Standard):
    ends = (0, 1)

    def __init__(self, lower, upper):
        super().__init__(lower, mpf(upper) - mpf(lower))

    def log_f(self, z):
        return -mp.log(mp.pi) - mp.log(z * (1 - z)) / 2

    def lower(self, z):
        return 2 * mp.asin(mp.sqrt(z)) / mp.pi

    def upper(self, z):
        return 2 * mp.asin(mp.sqrt(1 - z)) / mp.pi

    def at(self, p, upper):
        z = mp.sin(mp.pi * p / 2)**2
        return 1 - z if upper else z

    def raw(self, k):
        return {1: mpf(1) / 2, 2: mpf(3) / 8, 3: mpf(5) / 16, 4: mpf(35) / 128}[k]

    def h(self):
        return mp.log(mp.pi / 4)

    def information(self):
        return []


class Kumaraswamy(Standard):
    ends = (0, 1)

    def __init__(self, a, b):
        super().__init__(0, 1)
        self.a, self.b = mpf(a), mpf(b)

    def log_f(self, z):
        return mp.log(self.a * self.b) + (self.a - 1) * mp.log(z) + (self.b - 1) * mp.log1p(-z**self.a)

    def log_upper(self, z):
        return self.b * mp.log1p(-z**self.a)

    def lower(self, z):
        return -mp.expm1(self.log_upper(z))

    def upper(self, z):
        return mp.exp(self.log_upper(z))

    def at(self, p, upper):
        return (-mp.expm1((mp.log(p) if upper else mp.log1p(-p)) / self.b))**(1 / self.a)

    def raw(self, k):
        return self.b * mp.beta(1 + k / self.a, self.b)

    def h(self):
        """X^a is a beta variable of shapes 1 and b."""
        harmonic = mp.digamma(self.b + 1) + mp.euler
        return 1 - 1 / self.b + (1 - 1 / self.a) * harmonic - mp.log(self.a * self.b)

    def information(self):
        """From the moments of the beta variable X^a; the limits at b = 1 and b = 2 as values close to them."""
        b = self.b + (mpf(10)**-120 if self.b in (1, 2) else 0)
        gap = mp.digamma(b) - mp.digamma(2)
        own = (1 + b / (b - 2) * (gap**2 - mp.polygamma(1, b) + mp.polygamma(1, 2))) / self.a**2
        both = (mp.digamma(2) - mp.digamma(b + 1)) / (b - 1) / self.a
        return [own, both, both, self.b**-2]
