"""A posterior by Markov chains from the command line: on a user's data, and in a study whatever the threads."""

import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import ProgramTest  # noqa: E402

ROWS = "x\n" + "".join(f"{x}\n" for x in (0.1, -0.8, 0.6, 1.2, -0.3, 0.4, 7.5, -0.1, 0.9, -4.2))
MODEL = "student_t", "--prior", "location=normal,mean=0,sd=3", "--prior", "scale=gamma,shape=2,scale=1", "--prior", "df=gamma,shape=2,scale=2"
# Mean and sd of each by the sums of tests/data/posteriors.py.
POSTERIOR = {"location": (0.22049, 0.50086), "scale": (1.32289, 0.64537), "df": (2.57072, 1.82523)}
STUDY = """
study = { title = "chains", seed = 5 }
population.p = { law = "exponential", lambda = 2 }
sample.x = { from = "p", n = { grid = [3, 10] } }
model.m = { likelihood = "exponential", prior.lambda = { law = "gamma", shape = 2, scale = 1 } }
estimate.e = { of = "lambda", on = "x", model = "m", with = { use = "slice_sampler", draws = 50, warm_up = 20, r_hat_limit = 2 } }
replicates = { fixed = 200, block = 16 }
output = { trajectories = 3 }
"""


class SliceSampler(ProgramTest):
    def estimate(self, *words):
        self.write("x.csv", ROWS)
        return self.expect(0, "estimate", "x.csv", "--column", "x", "--family", *MODEL, "--estimator", *words)

    # 4000 draws worth 1000: the mean is off by more than 0.2 sd, six standard errors, with probability 2e-9.
    def test_three_parameters_with_an_interval(self):
        done = self.estimate("slice_sampler", "--interval", "0.9", "--json")
        found = json.loads(done.stdout)["estimates"][0]
        self.assertEqual(found["warnings"], [])
        self.assertEqual(list(found["value"]), ["location", "scale", "df", "r_hat", "ess"])
        for name, (mean, sd) in POSTERIOR.items():
            self.assertLess(abs(found["value"][name] - mean), 0.2 * sd, name)
            self.assertLess(found["interval"][name][0], mean)
        self.assertLess(found["value"]["r_hat"], 1.05)
        self.assertGreater(found["value"]["ess"], 1000)

    def test_quadrature_leaves_it_three_parameters(self):
        self.write("x.csv", ROWS)
        self.expect(64, "estimate", "x.csv", "--column", "x", "--family", *MODEL, "--estimator", "posterior_mean", says="slice_sampler takes three")

    def test_threads_leave_no_trace(self):
        study = self.write("s.toml", STUDY)
        results = []
        for threads in ("1", "2", "3"):
            out = self.folder / f"{threads}.h5"
            self.expect(0, "run", study, "--threads", threads, "--quiet", "--out", out)
            results.append(out.read_bytes())
        self.assertEqual(results[0], results[1])
        self.assertEqual(results[0], results[2])


if __name__ == "__main__":
    unittest.main()
