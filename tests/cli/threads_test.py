"""How many threads a run takes, from the option, the environment and the processors at hand, and where it says so."""

import json
import os
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import STUDY, ProgramTest  # noqa: E402

VARIABLES = ("SLURM_CPUS_PER_TASK", "OMP_NUM_THREADS", "OMP_THREAD_LIMIT")


class Threads(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("s.toml", STUDY)
        for name in VARIABLES:
            if name in os.environ:
                self.addCleanup(os.environ.__setitem__, name, os.environ.pop(name))

    def run_with(self, *words, **environment):
        """(what the facts of the run say, what it prints)."""
        done = self.plim("run", "s.toml", "--out", "x.h5", "--force", *words, environment=environment)
        self.assertEqual(done.returncode, 0, done.stderr)
        facts = json.loads((self.folder / "x.h5.run.json").read_text())
        return (facts["threads"], facts["threads_from"]), done

    def test_the_order(self):
        both = {"SLURM_CPUS_PER_TASK": "3", "OMP_NUM_THREADS": "2,4"}
        facts, done = self.run_with("--threads", 1, **both)
        self.assertEqual(facts, (1, "--threads"))
        self.assertRegex(done.stdout, r" on 1 thread \([^;]* in all\)\n")
        facts, done = self.run_with(**both)
        self.assertEqual(facts, (3, "SLURM_CPUS_PER_TASK"))
        self.assertRegex(" ".join(done.stdout.split()), r" on 3 threads \(SLURM_CPUS_PER_TASK; \S+ m?s in all\) written")
        facts, done = self.run_with("--threads", 0, OMP_NUM_THREADS="2,4")
        self.assertEqual(facts, (2, "OMP_NUM_THREADS"))
        self.assertIn("on 2 threads (OMP_NUM_THREADS; ", " ".join(done.stdout.split()))
        self.assertEqual(self.run_with(OMP_NUM_THREADS="3", OMP_THREAD_LIMIT="2")[0], (2, "OMP_THREAD_LIMIT"))

    def test_the_processors_at_hand(self):
        allowed = os.sched_getaffinity(0)
        one = {min(allowed)}
        os.sched_setaffinity(0, one)
        try:
            facts, done = self.run_with(OMP_NUM_THREADS="nonsense")
        finally:
            os.sched_setaffinity(0, allowed)
        self.assertEqual(facts, (1, "affinity" if os.cpu_count() > 1 else "processors"))
        facts, done = self.run_with()
        self.assertLessEqual(facts[0], len(allowed))
        self.assertIn(facts[1], ("processors", "affinity", "cgroup quota"))

    def test_a_variable_of_slurm_that_is_no_number_is_said(self):
        for words in ("0", "-1", "many", "99999"):
            with self.subTest(words):
                facts, done = self.run_with(SLURM_CPUS_PER_TASK=words, OMP_NUM_THREADS="2")
                self.assertEqual(facts, (2, "OMP_NUM_THREADS"))
                self.assertIn(f'note: SLURM_CPUS_PER_TASK is "{words}", no number from 1 to 4096, and is not', done.stderr)

    def test_a_dry_run_says_it_too(self):
        done = self.plim("run", "s.toml", "--dry-run", environment={"SLURM_CPUS_PER_TASK": "3"})
        self.assertIn("\nthreads: 3 (SLURM_CPUS_PER_TASK)\n", done.stdout)

    def test_an_allocation_is_no_demand(self):
        """Where so many cannot be made, a run takes fewer; --threads is refused."""
        small = {"OMP_STACKSIZE": "16"}  # too small for any thread but the first
        facts, _ = self.run_with(SLURM_CPUS_PER_TASK="3", **small)
        self.assertEqual(facts, (1, "limit of the system"))
        done = self.plim("run", "s.toml", "--out", "y.h5", "--threads", 3, environment=small)
        self.assertEqual(done.returncode, 71)

    def test_merging_and_results_choose_as_runs_do(self):
        self.expect(0, "run", "s.toml", "--shard", "1/1", "--out", "s.journal")
        for command in (("merge", "m.h5", "s.journal"), ("result", "s.journal", "--out", "m.h5", "--force")):
            done = self.plim(*command, environment={"SLURM_CPUS_PER_TASK": "3"})
            self.assertEqual(done.returncode, 0, done.stderr)
            facts = json.loads((self.folder / "m.h5.run.json").read_text())
            self.assertEqual((facts["threads"], facts["threads_from"]), (3, "SLURM_CPUS_PER_TASK"))


if __name__ == "__main__":
    unittest.main()
