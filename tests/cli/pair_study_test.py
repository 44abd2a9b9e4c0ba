"""Two samples in a study: a population with law = "two_samples"."""

import json
import math
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import ProgramTest  # noqa: E402

STUDY = """study = { seed = 11 }
population.p = { law = "categorical", p = [0.3, 0.7] }
population.q = { law = "categorical", p = [0.6, 0.4] }
population.both = { law = "two_samples", first = "p", second = "q", ratio = 0.5 }
sample.x = { from = "both", n = { grid = [12, 200] } }
estimate.D = { of = "kl", on = "x", with = ["dirichlet_laplace", "zhang_grabchak", { use = "ml", zero = "lidstone", a = 0.5 }], interval = { level = 0.95 } }
estimate.H = { of = "cross_entropy", on = "x", with = ["zhang_grabchak"], unit = "bit" }
estimate.J = { of = "jensen_shannon", on = "x", with = ["ml"], interval = { level = 0.95 } }
estimate.X = { of = "cross_perplexity", on = "x", with = ["dirichlet_sg"] }
replicates = { fixed = 4000 }
"""


def choose(n, k, p):
    return math.comb(n, k) * p**k * (1 - p) ** (n - k)


class PairStudy(ProgramTest):
    def rows(self, text):
        self.expect(0, "run", self.write("s.toml", text), "--quiet", "--force")
        return json.loads(self.expect(0, "inspect", "s.h5", "--json").stdout)["rows"]

    def row(self, rows, estimate, n, measure, label=""):
        row, = [r for r in rows if (r["estimate"], r["n"], r["measure"]) == (estimate, n, measure) and r["label"].startswith(label)]
        return row

    def test_biases_are_those_of_all_pairs_of_samples(self):
        rows = self.rows(STUDY)
        p, q, n, m = 0.3, 0.6, 12, 6
        kl = p * math.log(p / q) + (1 - p) * math.log((1 - p) / (1 - q))
        means = {"dirichlet_laplace": 0.0, 'ml(a=0.5, zero="lidstone")': 0.0}
        js = 0.0
        for i in range(n + 1):
            for j in range(m + 1):
                chance = choose(n, i, p) * choose(m, j, q)
                for name, a, b in (("dirichlet_laplace", 1, 1), ('ml(a=0.5, zero="lidstone")', 0, 0.5)):
                    u, v = (i + a) / (n + 2 * a), (j + b) / (m + 2 * b)
                    means[name] += chance * sum(x * math.log(x / y) for x, y in ((u, v), (1 - u, 1 - v)) if x > 0)
                u, v = i / n, j / m
                pairs = ((u, v), (1 - u, 1 - v))
                js += chance * sum((x * math.log(2 * x / (x + y)) if x else 0) + (y * math.log(2 * y / (x + y)) if y else 0)
                                   for x, y in pairs) / 2
        for name, mean in means.items():
            row = self.row(rows, estimate="D", label=name, n=12, measure="bias")
            self.assertAlmostEqual(row["truth"], kl, delta=1e-14)
            self.assertLess(abs(row["value"] - (mean - kl)), 5 * row["mcse"], row)
        row = self.row(rows, estimate="J", n=12, measure="bias")
        self.assertLess(abs(row["value"] - (js - row["truth"])), 5 * row["mcse"], row)
        row = self.row(rows, estimate="H", n=200, measure="bias")
        self.assertAlmostEqual(row["truth"], -(p * math.log2(q) + (1 - p) * math.log2(1 - q)), delta=1e-14)
        self.assertLess(abs(row["value"]), 0.01)
        self.assertAlmostEqual(self.row(rows, estimate="X", n=200, measure="bias")["truth"],
                               math.exp(-(p * math.log(q) + (1 - p) * math.log(1 - q))), delta=1e-13)
        for estimate, label in (("D", "dirichlet_laplace"), ("D", "zhang_grabchak"), ("D", 'ml(a=0.5, zero="lidstone")'), ("J", "ml")):
            coverage = self.row(rows, estimate=estimate, label=label, n=200, measure="coverage")["value"]
            self.assertGreater(coverage, 0.92, (estimate, label))
            self.assertLess(coverage, 0.98, (estimate, label))

    def test_predictions_are_sums_over_all_pairs_of_samples(self):
        def counts_of(n, classes):
            if classes == 1:
                yield (n,)
                return
            for first in range(n + 1):
                for rest in counts_of(n - first, classes - 1):
                    yield (first, *rest)

        def chance(counts, law):
            return math.factorial(sum(counts)) * math.prod(x**c / math.factorial(c) for x, c in zip(law, counts))

        def step(low, high):  # psi(high) - psi(low) of whole numbers
            return sum(1 / j for j in range(low, high))

        def smoothed(a, b, w, v):
            p, q = ([(c + s) / (sum(counts) + 3 * s) for c in counts] for counts, s in ((a, w), (b, v)))
            return (sum(x * math.log(x / y) for x, y in zip(p, q)), -sum(x * math.log(y) for x, y in zip(p, q)))

        def zhang_grabchak(a, b):
            n, m = sum(a), sum(b)
            cross = sum(x / n * step(y + 1, m + 1) for x, y in zip(a, b))
            return (cross - sum(x / n * step(x, n) for x in a if x), cross)

        p, q, n, m = (0.5, 0.2, 0.3), (0.1, 0.6, 0.3), 4, 3
        weights = {"dirichlet_jeffreys": (0.5, 0.5), "dirichlet_laplace": (1, 1), "dirichlet_sg": (1 / 3, 1 / 3),
                   "dirichlet_minimax": (math.sqrt(n) / 3, math.sqrt(m) / 3)}
        means = {name: [0.0, 0.0] for name in (*weights, "zhang_grabchak")}
        for a in counts_of(n, 3):
            for b in counts_of(m, 3):
                for name, mean in means.items():
                    values = smoothed(a, b, *weights[name]) if name in weights else zhang_grabchak(a, b)
                    for i, value in enumerate(values):
                        mean[i] += chance(a, p) * chance(b, q) * value
        truths = (sum(x * math.log(x / y) for x, y in zip(p, q)), -sum(x * math.log(y) for x, y in zip(p, q)))
        names = ", ".join(f'"{name}"' for name in means)
        rows = self.rows(f"""study = {{ seed = 3 }}
population.p = {{ law = "categorical", p = {list(p)} }}
population.q = {{ law = "categorical", p = {list(q)} }}
population.both = {{ law = "two_samples", first = "p", second = "q", ratio = 0.75 }}
sample.x = {{ from = "both", n = {{ grid = [{n}, 40_000] }} }}
estimate.D = {{ of = "kl", on = "x", with = [{names}] }}
estimate.O = {{ of = "kl", on = "x", with = [{{ use = "dirichlet_laplace", K = "observed" }}] }}
estimate.H = {{ of = "cross_entropy", on = "x", with = [{names}] }}
replicates = {{ fixed = 2000 }}
check.all = {{ estimate = "D", with = ["zhang_grabchak", "dirichlet_laplace"], measure = "bias", equals = "theory", margin = {{ sd = 0.2 }} }}
""")
        for i, estimate in enumerate(("D", "H")):
            for name, mean in means.items():
                row = self.row(rows, estimate=estimate, label=name, n=n, measure="bias")
                self.assertAlmostEqual(row["prediction"], mean[i] - truths[i], delta=1e-13, msg=(estimate, name))
                self.assertEqual(row["prediction_kind"], "exact")
                large = self.row(rows, estimate=estimate, label=name, n=40_000, measure="bias")
                self.assertLess(abs(large["value"] - large["prediction"]), 5 * large["mcse"], large)
                spread = self.row(rows, estimate=estimate, label=name, n=40_000, measure="empirical_se")
                self.assertEqual(spread["prediction_kind"], "leading")
                self.assertLess(abs(spread["value"] / spread["prediction"] - 1), 0.08, spread)  # 5 standard errors
        unknown = self.row(rows, estimate="O", n=n, measure="bias")
        self.assertIsNone(unknown["prediction"])

    def test_the_truth_of_any_weight(self):
        text = STUDY.replace('with = ["ml"], interval', 'with = [{ use = "ml", weight = 0.2 }, { use = "ml", weight = 0.9 }], interval')
        self.assertNotEqual(text, STUDY)
        rows = self.rows(text)
        p, q = (0.3, 0.7), (0.6, 0.4)
        for w in (0.2, 0.9):
            r = [w * a + (1 - w) * b for a, b in zip(p, q)]
            truth = sum(w * a * math.log(a / c) + (1 - w) * b * math.log(b / c) for a, b, c in zip(p, q, r))
            row = self.row(rows, estimate="J", label=f"ml(weight={w})", n=200, measure="bias")
            self.assertAlmostEqual(row["truth"], truth, delta=1e-15)
            self.assertLess(abs(row["value"]), 0.01)
            coverage = self.row(rows, estimate="J", label=f"ml(weight={w})", n=200, measure="coverage")["value"]
            self.assertGreater(coverage, 0.92, w)

    def test_a_truth_that_is_infinite(self):
        # Of the first law's class that the second lacks; what smooths it has no finite error.
        text = STUDY.replace("p = [0.3, 0.7]", "p = [0.3, 0.3, 0.4]").replace("p = [0.6, 0.4]", "p = [0.6, 0.4, 0]")
        rows = self.rows(text)
        row = self.row(rows, estimate="D", label="dirichlet_laplace", n=200, measure="mean_finite")
        self.assertEqual(row["truth"], "inf")
        self.assertTrue(math.isfinite(row["value"]))
        bias = [r for r in rows if r["estimate"] == "D" and r["measure"] in ("bias", "rmse", "coverage")]
        self.assertTrue(all(r["value"] is None for r in bias), bias)
        row = self.row(rows, estimate="X", n=200, measure="mean_finite")
        self.assertEqual(row["truth"], "inf")
        self.assertTrue(math.isfinite(self.row(rows, estimate="J", n=200, measure="bias")["value"]))
        done = self.plim("validate", self.write("s.toml", text + '[check.c]\nestimate = "D"\nmeasure = "bias"\nat_most = 1\n'))
        self.assertIn("infinite", done.stdout + done.stderr)

    def test_intervals_hold_where_the_laws_are_equal(self):
        text = STUDY.replace("p = [0.6, 0.4]", "p = [0.3, 0.7]").replace("ratio = 0.5", "ratio = 1")
        rows = self.rows(text)
        coverage = self.row(rows, estimate="J", label="ml", n=200, measure="coverage")["value"]
        self.assertGreater(coverage, 0.9)

    def test_two_densities(self):
        laws = {"p": (1, 2), "q": (0, 3)}
        text = "study = { seed = 5 }\n" + "".join(f'population.{k} = {{ law = "normal", mean = {m}, sd = {s} }}\n' for k, (m, s) in laws.items())
        text += """population.both = { law = "two_samples", first = "p", second = "q", ratio = 2 }
population.u = { law = "multivariate_normal", mean = [0, 1], covariance = [[1, 0.5], [0.5, 2]] }
population.v = { law = "multivariate_normal", mean = [1, 0], covariance = [[2, -0.25], [-0.25, 1]] }
population.points = { law = "two_samples", first = "u", second = "v" }
sample.x = { from = "both", n = 400 }
sample.y = { from = "points", n = 400 }
estimate.D = { of = "kl", on = "x", with = ["knn_kldiv_max", "gaussian_mle_kl"], interval = { level = 0.95 } }
estimate.H = { of = "cross_entropy", on = "x", with = ["knn_cross_entropy_max"] }
estimate.E = { of = "kl", on = "y", with = ["knn_kldiv_euclid", "gaussian_mle_kl"], interval = { level = 0.95 } }
replicates = { fixed = 400 }
"""
        rows = self.rows(text)
        kl = math.log(1.5) + 5 / 18 - 0.5
        # Of the points by mpmath.
        for estimate, truth in (("D", kl), ("H", kl + math.log(2) + 0.5 * math.log(2 * math.pi * math.e)), ("E", 1.0508913471549712)):
            for row in rows:
                if (row["estimate"], row["measure"]) == (estimate, "bias"):
                    self.assertAlmostEqual(row["truth"], truth, delta=1e-9)
                    self.assertLess(abs(row["value"]), 0.3 if row["label"] == "knn_kldiv_euclid" else 0.06, row)
        for estimate in "DE":
            coverage = self.row(rows, estimate=estimate, label="gaussian_mle_kl", n=400, measure="coverage")["value"]
            self.assertGreater(coverage, 0.90)
            self.assertLess(coverage, 0.99)

    def test_the_coverage_of_each_sample_is_its_own_truth(self):
        p, n = [0.4, 0.3, 0.1, 0.1, 0.05, 0.05], 8
        rows = self.rows(f"""population.p = {{ law = "categorical", p = {p} }}
population.many = {{ law = "poisson", mean = 4 }}
sample.x = {{ from = "p", n = {n} }}
sample.y = {{ from = "many", n = {n} }}
estimate.C = {{ of = "sample_coverage", on = "x", with = ["good_turing", "chao_jost", "realised"], interval = {{ level = 0.95 }} }}
estimate.N = {{ of = "sample_coverage", on = "y", with = ["good_turing"] }}
replicates = {{ fixed = 20000 }}
""")
        # E[1 - f1/n] less E of what is seen: sum p (1 - p)^n - sum p (1 - p)^(n - 1) = -sum p^2 (1 - p)^(n - 1).
        bias = -sum(x * x * (1 - x) ** (n - 1) for x in p)
        row = self.row(rows, estimate="C", label="good_turing", n=n, measure="bias")
        self.assertLess(abs(row["value"] - bias), 5 * row["mcse"], row)
        self.assertLess(row["mcse"], 0.002)
        row = self.row(rows, estimate="C", label="realised", n=n, measure="bias")
        self.assertEqual(row["value"], 0)
        row = self.row(rows, estimate="C", label="realised", n=n, measure="mean")
        self.assertLess(abs(row["value"] - sum(x * (1 - (1 - x) ** n) for x in p)), 5 * row["mcse"])
        for label in ("good_turing", "chao_jost"):
            self.assertGreater(self.row(rows, estimate="C", label=label, n=n, measure="coverage")["value"], 0.5)
        self.assertFalse([r for r in rows if r["estimate"] == "N" and r["measure"] == "bias" and r["value"] is not None])

    def test_faults(self):
        for change, says in (
                (('first = "p"', 'first = "o"'), 'population.both.first: unknown population "o"'),
                (('first = "p"', 'first = "both"'), "population.both: both is two samples itself"),
                (("ratio = 0.5", "ratio = 0"), "population.both.ratio: must be a number > 0"),
                (("p = [0.6, 0.4]", "p = [0.6, 0.3, 0.1]"), "is not a law on the classes of"),
                (('population.q = { law = "categorical", p = [0.6, 0.4] }', 'population.q = { law = "normal", mean = 0, sd = 1 }'),
                 "is no fixed law on a list of classes with independent draws, and not both have a density"),
                (("p = [0.6, 0.4]", "p = { grid = [[0.6, 0.4], [0.5, 0.5]] }"), "q is no single law"),
                (('ratio = 0.5', 'ratio = 0.5, draw = "without_replacement"'), "draw says nothing of two samples"),
                ((', ratio = 0.5', ', share = 0.5'), "population.both.share: unknown key"),
                (('second = "q", ', ''), 'population.both: has no key "second"'),
                (('of = "jensen_shannon"', 'of = "entropy"'), "needs counts of classes")):
            self.assertIn(change[0], STUDY)
            text = STUDY.replace(*change)
            done = self.plim("validate", self.write("s.toml", text))
            self.assertEqual(done.returncode, 78, (change, done.stdout + done.stderr))
            self.assertIn(says, done.stdout + done.stderr, change)
        self.expect(64, "sample", "two_samples", "first=p", "second=q", "-n", "3")


if __name__ == "__main__":
    unittest.main()
