"""What a run and inspect print by default fits on a screen of 24 lines of 80 columns, the most important first."""

import json
import pathlib
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from infinite_test import INFINITE  # noqa: E402
from program import STUDY  # noqa: E402
from screen import ScreenTest  # noqa: E402

CHECKED = STUDY.replace("fixed = 200", "fixed = 2000") + """
check.a_right = { estimate = "H", with = "ml", measure = "bias", equals = "theory", margin = { relative = 0.2 } }
check.b_wrong = { estimate = "H", with = "ml", measure = "bias", equals = 0, margin = { absolute = 1e-6 } }
check.c_open = { estimate = "H", with = "ml", measure = "rmse", equals = "theory", margin = { relative = 1e-4 } }
check.d_purpose = { estimate = "H", with = "ml", measure = "bias", slope = -0.5, expect = "refuted" }
"""

WIDE = "漢字" * 20 + "é" * 4  # 128 bytes: 40 wide characters and 4 others

GRID = """
study = { title = "a grid" }
population.waiting = { law = "gamma", shape = { grid = [0.5, 1, 2, 4, 8] }, scale = { grid = [0.1, 1, 10, 100, 1000] } }
sample.x = { from = "waiting", n = { grid = [10, 20, 40] } }
model.m = { likelihood = "gamma" }
estimate.theta = { of = "parameters", on = "x", model = "m", with = "mle", interval = { level = 0.9 } }
replicates = { fixed = 64 }
"""


def many_checks(count):
    return STUDY + "".join(f'check.c{i:03} = {{ estimate = "H", with = "ml", measure = "bias", equals = {i}, margin = {{ absolute = 0.5 }} }}\n'
                           for i in range(count))


NASTY = {
    "no title": STUDY.replace('title = "a test"', ""),
    "no checks, one n": STUDY.replace("grid = [10, 100, 10_000]", "grid = [10]"),
    "a title of three lines": STUDY.replace('"a test"', '"""' + "long\n" * 60 + '"""'),
    "wide names": STUDY.replace('"a test"', f'"{WIDE * 3}"').replace("population.p", f'population."{WIDE}"').replace('from = "p"', f'from = "{WIDE}"')
    .replace("estimate.H", f'estimate."{WIDE}"') + f'check."{WIDE}" = {{ estimate = "{WIDE}", measure = "bias", equals = 0 }}\n',
    "labels of 200 characters": STUDY.replace('"miller_madow"', '{ use = "miller_madow", label = "' + "ab " * 70 + '" }'),
    "a grid": GRID,
    "a grid with checks": GRID + 'check.covers = { estimate = "theta", measure = "coverage", at_least = 0.5 }\n',
    "levels in a grid": GRID.replace("level = 0.9", "level = { grid = [0.5, 0.8, 0.9, 0.99] }"),
    "a zip": GRID.replace("grid = [0.5, 1, 2, 4, 8] }", 'grid = [0.5, 1, 2], zip = "z" }').replace("{ grid = [0.1, 1, 10, 100, 1000] }", "1")
    .replace("grid = [10, 20, 40] }", 'grid = [10, 20, 40], zip = "z" }, path = "independent"'),
    "100 checks": many_checks(100),
    "9 checks": many_checks(9),
    "many groups": STUDY + "".join(f'estimate.H{i} = {{ of = "entropy", on = "x", with = ["ml", "jackknife"] }}\n' for i in range(30)),
    "notes": STUDY.replace(
        "estimate.H =", 'model.g = { likelihood = "normal" }\nestimate.H =') + "".join(
        f'population.u{i} = {{ law = "uniform", lower = 0, upper = {i + 1} }}\nsample.s{i} = {{ from = "u{i}", n = 10 }}\n'
        f'estimate.E{i} = {{ of = "mean", on = "s{i}", model = "g", with = "mle" }}\n' for i in range(9)),
    "failures": """
study = { title = "failures" }
population.z = { law = "zipf", s = 2.5, N = 10 }
sample.y = { from = "z", n = { grid = [3, 10, 1000] } }
model.m = { likelihood = "zipf" }
estimate.s = { of = "s", on = "y", model = "m", with = "mle", interval = { level = 0.95 } }
check.covers = { estimate = "s", measure = "coverage", at_least = 0.9 }
replicates = { fixed = 500 }
""",
    "infinite": INFINITE,
    "no truth": STUDY.replace('estimate.H = { of = "entropy", on = "x", unit = "bit", with = ["ml", "miller_madow"] }',
                              'model.m = { likelihood = "categorical", prior.p = { law = "dirichlet", alpha = 1 } }\n'
                              'estimate.E = { of = "log_evidence", on = "x", model = "m", with = ["exact"] }'),
}


