"""JSON lines as programs write them: infinite and missing numbers, keys that stand twice, bytes that are no UTF-8."""

import json
import math
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from program import ProgramTest  # noqa: E402

LOSSES = [1.5, math.inf, 2.0, math.nan, -3.0, None, 1e300]


class JsonLines(ProgramTest):
    def losses(self, text, name, *words):
        self.write(name, text)
        return self.plim("evaluate", name, "--loss", "loss", "--json", *words)

    def both(self, losses, *words):
        """What is said of losses as Python's json.dumps writes them, and of a csv of the same."""
        of_json = self.losses("".join(json.dumps({"id": "Infinity", "loss": x}) + "\n" for x in losses), "x.jsonl", *words)
        of_csv = self.losses("loss\n" + "".join(("" if x is None else repr(x)) + "\n" for x in losses), "x.csv", "--separator", "none", *words)
        return of_json, of_csv

    def test_an_infinite_loss_is_infinite(self):
        for losses in ([1.5, math.inf, 2.0], LOSSES, [1.0, 2.0, math.nan]):
            of_json, of_csv = self.both(losses, "--missing", "omit")
            self.assertEqual((of_json.returncode, of_csv.returncode), (0, 0), of_json.stderr + of_csv.stderr)
            a, b = json.loads(of_json.stdout), json.loads(of_csv.stdout)
            finite = not any(x is not None and math.isinf(x) for x in losses)
            self.assertEqual(a["losses"], b["losses"])
            self.assertEqual("inf" in json.dumps(a["losses"]), not finite)
            self.assertEqual(a["missing"], sum(x is None or math.isnan(x) for x in losses))
        for name, text in (("x.jsonl", '{"loss": 1}\n{"loss": 1e400}\n'), ("x.csv", "loss\n1\n1e400\n")):
            self.assertIn("inf", json.dumps(json.loads(self.losses(text, name).stdout)["losses"]))

    def test_a_missing_one_is_never_dropped_silently(self):
        of_json, of_csv = self.both([1.0, math.nan])
        self.assertEqual((of_json.returncode, of_csv.returncode), (65, 65))
        self.assertIn('x.jsonl:2:1: loss is "NaN", a word for a missing value', of_json.stderr)
        for line, what in (('{"loss": null}', "null"), ("{}", "absent")):
            done = self.losses('{"loss": 1}\n' + line + "\n", "x.jsonl")
            self.assertEqual(done.returncode, 65)
            self.assertIn(f"x.jsonl:2:1: loss is {what}; --missing omit", done.stderr)

    def test_what_no_line_can_have(self):
        for line, message in ((b'{"loss": 1, "loss": 2}', 'x.jsonl:2:1: the key "loss" stands twice in one object'),
                              (b'{"loss": 1, "text": "caf\xe9"}', "x.jsonl:2:25: byte 0xE9 is not UTF-8; say --encoding latin-1"),
                              (b'{"loss": inf}', "x.jsonl:2:10: inf is no JSON here; an infinite number is Infinity or -Infinity")):
            done = self.losses(b'{"loss": 1}\n' + line + b"\n", "x.jsonl")
            self.assertEqual(done.returncode, 65)
            self.assertIn(message, done.stderr)
        done = self.losses(b'{"loss": 1, "text": "caf\xe9"}\n{"loss": 2}\n', "x.jsonl", "--encoding", "latin-1")
        self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == "__main__":
    unittest.main()
