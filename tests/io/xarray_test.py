"""Result files are clean netCDF-4 files: xarray opens them with named axes and labels, with both engines."""

import pathlib
import subprocess
import sys
import unittest

import h5py
import numpy as np
import xarray

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "cli"))
from program import SOURCE, ProgramTest  # noqa: E402

GRID = """
population.q = { law = "normal", mean = { grid = [0, 1] }, sd = { grid = [1, 2, 4] } }
sample.x = { from = "q", n = { grid = [5, 50] } }
model.m = { likelihood = "normal" }
estimate.v = { of = "variance", on = "x", model = "m", with = ["mle"], interval = { level = 0.9 } }
replicates = { fixed = 70 }
"""


class Xarray(ProgramTest):
    def open_both(self, file, group):
        for engine in ("h5netcdf", "netcdf4"):
            with xarray.open_dataset(self.folder / file, group=group, engine=engine) as data:
                yield data.load()

    def test_the_main_study(self):
        self.expect(0, "run", SOURCE / "experiments" / "english_letters.toml", "--quiet", "--out", "r.h5")
        for data in self.open_both("r.h5", "x/letters/H"):
            self.assertEqual(data["bias"].dims, ("n", "series"))
            self.assertEqual(list(data["series"].values), ["ml", "miller_madow"])
            self.assertEqual(list(data["n"].values[:4]), [10, 22, 46, 100])
            self.assertEqual(data["trajectory_value"].dims, ("trajectory", "n", "series"))
            self.assertEqual(data["failures"].dims, ("n", "series", "status"))
            self.assertEqual(data["bias"].attrs["units"], "bit")
            self.assertEqual(data["mse"].attrs["units"], "bit2")
            self.assertIn("estimator", data.coords)
            self.assertEqual(int(data["failures"].sel(status="regular", series="ml", n=100)), 2000)
            self.assertTrue(bool((data["bias_theory_kind"] == 1).all()))
            self.assertAlmostEqual(float(data["truth"].sel(series="ml")), 4.1054, 3)
        for data in self.open_both("r.h5", "x/letters"):
            self.assertEqual(data["probability"].dims, ("class",))
            self.assertEqual("".join(data["class"].values), "abcdefghijklmnopqrstuvwxyz")
            self.assertAlmostEqual(float(data["probability"].sum()), 1, 12)

    def test_grids_become_leading_axes(self):
        self.write("g.toml", GRID)
        self.expect(0, "run", "g.toml", "--quiet")
        for data in self.open_both("g.h5", "x/q/v"):
            # "mean" is a measure as well, so that the axis goes by its dotted path.
            self.assertEqual(data["bias"].dims, ("population.q.mean", "sd", "n", "series"))
            self.assertEqual(data["bias"].shape, (2, 3, 2, 1))
            self.assertEqual(list(data["sd"].values), [1, 2, 4])
            np.testing.assert_allclose(data["truth"].values[:, :, 0], [[1, 4, 16]] * 2)
            np.testing.assert_allclose(data["bias_theory"].sel(n=5).values[:, :, 0], [[-0.2, -0.8, -3.2]] * 2, rtol=1e-12)
            self.assertEqual(data["coverage_count"].dtype, np.int64)

    def test_arrays_and_axes_know_each_other(self):
        """As HDF5's specification of dimension scales says: every array its axes, every axis its arrays."""
        self.write("g.toml", GRID)
        self.expect(0, "run", "g.toml", "--quiet")
        with h5py.File(self.folder / "g.h5") as file:
            group = file["x/q/v"]
            listed = {(axis, file[array].name, int(dimension)) for axis in group
                      for array, dimension in group[axis].attrs.get("REFERENCE_LIST", [])}
            attached = {(scale.name.split("/")[-1], array.name, d) for array in group.values()
                        for d in range(array.ndim) if "DIMENSION_LIST" in array.attrs for scale in array.dims[d].values()}
            self.assertEqual(listed, attached)
            self.assertIn(("n", "/x/q/v/bias", 2), attached)
            self.assertEqual([d.label for d in group["truth"].dims], ["population.q.mean", "sd", "series"])
            self.assertTrue(all(group[axis].attrs["CLASS"] == b"DIMENSION_SCALE" for axis in ("n", "sd", "series")))

    def test_a_measure_has_its_error_and_count_and_a_limit_of_one_has_none(self):
        self.write("g.toml", GRID)
        self.expect(0, "run", "g.toml", "--quiet")
        with h5py.File(self.folder / "g.h5") as file:
            names = set(file["x/q/v"])
            limits = {"coverage_lower", "coverage_upper"}
            self.assertLess(limits, names)
            for measure in ("mean", "bias", "rmse", "coverage", "width", "failure_rate"):
                self.assertLess({measure, measure + "_mcse", measure + "_count"}, names)
            self.assertFalse({name + end for name in limits for end in ("_mcse", "_count")} & names)
            self.assertEqual(file["x/q/v/coverage_lower"].attrs["ancillary_variables"], "coverage_count")

    def test_hdf5_tools_see_no_times(self):
        self.write("g.toml", GRID)
        self.expect(0, "run", "g.toml", "--quiet")
        first = (self.folder / "g.h5").read_bytes()
        subprocess.run(["sleep", "1.1"], check=True)
        self.expect(0, "run", "g.toml", "--quiet")
        self.assertEqual((self.folder / "g.h5").read_bytes(), first)


if __name__ == "__main__":
    unittest.main()
