"""plim estimate --fits: one stated law against the rows of a file."""

import json
import math
import pathlib
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from estimate_program import EstimateTest  # noqa: E402
from program import PROGRAM  # noqa: E402


class Fits(EstimateTest):
    def fit(self, content, law, *words):
        return self.estimate(content, "--fits", law, *words)["fits"]

    def test_kolmogorov_by_hand(self):
        got = self.fit("x\n0.25\n0.5\n", "gamma(shape=1,scale=1)")
        # F = 1 - e^-x is 0.2212 and 0.3935 there: D = 1 - 0.3935
        d = math.exp(-0.5)
        self.assertEqual((got["test"], got["n"], got["df"], got["level"]), ("kolmogorov", 2, None, 0.01))
        self.close(got["statistic"], d, 1e-14, got)
        self.close(got["p"], 2 * (1 - d)**2, 1e-12, got)  # P(D > d) = 2 (1 - d)^n for d >= 1 - 1/n
        self.assertEqual((got["verdict"], got["note"]), ("not refuted", ""))
        got = self.fit("x\n8\n9\n7\n", "normal(mean=0, sd=1)")
        self.close(got["p"], 0, 0, got)  # 2 (1 - D)^3 = 2 P(X > 7)^3, some 1e-35
        self.assertEqual(got["verdict"], "refuted")
        one = self.fit("1\n", "exponential(lambda=1)")
        self.close(one["p"], 2 * (1 - one["statistic"]), 1e-12, one)

    def test_rounded_values_are_said_to_be(self):
        got = self.fit("x\n0.5\n0.5\n1.5\n", "normal(mean=1,sd=1)")
        self.assertIn("values repeat: the data are rounded", got["note"])
        phi = 0.5 * math.erfc(0.5 / math.sqrt(2))
        self.close(got["statistic"], 2 / 3 - phi, 1e-14, got)

    def test_the_order_of_rows_and_their_form_change_nothing(self):
        rows = self.fit("x\n3\n1\n2\n1\n", "normal(mean=2,sd=1)")
        self.assertEqual(self.fit("x,n\n1,2\n3,1\n2,1\n", "normal(mean=2,sd=1)", "--counts"), rows)
        self.assertEqual(self.fit("y,x\na,3\nb,2\nc,1\nd,1\n", "normal(mean=2,sd=1)", "--column", "x"), rows)

    def test_counts_of_classes(self):
        counts, law = "30\n55\n80\n35\n", "categorical(p=[0.2,0.25,0.4,0.15])"
        for content in (counts, "class,n\na,30\nb,55\nc,80\nd,35\n", "class,n\n3,35\n0,30\n2,80\n1,55\n"):
            got = self.fit(content, law, "--counts")
            # R 4.2: 2 sum(O log(O/E)) over Bartlett's factor, and pchisq of it
            self.close(got["statistic"], 3.9942882772961, 1e-12, got)
            self.close(got["p"], 0.262081553695, 1e-10, got)
            self.assertEqual((got["test"], got["df"], got["n"], got["verdict"]), ("g", 3, 200, "not refuted"))
        rows = "x\n" + "".join(f"{k}\n" * n for k, n in enumerate((30, 55, 80, 35)))
        self.assertEqual(self.fit(rows, law), got)
        text = "a" * 30 + "b" * 55 + "c" * 80 + "d" * 35
        self.assertEqual(self.fit(text, law, "--symbols", "characters"), got)
        self.assertEqual(self.fit("class,n\n1,0\n2,40\n3,60\n", "zipf(s=0,N=3)", "--counts")["verdict"], "refuted")

    def test_what_a_law_cannot_give_refutes_it(self):
        for content, law, note, *words in (
                ("x\n1\n-2\n3\n", "exponential(lambda=1)", "-2 (observation 2) is no value of this law"),
                ("x\n1\n2\n1.5\n", "poisson(mean=2)", "1.5 (observation 3) is no value of this law"),
                ("x\n1\n0\n", "zipf(s=1,N=10)", "0 (observation 2) is no value of this law"),
                ("x\n1\n0\n", "zipf(s=1,N=10000000)", "0 (observation 2) is no value of this law"),
                ("x,n\n7,1\n0,2\n1,3\n", "bernoulli(p=0.5)", "7 is no value of this law", "--counts"),
                ("3\n4\n1\n", "bernoulli(p=0.5)", "2 is no value of this law", "--counts"),
                ("3\n4\n1\n", "categorical(p=[0.5,0.5,0])", "2 is no value of this law", "--counts")):
            got = self.fit(content, law, *words)
            self.assertEqual((got["p"], got["verdict"], got["note"]), (0, "refuted", note), law)

    def test_too_few_observations(self):
        for content, law, note, *words in (
                ("x,n\n1,0\n", "normal(mean=0,sd=1)", "there is no observation", "--counts"),
                ("7\n3\n", "bernoulli(p=0.3)", "two classes of 20 expected ones each need 67", "--counts"),
                ("x\n0\n0\n", "poisson(mean=0.01)", "two classes of 20 expected ones each need 2011"),
                ("x\n0\n0\n", "poisson(mean=0)", "the law has only one class")):
            got = self.fit(content, law, *words)
            self.assertEqual((got["p"], got["verdict"]), (None, "undecided"), law)
            self.assertIn(note, got["note"])

    def test_beside_estimates_and_alone(self):
        path = self.write("data", "x\n1\n2\n4\n")
        words = ("--family", "exponential", "--estimator", "mle")
        out = self.expect(0, "estimate", path, "--fits", "exponential(lambda=0.5)", *words).stdout
        self.assertIn("mle        lambda", out)
        self.assertIn("exponential(lambda=0.5): not refuted at level 0.01\n  D = 0.", out)
        out = self.expect(0, "estimate", path, "--fits", "exponential(lambda=0.5)").stdout
        self.assertTrue(out.startswith("exponential(lambda=0.5): not refuted"), out)
        self.assertNotIn("fits", self.estimate("x\n1\n", *words))

    def test_usage(self):
        for says, content, *words in (
                ('unknown family "norml" (did you mean "normal"?)', "1\n", "--fits", "norml(mean=0,sd=1)"),
                ('normal has no parameter "sdd" (did you mean "sd"?)', "1\n", "--fits", "normal(mean=0,sdd=1)"),
                ("normal needs sd=..., a finite number > 0", "1\n", "--fits", "normal(mean=0)"),
                ("normal needs mean=...", "1\n", "--fits", "normal"), ("normal needs mean=...", "1\n", "--fits", "normal()"),
                ("normal: sd is -1, but must be a finite number > 0", "1\n", "--fits", "normal(mean=0,sd=-1)"),
                ("normal: mean is given twice", "1\n", "--fits", "normal(mean=0,mean=1,sd=1)"),
                ("categorical: p sums to", "1\n", "--fits", "categorical(p=[0.2,0.2])"),
                ('"0" is not of the form key=value', "1\n", "--fits", "normal(0,1)"),
                ("--fits normal(mean=0: the bracket is not closed", "1\n", "--fits", "normal(mean=0"),
                ("categorical.dirichlet is no family but a population of studies", "1\n", "--fits", "categorical.dirichlet(K=2,alpha=1)"),
                ("data:1:1: a value is \"a\", but this is a law of numbers", "a\nb\n", "--no-header", "--fits", "normal(mean=0,sd=1)"),
                ("data:1:1: a value is \"a\", but", "a\nb\n", "--no-header", "--fits", "poisson(mean=1)"),
                ("has 3 classes, the data have 2", "a\nb\n", "--no-header", "--fits", "categorical.uniform(K=3)"),
                ("--fits and --second do not go together", "1\n", "--fits", "normal(mean=0,sd=1)", "--second", "x"),
                ("--family needs an --estimator", "1\n", "--fits", "normal(mean=0,sd=1)", "--family", "normal"),
                ("no --estimator given", "1\n")):
            self.refuse(64, says, content, *words)


