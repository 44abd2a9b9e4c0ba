"""An estimator that is told the true K says so wherever it is shown; references go by its plain name."""

import json
import pathlib
import subprocess
import sys
import unittest

import h5py

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from estimate_program import EstimateTest  # noqa: E402
from program import SOURCE, ProgramTest  # noqa: E402

NAME = "dirichlet_mean_jeffreys"
STUDY = """
population.z = { law = "zipf", s = 1, N = 40 }
sample.x = { from = "z", n = { grid = [10, 1000] } }
estimate.H = { of = "entropy", on = "x", against = "ml", with = ["ml", "dirichlet_mean_jeffreys",
               { use = "dirichlet_mean_jeffreys", K = "observed" }, { use = "dirichlet_mean_sg", label = "sg" }] }
estimate.P = { of = "perplexity", on = "x", with = ["dirichlet_mean_jeffreys"] }
check.best = { estimate = "H", with = "dirichlet_mean_jeffreys", measure = "rmse", below = "ml" }
replicates = { fixed = 200 }
"""


class ToldK(ProgramTest):
    def run_study(self, text=STUDY):
        self.write("s.toml", text)
        return self.expect(0, "run", "s.toml", "--full").stdout

    def test_tables_and_checks_say_it(self):
        for out in (self.run_study(), self.expect(0, "inspect", "s.h5", "--full").stdout):
            table, checks = out.split("checks\n")
            self.assertEqual(table.count(f"  {NAME} [told K = 40] "), 2, table)  # of H and of P
            self.assertIn("  sg [told K = 40] ", table)
            self.assertIn(f'  {NAME}(K="observed") ', table)
            self.assertIn("rmse of H by dirichlet_mean_jeffreys below ml\n", checks)  # as the study names it
            self.assertIn(f", {NAME} [told K = 40], n = ", checks)

    def test_columns_stand_below_each_other(self):
        out = self.run_study()
        for block in out.split("\n\n")[1:3]:
            lines = block.split("\n")[1:]
            end = lines[0].index("RMSE") + len("RMSE")
            for line in lines:
                self.assertNotEqual(line[end - 1], " ", block)
                self.assertEqual(line[end], " ", block)
            self.assertEqual({len(line) for line in lines}, {len(lines[0])}, block)

    def test_files_keep_the_name_and_have_the_label_beside_it(self):
        self.run_study()
        with h5py.File(self.folder / "s.h5") as file:
            group = file["x/z/H"]
            self.assertEqual(list(group["series"].asstr()), ["ml", NAME, f'{NAME}(K="observed")', "sg"])
            self.assertEqual(list(group["series_label"].asstr()),
                             ["ml", f"{NAME} [told K = 40]", f'{NAME}(K="observed")', "sg [told K = 40]"])
        rows = json.loads(self.expect(0, "inspect", "s.h5", "--json").stdout)["rows"]
        self.assertIn((NAME, f"{NAME} [told K = 40]"), {(row["series"], row["label"]) for row in rows})

    def test_a_grid_of_alphabets_has_no_one_number(self):
        out = self.run_study(STUDY.replace("N = 40", "N = { grid = [20, 40] }"))
        self.assertEqual(out.count(f"  {NAME} [told K] "), 4, out)
        self.assertIn(f", {NAME} [told K = ", out.split("checks\n")[1])  # a check is about one point

    def test_the_picture_says_it(self):
        self.run_study()
        done = subprocess.run([SOURCE / "scripts" / "plot.py", "s.h5", "-o", "p.svg"], cwd=self.folder, capture_output=True, text=True,
                              timeout=120)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn(f"<!-- {NAME} [told K = 40] -->", (self.folder / "p.svg").read_text())

    def test_a_replayed_replicate_says_it(self):
        self.run_study()
        self.assertIn(f"{NAME} [told K = 40]", self.expect(0, "replay", "s.h5", "--scenario", "0").stdout)


class Estimate(EstimateTest):
    def labels(self, content, *words):
        return [e["label"] for e in self.estimate(content, "--counts", "--estimator", f"ml,{NAME}", *words)["estimates"]]

    def test_where_K_comes_from(self):
        self.assertEqual(self.labels("3\n2\n", "--k", "9"), ["ml", f"{NAME} [told K = 9]"])
        self.assertEqual(self.labels("3\n2\n"), ["ml", f"{NAME} [K = observed]"])
        self.assertEqual(self.labels("3\n2\n0\n"), ["ml", f"{NAME} [told K = 3]"])  # a row of a class that was not seen
        shown = self.expect(0, "estimate", self.write("data", "3\n2\n"), "--counts", "--estimator", NAME).stdout
        self.assertIn(f"  {NAME} [K = observed]  entropy (nat) ", shown)
        self.assertEqual([e["label"] for e in self.estimate("3\n2\n", "--counts", "--estimator", f"{NAME}(K=7)")["estimates"]],
                         [f"{NAME}(K=7)"])


if __name__ == "__main__":
    unittest.main()
