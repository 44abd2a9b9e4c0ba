"""plim export: a tidy table that pandas, xarray and R read, held against the HDF5 file as h5py reads it."""

import csv
import io
import json
import math
import pathlib
import shutil
import subprocess
import sys
import unittest

import h5py
import numpy as np
import pandas
import xarray

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from infinite_test import INFINITE  # noqa: E402
from program import PROGRAM, SOURCE, STUDY, ProgramTest  # noqa: E402

GRID = """
study = { title = "grids" }
population.q = { law = "gamma", shape = { grid = [0.5, 10] }, scale = { grid = [0.1, 2, 30] } }
sample.x = { from = "q", n = { grid = [5, 50] } }
model.m = { likelihood = "gamma" }
estimate.theta = { of = "parameters", on = "x", model = "m", with = ["mle"], interval = { level = 0.9 } }
estimate.level = { of = "mean", on = "x", model = "m", with = ["mle"], interval = { level = { grid = [0.5, 0.95] } } }
replicates = { fixed = 70 }
"""

ODD = STUDY.replace('"miller_madow"', '{ use = "miller_madow", label = "a \\"b\\", c" }').replace("population.p", 'population." q,\u00e9"').replace('from = "p"', 'from = " q,\u00e9"')

FIXED = ["sample", "population", "estimate", "of", "n", "series", "label", "estimator", "output", "measure", "value", "mcse", "count",
         "value_unit", "prediction", "prediction_kind", "truth", "unit", "level", "failures"]


def number(text):
    return math.nan if text == "" else float(text)


