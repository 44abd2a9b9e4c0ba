"""Workers who share a run in a folder: plim run --join."""

import errno
import json
import os
import pathlib
import resource
import signal
import subprocess
import sys
import threading
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import journal_file
from program import BUILD, PROGRAM, ProgramTest

STUDY = """
study = { title = "shared", seed = 3 }
population.g = { law = "gamma", shape = { grid = [2.0, 3.0] }, scale = 1.5 }
model.m = { likelihood = "gamma" }
sample.x = { from = "g", n = { grid = [20, 3000] }, route = "draw" }
estimate.theta = { of = "parameters", on = "x", model = "m", with = ["mle"], interval = { level = 0.9 } }
check.bias = { estimate = "theta", with = "mle shape", measure = "bias", equals = "theory" }
replicates = { fixed = 80_000 }
"""
SHORT = ["--set", "replicates.fixed=500"]


class WorkersTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("s.toml", STUDY)

    def reference(self, *words):
        self.expect(0, "run", "s.toml", "--out", "reference.h5", "--quiet", *words)
        return (self.folder / "reference.h5").read_bytes()

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

    def test_two_of_four_are_killed(self):
        reference = self.reference()
        workers = [self.start() for _ in range(4)]
        self.wait_for(lambda: self.done() > 40)
        for worker in workers[:2]:
            worker.kill()
        status = json.loads(self.expect(0, "status", "F", "--json").stdout)
        self.assertEqual(status["blocks"], 2 * 1250)
        self.assertGreaterEqual(status["blocks_done"], 40)
        self.assertLess(status["blocks_done"], status["blocks"])
        self.assertIn("running: process", self.expect(0, "status", "F").stdout)
        said = [worker.communicate(timeout=100) for worker in workers]
        self.assertEqual([worker.returncode for worker in workers], [-signal.SIGKILL, -signal.SIGKILL, 0, 0], said)
        self.same_as(reference)
        # One of the two put all together, and the other says where it is.
        self.assertEqual(sum("puts all together" in err for _, err in said), 1)
        self.assertEqual(sum("; the result is in" in out for out, _ in said), 1)
        # Who comes late finds it done.
        self.assertIn("F is complete: the result is in", self.start().communicate(timeout=60)[0])
        (self.folder / "F" / "s.h5").rename(self.folder / "moved.h5")
        self.expect(66, "run", "s.toml", "--join", "F", says="take the folder away to run it again")
        self.expect(66, "status", "F", says="is complete")
        self.expect(66, "result", "F", says="is complete")

    def test_all_are_killed_and_the_same_command_goes_on(self):
        reference = self.reference()
        for _ in range(2):
            before = self.units_done()
            workers = [self.start() for _ in range(2)]
            self.wait_for(lambda: self.units_done() > before)
            for worker in workers:
                worker.kill()
        last = self.start()
        _, err = last.communicate(timeout=100)
        self.assertEqual(last.returncode, 0, err)
        ran = int(err.split(" blocks and puts all together")[0].split()[-1])
        self.assertLess(ran, 2 * 1250)
        self.same_as(reference)

    def test_a_signal_leaves_a_worker_s_share_to_the_others_at_once(self):
        reference = self.reference()
        first = self.start(patience="1h")
        self.wait_for(lambda: self.done() > 10)
        first.send_signal(signal.SIGTERM)
        _, err = first.communicate(timeout=60)
        self.assertEqual(first.returncode, 75, err)
        self.assertIn("stopped by SIGTERM: worker 1 ran", err)
        self.assertFalse((self.folder / "F" / "s.h5").exists())
        # What is done so far is a result.
        self.expect(0, "result", "F", "--out", "partial.h5", "--quiet")
        self.assertEqual(self.start(patience="1h").wait(timeout=60), 0)
        self.same_as(reference)

    def test_a_worker_that_stands_still_loses_its_share_and_does_no_harm(self):
        reference = self.reference()
        first = self.start()
        self.wait_for(lambda: self.done() > 10)
        first.send_signal(signal.SIGSTOP)
        second = self.start()
        self.assertEqual(second.wait(timeout=60), 0)
        self.same_as(reference)
        first.send_signal(signal.SIGCONT)
        out, err = first.communicate(timeout=60)
        self.assertEqual(first.returncode, 0, err)
        self.assertIn("the result is in", out)
        self.same_as(reference)

    def test_work_that_was_done_twice_is_compared(self):
        self.expect(75, "run", "s.toml", "--join", "F", "--max-time", "0.5s", "--quiet", "--threads", "1")
        journal = self.folder / "F" / "1.journal"
        frames = list(journal_file.frames(journal.read_bytes()))
        copy = b"".join(journal_file.frame(kind, payload) for _, kind, payload in frames if kind != journal_file.BLOCK)
        block = bytearray(next(payload for _, kind, payload in frames if kind == journal_file.BLOCK))
        self.write("F/7.journal", copy + journal_file.frame(journal_file.BLOCK, bytes(block)))
        self.assertEqual(self.done() > 1, True)
        self.expect(0, "result", "F", "--out", "r.h5", "--quiet")  # the same twice
        block[-1] ^= 1
        self.write("F/7.journal", copy + journal_file.frame(journal_file.BLOCK, bytes(block)))
        self.expect(65, "run", "s.toml", "--join", "F", "--quiet", says="comes twice, with other numbers")
        self.assertFalse((self.folder / "F" / "s.h5").exists())

    def test_what_was_lost_of_a_journal_is_run_again(self):
        reference = self.reference()
        self.expect(75, "run", "s.toml", "--join", "F", "--max-time", "1s", "--quiet", "--threads", "1")
        journal = self.folder / "F" / "1.journal"
        journal.write_bytes(journal.read_bytes()[: journal.stat().st_size // 2])  # though its units count as done
        self.expect(0, "run", "s.toml", "--join", "F", "--quiet")
        self.same_as(reference)

    def test_a_result_elsewhere(self):
        self.expect(0, "run", "s.toml", "--join", "F", "--out", "x.h5", "--quiet", *SHORT)
        self.assertEqual((self.folder / "x.h5").read_bytes(), self.reference(*SHORT))
        self.expect(73, "run", "s.toml", "--join", "F", "--out", "y.h5", *SHORT, says="its workers write the result to")
        self.expect(73, "run", "s.toml", "--join", "F", *SHORT, says="and this one would to the folder itself")
        # A larger result is not replaced.
        self.reference()
        self.expect(73, "run", "s.toml", "--join", "G", "--out", "reference.h5", *SHORT, says="more than the 500 of this study")

    def test_what_is_refused(self):
        self.expect(75, "run", "s.toml", "--join", "F", "--max-time", "0.3s", "--quiet")
        self.expect(73, "run", "s.toml", "--join", "F", "--set", "study.seed=4", says="is the folder of another run: seed is 3 there and 4 here")
        self.expect(73, "run", "s.toml", "--join", "F", *SHORT, says='it has "fixed = 80000" where this one has "fixed = 500"')
        self.expect(64, "run", "s.toml", "--join", "F", "--shard", "1/2", says="--join and --shard are two ways")
        self.expect(64, "run", "s.toml", "--join", "F", "--restart", says="--restart discards what others are doing")
        for time_text in ("0", "-1s", "soon", "inf"):
            self.expect(64, "run", "s.toml", "--join", "F", "--heartbeat-timeout", time_text, says="--heartbeat-timeout")
        (self.folder / "photos").mkdir()
        self.write("photos/cat.png", "cat")
        self.expect(73, "run", "s.toml", "--join", "photos", says="is not empty, and no folder of a run")
        self.expect(73, "run", "s.toml", "--join", "s.toml", says="s.toml: ")
        self.expect(66, "status", "photos")
        self.write("F/study", b"x" * 100)
        self.expect(65, "run", "s.toml", "--join", "F", says="is no journal of plim")
        self.assertEqual(os.listdir(self.folder / "photos"), ["cat.png"])

    def test_workers_with_other_rounds_are_refused(self):
        self.expect(75, "run", "s.toml", "--join", "F", "--rounds", "3,7", "--max-time", "0.3s", "--quiet")
        self.expect(73, "run", "s.toml", "--join", "F", "--rounds", "3,8", says='its workers have the rounds "3,7", and this one "3,8"')
        self.expect(73, "run", "s.toml", "--join", "F", says='its workers have the rounds "3,7", and this one ""')

    def test_who_waits_for_another_obeys_a_signal_at_once(self):
        """However long another may be silent before he is taken for dead."""
        first = self.start(patience="1h")
        self.wait_for(lambda: self.units_done() > 0)
        first.send_signal(signal.SIGSTOP)
        second = self.start(patience="1h")
        self.wait_for(lambda: self.waits(second))
        time.sleep(2)
        second.send_signal(signal.SIGTERM)
        second.wait(timeout=2)
        self.assertEqual(second.returncode, 75)

    def test_who_waits_for_the_merge_obeys_a_signal_at_once(self):
        first = self.start("--set", "replicates.fixed=20000", patience="1h", environment={
            "LD_PRELOAD": str(BUILD / "tests" / "plim_failing_calls.so"), "FAIL_CALL": "rename", "FAIL_AT": "1", "FAIL_HOW": "stop",
            "FAIL_UNDER": "F/s.h5", "FAIL_MARK": str(self.folder / "mark")})
        self.wait_for((self.folder / "mark").exists)
        second = self.start("--set", "replicates.fixed=20000", patience="1h")
        self.wait_for((self.folder / "F" / "workers" / "2").exists)
        time.sleep(3)  # it looks ever more seldom
        second.send_signal(signal.SIGTERM)
        second.wait(timeout=2)
        self.assertEqual(second.returncode, 75)
        first.send_signal(signal.SIGCONT)
        self.assertEqual(first.wait(timeout=60), 0)

    def test_what_a_killed_worker_left_of_a_complete_run_is_taken_away_by_the_next(self):
        reference = self.reference(*SHORT)
        shim = {"LD_PRELOAD": str(BUILD / "tests" / "plim_failing_calls.so"), "FAIL_CALL": "unlink", "FAIL_AT": "1", "FAIL_HOW": "kill",
                "FAIL_UNDER": "F/1.journal", "FAIL_MARK": str(self.folder / "mark")}
        done = self.plim("run", "s.toml", "--join", "F", "--journal-after", "0", *SHORT, environment=shim)
        self.assertEqual(done.returncode, -signal.SIGKILL, done.stderr)
        self.assertTrue((self.folder / "F" / "complete").exists())
        self.assertTrue((self.folder / "F" / "1.journal").exists())
        for name in ("round-1", "round-7", ".plim-0123456789abcdef.tmp"):
            self.write(f"F/{name}", "x")
        self.expect(0, "run", "s.toml", "--join", "F", says="F is complete: the result is in", *SHORT)
        self.same_as(reference)
        # The folder may go by another name elsewhere.
        (self.folder / "F").rename(self.folder / "elsewhere")
        self.expect(0, "run", "s.toml", "--join", "elsewhere", *SHORT)

    def test_more_journals_than_files_can_be_open(self):
        self.expect(75, "run", "s.toml", "--join", "F", "--max-time", "0.5s", "--quiet", "--threads", "1")
        for i in range(2, 60):
            self.write(f"F/{i}.journal", (self.folder / "F" / "1.journal").read_bytes())
        limit = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (40, limit[1]))
        try:
            self.expect(0, "status", "F")
            self.expect(0, "run", "s.toml", "--join", "F", "--quiet")
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, limit)

    def test_a_number_of_a_worker_whose_file_is_gone_is_not_used_again(self):
        reference = self.reference()
        self.expect(75, "run", "s.toml", "--join", "F", "--max-time", "1s", "--quiet", "--threads", "1")
        blocks = self.done()
        for path in self.folder.glob("F/workers/*"):
            path.unlink()
        self.expect(75, "run", "s.toml", "--join", "F", "--max-time", "0.3s", "--quiet", "--threads", "1")
        self.assertGreaterEqual(self.done(), blocks)
        self.expect(0, "run", "s.toml", "--join", "F", "--quiet")
        self.same_as(reference)

    def test_what_is_no_file_is_not_waited_for(self):
        self.expect(75, "run", "s.toml", "--join", "F", "--max-time", "0.5s", "--quiet", "--threads", "1")
        (self.folder / "F" / "done" / "0").mkdir(exist_ok=True)
        for name in ("F/done/0/5", "F/claims/0/6.1"):
            os.mkfifo(self.folder / name)
        for name in ("complete", "9.journal"):
            os.mkfifo(self.folder / "F" / name)
            self.plim("status", "F")
            done = self.plim("run", "s.toml", "--join", "F", "--quiet", "--heartbeat-timeout", "1s")
            self.assertIn(done.returncode, (66, 73))
            (self.folder / "F" / name).unlink()
        self.expect(0, "run", "s.toml", "--join", "F", "--quiet", "--heartbeat-timeout", "1s")

    def test_units_that_are_said_to_be_done_and_are_not(self):
        """Also the last one, which puts all together."""
        reference = self.reference()
        self.expect(75, "run", "s.toml", "--join", "F", "--max-time", "0.3s", "--quiet", "--threads", "1")
        (self.folder / "F" / "done" / "0").mkdir(exist_ok=True)
        for unit in range(100):
            self.write(f"F/done/0/{unit}", "")
        self.expect(0, "run", "s.toml", "--join", "F", "--quiet")
        self.same_as(reference)

    def test_a_dry_run_joins_nothing(self):
        self.expect(0, "run", "s.toml", "--join", "F", "--dry-run")
        self.assertFalse((self.folder / "F").exists())

    def test_a_file_system_without_links_is_named(self):
        done = self.plim("run", "s.toml", "--join", "F", *SHORT, environment={
            "LD_PRELOAD": str(BUILD / "tests" / "plim_failing_calls.so"), "FAIL_CALL": "link", "FAIL_AT": "1", "FAIL_EVER": "yes",
            "FAIL_HOW": str(errno.EPERM), "FAIL_MARK": str(self.folder / "mark")})
        self.assertEqual(done.returncode, 73, done.stderr)
        self.assertIn("workers need a file system with hard links", done.stderr)

    def test_many_workers_of_many_threads_start_at_once(self):
        reference = self.reference(*SHORT)
        results = []
        words = ["run", "s.toml", "--join", "F", "--heartbeat-timeout", "2s", "--threads", "2", *SHORT]
        threads = [threading.Thread(target=lambda: results.append(self.plim(*words))) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual([done.returncode for done in results], [0] * 8, [done.stderr for done in results])
        self.same_as(reference)

    def test_rounds_decide_by_the_first_blocks_alone(self):
        """Whoever ran them, and whatever else: decisions are a bit of all numbers of the rounds so far."""
        rounds = ["--rounds", "3,7,20,50,51,120", "--coin", "--quiet"]
        blocks = set()
        for seed in range(1, 6):
            seeded = [*rounds, "--set", f"study.seed={seed}", "--set", "replicates.fixed=10001"]
            self.expect(0, "run", "s.toml", "--out", "a.h5", "--threads", "1", *seeded)
            self.expect(0, "run", "s.toml", "--out", "b.h5", "--threads", "3", *seeded)
            workers = [self.start(*seeded) for _ in range(3)]
            self.assertEqual([worker.wait(timeout=60) for worker in workers], [0] * 3)
            (self.folder / "F").rename(self.folder / f"F{seed}")
            parts = [f"{i}.journal" for i in (1, 2)]
            for i, part in enumerate(parts, 1):
                self.expect(0, "run", "s.toml", "--shard", f"{i}/2", "--out", part, *seeded[3:])
            self.expect(0, "merge", "c.h5", *parts, *rounds)
            a = (self.folder / "a.h5").read_bytes()
            decided = json.loads((self.folder / "a.h5.run.json").read_text())["rounds"]
            for name in ("b.h5", f"F{seed}/s.h5", "c.h5"):
                self.assertEqual((self.folder / name).read_bytes() == a, True, name)
                self.assertEqual(json.loads((self.folder / f"{name}.run.json").read_text())["rounds"], decided)
                (self.folder / name).unlink()
            (self.folder / "a.h5").unlink()
            for part in parts:
                (self.folder / part).unlink()
            blocks.add(int(decided[-1].split()[0]))
        self.assertGreater(len(blocks), 1)  # they did not all end alike


if __name__ == "__main__":
    unittest.main()
