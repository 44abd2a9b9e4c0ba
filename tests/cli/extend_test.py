"""A finished study that keeps its blocks is extended: what is missing is run, and the bytes are those of a fresh run."""

import json
import os
import shutil
import subprocess
import sys
import unittest

import h5py
import numpy
import xarray

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import journal_file
from program import PROGRAM, ProgramTest, seal

SANITISED = os.environ.get("PLIM_SANITISED", "-1") != "-1"

STUDY = """
study = { title = "to be extended", seed = 3 }
population.p = { law = "zipf", N = 1000, s = { grid = [0.8, 1.0] } }
sample.x = { from = "p", n = { grid = [10, 100] } }
estimate.H = { of = "entropy", on = "x", with = ["ml", "miller_madow"] }
check.b = { estimate = "H", with = "ml", measure = "bias", at_most = 0.0 }
replicates = { fixed = 1000 }
output = { keep = ["blocks"] }
"""
CHECK = 'check.c = { estimate = "H", with = "ml", measure = "rmse", slope = -0.5 }\n'
# What is asked for then: the study, blocks that are done, that are drawn again, and that there are.
LARGER = {
    "replicates": (STUDY.replace("1000 }\noutput", "3000 }\noutput"), 30, 0, 94),
    "sizes at the end": (STUDY.replace("[10, 100]", "[10, 100, 500]"), 0, 32, 32),
    "an estimator": (STUDY.replace('"miller_madow"]', '"miller_madow", "chao_shen"]'), 0, 32, 32),
    "a check": (STUDY + CHECK, 0, 32, 32),
    "all at once": (STUDY.replace('"miller_madow"]', '"chao_shen", "miller_madow"]').replace("1000 }\noutput", "3000 }\noutput").replace("[10, 100]", "[10, 100, 500]").replace("[0.8, 1.0]", "[1.0, 1.2, 0.8]") + CHECK, 0, 30, 141),
    "a control": (STUDY.replace('"miller_madow"]', '"miller_madow", "chao_shen"], against = "ml"'), 0, 32, 32),
    "more trajectories": (STUDY.replace("output = {", "output = { trajectories = 100,"), 28, 4, 32),
    "a measure": (STUDY.replace("output = {", 'output = { measures = ["median"],'), 0, 32, 32),
    "scenarios": (STUDY.replace("[0.8, 1.0]", "[0.8, 1.0, 1.2]"), 32, 0, 48),
    "less": (STUDY.replace('["ml", "miller_madow"]', '["ml"]'), 32, 0, 32),
    "another order of scenarios": (STUDY.replace("[0.8, 1.0]", "[1.0, 0.8]"), 32, 0, 32),
    "nothing": (STUDY, 32, 0, 32),
}


