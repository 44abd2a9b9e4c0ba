"""plim estimate: what its intervals rest on, and when they do not hold."""

import json
import math
import pathlib
import random
import sys
import unittest

import numpy

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from estimate_program import EstimateTest  # noqa: E402
from program import SOURCE  # noqa: E402


def plug_in_error(counts):
    """The standard error of the plug-in entropy (Basharin 1959), in nat."""
    n = sum(counts)
    p = [c / n for c in counts if c]
    mean = -sum(x * math.log(x) for x in p)
    return math.sqrt(sum(x * (math.log(x) + mean)**2 for x in p) / n)


class EntropyIntervals(EstimateTest):
    def warnings(self, counts, *words):
        got = self.estimate("\n".join(map(str, counts)), "--counts", *words)
        return {e["label"]: e["warnings"] for e in got["estimates"]}

    def test_as_many_classes_as_draws(self):
        got = self.warnings([1] * 20, "--estimator", "ml,miller_madow,chao_shen", "--unit", "bit")
        bias = 19 / 40 / math.log(2)
        wanted = ["no interval: all classes seen are equally frequent, where the first-order standard error is 0",
                  f"the plug-in's bias, about (S-1)/(2n) = {bias:.4g} bit, exceeds half the standard error",
                  "100 % of the draws are seen once: unseen classes may make the estimate too low"]
        # The bias is the plug-in's alone.
        self.assertEqual(got, {"ml": wanted, "miller_madow": wanted[::2], "chao_shen": wanted[::2]})

    def test_both_rules_where_they_begin(self):
        source = random.Random(7)
        seen = set()
        drawn = [[source.choice((0, 1, 1, 2, 5, 30, 200)) for _ in range(source.randrange(1, 12))] + [source.randrange(2, 90)]
                 for _ in range(60)]
        for counts in [[1, 5], [6] * 7, [500, 100], [1] * 5, *drawn]:
            n, S = sum(counts), sum(c > 0 for c in counts)
            biased = (S - 1) / (2 * n) > plug_in_error(counts) / 2
            singletons = counts.count(1) / n > 0.1
            seen.add((biased, singletons))
            for of, words in (("entropy", ()), ("entropy", ("--unit", "hartley")), ("perplexity", ())):
                got = self.warnings(counts, "--estimator", "ml", "--of", of, *words)["ml"]
                self.assertEqual([any("half the standard error" in w for w in got), any("seen once" in w for w in got)],
                                 [biased, singletons], (counts, of))
        self.assertEqual(len(seen), 4)

    def test_a_share_of_exactly_a_tenth_is_not_warned_of(self):
        counts = [1] * 10 + [2, 88]
        self.assertFalse(any("once" in w for w in self.warnings(counts, "--estimator", "ml")["ml"]))
        self.assertIn("10.9 % of the draws are seen once", " ".join(self.warnings([1] * 11 + [2, 88], "--estimator", "ml")["ml"]))

    def test_people_see_them_once_with_the_estimators_they_are_about(self):
        path = self.write("data", "1\n" * 20)
        out = self.expect(0, "estimate", path, "--counts", "--estimator", "ml,miller_madow,chao_shen").stdout
        self.assertIn("\nwarning: ml, miller_madow, chao_shen: 100 % of the draws are seen once: unseen classes may make the estimate too low\n", out)
        self.assertEqual(out.count("warning"), 3)
        self.assertNotIn("warning", self.expect(0, "estimate", self.write("data", "500\n400\n"), "--counts", "--estimator", "ml").stdout)

    def test_other_estimands_have_none(self):
        got = self.estimate("x\n1\n2\n3\n", "--estimator", "mle", "--family", "normal")
        self.assertEqual(got["estimates"][0]["warnings"], [])
        self.assertEqual(self.estimate("0\n0\n", "--counts", "--estimator", "ml")["estimates"][0]["warnings"], [])


