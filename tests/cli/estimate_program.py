"""What the tests of plim estimate share."""

import json

from program import ProgramTest


class EstimateTest(ProgramTest):
    def run_on(self, content, *words):
        return self.expect(0, "estimate", self.write("data", content), *words)

    def estimate(self, content, *words):
        """The JSON of plim estimate on a file with that content."""
        path = self.write("data", content)
        done = self.plim("estimate", path, "--json", *words)
        self.assertIn(done.returncode, (0, 65), done.stderr)
        self.assertNotEqual(done.stdout, "", done.stderr)
        got = json.loads(done.stdout)
        some = any(value is not None for e in got["estimates"] for value in e["value"].values())
        self.assertEqual(done.returncode, 0 if some or not got["estimates"] or "fits" in got else 65, done.stderr)
        return got

    def refuse(self, code, says, content, *words):
        path = self.write("data", content)
        done = self.plim("estimate", path, *words)
        self.assertEqual((done.returncode, done.stdout), (code, ""), done.stderr)
        self.assertIn(says, done.stderr)
        return done.stderr

    def close(self, got, wanted, tolerance, about):
        self.assertIsInstance(got, (int, float), about)
        self.assertLessEqual(abs(got - wanted), max(tolerance * abs(wanted), 1e-12), f"{about}: {got} and not {wanted}")