class Extending(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("s.toml", STUDY)
        self.expect(0, "run", "s.toml", "--quiet", "--out", "first.h5")

    def extend(self, study, *more):
        """What a run of a larger study says that is put in the place of the first."""
        self.write("larger.toml", study)
        for suffix in ("", ".run.json"):
            shutil.copy(self.folder / ("first.h5" + suffix), self.folder / ("x.h5" + suffix))
        plan = self.expect(0, "run", "larger.toml", "--out", "x.h5", "--dry-run", *more)
        done = self.expect(0, "run", "larger.toml", "--out", "x.h5", *more)
        return " ".join(plan.stderr.split()), " ".join(done.stderr.split())

    def test_the_bytes_are_those_of_a_fresh_run(self):
        for name, (study, done, again, blocks) in LARGER.items():
            with self.subTest(name):
                for said in self.extend(study):
                    self.assertIn(f"goes on from the blocks that x.h5 keeps: {done} of {blocks} are done", said)
                    self.assertEqual(f"{again} are drawn again for what the study asks for now besides" in said, again > 0)
                self.expect(0, "run", "larger.toml", "--out", "fresh.h5", "--quiet", "--restart", "--force")
                self.assertTrue((self.folder / "x.h5").read_bytes() == (self.folder / "fresh.h5").read_bytes())

    def test_blocks_of_another_seed_are_of_no_use(self):
        _, said = self.extend(STUDY.replace("seed = 3", "seed = 4"))
        self.assertIn("0 of 32 are done; 32 hold nothing that it asks for", said)

    @unittest.skipIf(SANITISED, "a sanitiser takes memory of its own")
    def test_samples_of_one_law_at_many_sizes_take_no_room_of_each_other(self):
        points = 200
        laws, sizes = ", ".join(["[1, 1]"] * points), ", ".join(map(str, range(10, 10 + points)))
        self.write("s.toml", f"""
study = {{ title = "one law", seed = 3 }}
population.p = {{ law = "categorical", weights = {{ grid = [{laws}], zip = "z" }} }}
sample.x = {{ from = "p", n = {{ grid = [{sizes}], zip = "z" }}, path = "independent" }}
estimate.H = {{ of = "entropy", on = "x", with = ["ml"] }}
replicates = {{ fixed = 1280 }}
output = {{ keep = ["blocks"] }}
""")
        peaks = []
        for _ in range(2):
            self.expect(0, "run", "s.toml", "--quiet", "--out", "x.h5")
            peaks.append(json.loads((self.folder / "x.h5.run.json").read_text())["peak_memory_bytes"])
        self.assertLess(peaks[1], peaks[0] + 50e6)

    @unittest.skipIf(SANITISED, "a sanitiser takes memory of its own")
    def test_the_memory_of_kept_blocks_is_foreseen(self):
        study = """
study = { title = "many blocks", seed = 3 }
population.p = { law = "bernoulli", p = 0.3 }
sample.x = { from = "p", n = { grid = [20] } }
estimate.H = { of = "entropy", on = "x", with = ["ml"] }
replicates = { fixed = 3_000_000 }
output = { keep = ["blocks"] }
"""
        def peak(out):
            # A child has the peak of its parent until it has one of its own: a shell has a small one.
            subprocess.run(["sh", "-c", f"{PROGRAM} run s.toml --quiet --out {out}; exit $?"], cwd=self.folder, check=True)
            return json.loads((self.folder / f"{out}.run.json").read_text())["peak_memory_bytes"]

        # What plans foresee of a run without blocks is nothing beside the program itself.
        self.write("s.toml", study.replace("3_000_000", "64"))
        rest = peak("small.h5")
        for text in (study, study.replace('["ml"]', '["ml", "miller_madow"]')):
            self.write("s.toml", text)
            plan = self.expect(0, "run", "s.toml", "--out", "none.h5", "--dry-run").stdout
            foreseen = float(plan.split("memory: about ")[1].split(" MB")[0]) * 1e6
            taken = peak("x.h5") - rest
            self.assertLess(taken, foreseen)
            self.assertLess(foreseen, 4 * taken)

    def test_without_blocks_all_is_run(self):
        self.write("s.toml", STUDY.replace("output = {", "output = { trajectories = 3 } #"))
        self.expect(0, "run", "s.toml", "--quiet", "--out", "first.h5")
        with h5py.File(self.folder / "first.h5") as file:
            self.assertNotIn("blocks", file)
        self.assertNotIn("goes on", self.extend(STUDY)[1])

    def test_blocks_of_another_program_are_not_taken(self):
        with h5py.File(self.folder / "first.h5", "r+") as file:
            file.attrs.modify("libm_sentinel", "another machine")
        seal(self.folder / "first.h5")
        _, said = self.extend(STUDY)
        self.assertIn("the blocks that x.h5 keeps are not gone on from, since libm_sentinel is another machine there and", said)
        self.assertNotIn("are done", said)

    def test_blocks_of_another_build_of_the_same_commit_are_not_taken(self):
        with h5py.File(self.folder / "first.h5", "r+") as file:
            stored = file["blocks/frames"][...].tobytes()
            kinds = list(journal_file.frames(stored))
            self.assertEqual([name for name, _ in journal_file.facts(kinds[0][2])], ["build_id"])
            other = journal_file.frame(journal_file.HEADER, journal_file.payload_of([("build_id", "other")])) + stored[kinds[1][0] :]
            attributes = dict(file["blocks/frames"].attrs)
            del file["blocks/frames"]
            file["blocks"].create_dataset("frames", data=numpy.frombuffer(other, dtype="u1")).attrs.update(attributes)
        seal(self.folder / "first.h5")
        _, said = self.extend(STUDY)
        self.assertIn("the blocks that x.h5 keeps are not gone on from, since build_id is other there and", said)

    def test_blocks_that_are_damaged_are_said(self):
        with h5py.File(self.folder / "first.h5", "r+") as file:
            frames = file["blocks/frames"][...]
            frames[len(frames) // 2] ^= 1
            file["blocks/frames"][...] = frames
        seal(self.folder / "first.h5")
        shutil.copy(self.folder / "first.h5", self.folder / "x.h5")
        self.expect(65, "run", "s.toml", "--out", "x.h5", says="x.h5: the blocks that it keeps are damaged; --restart begins anew")
        self.expect(0, "run", "s.toml", "--out", "x.h5", "--restart", "--quiet")

    def test_a_second_look_is_said_unless_it_was_declared(self):
        larger = LARGER["replicates"][0]
        warning = "looks that were not declared before the first make wrong ones more likely"
        self.assertIn(warning, self.extend(larger)[1])
        noted = json.loads((self.folder / "x.h5.run.json").read_text())
        self.assertEqual((noted["looks"], noted["undeclared_look"]), ("1000 3000", True))
        # A third one remembers both.
        self.write("third.toml", larger.replace("3000", "4000"))
        done = self.expect(0, "run", "third.toml", "--out", "x.h5", says="verdict.looks = [1000, 3000, 4000]")
        # Declared before, it is none.
        looks = "verdict = { looks = [1000, 3000] }\n"
        self.write("s.toml", STUDY + looks)
        self.expect(0, "run", "s.toml", "--quiet", "--out", "first.h5")
        self.assertNotIn(warning, self.extend(larger + looks)[1])
        self.assertNotIn("undeclared_look", json.loads((self.folder / "x.h5.run.json").read_text()))
        # Declared after the first, it is one all the same: that was taken at the whole level.
        self.write("s.toml", STUDY)
        self.expect(0, "run", "s.toml", "--quiet", "--out", "first.h5")
        self.assertIn(warning, self.extend(larger + looks)[1])
        # Parts that are merged in the place of a result are a look as well.
        self.write("m.toml", larger)
        self.expect(0, "run", "m.toml", "--quiet", "--shard", "1/1", "--out", "m.journal")
        for suffix in ("", ".run.json"):
            shutil.copy(self.folder / ("first.h5" + suffix), self.folder / ("m.h5" + suffix))
        done = self.expect(0, "merge", "m.h5", "m.journal")
        self.assertIn(warning, " ".join(done.stderr.split()))
        self.assertEqual(json.loads((self.folder / "m.h5.run.json").read_text())["looks"], "1000 3000")
        # Without verdicts there is nothing to look at.
        plain = STUDY.replace("check.b", "#")
        self.write("s.toml", plain)
        self.expect(0, "run", "s.toml", "--quiet", "--out", "first.h5")
        self.assertNotIn(warning, self.extend(plain.replace("1000 }\noutput", "3000 }\noutput"))[1])

    def test_other_programs_read_the_file(self):
        with xarray.open_dataset(self.folder / "first.h5", group="blocks") as blocks:
            self.assertGreater(blocks.sizes["frames"], 1000)
        self.expect(78, "validate", self.write("b.toml", STUDY.replace("sample.x", "sample.blocks").replace('"x"', '"blocks"')).name)
        self.expect(78, "validate", self.write("k.toml", STUDY.replace('["blocks"]', '["block"]')).name, says='did you mean "blocks"')


if __name__ == "__main__":
    unittest.main()
