"""The picture of a result file: equal bytes on a second run, and clear messages."""

import contextlib
import io
import math
import pathlib
import re
import subprocess
import sys
import unittest
from unittest import mock
from xml.etree import ElementTree

import h5py

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "cli"))
from program import SOURCE, STUDY, ProgramTest  # noqa: E402

sys.path.insert(0, str(SOURCE / "scripts"))
import plot  # noqa: E402
import plot_curves  # noqa: E402
import plot_panels  # noqa: E402


class Plot(ProgramTest):
    def plot_alone(self, *words):
        return subprocess.run([SOURCE / "scripts" / "plot.py", *words], cwd=self.folder, capture_output=True, text=True, timeout=120)

    def plot(self, *words):
        """The same in this process, which has read matplotlib: the code and what is said to stderr."""
        said = io.StringIO()
        names = [str(self.folder / word) if "." in word else word for word in words]
        with contextlib.redirect_stderr(said), mock.patch.object(sys, "argv", ["plot.py", *names]):
            code = plot.main()
        plot.plt.close("all")
        return code, said.getvalue()

    def test_equal_bytes_in_every_format(self):
        self.write("s.toml", STUDY)
        self.expect(0, "run", "s.toml", "--quiet")
        for kind, head in (("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")):
            done = self.plot_alone("s.h5", "-o", f"p.{kind}")
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertEqual(self.plot("s.h5", "-o", f"q.{kind}"), (0, ""))  # a process that has drawn others
            picture = (self.folder / f"p.{kind}").read_bytes()
            self.assertTrue(picture.startswith(head))
            self.assertEqual(picture, (self.folder / f"q.{kind}").read_bytes())
        self.assertGreaterEqual(int.from_bytes((self.folder / "p.png").read_bytes()[16:20], "big"), 1600)  # the width

    def test_odd_results_are_drawn_as_well(self):
        for name, old, new in (("one size", "grid = [10, 100, 10_000]", "grid = [10]"),
                               ("no truth, and intervals", 'estimate.H = { of = "entropy", on = "x", unit = "bit", with = ["ml", "miller_madow"] }',
                                'model.m = { likelihood = "categorical", prior.p = { law = "dirichlet", alpha = 1 } }\n'
                                'estimate.E = { of = "log_evidence", on = "x", model = "m", with = ["exact"] }\n'
                                'estimate.P = { of = "p", on = "x", model = "m", with = ["posterior_mean"], interval = { level = 0.9 } }'),
                               ("zero bias", '["ml", "miller_madow"]', '["truth"]'),
                               ("no trajectories", "replicates =", "output = { trajectories = 0 }\nreplicates ="),
                               ("grid", "law = \"categorical\", weights = [5, 3, 2]", "law = \"bernoulli\", p = { grid = [0.1, 0.5] }")):
            with self.subTest(name):
                self.write("s.toml", STUDY.replace(old, new))
                self.expect(0, "run", "s.toml", "--quiet")
                self.assertEqual(self.plot("s.h5", "-o", "p.png"), (0, ""))

    def test_nothing_but_infinite_estimates(self):
        self.write("s.toml", 'study = { title = "infinite", seed = 1 }\npopulation.p = { law = "categorical", p = [0.5, 0.5] }\n'
                   'population.q = { law = "categorical", p = [1, 0] }\nsample.x = { from = "p", n = { grid = [100, 200] } }\n'
                   'estimate.d = { of = { kl = "q" }, on = "x", with = "ml" }\nreplicates = { fixed = 20 }\n')
        self.expect(0, "run", "s.toml", "--quiet")
        self.assertEqual(self.plot("s.h5", "-o", "p.png"), (0, ""))

    def test_texts_from_elsewhere_are_shown_as_they_are(self):
        self.write("s.toml", STUDY)
        self.expect(0, "run", "s.toml", "--quiet")
        image = (self.folder / "s.h5").read_bytes()[:-64]  # without its trailer
        for texts, labels in ((("$\\frac{", "$" * 999, "a\x1b[2J\nb\u202ec"), ("a$b$c", "\\$x$")),
                              (("x" * 100_000, "\\input{/etc/passwd}", "$\\frac{"), ("_hidden", "&<>\"'")),
                              (("\\input{/etc/passwd}", "a\x1b[2J\nb\u202ec", "$" * 999), (b"caf\xe9", "$\\frac{"))):
            with self.subTest(labels=labels):
                (self.folder / "s.h5").write_bytes(image)
                with h5py.File(self.folder / "s.h5", "r+") as file:
                    for text, item, name in zip(texts, (file, file["x/p/H"], file["x/p/H"]), ("title", "unit", "of")):
                        item.attrs[name] = text
                    file["x/p/H/series_label"][...] = labels
                self.assertEqual(self.plot("s.h5", "-o", "p.svg"), (0, ""))
                ElementTree.parse(self.folder / "p.svg")
        self.assertEqual(plot_panels.shown("a$b\x1b\u202e"), "a\\$b\ufffd\ufffd")
        self.assertEqual(plot_panels.shown("_a"), " _a")
        self.assertEqual(len(plot_panels.shown("x" * 1000)), 80)

    def lines(self, group, draw):
        """The lines that a panel of the first estimate has: their points and styles."""
        with plot_panels.open_results(self.folder / "s.h5") as file:
            panel = next(p for p in plot_panels.find_panels(file) if p.group.name == group)
            axes = plot.plt.figure().add_subplot()
            draw(plot_curves, axes, panel)
            return [(list(line.get_xdata()), list(line.get_ydata()), line.get_color()) for line in axes.get_lines()]

    def test_intervals_have_a_line_at_their_level(self):
        for level, expected in (("0.9", {"/x/p/P": [[0.9] * 3]}), ("{ grid = [0.5, 0.9] }", {"/x/p/P": [[0.5] * 3, [0.9] * 3]})):
            self.write("s.toml", STUDY.replace('law = "categorical", weights = [5, 3, 2]', 'law = "bernoulli", p = 0.3').split("estimate.H")[0] +
                       'model.m = { likelihood = "bernoulli" }\nestimate.P = { of = "p", on = "x", model = "m", with = "mle", '
                       f"interval = {{ level = {level} }} }}\nreplicates = {{ fixed = 100 }}\n")
            self.expect(0, "run", "s.toml", "--quiet", "--force")
            for group, levels in expected.items():
                drawn = self.lines(group, lambda curves, axes, panel: curves.draw_coverage(axes, panel))
                self.assertIn(levels[0], [y for _, y, colour in drawn if colour == "black"])
            self.assertEqual(self.plot("s.h5", "-o", "p.svg"), (0, ""))
            texts = re.findall("<!-- (.*) -->", (self.folder / "p.svg").read_text())
            self.assertEqual([t for t in texts if t.startswith("nominal")], [f"nominal level {y[0]}" for y in expected["/x/p/P"]])

    def test_rates_have_guides(self):
        self.write("s.toml", STUDY)
        self.expect(0, "run", "s.toml", "--quiet")
        drawn = self.lines("/x/p/H", lambda curves, axes, panel: curves.draw_curve(axes, panel, "rmse"))
        slopes = [math.log(y[1] / y[0]) / math.log(x[1] / x[0]) for x, y, colour in drawn if len(x) == 2 and colour == "0.55"]
        self.assertEqual([round(s, 9) for s in slopes], [-0.5, -1])
        self.assertEqual(self.plot("s.h5", "-o", "p.svg"), (0, ""))
        texts = re.findall("<!-- (.*) -->", (self.folder / "p.svg").read_text())
        self.assertEqual([t for t in texts if t.startswith("slope")], ["slope $n^{-1/2}$", "slope $n^{-1}$"])
        self.write("s.toml", STUDY.replace("[10, 100, 10_000]", "[10]"))
        self.expect(0, "run", "s.toml", "--quiet", "--force")
        self.assertFalse([x for x, _, colour in self.lines("/x/p/H", lambda curves, axes, panel: curves.draw_curve(axes, panel, "rmse")) if colour == "0.55"])

    def test_rows_of_panels_do_not_push_the_columns_apart(self):
        populations = "".join(f'population.p{i} = {{ law = "categorical", weights = [5, 3, {i + 1}] }}\n' for i in range(5))
        self.write("s.toml", populations + STUDY.replace('from = "p"', "from = " + str([f"p{i}" for i in range(5)])))
        self.expect(0, "run", "s.toml", "--quiet")
        with plot_panels.open_results(self.folder / "s.h5") as file:
            panels = plot_panels.find_panels(file)
            for rows in (1, 5):
                figure = plot.draw(file, panels[:rows])
                figure.get_layout_engine().execute(figure)
                bias, rmse, *_ = (axes.get_position() for axes in figure.axes)
                self.assertGreater(bias.width, 0.25, rows)
                self.assertLess(rmse.x0 - bias.x1, 0.1, rows)
                plot.plt.close(figure)

    def test_messages(self):
        self.write("text.h5", "text")
        self.write("s.toml", STUDY)
        self.expect(0, "run", "s.toml", "--quiet")
        for code, says, words in ((66, "no such file", ("no.h5", "-o", "p.png")), (65, "not an HDF5 file", ("text.h5", "-o", "p.png")),
                                  (64, "must end in .png, .svg or .pdf", ("s.h5", "-o", "p.gif")),
                                  (73, "cannot write", ("s.h5", "-o", "no/p.png"))):
            got, said = self.plot(*words)
            self.assertEqual(got, code, said)
            self.assertIn(says, said)
        done = self.plot_alone("no.h5", "-o", "p.png")  # the code is that of the process
        self.assertEqual((done.returncode, done.stderr), (66, "plot.py: no.h5: no such file\n"))


if __name__ == "__main__":
    unittest.main()
