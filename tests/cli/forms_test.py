"""The forms in which people have data: what plim computes of each, or says. As a program it prints the table."""

import gzip
import json
import math
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from estimate_program import EstimateTest  # noqa: E402

MEAN = ("--estimator", "mean")
ML = ("--estimator", "ml")
P = ("--family", "bernoulli", "--estimator", "mle")

# Form, bytes, words, and what comes of it: the mean (or p), the counts of classes in their order, or a refusal.
FORMS = [
    ("header", "x\n1\n3\n", MEAN, 2),
    ("no header", "1\n3\n", MEAN, 2),
    ("header of years, said", "2001\n1\n3\n", (*MEAN, "--header", "yes"), 2),
    ("header of years, not said", "2001\n1\n3\n", MEAN, 'note: t: the first row, "2001", is taken as data'),
    ("names without a header", "a\nb\na\n", (*ML, "--header", "no"), (2, 1)),
    ("byte order mark, CRLF", "\ufeffx,y\r\n1,a\r\n3,b\r\n", (*MEAN, "--column", "x"), 2),
    ("carriage returns alone", "x\r1\r3\r", MEAN, 2),
    ("empty field", "x,y\n1,a\n,b\n3,c\n", (*MEAN, "--column", "x"), 'x is "", an empty field'),
    ("empty field left out", "x,y\n1,a\n,b\n3,c\n", (*MEAN, "--column", "x", "--missing", "omit"), 2),
    ("quoted empty field", 'x\n1\n""\n3\n', (*MEAN, "--missing", "omit"), 2),
    *((f"{word} among numbers", f"x\n1\n{word}\n3\n", (*MEAN, "--missing", "omit"), 2)
      for word in ("NA", "N/A", "NaN", "nan", "null", "None", ".", "?", "-")),
    *((f"{word} among names", f"x\na\n{word}\nb\na\n", ML, f'x is "{word}", a word for a missing value')
      for word in ("NA", "N/A", "nan", "null", "None")),
    *((f"{mark} among names", f"x\na\n{mark}\nb\na\n", ML, f'note: t:3:1: x is "{mark}", counted as a class') for mark in (".", "?")),
    ("NA as a class", "x\na\nNA\na\n", (*ML, "--na", "none"), (1, 2)),
    ("-9 for a missing value", "x\n1\n-9\n3\n", (*MEAN, "--na=-9", "--missing", "omit"), 2),
    ("NA in a pair", "x,y\na,u\na,NA\nb,v\n", (*ML, "--factors", "x,y", "--of", "entropy", "--missing", "omit"), (1, 0, 0, 1)),
    ("commas and blanks", "x, y\n1, 2\n3, 2\n", (*MEAN, "--column", "x"), 2),
    ("semicolons", "x;y\n1;a\n3;b\n", (*MEAN, "--column", "x"), 2),
    ("row names of R", '"x" "y"\n"1" 1 "a"\n"2" 3 "b"\n', (*MEAN, "--column", "x"), 2),
    ("sep=; of Excel", "sep=;\r\nx;y\r\n1,5;a\r\n2,5;b\r\n", (*MEAN, "--column", "x"), 2),
    ("one column of decimal commas", "x\n1,5\n2,5\n", MEAN, 2),
    ("the same without a header", "1,5\n2,5\n", MEAN, "of numbers with a decimal comma, say --decimal comma"),
    ("the same, said", "1,5\n2,5\n", (*MEAN, "--decimal", "comma"), 2),
    ("points of thousands beside decimal commas", "x;y\n1.234;1,5\n", (*MEAN, "--column", "x"), "a number with a point beside decimal commas"),
    ("uniq -c of numbers", "  3 7\n 10 8\n", (*ML, "--counts"), "say --column 2 --count 1"),
    ("uniq -c of numbers, said", "  3 7\n 10 8\n", (*ML, "--column", "2", "--count", "1"), (3, 10)),
    ("-9.0 for a missing value", "x\n1\n-9.0\n3\n", (*MEAN, "--na=-9", "--missing", "omit"), 2),
    ("tabs", "x\ty\n1\ta\n3\tb\n", (*MEAN, "--column", "x"), 2),
    ("blanks", "x y\n 1  a\n 3  b\n", (*MEAN, "--column", "x"), 2),
    ("bars", "x|y\n1|a\n3|b\n", (*MEAN, "--column", "x"), 2),
    ("colons", "a:3\nb:1\n", (*ML, "--counts"), (3, 1)),
    ("bars and commas", "x|y,z\n1|a,b\n", (*MEAN, "--column", "x"), "bars and commas cut its lines alike; say --separator"),
    ("a separator, said", "x|y,z\n1|a,b\n3|c,d\n", (*MEAN, "--column", "x", "--separator", "bar"), 2),
    ("a line is a value", "x\nHello, world\nhello\n", (*ML, "--separator", "none"), (1, 1)),
    ("list on a line", "1 2 3\n", MEAN, 2),
    ("decimal comma", "x;y\n1,5;a\n2,5;b\n", (*MEAN, "--column", "x"), 2),
    ("comma of three digits", "x;y\n1,234;a\n2,234;b\n", (*MEAN, "--column", "x"), "a number with a comma, of thousands or of fractions"),
    ("decimal comma, said", "x;y\n1,234;a\n2,234;b\n", (*MEAN, "--column", "x", "--decimal", "comma"), 1.734),
    ("thousands marks", 'x\n"1,234"\n5\n', MEAN, 't:2:1: x is "1,234", a number with a comma'),
    ("blanks in thousands", "x\n1 234\n5\n", MEAN, 'x is "1 234", a number with thousands marks'),
    ("percent", "x\n7.47%\n5%\n", MEAN, 'x is "7.47%", a number with a percent sign'),
    ("currency", "x\n$5\n$7\n", MEAN, 'x is "$5", a number with a currency sign'),
    ("typeset minus", "x\n\u22121\n2\n", MEAN, "a number with a typeset minus (U+2212)"),
    ("# comments", "# made by a tool\nx\n1\n# half\n3\n", MEAN, 2),
    ("% comments, said", "%made by a tool\nx\n1\n3\n", (*MEAN, "--comment", "%"), 2),
    ("separators in quotes", 'x,y\n"1","a, ""b""\nc"\n3,d\n', (*MEAN, "--column", "x"), 2),
    ("open quote", 'x\n"1\n2\n', MEAN, "t:2:1: a quote is not closed"),
    ("UTF-16", "x\n1\n3\n".encode("utf-16"), MEAN, "t:1:1: begins with the byte order mark of UTF-16"),
    ("UTF-16, said", "x\n1\n3\n".encode("utf-16"), (*MEAN, "--encoding", "utf-16"), 2),
    ("Latin-1", "x\ncaf\xe9\na\na\n".encode("latin-1"), ML, "is not UTF-8; say --encoding latin-1"),
    ("Latin-1, said", "x\ncaf\xe9\na\na\n".encode("latin-1"), (*ML, "--encoding", "latin-1"), (2, 1)),
    ("gzip", gzip.compress(b"x\n1\n3\n"), MEAN, 2),
    ("gzip, cut off", gzip.compress(b"x\n1\n3\n")[:-3], MEAN, "the gzip file is cut off"),
    ("JSON", '[{"a": 1}]', MEAN, "begins like JSON, which is no table"),
    ("JSON lines", '{"a": {"b": 1}}\n{"a": {"b": 3}}\n', (*MEAN, "--field", "a.b"), 2),
    ("counts and names", "a,3\nb,1\n", (*ML, "--counts"), (3, 1)),
    ("names behind counts", "      3 the\n      1 of\n", (*ML, "--counts"), (3, 1)),
    ("an index, values, counts", "i,k,n\n1,0,3\n2,4,1\n", ("--family", "poisson", "--estimator", "mle", "--column", "k", "--count", "n"), 1),
    ("a class twice", "a,3\nb,1\na,2\n", (*ML, "--counts"), 't:3:1: a class is "a" again, after line 1'),
    ("a class twice, added up", "a,3\nb,1\na,2\n", (*ML, "--counts", "--sum-duplicates"), (5, 1)),
    ("names of a success", "x\nyes\nno\nyes\nyes\n", (*P, "--success", "yes"), 0.75),
    ("ranks without --k", "1\n2\n1\n", ("--family", "zipf", "--estimator", "mle"), "--family zipf needs --k N"),
    ("a header alone", "x\n", MEAN, "t: has no observation"),
    ("nothing", "", MEAN, "t: is empty"),
]


