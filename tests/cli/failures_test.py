"""Replicates without an estimate are counted wherever a mean of the others stands.

Maximum likelihood of zipf's exponent has no maximum in a sample of ones alone: with s = 2.5 on 10 ranks and n = 3 that
has probability (sum k^-2.5)^-3 = 0.4329 (exact), and 1700 of the 4000 replicates of seed 0.
"""

import json
import pathlib
import re
import subprocess
import sys
import unittest

import h5py
import xarray

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import SOURCE, STUDY, ProgramTest  # noqa: E402

FAILING = """
study = { title = "kl" }
model.m = { likelihood = "zipf" }
population.z = { law = "zipf", s = 2.5, N = 10 }
sample.y = { from = "z", n = { grid = [3, 10, 1000] } }
estimate.S = { of = "s", on = "y", model = "m", with = ["mle"], interval = { level = 0.95 } }
check.few = { estimate = "S", with = "mle", measure = "failure_rate", at_most = 0.1 }
replicates = { fixed = 4000 }
"""
GIVEN_SUCCESS = """
population.p = { law = "joint", names = ["A", "B"], levels = [["n", "y"], ["n", "y"]], table = [[0.5, 0.3], [0.1, 0.1]] }
sample.x = { from = "p", n = 3 }
estimate.Q = { of = { probability = { A = "y" }, given = { B = "y" } }, on = "x", with = ["frequency"] }
replicates = { fixed = 2000 }
"""


