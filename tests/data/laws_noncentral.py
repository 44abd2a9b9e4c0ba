"""The noncentral chi-squared, beta and F laws: Poisson mixtures of tails, all of whose terms are positive."""
from mpmath import mp, mpf
from numeric_law import DIGITS, Searched, beta_lower, line_sum
from tails_and_sums import gamma_tail


class Mixture(Searched):
    """A law whose shape a grows by a Poisson variable of mean noncentrality / 2. Neighbours differ by one term: with t_i the
    drop of the lower tail from shape a + i to a + i + 1, the lower tail is the sum of t_i P(N <= i), the upper one that of
    shape a plus the sum of t_i P(N > i)."""
    def weigh(self, noncentrality):
        with mp.workdps(DIGITS):
            self.half = mpf(noncentrality) / 2
            self.weights = [mp.exp(-self.half)]
            while self.half > 0 and (len(self.weights) < self.half or self.weights[-1] > mpf(10)**-1500):
                self.weights.append(self.weights[-1] * self.half / len(self.weights))
            self.least, self.more, total = [], [], mpf(0)
            for weight in self.weights:
                total += weight
                self.least.append(total)
            total = mpf(0)
            for weight in reversed(self.weights):
                self.more.append(total)
                total += weight
            self.more.reverse()

    def sums(self, at, upper):
        """Of a tail, `at` as self.drops and self.own_upper want it."""
        with mp.workdps(DIGITS):
            total, peak = self.own_upper(at) if upper else mpf(0), mpf(0)
            for i, t in enumerate(self.drops(at)):
                if upper and i >= len(self.more):
                    break
                term = t * (self.more[i] if upper else self.least[i] if i < len(self.least) else 1)
                total += term
                if term < total * mpf(10)**-50 and term < peak:
                    break
                peak = max(peak, term)
            return total

    def complement(self, x):
        return self.sums(self.place(mpf(x)), True)

    def cdf(self, x):
        at = self.place(mpf(x))
        upper = self.sums(at, True)
        return 1 - upper if upper < mpf(1) / 2 else self.sums(at, False)

    def log_density(self, x):
        return self.log_density_at(self.place(mpf(x)))

    def mixed(self, first, ratio):
        """The sum of the weights times first, first ratio(0), first ratio(0) ratio(1) ..."""
        total, term, before = mpf(0), first, mpf(0)
        for i, weight in enumerate(self.weights):
            total += weight * term
            if weight * term < before and weight * term < total * mpf(10)**-50:
                break
            before = weight * term
            term *= ratio(i)
        return total

    def entropy(self):
        """Along u."""
        def value(u):
            x, slope, at = self.on_line(u)
            log_density = self.log_density_at(at)
            return -mp.exp(log_density) * log_density * slope
        return line_sum(value, self.middle, self.reach / 2, mpf(10)**-30)[0]

    def on_line(self, u):
        x = self.point(u)
        return x, self.slope(u), self.place(x)

    def information(self):
        return []


class NoncentralChiSquared(Mixture):
    def __init__(self, df, noncentrality):
        self.a, self.df, self.noncentrality = mpf(df) / 2, mpf(df), mpf(noncentrality)
        self.weigh(noncentrality)
        self.reach = min(mpf(1), mp.sqrt(self.variance()) / self.mean())
        self.middle = mp.log(self.mean())

    def place(self, x):
        return x / 2

    def own_upper(self, y):
        with mp.workdps(400):
            return gamma_tail(self.a, y, True)

    def drops(self, y):
        t, i = mp.exp(self.a * mp.log(y) - y - mp.loggamma(self.a + 1)), 0
        while True:
            yield t
            i += 1
            t *= y / (self.a + i)

    def log_density_at(self, y):
        with mp.workdps(DIGITS):
            first = mp.exp((self.a - 1) * mp.log(y) - y - mp.loggamma(self.a)) / 2
            return mp.log(self.mixed(first, lambda i: y / (self.a + i)))

    def raw(self, k):
        """From the cumulants 2^(j - 1) (j - 1)! (df + j noncentrality)."""
        return raw_of_chi_squared(self.df, self.noncentrality, k)


