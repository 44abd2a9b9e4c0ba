"""Families whose tails are quadratures in pieces: von Mises and skew normal."""
from mpmath import mp, mpf
from numeric_law import DIGITS, Pieced, Standard


class VonMises(Pieced):
    """Of the angle as a number on (-pi, pi]; for a mean other than 0 the circle is cut at -pi all the same."""

    def __init__(self, mean, concentration):
        with mp.workdps(DIGITS):
            self.mode, self.k = mpf(mean), mpf(concentration)
            self.log_norm = mp.log(2 * mp.pi * mp.besseli(0, self.k)) - self.k
            self.breaks = self.way(-1)[::-1] + [self.mode] + self.way(1)
            self.prepare()
            self.powers = self.expectations(lambda x: [x**k for k in range(1, 5)])
            if self.mode == 0:
                self.powers[0] = self.powers[2] = mpf(0)

    def way(self, sign):
        """Ends from the mode to the cut, close together as far as 60 standard deviations."""
        sd = 1 / mp.sqrt(self.k)
        room, reach, step, found = mp.pi - sign * self.mode, mpf(0), min(mpf(1) / 4, sd / 2), []
        while reach + step < room:
            reach += step
            found.append(self.mode + sign * reach)
            step = min(mpf(1) / 4, step * (1 if reach < 60 * sd else mpf("1.3")))
        return found + [sign * mp.pi]

    def log_density(self, x):
        return -2 * self.k * mp.sin((x - self.mode) / 2)**2 - self.log_norm

    def inside(self, x):
        return abs(x) < 3.1415926535

    def raw(self, k):
        return self.powers[k - 1]

    def information(self):
        with mp.workdps(3 * DIGITS):
            a = mp.besseli(1, self.k) / mp.besseli(0, self.k)
            return [self.k * a, mpf(0), mpf(0), 1 - a * a - a / self.k]

    def entropy(self):
        with mp.workdps(3 * DIGITS):
            return self.log_norm + self.k * (1 - mp.besseli(1, self.k) / mp.besseli(0, self.k))


class SkewNormalAtZero(Pieced):
    """Location 0, scale 1; the pieces are narrow about 0, where the slanted factor turns."""

    def __init__(self, shape):
        with mp.workdps(DIGITS):
            self.shape = mpf(shape)
            narrow = 1 / mp.sqrt(1 + self.shape**2)
            short, step = [mpf(0)], min(narrow / 2, mpf(1) / 4)
            while short[-1] < 60 * narrow:  # the short tail
                short.append(short[-1] + step)
            long = [mpf(0)]
            while long[-1] < 60:
                long.append(long[-1] + step)
                step = min(mpf(1) / 4, step * (1 if long[-1] < 15 * narrow else mpf("1.2")))
            low, high = (short, long) if shape >= 0 else (long, short)
            self.breaks = [-z for z in reversed(low[1:])] + high
            self.prepare()

    def log_density(self, z):
        return -z * z / 2 - mp.log(2 * mp.pi) / 2 + mp.log(mp.erfc(-self.shape * z / mp.sqrt(2)))

    def information(self):
        """Of location, scale and shape, by the scores with w = phi / Phi at shape z."""
        def products(z):
            u = self.shape * z
            w = mp.exp(-u * u / 2) * mp.sqrt(2 / mp.pi) / mp.erfc(-u / mp.sqrt(2))
            score = [z - self.shape * w, z * z - 1 - u * w, z * w]
            return [a * b for a in score for b in score]
        return self.expectations(products)


class SkewNormal(Standard):
    def __init__(self, location, scale, shape):
        super().__init__(location, scale)
        self.law, self.shape = SkewNormalAtZero(shape), mpf(shape)
        self.log_f, self.lower, self.upper = self.law.log_density, self.law.cdf, self.law.complement
        self.h = self.law.entropy

    def at(self, p, upper):
        return self.law.root(p, upper)

    def points(self):
        return sorted({float(self.location + self.scale * z) for z in self.law.points()})

    def raw(self, k):
        delta = self.shape / mp.sqrt(1 + self.shape**2)
        mean = mp.sqrt(2 / mp.pi) * delta
        return {1: mean, 2: mpf(1), 3: mean * (3 - delta**2), 4: mpf(3)}[k]

    def information(self):
        s = self.scale
        over = [s, s, 1]
        return [x / (over[i // 3] * over[i % 3]) for i, x in enumerate(self.law.information())]
