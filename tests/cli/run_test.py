"""Commands, exit codes, messages and same bytes of the whole program."""

import json
import os
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import SOURCE, STUDY, ProgramTest  # noqa: E402


class BadInput(ProgramTest):
    def refuse(self, code, says, text=STUDY, *more):
        path = self.write("s.toml", text)
        self.expect(code, "run", path, "--quiet", *more, says=says)
        self.assertEqual(self.left_over(), [])

    def data(self, name, content, says, symbols="characters", keep="letters"):
        self.write(name, content)
        text = STUDY.replace('{ law = "categorical", weights = [5, 3, 2] }',
                             f'{{ law = "file", path = "{name}", symbols = "{symbols}", keep = "{keep}" }}')
        self.refuse(65, says, text)

    def test_study_files(self):
        self.expect(66, "run", "missing.toml", says="missing.toml: cannot read: No such file")
        self.expect(66, "run", self.folder, says="is a directory")
        os.mkfifo(self.folder / "pipe.toml")
        self.expect(66, "run", self.folder / "pipe.toml", says="is not a regular file")
        self.expect(66, "run", "/dev/null", says="is not a regular file")
        big = self.folder / "big.toml"
        with open(big, "wb") as file:
            file.truncate(1 << 30)
        self.expect(78, "run", big, says="has 1073741824 bytes; a study file has at most 16777216")
        self.refuse(78, ":1:", "\xff\n".encode("latin-1"))
        self.refuse(78, "nesting deeper than 64", "x = " + "[" * 100000)
        self.refuse(78, "nesting deeper than 64", "x = " + "{a = " * 100000)
        self.refuse(78, "nesting deeper than 64", ".".join("a" * 1000) + " = 1")
        # A string of several lines may end in quotes of its own: the guard must not take them for a new one.
        self.refuse(78, "nesting deeper than 64", 'y = { s = """a"""", ' + ".".join("a" * 100000) + " = 1 }")
        self.refuse(78, "nesting deeper than 64", 'x = ["""a"""", """b""""", \'\'\'c\'\'\'\'\']\n[' + ".".join("a" * 100000) + "]")
        self.expect(64, "validate", self.write("s.toml", STUDY), "--set", ".".join("a" * 40000) + "=1", says="a key has at most 64 dots")
        self.refuse(78, "s.toml:7:14: error: ", STUDY + "replicates = { fixed = 3 }\n")
        self.refuse(78, "", STUDY.replace("200", "99999999999999999999"))

    def test_texts(self):
        self.data("empty.txt", "", "empty.txt: is empty")
        self.data("digits.txt", "1234 5678", "has 9 bytes, but no letter")
        self.data("bad.txt", b"good\nba\xffd", "bad.txt:2:3: byte 0xFF at offset 7 is not UTF-8")
        self.data("cut.txt", b"good \xe2\x82", "at offset 5 is not UTF-8")
        self.data("blank.txt", "  \n", "no word", "words", "all")

    def test_missing_data(self):
        text = STUDY.replace('law = "categorical", weights = [5, 3, 2]', 'law = "file", path = "no.txt", symbols = "bytes"')
        self.refuse(66, "no.txt: no such file", text)
        self.refuse(66, "is a directory", text.replace("no.txt", "."))

    def test_csv(self):
        text = STUDY.replace('law = "categorical", weights = [5, 3, 2]', 'law = "file", path = "d.csv", column = "x"')
        for content, says in (("", "is empty"), ("y\n1\n", "no column \"x\" (did you mean \"y\"?)"),
                              ("x\n1\nnan\n", "d.csv:3:1: x is \"nan\""), ("x,y\n1\n", "d.csv:2:1: this row has 1 field; the first has 2"),
                              ("x\n", "has no observation"),
                              ("x\n\"1\n", "a quote is not closed")):
            self.write("d.csv", content)
            self.refuse(65, says, text)

    def test_parameters(self):
        for old, new, says in (("[5, 3, 2]", "[0, 0]", "a finite sum above 0"), ("categorical", "zipff", "unknown law"),
                               ("grid = [10, 100, 10_000]", "grid = [0]", "must be an integer from 1 to 2^53"),
                               ("weights = [5, 3, 2]", "p = [0.5, 0.4]", "sums to 0.9")):
            self.refuse(78, says, STUDY.replace(old, new))

    def test_outputs(self):
        path = self.write("s.toml", STUDY)
        before = path.read_bytes()
        self.expect(73, "run", path, "--out", path, says="is an input of the study")
        self.assertEqual(path.read_bytes(), before)
        other = self.write("other.h5", "not a result")
        self.expect(73, "run", path, "--out", other, says="is not a result file of plim")
        self.assertEqual(other.read_text(), "not a result")
        other.unlink()
        self.expect(73, "run", path, "--out", self.folder, says="is a directory")
        self.expect(73, "run", path, "--out", self.folder / "no" / "x.h5", says="does not exist")
        self.expect(73, "run", path, "--out", path / "x.h5", says="does not exist")
        self.expect(73, "run", path, "--out", "/proc/x.h5", says="cannot create a file in /proc")
        self.assertEqual(self.left_over(), [])

    def test_usage(self):
        path = self.write("s.toml", STUDY)
        self.expect(64, "rnu", path, says='did you mean "run"?')
        self.expect(64, says="usage: plim")
        self.expect(64, "run", says="no STUDY.toml given")
        self.expect(64, "run", path, "--thread", "2", says="usage: plim run")
        self.expect(64, "run", path, "--threads", "-1", says="must be from 0 to 4096")
        # A natural number has no minus, and nothing else before or behind it.
        for words in (("sample", "normal", "mean=0", "sd=1", "-n", "3", "--seed"), ("evaluate", path, "--loss", "a", "--vocabulary"), ("evaluate", path, "--loss", "a", "--seed"),
                      ("diff", path, path, "--top"), ("run", path, "--journal-after")):
            for number in ("-1", "-0", "1.5", "1e3", " 1", "18446744073709551616"):
                self.expect(64, *words[:-1], f"{words[-1]}={number}", says=f"the argument ('{number}') for option '{words[-1]}' is invalid")
        self.assertEqual(*(self.expect(0, "sample", "normal", "mean=0", "sd=1", "-n", "3", *more).stdout for more in ((), ("--seed", "0"))))
        self.expect(64, "sample", "normal", "mean=0", "sd=1", "-n", "3", "--replicate", "-1", says="must be from 0 to 2^40 - 1")
        self.assertIn("study.seed: is -1, but must be an integer from 0", self.expect(78, "validate", path, "--set", "study.seed=-1").stdout)
        self.expect(64, "run", path, "--set", "nonsense", says="must be KEY=VALUE")
        self.expect(64, "list", "familys", says='did you mean "families"?')
        done = self.plim("run", path, environment={"PLIM_ISA": "v9"})
        self.assertEqual((done.returncode, "must be v2, v3 or v4" in done.stderr), (64, True))

    def test_a_full_device_is_an_error_of_output(self):
        done = os.system(f"{os.environ['PLIM_PROGRAM']} list > /dev/full 2> {self.folder}/e")
        self.assertEqual(os.waitstatus_to_exitcode(done), 74)


