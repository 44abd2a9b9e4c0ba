"""Cost against accuracy: the RMSE of a panel against what one estimate takes, as the run noted beside its result."""

import json

import h5py
import numpy as np

from plot_curves import COLOURS, MOST_FAILED, empty, in_unit
from plot_panels import texts_of


def read_times(path):
    """Median nanoseconds by (sample, population, estimate), series, n and place; empty if the run noted none."""
    try:
        with open(f"{path}.run.json", encoding="utf-8") as file:
            facts = json.load(file)
        return {
            ((t["sample"], t["population"], t["estimate"]), t["series"], t["n"], frozenset(t["at"].items())): t["median"]
            for t in facts.get("time", {}).get("series", [])
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def coordinates_of(group):
    """The axes but n and series, with what stands on them."""
    along = group.attrs.get("n_along")
    axes = [d.label for d in group["mean"].dims][: -1 if along else -2]
    return [(axis, texts_of(group[axis]) if h5py.check_string_dtype(group[axis].dtype) else group[axis][:]) for axis in axes]


def times_of(panel, times):
    """[n, series] nanoseconds, NaN where none was noted."""
    group, names = panel.group, texts_of(panel.group["series"])
    found = np.full((len(panel.n), len(names)), np.nan)
    for i, n in enumerate(panel.n):
        at = [(axis, values[i if isinstance(p, slice) else p]) for (axis, values), p in zip(coordinates_of(group), panel.point)]
        place = frozenset((axis, value if isinstance(value, str) else float(value)) for axis, value in at)
        for s, name in enumerate(names):
            found[i, s] = times.get((tuple(group.name.strip("/").split("/")), name, int(n), place), np.nan)
    return found


def draw_cost(axes, panel, times):
    """A curve a series, from the smallest n, a large marker, to the largest."""
    rmse, cost = panel.get("rmse"), times_of(panel, times)
    axes.set_title("what accuracy costs", fontsize=11)
    axes.set_xlabel("time of one estimate [ns]")
    axes.grid(True, which="major", color="0.9", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.set_xscale("log")
    if not np.any(np.isfinite(rmse) & (rmse > 0) & np.isfinite(cost)):
        empty(axes, "no times were noted")
        return
    axes.set_yscale("log")
    axes.set_ylabel(in_unit("RMSE", panel.unit))
    for s, _ in enumerate(panel.series[: len(COLOURS)]):
        good = np.isfinite(rmse[:, s]) & (rmse[:, s] > 0) & np.isfinite(cost[:, s])
        order = np.argsort(panel.n[good], kind="stable")
        x, y, failed = (values[good][order] for values in (cost[:, s], rmse[:, s], panel.failure_rate()[:, s] > MOST_FAILED))
        axes.plot(x, y, "-", color=COLOURS[s], linewidth=1, zorder=2)
        axes.plot(x[~failed], y[~failed], "o", color=COLOURS[s], markersize=4, zorder=3)
        axes.plot(x[failed], y[failed], "s", color=COLOURS[s], markersize=4, zorder=3)
        axes.plot(x[:1], y[:1], "o", color=COLOURS[s], markersize=9, zorder=3)