class Brief(ScreenTest):
    def run_study(self, text, *words):
        self.write("s.toml", text)
        done = self.plim("run", "s.toml", "--force", "--out", "s.h5", *words)
        self.assertIn(done.returncode, (0, 3), done.stderr)
        return done

    def test_nasty_ones_fit(self):
        for name, text in NASTY.items():
            with self.subTest(name):
                done = self.run_study(text)
                self.fits(done.stdout + done.stderr)
                self.fits(self.expect(0, "inspect", "s.h5").stdout)
                if name not in ("9 checks", "a zip", "infinite", "failures"):
                    self.assertTrue("(--full)" in done.stdout + done.stderr or "…" in done.stdout or name.startswith("no"), done.stdout)

    def test_a_long_path_fits(self):
        folder = self.folder
        for i in range(8):
            folder = folder / ("d" * 40)
        folder.mkdir(parents=True)
        self.write("s.toml", STUDY)
        self.fits(self.expect(0, "run", "s.toml", "--out", folder / "result.h5").stdout)
        out = self.expect(0, "inspect", folder / "result.h5").stdout
        self.fits(out)
        self.assertIn("…", out)
        self.assertIn("result.h5\n", out)

    def test_what_stands_there(self):
        lines = self.run_study(STUDY).stdout.splitlines()
        self.assertEqual(lines[0], "a test")
        self.assertEqual(lines[-1], "written to s.h5")
        self.assertIn("200 replicates of 1 scenario in ", lines[-2])
        # -(0.5 lb 0.5 + 0.3 lb 0.3 + 0.2 lb 0.2) = 1.485475 bit
        self.assertIn("H of x from p, truth 1.485 bit", lines)
        self.assertEqual(" ".join(lines[2].split()), "n = 10 n = 100 n = 10000")
        self.assertEqual([line.split()[0] for line in lines if line.startswith("  ") and line[2] != " "], ["ml", "miller_madow"])

    def test_numbers_are_those_of_the_file(self):
        text = STUDY.replace("grid = [10, 100, 10_000]", "grid = [10, 20, 100, 1000, 10_000]")
        out = self.run_study(text).stdout
        rows = {(r["n"], r["measure"]): r for r in json.loads(self.expect(0, "inspect", "s.h5", "--json").stdout)["rows"] if r["series"] == "ml"}
        self.assertEqual(re.findall(r"n = (\d+)", out), ["10", "100", "10000"])  # smallest, middle, largest
        shown = next(line.split()[1:] for line in out.splitlines() if line.startswith("  ml "))
        for i, n in enumerate((10, 100, 10_000)):
            bias, rmse = rows[n, "bias"], rows[n, "rmse"]
            self.assertAlmostEqual(float(shown[2 * i + 1]), rmse["value"], delta=0.0051 * rmse["value"])
            if abs(bias["value"]) <= 2 * bias["mcse"]:
                self.assertEqual(shown[2 * i][0], "±")
                self.assertAlmostEqual(float(shown[2 * i][1:]), 2 * bias["mcse"], delta=0.051 * 2 * bias["mcse"])
            else:
                self.assertAlmostEqual(float(shown[2 * i]), bias["value"], delta=0.0051 * abs(bias["value"]))

    def test_verdicts_come_first_and_the_urgent_ones_before_others(self):
        for out in (self.run_study(CHECKED).stdout, self.expect(0, "inspect", "s.h5").stdout):
            self.assertIn("checks: 2 of 4 as expected (level 0.01)", out)
            verdicts = re.findall(r"^  (refuted|undecided|confirmed) +(\w+): ", out, re.MULTILINE)
            self.assertEqual(verdicts, [("refuted", "b_wrong"), ("refuted", "d_purpose"), ("undecided", "c_open"), ("confirmed", "a_right")])
            self.assertLess(out.index("a_right"), out.index("truth 1.485"))
            self.assertIn("slope -0.5 (as expected)\n", out)
            self.assertIn(" replicates would decide", out)

    def test_the_worst_point_names_what_it_measured(self):
        out = self.run_study(CHECKED).stdout
        self.assertRegex(out, r"b_wrong: .*\n +worst at ml, n = 10: controlled bias -0\.1")
        full = self.expect(0, "inspect", "s.h5", "--full").stdout
        self.assertRegex(full, r"worst x from p, ml, n = 10, by controlled bias: -0\.1")
        self.assertRegex(full, r"worst x from p, ml, n = \d+, by rmse: 0\.")
        checks = {c["name"]: c for c in json.loads(self.expect(0, "inspect", "s.h5", "--json").stdout)["checks"]}
        self.assertEqual([checks[c]["measured"] for c in sorted(checks)], ["controlled bias", "controlled bias", "rmse", "controlled bias"])
        # It is the number that the file has under that name.
        rows = {(r["n"], r["measure"]): r["value"] for r in json.loads(self.expect(0, "inspect", "s.h5", "--json").stdout)["rows"]
                if r["series"] == "ml"}
        self.assertEqual(checks["b_wrong"]["value"], rows[10, "bias_controlled"])
        self.assertNotEqual(rows[10, "bias_controlled"], rows[10, "bias"])
        # Without a control variate: the mean of a normal law, which is its own.
        raw = CHECKED.replace('law = "categorical", weights = [5, 3, 2]', 'law = "normal", mean = 1, sd = 1').split("estimate.H")[0] + (
            'estimate.m = { of = "mean", on = "x", with = "mean" }\ncheck.c = { estimate = "m", measure = "bias", equals = 1 }\n'
            "replicates = { fixed = 200 }\n")
        self.assertRegex(self.run_study(raw).stdout, r"worst at mean, n = \d+: raw bias ")

    def test_full_has_every_row(self):
        short, full = self.run_study(GRID).stdout, self.run_study(GRID, "--full").stdout
        self.assertIn("... and ", short)
        self.assertIn(" more (--full)\n", short)
        # 25 scenarios, 2 parameters, 3 sizes
        self.assertEqual(len(re.findall(r"^  (?:mle \w+ +|  +)\d+ .*\(", full, re.MULTILINE)), 150)
        shown = len(re.findall(r"^  mle ", short, re.MULTILINE))
        self.assertIn(f"... and {50 - shown} more (--full)", short)
        self.assertEqual(self.expect(0, "inspect", "s.h5", "--full").stdout.count("scale = 0.1"), full.count("scale = 0.1"))

    def test_quiet_json_and_exit_codes_stay(self):
        self.assertEqual(self.run_study(CHECKED, "--quiet").stdout, "")
        self.assertEqual(len(json.loads(self.run_study(CHECKED, "--json").stdout)["checks"]), 4)
        self.assertEqual(self.run_study(CHECKED, "--strict").returncode, 3)

    def test_axes_are_named_where_their_values_stand(self):
        self.assertRegex(self.run_study(GRID).stdout, r"theta of x from waiting by scale, shape, truths differ\n  mle shape, 0\.1, 0\.5 ")
        one = GRID.replace("{ grid = [0.1, 1, 10, 100, 1000] }", "1").replace(", interval = { level = 0.9 }", "")
        self.assertRegex(self.run_study(one).stdout, r"theta of x from waiting, truths differ\n  mle shape, shape = 0\.5 ")

    def test_failures_are_seen(self):
        out = self.run_study(NASTY["failures"]).stdout
        self.assertRegex(out, r"failed\n.* up to\n")
        self.assertRegex(out, r"  mle .* [1-9]\d?(\.\d)?%\n")

    def test_a_stopped_run_says_so(self):
        self.write("s.toml", CHECKED)
        done = self.expect(75, "run", "s.toml", "--set", "replicates.fixed=10000000", "--max-time", "2s")
        self.fits(done.stdout + done.stderr)
        for text in (done.stdout, self.expect(0, "inspect", "s.h5").stdout):
            self.assertRegex(text.splitlines()[1], r"^stopped early: \d+ of 10000000 replicates$")
            self.fits(text)

    def test_notes_checks_and_a_stop_fit_together(self):
        text = NASTY["notes"] + many_checks(9).removeprefix(STUDY)
        self.write("s.toml", text)
        done = self.expect(75, "run", "s.toml", "--set", "replicates.fixed=10000000", "--max-time", "2s")
        self.fits(done.stdout + done.stderr)
        for word in ("note: ... and ", "plim: stopped by --max-time", "checks: ", "... and ", "written to s.h5"):
            self.assertIn(word, done.stdout + done.stderr)

    def test_notes_are_counted(self):
        done = self.run_study(NASTY["notes"])
        self.assertRegex(done.stderr, r"note: \.\.\. and \d+ more notes \(--full\)\n$")
        self.assertEqual(self.run_study(NASTY["notes"], "--full").stderr.count(" are those of the model\n"), 9)


if __name__ == "__main__":
    unittest.main()
