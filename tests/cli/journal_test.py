"""The journal of a run: what is computed is not lost, and what is not of this run is refused."""

import json
import os
import resource
import signal
import struct
import subprocess
import sys
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import journal_file
from program import PROGRAM, ProgramTest

STUDY = """
study = { title = "a long run", seed = 4 }
population.p = { law = "categorical", weights = { grid = [[5, 3, 2], [1, 1]] } }
sample.x = { from = "p", n = { grid = [10, 100, 1000] } }
sample.y = { from = "p", n = { grid = [20, 50] }, path = "independent", route = "draw" }
estimate.H = { of = "entropy", on = "x", with = ["ml", "miller_madow"] }
estimate.G = { of = "entropy", on = "y", with = ["ml", "chao_shen"] }
check.bias = { estimate = "H", with = "ml", measure = "bias", at_most = 0.0 }
check.slope = { estimate = "H", with = "ml", measure = "rmse", slope = -0.5 }
replicates = { fixed = 20_000 }
"""
AT_ONCE = ("--journal-after", "0", "--threads", "2")


class JournalTest(ProgramTest):
    def same(self, a, b):
        self.assertTrue((self.folder / a).read_bytes() == (self.folder / b).read_bytes(), f"{a} is not {b}")


class Journals(JournalTest):
    def setUp(self):
        super().setUp()
        self.write("s.toml", STUDY)

    def interrupted(self, by=signal.SIGKILL):
        """Leaves x.h5.journal with some blocks of ref.h5's run; the code and what was said."""
        self.expect(0, "run", "s.toml", "--quiet", "--out", "ref.h5")
        process = subprocess.Popen([PROGRAM, "run", "s.toml", "--quiet", "--out", "x.h5", *AT_ONCE], cwd=self.folder, stderr=subprocess.PIPE,
                                   text=True)
        while process.poll() is None and len(self.journal()) < 100_000:
            time.sleep(0.002)
        process.send_signal(by)
        _, err = process.communicate(timeout=60)
        self.assertGreater(len(journal_file.blocks(self.journal())), 5)
        return process.returncode, err

    def journal(self, name="x.h5.journal"):
        path = self.folder / name
        return path.read_bytes() if path.exists() else b""

    def test_a_killed_run_goes_on_and_says_so(self):
        self.interrupted()
        there = len(set(journal_file.blocks(self.journal())))
        self.assertFalse((self.folder / "x.h5").exists())
        done = self.expect(0, "run", "s.toml", "--out", "x.h5", says="goes on where the run of x.h5.journal was interrupted:")
        self.assertIn(f"{there} of 1252 blocks", " ".join(done.stderr.split()))
        self.same("x.h5", "ref.h5")
        self.assertEqual([p.name for p in self.folder.iterdir() if p.suffix in (".journal", ".lock", ".tmp")], [])
        self.assertEqual(json.loads((self.folder / "x.h5.run.json").read_text())["blocks_from"], ["x.h5.journal"])

    def test_an_interrupted_run_leaves_a_result_and_its_journal(self):
        code, err = self.interrupted(by=signal.SIGINT)
        self.assertEqual(code, 75)
        self.assertIn("the same command goes on from x.h5.journal", " ".join(err.split()))
        self.assertTrue((self.folder / "x.h5.journal").exists())
        self.assertTrue(json.loads(self.expect(0, "inspect", "x.h5", "--json").stdout)["partial"])
        self.expect(0, "run", "s.toml", "--quiet", "--out", "x.h5")
        self.same("x.h5", "ref.h5")
        self.assertFalse((self.folder / "x.h5.journal").exists())

    def test_what_is_not_whole_is_dropped(self):
        self.interrupted()
        whole = self.journal()
        ends = [at for at, _, _ in journal_file.frames(whole)][1:]
        middle = ends[len(ends) // 2]
        spoiled = bytearray(whole)
        spoiled[middle + 30] ^= 1
        for torn in (whole[: ends[-1] + 5], whole + b"\0" * 100, bytes(spoiled), whole):
            self.write("x.h5.journal", torn)
            (self.folder / "x.h5").unlink(missing_ok=True)
            done = self.expect(0, "run", "s.toml", "--out", "x.h5")
            self.assertEqual("no whole record and are dropped" in " ".join(done.stderr.split()), torn != whole)
            self.same("x.h5", "ref.h5")

    def test_a_journal_is_there_with_its_header_or_not_at_all(self):
        def small_files():
            resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))

        done = subprocess.run([PROGRAM, "run", "s.toml", "--quiet", "--out", "x.h5", *AT_ONCE], cwd=self.folder,
                              stderr=subprocess.PIPE, text=True, preexec_fn=small_files)
        self.assertEqual(done.returncode, 74, done.stderr)
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), ["s.toml"])
        self.expect(0, "run", "s.toml", "--quiet", "--out", "x.h5", *AT_ONCE)

    def test_another_runs_journal_is_refused_with_both_values(self):
        self.interrupted()
        whole = self.journal()
        for change, says in (("study.seed=5", "seed is 4 there and 5 here"), ("replicates.fixed=640", 'it has "fixed = 20000"'),
                             ("sample.y.n={grid=[20,60]}", "study_hash is")):
            done = self.expect(73, "run", "s.toml", "--out", "x.h5", "--set", change, says="x.h5.journal: holds what another run has done")
            self.assertIn(says, done.stderr)
            self.assertIn("--restart", done.stderr)
        self.assertEqual(self.journal(), whole)
        # Of another program, machine or stream: the header says so, and it is sealed.
        frames = list(journal_file.frames(whole))
        for name in ("stream_version", "libm_sentinel", "plim_version", "git_commit", "compiler", "build_flags", "build_id", "shard"):
            other = [(key, "other" if key == name else text) for key, text in journal_file.facts(frames[0][2])]
            self.write("x.h5.journal", journal_file.frame(journal_file.HEADER, journal_file.payload_of(other)) + whole[frames[1][0] :])
            self.expect(73, "run", "s.toml", "--out", "x.h5", says=f"{name} is other there and ")
        self.expect(0, "run", "s.toml", "--out", "x.h5", "--restart", "--quiet")
        self.same("x.h5", "ref.h5")

    def test_what_is_no_journal_is_left_alone(self):
        for mine in (b"mine", b"", journal_file.frame(journal_file.BLOCK, b"x"), journal_file.frame(journal_file.HEADER, b"x" * 9)):
            self.write("x.h5.journal", mine)
            for more in ((), ("--restart",)):
                self.expect(65, "run", "s.toml", "--out", "x.h5", *more, says="x.h5.journal: ")
                self.assertEqual(self.journal(), mine)
            self.expect(65, "status", "x.h5")
            self.expect(65, "result", "x.h5.journal")
        (self.folder / "x.h5.journal").unlink()
        (self.folder / "x.h5.journal").symlink_to("s.toml")
        self.expect(73, "run", "s.toml", "--out", "x.h5", says="is no journal of plim")
        self.expect(66, "status", "y.h5", says="there is neither a result of that name nor a journal")
        self.expect(66, "result", "y.h5.journal")

    def test_other_numbers_for_a_block_are_an_alarm(self):
        self.interrupted()
        whole = self.journal()
        at, _, payload = [f for f in journal_file.frames(whole) if f[1] == journal_file.BLOCK][3]
        scenario, block = journal_file.blocks(whole)[3]
        other = bytearray(payload)
        other[-8] ^= 1  # the last word: one unit in the last place of a sum
        self.write("x.h5.journal", whole + journal_file.frame(journal_file.BLOCK, payload))  # twice the same
        self.expect(0, "run", "s.toml", "--out", "x.h5", "--quiet")
        self.same("x.h5", "ref.h5")
        self.write("y.h5.journal", whole + journal_file.frame(journal_file.BLOCK, bytes(other)))
        done = self.expect(65, "run", "s.toml", "--out", "y.h5", says="y.h5.journal: block ")
        self.assertIn(f"block {block} of ", done.stderr)
        self.assertIn("comes twice, with other numbers", done.stderr)

    def test_one_run_an_output(self):
        first = subprocess.Popen([PROGRAM, "run", "s.toml", "--quiet", "--out", "x.h5", "--set", "replicates.fixed=100_000_000"],
                                 cwd=self.folder, stderr=subprocess.DEVNULL)
        self.addCleanup(first.wait)
        self.addCleanup(first.kill)
        lock = self.folder / "x.h5.lock"
        for _ in range(200):
            if lock.exists() and lock.stat().st_size > 0:
                break
            time.sleep(0.05)
        self.expect(73, "run", "s.toml", "--out", "x.h5", says=f"x.h5: is in use by process {first.pid} on ")
        first.kill()
        first.wait()
        self.assertTrue(lock.exists())  # nobody holds what is left of it
        self.expect(0, "run", "s.toml", "--out", "x.h5", "--quiet", "--restart")
        self.assertFalse(lock.exists())

    def test_what_is_done_is_a_result_and_a_status(self):
        self.interrupted()
        got = json.loads(self.expect(0, "status", "x.h5", "--json").stdout)
        blocks = set(journal_file.blocks(self.journal()))
        self.assertEqual((got["blocks_done"], got["blocks"], got["running"]), (len(blocks), 1252, False))
        common = min(next(b for b in range(400) if (s, b) not in blocks) for s in range(4))
        self.assertEqual(got["common_blocks"], common)
        for scenario in got["scenarios"]:
            there = {b for s, b in blocks if s == scenario["scenario"]}
            missing = {b for first, last in scenario["missing"] for b in range(first, last + 1)}
            self.assertEqual(there | missing, set(range(313)))
            self.assertFalse(there & missing)
        shown = self.expect(0, "status", "x.h5.journal").stdout
        self.assertIn(f"{len(blocks)} of 1252 blocks of 64 replicates", shown)
        self.assertIn(f"every scenario has its first {64 * common} of 20000 replicates", shown)
        if common == 0:
            self.skipTest("no block that all scenarios have")
        self.expect(0, "result", "x.h5.journal", "--quiet")
        self.expect(0, "run", "s.toml", "--set", f"replicates.fixed={64 * common}", "--out", "short.h5", "--quiet")
        part, short = (json.loads(self.expect(0, "inspect", name, "--json").stdout) for name in ("x.partial.h5", "short.h5"))
        self.assertEqual((part["replicates"], part["partial"], part["replicates_asked"]), (64 * common, True, 20_000))
        for key in ("rows", "checks"):
            self.assertEqual(part[key], short[key])
        self.assertIn("no difference in what both say", self.expect(0, "diff", "x.partial.h5", "short.h5").stdout)


