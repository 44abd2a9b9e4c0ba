"""Estimates that are infinite have no finite mean, and what the others have is called otherwise.

The class of 0.05 that the second law lacks is in a sample of 5 with probability 1 - 0.95^5 = 0.226.
"""

import json
import pathlib
import re
import subprocess
import sys
import unittest

import h5py

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import SOURCE, STUDY, ProgramTest  # noqa: E402

INFINITE = """
study = { title = "kl" }
population.p = { law = "categorical", p = [0.6, 0.35, 0.05] }
population.q = { law = "categorical", p = [0.5, 0.5, 0.0] }
sample.x = { from = "p", n = { grid = [5, 20] } }
estimate.K = { of = { kl = "q" }, on = "x", with = ["ml"] }
replicates = { fixed = 2000 }
check.c = { estimate = "K", measure = "mean", at_most = 1, expect = "refuted" }
"""


class Infinite(ProgramTest):
    def run_study(self, text=INFINITE, *words):
        self.write("s.toml", text)
        return self.expect(0, "run", "s.toml", "--strict", "--full", *words).stdout

    def test_the_table(self):
        for out in (self.run_study(), self.expect(0, "inspect", "s.h5", "--full").stdout):
            head, first = out[out.index("x from p: K"):].split("\n")[1:3]
            self.assertRegex(head, r"finite mean \(MCSE\) +infinite \(MCSE\) +failed$")
            self.assertRegex(first, r"^  ml +5 +mean \+inf +- .* \+0\.1\d+ \(0\.00\d\) +0\.2\d+ \(0\.009\) +2\d\.\d+ % infinite \d+$")
            self.assertRegex(out, r"estimates are infinite\n")
            self.assertIn("the mean of all is not finite", out)

    def test_json_and_file(self):
        rows = {r["measure"]: r for r in json.loads(self.run_study(INFINITE, "--json"))["rows"] if r["n"] == 5}
        self.assertEqual((rows["mean"]["value"], rows["mean"]["mcse"]), ("inf", None))
        self.assertEqual((rows["bias"]["value"], rows["rmse"]["value"]), (None, None))
        self.assertEqual(rows["share_infinite"]["value"], rows["mean"]["failures"]["infinite"] / 2000)
        self.assertEqual(rows["mean_finite"]["count"], 2000 - rows["mean"]["failures"]["infinite"])
        with h5py.File(self.folder / "s.h5") as file:
            group = file["x/p/K"]
            self.assertEqual(group["truth"][0], float("inf"))
            self.assertEqual(group["mean"][0, 0], float("inf"))
            self.assertEqual(group["mean_finite"][0, 0], rows["mean_finite"]["value"])
            self.assertIn("finite estimates alone", group["mean_finite"].attrs["long_name"])
        self.expect(0, "diff", "s.h5", "s.h5")

    def test_the_picture(self):
        self.run_study()
        done = subprocess.run([SOURCE / "scripts" / "plot.py", "s.h5", "-o", "p.svg"], cwd=self.folder, capture_output=True, text=True,
                              timeout=120)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("mean of the finite estimates", "\n".join(re.findall("<!-- (.*) -->", (self.folder / "p.svg").read_text())))

    def test_a_study_without_any_says_nothing_of_them(self):
        self.assertNotIn("infinite", self.run_study(STUDY))
        with h5py.File(self.folder / "s.h5") as file:
            names = []
            file.visit(names.append)
        self.assertFalse([name for name in names if "infinite" in name or "mean_finite" in name])

    def test_columns_stay_apart_however_wide_their_numbers_are(self):
        study = self.write("wide.toml", """study = { title = "x", seed = 1 }
population.c = { law = "student_t", location = 0.0, scale = 1e150, df = 1.0 }
sample.x = { from = "c", n = 20 }
estimate.m = { of = "mean", on = "x", with = ["mean", "median"], interval = { level = 0.9 } }
check.a_name_of_some_length = { estimate = "m", with = "median", measure = "median", within = [-1e151, 1e151] }
replicates = { fixed = 50 }
""")
        lines = self.expect(0, "run", study, "--full").stdout.splitlines()
        head = next(i for i, line in enumerate(lines) if line.startswith("  series"))
        columns = len([c for c in lines[head].split("  ") if c.strip()])
        for line in lines[head + 1:head + 3]:
            self.assertEqual(len([c for c in line.split("  ") if c.strip()]), columns, line)
        self.assertTrue(any(line.startswith("  a_name_of_some_length  confirmed") for line in lines), lines)


if __name__ == "__main__":
    unittest.main()
