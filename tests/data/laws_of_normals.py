"""Rice's law and the noncentral t: of the length of a normal vector, and of a normal variable over a chi."""
import math

from laws_noncentral import NoncentralChiSquared
from mpmath import mp, mpf
from numeric_law import DIGITS, Searched, line_sum


class Rice(Searched):
    """X^2 / sigma^2 is noncentral chi-squared of two degrees of freedom."""

    def __init__(self, nu, sigma):
        self.nu, self.sigma = mpf(nu), mpf(sigma)
        self.square = NoncentralChiSquared(2, (self.nu / self.sigma)**2)
        self.middle = mp.log(self.raw(1))
        self.reach = min(mpf(1), self.sigma / self.raw(1))

    def log_density(self, x):
        with mp.workdps(DIGITS):
            x = mpf(x)
            s = self.sigma**2
            return (mp.log(x / s) - (x - self.nu)**2 / (2 * s) +
                    mp.log(mp.besseli(0, x * self.nu / s)) - x * self.nu / s)

    def cdf(self, x):
        return self.square.cdf((mpf(x) / self.sigma)**2)

    def complement(self, x):
        return self.square.complement((mpf(x) / self.sigma)**2)

    def raw(self, k):
        n = mpf(k) / 2
        z = -(self.nu / self.sigma)**2 / 2
        return self.sigma**k * 2**n * mp.gamma(1 + n) * mp.hyp1f1(-n, 1, z)

    def integrals(self, values):
        """The integrals of density(x) times the list values(x)."""
        def value(u):
            x = mp.exp(u)
            mass = self.density(x) * x
            return [mass * v for v in values(x)]
        return line_sum(value, self.middle, self.reach / 2, mpf(10)**-30)

    def entropy(self):
        return -self.integrals(lambda x: [self.log_density(x)])[0]

    def information(self):
        if self.nu == 0:
            return [mpf(0), mpf(0), mpf(0), 4 / self.sigma**2]

        def products(x):
            s = self.sigma
            z = x * self.nu / s**2
            r = mp.besseli(1, z) / mp.besseli(0, z)
            first, second = (x * r - self.nu) / s**2, (x * x + self.nu**2 - 2 * x * self.nu * r) / s**3 - 2 / s
            return [first**2, first * second, second**2]
        own, both, other = self.integrals(products)
        return [own, both, both, other]


