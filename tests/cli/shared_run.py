"""What tests of workers who share a run in a folder have in common."""

import os
import pathlib
import subprocess
import time

import journal_file
from program import PROGRAM, ProgramTest

STUDY = """
study = { title = "shared", seed = 3 }
population.g = { law = "gamma", shape = { grid = [2.0, 3.0] }, scale = 1.5 }
model.m = { likelihood = "gamma" }
sample.x = { from = "g", n = { grid = [20, 1000] }, route = "draw" }
estimate.theta = { of = "parameters", on = "x", model = "m", with = ["mle"], interval = { level = 0.9 } }
check.bias = { estimate = "theta", with = "mle shape", measure = "bias", equals = "theory" }
replicates = { fixed = 80_000 }
"""
SHORT = ["--set", "replicates.fixed=500"]


class SharedRunTest(ProgramTest):
    references = {}  # of words: the result of a plain run with them

    def setUp(self):
        super().setUp()
        self.write("s.toml", STUDY)

    def reference(self, *words):
        path = self.folder / "reference.h5"
        if words not in self.references:
            self.expect(0, "run", "s.toml", "--out", path, "--quiet", *words)
            self.references[words] = path.read_bytes()
        path.write_bytes(self.references[words])
        return self.references[words]

    def waits(self, process):
        """Whether it takes no time of the processor."""
        def ticks():
            fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
            return int(fields[11]) + int(fields[12])

        before = ticks()
        time.sleep(0.4)
        return before > 2 and ticks() - before <= 2

    def start(self, *words, patience="2s", environment=None):
        process = subprocess.Popen([PROGRAM, "run", "s.toml", "--join", "F", "--threads", "1", "--heartbeat-timeout", patience, *words],
                                   cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **(environment or {})})
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        return process

    def wait_for(self, what, seconds=60):
        until = time.monotonic() + seconds
        while not what():
            self.assertLess(time.monotonic(), until, "waited in vain")
            time.sleep(0.02)

    def done(self):
        """Blocks in all journals."""
        return sum(len(journal_file.blocks(p.read_bytes())) for p in self.folder.glob("F/*.journal"))

    def units_done(self):
        return len(list(self.folder.glob("F/done/*/*")))

    def same_as(self, reference):
        self.assertEqual((self.folder / "F" / "s.h5").read_bytes() == reference, True)
        self.assertEqual(sorted(p.name for p in (self.folder / "F").iterdir()), ["complete", "s.h5", "s.h5.run.json", "study"])
