"""The families on integers beyond those of laws_of_masses.py, by tables of all masses that matter or by sums of their own."""
from law import LOWER, Discrete
from mpmath import mp, mpf
from numeric_law import DIGITS, Moments


class Tabled(Moments, Discrete):
    """A law by `masses`, unscaled ones, from `first` on: all of them, or all above 10^-1200 of the greatest."""

    def tabulate(self, masses):
        with mp.workdps(DIGITS):
            total = mp.fsum(masses)
            self.masses = [mass / total for mass in masses]
            self.below, self.above = [], []
            sums = mpf(0)
            for mass in self.masses:
                sums += mass
                self.below.append(sums)
            sums = mpf(0)
            for mass in reversed(self.masses):
                self.above.append(sums)
                sums += mass
            self.above.reverse()

    def density(self, k):
        return self.masses[int(k) - self.first]

    def cdf(self, k):
        return self.below[int(k) - self.first]

    def complement(self, k):
        return self.above[int(k) - self.first]

    def guess(self, p, upper):
        return int(mp.floor(self.mean()))

    def expectation(self, g):
        """The sum of mass times g(place in the table) where masses matter."""
        with mp.workdps(DIGITS):
            return mp.fsum(mass * g(i) for i, mass in enumerate(self.masses) if mass > mpf(10)**-45)

    def entropy(self):
        return -self.expectation(lambda i: mp.log(self.masses[i]))

    def information(self):
        return []


def raw_from_factorial(k, factorial):
    """E X^k from factorial(j) = E X (X - 1) .. (X - j + 1), by Stirling's numbers of the second kind."""
    stirling = {1: (1,), 2: (1, 1), 3: (1, 3, 1), 4: (1, 7, 6, 1)}[k]
    return mp.fsum(s * factorial(j + 1) for j, s in enumerate(stirling))


class DiscreteUniform(Moments, Discrete):
    def __init__(self, lower, upper):
        self.first, self.last = lower, upper
        self.count = mpf(upper - lower + 1)
        self.location = mpf(lower + upper) / 2

    def density(self, k):
        return 1 / self.count

    def cdf(self, k):
        return (mpf(k) - self.first + 1) / self.count

    def complement(self, k):
        return (self.last - mpf(k)) / self.count

    def raw(self, k):
        n = self.count
        return {1: mpf(0), 2: (n**2 - 1) / 12, 3: mpf(0), 4: (n**2 - 1) * (3 * n**2 - 7) / 240}[k]

    def entropy(self):
        return mp.log(self.count)

    def information(self):
        return []


