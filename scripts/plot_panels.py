"""The panels of a result file: an estimate at one point of its grid each."""

import h5py
import numpy as np

EX_DATA, EX_NO_INPUT = 65, 66


class Failure(Exception):
    """A message for the user and an exit code."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


def shown(text, most=80):
    """A text from a file as a picture can have it: cut, without what is not printed, and no formula or hidden name to matplotlib."""
    text = text if len(text) <= most else text[: most - 20] + "..." + text[-17:]
    text = "".join(c if c.isprintable() else "\ufffd" for c in text).replace("$", r"\$")
    return " " + text if text.startswith("_") else text


class Panel:
    """One estimate at one point of its grid: arrays [n, series]."""

    def __init__(self, group, point, label):
        self.group, self.point = group, point
        across = group.attrs.get("n_across")  # an axis at each point of which n has values of its own
        self.n = group["n"][:] if across is None else group["n"][point[[d.label for d in group["mean"].dims].index(across)]]
        self.series = [shown(name) for name in texts_of(group["series_label" if "series_label" in group else "series"])]
        self.unit = shown(group.attrs["unit"], 20)
        of = group.attrs["of"].replace("_", " ")
        self.title = f"{shown(group.name.strip('/').replace('/', ' / '))}: {shown(of)}{shown(label)}"
        truth = group["truth"][point]
        if truth.ndim == 2:  # at each n a law of its own: a line where all agree
            truth = np.where((truth == truth[0]).all(axis=0), truth[0], np.nan)
        self.truth = truth

    def get(self, name):
        """The array [n, series] of that name, or NaN everywhere."""
        if name not in self.group:
            return np.full((len(self.n), len(self.series)), np.nan)
        return self.group[name][self.point]

    def failure_rate(self):
        """[n, series]: the share of the replicates that gave no estimate."""
        return np.nan_to_num(self.get("failure_rate"))

    def levels(self):
        """[n]: the nominal level of the intervals, NaN where none is told."""
        if "nominal_level" in self.group:
            level = self.group["nominal_level"][self.point]
        elif "coverage" in self.group:
            level = self.group["coverage"].attrs.get("nominal_level", np.nan)
        else:
            level = np.nan
        return np.broadcast_to(level, np.shape(self.n))

    def trajectories(self):
        """[trajectory, n, series]; empty if none were kept."""
        if "trajectory_value" not in self.group:
            return np.empty((0, len(self.n), len(self.series)))
        return self.group["trajectory_value"][(slice(None), *self.point)]


def open_results(path):
    try:
        file = h5py.File(path, "r", locking=False)
    except FileNotFoundError as error:
        raise Failure(EX_NO_INPUT, f"{path}: no such file") from error
    except OSError as error:
        raise Failure(EX_DATA, f"{path}: is not an HDF5 file, or is damaged") from error
    if file.attrs.get("filetype") != "plim-results":
        raise Failure(EX_DATA, f"{path}: is an HDF5 file, but not a result of plim")
    return file


def find_panels(file):
    """All panels in the order of the file."""
    panels = []
    for sample in groups_in(file):
        for population in groups_in(sample):
            for group in groups_in(population):
                if "series" in group:
                    panels += panels_of(group)
    return panels


def texts_of(array):
    return array.asstr(errors="replace")[:]


def groups_in(group):
    return [item for item in group.values() if isinstance(item, h5py.Group)]


def panels_of(group):
    along = group.attrs.get("n_along")  # the axis that n moves with, in place of one of its own
    axes = [d.label for d in group["mean"].dims][: -1 if along else -2]
    coordinates = [texts_of(group[axis]) if h5py.check_string_dtype(group[axis].dtype) else group[axis][:] for axis in axes]
    panels = []
    for point in np.ndindex(*[1 if axis == along else len(c) for axis, c in zip(axes, coordinates)]):
        label = "".join(f", {axis} = {c[i]}" for axis, c, i in zip(axes, coordinates, point) if axis != along)
        panels.append(Panel(group, tuple(slice(None) if axis == along else i for axis, i in zip(axes, point)), label))
    return panels
