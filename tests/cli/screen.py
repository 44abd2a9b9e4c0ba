"""What fits on a screen."""

import re
import unicodedata

from program import ProgramTest

LINES, COLUMNS = 24, 80


def columns(line):
    """As terminals show it, by the tables of Unicode."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


class ScreenTest(ProgramTest):
    def fits(self, text, lines=LINES):
        self.assertLessEqual(len(text.splitlines()), lines, text)
        for line in text.splitlines():
            self.assertLessEqual(columns(line), COLUMNS, line)
            self.assertEqual(line, line.rstrip(), "blanks at the end")

    def run_fits(self, done):
        """The progress, a line of its own here, is written over on a screen."""
        said = [line for line in done.stderr.splitlines() if not re.match(r"\d+ of \d+ blocks", line)]
        self.fits(done.stdout + "\n".join(said))
