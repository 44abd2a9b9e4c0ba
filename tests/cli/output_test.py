#!/usr/bin/env python3
"""What a run may write over: nothing that somebody would miss."""
import json
import os
import unittest

from program import ProgramTest

STUDY = '''study = { title = "one", seed = 1 }
population.c = { law = "categorical", p = [0.1, 0.9] }
sample.x = { from = "c", n = 10 }
estimate.H = { of = "entropy", on = "x", with = ["ml"] }
replicates = { fixed = 20 }
'''


class Replacing(ProgramTest):
    def test_another_study_or_more_replicates_are_refused(self):
        study = self.write("s.toml", STUDY)
        self.expect(0, "run", study, "--quiet", "--out", "r.h5")
        whole = (self.folder / "r.h5").read_bytes()
        fewer = ("run", study, "--set", "replicates.fixed=19", "--out", "r.h5")
        self.expect(73, *fewer, says='r.h5: holds "one" with 20 replicates, more than the 19 of this study; replace it by --force')
        other = self.write("o.toml", STUDY.replace('"one"', '"two"'))
        self.expect(73, "run", other, "--out", "r.h5", says='holds "one" with 20 replicates, another study than "two"')
        self.expect(73, "run", other, "--out", "r.h5", "--dry-run", says="--force")
        self.assertEqual((self.folder / "r.h5").read_bytes(), whole)
        self.expect(0, "run", other, "--quiet", "--force", "--out", "r.h5")
        self.assertNotEqual((self.folder / "r.h5").read_bytes(), whole)
        self.expect(0, *fewer, "--quiet", "--force")

    def test_what_is_replaced_is_said(self):
        study = self.write("s.toml", STUDY)
        self.expect(0, "run", study, "--quiet", "--out", "r.h5")
        done = self.plim("run", study, "--set", "replicates.fixed=30", "--out", "r.h5")
        self.assertEqual(done.returncode, 0)
        self.assertIn('note: r.h5 is replaced; it held "one" with 20 replicates', done.stderr)
        self.assertEqual(self.plim("run", study, "--quiet", "--force", "--out", "r.h5").stderr, "")


class RunFacts(ProgramTest):
    def test_stand_under_the_whole_name_of_the_result(self):
        study = self.write("s.toml", STUDY)
        for name in ("a.1", "a.2", "b.h5"):
            self.expect(0, "run", study, "--quiet", "--out", name)
            facts = json.loads((self.folder / (name + ".run.json")).read_text())
            self.assertEqual((facts["filetype"], facts["study"]), ("plim-run", str(study)))
        self.expect(0, "run", study, "--quiet", "--out", "b.h5")

    def test_never_hit_another_file(self):
        place = self.folder / "r.h5.run.json"
        study = self.write("r.h5.run.json", STUDY)
        refused = lambda: self.expect(73, "run", study, "--quiet", "--out", "r.h5", says="r.h5.run.json: ")
        refused()  # the study itself
        self.assertEqual(study.read_text(), STUDY)
        study = self.write("s.toml", STUDY)
        place.write_text("mine")
        refused()
        self.assertEqual(place.read_text(), "mine")
        place.write_text('{"threads": 2}')
        refused()
        place.unlink()
        place.symlink_to("s.toml")
        refused()
        self.assertEqual(study.read_text(), STUDY)
        place.unlink()
        place.symlink_to("nowhere")
        refused()
        place.unlink()
        place.mkdir()
        refused()
        place.rmdir()
        os.mkfifo(place)
        refused()
        place.unlink()
        data = self.write("r.h5.run.json", "hello world")
        text = STUDY.replace('law = "categorical", p = [0.1, 0.9]', 'law = "file", path = "r.h5.run.json", symbols = "characters"')
        self.expect(73, "run", self.write("f.toml", text), "--out", "r.h5", says="is an input of the study")
        self.assertEqual(data.read_text(), "hello world")
        self.assertFalse((self.folder / "r.h5").exists())

    def test_names_too_long_for_either_are_refused_before_computing(self):
        long = self.write("s.toml", STUDY.replace("fixed = 20", "fixed = 2000000000"))
        for length in (247, 250, 255, 256, 300):
            self.expect(73, "run", long, "--quiet", "--out", "n" * (length - 3) + ".h5", says="name")
        self.expect(0, "run", self.write("t.toml", STUDY), "--quiet", "--out", "n" * 243 + ".h5")


if __name__ == "__main__":
    unittest.main()
