"""A user's family, estimand, estimator, measure and verb in one file, built against the installed package, named in a study and run."""

import json
import math
import pathlib
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "cli"))
from program import BUILD, SOURCE, ProgramTest  # noqa: E402


class User(ProgramTest):
    def call(self, *words):
        done = subprocess.run([str(w) for w in words], capture_output=True, text=True, timeout=900)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def cached(self, name):
        for line in (BUILD / "CMakeCache.txt").read_text().splitlines():
            if line.startswith(name + ":"):
                return line.split("=", 1)[1]
        return ""

    def test_build_and_run(self):
        prefix, build = self.folder / "prefix", self.folder / "build"
        self.call("cmake", "--install", BUILD, "--prefix", prefix)
        self.call("cmake", "-S", SOURCE / "tests" / "user", "-B", build, "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={prefix}",
                  f"-DCMAKE_CXX_COMPILER={self.cached('CMAKE_CXX_COMPILER')}", f"-DCMAKE_CXX_FLAGS={self.cached('CMAKE_CXX_FLAGS')}")
        self.call("cmake", "--build", build)
        program, study, out = build / "my_plim", SOURCE / "tests" / "user" / "study.toml", self.folder / "r.h5"
        listed = json.loads(self.call(program, "list", "--json"))
        self.assertIn("wave_height", [f["name"] for f in listed["families"]])
        self.assertIn("mean_ratio", self.call(program, "list", "measures"))
        self.assertIn("draws:variate", self.call(program, "run", study, "--dry-run", "--out", out))
        ran = json.loads(self.call(program, "run", study, "--json", "--out", out))
        # The squares of n heights add up to scale^2 chi^2 with 2n degrees of freedom: the mean of the root mean square is
        # scale sqrt(2) gamma(n + 1/2) / (gamma(n) sqrt(n)).
        n = 10
        ratio = math.exp(math.lgamma(n + 0.5) - math.lgamma(n)) / math.sqrt(n)
        row = next(r for r in ran["rows"] if r["n"] == n and r["measure"] == "mean_ratio" and r["series"] == "from_squares")
        self.assertLess(abs(row["value"] - ratio), 5.7 * row["mcse"])  # false alarm: 1e-8
        bias = next(r for r in ran["rows"] if r["n"] == n and r["measure"] == "bias" and r["series"] == "from_squares")
        self.assertAlmostEqual(row["value"], 1 + bias["value"] / (2 * math.sqrt(2 * math.log(100))), 12)
        self.assertEqual([c["verdict"] for c in ran["checks"]], ["confirmed"] * 3)
        # Its own column of the table, with the sign and four digits of the value.
        table = self.call(program, "inspect", out, "--full")
        self.assertIn("mean ratio", table)
        first = next(line for line in table.splitlines() if line.split()[:2] == ["from_squares", "10"])
        self.assertIn(f"{row['value']:+.4g} (", first)
        self.on_data(program)

    def on_data(self, program):
        """The family's likelihood and posterior on data, beside a closed form and a sum over a fine lattice."""
        data = self.folder / "waves.csv"
        data.write_text("1.5\n0.5\n3\n")
        rows = json.loads(self.call(program, "estimate", data, "--of", "scale", "--family", "wave_height", "--prior",
                                    "scale=gamma,shape=4,scale=0.5", "--estimator", "mle,posterior_mean", "--json"))["estimates"]
        squares = 1.5**2 + 0.5**2 + 3**2
        value = {r["estimator"]: r["value"]["scale"] for r in rows}
        self.assertAlmostEqual(value["mle"], math.sqrt(squares / 6), 9)
        mass = moment = 0.0
        for i in range(1, 200_000):
            s = i * 1e-4
            density = math.exp(-6 * math.log(s) - squares / (2 * s * s) + 3 * math.log(s) - s / 0.5)
            mass, moment = mass + density, moment + s * density
        self.assertAlmostEqual(value["posterior_mean"], moment / mass, 8)


if __name__ == "__main__":
    unittest.main()