def raw_of_chi_squared(df, noncentrality, k):
    moments = [mpf(1)]
    for n in range(1, k + 1):
        moments.append(mp.fsum(mp.binomial(n - 1, j - 1) * 2**(j - 1) * mp.factorial(j - 1) * (df + j * noncentrality) *
                               moments[n - j] for j in range(1, n + 1)))
    return moments[k]


class NoncentralBeta(Mixture):
    """On the line of the log odds; `place` is x and 1 - x, which may be 10^-600."""
    search_digits = 1500

    def __init__(self, alpha, beta, noncentrality):
        self.a, self.b = mpf(alpha), mpf(beta)
        self.weigh(noncentrality)
        self.middle = mp.log(self.raw(1) / (1 - self.raw(1)))

    def point(self, u):
        return 1 / (1 + mp.exp(-u))

    def slope(self, u):
        return 1 / (1 + mp.exp(-u)) / (1 + mp.exp(u))

    def place(self, x):
        return x, 1 - x

    def on_line(self, u):
        x, y = 1 / (1 + mp.exp(-u)), 1 / (1 + mp.exp(u))
        return x, x * y, (x, y)

    def inside(self, x):
        return 0 < x < 1

    def own_upper(self, at):
        return beta_lower(self.b, self.a, at[1], at[0])

    def drops(self, at):
        x, y = at
        s = self.a + self.b
        t = mp.exp(self.a * mp.log(x) + self.b * mp.log(y) + mp.loggamma(s) - mp.loggamma(self.a + 1) - mp.loggamma(self.b))
        i = 0
        while True:
            yield t
            t *= x * (s + i) / (self.a + 1 + i)
            i += 1

    def log_density_at(self, at):
        with mp.workdps(DIGITS):
            x, y = at
            s = self.a + self.b
            log_first = ((self.a - 1) * mp.log(x) + (self.b - 1) * mp.log(y) + mp.loggamma(s) - mp.loggamma(self.a) -
                         mp.loggamma(self.b))
            return mp.log(self.mixed(mp.exp(log_first), lambda i: x * (s + i) / (self.a + i)))

    def raw(self, k):
        with mp.workdps(DIGITS):
            return mp.fsum(w * mp.fprod((self.a + i + j) / (self.a + self.b + i + j) for j in range(k))
                           for i, w in enumerate(self.weights) if w > mpf(10)**-70)


class NoncentralF(NoncentralBeta):
    """n B / (m (1 - B)), B noncentral beta of shapes m / 2 and n / 2, on the line of ln X."""
    search_digits = DIGITS

    def __init__(self, df1, df2, noncentrality):
        self.m, self.n, self.noncentrality = mpf(df1), mpf(df2), mpf(noncentrality)
        self.a, self.b = self.m / 2, self.n / 2
        self.weigh(noncentrality)
        self.middle = mp.log((self.m + self.noncentrality) / self.m)

    def point(self, u):
        return mp.exp(u)

    def slope(self, u):
        return mp.exp(u)

    def place(self, x):
        return self.m * x / (self.n + self.m * x), self.n / (self.n + self.m * x)

    def on_line(self, u):
        return Mixture.on_line(self, u)

    def inside(self, x):
        return x > 0

    def log_density_at(self, at):
        """dB / dX = (m / n) (1 - B)^2"""
        return super().log_density_at(at) + mp.log(self.m / self.n) + 2 * mp.log(at[1])

    def raw(self, k):
        if self.b <= k:
            return mp.inf
        inverse = mp.fprod(2 * (self.b - j) for j in range(1, k + 1))
        return (self.n / self.m)**k * raw_of_chi_squared(self.m, self.noncentrality, k) / inverse
