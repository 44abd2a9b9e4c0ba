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

    def test_faults(self):
        for text, says in (
                (study(first='{ law = "poisson", mean = 2 }'), "a mixture needs two laws with densities or two on integers"),
                (study(weight="1"), "population.m: weight is 1, but must be a number in (0, 1)"),
                (study(first='{ law = "nrmal", mean = 1, sd = 2 }'), 'population.m.first.law: unknown family "nrmal"'),
                (study(first='{ law = "normal", mean = 1 }'), "population.m.first.sd"),
                (study(first='{ law = "normal", mean = 1, sd = 2, df = 3 }'), "population.m.first.df"),
                (study(first="3"), "population.m.first"),
                (study(first='{ law = "uniform", lower = 2, upper = 1 }'), "population.m: first: lower is 2, but must be less than upper, 1"),
                (STUDY.replace("WEIGHT, first = FIRST, second = SECOND", f"0.5, first = {NORMAL}"), 'population.m: has no key "second"')):
            self.expect(78, "validate", self.write("s.toml", text), says=says)


if __name__ == "__main__":
    unittest.main()
