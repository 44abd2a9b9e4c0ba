"""plim estimate: columns of a csv as the coordinates of points."""

import json
import math
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from estimate_program import EstimateTest  # noqa: E402
from program import SOURCE  # noqa: E402

# Six of Fisher's irises (1936).
FLOWERS = "sepal,kind,width,petal\n5.1,a,3.5,1.4\n4.9,a,3.0,1.4\n4.7,a,3.2,1.3\n7.0,b,3.2,4.7\n6.4,b,3.2,4.5\n6.3,c,3.3,6.0\n"


class Points(EstimateTest):
    def test_mean_and_covariance_by_the_names_of_columns(self):
        # numpy.cov; the t interval by mpmath.
        [e] = self.estimate(FLOWERS, "--columns", "sepal,petal", "--of", "covariance", "--estimator", "unbiased")["estimates"]
        self.assertEqual(list(e["value"]), ["covariance[sepal,sepal]", "covariance[sepal,petal]", "covariance[petal,petal]"])
        for key, value in zip(e["value"], (0.9066666666666666, 1.7913333333333334, 4.373666666666667)):
            self.close(e["value"][key], value, 1e-14, e)
        self.close(e["standard_error"]["covariance[sepal,petal]"],
                   math.sqrt((0.9066666666666666 * 4.373666666666667 + 1.7913333333333334**2) / 5), 1e-14, e)
        [e] = self.estimate(FLOWERS, "--columns", "1,4", "--estimator", "mean")["estimates"]
        self.close(e["value"]["mean[sepal]"], 5.733333333333333, 1e-15, e)
        for limit, value in zip(e["interval"]["mean[petal]"], (1.021949050485564, 5.4113842828477693)):
            self.close(limit, value, 1e-13, e)

    def test_models_of_points_by_the_names_of_columns(self):
        # The maximum by mpmath: "two of two" of tests/data/dirichlet.json.
        case = next(c for c in json.loads((SOURCE / "tests/data/dirichlet.json").read_text())["fits"] if c["name"] == "two of two")
        text = "a,b\n0.25,0.75\n0.5,0.5\n"
        [e] = self.estimate(text, "--columns", "a,b", "--family", "dirichlet", "--estimator", "mle")["estimates"]
        self.assertEqual(list(e["value"]), ["alpha[a]", "alpha[b]"])
        for key, value, se in zip(e["value"], case["alpha"], case["se"]):
            self.close(e["value"][key], value, 1e-12, e)
            self.close(e["standard_error"][key], se, 1e-12, e)
        self.close(e["log_likelihood"], case["log_likelihood"], 1e-12, e)
        [e] = self.estimate("a,b\n1,2\n0,5\n", "--columns", "a,b", "--family", "multinomial", "--estimator", "mle")["estimates"]
        self.close(e["value"]["p[a]"], 1 / 8, 1e-15, e)
        for family, text, says in (("dirichlet", "a,b\n0.25,0.75\n0.5,0.4\n", "a row is no point of dirichlet, which is on K numbers > 0"),
                                   ("multinomial", "a,b\n1,2\n0.5,4\n", "a row is no point of multinomial, which is on K integers >= 0"),
                                   ("dirichlet", "a,b\n0.25,0.75\n0.25,0.75\n", "the likelihood of dirichlet has no maximum"),
                                   ("dirichlet", "a,b\n0.25,0.75\n", "the likelihood of dirichlet has no maximum")):
            [e] = self.estimate(text, "--columns", "a,b", "--family", family, "--estimator", "mle")["estimates"]
            self.assertIn(says, e["reason"])

    def test_refusals(self):
        for words, code, message in (
                (("--columns", "sepal,kind", "--estimator", "mean"), 65, "kind"),
                (("--columns", "sepal,sepal", "--estimator", "mean"), 65, "named twice among the coordinates"),
                (("--columns", "sepal,height", "--estimator", "mean"), 65, "height"),
                (("--columns", "sepal,petal", "--counts", "--estimator", "mean"), 64, "--columns and --counts do not go together"),
                (("--columns", "sepal,petal", "--of", "entropy", "--estimator", "ml"), 64, "needs counts of classes"),
                (("--columns", "sepal,petal", "--estimator", "median"), 64, "needs numbers")):
            done = self.plim("estimate", self.write("flowers.csv", FLOWERS), *words)
            self.assertEqual(done.returncode, code, done.stderr)
            self.assertIn(message, done.stderr)
        done = self.plim("estimate", self.write("t.csv", "a,b\n1,2\nNA,3\n"), "--columns", "a,b", "--estimator", "mean")
        self.assertEqual(done.returncode, 65, done.stderr)
        self.assertIn("t.csv:3:1", done.stderr)


if __name__ == "__main__":
    unittest.main()