class Hypergeometric(Tabled):
    def __init__(self, successes, failures, draws):
        self.sizes = successes, failures, draws
        low, high = max(0, draws - failures), min(successes, draws)
        with mp.workdps(DIGITS):
            ratio = lambda k: mpf((successes - k) * (draws - k)) / ((k + 1) * (failures - draws + k + 1))  # to k + 1
            mode = min(high, max(low, (draws + 1) * (successes + 1) // (successes + failures + 2)))
            up, down, k = [mpf(1)], [], mode
            while k < high and up[-1] > mpf(10)**-1200:
                up.append(up[-1] * ratio(k))
                k += 1
            self.last = high
            mass, k = mpf(1), mode
            while k > low and mass > mpf(10)**-1200:
                k -= 1
                mass /= ratio(k)
                down.append(mass)
            self.first = k
            self.tabulate(down[::-1] + up)

    def raw(self, k):
        successes, failures, draws = self.sizes
        falling = lambda n, j: mp.fprod(mpf(n - i) for i in range(j))
        return raw_from_factorial(k, lambda j: falling(successes, j) * falling(draws, j) / falling(successes + failures, j)
                                  if j <= successes + failures else mpf(0))


class BetaBinomial(Tabled):
    first = 0

    def __init__(self, trials, alpha, beta):
        self.last, self.a, self.b = trials, mpf(alpha), mpf(beta)
        with mp.workdps(DIGITS):
            masses = [mp.exp(mp.loggamma(self.b + trials) - mp.loggamma(self.b) - mp.loggamma(self.a + self.b + trials) +
                             mp.loggamma(self.a + self.b))]
            for k in range(trials):
                masses.append(masses[-1] * (trials - k) * (self.a + k) / ((k + 1) * (self.b + trials - k - 1)))
            assert abs(mp.fsum(masses) - 1) < mpf(10)**-40
            self.tabulate(masses)

    def raw(self, k):
        return raw_from_factorial(k, lambda j: mp.fprod((self.last - i) * (self.a + i) / (self.a + self.b + i)
                                                        for i in range(j)))

    def information(self):
        """From - d^2 log mass: differences of trigamma functions are sums of (alpha + i)^-2, i < K, and the like."""
        with mp.workdps(DIGITS):
            both = -mp.fsum((self.a + self.b + i)**-2 for i in range(self.last))
            own = mp.fsum(self.above[i] * (self.a + i)**-2 for i in range(self.last))
            other = mp.fsum(self.below[self.last - 1 - i] * (self.b + i)**-2 for i in range(self.last))
            return [own + both, both, both, other + both]


class Skellam(Tabled):
    """Masses are Bessel functions times (mean1 / mean2)^(k / 2): Miller's recurrence from far above, which only adds."""

    def __init__(self, mean1, mean2):
        self.means = mpf(mean1), mpf(mean2)
        with mp.workdps(DIGITS):
            z = 2 * mp.sqrt(self.means[0] * self.means[1])
            half = mp.sqrt(self.means[0] / self.means[1])
            sd = mp.sqrt(self.variance())
            reach = int(abs(self.mean()) + 80 * sd) + 300
            bessel = [mpf(0), mpf(10)**-3000]
            for n in range(reach + reach // 2 + 300, 0, -1):
                bessel.append(bessel[-2] + 2 * n / z * bessel[-1])
            bessel.reverse()
            masses = [bessel[abs(k)] * half**k for k in range(-reach, reach + 1)]
            least = max(masses) * mpf(10)**-1200
            kept = [i for i, mass in enumerate(masses) if mass > least]
            self.first, self.last = kept[0] - reach, kept[-1] - reach
            self.tabulate(masses[kept[0]:kept[-1] + 1])

    def variance(self):
        return self.means[0] + self.means[1]

    def mean(self):
        return self.means[0] - self.means[1]

    def skewness(self):
        return self.mean() / self.variance()**mpf(1.5)

    def excess_kurtosis(self):
        return 1 / self.variance()

    def information(self):
        """The score of the first mean is mass(k - 1) / mass(k) - 1, that of the second mass(k + 1) / mass(k) - 1."""
        at = lambda i: self.masses[i] if 0 <= i < len(self.masses) else mpf(0)
        low, high = (lambda i: at(i - 1) / at(i) - 1), (lambda i: at(i + 1) / at(i) - 1)
        both = self.expectation(lambda i: low(i) * high(i))
        return [self.expectation(lambda i: low(i)**2), both, both, self.expectation(lambda i: high(i)**2)]


class Logarithmic(Moments, Discrete):
    first = 1

    def __init__(self, p):
        self.p = mpf(p)
        self.norm = -mp.log1p(-self.p)

    def log_density(self, k):
        return k * mp.log(self.p) - mp.log(k) - mp.log(self.norm)

    def density(self, k):
        return mp.exp(self.log_density(k))

    def cdf(self, k):
        return 1 - self.complement(k)

    def complement(self, k):
        """p^(k + 1) times the sum of p^j / (k + 1 + j), in integers of 2^-300."""
        ratio, power, total, n = int(mp.ldexp(self.p, 300)), 1 << 300, 0, int(k) + 1
        while power:
            total += power // n
            power = power * ratio >> 300
            n += 1
        return mp.ldexp(mpf(total), -300) * self.p**(int(k) + 1) / self.norm

    def guess(self, p, upper):
        """From the tail p^k / (k (1 - p)) of large k."""
        k = mpf(1)
        for _ in range(20 if upper else 0):
            k = max(1, mp.log(p * k * (1 - self.p) * self.norm) / mp.log(self.p))
        return int(k)

    def raw(self, k):
        return raw_from_factorial(k, lambda j: mp.factorial(j - 1) * (self.p / (1 - self.p))**j / self.norm)

    def entropy(self):
        with mp.workdps(40):
            logs, k, power = mpf(0), 2, self.p**2
            while power > mpf(10)**-36 * self.p**2:
                logs += power / k * mp.log(k)
                k += 1
                power *= self.p
            return (logs - self.p / (1 - self.p) * mp.log(self.p)) / self.norm + mp.log(self.norm)

    def information(self):
        """The score is K / p less its mean."""
        return [self.variance() / self.p**2]


class Zeta(Moments, Discrete):
    first = 1

    def __init__(self, s):
        with mp.workdps(100):
            self.s = mpf(s)
            self.norm, self.slope, self.curve = (mp.zeta(self.s, 1, j) for j in range(3))

    def log_density(self, k):
        return -self.s * mp.log(k) - mp.log(self.norm)

    def density(self, k):
        return mp.exp(self.log_density(k))

    def cdf(self, k):
        return 1 - self.complement(k)

    def complement(self, k):
        return hurwitz(self.s, int(k) + 1) / self.norm

    def guess(self, p, upper):
        p = p if upper else 1 - p
        return max(1, int((p * (self.s - 1) * self.norm)**(-1 / (self.s - 1))))

    def least(self, p, upper):
        """Beyond 10^30 the guess is as good as the digits that are shown."""
        guess = self.guess(p, upper)
        return guess if guess > 10**30 else super().least(p, upper)

    def quantile(self, p):
        """Beyond 10^12, where one value more is less than the rounding of p, by p itself."""
        q = 1 - mpf(p)
        return mpf(self.least(q, True)) if self.guess(q, True) > 10**12 else super().quantile(p)

    def points(self):
        """Without those that no double reaches."""
        found = {self.least(mpf(p), True) + i for p in LOWER for i in (0, 1)} | {self.least(mpf(p), False) for p in LOWER[-4:]}
        return sorted({float(k) for k in found if k < 10**300})

    def raw(self, k):
        with mp.workdps(100):
            return mp.zeta(self.s - k) / self.norm if self.s > k + 1 else mp.inf

    def entropy(self):
        return mp.log(self.norm) - self.s * self.slope / self.norm

    def information(self):
        return [self.curve / self.norm - (self.slope / self.norm)**2]


def hurwitz(s, first):
    """The sum of k^-s, k >= first, by Euler and Maclaurin from 60 on, term by term where the terms fall fast."""
    with mp.workdps(DIGITS):
        split = max(first, 60 + 4 * int(s))
        total = mp.fsum(mpf(k)**-s for k in range(first, split))
        a = mpf(split)
        total += a**(1 - s) / (s - 1) + a**-s / 2
        factor = s * a**(-s - 1)
        for m in range(1, 40):
            total += mp.bernoulli(2 * m) / mp.factorial(2 * m) * factor
            factor *= (s + 2 * m - 1) * (s + 2 * m) / a**2
        return total
