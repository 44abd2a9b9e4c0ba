"""A user's family, estimator and measure in one file, built against the installed package, named in a study and run."""

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
        listed = json.loads(self.call(build / "my_plim", "list", "--json"))
        self.assertIn("rayleigh", [f["name"] for f in listed["families"]])
        out = self.folder / "r.h5"
        ran = json.loads(self.call(build / "my_plim", "run", SOURCE / "tests" / "user" / "study.toml", "--json", "--out", out))
        # The midrange of 10 Rayleigh draws: E max = s sum_k C(n,k) (-1)^(k+1) sqrt(pi / (2k)), E min = s sqrt(pi / (2n)).
        n, scale = 10, 2.0
        highest = scale * sum(math.comb(n, k) * (-1) ** (k + 1) * math.sqrt(math.pi / (2 * k)) for k in range(1, n + 1))
        expected = (highest + scale * math.sqrt(math.pi / (2 * n))) / 2
        row = next(r for r in ran["rows"] if r["n"] == n and r["measure"] == "mean")
        self.assertLess(abs(row["value"] - expected), 5.7 * row["mcse"])
        bias = next(r for r in ran["rows"] if r["n"] == n and r["measure"] == "bias")
        self.assertAlmostEqual(bias["value"], row["value"] - scale * math.sqrt(math.pi / 2), 12)
        relative = next(r for r in ran["rows"] if r["n"] == n and r["measure"] == "relative_bias")
        self.assertAlmostEqual(relative["value"], bias["value"] / (scale * math.sqrt(math.pi / 2)), 12)
        self.assertIn("relative_bias", self.call(build / "my_plim", "list", "measures"))
        # Its own column of the table, with the sign and four digits of the value.
        table = self.call(build / "my_plim", "run", SOURCE / "tests" / "user" / "study.toml", "--out", self.folder / "t.h5")
        header, first = next((h, r) for h, r in zip(table.splitlines(), table.splitlines()[1:]) if "relative bias" in h)
        self.assertEqual(header.split()[-2:], ["relative", "bias"])
        self.assertIn(f"{relative['value']:+.4g} (", first)
        self.assertIn("draws:variate",
                      self.call(build / "my_plim", "run", SOURCE / "tests" / "user" / "study.toml", "--dry-run", "--out", out))


if __name__ == "__main__":
    unittest.main()