class Level(EstimateTest):
    def drawn(self, law, n, seed):
        name, *settings = law
        done = subprocess.run([PROGRAM, "sample", name, *settings, "-n", str(n), "--seed", str(seed)], capture_output=True,
                              text=True, timeout=60, check=True)
        return done.stdout

    def refutations(self, law, n, claims, seeds):
        """How often each claim is refuted at level 0.01, and the p values of the first."""
        refuted, ps = [0] * len(claims), []
        for seed in range(seeds):
            content = self.drawn(law, n, seed)
            for i, claim in enumerate(claims):
                got = self.estimate(content, "--fits", claim)["fits"]
                refuted[i] += got["verdict"] == "refuted"
                if i == 0:
                    ps.append(got["p"])
        return refuted, ps

    def test_right_laws_keep_it_and_wrong_ones_do_not(self):
        """Of 50 right laws more than 6 are refuted with chance 1e-6; p is uniform: the mean of 50 lies within 0.5 -+ 0.204 but
        for chance 1e-6 (five sigma)."""
        for law, n, claim, wrong in (
                (("exponential", "lambda=0.5"), 200, "exponential(lambda=0.5)", "exponential(lambda=1)"),
                (("normal", "mean=3", "sd=2"), 1000, "normal(mean=3,sd=2)", "normal(mean=3.6,sd=2)"),
                (("poisson", "mean=40"), 1000, "poisson(mean=40)", "poisson(mean=42)"),
                (("categorical", "p=0.4,0.3,0.2,0.1"), 300, "categorical(p=[0.4,0.3,0.2,0.1])",
                 "categorical(p=[0.2,0.3,0.2,0.3])")):
            (right, other), ps = self.refutations(law, n, (claim, wrong), 50)
            self.assertLessEqual(right, 6, claim)
            self.assertLess(abs(sum(ps) / 50 - 0.5), 0.204, claim)
            self.assertEqual(other, 50, wrong)


if __name__ == "__main__":
    unittest.main()
