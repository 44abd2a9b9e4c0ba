"""What accuracy costs: samples go out, estimates that were made elsewhere come in, times are noted beside the result."""

import csv
import json
import math
import pathlib
import statistics
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import SOURCE, ProgramTest  # noqa: E402

STUDY = """
study = { title = "a rival", seed = 5 }
population.z = { law = "zipf", s = 1, N = { grid = [20, 300] } }
sample.x = { from = "z", n = { grid = [10, 100, 1000] } }
estimate.H = { of = "entropy", on = "x", unit = "bit", with = ["ml", "miller_madow", RIVAL], against = "ml" }
replicates = { fixed = 130 }
output = { samples = "counts" }
CHECK
"""
RIVAL = '{ use = "table", path = "rival.csv", column = "h", label = "rival" }'
SAME = 'check.same = { estimate = "H", with = "rival", measure = "max_abs_difference", to = "ml", at_most = 1e-12 }'


def study(rival=RIVAL, check=SAME):
    return STUDY.replace("RIVAL", rival).replace("CHECK", check)


def entropy(counts):
    """-sum p log2 p with p = c/n."""
    n = sum(counts)
    return -math.fsum(c / n * math.log2(c / n) for c in counts)


class Cost(ProgramTest):
    def samples(self, path="s.samples.csv"):
        """Counts by (scenario, n, replicate)."""
        counts = {}
        with open(self.folder / path, newline="") as file:
            for row in csv.DictReader(file):
                key = int(row["scenario"]), int(row["n"]), int(row["replicate"])
                counts.setdefault(key, {})[int(row["class"])] = int(row["count"])
        return counts

    def rival(self, rows, header="scenario,n,replicate,h"):
        return self.write("rival.csv", "\n".join([header, *rows]) + "\n")

    def estimates(self):
        self.expect(0, "run", self.write("s.toml", study()), "--samples", "--quiet")
        return {key: entropy(c.values()) for key, c in self.samples().items()}

    def rows(self, *words):
        return json.loads(self.expect(0, "inspect", "s.h5", "--json").stdout)

    def test_a_rival_joins_on_the_same_samples(self):
        plain = self.write("s.toml", study('"jackknife"', ""))
        self.expect(0, "run", plain, "--quiet")
        counts = self.samples()
        self.assertEqual(len(counts), 2 * 3 * 130)
        self.assertEqual({key[0] for key in counts}, {0, 1})
        for (scenario, n, _), c in counts.items():
            self.assertEqual(sum(c.values()), n)
            self.assertTrue(min(c.values()) > 0 and max(c) <= (20, 300)[scenario])
        alone = (self.folder / "s.samples.csv").read_bytes()
        # What plim replays is what the file holds.
        replay = json.loads(self.expect(0, "replay", "s.h5", "--scenario", "1", "--replicate", "77", "--json").stdout)
        self.assertEqual(replay["sizes"][1]["sample"]["observed_classes"], len(counts[1, 100, 77]))

        text = self.write("s.toml", study())
        (self.folder / "s.h5").unlink()
        self.expect(66, "run", text, "--quiet", says="--samples")
        self.expect(0, "run", text, "--samples", "--quiet")
        self.assertEqual((self.folder / "s.samples.csv").read_bytes(), alone)
        self.rival([f"{s},{n},{r},{entropy(c.values())!r}" for (s, n, r), c in counts.items()])
        self.expect(0, "run", text, "--quiet", "--strict", "--threads", "1")
        one = (self.folder / "s.h5").read_bytes()
        self.assertEqual((self.folder / "s.samples.csv").read_bytes(), alone)
        rows = self.rows()
        self.assertEqual([c["verdict"] for c in rows["checks"]], ["confirmed"])
        by = {(r["series"], r["at"]["N"], r["n"], r["measure"]): r for r in rows["rows"]}
        for N in (20, 300):
            for n in (10, 100, 1000):
                self.assertAlmostEqual(by["rival", N, n, "bias"]["value"], by["ml", N, n, "bias"]["value"], delta=1e-12)
        (self.folder / "s.h5").unlink()
        self.expect(0, "run", text, "--quiet", "--threads", "2")
        self.assertEqual((self.folder / "s.h5").read_bytes(), one)
        (self.folder / "s.h5").unlink()
        for part in (2, 1):
            said = self.expect(0, "run", text, "--shard", f"{part}/2").stderr
            self.assertIn("takes no times and writes no samples", " ".join(said.split()))
        self.expect(0, "merge", "s.h5", "s.shard-1-of-2.journal", "s.shard-2-of-2.journal", "--quiet")
        self.assertEqual((self.folder / "s.h5").read_bytes(), one)

    def test_missing_rows_are_failures_and_counted(self):
        estimates = self.estimates()
        rows = [f"{s},{n},{r},{h!r},,{h - 1!r},{h + 1!r}," for (s, n, r), h in estimates.items() if (s, n) != (0, 10) or r >= 7]
        # Of the others at that place one has no value, one has a status, one is infinite.
        rows += ["0,10,0,NA,,,,", "0,10,1,0.5,0.1,0,1,threw", "0,10,2,inf,,,,"]
        self.rival(rows, "scenario,n,replicate,h,se,lo,hi,status")
        text = study(check="").replace("against", "interval = { level = 0.9 }, against")
        self.expect(0, "run", self.write("s.toml", text), "--quiet")
        row, = [r for r in self.rows()["rows"] if (r["series"], r["at"]["N"], r["n"], r["measure"]) == ("rival", 20, 10, "coverage")]
        self.assertEqual(row["failures"], {"infinite": 1, "threw": 1, "undefined": 5})
        self.assertAlmostEqual(row["failure_rate"], 7 / 130)
        held = [abs(h - row["truth"]) <= 1 for (s, n, r), h in estimates.items() if (s, n) == (0, 10) and r >= 7]
        self.assertAlmostEqual(row["value"], statistics.fmean(held))

    # One infinite distance refutes a maximum; of a missing one nothing is known, however few are missing.
    def test_a_maximum_is_of_all_replicates(self):
        estimates = self.estimates()
        rows = [f"{s},{n},{r},{h!r}" for (s, n, r), h in estimates.items()]
        identity = SAME.replace("check.same", "check.identity").replace('to = "ml", at_most = 1e-12', 'to = "ml", equals = "theory"').replace("max_abs_difference", "identity")
        text = self.write("s.toml", study(check=SAME + "\n" + identity))
        other = f"0,10,0,{estimates[0, 10, 0] + 1!r}"
        for first, verdict in ((rows[:1], "confirmed"), (["0,10,0,inf"], "refuted"), (["0,10,0,-inf"], "refuted"), (["0,10,0,nan"], "undecided"), ([], "undecided"),
                               ([other], "refuted")):
            self.assertTrue(rows[0].startswith("0,10,0,"))
            for lacking in (0, 1):  # beside another that is missing a difference refutes all the same
                self.rival(first + rows[1:len(rows) - lacking])
                self.expect(0, "run", text, "--quiet", "--force")
                expected = "undecided" if lacking and verdict == "confirmed" else verdict
                checks = self.rows()["checks"]
                self.assertEqual([c["verdict"] for c in checks], [expected] * 2, (first, lacking))
                if verdict == "undecided":
                    self.assertIn("1 replicate gave only one of the two", checks[0]["note"])

    def test_what_a_table_cannot_be_is_said_with_its_line(self):
        text = self.write("s.toml", study(check=""))
        for rows, message in ((["0,10,0,1", "2,10,0,1"], "rival.csv:3: there is no scenario 2; the study has 2"),
                              (["0,10,0,1", "1,11,0,1"], "rival.csv:3: scenario 1, x from "),
                              (["0,10,0,1", "0,100,0,1", "0,10,0,2"], "rival.csv:4: a second row of scenario 0, n = 10, replicate 0"),
                              (["0,10,0,x"], 'h is "x", but must be a number'), (["0,10,-1,1"], "rival.csv:2:6"), (["0,ten,0,1"], "rival.csv:2:3")):
            self.rival(rows)
            self.expect(65, "run", text, "--quiet", says=message)
        self.rival(["0,10,0,1,best"], "scenario,n,replicate,h,status")
        self.expect(65, "run", text, "--quiet", says='status is "best", but must be one of regular, boundary')
        self.rival(["0,10,0,,regular"], "scenario,n,replicate,h,status")
        self.expect(65, "run", text, "--quiet", says="there is no finite h")
        for row, header, message in (("0,10,0,1,2,1", "h,lo,hi", 'rival.csv:2:10: lo is "2", above hi, which is "1"'),
                                     ("0,10,0,1,-1", "h,se", 'rival.csv:2:10: se is "-1", but must not be below 0'),
                                     ("0,10,0,1,2", "h,lo", "rival.csv:1:24: there is a column lo, but no column hi"),
                                     ("0,10,0,1,2", "h,hi", "rival.csv:1:24: there is a column hi, but no column lo"),
                                     ("0,10,0,1,,2", "h,lo,hi", "there is no lo beside hi; an interval without an end on one side is written with -inf"),
                                     ("0,10,0,1,0,NA", "h,lo,hi", "there is no hi beside lo")):
            self.rival([row], "scenario,n,replicate," + header)
            self.expect(65, "run", text, "--quiet", says=message)
        self.rival(["0,10,0"], "scenario,n,replicate")
        self.expect(65, "run", text, "--quiet", says='no column "h"')
        self.assertEqual(self.left_over(), [])
        self.rival(["0,10,0,1", "0,10,130,1"])
        self.assertIn("1 row is of replicates beyond the 130", self.expect(0, "run", text).stderr.replace("\n      ", " "))
        for use, message in (('"table"', 'a table is written as { use = "table"'), ('{ use = "table", path = "rival.csv" }', 'has no key "column"'),
                             ('{ use = "ml", path = "rival.csv" }', "has no place here")):
            self.expect(78, "validate", self.write("t.toml", study(use, "")), says=message)

    def test_the_table_is_part_of_what_a_run_is(self):
        estimates = self.estimates()
        rows = [f"{s},{n},{r},{h!r}" for (s, n, r), h in estimates.items()]
        self.rival(rows)
        text = self.folder / "s.toml"
        self.expect(0, "run", text, "--quiet", "--shard", "1/2")
        rows[0] += "1"
        self.rival(rows)
        self.expect(0, "run", text, "--quiet", "--shard", "2/2")
        self.assertNotEqual(self.plim("merge", "s.h5", "s.shard-1-of-2.journal", "s.shard-2-of-2.journal").returncode, 0)

    def test_samples_as_draws_and_where_there_are_none(self):
        text = """
            population.g = { law = "gamma", shape = 2, scale = 1 }
            sample.x = { from = "g", n = { grid = [3, 5] }, route = "ROUTE" }
            estimate.m = { of = "mean", on = "x", with = "mean" }
            replicates = { fixed = 70 }
            output = { samples = "draws", keep = "estimates" }
            """
        self.expect(0, "run", self.write("s.toml", text.replace("ROUTE", "draw")), "--quiet")
        draws = {}
        with open(self.folder / "s.samples.csv", newline="") as file:
            for row in csv.DictReader(file):
                draws.setdefault((int(row["n"]), int(row["replicate"])), []).append(float(row["value"]))
        self.assertEqual({key: len(x) for key, x in draws.items()}, {(n, r): n for n in (3, 5) for r in range(70)})
        self.assertTrue(all(draws[5, r][:3] == draws[3, r] for r in range(70)))
        rows = self.expect(0, "export", "s.h5", "--csv").stdout
        mean, = [r for r in csv.DictReader(rows.splitlines()) if r["measure"] == "mean" and r["n"] == "5"]
        self.assertAlmostEqual(float(mean["value"]), statistics.fmean(statistics.fmean(draws[5, r]) for r in range(70)), delta=1e-12)
        counts = text.replace("ROUTE", "auto").replace('"draws"', '"counts"')
        self.expect(78, "run", self.write("t.toml", counts), says="which makes no counts of classes")
        self.expect(64, "run", self.write("t.toml", text.replace('samples = "draws", ', "").replace("ROUTE", "auto")), "--samples", says="output.samples")

    def test_sizes_go_with_a_parameter(self):
        text = study('"jackknife"', "").replace("n = { grid = [10, 100, 1000] }", 'n = { times = { grid = [0.1, 1, 10] }, of = "z.N" }, path = "independent"')
        self.expect(0, "run", self.write("s.toml", text), "--quiet")
        result = self.rows()
        places = {(r["at"]["N"], r["at"]["times"], r["n"]) for r in result["rows"]}
        self.assertEqual(places, {(N, t, round(t * N)) for N in (20, 300) for t in (0.1, 1, 10)})
        truths = {r["at"]["N"]: r["truth"] for r in result["rows"] if r["series"] == "ml"}
        for N in (20, 300):
            total = math.fsum(1 / k for k in range(1, N + 1))
            self.assertAlmostEqual(truths[N], -math.fsum(1 / k / total * math.log2(1 / k / total) for k in range(1, N + 1)), delta=1e-9)
        rows = list(csv.DictReader(self.expect(0, "export", "s.h5", "--csv").stdout.splitlines()))
        self.assertEqual({(float(r["N"]), float(r["times"]), int(r["n"])) for r in rows}, places)
        self.expect(0, "diff", "s.h5", "s.h5", says="same bytes")
        self.assertIn("times = 0.1", self.expect(0, "inspect", "s.h5").stdout)
        at = 'check.c = { estimate = "H", with = "ml", measure = "rmse", at_most = 9, at = { "x.n.times" = 10, N = 300 } }\n'
        self.expect(0, "run", self.write("w.toml", text + at), "--quiet", "--strict")
        curve, = json.loads(self.expect(0, "inspect", "w.h5", "--json").stdout)["checks"]
        self.assertEqual(curve["verdict"], "confirmed")
        self.assertEqual(sorted({key[:2] for key in self.samples()}), [(0, 2), (1, 20), (2, 200), (3, 30), (4, 300), (5, 3000)])
        one = text.replace("{ grid = [0.1, 1, 10] }", "2")
        self.expect(0, "run", self.write("t.toml", one), "--quiet")
        rows = json.loads(self.expect(0, "inspect", "t.h5", "--json").stdout)["rows"]
        self.assertEqual({(r["at"]["N"], r["n"]) for r in rows}, {("N=20, n=40", 40), ("N=300, n=600", 600)})
        fixed = text.replace("N = { grid = [20, 300] }", "N = 50")
        self.expect(0, "run", self.write("u.toml", fixed), "--quiet")
        self.assertEqual({r["n"] for r in json.loads(self.expect(0, "inspect", "u.h5", "--json").stdout)["rows"]}, {5, 50, 500})
        for old, new, message in (('path = "independent"', 'path = "nested"', "independent"), ('"z.N"', '"z.K"', "with that parameter"),
                                  ('"z.N"', '"z"', "POPULATION.PARAMETER"), ("[0.1, 1, 10]", "[0, 1]", "must be a number above 0"),
                                  ("[0.1, 1, 10]", "[0.01, 1]", "is no size"), ("[0.1, 1, 10]", "[0.1, 0.11]", "twice")):
            self.expect(78, "run", self.write("v.toml", text.replace(old, new)), says=message)

    def test_times_are_noted_beside_the_result_and_not_in_it(self):
        timed = study('"chao_shen"', "") + 'time = { estimates = ["H"], repeats = 3 }\n'
        text = self.write("s.toml", timed)
        self.expect(0, "run", text, "--quiet")
        one = (self.folder / "s.h5").read_bytes()
        facts = json.loads((self.folder / "s.h5.run.json").read_text())
        times = facts["time"]
        self.assertEqual((times["measure"], times["repeats"], times["threads"]), ("ns_per_estimate", 3, 1))
        self.assertEqual({(t["at"]["N"], t["n"], t["series"]) for t in times["series"]},
                         {(N, n, s) for N in (20, 300) for n in (10, 100, 1000) for s in ("ml", "miller_madow", "chao_shen")})
        self.assertTrue(all(1 < t["least"] <= t["median"] < 1e8 for t in times["series"]))
        (self.folder / "s.h5").unlink()
        self.expect(0, "run", text, "--quiet")
        self.assertEqual((self.folder / "s.h5").read_bytes(), one)
        said = self.expect(0, "inspect", "s.h5", "--times").stdout
        self.assertEqual(sum(line.startswith("  ml ") for line in said.splitlines()), 6)
        self.assertIn("RMSE", said)
        self.assertIn("RMSE    median", self.expect(0, "inspect", "s.h5", "--full").stdout)
        (self.folder / "s.h5.run.json").unlink()
        self.expect(66, "inspect", "s.h5", "--times", says="holds no times")
        self.expect(78, "validate", self.write("t.toml", timed.replace('["H"]', '["G"]')), says='unknown estimate "G"')
        self.expect(78, "validate", self.write("t.toml", timed.replace("repeats", "threads")), says="threads")

    def test_a_file_that_is_no_sample_is_left_alone(self):
        self.write("s.samples.csv", "mine\n")
        self.expect(73, "run", self.write("s.toml", study('"jackknife"', "")), "--quiet", says="holds no samples")
        self.assertEqual((self.folder / "s.samples.csv").read_text(), "mine\n")
        self.assertEqual(self.left_over(), [])

    def test_the_study_of_the_grammar(self):
        text = (SOURCE / "tests" / "data" / "grammar" / "cost.toml").read_text().replace("[100, 10_000, 1_000_000]", "[10, 20]")
        self.write("cost.toml", text)
        few = ("--set", "replicates.fixed=4", "--set", "time.repeats=1")
        said = self.expect(66, "run", "cost.toml", *few).stderr
        self.assertIn("rival.csv", said)
        self.expect(0, "run", "cost.toml", *few, "--samples", "--quiet")
        rows = []
        for (s, n, r), c in self.samples("cost.samples.csv").items():
            rows.append(f"{s},{n},{r},{entropy(c.values()) * math.log(2)!r}")
        self.rival(rows)
        self.expect(0, "run", "cost.toml", *few, "--quiet")
        same, = json.loads(self.expect(0, "inspect", "cost.h5", "--json").stdout)["checks"]
        self.assertEqual(same["verdict"], "refuted")  # the plug-in is not nsb
        self.assertRegex(self.expect(0, "run", "cost.toml", *few, "--dry-run").stdout, r"samples: about \d.* of counts\n")


if __name__ == "__main__":
    unittest.main()