class NoncentralT(Searched):
    """(Z + delta) / S, S^2 chi-squared over its degrees of freedom: integrals along ln S; quantiles on the line of asinh."""

    def __init__(self, df, noncentrality):
        self.n, self.delta = mpf(df), mpf(noncentrality)
        self.middle = mp.asinh(self.delta)
        self.reach = min(mpf(1), mp.sqrt((1 + self.delta**2 / (2 * self.n)) / (1 + self.delta**2)))
        self.log_norm = mp.log(2) + self.n / 2 * mp.log(self.n / 2) - mp.loggamma(self.n / 2)

    def point(self, u):
        return mp.sinh(u)

    def slope(self, u):
        return mp.cosh(u)

    def inside(self, x):
        return True

    def over_s(self, x, kind):
        """kind 0: the density at x; -1, 1: the lower and the upper tail."""
        def value(u):
            s = mp.exp(u)
            z = x * s - self.delta
            weight = self.n * u - self.n * s * s / 2 + self.log_norm
            if kind == 0:
                return mp.exp(weight + u - z * z / 2) / mp.sqrt(2 * mp.pi)
            return mp.exp(weight) * mp.erfc(kind * z / mp.sqrt(2)) / 2
        centre, width = self.bulk(float(x), kind)
        return line_sum(value, centre, width / 2)[0]

    def log_value(self, u, x, kind):
        """The logarithm of the integrand of over_s in doubles, but for a constant."""
        n, s = float(self.n), math.exp(u)
        z = x * s - float(self.delta)
        value = n * u - n * math.expm1(2 * u) / 2
        if kind == 0:
            return value + u - z * z / 2
        z *= kind
        return value + (math.log(math.erfc(z / math.sqrt(2)) / 2) if z < 20 else -z * z / 2 - math.log(2.5066282746310002 * z))

    def bulk(self, x, kind):
        """The maximum of the integrand, whose logarithm is concave in s, and its width, in doubles."""
        low, high = -750.0, 20.0
        for _ in range(120):
            a, b = low + (high - low) * 0.45, low + (high - low) * 0.55
            low, high = (a, high) if self.log_value(a, x, kind) < self.log_value(b, x, kind) else (low, b)
        h = 1e-3 / math.sqrt(1 + float(self.n))
        curve = (2 * self.log_value(low, x, kind) - self.log_value(low + h, x, kind) - self.log_value(low - h, x, kind)) / h**2
        return low, min(1.0, 1 / math.sqrt(max(curve, 1e-3)))

    def rough_log_tail(self, x, kind):
        """By the trapezoidal rule in doubles."""
        centre, width = self.bulk(x, kind)
        top, total = self.log_value(centre, x, kind), 0.0
        for sign in (1, -1):
            i = 0 if sign == 1 else 1
            while True:
                term = math.exp(self.log_value(centre + sign * i * width / 6, x, kind) - top)
                total += term
                i += 1
                if term < 1e-12 * total:
                    break
        return top + math.log(total * width / 6) + float(self.log_norm - self.n / 2)

    def search(self, p, upper):
        """In doubles by halving, then by Newton's steps."""
        sign = 1 if upper else -1
        log_p, low, high = float(mp.log(p)), -705.0, 705.0
        for _ in range(60):
            u = (low + high) / 2
            above = self.rough_log_tail(math.sinh(u), sign) > log_p
            low, high = (u, high) if above == upper else (low, u)
        u = mpf((low + high) / 2)
        if not self.precise:
            return u
        for _ in range(20):
            x = mp.sinh(u)
            mass = self.over_s(x, sign)
            last, u = u, u + sign * mp.log(mass / p) * mass / (self.density(x) * mp.cosh(u))
            if abs(u - last) <= mpf(10)**-13 * self.reach:
                return u
        raise AssertionError("no root")

    def log_density(self, x):
        x = mpf(x)
        return mp.log(self.kummer(x) if abs(self.delta) < 10 and self.n < 100 else self.over_s(x, 0))

    def kummer(self, x):
        """The density by Kummer's functions (Johnson, Kotz and Balakrishnan 1995, 31.15), whose two terms nearly cancel only
        where the signs of x and a large noncentrality differ."""
        with mp.workdps(2 * DIGITS):
            n, d, s = self.n, self.delta, self.n + x * x
            z = d * d * x * x / (2 * s)
            terms = (mp.sqrt(2) * d * x * mp.hyp1f1(n / 2 + 1, 1.5, z) / (s * mp.gamma((n + 1) / 2)) +
                     mp.hyp1f1((n + 1) / 2, 0.5, z) / (mp.sqrt(s) * mp.gamma(n / 2 + 1)))
            return mp.exp(n / 2 * mp.log(n / (4 * s)) - d * d / 2) * mp.gamma(n + 1) / mp.gamma(n / 2) * terms

    def cdf(self, x):
        return self.over_s(mpf(x), -1)

    def complement(self, x):
        return self.over_s(mpf(x), 1)

    def raw(self, k):
        n, d = self.n, self.delta
        if n <= k:
            return mp.nan if k % 2 else mp.inf
        normal = {1: d, 2: 1 + d**2, 3: 3 * d + d**3, 4: 3 + 6 * d**2 + d**4}[k]
        return normal * (n / 2)**(mpf(k) / 2) * mp.gamma((n - k) / 2) / mp.gamma(n / 2)

    def entropy(self):
        def value(u):
            log_density = self.log_density(mp.sinh(u))
            return -mp.exp(log_density) * log_density * mp.cosh(u)
        return line_sum(value, self.middle, self.reach / 2, mpf(10)**-30)[0]

    def information(self):
        return []
