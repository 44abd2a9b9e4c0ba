"""Text from elsewhere (titles, labels, names of columns and files, result files of others) reaches a terminal, JSON, csv and HDF5 as UTF-8
without a character that a terminal obeys."""

import json
import os
import pathlib
import re
import subprocess
import sys
import unittest

import h5py

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import PROGRAM, STUDY, ProgramTest, seal  # noqa: E402

# Clears the screen, sets its title; the same by one character of C1; turns the text round; a mark of direction; ends of lines.
HOSTILE = "a\x1b[2J\x1b]0;x\x07b\x9b31mc\u202ed\u2066e\u200ff\x7fg\u2028h\x08i"
OBEYED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|\r(?!\n)")


class HostileText(ProgramTest):
    def said(self, *words, stdin=None, codes=(0,)):
        """What the program says on both streams, which must be UTF-8 and harmless."""
        done = subprocess.run([PROGRAM, *words], cwd=self.folder, capture_output=True, input=stdin, timeout=120)
        for stream in (done.stdout, done.stderr):
            text = stream.decode("utf-8")  # an exception if it is not
            self.assertIsNone(OBEYED.search(text), repr(text))
        self.assertIn(done.returncode, codes, done.stderr)
        return done.stdout.decode() + done.stderr.decode()

    def toml(self, text):
        return json.dumps(text)

    def test_a_title(self):
        self.write("s.toml", STUDY.replace('"a test"', self.toml(HOSTILE)))
        self.said("validate", "s.toml")
        self.assertIn("\\x1b[2J", self.said("run", "s.toml", "--out", "x.h5"))
        for words in (["inspect"], ["inspect", "--full"], ["inspect", "--json"], ["export", "--csv"], ["replay"], ["diff", "x.h5"]):
            self.said(words[0], "x.h5", *words[1:])
        self.assertEqual(json.loads(self.said("run", "s.toml", "--quiet", "--json", "--force", "--out", "x.h5"))["study"], HOSTILE)
        with h5py.File(self.folder / "x.h5") as file:
            self.assertIsNone(OBEYED.search(file.attrs["title"]))
            self.assertIsNone(OBEYED.search(file.attrs["config_resolved"]))
            self.assertTrue(file.attrs["title"].startswith("a\\x1b[2J"))
        self.assertEqual(self.said("replay", "x.h5", "--scenario", "0", "--replicate", "0", "--json").count("stored"), 1)

    def test_json_reads_back_what_was_there(self):
        self.write("d.csv", f"name,n\n{HOSTILE},3\nb,2\n")
        answer = json.loads(self.said("estimate", "d.csv", "--counts", "--family", "categorical", "--estimator", "mle", "--json", "--quiet"))
        self.assertTrue(any(HOSTILE in str(text) for text in walk(answer)), answer)

    def test_labels_of_data(self):
        self.write("d.csv", f"name,n\n{HOSTILE},3\nb,2\n")
        self.said("estimate", "d.csv", "--counts", "--family", "categorical", "--estimator", "mle")
        self.said("estimate", "d.csv", "--column", HOSTILE, "--estimator", "ml", codes=(65,))
        self.said("estimate", "d.csv", "--column", "name", "--estimator", "mean", codes=(65, 64))
        study = STUDY.replace('law = "categorical", weights = [5, 3, 2]', 'law = "file", path = "d.csv", column = "name", count = "n"')
        self.write("s.toml", study)
        self.said("run", "s.toml", "--out", "x.h5", "--full")
        self.said("sample", "file", "path=d.csv", "column=name", "count=n", "-n", "10")
        with h5py.File(self.folder / "x.h5") as file:
            for label in file["x/p/class"].asstr()[:]:
                self.assertIsNone(OBEYED.search(label))

    def test_names_of_columns(self):
        self.write("d.csv", f"{HOSTILE},b\n1,2\n3,4\n")
        for words in (["--column", "1", "--estimator", "mean"], ["--columns", f"{HOSTILE},b", "--of", "mean", "--estimator", "ml"],
                      ["--column", "zz", "--estimator", "mean"], ["--factors", f"{HOSTILE},b", "--estimator", "ml"]):
            self.said("estimate", "d.csv", *words, codes=(0, 64, 65))
            self.said("estimate", "d.csv", *words, "--json", codes=(0, 64, 65))

    def test_words_of_the_command_line(self):
        self.write("s.toml", STUDY)
        for words in (["validate", "s.toml", "--set", f"study.{HOSTILE}=1"], ["validate", "s.toml", "--set", f"study.title={HOSTILE}"],
                      ["run", HOSTILE], [HOSTILE], ["list", HOSTILE], ["describe", HOSTILE], ["sample", "poisson", f"{HOSTILE}=1"], ["inspect", HOSTILE],
                      ["run", "s.toml", f"--{HOSTILE}"], ["run", "s.toml", "--threads", HOSTILE], ["estimate", HOSTILE, "--estimator", HOSTILE]):
            self.said(*words, codes=(0, 64, 65, 66, 78))
        self.said("validate", "s.toml", "--set", b"study.title=a\xff", codes=(78,))
        self.said("run", b"s\xff.toml", codes=(66,))

    def test_names_of_files(self):
        for name in (HOSTILE, "s\udcff\udc9b"):
            path = self.folder / f"{name}.toml"
            path.write_text(STUDY)
            self.said("run", os.fsencode(path.name), "--quiet", "--out", os.fsencode(f"{name}.h5"))
            facts = (self.folder / f"{name}.h5.run.json").read_text("utf-8")
            self.assertIsNone(OBEYED.search(facts))
            json.loads(facts)
            for words in (["inspect"], ["inspect", "--json"], ["replay", "--scenario", "0"], ["export", "--json"]):
                self.said(words[0], os.fsencode(f"{name}.h5"), *words[1:])
            (self.folder / f"{name}.csv").write_text("x\n1\n2\n")
            self.said("estimate", os.fsencode(f"{name}.csv"), "--column", "x", "--estimator", "mean")
            self.said("estimate", os.fsencode(f"{name}.csv"), "--column", "y", "--estimator", "mean", codes=(65,))

    def test_names_in_a_study_are_refused(self):
        for change in ({"estimate.H": f"estimate.{self.toml(HOSTILE)}"}, {'["ml", "miller_madow"]': f'[{{ use = "ml", label = {self.toml(HOSTILE)} }}]'}):
            study = STUDY
            for old, new in change.items():
                study = study.replace(old, new)
            self.write("s.toml", study)
            self.assertIn("control character", self.said("validate", "s.toml", codes=(78,)))

    def test_result_files_of_others(self):
        self.write("s.toml", STUDY + 'check.c = { estimate = "H", with = "ml", measure = "bias", equals = "theory", margin = { relative = 0.1 } }\n')
        self.said("run", "s.toml", "--quiet", "--out", "a.h5")
        self.said("run", "s.toml", "--quiet", "--out", "x.h5")
        forged = HOSTILE.replace("\x00", "") + "\nchecks: 1 of 1 as expected"
        path = self.folder / "x.h5"
        image = path.read_bytes()[:-64]
        path.write_bytes(image)
        with h5py.File(path, "r+") as file:
            def change(name, item):
                for key, value in item.attrs.items():
                    if isinstance(value, str) and key not in ("filetype", "config_resolved", "config_hash", "Conventions"):
                        item.attrs[key] = forged
                if isinstance(item, h5py.Dataset) and h5py.check_string_dtype(item.dtype) and not name.endswith("status"):
                    item[...] = forged

            file.visititems(change)
            change("", file)
        seal(path)
        for words in (["inspect", "x.h5"], ["inspect", "x.h5", "--full"], ["inspect", "x.h5", "--json"], ["export", "x.h5", "--csv"], ["export", "x.h5", "--json"],
                      ["diff", "a.h5", "x.h5"], ["diff", "x.h5", "a.h5", "--json"], ["replay", "x.h5", "--scenario", "0"]):
            text = self.said(*words, codes=(0, 65, 3, 1))
            if "export" not in words:
                self.assertNotIn("\nchecks: 1 of 1 as expected\n", text, words)


def walk(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner)
    else:
        yield value


if __name__ == "__main__":
    unittest.main()
