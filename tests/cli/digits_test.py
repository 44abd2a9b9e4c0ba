"""Tables print the digits that a Monte Carlo standard error tells, and the ends of an interval apart."""

import json
import math
import pathlib
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import ProgramTest  # noqa: E402

# A median is no mean: -306.85 of an exponential law of mean 1000, whatever n is (1000 (ln 2 - 1)).
BIASED = """
study = { title = "digits" }
population.p = { law = "gamma", shape = 1, scale = 1000 }
population.far = { law = "normal", mean = 1e6, sd = 0.01 }
population.cauchy = { law = "student_t", df = 0.9, location = 123456.75, scale = 0.01 }
sample.x = { from = "p", n = { grid = [1001, 2001] } }
sample.y = { from = "far", n = 10 }
sample.z = { from = "cauchy", n = 101 }
estimate.m = { of = "mean", on = "x", with = "median" }
estimate.far = { of = "mean", on = "y", with = "mean", interval = { level = 0.9 } }
estimate.middle = { of = "mean", on = "z", with = "median" }
check.far = { estimate = "far", measure = "mean", equals = 1e6, margin = { absolute = 0.001 } }
check.wrong = { estimate = "far", measure = "mean", at_most = 999999.9 }
replicates = { fixed = 2000 }
"""


def digits(text):
    """The place of the last digit, as a power of ten."""
    mantissa, _, power = text.lower().partition("e")
    return int(power or 0) - len(mantissa.partition(".")[2])


class TablesShowTheirErrors(ProgramTest):
    result = None

    def setUp(self):
        super().setUp()
        self.write("s.toml", BIASED)
        if self.result is None:  # one run for all tests
            self.expect(0, "run", "s.toml", "--out", "s.h5", "--quiet")
            type(self).result = (self.folder / "s.h5").read_bytes()
        (self.folder / "s.h5").write_bytes(self.result)
        self.rows = json.loads(self.expect(0, "inspect", "s.h5", "--json").stdout)["rows"]

    def entry(self, estimate, measure, n):
        return next(r for r in self.rows if (r["estimate"], r["measure"], r["n"]) == (estimate, measure, n))

    def reaches(self, text, error, value):
        self.assertLessEqual(digits(text), math.floor(math.log10(error)), text)
        self.assertAlmostEqual(float(text), value, delta=0.51 * 10 ** digits(text))

    def test_full(self):
        full = self.expect(0, "inspect", "s.h5", "--full").stdout
        pairs = re.findall(r"(?<![\w.])([+-]?[\d.]+(?:e[+-]?\d+)?) \((\d\S*)\)", full)
        self.assertGreater(len(pairs), 4)
        for value, error in pairs:
            if float(error) > 0:
                self.assertLessEqual(digits(value), math.floor(math.log10(float(error))), f"{value} ({error})")
        bias, rmse = self.entry("m", "bias", 1001), self.entry("m", "rmse", 1001)
        cells = next(line.split() for line in full.splitlines() if line.startswith("  median ") and " 1001 " in line)
        self.reaches(cells[2], bias["mcse"], bias["value"])
        self.reaches(cells[5], rmse["mcse"], rmse["value"])
        self.assertEqual(len(cells[4].lstrip("+-~").rstrip("~*")), len(cells[2].lstrip("+-")), "theory as its measure")

    def test_short(self):
        self.write("two.toml", "".join(line + "\n" for line in BIASED.splitlines() if not line.startswith(("check.", "estimate.far"))))
        short = self.expect(0, "run", "two.toml", "--out", "two.h5").stdout
        cells = next(line.split() for line in short.splitlines() if line.startswith("  median "))
        bias, mean = self.entry("m", "bias", 1001), self.entry("middle", "mean", 101)
        self.reaches(cells[1], bias["mcse"], bias["value"])
        value, error = re.search(r"^  median +(\S+) \((\S+)\)$", short, re.MULTILINE).groups()
        self.reaches(value, mean["mcse"], mean["value"])
        self.assertAlmostEqual(float(error), mean["mcse"], delta=0.51 * 10 ** math.floor(math.log10(mean["mcse"])))

    def test_ends_of_checks_differ(self):
        for words in ((), ("--full",)):
            text = self.expect(0, "inspect", "s.h5", *words).stdout
            found = re.findall(r"\[(\S+), (\S+)\]", text)
            self.assertEqual(len(found), 2, text)
            for low, high in found:
                self.assertNotEqual(low, high)
            self.assertIn("claimed 999999.9990 .. 1000000.0010", text)
            # As the claim is refuted, its end lies outside of what is shown.
            wrong = re.search(r"\[(\S+), \S+\][^\[]*claimed at most (\S+)", text[text.index("wrong"):])
            self.assertGreater(float(wrong[1]), float(wrong[2]))

    def test_estimates_whose_interval_no_double_is_within(self):
        self.write("near.txt", "".join(f"{1e9 + 1e-6 * (i % 7)!r}\n" for i in range(10000)))
        for line in self.expect(0, "estimate", "near.txt", "--estimator", "mean,median", "--quiet").stdout.splitlines()[-2:]:
            self.assertTrue(line.split()[2].startswith("1000000000.000003"), line)


if __name__ == "__main__":
    unittest.main()
