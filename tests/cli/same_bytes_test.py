"""One study, run in every way: the same bytes. `same_bytes_test.py table` prints the ways."""

import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from program import PROGRAM

STUDY = """
study = { title = "the same bytes", seed = 11 }
population.p = { law = "categorical", weights = { grid = [[5, 3, 2], [1, 1]] } }
population.g = { law = "gamma", shape = 2.0, scale = 1.5 }
model.m = { likelihood = "gamma" }
sample.x = { from = "p", n = { grid = [10, 100, 1000] } }
sample.y = { from = "g", n = { grid = [20, 50] }, path = "independent", route = "draw" }
estimate.H = { of = "entropy", on = "x", with = ["ml", "miller_madow"] }
estimate.shape = { of = "shape", on = "y", model = "m", with = ["mle"], interval = { level = 0.9 } }
check.bias = { estimate = "H", with = "ml", measure = "bias", at_most = 0.0 }
check.slope = { estimate = "H", with = "ml", measure = "rmse", slope = -0.5 }
check.fits = { sample = "x", fits = "population" }
replicates = { fixed = REPLICATES }
output = { keep = ["blocks", "estimates"] }
"""
REPLICATES = 6007  # the last block is not whole


class Ways:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.random = random.Random(5)
        (self.folder / "s.toml").write_text(STUDY.replace("REPLICATES", str(REPLICATES)))
        (self.folder / "half.toml").write_text(STUDY.replace("REPLICATES", str(REPLICATES // 2)))
        self.plim("run", "s.toml", "--out", "reference.h5", "--threads", "1")

    def plim(self, *words):
        done = subprocess.run([PROGRAM, *map(str, words), "--quiet"], cwd=self.folder, capture_output=True, text=True, timeout=300)
        if done.returncode != 0:
            raise AssertionError(f"{words}: {done.returncode}: {done.stderr}")

    def threads(self, count):
        self.plim("run", "s.toml", "--out", "x.h5", "--threads", count)

    def shards(self, count):
        names = [f"{i}.journal" for i in range(1, count + 1)]
        for i, name in enumerate(names, 1):
            self.plim("run", "s.toml", "--shard", f"{i}/{count}", "--out", name)
        self.random.shuffle(names)
        self.plim("merge", "x.h5", *names)

    def kills(self, count):
        killed = 0
        while killed < count:
            words = [PROGRAM, "run", "s.toml", "--out", "x.h5", "--quiet", "--threads", str(1 + killed % 3), "--journal-after", "0"]
            process = subprocess.Popen(words, cwd=self.folder, stderr=subprocess.DEVNULL)
            try:
                process.wait(timeout=self.random.uniform(0.02, 0.15))
                (self.folder / "x.h5").unlink()  # it was over before: once more
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                killed += 1
        self.plim("run", "s.toml", "--out", "x.h5")

    def extended(self):
        self.plim("run", "half.toml", "--out", "x.h5")
        self.plim("run", "s.toml", "--out", "x.h5")

    def ways(self):
        """(name, what is done)."""
        for count in (1, 2, 3, 8):
            yield f"{count} thread{'s' * (count > 1)}", lambda count=count: self.threads(count)
        for count in (1, 2, 3, 7, 16):
            yield f"{count} shard{'s' * (count > 1)}, merged in random order", lambda count=count: self.shards(count)
        yield "killed 5 times and gone on with", lambda: self.kills(5)
        yield "extended from half of the replicates", self.extended

    def run(self):
        """(name, seconds, the same bytes)."""
        reference = (self.folder / "reference.h5").read_bytes()
        for name, way in self.ways():
            start = time.monotonic()
            way()
            yield name, time.monotonic() - start, (self.folder / "x.h5").read_bytes() == reference
            for path in self.folder.glob("*"):
                if path.name not in ("s.toml", "half.toml", "reference.h5"):
                    path.unlink()


class SameBytes(unittest.TestCase):
    def test_however_a_study_is_run(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, _, same in Ways(folder).run():
                with self.subTest(name):
                    self.assertTrue(same)


def main():
    with tempfile.TemporaryDirectory() as folder:
        rows = list(Ways(folder).run())
    for name, seconds, same in rows:
        print(f"{name:42}{seconds:6.1f} s  {'same bytes' if same else 'OTHER BYTES'}")
    return 0 if all(same for _, _, same in rows) else 1


if __name__ == "__main__":
    if sys.argv[1:] == ["table"]:
        sys.exit(main())
    unittest.main()