class Export(ProgramTest):
    def exported(self, text, *words):
        """The bytes of the csv, its rows, and those of the JSON."""
        self.write("s.toml", text)
        self.expect(0, "run", "s.toml", "--quiet", "--force", "--out", "s.h5", *words)
        return self.tables("s.h5")

    def tables(self, name):
        text = subprocess.run([PROGRAM, "export", name, "--csv"], cwd=self.folder, capture_output=True, check=True).stdout
        rows = list(csv.DictReader(io.StringIO(text.decode(), newline=""), strict=True))
        (self.folder / "s.csv").write_bytes(text)
        (self.folder / "s.json").write_text(self.expect(0, "export", name, "--json").stdout)
        return text, rows, json.loads((self.folder / "s.json").read_text())

    def check_against_file(self, rows, name="s.h5"):
        """Every number of every measure in the file, by its coordinates, is in one row, and there are no others."""
        left = {(r["sample"], r["population"], r["estimate"], r["measure"], r["series"], int(r["n"]),
                 tuple((k, r[k]) for k in r if k not in FIXED and r[k] != "")): r for r in rows}
        self.assertEqual(len(left), len(rows))
        with h5py.File(self.folder / name) as file:
            for group in [file[s][p][e] for s in file if s != "checks" for p in file[s] for e in file[s][p]
                          if isinstance(file[s][p][e], h5py.Group)]:
                _, sample, population, estimate = group.name.split("/")
                unit, of = group.attrs["unit"], group.attrs["of"]
                data = {name: item[()] for name, item in group.items()}
                for measure in data:
                    if measure + "_mcse" not in data:
                        continue
                    axes = [d.label for d in group[measure].dims]
                    value_unit = group[measure].attrs["units"]
                    for at in np.ndindex(data[measure].shape):
                        place = dict(zip(axes, at))
                        where = tuple(("axis." + a if a in FIXED else a, self.text(data[a][i])) for a, i in place.items() if a not in ("n", "series"))
                        n, series = data["n"][place["n"]], data["series"][place["series"]].decode()
                        row = left.pop((sample, population, estimate, measure, series, int(n), where))
                        truth = data["truth"][tuple(i for a, i in place.items() if a != "n")]
                        for column, value in (("value", data[measure][at]), ("mcse", data[measure + "_mcse"][at]), ("truth", truth)):
                            self.assertEqual(np.float64(number(row[column])).tobytes() if row[column] else b"", np.float64(value).tobytes()
                                             if not np.isnan(value) else b"", (measure, at, column))
                        self.assertEqual(int(row["count"]), data[measure + "_count"][at])
                        self.assertEqual(row["unit"], unit)
                        self.assertEqual(row["value_unit"], value_unit)
                        self.assertEqual(row["of"], of)
                        self.assertEqual(row["estimator"], data["estimator"][place["series"]].decode())
                        self.assertEqual(row["output"], data["output"][place["series"]].decode())
                        # regular, boundary, nonunique, local, nonregular are estimates; the others are failures
                        failed = data["failures"][at] * np.isin(np.arange(13), (0, 1, 4, 5, 6), invert=True)
                        self.assertEqual(int(row["failures"]), failed.sum())
        self.assertFalse([key for key in left if not key[3].endswith(("_lower", "_upper"))])  # limits have no error of their own

    @staticmethod
    def text(coordinate):
        return coordinate.decode() if isinstance(coordinate, bytes) else json.dumps(float(coordinate))

    def test_rows_are_those_of_the_file(self):
        for text in (STUDY, GRID):
            _, rows, _ = self.exported(text)
            self.check_against_file(rows)
        for study in ("english_letters", "gamma_mle", "drawn_laws"):
            with self.subTest(study):
                self.expect(0, "run", SOURCE / "experiments" / f"{study}.toml", "--quiet", "--set", "replicates.fixed=64", "--out", f"{study}.h5")
                self.check_against_file(self.tables(f"{study}.h5")[1], f"{study}.h5")

    def test_csv_is_that_of_the_rfc(self):
        text, rows, objects = self.exported(ODD)
        self.assertEqual(text.count(b"\r\n"), len(rows) + 1)
        self.assertNotIn(b"\n", text.replace(b"\r\n", b""))
        self.assertTrue(text.endswith(b"\r\n"))
        self.assertIn(b'"a ""b"", c"', text)
        self.assertIn('," q,\u00e9",'.encode(), text)
        self.assertEqual({r["series"] for r in rows}, {"ml", 'a "b", c'})
        self.assertEqual([list(r) for r in rows[:1]], [FIXED])
        self.assertEqual({r["population"] for r in objects}, {" q,\u00e9"})

    def test_json_has_the_same_rows_with_numbers(self):
        _, rows, objects = self.exported(GRID)
        self.assertEqual(len(rows), len(objects))
        for row, record in zip(rows, objects):
            self.assertEqual(list(row), list(record))
            for key, value in record.items():
                if value is None:
                    self.assertEqual(row[key], "")
                elif isinstance(value, str):
                    self.assertEqual(row[key], value)
                else:
                    self.assertEqual(float(row[key]), value)
            self.assertIsInstance(record["shape"], float)
            self.assertIsInstance(record["n"], int)

    def test_axes_are_numbers_and_the_level_is_told(self):
        _, _, objects = self.exported(GRID)
        theta = [r for r in objects if r["estimate"] == "theta"]
        self.assertEqual({(r["shape"], r["scale"]) for r in theta}, {(a, b) for a in (0.5, 10) for b in (0.1, 2, 30)})
        self.assertEqual({r["level"] for r in theta if r["measure"] in ("coverage", "width", "coverage_lower")}, {0.9})
        self.assertEqual({r["level"] for r in theta if r["measure"] in ("bias", "rmse", "mean")}, {None})
        self.assertEqual({r["axis.level"] for r in theta}, {None})  # an axis of the other estimate alone
        other = [r for r in objects if r["estimate"] == "level" and r["measure"] == "coverage"]
        self.assertEqual({(r["axis.level"], r["level"]) for r in other}, {(0.5, 0.5), (0.95, 0.95)})
        inspected = json.loads(self.expect(0, "inspect", "s.h5", "--json").stdout)["rows"]
        self.assertEqual({r["at"]["scale"] for r in inspected}, {0.1, 2, 30})
        self.assertEqual({type(r["at"]["shape"]) for r in inspected}, {float})

    def test_the_file_holds_the_nominal_level(self):
        self.exported(GRID)
        with h5py.File(self.folder / "s.h5") as file:
            group = file["x/q/theta"]
            for measure in ("coverage", "coverage_lower", "width"):
                level = group[measure].attrs["nominal_level"]
                self.assertEqual((level, np.shape(level)), (0.9, ()))
            self.assertNotIn("nominal_level", group["bias"].attrs)
            self.assertNotIn("nominal_level", group)
            grid = file["x/q/level"]
            self.assertNotIn("nominal_level", grid["coverage"].attrs)
            axes = [d.label for d in grid["nominal_level"].dims]
            self.assertEqual(grid["nominal_level"].shape, (3, 2, 2))
            np.testing.assert_array_equal(grid["nominal_level"][:], np.broadcast_to(grid[axes[-1]][:], (3, 2, 2)))
        for engine in ("h5netcdf", "netcdf4"):
            with xarray.open_dataset(self.folder / "s.h5", group="x/q/theta", engine=engine) as data:
                self.assertEqual(float(data["coverage"].attrs["nominal_level"]), 0.9)
            with xarray.open_dataset(self.folder / "s.h5", group="x/q/level", engine=engine) as data:
                self.assertIn("nominal_level", data)

    def test_a_file_without_the_level_is_read(self):
        self.exported(GRID)
        with h5py.File(self.folder / "s.h5", "a") as file:
            for name in file["x/q/theta"]:
                file["x/q/theta"][name].attrs.pop("nominal_level", None)
        objects = json.loads(self.expect(0, "export", "s.h5", "--json", "--unverified").stdout)
        self.assertEqual({r["level"] for r in objects if r["estimate"] == "theta"}, {None})

    def infinite(self):
        return self.exported(INFINITE)

    def test_infinite_and_missing_values(self):
        _, rows, objects = self.infinite()
        means = [(r["value"], o["value"]) for r, o in zip(rows, objects) if r["measure"] == "mean" and r["n"] == "5"]
        self.assertEqual(means, [("inf", "inf")])
        mcse = [(r["mcse"], o["mcse"]) for r, o in zip(rows, objects) if r["measure"] == "mean" and r["n"] == "5"]
        self.assertEqual(mcse, [("", None)])
        self.assertEqual({r["truth"] for r in rows}, {"inf"})
        self.assertTrue(all(int(r["failures"]) > 0 for r in rows if r["n"] == "5"))

    def test_pandas_and_xarray(self):
        _, _, objects = self.exported(GRID)
        data = pandas.read_csv(self.folder / "s.csv")
        for column, kind in (("shape", "f"), ("scale", "f"), ("n", "i"), ("value", "f"), ("mcse", "f"), ("count", "i"), ("truth", "f"),
                             ("level", "f"), ("failures", "i"), ("series", "O")):
            self.assertEqual(data[column].dtype.kind, kind, column)
        exact = pandas.read_csv(self.folder / "s.csv", float_precision="round_trip")
        np.testing.assert_array_equal(exact["value"].to_numpy(), np.array([np.nan if r["value"] is None else r["value"] for r in objects]))
        frame = pandas.read_json(self.folder / "s.json")
        self.assertEqual(frame["value"].dtype.kind, "f")
        bias = exact[(exact.estimate == "theta") & (exact.measure == "bias")]
        array = bias.set_index(["shape", "scale", "n", "series"])["value"].to_xarray()
        with h5py.File(self.folder / "s.h5") as file:
            group = file["x/q/theta"]
            for at in np.ndindex(group["bias"].shape):
                place = {d.label: group[d.label][i] for d, i in zip(group["bias"].dims, at)}
                place["series"] = place["series"].decode()
                self.assertEqual(float(array.sel(place)), group["bias"][at])
        self.infinite()
        self.assertTrue(np.isinf(pandas.read_csv(self.folder / "s.csv")["truth"]).all())
        self.assertEqual(pandas.read_json(self.folder / "s.json")["truth"].astype(float).unique().tolist(), [math.inf])

    @unittest.skipIf(shutil.which("Rscript") is None, "R is not installed")
    def test_r(self):
        self.exported(GRID)
        code = """d <- read.csv("s.csv"); b <- d[d$estimate == "theta" & d$measure == "bias", ]
stopifnot(is.numeric(d$shape), is.numeric(d$scale), is.integer(d$n), is.numeric(d$value), is.numeric(d$truth), is.numeric(d$level))
cat(nrow(d), sprintf("%.17g", b$value[b$shape == 10 & b$scale == 30 & b$n == 50 & b$output == "shape"]), "\\n")"""
        out = self.r(code).split()
        with h5py.File(self.folder / "s.h5") as file:
            group = file["x/q/theta"]
            place = tuple({"shape": 1, "scale": 2, "n": 1, "series": 0}[d.label] for d in group["bias"].dims)
            self.assertEqual(group["output"][0], b"shape")
            self.assertAlmostEqual(float(out[1]) / group["bias"][place], 1, 14)  # R's reading of decimals is to the last place or so
        self.assertEqual(int(out[0]), len(json.loads((self.folder / "s.json").read_text())))
        self.infinite()
        self.assertEqual(self.r('d <- read.csv("s.csv"); cat(is.numeric(d$value), all(d$truth == Inf), sum(is.infinite(d$value)) > 0)'), "TRUE TRUE TRUE")

    def r(self, code):
        done = subprocess.run(["Rscript", "--vanilla", "-e", code], cwd=self.folder, capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def test_usage(self):
        self.exported(STUDY)
        self.expect(64, "export", "s.h5", says="one of --csv and --json")
        self.expect(64, "export", "s.h5", "--csv", "--json", says="one of --csv and --json")
        self.expect(66, "export", "no.h5", "--csv", says="no such file")
        self.write("text.h5", "text")
        self.expect(65, "export", "text.h5", "--csv", says="is not an HDF5 file")


if __name__ == "__main__":
    unittest.main()
