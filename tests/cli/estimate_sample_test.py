"""plim estimate without a model: mean, median, quantiles, shares of a column; values by R 4.2."""

import unittest

from estimate_program import EstimateTest

TEN = [3.1, -0.4, 7.25, 2.2, 2.2, 11.5, 0.9, 4.75, 3.3, 58.0]


def column(rows):
    return "".join(f"{x}\n" for x in rows)


class EstimateSample(EstimateTest):
    def estimates(self, rows, *words):
        return self.estimate(column(rows), *words)["estimates"]

    def test_values_and_intervals(self):
        found = {e["estimator"]: e for e in self.estimates(TEN, "--estimator", "mean,median,sd,variance,trimmed_mean(share=0.2)")}
        self.assertAlmostEqual(found["mean"]["value"]["mean"], 9.28, 12)
        self.assertAlmostEqual(found["mean"]["interval"]["mean"][0], -3.2048419885431167, 12)
        self.assertAlmostEqual(found["sd"]["value"]["sd"], 17.45260566346597, 12)
        self.assertEqual(found["median"]["interval"]["median"], [0.9, 11.5])
        self.assertEqual(found["median"]["estimand"], "median")
        trimmed = found["trimmed_mean(share=0.2)"]
        self.assertAlmostEqual(trimmed["interval"]["mean"][1], 6.8702843430850866, 12)

    def test_estimands_with_a_number(self):
        found = self.estimates(TEN, "--estimator", "quantile,proportion", "--of", "quantile(0.9),tail_probability(7.25)")
        self.assertEqual([e["estimand"] for e in found], ["quantile(0.9)", "tail_probability(7.25)"])
        self.assertAlmostEqual(found[0]["value"]["quantile"], 16.15, 12)
        self.assertAlmostEqual(found[1]["value"]["tail_probability"], 0.2, 15)
        self.assertEqual(len(self.estimates(TEN, "--estimator", "quantile", "--of", "{ quantile = 0.25 }")), 1)

    def test_faults(self):
        self.refuse(64, "quantile is 2, but must be a number in (0, 1)", column(TEN), "--estimator", "quantile", "--of", "quantile(2)")
        self.refuse(64, "quantile", column(TEN), "--estimator", "quantile", "--of", "quantile(x)")
        self.refuse(64, "needs arguments", column(TEN), "--estimator", "quantile")
        self.refuse(64, "needs numbers", "a\nb\n", "--estimator", "mean")

    def test_bootstrap_is_the_same_every_time(self):
        once = self.estimates(TEN, "--estimator", "median(resamples=5000)", "--interval", "0.95,method=bootstrap_percentile")
        again = self.estimates(TEN, "--estimator", "median(resamples=5000)", "--interval", "0.95,method=bootstrap_percentile")
        self.assertEqual(once, again)
        low, high = once[0]["interval"]["median"]  # scipy, 200 000 resamples: 1.55, 8.125
        self.assertTrue(0.9 <= low <= 2.2 and 7.25 <= high <= 11.5)

    def test_why_there_is_no_interval(self):
        warnings = self.estimates([1, 2, 3], "--estimator", "median")[0]["warnings"]
        self.assertEqual(warnings, ["no interval: the sample is too small for one at this level"])
        warnings = self.estimates([2, 2, 2], "--estimator", "mean")[0]["warnings"]
        self.assertEqual(warnings, ["no interval: the standard error is 0"])


if __name__ == "__main__":
    unittest.main()
