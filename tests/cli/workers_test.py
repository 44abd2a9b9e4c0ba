"""Workers who share a run in a folder: plim run --join."""

import errno
import json
import os
import signal
import sys
import threading
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import journal_file
from program import BUILD
from shared_run import SHORT, SharedRunTest


class WorkersTest(SharedRunTest):
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
