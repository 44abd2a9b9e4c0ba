"""Populations made of other laws (mixture, truncated, affine): their tables, faults, and the studies they resolve to."""

import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import ProgramTest  # noqa: E402

STUDY = '''study = { title = "s", seed = 1 }
population.m = { law = "mixture", first = FIRST, second = SECOND }
sample.x = { from = "m", n = [10, 40] }
model.normal = { likelihood = "normal" }
estimate.e = { of = ["OF"], on = "x", model = "normal", with = ["mle"] }
replicates = { fixed = 500 }
'''.replace('["OF"]', '"mean"').replace("[10, 40]", "{ grid = [10, 40] }")
NORMAL, GAMMA = '{ law = "normal", mean = 1, sd = 2 }', '{ weight = 3, law = "gamma", shape = 2, scale = 3 }'


def study(first=NORMAL, second=GAMMA):
    return STUDY.replace("FIRST", first).replace("SECOND", second)


def of_law(keys):
    return STUDY.replace('law = "mixture", first = FIRST, second = SECOND', keys)


class MixtureTest(ProgramTest):
    def test_the_mean_of_a_mixture_is_estimated(self):
        self.expect(0, "run", self.write("s.toml", study()), "--quiet", "--out", "s.h5")
        rows = json.loads(self.expect(0, "inspect", "s.h5", "--json").stdout)["rows"]
        bias = [r for r in rows if r["measure"] == "bias" and r["n"] == 40]
        self.assertEqual(len(bias), 1)
        # Mean 0.25 + 0.75 6, variance 0.25 (4 + 3.75^2) + 0.75 (18 + 1.25^2); 5 standard errors: 6e-7.
        variance = 0.25 * (4 + 3.75**2) + 0.75 * (18 + 1.25**2)
        self.assertLess(abs(bias[0]["value"]), 5 * (variance / 40 / 500)**0.5)

    def test_grids_stand_in_the_tables_of_the_laws(self):
        grids = study(second='{ weight = { grid = [0.1, 0.5] }, law = "gamma", shape = { grid = [1, 2, 3] }, scale = 1 }')
        self.expect(0, "run", self.write("s.toml", grids), "--quiet", "--set", "replicates.fixed=5", "--out", "s.h5")
        rows = json.loads(self.expect(0, "inspect", "s.h5", "--json").stdout)["rows"]
        self.assertEqual({r["at"]["second.shape"] for r in rows if r["measure"] == "bias"}, {1, 2, 3})
        self.assertEqual(len([r for r in rows if r["measure"] == "bias"]), 12)

    def test_the_resolved_study_asks_the_same(self):
        import h5py
        self.expect(0, "run", self.write("s.toml", study()), "--quiet", "--out", "s.h5")
        with h5py.File(self.folder / "s.h5") as file:
            resolved = file.attrs["config_resolved"]
        self.expect(0, "run", self.write("again.toml", resolved), "--quiet", "--out", "again.h5")
        self.expect(0, "diff", "s.h5", "again.h5")

    def test_laws_on_integers_are_mixed_too(self):
        text = study(first='{ law = "poisson", mean = 2 }', second='{ law = "binomial", trials = 10, p = 0.5 }')
        self.expect(0, "run", self.write("s.toml", text), "--quiet", "--out", "s.h5")

    def test_the_spread_of_a_variance_has_a_prediction(self):
        text = study()
        text = text.replace('of = "mean", on = "x", model = "normal", with = ["mle"]', 'of = "variance", on = "x", with = ["variance"]')
        self.expect(0, "run", self.write("s.toml", text), "--quiet", "--out", "s.h5")
        rows = json.loads(self.expect(0, "inspect", "s.h5", "--json").stdout)["rows"]
        spread = [r for r in rows if r["measure"] == "empirical_se" and r["n"] == 40][0]
        # By raw moments E X^r: of N(1, 2) 1, 5, 13, 73, of the gamma law 6, 54, 648, 9720; weights 1/4 and 3/4.
        m1, m2, m3, m4 = (0.25 * a + 0.75 * b for a, b in ((1, 6), (5, 54), (13, 648), (73, 9720)))
        variance = m2 - m1**2
        fourth = m4 - 4 * m1 * m3 + 6 * m1**2 * m2 - 3 * m1**4
        exact = ((fourth - variance**2 * 37 / 39) / 40)**0.5
        self.assertEqual(spread["prediction_kind"], "exact")
        self.assertAlmostEqual(spread["prediction"], exact, delta=1e-10 * exact)

    def test_laws_within_laws(self):
        keys = 'law = "affine", shift = 1, scale = -2, of = { law = "truncated", lower = 0, of = { law = "mixture", a = { law = "normal", mean = { grid = [0, 1] }, sd = 1 }, b = { law = "exponential", lambda = 2 } } }'
        self.expect(0, "run", self.write("s.toml", of_law(keys)), "--quiet", "--out", "s.h5")
        import h5py
        with h5py.File(self.folder / "s.h5") as file:
            resolved = file.attrs["config_resolved"]
        self.expect(0, "run", self.write("again.toml", resolved), "--quiet", "--out", "again.h5")
        self.expect(0, "diff", "s.h5", "again.h5")
        rows = json.loads(self.expect(0, "inspect", "s.h5", "--json").stdout)["rows"]
        self.assertEqual({r["at"]["of.of.a.mean"] for r in rows if r["measure"] == "bias"}, {0, 1})

    def test_a_truncated_law_is_described_and_drawn(self):
        words = ("truncated", "of.law=normal", "of.mean=0", "of.sd=1", "lower=-2", "upper=1")
        law = json.loads(self.expect(0, "describe", *words, "--at", "0", "--json").stdout)
        self.assertAlmostEqual(law["mean"], -0.229637179091328968615, delta=1e-12)
        self.assertAlmostEqual(law["at"][0]["log_cdf"], -0.539548798527872893016, delta=1e-13)
        self.assertEqual(law["lacks"], {"fisher_information": "not known"})
        drawn = self.expect(0, "sample", *words, "-n", "1000").stdout.split()[1:]
        self.assertTrue(all(-2 <= float(x) <= 1 for x in drawn) and len(set(drawn)) == 1000)

    def test_what_laws_of_others_are_is_told(self):
        listed = {p["name"]: p for p in json.loads(self.expect(0, "list", "populations", "--json").stdout)["populations"]}
        self.assertEqual([k["name"] for k in listed["mixture"]["parameters"]], ["NAME"])
        self.assertEqual([k["name"] for k in listed["truncated"]["parameters"]], ["lower", "upper", "of"])
        self.assertEqual([k["name"] for k in listed["affine"]["parameters"]], ["shift", "scale", "of"])
        self.assertEqual([k["name"] for k in listed["joint"]["parameters"]], ["names", "levels", "table"])
        self.assertIn("column", [k["name"] for k in listed["file"]["parameters"]])
        self.assertTrue({"markov", "multivariate_normal", "softmax", "categorical.dirichlet"} <= set(listed))
        self.assertTrue(all(p["summary"] and p["parameters"] for p in listed.values()))

    def test_faults(self):
        inner = 'of = { law = "normal", mean = 0, sd = 1 }'
        for text, says in (
                (study(first='{ law = "poisson", mean = 2 }'), "first and second are of different kinds, but a mixture needs laws with densities or laws on integers"),
                (study(first='{ weight = 0, law = "normal", mean = 1, sd = 2 }'), "population.m.first: weight is 0, but must be a finite number > 0"),
                (study(first='{ law = "nrmal", mean = 1, sd = 2 }'), 'population.m.first.law: unknown family "nrmal"'),
                (study(first='{ law = "normal", mean = 1 }'), "population.m.first.sd"),
                (study(first='{ law = "normal", mean = 1, sd = 2, df = 3 }'), "population.m.first.df"),
                (study(first="3"), "population.m.first"),
                (study(first='{ weight = { random = { law = "beta", alpha = 1, beta = 1 } }, law = "normal", mean = 1, sd = 2 }'), "population.m.first.weight: cannot be drawn: only the parameters of a population that is a family can"),
                (study(first='{ law = "normal", mean = { random = { law = "normal", mean = 0, sd = 1 } }, sd = 1 }'), "population.m.first.mean: cannot be drawn"),
                (study(first='{ law = "markov", transition = [[1]] }'), "population.m.first.law: markov is no law of numbers; parts are families or laws made of them"),
                (study(first='{ law = "mixture" }'), "population.m.first: has no parts; each is a table, NAME = { law = FAMILY, its parameters, weight }"),
                (study(first='{ law = "uniform", lower = 2, upper = 1 }'), "population.m: first: lower is 2, but must be less than upper, 1"),
                (of_law('law = "truncated", lower = 1'), 'population.m: has no key "of"'),
                (of_law('law = "truncated", ' + inner), "population.m: needs lower or upper"),
                (of_law('law = "truncated", lower = 2, upper = 1, ' + inner), "lower = 2, upper = 1, but lower must be less than upper"),
                (of_law('law = "truncated", lower = 2, upper = nan, ' + inner), "population.m: upper is nan, but must be a finite number"),
                (of_law('law = "truncated", upper = -1, of = { law = "exponential", lambda = 1 }'), "upper = -1, but the law has no probability there"),
                (of_law('law = "affine", scale = 0, ' + inner), "population.m: scale is 0, but must be another number"),
                (of_law('law = "affine", scale = 0.5, of = { law = "poisson", mean = 1 }'), "scale is 0.5, but of a law on integers must be an integer")):
            self.expect(78, "validate", self.write("s.toml", text), says=says)


if __name__ == "__main__":
    unittest.main()
