"""Verdicts of the whole program: exit codes, table, JSON, the file, and what xarray sees of it."""

import json
import pathlib
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import PROGRAM, SOURCE, STUDY, ProgramTest  # noqa: E402
from screen import ScreenTest  # noqa: E402

CHECKS = STUDY.replace('"miller_madow"] }', '"miller_madow"], against = "ml" }').replace("fixed = 200", "fixed = 2000") + """
check.bias = { estimate = "H", with = "ml", measure = "bias", equals = "theory", margin = { relative = 0.2 } }
check.rank = { estimate = "H", measure = "bias", below = "ml", at = { "x.n" = { to = 100 } } }
check.limit = { estimate = "H", with = "ml", measure = "mean", approaches = "truth", margin = { absolute = 0.01 } }
check.law = { sample = "x", fits = "population" }
check.wrong = { estimate = "H", with = "ml", measure = "bias", slope = -0.5, expect = "refuted" }
"""


class Checks(ProgramTest):
    def test_strict(self):
        path = self.write("s.toml", CHECKS)
        done = self.expect(0, "run", path, "--strict", says="5 of 5 as expected")
        self.assertIn("bias of H by ml equals theory", done.stdout)
        wrong = self.write("w.toml", CHECKS.replace(', expect = "refuted"', ""))
        self.expect(3, "run", wrong, "--strict", says="4 of 5 as expected")
        self.expect(0, "run", wrong)
        few = self.write("f.toml", CHECKS.replace("fixed = 2000", "fixed = 20"))
        self.expect(3, "run", few, "--strict", says="replicates would decide")

    def test_dry_run(self):
        # The pilot accumulates all that the checks ask for.
        self.expect(0, "run", self.write("s.toml", CHECKS), "--dry-run", says="time: about")

    def test_looks(self):
        path = self.write("s.toml", CHECKS + "verdict = { looks = [100, 300] }\n")
        self.expect(3, "run", path, "--strict", says="exploratory")
        self.expect(0, "run", path, "--set", "verdict.looks=[100, 2000]", "--set", "check.bias.margin.relative=0.3", "--strict")

    def test_json_and_file_agree(self):
        path = self.write("s.toml", CHECKS)
        ran = json.loads(self.expect(0, "run", path, "--json").stdout)
        inspected = json.loads(self.expect(0, "inspect", "s.h5", "--json").stdout)
        self.assertEqual(ran, inspected)
        self.assertEqual([c["name"] for c in ran["checks"]], ["bias", "law", "limit", "rank", "wrong"])
        bias = ran["checks"][0]
        self.assertEqual((bias["verdict"], bias["expect"], bias["as_expected"], bias["points"]),
                         ("confirmed", "confirmed", True, 3))
        self.assertLessEqual(bias["margin_low"], bias["lower"])
        self.assertLessEqual(bias["upper"], bias["margin_high"])
        self.assertEqual(ran["checks"][3]["margin_low"], "-inf")
        law = ran["checks"][1]
        self.assertEqual((law["question"], law["estimate"], law["measure"], law["margin_high"]), ("x fits its population", "", "", 0.01))
        self.expect(0, "inspect", "s.h5", says="5 of 5 as expected")

    def test_margins_say_where_they_come_from(self):
        path = self.write("s.toml", CHECKS)
        for out in (self.expect(0, "run", path, "--full").stdout, self.expect(0, "inspect", "s.h5", "--full").stdout):
            for text in ("(margin: relative 0.2)", "(margin: absolute 0.01)", "(usual margin: relative 0.01)",
                         "(usual margin: absolute 0.05)"):
                self.assertEqual(out.count(text), 1, text)
            self.assertEqual(out.count("margin: "), 4)  # a rank has none
        checks = json.loads(self.expect(0, "inspect", "s.h5", "--json").stdout)["checks"]
        self.assertEqual([c["margin"] for c in checks], ["margin: relative 0.2", "usual margin: relative 0.01",
                                                         "margin: absolute 0.01", "", "usual margin: absolute 0.05"])
        wide = self.write("w.toml", CHECKS.replace("margin = { absolute = 0.01 }", "margin = { sd = 11 }"))
        self.expect(78, "validate", wide, says="w.toml:10:102: error: check.limit.margin.sd: is 11, but must be at most 10")
        self.expect(0, "list", "keys", says="of slope absolute = 0.05")

    def test_xarray_sees_the_verdicts(self):
        import xarray
        self.expect(0, "run", self.write("s.toml", CHECKS), "--quiet")
        for engine in ("h5netcdf", "netcdf4"):
            with xarray.open_dataset(self.folder / "s.h5", group="checks", engine=engine) as data:
                self.assertEqual(data["value"].dims, ("check",))
                self.assertEqual(list(data["check"].values), ["bias", "law", "limit", "rank", "wrong"])
                self.assertEqual(list(data["verdict"].values), [0, 0, 0, 0, 1])
                self.assertEqual(data["verdict"].attrs["flag_meanings"], "confirmed refuted undecided exploratory")
                self.assertEqual(int(data["points"].sel(check="bias")), 3)
                self.assertIn("ml, n = ", str(data["worst"].sel(check="bias").values))
            with xarray.open_dataset(self.folder / "s.h5", group="x/p/H", engine=engine) as data:
                self.assertEqual(data["difference"].attrs["units"], "bit")
                self.assertEqual(float(data["relative_precision"].sel(series="ml", n=100)), 0)

    def test_a_study_without_checks_has_none(self):
        self.expect(0, "run", self.write("s.toml", STUDY), "--strict")
        self.assertEqual(json.loads(self.expect(0, "inspect", "s.h5", "--json").stdout)["checks"], [])

    def test_the_resolved_study_asks_the_same(self):
        import h5py
        self.expect(0, "run", self.write("s.toml", CHECKS), "--quiet")
        with h5py.File(self.folder / "s.h5") as file:
            resolved = file.attrs["config_resolved"]
        first = json.loads(self.expect(0, "inspect", "s.h5", "--json").stdout)
        again = json.loads(self.expect(0, "run", self.write("again.toml", resolved), "--json").stdout)
        self.assertEqual(first["checks"], again["checks"])

    def test_list(self):
        self.expect(0, "list", "verbs", says="slope = a number or \"theory\"")
        verbs = json.loads(self.expect(0, "list", "verbs", "--json").stdout)["verbs"]
        names = [v["name"] for v in verbs]
        self.assertGreaterEqual(len(names), 9)
        self.assertEqual(len(set(names)), len(names))
        # The grammar names the same.
        bare = self.write("s.toml", CHECKS.replace(', slope = -0.5, expect = "refuted"', ""))
        self.expect(78, "validate", bare, says="has none of the verbs " + ", ".join(names))
        self.expect(0, "list", "keys", says="check.margin")


class Experiments(ScreenTest):
    def test_checks_of_the_shipped_studies_turn_out_as_expected(self):
        for study in sorted((SOURCE / "experiments").glob("*.toml")):
            with self.subTest(study.stem):
                self.run_fits(self.expect(0, "run", study, "--strict", "--out", f"{study.stem}.h5", says="as expected"))
                self.fits(self.expect(0, "inspect", f"{study.stem}.h5").stdout)
        # What plim list and plim estimate print beside intervals is what the studies of coverage measure.
        studied = sorted(self.folder.glob("interval_coverage*.h5"))
        self.assertEqual(len(studied), 3)
        table = subprocess.run([sys.executable, SOURCE / "scripts" / "coverage_table.py", PROGRAM, *studied], capture_output=True, text=True)
        self.assertEqual((table.returncode, table.stdout), (0, "the tables agree with the studies\n"), table.stderr)


if __name__ == "__main__":
    unittest.main()
