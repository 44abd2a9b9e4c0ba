"""Studies that are deep, long or wrong in many places are refused in time, with at most 100 faults told."""

import pathlib
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import STUDY, ProgramTest  # noqa: E402

MANY = 100_000


class StudyLimits(ProgramTest):
    def refused(self, text, *words, says, codes=(78,), seconds=10):
        self.write("s.toml", text)
        begin = time.monotonic()
        done = self.plim("validate", "s.toml", *words)
        self.assertLess(time.monotonic() - begin, seconds)
        self.assertIn(done.returncode, codes, done.stderr[:500])
        said = done.stdout + done.stderr
        self.assertIn(says, said[:5000] + said[-5000:])
        return said

    def test_nesting(self):
        dots, deep = ".".join(["a"] * MANY), "nesting deeper than 64 levels"
        for text in (f"[{dots}]\n", f"{dots} = 1\n", f"x = {'[' * MANY}\n", f"x = {'{ a = ' * MANY}\n", f'x = ["""a""""]\n[{dots}]\n',
                     f"x = ['''a''''']\n[{dots}]\n", f'y = {{ s = """a""""", {dots} = 1 }}\n', f"x = \"\\\"\"\n[{dots}]\n", f"# \"\n[{dots}]\n"):
            self.refused(text, says=deep)
        # Each key and each bracket is shallow, their product is not.
        key = ".".join(["a"] * 50)
        self.refused("x = " + f"{{ {key} = " * 50 + "1" + " }" * 50 + "\n", says=deep)
        self.refused(f"[{key}]\n" + f"{key} = 1\n", says="the study has no population")
        self.write("s.toml", STUDY + "# " + "[" * MANY + "\n")
        self.expect(0, "validate", "s.toml")

    def test_overrides(self):
        for key, codes in ((".".join(["a"] * 40_000), (64,)), (".".join(["a"] * 65), (78,)), ("a." * 65 + "a", (64,)), (".a", (64,)), ("a.", (64,)), ("", (64,))):
            self.refused(STUDY, "--set", f"{key}=1", says="--set", codes=codes)
        for value in ("[" * 40_000, "[" * 65 + "]" * 65, "{ a = " * 65 + "1" + " }" * 65, '"""a""""' + "[" * 40_000, "{ " + ".".join(["a"] * 40_000) + " = 1 }",
                      "1\n[a]\nb = 2", "'", '"""'):
            self.refused(STUDY, "--set", f"sample.x.n={value}", says="sample.x.n")
        many = [word for i in range(2000) for word in ("--set", f"population.p{i}.law=nonsense")]
        self.refused(STUDY, *many, says="more faults")

    def test_a_hundred_faults_are_told(self):
        for text, last in ((STUDY + "".join(f"k{i} = 1\n" for i in range(MANY)), f"and {MANY - 100} more faults\n"),
                           (STUDY + "".join(f"k{i} = 1\n" for i in range(101)), "and 1 more fault\n"),
                           (STUDY.replace('["ml", "miller_madow"]', "[" + ", ".join(f'"m{i}"' for i in range(MANY)) + "]"), f"and {MANY - 100} more faults\n"),
                           (STUDY + "".join(f"[population.p{i}]\n" for i in range(MANY)), f"and {MANY - 100} more faults\n"),
                           (STUDY + "".join(f"check.c{i} = {{ estimate = 'H' }}\n" for i in range(MANY)), f"and {2 * MANY - 100} more faults\n"),
                           ("".join(f"k{i} = 1979-05-27\n" for i in range(MANY)), f"and {MANY - 100} more faults\n")):
            said = self.refused(text, says=last)
            self.assertEqual(len(said.splitlines()), 101)
            self.assertTrue(said.endswith(last))
        done = self.plim("run", "s.toml", "--out", "x.h5")
        self.assertEqual((done.returncode, len(done.stderr.splitlines())), (78, 101))
        self.assertEqual(len(self.refused(STUDY + "".join(f"k{i} = 1\n" for i in range(100)), says="k99").splitlines()), 100)

    def test_a_long_value_is_cut_in_a_message(self):
        for text in (STUDY.replace("[5, 3, 2]", "[" + '"é", ' * MANY + "1]"), STUDY + "é".join(["'" + "x" * MANY, "y'"]) + " = 1\n",
                     STUDY.replace('of = "entropy"', 'of = "' + "é" * MANY + '"')):
            said = self.refused(text, says=" ... ")
            self.assertLess(max(map(len, said.splitlines())), 3000)
            self.assertNotIn("\\x", said)  # cut between characters

    def test_two_verbs_of_which_one_is_a_range(self):
        check = 'check.c = { estimate = "H", with = "ml", measure = "coverage", within = [0.1, 0.2], fits = { a = 1 } }\n'
        self.assertIn("has several verbs", self.refused(STUDY + check, says="check.c.fits: is {"))

    def test_a_grid_too_large_beside_another_fault(self):
        self.refused(STUDY + 'population.q = { law = "normal", mean = { from = 0, to = 1, step = 1e-5 }, sd = { from = 1, to = 2, step = 1e-5 } }\nk = 1\n',
                     says="its grid has more than 10^6 points")

    def test_sixteen_megabytes(self):
        size = 16 << 20
        self.write("s.toml", STUDY + "#" * (size - len(STUDY)))
        self.expect(0, "validate", "s.toml")
        self.refused(STUDY + "#" * (size - len(STUDY) + 1), says="a study file has at most 16777216")
        for filling in ("k = 1\n", "[a]\n", "a = [[[[[[\n", '"', "'''", "\\", "\0", "\u202e", "a.b.c = 1\n"):
            self.refused((STUDY + filling * (size // len(filling.encode())))[:size - 400], says="s.toml", seconds=30)


if __name__ == "__main__":
    unittest.main()
