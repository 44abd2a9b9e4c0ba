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
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def refuse(self, code, says, content, *words):
        path = self.write("data", content)
        done = self.plim("estimate", path, *words)
        self.assertEqual((done.returncode, done.stdout), (code, ""), done.stderr)
        self.assertIn(says, done.stderr)
        return done.stderr

    def close(self, got, wanted, tolerance, about):
        self.assertIsInstance(got, (int, float), about)
        self.assertLessEqual(abs(got - wanted), max(tolerance * abs(wanted), 1e-12), f"{about}: {got} and not {wanted}")