class Commands(ProgramTest):
    def test_validate(self):
        good, bad = self.write("good.toml", STUDY), self.write("bad.toml", STUDY.replace('"ml"', '"mll"').replace("10_000", "0"))
        self.expect(0, "validate", good, says="no faults")
        done = self.expect(78, "validate", bad)
        self.assertEqual(len(done.stdout.splitlines()), 2)
        faults = json.loads(self.expect(78, "validate", bad, "--json").stdout)["faults"]
        self.assertEqual([(f["line"], f["suggestion"]) for f in faults], [(4, ""), (5, "ml")])

    def test_list(self):
        listed = json.loads(self.expect(0, "list", "--json").stdout)
        self.assertLessEqual({"bernoulli", "categorical", "normal", "exponential"}, {f["name"] for f in listed["families"]})
        self.assertEqual(set(listed["families"][0]["parameters"][0]), {"name", "type", "domain", "default", "help"})
        self.expect(0, "list", "estimators", says="miller_madow of entropy")

    def test_run_and_inspect_agree(self):
        path = self.write("s.toml", STUDY)
        ran = json.loads(self.expect(0, "run", path, "--json").stdout)
        inspected = json.loads(self.expect(0, "inspect", "s.h5", "--json").stdout)
        self.assertEqual(ran, inspected)
        row = ran["rows"][0]
        self.assertEqual(set(row), {"sample", "population", "at", "n", "estimate", "series", "label", "measure", "value", "mcse",
                                    "count", "prediction", "prediction_kind", "prediction_of", "truth", "unit", "level", "failure_rate", "failures"})
        self.expect(0, "inspect", "s.h5", says="cite as: plim")
        self.expect(66, "inspect", "no.h5", says="no such file")
        self.write("text.h5", "text")
        self.expect(65, "inspect", "text.h5", says="is not an HDF5 file")

    def test_dry_run_writes_nothing(self):
        path = self.write("s.toml", STUDY)
        done = self.expect(0, "run", path, "--dry-run")
        for word in ("route counts:conditional_binomial", "n = 10 by alias", "n = 100 .. 10000 by conditional_binomial",
                     "200 replicates in 4 blocks of 64", "memory", "output: about", "time: about"):
            self.assertIn(word, done.stdout)
        self.assertEqual(self.left_over(), [])

    def test_one_is_not_many(self):
        text = STUDY.replace("{ grid = [10, 100, 10_000] }", "10").replace('["ml", "miller_madow"]', '"ml"')
        path = self.write("s.toml", text)
        one = ("--set", "replicates.fixed=1")
        done = self.expect(0, "run", path, "--dry-run", *one).stdout
        for words in ("1 size, 1 series, ", "1 scenario:", "1 replicate in 1 block of 64"):
            self.assertIn(words, done)
        self.assertIn("1 replicate of 1 scenario in ", self.expect(0, "run", path, *one).stdout)
        self.assertIn("1 replicate in s.h5", self.expect(0, "inspect", "s.h5").stdout)
        self.assertIn("2 replicates of 1 scenario in ", self.expect(0, "run", path, "--set", "replicates.fixed=2").stdout)

    def test_overrides_are_stored(self):
        path = self.write("s.toml", STUDY)
        self.expect(0, "run", path, "--quiet", "--set", "replicates.fixed=7")
        self.expect(0, "inspect", "s.h5", "--full", says="replicates.fixed=7")

    def test_the_resolved_study_gives_the_same_study(self):
        import h5py
        path = self.write("s.toml", STUDY)
        self.expect(0, "run", path, "--quiet")
        with h5py.File(self.folder / "s.h5") as file:
            resolved, hash_of, given = (file.attrs[k] for k in ("config_resolved", "config_hash", "config_toml"))
            bias = file["x/p/H/bias"][:]
        self.assertEqual(given, STUDY)
        again = self.write("again.toml", resolved)
        self.expect(0, "run", again, "--quiet")
        with h5py.File(self.folder / "again.h5") as file:
            self.assertEqual(file.attrs["config_resolved"], resolved)
            self.assertEqual(file.attrs["config_hash"], hash_of)
            self.assertTrue((file["x/p/H/bias"][:] == bias).all())


