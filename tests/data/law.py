"""What every law of laws_of_densities.py and laws_of_masses.py has: points where its tails are small and large, and quantiles."""
import math

from mpmath import mp, mpf

LOWER = [1e-300, 1e-150, 1e-50, 1e-12, 1e-4, 0.01, 0.1, 0.25, 0.4]  # masses of the tails where laws are asked for


def mass_entropy(law):
    """The sum over the values, from the mean outwards until terms matter no more."""
    with mp.workdps(50):
        total, centre = mpf(0), int(law.mean())
        for values in (range(centre, -1, -1), range(centre + 1, 10**9)):
            for k in values:
                if k < law.first or law.last is not None and k > law.last:
                    break
                log_mass = law.log_density(k)
                total -= log_mass * mp.exp(log_mass)
                if log_mass < -100:
                    break
        return total


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
