"""Studies whose population is a column of a csv: read as plim estimate reads it."""

import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import ProgramTest  # noqa: E402

STUDY = """
study = { title = "a file", seed = 3 }
population.p = { law = "file", path = "d.csv", %s }
sample.x = { from = "p", n = 10 }
model.m = { likelihood = "poisson" }
%s
replicates = { fixed = 400 }
"""
MEAN = 'estimate.m = { of = "mean", on = "x", model = "m", with = "mle" }'
ENTROPY = 'estimate.H = { of = "entropy", on = "x", with = "ml" }'


class StudyFiles(ProgramTest):
    def run_study(self, content, keys, estimate=MEAN):
        self.write("d.csv", content)
        return self.plim("run", self.write("s.toml", STUDY % (keys, estimate)), "--json", "--threads", "1")

    def measure(self, name, *words):
        done = self.run_study(*words)
        self.assertEqual(done.returncode, 0, done.stderr)
        row = next(r for r in json.loads(done.stdout)["rows"] if r["measure"] == name)
        return row["value"], row["mcse"]

    def refuse(self, code, says, *words):
        done = self.run_study(*words)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertIn(says, done.stderr)

    def mean_is(self, wanted, content, keys):
        value, mcse = self.measure("mean", content, keys)
        self.assertLessEqual(abs(value - wanted), 6 * mcse + 1e-12, keys)  # chance of a false alarm 2e-9

    def test_columns(self):
        self.mean_is(3, "site,2001,2002\nA,3,4\nB,1,2\n", 'column = "2002"')
        self.mean_is(7, "5,1\n7,2\n9,3\n", 'column = "#1"')
        self.mean_is(7, "5,1\n7,2\n9,3\n", 'column = "1"')
        self.mean_is(7, "5,1\n7,2\n9,3\n", 'column = "1", header = false')
        self.mean_is(2.5, "5,1\n7,2\n9,3\n", 'column = "1", header = true')
        self.mean_is(5 / 6, "rownames,deaths,freq\n1,0,3\n2,1,1\n3,2,2\n", 'column = "deaths", count = "freq"')
        self.refuse(65, "d.csv:1:3: 1 is the position of a column and stands in the first row; say #1 for the position, or header = \"yes\" "
                    "if", "a,1\nb,2\n", 'column = "1"')
        self.refuse(65, 'd.csv:1:3: two columns are called "x": #1 and #2', "x,x\n1,2\n", 'column = "x"')

    def test_names_are_classes(self):
        birds = "species,count\nwren,7\nrobin,1\ntit,0\n"
        value, _ = self.measure("bias_controlled", birds, 'column = "species", count = "count"', ENTROPY)
        self.assertLess(value, 0)
        self.refuse(78, 'd.csv:2:1: species is "wren", but mle needs numbers', birds, 'column = "species", count = "count"')
        twice = "species,count\nwren,3\nrobin,1\nwren,4\n"
        self.refuse(65, 'd.csv:4:1: species is "wren" again, after line 2; a class has one count, unless sum_duplicates = true', twice,
                    'column = "species", count = "count"', ENTROPY)
        added, _ = self.measure("bias_controlled", twice, 'column = "species", count = "count", sum_duplicates = true', ENTROPY)
        self.assertEqual(added, value)
        self.refuse(78, 'd.csv:3:1: x is "1,5", a number with a comma, but mle needs numbers', 'x\n1\n"1,5"\n', 'column = "x"')

    def test_missing_values(self):
        self.refuse(65, 'd.csv:3:1: x is "NA", a word for a missing value; missing = "omit" leaves such rows out, na = "none" takes the word',
                    "x\n1\nNA\n", 'column = "x"')
        self.measure("bias_controlled", "country\nNA\nDE\n", 'column = "country", na = "none"', ENTROPY)
        self.mean_is(4, "x\n3\nNA\n-9\n5\n", 'column = "x", na = ["NA", "-9"], missing = "omit"')
        done = self.run_study("x\n3\nNA\n5\n", 'column = "x", missing = "omit"')
        self.assertIn("d.csv: 1 row with a missing value left out", done.stderr)
        self.assertEqual([s["law"] for s in json.loads(done.stdout)["samples"]],
                         ["x of d.csv: 2 classes, 2 observations, 1 left out with a missing value"])
        for words in ((), ("--full",)):
            self.assertIn("1 left out with a missing value", self.plim("inspect", "s.h5", *words).stdout)
        self.refuse(65, "d.csv: has no observation", "x\n", 'column = "x"')

    def test_of_which_class_a_probability_is(self):
        share = 'estimate.p = { of = "p", on = "x", model = "b", with = "mle" }\nmodel.b = { likelihood = "bernoulli" }'
        for keys, name, p in (('column = "x"', "yes", 0.75), ('column = "x", success = "no"', "no", 0.25)):
            done = self.run_study("x\nyes\nno\nyes\nyes\n", keys, share)
            self.assertIn(f'note: p: bernoulli counts class "{name}" of population p as 1\n', done.stderr)
            self.assertEqual({r["truth"] for r in json.loads(done.stdout)["rows"]}, {p})
        done = self.run_study("k,n\na,5\nb,3\nc,2\n", 'column = "k", count = "n", success = "b"', share)
        self.assertEqual({r["truth"] for r in json.loads(done.stdout)["rows"]}, {0.3})
        self.assertNotIn("counts class", self.run_study("x\n0\n1\n1\n", 'column = "x"', share).stderr)

    def test_what_a_run_says_of_its_file(self):
        done = self.run_study("# from a tool\nx\n1\n3\n", 'column = "x"')
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stderr, r"note: population.p: \S*d.csv: 1 line with # in front left out as comments\n")

    def test_keys(self):
        for keys, says in (('column = ""', "column: is empty"), ('column = "x", header = "maybe"', 'header: is "maybe", but must be one of yes, no, auto'),
                           ('column = "x", missing = "drop"', "must be one of refuse, omit"), ('column = "x", field = "a"', "needs exactly one of"),
                           ('column = "x", separator = "coma"', 'did you mean "comma"?'),
                           ('column = "x", separator = "comma", decimal = "comma"', "a comma cannot be both the separator and the decimal"),
                           ('field = "a", count = "n"', "count: has no place here")):
            self.refuse(78, says, "x\n1\n", keys)

    def test_forms_of_files(self):
        self.mean_is(2, "x;y\n1,0;a\n3;b\n", 'column = "x"')
        self.mean_is(3, "x;y\n2,000;a\n4,000;b\n", 'column = "x", decimal = "comma"')
        self.mean_is(2, '{"a":{"b":1}}\n{"a":{"b":3}}\n', 'field = "a.b"')
        done = self.run_study("x\ty\n1\ta\n3\tb\n", 'column = "x"')
        self.assertIn('read with header = "yes", separator = "tab"', done.stderr)

    def test_the_stored_study_reads_the_file_the_same_way(self):
        done = self.run_study("5,1\n7,2\n9,3\n", 'column = "1", header = false, missing = "omit"')
        self.assertEqual(done.returncode, 0, done.stderr)
        self.expect(0, "replay", "s.h5", "--scenario", "0", "--replicate", "3", says="stored trajectory")


if __name__ == "__main__":
    unittest.main()
