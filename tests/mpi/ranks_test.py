#!/usr/bin/python3
"""plim-mpi under mpirun: the bytes of a plain run, whatever becomes of the ranks on the way."""

import json
import os
import pathlib
import re
import resource
import signal
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
import journal_file
from program import BUILD, ProgramTest

MPI_PROGRAM = os.environ.get("PLIM_MPI_PROGRAM", str(BUILD / "plim-mpi"))
MPIRUN = ["timeout", "120", "mpirun", "--oversubscribe", "--bind-to", "none"]
# Of a job that has ended mpirun waits a second for each that has not.
ENVIRONMENT = {**os.environ, "OMPI_MCA_odls_base_sigkill_timeout": "0", "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}

# 9378 blocks, about 5 s on one thread; its two kinds of scenarios differ in cost.
STUDY = """
study = { title = "a test of ranks" }
population.p = { law = "categorical", weights = { grid = [[5, 3, 2], [1, 1], [7, 1, 1, 1]] } }
sample.x = { from = "p", n = { grid = [10, 100, 10_000] } }
sample.y = { from = "p", n = 20_000, route = "draw" }
estimate.H = { of = "entropy", on = "x", unit = "bit", with = ["ml", "miller_madow"] }
estimate.D = { of = "entropy", on = "y", with = ["ml"] }
check.bias = { estimate = "H", with = "ml", measure = "bias", at_most = 0.0 }
replicates = { fixed = 100_000 }
"""
BLOCKS = 9378
SMALL = ("--set", "replicates.fixed=2000")


def children_of(process):
    return [int(child) for child in pathlib.Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def mpirun_of(job):
    (mpirun,) = children_of(job.pid)  # of timeout
    return mpirun


def rank_of(process):
    return int(re.search(rb"OMPI_COMM_WORLD_RANK=(\d+)", pathlib.Path(f"/proc/{process}/environ").read_bytes()).group(1))


def ranks_of(job):
    """rank -> process."""
    return {rank_of(process): process for process in children_of(mpirun_of(job))}


class Ranks(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("s.toml", STUDY)

    def start(self, *words, ranks=2, threads=1):
        """mpirun of `plim-mpi run WORDS`; a word ":" begins another program of the same job."""
        program = [MPI_PROGRAM, "run", f"--threads={threads}", "--journal-after=0"]
        command = [*MPIRUN, "-np", str(ranks), *program]
        for word in words:
            command += [":", "-np", "1", *program] if word == ":" else [str(word)]
        process = subprocess.Popen(command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT)
        self.addCleanup(lambda: process.poll() is None and process.kill())
        return process

    def end(self, process, code):
        out, err = process.communicate(timeout=130)
        self.assertEqual(process.returncode, code, err + out)
        return out, " ".join(err.split())  # in lines of a screen

    def mpi(self, *words, code=0, ranks=2, threads=1):
        return self.end(self.start(*words, ranks=ranks, threads=threads), code)

    def plain(self, *words):
        self.expect(0, "run", "s.toml", "--out", "plain.h5", "--quiet", *words)
        return (self.folder / "plain.h5").read_bytes()

    def wait_for(self, blocks, out="s.h5"):
        """Until the journals hold so many blocks."""
        for _ in range(3000):
            if len(self.journalled(out)) >= blocks:
                return
            time.sleep(0.01)
        self.fail("no blocks")

    def journals(self, out="s.h5"):
        return sorted((self.folder / (out + ".ranks")).glob("*.journal"))

    def journalled(self, out="s.h5"):
        return [block for path in self.journals(out) for block in journal_file.blocks(path.read_bytes())]

    def check_whole(self, expected, out="s.h5"):
        self.assertEqual((self.folder / out).read_bytes(), expected)
        self.assertFalse((self.folder / (out + ".ranks")).exists())
        self.assertFalse((self.folder / (out + ".lock")).exists())

    def test_any_number_of_ranks_makes_the_bytes_of_a_plain_run(self):
        expected = self.plain(*SMALL)
        for ranks, threads in ((1, 1), (2, 1), (4, 1), (2, 2)):
            out, _ = self.mpi("s.toml", *SMALL, ranks=ranks, threads=threads)
            self.assertEqual(out.count("written to s.h5"), 1)
            self.assertIn(f" on {ranks * threads} thread", out)
            self.check_whole(expected)

    def test_rounds_end_where_those_of_a_plain_run_do(self):
        ends = set()
        for seed in (1, 2):
            words = [*SMALL, "--rounds", "1,2,3,5", "--coin", "--set", f"study.seed={seed}", "--force"]
            expected = self.plain(*words)
            self.mpi("s.toml", *words)
            self.check_whole(expected)
            decided = [json.loads((self.folder / f"{name}.run.json").read_text())["rounds"] for name in ("plain.h5", "s.h5")]
            self.assertEqual(*decided)
            ends.add(decided[0][-1].split()[0])
        self.assertEqual(len(ends), 2, ends)  # they do not end alike

    def test_without_mpirun_it_is_one_rank(self):
        expected = self.plain(*SMALL)
        done = subprocess.run([MPI_PROGRAM, "run", "s.toml", *SMALL, "--threads", "2"], cwd=self.folder, capture_output=True, text=True,
                              timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.check_whole(expected)

    def test_a_killed_rank_ends_the_job_and_any_number_goes_on(self):
        expected = self.plain()
        first = self.start("s.toml", ranks=3)
        self.wait_for(600)
        os.kill(ranks_of(first)[2], signal.SIGKILL)
        self.end(first, 137)
        had = set(self.journalled())
        self.assertLess(len(had), BLOCKS)
        (self.folder / "s.h5.ranks" / ".plim-00.tmp").write_text("what a program was writing when it was killed")
        # The second time is stopped as well; what it ran is none of what there was.
        second = self.start("s.toml", ranks=2)
        self.wait_for(len(had) + 300)
        os.kill(mpirun_of(second), signal.SIGUSR1)
        _, err = self.end(second, 75)
        self.assertIn(f"goes on where the run of s.h5.ranks was interrupted: {len(had)} of {BLOCKS} blocks are done", err)
        self.assertEqual(len(self.journals()), 5)
        now = self.journalled()
        self.assertEqual(len(now), len(set(now)))
        self.assertLess(len(now), BLOCKS)
        self.assertIn(f"plim: stopped by SIGUSR1: {len(now)} of {BLOCKS} blocks are in s.h5.ranks; the same command goes on", err)
        status = self.expect(0, "status", "s.h5.ranks").stdout
        self.assertIn(f"{len(now)} of {BLOCKS} blocks", status)
        _, err = self.mpi("s.toml", ranks=2)
        self.assertIn(f"{len(now)} of {BLOCKS} blocks are done", err)
        self.check_whole(expected)

    def test_a_signal_to_one_rank_or_all_stops_all(self):
        for name, to in (("TERM", (0, 1)), ("TERM", (1,)), ("INT", (0,)), ("USR1", (1, 0))):
            job = self.start("s.toml")
            self.wait_for(len(self.journalled()) + 100)
            for rank in to:
                os.kill(ranks_of(job)[rank], getattr(signal, "SIG" + name))
            _, err = self.end(job, 75)
            said = re.search(rf"stopped by SIG{name}: (\d+) of {BLOCKS} blocks", err)
            self.assertIsNotNone(said, err)
            self.assertEqual(int(said.group(1)), len(set(self.journalled())))
        self.assertFalse((self.folder / "s.h5").exists())

    def test_a_time_stops_all(self):
        _, err = self.mpi("s.toml", "--max-time", "0.5", code=75)
        self.assertIn("plim: stopped by --max-time: ", err)

    def test_another_study_is_refused(self):
        _, err = self.mpi("s.toml", "--max-time", "0.5", code=75)
        before = self.journalled()
        _, err = self.mpi("s.toml", "--set", "study.seed=7", code=73)
        self.assertEqual(err.count("s.h5.ranks: is the folder of another run: "), 1)
        self.assertIn("discard it by --restart", err)
        self.assertEqual(self.journalled(), before)
        expected = self.plain("--set", "study.seed=7", *SMALL)
        self.mpi("s.toml", "--set", "study.seed=7", *SMALL, "--restart")
        self.check_whole(expected)

    def test_a_second_job_is_refused(self):
        job = self.start("s.toml")
        self.wait_for(100)
        _, err = self.mpi("s.toml", code=73)
        self.assertIn("s.h5: is in use by process ", err)
        self.expect(73, "run", "s.toml", says="is in use by process ")
        os.kill(mpirun_of(job), signal.SIGUSR1)
        self.end(job, 75)

    def test_an_error_of_one_rank_ends_all_with_its_code(self):
        _, err = self.mpi("s.toml", "--out", "a.h5", ":", "none.toml", "--out", "a.h5", code=66, ranks=1)
        self.assertIn("rank 1: plim: none.toml: ", err)
        _, err = self.mpi("s.toml", "--out", "a.h5", ":", "s.toml", "--out", "a.h5", "--set", "study.seed=7", code=73, ranks=1)
        self.assertIn("rank 1: plim: a.h5.ranks: is the folder of another run: ", err)
        for rank in (1, 0):
            job = self.start("s.toml")
            self.wait_for(len(self.journalled()) + 100)
            # The disk is full for one of them.
            resource.prlimit(ranks_of(job)[rank], resource.RLIMIT_FSIZE, (1, 1))
            _, err = self.end(job, 74)
            self.assertIn(("rank 1: " if rank else "") + "plim: s.h5.ranks/", err)

    def test_only_rank_0_speaks(self):
        for words, code, says in ((["s.toml", "--no-such"], 64, "no-such"), (["none.toml"], 66, "none.toml"),
                                  (["s.toml", "--shard", "1/2"], 64, "--shard"), (["s.toml", "--set", "a.b=1"], 78, "a.b")):
            _, err = self.mpi(*words, code=code, ranks=3)
            self.assertEqual(len(re.findall(rf"{re.escape(says)}", err)), 1, err)
        out, _ = self.mpi("s.toml", "--dry-run")
        self.assertEqual(out.count("6 scenarios:"), 1)
        self.assertEqual(self.left_over(), [])


if __name__ == "__main__":
    unittest.main()