class Order(EstimateTest):
    def ratios(self, x, lengths):
        """The standard error of a mean by blocks, over that of independent draws."""
        ratios = []
        for length in lengths:
            x_in_blocks = x[:len(x) // length * length]
            means = x_in_blocks.reshape(-1, length).mean(axis=1)
            ratios.append(math.sqrt(length * means.var(ddof=1) / x_in_blocks.var(ddof=1)))
        return ratios

    def check_order(self, order, of, x):
        lengths = [b["length"] for b in order["blocks"]]
        self.assertEqual((order["of"], lengths), (of, [round(len(x)**power) for power in (1 / 3, 1 / 2, 2 / 3)]))
        wanted = self.ratios(x, lengths)
        for block, ratio in zip(order["blocks"], wanted, strict=True):
            self.close(block["ratio"], ratio, 1e-9, block)
        self.close(order["standard_error_ratio"], max(wanted), 1e-9, order)

    def test_letters_of_genesis(self):
        path = SOURCE / "experiments" / "data" / "genesis.txt"
        words = ("estimate", path, "--symbols", "characters", "--keep", "letters", "--unit", "bit", "--estimator", "ml")
        done = self.expect(0, *words, "--json")
        got = json.loads(done.stdout)
        letters = [c for c in path.read_text() if c.isalpha()]
        names, index, counts = numpy.unique(letters, return_inverse=True, return_counts=True)
        surprisal = -numpy.log(counts / len(letters))[index]
        # An independent count: 0.0042, 0.0054 and 0.0066 bit by blocks of 200, 1000 and 3000 letters, 0.00337 without blocks.
        for ratio, error in zip(self.ratios(surprisal, [200, 1000, 3000]), (0.0042, 0.0054, 0.0066), strict=True):
            self.assertAlmostEqual(ratio, error / 0.00337, delta=0.00005 / 0.00337 + 0.01)
        self.check_order(got["order"], "entropy", surprisal)
        self.assertEqual([b["length"] for b in got["order"]["blocks"]], [53, 390, 2846])
        note = (f"note: blocks of 2846: standard error of the entropy {got['order']['standard_error_ratio']:.1f} times that of independent "
                "draws; the symbols depend on their order, which the standard errors and intervals leave out\n")
        self.assertEqual(done.stderr, note)
        self.assertEqual(self.expect(0, *words).stderr, note)
        self.assertEqual(self.expect(0, *words, "--quiet").stderr, "")

    def test_columns(self):
        source = random.Random(3)
        steps, x = [], 0.0
        for _ in range(500):
            x = 0.9 * x + source.gauss(0, 1)
            steps.append(round(x, 1))
        numbers, symbols = numpy.array(steps), ["abc"[(v > -1) + (v > 1)] for v in steps]
        content = "t,x,s\n" + "".join(f"{i},{v!r},{s}\n" for i, (v, s) in enumerate(zip(steps, symbols, strict=True)))
        path = self.write("data", content)
        for column, of, values, words in (("x", "mean", numbers, ("mle", "--family", "normal")), ("x", "entropy", numbers, ("ml",)),
                                          ("s", "entropy", numpy.array(symbols), ("ml",))):
            done = self.expect(0, "estimate", path, "--json", "--column", column, "--estimator", *words)
            if of == "entropy":
                names, index, counts = numpy.unique(values, return_inverse=True, return_counts=True)
                values = -numpy.log(counts / 500)[index]
            self.check_order(json.loads(done.stdout)["order"], of, values)
            if of == "mean":
                self.assertIn("the rows depend on their order", done.stderr)

    def test_no_order_nothing_said(self):
        for content, *words in (("5\n300\n", "--counts"), ("a,5\nb,300\n", "--counts"), ("1\n2\n" * 31, ), ("1\n" * 100, ),
                                ("A,B\n" + "0,x\n1,x\n" * 60, "--factors", "A,B")):
            done = self.expect(0, "estimate", self.write("data", content), "--json", "--estimator", "ml", *words)
            self.assertIsNone(json.loads(done.stdout)["order"], content)
            self.assertNotIn("order", done.stderr)

    def test_an_estimator_of_several_is_told_apart(self):
        # At p = 1/2 the variance p(1 - p) is at its largest, where the delta method has no error.
        done = self.expect(0, "estimate", self.write("data", "5\n4\n6\n"), "--no-header", "--family", "binomial", "--prior", "trials=point,value=10",
                           "--estimator", "mle", "--of", "variance,sd,mean")
        self.assertIn("warning: mle of variance, mle of sd: no interval: the standard error is 0\n", done.stdout)

    def test_sorted_rows_are_called_sorted(self):
        # What was sorted after it was drawn has lost its order; its blocks say nothing of the draws.
        for rows in (range(100), range(100, 0, -1), ["a"] * 40 + ["b"] * 60):
            path = self.write("data", "\n".join(map(str, rows)))
            done = self.expect(0, "estimate", path, "--no-header", "--json", "--estimator", "mle", "--family",
                               "normal" if isinstance(rows, range) else "categorical")
            self.assertIn("note: the rows are sorted: whether they depend on their order cannot be seen\n", done.stderr)
            self.assertTrue(json.loads(done.stdout)["order"]["sorted"])

    def test_independent_rows_are_left_alone(self):
        # A note on independent rows has probability 0.01: of 100 files 8 or more have one with probability 1e-5.
        source, notes = random.Random(5), 0
        for _ in range(100):
            x = "".join(f"{source.expovariate(1)!r}\n" for _ in range(300))
            notes += "the rows depend" in self.expect(0, "estimate", self.write("data", x), "--estimator", "mle", "--family", "exponential").stderr
        self.assertLessEqual(notes, 7)


if __name__ == "__main__":
    unittest.main()
