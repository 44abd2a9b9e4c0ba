"""Faults of a study that come from its laws, told with the others and before a run."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import ProgramTest  # noqa: E402

REST = '''estimate.m = { of = "mean", on = "x", with = ["mean"] }
replicates = { fixed = 500 }
'''


class StudyFaults(ProgramTest):
    def test_laws_that_cannot_be_are_told_with_misspelt_keys(self):
        text = 'study = { title = "x" }\npopulation.u = { law = "uniform", lower = 2, upper = 1 }\nsample.x = { from = "u", n = 20, rute = "draw" }\n'
        said = self.expect(78, "validate", self.write("s.toml", text + REST)).stdout
        self.assertIn("population.u: lower is 2, but must be less than upper, 1", said)
        self.assertIn('sample.x.rute: unknown key (did you mean "route"?)', said)
        # What is wrong with the keys of a population is said once, and nothing is made of them.
        said = self.expect(78, "validate", self.write("s.toml", text.replace("upper = 1", "uper = 1") + REST)).stdout
        self.assertEqual(said.count("population.u"), 2)

    def test_laws_that_a_run_would_draw_but_a_family_refuses(self):
        drawn = 'study = {{ title = "x" }}\npopulation.e = {{ law = "exponential", lambda = {{ random = {{ law = "gamma", shape = {}, scale = 1.0 }} }} }}\nsample.x = {{ from = "e", n = 20 }}\n'
        self.expect(78, "validate", self.write("s.toml", drawn.format(0.001) + REST),
                    says="population.e: gamma(scale=1.0, shape=0.001) draws laws that exponential refuses: lambda is 5e-324, but the mean 1/lambda")
        self.expect(0, "run", self.write("s.toml", drawn.format(0.5) + REST), "--quiet", "--out", "s.h5")

    def test_what_stands_twice_in_a_grid(self):
        text = '''study = { title = "x" }
population.g = { law = "markov", matrix = [[0.8, 0.2], [0.3, 0.7]] }
population.b = { law = "bernoulli", p = 0.3 }
sample.train = { from = "g", n = { grid = [10, 100] } }
sample.test = { from = "g", n = 50 }
sample.x = { from = "b", n = { grid = [5, 50] } }
model.m = { smoothing = "lidstone", a = { grid = [0.5, 2] }, order = 2, train = "train" }
model.o = { smoothing = "laplace", order = { grid = [2, 3] }, train = "train" }
model.b = { likelihood = "bernoulli", prior.p = { law = "beta", alpha = { grid = [1, 2] }, beta = 1 } }
model.f = { likelihood = "bernoulli" }
estimate.e = { of = "cross_entropy", on = "test", model = ["m", "o"], with = "mean" }
estimate.m = { of = "cross_entropy", on = "test", model = "m", with = "mean" }
estimate.p = { of = "p", on = "x", model = "b", with = "posterior_mean", interval = { level = { grid = [0.9, 0.95] } } }
estimate.q = { of = "p", on = "x", model = "f", with = "mle", interval = { level = 0.9, method = ["wald", "wilson"] } }
replicates = { fixed = 5 }
'''
        self.expect(0, "validate", self.write("s.toml", text))
        for old, new, message in (("[2, 3]", "[3, 3]", "estimate.e.model: o(order=3) and o(order=3) give the same series of e twice"),
                                  ("[0.5, 2]", "[2, 2.0]", "model.m.a: 2 and 2 give the same series of m twice"),
                                  ('["m", "o"]', '["o", "m", "o"]', "estimate.e.model: o(order=2) and o(order=2) give the same series of e twice"),
                                  ("[1, 2]", "[1, 1]", "model.b.prior.p.alpha: 1 and 1 give the same series of p twice"),
                                  ("[0.9, 0.95]", "[0.9, 0.9]", "0.9 and 0.9 give the same series of p twice"),
                                  ('["wald", "wilson"]', '["wald", "wald"]', "estimate.q.method: wald and wald give the same series of q twice")):
            self.assertIn(old, text)
            self.assertIn(message, self.expect(78, "validate", self.write("s.toml", text.replace(old, new))).stdout)
        # Sizes that come twice are one, as those of a range that rounding makes equal.
        results = []
        for sizes, train in (("[5, 50]", "[10, 100]"), ("[50, 5, 50]", "[100, 10, 100]")):
            path = self.write("s.toml", text.replace("[5, 50]", sizes).replace("[10, 100]", train))
            self.expect(0, "run", path, "--quiet", "--force")
            results.append(self.expect(0, "export", "s.h5", "--json").stdout)
        self.assertEqual(*results)


if __name__ == "__main__":
    unittest.main()
