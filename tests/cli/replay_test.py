"""plim replay: one replicate again, held against the stored trajectory; plim diff: what differs."""

import json
import math
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import SOURCE, STUDY, ProgramTest, seal  # noqa: E402

GRID = """
study = { title = "a grid", seed = 5 }
population.p = { law = "normal", mean = { grid = [0, 10] }, sd = 2 }
model.m = { likelihood = "normal" }
sample.x = { from = "p", n = { grid = [1, 20, 300] }, PATH }
estimate.mu = { of = "mean", on = "x", model = "m", with = "mle" }
estimate.sd = { of = "sd", on = "x", model = "m", with = "mle" }
replicates = { fixed = 40 }
"""


class Replay(ProgramTest):
    def replay(self, *words):
        return json.loads(self.expect(0, "replay", "s.h5", *words, "--json").stdout)

    def test_every_kept_replicate_is_what_the_file_holds(self):
        import h5py
        for path in ('path = "nested"', 'path = "independent"', 'route = "draw"'):
            self.expect(0, "run", self.write("s.toml", GRID.replace("PATH", path)), "--quiet")
            with h5py.File(self.folder / "s.h5") as file:
                stored = {name: file[f"x/p/{name}/trajectory_value"][:] for name in ("mu", "sd")}
            for scenario in (0, 1):
                for replicate in (0, 3, 15, 16):
                    got = self.replay("--scenario", scenario, "--replicate", replicate)
                    self.assertEqual((got["stored"], got["differences"]), ("equal" if replicate < 16 else "not kept", []))
                    if replicate >= 16:
                        continue
                    for i, size in enumerate(got["sizes"]):
                        for estimate in size["estimates"]:
                            there = stored["mu" if estimate["estimand"] == "mean" else "sd"][replicate, scenario, i, 0]
                            value = estimate["value"][estimate["estimand"]]
                            self.assertTrue(value == there or (value is None and math.isnan(there)), (path, size["n"], value, there))
                            self.assertEqual(estimate["status"], "unbounded" if size["n"] == 1 else "regular")

    def test_counts_of_a_text_from_anywhere(self):
        study = SOURCE / "experiments" / "english_letters.toml"
        self.expect(0, "run", study, "--quiet", "--set", "replicates.fixed=20", "--out", "s.h5")
        got = self.replay("--scenario", "0", "--replicate", "2")
        self.assertEqual(got["stored"], "equal")
        last = got["sizes"][-1]
        self.assertEqual((sum(last["sample"]["counts"]), last["sample"]["classes"]), (last["n"], 26))
        (self.folder / "s.h5.run.json").unlink()
        self.expect(66, "replay", "s.h5", "--scenario", "0", says="give the study's folder by --study FOLDER")
        self.assertEqual(self.replay("--scenario", "0", "--study", study.parent)["stored"], "equal")

    def test_other_data_are_refused(self):
        text = STUDY.replace('law = "categorical", weights = [5, 3, 2]', 'law = "file", path = "t.txt", symbols = "characters"')
        self.write("t.txt", "aab")
        self.expect(0, "run", self.write("s.toml", text), "--quiet")
        self.assertEqual(self.replay("--scenario", "0")["stored"], "equal")
        self.write("t.txt", "abb")
        self.expect(65, "replay", "s.h5", "--scenario", "0", says="these are not the data of s.h5")
        self.write("t.txt", "aba")  # the same counts are the same data
        self.assertEqual(self.replay("--scenario", "0")["stored"], "equal")

    def test_a_changed_trajectory_is_an_alarm(self):
        import h5py
        self.expect(0, "run", self.write("s.toml", STUDY), "--quiet")
        with h5py.File(self.folder / "s.h5", "r+") as file:
            value = file["x/p/H/trajectory_value"][4, 1, 0]
            file["x/p/H/trajectory_value"][4, 1, 0] = math.nextafter(value, 9)
        for command in (("replay", "s.h5"), ("diff", "s.h5", "s.h5"), ("inspect", "s.h5")):
            self.expect(65, *command, says="s.h5: has no trailer of plim behind it")
        seal(self.folder / "s.h5")
        self.assertEqual(self.replay("--scenario", "0", "--replicate", "3")["stored"], "equal")
        done = self.expect(70, "replay", "s.h5", "--scenario", "0", "--replicate", "4", "--json", says="1 values differ")
        self.assertEqual([(d["n"], d["series"]) for d in json.loads(done.stdout)["differences"]], [(100, "ml")])

    def test_a_drawn_law_is_shown_and_drawn_again(self):
        text = STUDY.replace('law = "categorical", weights = [5, 3, 2]', 'law = "categorical.dirichlet", K = 4, alpha = 0.5')
        text = text.replace('"miller_madow"', '"truth"').replace('unit = "bit", ', "").replace("n = {", 'route = "draw", n = {')
        self.expect(0, "run", self.write("s.toml", text), "--quiet")
        for replicate in (0, 7):
            got = self.replay("--scenario", 0, "--replicate", replicate)
            self.assertEqual(got["stored"], "equal")
            p = got["sizes"][0]["sample"]["drawn_law"]
            truth = [e for e in got["sizes"][0]["estimates"] if e["estimator"] == "truth"][0]["value"]["entropy"]
            self.assertAlmostEqual(truth, -sum(x * math.log(x) for x in p if x > 0), delta=1e-12)
            done = self.expect(0, "sample", "categorical.dirichlet", "K=4", "alpha=0.5", "-n", "100", "--replicate", replicate)
            drawn = done.stdout.split()[1:]
            self.assertEqual([drawn.count(str(k)) for k in range(4)], got["sizes"][1]["sample"]["counts"])

    def test_scenarios_are_listed(self):
        self.expect(0, "run", self.write("s.toml", GRID.replace("PATH", 'path = "nested"')), "--quiet")
        listed = self.replay()["scenarios"]
        self.assertEqual([(s["scenario"], s["n"]) for s in listed], [(0, [1, 20, 300]), (1, [1, 20, 300])])
        self.expect(0, "replay", "s.h5", says="scenario 1: x from p = normal(mean=10")
        self.expect(0, "replay", "s.h5", "--scenario", "1", says="stored trajectory: equal")

    def test_bad_input(self):
        self.expect(66, "replay", "no.h5", says="no such file")
        self.write("text.h5", "text")
        self.expect(65, "replay", "text.h5", says="is not an HDF5 file")
        self.expect(0, "run", self.write("s.toml", STUDY), "--quiet")
        self.expect(64, "replay", "s.h5", "--scenario", "1", says="--scenario is 1, but must be from 0 to 0")
        self.expect(64, "replay", "s.h5", "--scenario", "0", "--replicate", "-1", says="--replicate is -1, but must be from 0 to")


