"""plim sample: formats, the same draws as a study's, streaming, bad input."""

import array
import json
import math
import os
import pathlib
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import PROGRAM, ProgramTest  # noqa: E402


class Sample(ProgramTest):
    def rows(self, *words):
        done = self.plim("sample", *words)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        header, *rows = done.stdout.splitlines()
        self.assertEqual(header, "x")
        return rows

    def raw(self, *words):
        done = subprocess.run([PROGRAM, "sample", *words, "--format", "raw64"], capture_output=True, timeout=60, cwd=self.folder)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        return array.array("d", done.stdout)

    def test_both_formats_hold_the_same_numbers(self):
        for law in (("normal", "mean=-1e-300", "sd=2.5"), ("exponential", "lambda=3"), ("bernoulli", "p=0.25"),
                    ("categorical", "weights=[1,2,3]"), ("gamma", "shape=0.03", "scale=1"), ("poisson", "mean=1e10"),
                    ("zipf", "s=1.1", "N=100"), ("geometric", "p=1e-3")):
            for n in ("1", "127", "128", "129", "5000"):
                numbers = self.raw(*law, "-n", n)
                self.assertEqual(list(map(float, self.rows(*law, "-n", n))), list(numbers), law)
                self.assertEqual(len(numbers), int(n))

    def test_a_longer_sample_begins_with_the_shorter_one(self):
        for law in (("normal", "mean=0", "sd=1"), ("categorical", "weights=[1,2,3]"), ("exponential", "lambda=1")):
            long = self.raw(*law, "-n", "10000")
            for n in (1, 100, 4096, 4097):
                self.assertEqual(self.raw(*law, "-n", str(n)), long[:n], law)

    def test_points_have_a_column_for_each_coordinate(self):
        law = ("multivariate_normal", "mean=1,-2,3", "covariance=[[4,2,-1],[2,3,0.5],[-1,0.5,2.5]]")
        header, *rows = self.expect(0, "sample", *law, "-n", "5000").stdout.splitlines()
        self.assertEqual(header, "x[0],x[1],x[2]")
        numbers = self.raw(*law, "-n", "5000")
        self.assertEqual([float(x) for row in rows for x in row.split(",")], list(numbers))
        self.assertEqual(self.raw(*law, "-n", "43"), numbers[:129])
        # Those of the replicate that a study draws under that seed and name.
        study = self.write("s.toml", """study = { seed = 5 }
population.p = { law = "multivariate_normal", mean = [1, -2, 3], covariance = [[4, 2, -1], [2, 3, 0.5], [-1, 0.5, 2.5]] }
sample.x = { from = "p", n = 4 }
estimate.e = { of = "covariance", on = "x", with = "unbiased" }
replicates = { fixed = 8 }
""")
        self.expect(0, "run", study, "--out", "s.h5")
        replayed = json.loads(self.expect(0, "replay", "s.h5", "--scenario", "0", "--replicate", "7", "--json").stdout)
        drawn = self.raw(*law, "-n", "4", "--seed", "5", "--replicate", "7")
        self.assertEqual([x for point in replayed["sizes"][0]["sample"]["points"] for x in point], list(drawn))

    def test_seed_replicate_and_name_give_other_draws(self):
        law = ("normal", "mean=0", "sd=1", "-n", "3")
        samples = [tuple(self.raw(*law, *more)) for more in ((), ("--seed", "1"), ("--replicate", "1"), ("--sample", "y"))]
        self.assertEqual(len(set(samples)), 4)

    def test_they_are_the_draws_of_a_study(self):
        for name, law, words in (("p", 'law = "normal", mean = 3, sd = 2', ("normal", "mean=3", "sd=2")),
                                 ("q", 'law = "exponential", lambda = 0.5', ("exponential", "lambda=0.5"))):
            estimand = ("mean", "mle", "normal")
            path = self.write("s.toml", f"""
study = {{ seed = 77 }}
population.{name} = {{ {law} }}
model.m = {{ likelihood = "normal" }}
sample.x = {{ from = "{name}", n = {{ grid = [5, 200] }}, route = "draw" }}
estimate.mu = {{ of = "{estimand[0]}", on = "x", model = "m", with = "{estimand[1]}" }}
replicates = {{ fixed = 10 }}
""")
            self.expect(0, "run", path, "--quiet")
            replayed = json.loads(self.expect(0, "replay", "s.h5", "--scenario", "0", "--replicate", "7", "--json").stdout)
            draws = list(self.raw(*words, "--seed", "77", "--replicate", "7", "-n", "200"))
            self.assertEqual(replayed["sizes"][0]["sample"]["observations"], draws[:5])
            self.assertEqual(replayed["sizes"][1]["sample"]["observations"], draws[:32])

    def test_names_of_classes(self):
        self.write("t.txt", 'a,a"a')
        rows = self.rows("file", "path=t.txt", "symbols=characters", "-n", "200")
        self.assertEqual(set(rows), {"a", '","', '""""'})
        self.write("t.csv", "v\n2.5\n7\n")
        self.assertEqual(set(self.rows("file", "path=t.csv", "column=v", "header=yes", "-n", "100")), {"2.5", "7"})

    def test_estimate_reads_what_sample_writes(self):
        done = self.plim("sample", "normal", "mean=10", "sd=2", "-n", "1e4", "--out", "s.csv")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        got = json.loads(self.expect(0, "estimate", "s.csv", "--estimator", "mle", "--family", "normal", "--of", "mean", "--json").stdout)
        self.assertEqual(got["n"], 10000)
        self.assertLess(abs(got["estimates"][0]["value"]["mean"] - 10), 6 * 2 / math.sqrt(1e4))
        self.expect(73, "sample", "normal", "mean=0", "sd=1", "-n", "1", "--out", "s.csv", says="s.csv: cannot create: File exists")

    def test_draws_too_small_for_a_number_are_said(self):
        # P(X < 4.9e-324) of gamma(0.001) is about exp(-0.001 * 744.4) / Gamma(1.001) = 0.475.
        done = self.expect(0, "sample", "gamma", "shape=0.001", "scale=1", "-n", "2000")
        zeros = done.stdout.split().count("0.0") + done.stdout.split().count("0")
        self.assertLess(abs(zeros - 950), 6 * math.sqrt(2000 * 0.475 * 0.525))  # chance of a false alarm 2e-9
        self.assertEqual(done.stderr, f"note: {zeros} draws are below 4.9e-324, the smallest number there is, and written as 0\n")
        for words in (("poisson", "mean=0.1"), ("bernoulli", "p=0.5"), ("gamma", "shape=2", "scale=1")):
            self.assertEqual(self.expect(0, "sample", *words, "-n", "1000").stderr, "")

    def test_a_reader_may_close_the_pipe(self):
        for more in ("", "--format raw64"):
            command = f"set -o pipefail; {PROGRAM} sample normal mean=0 sd=1 -n 1e9 {more} | head -c 1000 > /dev/null"
            done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60)
            self.assertEqual(done.stderr, "")
            self.assertIn(done.returncode, (0, 141))  # 128 + SIGPIPE

    @unittest.skipIf(os.environ.get("PLIM_SANITISED", "-1") != "-1", "address sanitising maps terabytes")
    def test_memory_does_not_grow_with_n(self):
        for law in ("normal mean=0 sd=1", "categorical weights=[1,2,3]"):
            command = f"ulimit -v 400000; {PROGRAM} sample {law} -n 3e6 --format raw64 | wc -c"
            done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60)
            self.assertEqual((done.stdout.strip(), done.stderr), ("24000000", ""))

    def test_joint_populations_have_a_column_for_each_factor(self):
        law = ("joint", 'names=["ill","a,b"]', 'levels=[["no","yes"],["u","v"]]', "table=[[0.1,0.2],[0.3,0.4]]")
        done = self.expect(0, "sample", *law, "-n", "20000")
        header, *rows = done.stdout.splitlines()
        self.assertEqual(header, 'ill,"a,b"')
        cells = {"no,u": 0.1, "no,v": 0.2, "yes,u": 0.3, "yes,v": 0.4}
        self.assertEqual(set(rows), set(cells))
        for cell, p in cells.items():
            self.assertLess(abs(rows.count(cell) - 20000 * p), 6 * math.sqrt(20000 * p * (1 - p)), cell)
        numbers = self.raw(*law, "-n", "100")  # the cells by number, in the same order
        self.assertEqual([list(cells)[int(x)] for x in numbers], rows[:100])

    def test_without_replacement_every_item_is_drawn_once(self):
        law = ("categorical", "counts=[3,1,4,0,5]", "draw=without_replacement")
        first = set()
        for replicate in range(30):
            draws = list(map(float, self.rows(*law, "-n", "13", "--replicate", str(replicate))))
            self.assertEqual([draws.count(k) for k in range(5)], [3, 1, 4, 0, 5])
            first.add(draws[0])
            self.assertEqual(list(map(float, self.rows(*law, "-n", "5", "--replicate", str(replicate)))), draws[:5])
        self.assertEqual(first, {0, 1, 2, 4})
        self.write("t.txt", "abcab")
        self.assertEqual(sorted(self.rows("file", "path=t.txt", "symbols=characters", "draw=without_replacement", "-n", "5")),
                         list("aabbc"))

    def test_joint_draws_are_those_of_a_study(self):
        path = self.write("j.toml", """
study = { seed = 77 }
population.p = { law = "joint", names = ["A", "B"], levels = [["0", "1"], ["x", "y", "z"]], table = [[0.1, 0.2, 0.3], [0.4, 0, 0]] }
sample.x = { from = "p", n = { grid = [7, 900] }, route = "draw" }
estimate.P = { of = { probability = { A = "1" } }, on = "x", with = "frequency" }
replicates = { fixed = 10 }
""")
        self.expect(0, "run", path, "--quiet")
        replayed = json.loads(self.expect(0, "replay", "j.h5", "--scenario", "0", "--replicate", "7", "--json").stdout)
        draws = list(self.raw("joint", 'names=["A","B"]', 'levels=[["0","1"],["x","y","z"]]', "table=[[0.1,0.2,0.3],[0.4,0,0]]",
                              "--seed", "77", "--replicate", "7", "-n", "900"))
        for size, n in zip(replayed["sizes"], (7, 900), strict=True):
            self.assertEqual(size["sample"]["counts"], [draws[:n].count(k) for k in range(6)])

    def test_draws_without_replacement_are_those_of_a_study(self):
        path = self.write("f.toml", """
study = { seed = 77 }
population.p = { law = "categorical", counts = [30, 10, 40], draw = "without_replacement" }
sample.x = { from = "p", n = { grid = [5, 60] }, route = "draw" }
estimate.H = { of = "entropy", on = "x", with = "ml" }
replicates = { fixed = 10 }
""")
        self.expect(0, "run", path, "--quiet")
        replayed = json.loads(self.expect(0, "replay", "f.h5", "--scenario", "0", "--replicate", "7", "--json").stdout)
        draws = list(self.raw("categorical", "counts=30,10,40", "draw=without_replacement", "--seed", "77", "--replicate", "7",
                              "-n", "60"))
        for size, n in zip(replayed["sizes"], (5, 60), strict=True):
            self.assertEqual(size["sample"]["counts"], [draws[:n].count(k) for k in range(3)])

    def test_no_draw_is_a_sample_too(self):
        self.assertEqual(self.rows("normal", "mean=0", "sd=1", "-n", "0"), [])

    def test_bad_input(self):
        law = ("normal", "mean=0", "sd=1")
        for code, says, *words in (
                (64, "no POPULATION given",), (64, "no -n given", *law), (64, "-n is 1.5", *law, "-n", "1.5"),
                (64, "-n is -1", *law, "-n", "-1"), (64, "-n is 1e99", *law, "-n", "1e99"), (64, "-n is ten", *law, "-n", "ten"),
                (64, "unknown law \"normla\" (did you mean \"normal\"?)", "normla", "-n", "1"),
                (64, "sd=-1: sd is -1, but must be a finite number > 0", "normal", "mean=0", "sd=-1", "-n", "1"),
                (64, "sd: is missing", "normal", "mean=0", "-n", "1"), (64, "sdd: unknown key", *law, "sdd=1", "-n", "1"),
                (64, "\"sd\" must be KEY=VALUE", "normal", "sd", "-n", "1"),
                (64, "-n is 4, but categorical(counts=[1.0, 2.0]), without replacement has only 3 items", "categorical",
                 "counts=1,2", "draw=without_replacement", "-n", "4"),
                (64, "table: sums to 0.5", "joint", 'names=["a","b"]', 'levels=[["x"],["y","z"]]', "table=[[0.1,0.4]]", "-n", "1"),
                (64, "a grid has several populations", "normal", "mean={ grid = [1, 2] }", "sd=1", "-n", "1"),
                (64, "--format is \"cvs\", but must be one of csv, raw64", *law, "-n", "1", "--format", "cvs"),
                (64, "--replicate is -1", *law, "-n", "1", "--replicate", "-1"),
                (66, "no.txt: no such file", "file", "path=no.txt", "symbols=words", "-n", "1"),
                (73, "no/x.csv: cannot create", *law, "-n", "1", "--out", "no/x.csv"),
                (73, "/dev/full: cannot create: File exists", *law, "-n", "1", "--out", "/dev/full")):
            self.expect(code, "sample", *words, says=says)
        done = subprocess.run(["bash", "-c", f"{PROGRAM} sample normal mean=0 sd=1 -n 1e5 > /dev/full"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 74, done.stderr)


if __name__ == "__main__":
    unittest.main()
