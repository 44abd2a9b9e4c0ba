"""A population that is a mixture of two laws: its tables, their faults, and the study that it resolves to."""

import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import ProgramTest  # noqa: E402

STUDY = '''study = { title = "s", seed = 1 }
population.m = { law = "mixture", weight = WEIGHT, first = FIRST, second = SECOND }
sample.x = { from = "m", n = [10, 40] }
model.normal = { likelihood = "normal" }
estimate.e = { of = ["OF"], on = "x", model = "normal", with = ["mle"] }
replicates = { fixed = 500 }
'''.replace('["OF"]', '"mean"').replace("[10, 40]", "{ grid = [10, 40] }")
NORMAL, GAMMA = '{ law = "normal", mean = 1, sd = 2 }', '{ law = "gamma", shape = 2, scale = 3 }'


def study(weight="0.25", first=NORMAL, second=GAMMA):
    return STUDY.replace("WEIGHT", weight).replace("FIRST", first).replace("SECOND", second)


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
        grids = study(weight="{ grid = [0.1, 0.5] }", second='{ law = "gamma", shape = { grid = [1, 2, 3] }, scale = 1 }')
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
        text = STUDY.replace("WEIGHT, first = FIRST, second = SECOND", f"0.25, first = {NORMAL}, second = {GAMMA}")
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

    def test_what_a_mixture_is_is_told(self):
        self.expect(64, "describe", "mixture", "weight=0.5", says="mixture is no family but a population of studies (two laws of numbers, drawn from")
        listed = {p["name"]: p for p in json.loads(self.expect(0, "list", "populations", "--json").stdout)["populations"]}
        self.assertEqual([k["name"] for k in listed["mixture"]["parameters"]], ["weight", "first", "second"])
        self.assertEqual([k["name"] for k in listed["joint"]["parameters"]], ["names", "levels", "table"])
        self.assertIn("column", [k["name"] for k in listed["file"]["parameters"]])
        self.assertTrue({"markov", "multivariate_normal", "softmax", "categorical.dirichlet"} <= set(listed))
        self.assertTrue(all(p["summary"] and p["parameters"] for p in listed.values()))

    def test_faults(self):
        for text, says in (
                (study(first='{ law = "poisson", mean = 2 }'), "a mixture needs two laws with densities or two on integers"),
                (study(weight="1"), "population.m: weight is 1, but must be a number in (0, 1)"),
                (study(first='{ law = "nrmal", mean = 1, sd = 2 }'), 'population.m.first.law: unknown family "nrmal"'),
                (study(first='{ law = "normal", mean = 1 }'), "population.m.first.sd"),
                (study(first='{ law = "normal", mean = 1, sd = 2, df = 3 }'), "population.m.first.df"),
                (study(first="3"), "population.m.first"),
                (study(weight='{ random = { law = "beta", alpha = 1, beta = 1 } }'), "population.m.weight: cannot be drawn: only the parameters of a population that is a family can"),
                (study(first='{ law = "normal", mean = { random = { law = "normal", mean = 0, sd = 1 } }, sd = 1 }'), "population.m.first.mean: cannot be drawn"),
                (study(first='{ law = "mixture", weight = 0.5 }'), "population.m.first.law: mixture is no family; only laws of families are mixed"),
                (study(first='{ law = "uniform", lower = 2, upper = 1 }'), "population.m: first: lower is 2, but must be less than upper, 1"),
                (STUDY.replace("WEIGHT, first = FIRST, second = SECOND", f"0.5, first = {NORMAL}"), 'population.m: has no key "second"')):
            self.expect(78, "validate", self.write("s.toml", text), says=says)


if __name__ == "__main__":
    unittest.main()
