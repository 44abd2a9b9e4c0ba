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


if __name__ == "__main__":
    unittest.main()