class SameBytes(ProgramTest):
    STUDY = SOURCE / "experiments" / "english_letters.toml"

    def result(self, *words, isa=""):
        done = self.plim("run", self.STUDY, "--quiet", "--out", "r.h5", *words, environment={"PLIM_ISA": isa})
        if isa and "lacks the instruction set" in done.stderr:
            return None
        self.assertEqual(done.returncode, 0, done.stderr)
        return (self.folder / "r.h5").read_bytes()

    def test_threads_lanes_and_instruction_sets(self):
        plain = self.result("--threads", "1", "--group", "1")
        for threads in (1, 2, 3, 5):
            self.assertEqual(self.result("--threads", str(threads)), plain)
        for group in (3, 8, 16):
            self.assertEqual(self.result("--group", str(group)), plain)
        for isa in ("v2", "v3", "v4"):
            self.assertIn(self.result(isa=isa), (plain, None))

    def test_another_seed_gives_other_bytes(self):
        self.assertNotEqual(self.result(), self.result("--set", "study.seed=1"))


class Experiments(ProgramTest):
    def test_every_shipped_study_is_valid(self):
        studies = sorted((SOURCE / "experiments").glob("*.toml"))
        self.assertGreaterEqual(len(studies), 3)
        for study in studies:
            self.expect(0, "validate", study)


if __name__ == "__main__":
    unittest.main()