class Failures(ProgramTest):
    def run_study(self, text=FAILING):
        self.write("s.toml", text)
        return self.expect(0, "run", "s.toml", "--force", "--full").stdout

    def rows(self, measure):
        rows = json.loads(self.expect(0, "inspect", "s.h5", "--json").stdout)["rows"]
        return {(row["series"], row["n"]): row for row in rows if row["measure"] == measure}

    def test_the_table_counts_them_by_cause(self):
        for out in (self.run_study(), self.expect(0, "inspect", "s.h5", "--full").stdout):
            lines = out[out.index("y from z: S"):].split("\n\n")[0].split("\n")
            head, first = lines[1], lines[2]
            self.assertRegex(head, r"coverage \(MCSE\) +with failures +failed$")
            self.assertRegex(first, r"^  mle +3 .* \+0\.6777~\* .* 1\.366~\* +0\.9335 \(0\.005\) +0\.5367 +42\.5 % at_infinity 1700$")
            for word in ("theory", "with failures"):
                end = head.index(word) + len(word)
                self.assertTrue(all(line[end:end + 1] in ("", " ", "*") for line in lines[1:]), lines)
            self.assertRegex(lines[4], r"^ +1000 .* 0\.9\d+ \(0\.00\d\) +- +0$")  # none failed
            self.assertNotIn("*", lines[4])
            self.assertIn("\n* theory speaks of all replicates as if none could fail; up to 42.5 % gave no estimate\n", out)

    def test_a_study_without_failures_says_nothing_of_them(self):
        out = self.run_study(STUDY)
        for word in ("fail", "*"):
            self.assertNotIn(word, out)

    def test_coverage_without_failures_stands_alone(self):
        out = self.run_study(FAILING.replace("[3, 10, 1000]", "[1000]"))
        self.assertIn("coverage (MCSE)", out)
        self.assertNotIn("with failures", out)

    def test_theory_of_successes_bears_no_mark(self):
        out = self.run_study(GIVEN_SUCCESS)
        self.assertRegex(out, r" % undefined \d+\n")  # P(no y in B) = 0.6^3
        self.assertNotIn("*", out)
        row = self.rows("bias")["frequency", 3]
        self.assertEqual(row["prediction_of"], "replicates with an estimate")
        self.assertAlmostEqual(row["failure_rate"], 0.216, delta=0.037)  # 4 standard errors
        self.assertEqual(row["count"], 2000 - row["failures"]["undefined"])

    def test_json(self):
        ran = json.loads(self.expect(0, "run", self.write("s.toml", FAILING), "--json").stdout)
        self.assertEqual(ran, json.loads(self.expect(0, "inspect", "s.h5", "--json").stdout))
        for row in ran["rows"]:
            if row["n"] != 10:
                expected = (0.425, {"at_infinity": 1700}) if row["n"] == 3 else (0, {})
                self.assertEqual((row["failure_rate"], row["failures"]), expected)
        self.assertEqual(self.rows("bias")["mle", 3]["prediction_of"], "all replicates")
        self.assertIsNone(self.rows("coverage")["mle", 3]["prediction_of"])
        self.assertEqual(self.rows("failure_rate")["mle", 3]["value"], 0.425)

    def test_notes_of_checks_count_them_by_cause(self):
        out = self.run_study(FAILING + 'check.covers = { estimate = "S", with = "mle", measure = "coverage", at_least = 0.9 }\n')
        self.assertIn("42.5 % of the replicates gave no estimate (at_infinity 1700), more than max_failures = 0.05", out)

    def test_a_check_can_be_about_them(self):
        self.assertRegex(self.run_study(), r"few +refuted +failure_rate of S by mle at_most 0.1")

    def test_the_file(self):
        self.run_study()
        for engine in ("h5netcdf", "netcdf4"):
            with xarray.open_dataset(self.folder / "s.h5", group="y/z/S", engine=engine) as data:
                self.assertEqual(data["failure_rate"].dims, ("n", "series"))
                self.assertEqual(data["failure_rate"].attrs["units"], "1")
                self.assertIn("gave no estimate", data["failure_rate"].attrs["long_name"])
                self.assertEqual(float(data["failure_rate"].sel(n=3, series="mle")), 0.425)
                self.assertEqual(int(data["failures"].sel(n=3, series="mle", status="at_infinity")), 1700)
                self.assertEqual(data["theory_of"].attrs["flag_meanings"], "all_replicates replicates_with_an_estimate")
                self.assertTrue(bool((data["theory_of"] == 0).all()))
                self.assertIn("theory_of", data["bias_theory"].attrs["ancillary_variables"])
        self.run_study(GIVEN_SUCCESS)
        with h5py.File(self.folder / "s.h5") as file:
            self.assertEqual(file["x/p/Q/theory_of"][:].tolist(), [[1]])

    def test_a_file_without_these_arrays_is_read(self):
        self.run_study()
        with h5py.File(self.folder / "s.h5", "a") as file:
            for name in ("failure_rate", "failure_rate_mcse", "failure_rate_count", "theory_of"):
                del file["y/z/S"][name]
        self.expect(65, "inspect", "s.h5", says="has no trailer of plim behind it")
        self.expect(0, "inspect", "s.h5", "--unverified", "--full", says="42.5 % at_infinity 1700")
        self.picture()

    def picture(self):
        """The texts of the picture, a line each."""
        done = subprocess.run([SOURCE / "scripts" / "plot.py", "s.h5", "-o", "p.svg"], cwd=self.folder, capture_output=True, text=True,
                              timeout=120)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return "\n".join(re.findall("<!-- (.*) -->", (self.folder / "p.svg").read_text()))

    def test_the_picture_says_it(self):
        self.run_study()
        drawn = self.picture()
        for text in ("more than 5 % failed (up to 42.5 %)", "coverage with failures as misses", "theory, leading term, as if none failed"):
            self.assertIn(text, drawn)
        self.run_study(FAILING.replace("[3, 10, 1000]", "[20, 30]"))
        self.assertRegex(self.picture(), r"(?m)^failed: up to 0?\.?\d+ %$")
        self.run_study(GIVEN_SUCCESS.replace('["frequency"]', '["frequency", { use = "bayes_theorem", prior = 0.3 }], interval = { level = 0.9 }'))
        drawn = self.picture()
        self.assertRegex(drawn, r"(?m)^more than 5 % failed \(up to \d\d\.\d %\)$")
        self.assertNotIn("as if none failed", drawn)  # theory speaks of the others, or not at all
        self.run_study(STUDY)
        self.assertNotIn("fail", self.picture())


if __name__ == "__main__":
    unittest.main()
