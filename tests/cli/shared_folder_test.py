"""The folder of workers when these are killed, stand still or wait, and when other things are in it."""

import os
import resource
import signal
import sys
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from program import BUILD
from shared_run import SHORT, SharedRunTest


class SharedFolderTest(SharedRunTest):
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


if __name__ == "__main__":
    unittest.main()