class Diff(ProgramTest):
    def run_as(self, name, text, *words):
        self.expect(0, "run", self.write("s.toml", text), "--quiet", "--out", name, *words)

    def diff(self, code, a, b, *words):
        return json.loads(self.expect(code, "diff", a, b, "--json", *words).stdout)

    def test_equal_runs(self):
        self.run_as("a.h5", STUDY)
        self.run_as("b.h5", STUDY, "--threads", "1", "--group", "3")
        got = self.diff(0, "a.h5", "b.h5", "--strict")
        self.assertEqual((got["identical"], got["facts"], got["only_a"], got["only_b"], got["differences"]), (True, [], [], [], []))
        self.assertEqual(got["compared"], got["equal"])
        self.assertGreater(got["compared"], 30)
        self.expect(0, "diff", "a.h5", "b.h5", says="the same bytes")

    def test_another_seed(self):
        self.run_as("a.h5", STUDY)
        self.run_as("b.h5", STUDY, "--set", "study.seed=1")
        got = self.diff(3, "a.h5", "b.h5", "--strict")
        self.assertEqual({f["name"] for f in got["facts"]}, {"seed", "config_hash", "overrides", "x/p key"})
        self.assertEqual((got["config"]["only_a"], got["config"]["only_b"]), (["seed = 0"], ["seed = 1"]))
        distances = [d["combined_mcse_units"] for d in got["differences"]]
        self.assertEqual(distances, sorted(distances, reverse=True))
        # Independent runs of one study: the largest of fewer than 100 distances stays below 6 (false alarm 2e-7).
        self.assertLess(distances[0], 6)
        self.assertGreater(distances[0], 0.5)
        first = got["differences"][0]
        self.assertAlmostEqual(distances[0], abs(first["a"] - first["b"]) / math.hypot(first["mcse_a"], first["mcse_b"]))
        self.expect(0, "diff", "a.h5", "b.h5", says="0 differ by more than 4 combined MCSE")

    def test_another_law_is_far_away(self):
        self.run_as("a.h5", STUDY)
        self.run_as("b.h5", STUDY.replace("[5, 3, 2]", "[4, 3, 3]"))
        got = self.diff(0, "a.h5", "b.h5")
        self.assertIn("x/p law", {f["name"] for f in got["facts"]})
        self.assertEqual({d["measure"] for d in got["differences"] if d["combined_mcse_units"] == "inf"} & {"truth"}, {"truth"})
        mean = [d for d in got["differences"] if d["measure"] == "mean" and d["n"] == 10000]
        self.assertGreater(min(d["combined_mcse_units"] for d in mean), 10)

    def test_common_sizes_series_and_points(self):
        self.run_as("a.h5", GRID.replace("PATH", 'path = "independent"'))
        self.run_as("b.h5", GRID.replace("PATH", 'path = "independent"').replace("[1, 20, 300]", "[20, 300, 4000]")
                    .replace("[0, 10]", "[10, 20]").replace("estimate.sd = {", "estimate.spread = {"))
        got = self.diff(0, "a.h5", "b.h5")
        self.assertEqual(set(got["only_a"]), {"x/p/sd", "x/p/mu n = 1", "x/p/mu at population.p.mean = 0"})
        self.assertEqual(set(got["only_b"]), {"x/p/spread", "x/p/mu n = 4000", "x/p/mu at population.p.mean = 20"})
        self.assertEqual(got["differences"], [])  # what is common is the same to the last bit
        self.assertGreater(got["equal"], 5)

    def test_verdicts(self):
        checked = STUDY + """
check.sign = { estimate = "H", with = "ml", measure = "bias", at_most = 0 }
check.level = { estimate = "H", with = "ml", measure = "rmse", at_most = 1 }
check.law = { sample = "x", fits = "population" }
"""
        self.run_as("a.h5", checked)
        self.run_as("b.h5", checked.replace("[5, 3, 2]", "[4, 3, 3]").replace("at_most = 0", "at_least = 0")
                    .replace("check.law", "check.counts"))
        got = self.diff(0, "a.h5", "b.h5")
        self.assertEqual((got["only_a"], got["only_b"]), (["check law"], ["check counts"]))
        self.assertEqual([(c["name"], c["a"]["verdict"], c["b"]["verdict"]) for c in got["checks"]],
                         [("sign", "confirmed", "refuted"), ("level", "confirmed", "confirmed")])
        done = self.expect(0, "diff", "a.h5", "b.h5", says="check sign: bias of H by ml at_most 0\n  A confirmed")
        self.assertIn("  B refuted", done.stdout)
        self.assertIn("1 check has the same verdict by other numbers", done.stdout)
        self.run_as("c.h5", checked)
        self.assertEqual(self.diff(0, "a.h5", "c.h5")["checks"], [])

    def test_failures_by_cause(self):
        # With p = 0.1 a Bernoulli sample of 10 is
        # all zeros, and its maximum on the boundary, with chance 0.9^10 = 0.349; with p = 0.2 in 0.107.
        text = """
study = { title = "a test" }
population.p = { law = "bernoulli", p = 0.1 }
model.m = { likelihood = "bernoulli" }
sample.x = { from = "p", n = 10 }
estimate.p = { of = "p", on = "x", model = "m", with = "mle" }
replicates = { fixed = 1000 }
"""
        self.run_as("a.h5", text)
        self.run_as("b.h5", text.replace("p = 0.1", "p = 0.2"))
        share = [d for d in self.diff(0, "a.h5", "b.h5")["differences"] if d["measure"] == "share boundary"]
        self.assertEqual(len(share), 1)
        # Within 5.3 standard errors: a false alarm of 1e-7.
        self.assertAlmostEqual(share[0]["a"], 0.9**10, delta=0.08)
        self.assertAlmostEqual(share[0]["b"], 0.8**10, delta=0.06)
        self.assertAlmostEqual(share[0]["mcse_a"], math.sqrt(share[0]["a"] * (1 - share[0]["a"]) / 1000))
        self.assertGreater(share[0]["combined_mcse_units"], 7)

    def test_bad_input(self):
        self.run_as("a.h5", STUDY)
        self.expect(64, "diff", "a.h5", says="diff compares two files")
        self.expect(66, "diff", "a.h5", "no.h5", says="no such file")
        self.write("text.h5", "text")
        self.expect(65, "diff", "text.h5", "a.h5", says="is not an HDF5 file")


if __name__ == "__main__":
    unittest.main()