class Shards(JournalTest):
    def setUp(self):
        super().setUp()
        self.write("s.toml", STUDY.replace("20_000", "2000"))
        self.expect(0, "run", "s.toml", "--quiet", "--out", "ref.h5")

    def parts(self, count):
        for i in range(1, count + 1):
            self.expect(0, "run", "s.toml", "--shard", f"{i}/{count}", "--quiet")
        return [f"s.shard-{i}-of-{count}.journal" for i in range(1, count + 1)]

    def test_parts_are_checked_before_they_are_merged(self):
        three, two = self.parts(3), self.parts(2)
        reference = (self.folder / "ref.h5").read_bytes()
        for journals in (three[::-1], three + two[:1], three[:1] + two, three + three):
            self.expect(0, "merge", "m.h5", *journals, "--quiet")
            self.assertTrue((self.folder / "m.h5").read_bytes() == reference)
        done = self.expect(65, "merge", "n.h5", *three[1:], says="blocks are missing, of x from p = ")
        self.assertIn(": 0 to 9; ", done.stderr)
        self.assertFalse((self.folder / "n.h5").exists())
        self.expect(64, "merge", "n.h5", says="merge needs the journals")
        self.expect(66, "merge", "n.h5", "none.journal")
        self.expect(65, "merge", "n.h5", "ref.h5", says="is no journal of plim")
        self.expect(0, "run", "s.toml", "--shard", "1/2", "--set", "study.seed=9", "--out", "other.journal", "--quiet")
        self.expect(65, "merge", "n.h5", two[1], "other.journal", says="is of another run than s.shard-2-of-2.journal: seed is 9 there and 4")
        self.assertEqual(json.loads((self.folder / "m.h5.run.json").read_text())["blocks_from"], three + three)

    def test_the_order_of_parts_is_of_no_matter(self):
        """Nor where their texts of the same study differ."""
        self.expect(0, "run", "s.toml", "--shard", "1/2", "--out", "a.journal", "--quiet")
        self.write("s.toml", (self.folder / "s.toml").read_text() + "# a second thought\n")
        self.expect(0, "run", "s.toml", "--shard", "2/2", "--out", "b.journal", "--quiet")
        self.expect(0, "merge", "ab.h5", "a.journal", "b.journal", "--quiet")
        self.expect(0, "merge", "ba.h5", "b.journal", "a.journal", "--quiet")
        self.same("ab.h5", "ba.h5")

    def test_one_other_number_in_a_part_is_an_alarm(self):
        two = self.parts(2)
        path = self.folder / two[0]
        whole = path.read_bytes()
        at, _, payload = [f for f in journal_file.frames(whole) if f[1] == journal_file.BLOCK][2]
        _, block = journal_file.blocks(whole)[2]
        other = bytearray(payload)
        other[-154] ^= 1  # in a series: sums behind the worst point of a check show nowhere
        mutant = journal_file.frame(journal_file.BLOCK, bytes(other))
        self.write("mutant.journal", whole[:at] + mutant + whole[at + len(mutant) :])
        done = self.expect(65, "merge", "m.h5", "mutant.journal", *two, says="comes twice, with other numbers")
        self.assertIn(f"block {block} of ", done.stderr)
        # Nobody has another opinion of it: only the sums tell.
        self.expect(0, "merge", "m.h5", "mutant.journal", two[1], "--quiet")
        self.assertFalse((self.folder / "m.h5").read_bytes() == (self.folder / "ref.h5").read_bytes())

    def test_a_part_is_gone_on_with(self):
        self.write("s.toml", STUDY)
        process = subprocess.Popen([PROGRAM, "run", "s.toml", "--shard", "2/3", *AT_ONCE, "--quiet"], cwd=self.folder)
        time.sleep(0.25)
        process.kill()
        process.wait()
        self.expect(0, "run", "s.toml", "--shard", "2/3", "--quiet")
        there = journal_file.blocks((self.folder / "s.shard-2-of-3.journal").read_bytes())
        self.assertEqual(len(there), len(set(there)))
        self.assertEqual(sorted({s for s, _ in there}), [0, 1, 2, 3])
        self.assertIn("part 2/3: ", self.expect(0, "status", "s.shard-2-of-3.journal").stdout)

    def test_a_part_by_another_name_has_a_status(self):
        self.expect(0, "run", "s.toml", "--shard", "1/2", "--quiet", "--out", "part.one")
        self.assertIn("part 1/2: ", self.expect(0, "status", "part.one").stdout)
        self.expect(66, "status", "s.toml", says="no run of it is interrupted")

    def test_what_is_no_part(self):
        for wrong in ("0/3", "4/3", "1", "1/", "/3", "a/b", "1/3/4", "-1/3", "1/0", "1/2000000"):
            self.expect(64, "run", "s.toml", f"--shard={wrong}", says="must be I/N")
        self.expect(73, "run", "s.toml", "--shard", "1/2", "--out", "s.toml", says="is an input of the study")


if __name__ == "__main__":
    unittest.main()
