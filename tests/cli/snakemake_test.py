"""The example of a Snakemake workflow: shards and their merge."""

import os
import shutil
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import journal_file
from program import PROGRAM, SOURCE, STUDY, ProgramTest

SNAKEMAKE = "/usr/bin/snakemake"


@unittest.skipUnless(shutil.which(SNAKEMAKE), "snakemake is not installed")
class SnakemakeTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("a study.toml", STUDY)

    def snakemake(self, *words, program=PROGRAM):
        return subprocess.run([SNAKEMAKE, "--snakefile", SOURCE / "experiments" / "Snakefile", "--cores", "2", "--quiet", "--config",
                               f"plim={program}", "study=a study.toml", "shards=3", "out=x.h5", *words],
                              cwd=self.folder, capture_output=True, text=True, timeout=120, env={**os.environ, "HOME": str(self.folder)})

    def test_shards_and_their_merge_are_one_run(self):
        self.expect(0, "run", "a study.toml", "--out", "reference.h5", "--quiet")
        done = self.snakemake()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual((self.folder / "x.h5").read_bytes(), (self.folder / "reference.h5").read_bytes())

    def test_a_job_that_ended_early_goes_on(self):
        self.expect(0, "run", "a study.toml", "--out", "reference.h5", "--quiet")
        # A plim whose second part is stopped when it has one block.
        stops = self.write("stops", f"""#!/bin/bash
case " $* " in
  *" --shard 2/3 "*) [[ -e stopped ]] || {{ touch stopped; exec {PROGRAM} "$@" --max-time 0.000001; }} ;;
esac
exec {PROGRAM} "$@"
""")
        stops.chmod(0o755)
        done = self.snakemake(program=stops)
        self.assertNotEqual(done.returncode, 0)
        begun = self.folder / "x.h5.parts" / "2.journal.begun"
        self.assertTrue(begun.exists(), done.stderr)
        self.assertFalse((self.folder / "x.h5").exists())
        blocks = len(journal_file.blocks(begun.read_bytes()))
        done = self.snakemake(program=stops)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertGreaterEqual(len(journal_file.blocks((self.folder / "x.h5.parts" / "2.journal").read_bytes())), blocks)
        self.assertEqual((self.folder / "x.h5").read_bytes(), (self.folder / "reference.h5").read_bytes())


if __name__ == "__main__":
    unittest.main()