def entropy_of(counts):
    return -sum(c / sum(counts) * math.log(c / sum(counts)) for c in counts if c)


class Forms(EstimateTest):
    def outcome(self, content, words):
        if isinstance(content, str):
            content = content.encode()
        return self.plim("estimate", self.write("t", content), *words, "--json")

    def test_each_form_is_read_or_refused_by_name(self):
        for form, content, words, wanted in FORMS:
            with self.subTest(form):
                done = self.outcome(content, words)
                if isinstance(wanted, str):
                    said = done.stderr.replace(str(self.folder) + "/", "")
                    self.assertIn(wanted.removeprefix("note: "), said)
                    self.assertEqual(done.returncode == 0, wanted.startswith("note: "), said)
                    continue
                self.assertEqual(done.returncode, 0, done.stderr)
                value = next(iter(json.loads(done.stdout)["estimates"][0]["value"].values()))
                self.assertAlmostEqual(value, entropy_of(wanted) if isinstance(wanted, tuple) else wanted, delta=1e-14)


def table():
    """Form and what comes of it, a line each."""
    for form, _, words, wanted in FORMS:
        said = f"counts {wanted}" if isinstance(wanted, tuple) else wanted if isinstance(wanted, str) else f"estimate {wanted}"
        print(f"{form:28} {' '.join(words[2:]):44} {said}")


if __name__ == "__main__":
    table() if sys.argv[1:] == ["table"] else unittest.main()
