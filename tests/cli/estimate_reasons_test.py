"""plim estimate: every status that is no success says which value, in which row, violates what; 65 if nothing was estimated."""

import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from estimate_program import EstimateTest  # noqa: E402

FAMILIES = ("bernoulli", "beta", "binomial", "exponential", "gamma", "geometric", "lognormal", "negative_binomial", "normal", "poisson", "student_t",
            "uniform", "weibull", "zipf")
SUCCESS = ("regular", "boundary", "nonunique", "nonregular", "local")
DATA = {"one": "3\n", "constant": "3\n3\n3\n", "zeros": "0\n0\n0\n", "a zero": "0\n2\n3\n1\n", "negative": "1\n-2\n3\n2\n", "fraction": "1\n2.5\n3\n",
        "huge": "1e308\n1e307\n1.2e308\n", "tiny": "1e-320\n2e-320\n3e-320\n", "beyond": "1\n2\n40\n2\n", "ones": "1\n1\n1\n"}


class Reasons(EstimateTest):
    def reason(self, content, *words):
        """Status and reason of the first estimate; without a value the program ends in 65 (see `estimate`)."""
        got = self.estimate(content, *words)["estimates"][0]
        return got["status"], got["reason"] and got["reason"].split("/")[-1]

    def fit(self, content, family, *words):
        if family == "binomial":
            words += ("--prior", "trials=point,value=10")
        if family == "zipf":
            words += ("--k", "10")
        return self.reason("x\n" + content, "--column", "x", "--family", family, "--estimator", "mle", *words)

    def test_every_family_says_which_row_violates_what(self):
        failed = 0
        for family in FAMILIES:
            for name, content in DATA.items():
                status, reason = self.fit(content, family)
                if status in SUCCESS:
                    self.assertIsNone(reason, (family, name))
                    continue
                failed += 1
                self.assertRegex(reason, r"^data:[2-5]: \S+ is|^data:2: the likelihood of|in line [2-5] to .* in line [2-5]$", (family, name, status))
        self.assertGreater(failed, 60)

    def test_the_first_such_row_is_named(self):
        for content, family, wanted in (
                ("1e308\n1e307\n", "bernoulli", ("invalid", "data:2: 1e+308 is not a value of bernoulli, which is on 0, 1")),
                ("0.5\n-2\n3\n", "beta", ("invalid", "data:3: -2 is not a value of beta, which is on (0, 1)")),
                ("1\n0\n2\n", "weibull", ("invalid", "data:3: 0 is an end of [0, inf), where some weibull laws have an infinite density")),
                ("0\n0\n", "exponential", ("unbounded", "data:2: the likelihood of exponential has no maximum: all values are equal, 0; "
                                           "it needs a value above 0")),
                # variance 1.25 below the mean 1.5: Levin and Reeds (1977)
                ("0\n2\n3\n1\n", "negative_binomial", ("at_infinity", "data: the likelihood of negative_binomial has no maximum at finite parameters; "
                                                       "it needs a variance above the mean; their mean is 1.5 and their variance (divisor n) 1.25; "
                                                       "the values go from 0 in line 2 to 3 in line 4")),
                ("1e308\n1e307\n", "weibull", ("undefined", "data: the search for the maximum did not converge; "
                                               "the values go from 1e+307 in line 3 to 1e+308 in line 2"))):
            self.assertEqual(self.fit(content, family), wanted)

    def test_known_ends_stand_in_the_reason(self):
        ends = ("--prior", "lower=point,value=0", "--prior", "upper=point,value=1")
        self.assertEqual(self.fit("0.2\n1.5\n", "triangular", *ends), ("invalid", "data:3: 1.5 is not a value of triangular, which is on [0, 1]"))
        self.assertEqual(self.fit("0\n0.5\n1\n", "triangular", *ends),
                         ("invalid", "data: both ends of [0, 1] are observed, which no triangular law gives"))

    def test_estimators_without_a_model(self):
        for name in ("sd", "variance", "jackknife"):
            self.assertEqual(self.reason("x\n3\n", "--column", "x", "--estimator", name),
                             ("undefined", f"data:2: {name} needs 2 observations, and there is 1: 3"))
        status, reason = self.reason("x\n1e308\n1e307\n", "--column", "x", "--estimator", "variance")
        self.assertEqual((status, reason), ("infinite", "data: the number is beyond doubles; the values go from 1e+307 in line 3 to 1e+308 in line 2"))
        self.assertEqual(self.reason("a,b\n1,2\n", "--columns", "a,b", "--of", "covariance", "--estimator", "unbiased"),
                         ("undefined", "data:2: unbiased needs 2 observations, and there is 1: 1, 2"))
        self.assertEqual(self.reason("a,b\n1,2\n2,3\n3,1e200\n", "--columns", "a,b", "--of", "covariance", "--estimator", "unbiased"),
                         ("invalid", "data:4: 1e+200 in column b is too large: sums over the values are no finite numbers"))
        status, reason = self.reason("1\n1\n1\n", "--counts", "--estimator", "dirichlet_mean_jeffreys(K=2)")
        self.assertEqual((status, reason), ("invalid", "data: there are 3 classes, more than the estimator was told"))

    def test_an_infinite_divergence_names_the_class(self):
        second = self.write("second", "class,count\na,3\nb,2\n")
        got = self.reason("class,count\na,3\nb,2\nc,4\n", "--counts", "--second", second, "--estimator", "ml")
        self.assertEqual(got, ("infinite", "data: it has a class that the other sample lacks: \"c\", 4 times"))

    def test_65_if_nothing_was_estimated(self):
        path = self.write("data", "x\n3\n")
        done = self.plim("estimate", path, "--column", "x", "--estimator", "sd")
        self.assertEqual(done.returncode, 65)
        self.assertIn("undefined", done.stdout)
        self.expect(0, "estimate", path, "--column", "x", "--estimator", "sd,mean")
        self.expect(65, "estimate", self.write("data", "x\n"), "--family", "binomial", "--prior", "trials=point,value=3", "--estimator", "mle")


class Digits(EstimateTest):
    def test_as_many_as_the_standard_error_needs(self):
        # n = 4 about 1234567.8 with s = 0.02: se 0.01, Student's t with 3 degrees of freedom 3.1824
        rows = "x\n1234567.8\n1234567.82309401\n1234567.77690599\n1234567.8\n"
        out = self.expect(0, "estimate", self.write("data", rows), "--column", "x", "--estimator", "mean").stdout
        self.assertRegex(out, r"mean +mean +1234567\.800\d* +0\.0\d+ +1234567\.7\d+ \.\. 1234567\.8\d+ +regular")

    def test_real_numbers_taken_as_classes_are_noted(self):
        for words in (("--estimator", "ml"), ("--family", "categorical", "--estimator", "mle")):
            done = self.plim("estimate", self.write("data", "x\n0.5\n1.25\n0.5\n"), "--column", "x", *words)
            self.assertIn("each of the 2 distinct numbers is taken as a class of its own", done.stderr)
        done = self.plim("estimate", self.write("data", "x\n0.5\n1.25\n0.5\n"), "--column", "x", "--family", "gamma", "--estimator", "mle")
        self.assertNotIn("class", done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main()
