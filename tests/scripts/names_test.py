"""check_names.py finds what it is for."""

import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(__file__).parents[2]


class Names(unittest.TestCase):
    def check(self, path, line):
        """What the script says of the sources with a line added to one file, or with no line."""
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for part in ("include", "src"):
                shutil.copytree(SOURCE / part, root / part)
            with open(root / path, "a") as file:
                file.write(line)
            return subprocess.run([sys.executable, "-B", SOURCE / "scripts" / "check_names.py", root], capture_output=True,
                                  text=True)

    def test_sources_are_clean(self):
        done = self.check("src/verdict/results.cpp", "")
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_a_ladder_is_found(self):
        for path, name in [("src/verdict/checks/slope.cpp", "rmse"), ("src/grammar/parse_estimate.cpp", "entropy"),
                           ("src/plan/plan_checks.cpp", "mean"), ("src/theory/predictor.cpp", "kl"),
                           ("src/verdict/measures/width.cpp", "coverage"), ("src/cli/run_command.cpp", "bias")]:
            done = self.check(path, f'bool is_it(std::string_view name) {{ return name == "{name}"; }}\n')
            self.assertEqual(done.returncode, 1, path)
            self.assertIn(f'"{name}"', done.stdout)

    def test_a_key_outside_the_table_is_found(self):
        for path, name in [("src/grammar/parse.cpp", "title"), ("include/plim/grammar/spec.hpp", "against")]:
            done = self.check(path, f'const Node* read(const Node& table) {{ return table.find("{name}"); }}\n')
            self.assertEqual(done.returncode, 1, path)
            self.assertIn(f'"{name}" is a key', done.stdout)

    def test_what_does_not_count(self):
        for path, line in [("src/families/normal.cpp", 'Parameter p{"mean", Domain::real};\n'),
                           ("src/cli/run_command.cpp", '// as "bias" is\n'),
                           ("include/plim/estimators/estimator.hpp", 'static constexpr std::string_view estimand = "kl";\n')]:
            done = self.check(path, line)
            self.assertEqual(done.returncode, 0, done.stdout)


if __name__ == "__main__":
    unittest.main()
