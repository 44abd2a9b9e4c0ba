#!/usr/bin/python3
"""plim run, stopped by a signal or by --max-time: what is done so far is a whole, smaller result."""

import json
import os
import signal
import subprocess
import sys
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from program import PROGRAM, ProgramTest

STUDY = """
study = { title = "a long run" }
population.p = { law = "categorical", weights = { grid = [[5, 3, 2], [1, 1]] } }
population.z = { law = "poisson", mean = 3.0 }
sample.x = { from = "p", n = { grid = [10, 100] } }
sample.y = { from = "z", n = 50, path = "independent", route = "draw" }
model.m = { likelihood = "poisson" }
estimate.H = { of = "entropy", on = "x", with = ["ml", "miller_madow"] }
estimate.mean = { of = "mean", on = "y", model = "m", interval = { level = 0.9 }, with = ["mle"] }
check.bias = { estimate = "H", with = "ml", measure = "bias", at_most = 0.0 }
check.slope = { estimate = "H", with = "ml", measure = "rmse", slope = -0.5 }
check.law = { sample = "y", fits = "population" }
replicates = { fixed = 1_000_000_000 }
"""

SLOW = """
study = { title = "a long run" }
population.p = { law = "normal", mean = 0.0, sd = 1.0 }
sample.x = { from = "p", n = 20_000_000, route = "draw" }
model.m = { likelihood = "gamma" }
estimate.mean = { of = "mean", on = "x", with = ["mle"], model = "m" }
replicates = { fixed = 64 }
"""


class Stopping(ProgramTest):
    def start(self, *words, **more):
        process = subprocess.Popen([PROGRAM, "run", *map(str, words)], cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   text=True, **more)
        self.addCleanup(lambda: process.poll() is None and process.kill())
        return process

    def end(self, process):
        out, err = process.communicate(timeout=100)
        return process.returncode, out, err

    def check_partial(self, path, asked=1_000_000_000):
        """The file is that of a run which asks for what it has."""
        got = json.loads(self.expect(0, "inspect", path, "--json").stdout)
        self.assertEqual((got["partial"], got["replicates_asked"]), (True, asked))
        done = got["replicates"]
        self.assertGreater(done, 0)
        self.assertEqual(done % 64, 0)
        self.expect(0, "run", "s.toml", "--set", f"replicates.fixed={done}", "--out", "whole.h5", "--quiet")
        whole = json.loads(self.expect(0, "inspect", "whole.h5", "--json").stdout)
        for key in ("rows", "checks"):
            self.assertEqual(got[key], whole[key])
        self.assertEqual(len(whole["checks"]), 3)
        self.assertNotIn("partial", whole)
        compared, no_more = self.expect(0, "diff", path, "whole.h5").stdout.splitlines()[2:]
        self.assertEqual(compared, "104 numbers compared, 104 equal")
        self.assertEqual(no_more, "not the same bytes, but no difference in what both say")
        return done

    def test_a_signal_ends_a_run_with_what_is_done(self):
        self.write("s.toml", STUDY)
        for name in ("INT", "TERM", "HUP", "USR1"):
            process = self.start("s.toml", "--threads", 2, "--out", name + ".h5")
            time.sleep(0.8)
            process.send_signal(getattr(signal, "SIG" + name))
            code, out, err = self.end(process)
            self.assertEqual(code, 75, err)
            self.assertIn(f"plim: stopped by SIG{name}: ", err)
            self.assertIn("of 1000000000 replicates of each scenario are done", " ".join(err.split()))  # in lines of a screen
            done = self.check_partial(name + ".h5")
            self.assertIn(f"{done} replicates of 3 scenarios in ", out)
            os.remove(self.folder / "whole.h5")
            os.remove(self.folder / "whole.h5.run.json")

    def test_so_does_a_time(self):
        self.write("s.toml", STUDY)
        done = self.expect(75, "run", "s.toml", "--max-time", "0.7s", "--json", says="plim: stopped by --max-time: ")
        self.assertEqual(json.loads(done.stdout)["replicates"], self.check_partial("s.h5"))
        self.expect(0, "run", "s.toml", "--force", "--restart", "--set", "replicates.fixed=100", "--max-time", "0.5h", "--quiet")
        self.assertNotIn("partial", json.loads(self.expect(0, "inspect", "s.h5", "--json").stdout))
        for wrong in ("0", "-1", "ten", "1d", "5 s", "", "inf", "1e3", "nan"):
            self.expect(64, "run", "s.toml", f"--max-time={wrong}")

    def test_without_a_block_of_each_scenario_nothing_is_written(self):
        self.write("s.toml", SLOW)
        self.expect(75, "run", "s.toml", "--max-time", "0.0001", says="not every scenario has had its first block of 64")
        self.assertEqual(self.left_over(), [])

    def test_a_second_signal_ends_at_once(self):
        self.write("s.toml", SLOW)
        process = self.start("s.toml")
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        time.sleep(0.3)
        self.assertIsNone(process.poll())  # the block in hand is not finished
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(timeout=5), -signal.SIGINT)
        self.assertEqual(self.left_over(), [])

    def test_a_hang_up_that_is_ignored_stays_so(self):
        self.write("s.toml", STUDY)
        process = self.start("s.toml", preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
        time.sleep(0.5)
        process.send_signal(signal.SIGHUP)
        time.sleep(0.3)
        self.assertIsNone(process.poll())
        process.send_signal(signal.SIGINT)
        code, _, err = self.end(process)
        self.assertEqual(code, 75)
        self.assertIn("SIGINT", err)

    def test_a_result_of_more_replicates_is_not_replaced(self):
        self.write("s.toml", STUDY)
        self.expect(0, "run", "s.toml", "--set", "replicates.fixed=100_000", "--quiet")
        before = (self.folder / "s.h5").read_bytes()
        self.write("t.toml", STUDY.replace("n = 50", "n = 100_000"))
        self.expect(75, "run", "t.toml", "--out", "s.h5", "--max-time", "0.8", says="s.partial.h5 holds")
        self.assertEqual((self.folder / "s.h5").read_bytes(), before)
        self.assertTrue(json.loads(self.expect(0, "inspect", "s.partial.h5", "--json").stdout)["partial"])


if __name__ == "__main__":
    unittest.main()
