"""check_names.py finds what it is for."""

import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(__file__).parents[2]


class Names(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.root = pathlib.Path(folder.name)
        for part in ("include", "src"):
            shutil.copytree(SOURCE / part, cls.root / part)

    def check(self, *planted):
        """The exit code and the words of the script about the sources with a line added to each file of (file, line)."""
        for path, line in planted:
            with open(self.root / path, "a") as file:
                file.write(line)
        done = subprocess.run([sys.executable, "-B", SOURCE / "scripts" / "check_names.py", self.root], capture_output=True, text=True)
        for path, _ in planted:
            shutil.copy(SOURCE / path, self.root / path)
        return done.returncode, done.stdout

    def test_sources_are_clean(self):
        code, said = self.check()
        self.assertEqual(code, 0, said)

    def test_a_ladder_is_found(self):
        ladders = [("src/verdict/checks/slope.cpp", "rmse"), ("src/grammar/parse_estimate.cpp", "entropy"),
                   ("src/plan/plan_checks.cpp", "mean"), ("src/theory/predictor.cpp", "kl"),
                   ("src/verdict/measures/width.cpp", "coverage"), ("src/cli/run_command.cpp", "bias")]
        code, said = self.check(*((path, f'bool is_it(std::string_view name) {{ return name == "{name}"; }}\n') for path, name in ladders))
        self.assertEqual(code, 1)
        for path, name in ladders:
            self.assertRegex(said, rf'(?m)^{path}:\d+: .*"{name}"')

    def test_a_key_outside_the_table_is_found(self):
        planted = [("src/grammar/parse.cpp", "title"), ("include/plim/grammar/spec.hpp", "against")]
        code, said = self.check(*((path, f'const Node* read(const Node& table) {{ return table.find("{name}"); }}\n') for path, name in planted))
        self.assertEqual(code, 1)
        for path, name in planted:
            self.assertRegex(said, rf'(?m)^{path}:\d+: .*"{name}" is a key')

    def test_what_does_not_count(self):
        code, said = self.check(("src/families/normal.cpp", 'Parameter p{"mean", Domain::real};\n'),
                                ("src/cli/run_command.cpp", '// as "bias" is\n'),
                                ("include/plim/estimators/estimator.hpp", 'static constexpr std::string_view estimand = "kl";\n'))
        self.assertEqual(code, 0, said)


if __name__ == "__main__":
    unittest.main()
