"""plim estimate: intervals at the edge of what an estimand can be, and estimates that exist beside others that do not."""

import math
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from estimate_program import EstimateTest  # noqa: E402

ONE_SIDED = "the estimate lies on the edge of its range: its interval is one-sided"
POINT = "Wald's interval of an estimate on the edge of its range is a point and says nothing of its error"
NONE = "no interval: the estimate lies on the edge of its range"
EQUAL = "no interval: all classes seen are equally frequent, where the first-order standard error is 0"
BEYOND = "note: mle: an interval reaches beyond 0 or 1, as Wald's may"
CUT = "the interval is cut off at 0, the least that can be"


class Edges(EstimateTest):
    def one(self, content, *words):
        """The first estimate: interval of its first output, status, warnings."""
        got = self.estimate(content, *words)["estimates"][0]
        return next(iter(got["interval"].values())), got["status"], got["warnings"]

    def test_walds_interval_of_a_share_is_the_textbook_one(self):
        # R package binom, method asymptotic: 1 of 30.
        (low, high), status, warnings = self.one("f,29\nt,1\n", "--counts", "--family", "bernoulli", "--estimator", "mle", "--interval",
                                                 "0.95,method=wald")
        self.assertEqual((status, warnings), ("regular", []))
        self.assertAlmostEqual(low, -0.0309007, delta=5e-8)
        self.assertAlmostEqual(high, 0.0975674, delta=5e-8)
        for content, of in (("f,1\nt,2\n", ()), ("f,1\nt,2\n", ("--of", "p"))):
            (_, high), _, warnings = self.one(content, "--counts", "--family", "bernoulli", "--estimator", "mle", "--interval",
                                              "0.95,method=wald", *of)
            self.assertAlmostEqual(high, 2 / 3 + 1.959963985 * math.sqrt(2 / 27), delta=1e-8)
            self.assertEqual(warnings, [])
        done = self.expect(0, "estimate", self.write("w.csv", "f,1\nt,29\n"), "--counts", "--family", "bernoulli", "--estimator", "mle",
                           "--interval", "0.95,method=wald", "--json")
        self.assertIn(BEYOND, done.stderr)

    def test_limits_by_a_standard_error_are_cut_to_where_the_estimand_can_be(self):
        got = self.estimate("1\n2\n3\n", "--family", "gamma", "--estimator", "mle", "--interval", "0.95,method=wald")["estimates"][0]
        self.assertEqual([low for low, _ in got["interval"].values()], [0, 0])
        self.assertEqual(got["warnings"], [CUT])
        (low, high), _, warnings = self.one("1000\n1\n", "--counts", "--estimator", "ml")
        self.assertEqual((low, CUT in warnings), (0, True))
        (low, _), _, warnings = self.one("1000\n1\n", "--counts", "--estimator", "ml", "--of", "perplexity")
        self.assertEqual((low, "the interval is cut off at 1, the least that can be" in warnings), (1, True))

    def test_an_interval_of_resamples_is_not_cut(self):
        # Three of four equal values: about a third of the resamples have the sd 0.
        (low, _), _, warnings = self.one("1\n1\n1\n2\n", "--estimator", "sd", "--interval", "0.95,method=bootstrap_percentile")
        self.assertEqual((low, warnings), (0, ["the interval of the resamples reaches 0, the least that can be"]))

    def test_shares_have_wilsons_interval(self):
        (low, high), _, warnings = self.one("f,1\nt,2\n", "--counts", "--family", "bernoulli", "--estimator", "mle")
        self.assertAlmostEqual(low, 0.20765960, delta=1e-8)
        self.assertAlmostEqual(high, 0.93850806, delta=3e-7)
        self.assertEqual(warnings, [])

    def test_on_the_edge_intervals_are_one_sided(self):
        zeros = "x\n" + "0\n" * 10
        alpha = 0.05
        for family, wanted in (("poisson", [0, -math.log(alpha / 2) / 10]),  # Garwood's
                               ("geometric", [alpha**0.1, 1]), ("bernoulli", [0, 0.27753280])):  # Wilson's
            got, status, warnings = self.one(zeros, "--family", family, "--estimator", "mle")
            self.assertEqual((status, warnings), ("boundary", [ONE_SIDED]), family)
            for end, expected in zip(got, wanted, strict=True):
                self.assertAlmostEqual(end, expected, delta=1e-8, msg=family)
        got, status, warnings = self.one(zeros, "--family", "poisson", "--estimator", "mle", "--interval", "0.95,method=wald")
        self.assertEqual((got, status, warnings), ([0, 0], "boundary", [POINT]))

    def test_one_class_alone(self):
        for estimator in ("ml", "miller_madow", "jackknife", "chao_shen"):
            for of, value in (("entropy", 0), ("perplexity", 1)):
                got = self.estimate("23\n", "--counts", "--estimator", estimator, "--of", of)["estimates"][0]
                self.assertEqual((got["value"][of], got["interval"][of], got["status"]), (value, None, "boundary"))
                self.assertEqual(got["warnings"], [NONE])
        table = "A,B,n\na,b,7\na,c,0\nd,b,0\nd,c,0\n"
        got = self.estimate(table, "--counts", "--factors", "A,B", "--of", "mutual_information(A,B)", "--estimator", "ml")["estimates"][0]
        self.assertEqual((list(got["value"].values()), got["status"]), ([0], "boundary"))

    def test_a_share_of_0_or_1_is_on_the_edge(self):
        table = "A,B,n\na,b,7\na,c,3\nd,b,0\nd,c,0\n"
        for event, value in (("A=a", 1), ("A=d", 0)):
            got = self.estimate(table, "--counts", "--factors", "A,B", "--of", f"probability({event})", "--estimator", "frequency")["estimates"][0]
            self.assertEqual((list(got["value"].values()), got["status"]), ([value], "boundary"))
            self.assertEqual(list(got["standard_error"].values()), [None])

    def test_equal_frequencies_have_no_interval(self):
        for counts in ("6\n" * 7, "1\n" * 20):
            for estimator in ("ml", "miller_madow", "jackknife"):
                got = self.estimate(counts, "--counts", "--estimator", estimator)["estimates"][0]
                self.assertEqual((got["standard_error"]["entropy"], got["interval"]["entropy"]), (0, None))
                self.assertEqual((got["status"], got["warnings"][0]), ("regular", EQUAL))

    def test_a_limit_above_the_largest_entropy_of_the_classes(self):
        words = ("6\n5\n6\n", "--counts", "--estimator", "ml", "--unit", "bit")
        self.assertNotIn("reaches", " ".join(self.estimate(*words)["estimates"][0]["warnings"]))  # there may be more classes
        got = self.estimate(*words, "--k", "3")["estimates"][0]
        self.assertAlmostEqual(got["interval"]["entropy"][1], math.log2(3), delta=1e-15)
        self.assertIn("the interval is cut off at 1.58496, the most that 3 classes can have", got["warnings"])
        got = self.estimate("1\n" * 9 + "2\n", "--counts", "--estimator", "jackknife", "--k", "10")["estimates"][0]
        self.assertGreater(got["value"]["entropy"], math.log(10))
        self.assertIsNone(got["interval"]["entropy"])
        self.assertIn("no interval: it lies above 2.30259, the most that 10 classes can have", got["warnings"])

    def test_what_exists_is_given_beside_what_does_not(self):
        none = "0,0\n1,0\n"
        prior = ("--counts", "--family", "normal", "--prior", "normal_inverse_gamma,mu=5,kappa=0.3,shape=0.6,scale=2", "--estimator", "posterior_mean")
        got = self.estimate(none, *prior)["estimates"][0]
        self.assertEqual(got["value"], {"mean": 5, "variance": "inf"})
        self.assertEqual(got["standard_error"], {"mean": "inf", "variance": "inf"})
        # Student's t with 1.2 degrees of freedom, scale sqrt(2 / 0.18) about 5; inverse gamma (0.6, 2): scipy 1.10.
        for key, wanted in (("mean", (-23.82942174, 33.82942174)), ("variance", (0.720779598, 1127.57457))):
            for end, expected in zip(got["interval"][key], wanted, strict=True):
                self.assertAlmostEqual(end / expected, 1, delta=1e-6)
        path = self.write("data", none)
        out = self.expect(0, "estimate", path, *prior).stdout
        self.assertRegex(out, r"mean +5 +inf +-23\.8294 \.\. 33\.8294  regular\n")
        self.assertRegex(out, r"variance +inf +inf +0\.72078 \.\. 1127\.57  infinite\n")

    def test_options_that_would_do_nothing_are_refused(self):
        for says, *words in (
                ("--symbols and --column do not go together", "--symbols", "bytes", "--column", "x"),
                ("--symbols and --counts do not go together", "--symbols", "bytes", "--counts"),
                ("--symbols and --header do not go together", "--symbols", "words", "--header", "yes"),
                ("--symbols and --missing do not go together", "--symbols", "words", "--missing", "none"),
                ("--keep goes with --symbols", "--keep", "letters"), ("--fold goes with --symbols", "--fold", "case"),
                ("--column goes with --counts where there are --factors", "--factors", "x", "--column", "x")):
            self.refuse(64, says, "x\n1\n1\n", "--estimator", "ml", *words)

    def test_zipf_needs_the_number_of_ranks(self):
        self.refuse(64, "--family zipf needs --k N, the number of ranks", "x\n1\n2\n7\n", "--family", "zipf", "--estimator", "mle")


if __name__ == "__main__":
    unittest.main()
