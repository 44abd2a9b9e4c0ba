#!/usr/bin/python3
"""Draws the convergence curves of a result file, an estimand a row: bias, RMSE, coverage where there are intervals, and
trajectories against n. Squares stand for means of which more than 5 % of the replicates are missing, since they gave no
estimate.

usage: plot.py FILE.h5 -o OUT.png|svg|pdf

Equal inputs give equal bytes.
"""

import argparse
import sys

import h5py
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402
from matplotlib.lines import Line2D  # noqa: E402
from matplotlib.patches import Patch  # noqa: E402

# Okabe and Ito (2008), then wine and olive of Tol (2012): told apart by colour-blind readers.
COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#882255", "#999933"]
LEGEND_COLUMNS = 7
MOST_ROWS = 8
BAND = 2  # half-width of the bands in Monte Carlo standard errors
MOST_FAILED = 0.05  # share of failed replicates up to which a mean looks like any other
ROUNDING = 1e-12  # relative to the largest value of a panel
METADATA = {"png": {"Software": None}, "svg": {"Date": None}, "pdf": {"CreationDate": None, "ModDate": None}}
EX_DATA, EX_NO_INPUT, EX_USAGE, EX_CANNOT_CREATE = 65, 66, 64, 73


class Failure(Exception):
    """A message for the user and an exit code."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


class Panel:
    """One estimate at one point of its grid: arrays [n, series]."""

    def __init__(self, group, point, label):
        self.group, self.point = group, point
        self.n = group["n"][:]
        self.series = [name.decode() for name in group["series_label" if "series_label" in group else "series"][:]]
        self.unit = group.attrs["unit"]
        self.title = f"{group.name.strip('/').replace('/', ' / ')}: {group.attrs['of'].replace('_', ' ')}{label}"
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


def groups_in(group):
    return [item for item in group.values() if isinstance(item, h5py.Group)]


def panels_of(group):
    along = group.attrs.get("n_along")  # the axis that n moves with, in place of one of its own
    axes = [d.label for d in group["mean"].dims][: -1 if along else -2]
    coordinates = [group[axis].asstr()[:] if h5py.check_string_dtype(group[axis].dtype) else group[axis][:] for axis in axes]
    panels = []
    for point in np.ndindex(*[1 if axis == along else len(c) for axis, c in zip(axes, coordinates)]):
        label = "".join(f", {axis} = {c[i]}" for axis, c, i in zip(axes, coordinates, point) if axis != along)
        panels.append(Panel(group, tuple(slice(None) if axis == along else i for axis, i in zip(axes, point)), label))
    return panels


def in_unit(name, unit):
    return name if unit == "1" else f"{name} [{unit}]"


def draw_curve(axes, panel, measure, controlled=None):
    """|measure| with its band and its prediction; filled markers above zero, hollow below."""
    value, mcse = panel.get(measure), panel.get(measure + "_mcse")
    theory, kind = panel.get(measure + "_theory"), panel.get(measure + "_theory_kind")
    shown = []
    for s, _ in enumerate(panel.series[: len(COLOURS)]):
        colour, v, e = COLOURS[s], value[:, s], mcse[:, s]
        good = np.isfinite(v) & (v != 0)
        shown += list(np.abs(v[good]))
        axes.plot(panel.n, np.where(good, np.abs(v), np.nan), color=colour, linewidth=0.8, alpha=0.5, zorder=2)
        failed = panel.failure_rate()[:, s] > MOST_FAILED
        for sign, face in ((v > 0, colour), (v < 0, "white")):
            for which, marker in ((~failed, "o"), (failed, "s")):
                here = good & sign & which
                axes.plot(panel.n[here], np.abs(v[here]), marker, color=colour, markerfacecolor=face, markersize=6, zorder=4)
        lower, upper = np.abs(v) - BAND * e, np.abs(v) + BAND * e
        floor = np.where(lower > 0, lower, 1e-300)  # reaches the lower edge of a log axis
        axes.fill_between(panel.n, floor, upper, where=good & np.isfinite(e), color=colour, alpha=0.18, linewidth=0, zorder=1)
        for code, style in ((1, "-"), (2, "--")):
            line = np.where((kind[:, s] == code) & (theory[:, s] != 0), np.abs(theory[:, s]), np.nan)
            axes.plot(panel.n, line, style, color=colour, linewidth=1.8, zorder=3)
            shown += list(line[np.isfinite(line)])
        if controlled is not None:
            c = panel.get(controlled)[:, s]
            axes.plot(panel.n, np.where(c != 0, np.abs(c), np.nan), "+", color="black", markersize=9, zorder=5)
            shown += list(np.abs(c[np.isfinite(c) & (c != 0)]))
    axes.set_xscale("log")
    axes.set_xlabel("sample size n")
    axes.grid(True, which="major", color="0.9", linewidth=0.8)
    axes.set_axisbelow(True)
    if not shown:
        empty(axes, "zero or undefined at every n")
        return
    axes.set_yscale("log")
    # What is rounding beside the largest value is a zero: it must not stretch the axis.
    real = [y for y in shown if y > ROUNDING * max(shown)]
    axes.set_ylim(min(real) / 2.5, max(real) * 2.5)


def draw_coverage(axes, panel):
    """How often intervals hold the truth, with bands."""
    value, mcse = panel.get("coverage"), panel.get("coverage_mcse")
    with_failures, differs = panel.get("coverage_with_failures"), misses(panel)
    for s, _ in enumerate(panel.series[: len(COLOURS)]):
        v, e = value[:, s], np.nan_to_num(mcse[:, s])
        failed = panel.failure_rate()[:, s] > MOST_FAILED
        axes.plot(panel.n, v, "o-", color=COLOURS[s], linewidth=0.8, markersize=5, markevery=list(np.flatnonzero(~failed)))
        axes.plot(panel.n[failed], v[failed], "s", color=COLOURS[s], markersize=5)
        if differs[:, s].any():
            axes.plot(panel.n, with_failures[:, s], "x:", color=COLOURS[s], linewidth=0.8, markersize=5)
        axes.fill_between(panel.n, v - BAND * e, np.minimum(v + BAND * e, 1), color=COLOURS[s], alpha=0.18, linewidth=0)
    axes.set_xscale("log")
    axes.set_xlabel("sample size n")
    axes.grid(True, which="major", color="0.9", linewidth=0.8)
    axes.set_title("coverage of the intervals", fontsize=11)
    if not np.any(np.isfinite(value)):
        empty(axes, "no intervals")
        return
    axes.set_ylabel("share that holds the truth")
    least = np.nanmin(np.where(differs, with_failures, value))
    axes.set_ylim(min(least - 0.02, 0.88), 1.005)


def misses(panel):
    """Where failed replicates, counted as misses, make another coverage: [n, series]."""
    with_failures = panel.get("coverage_with_failures")
    return np.isfinite(with_failures) & (with_failures != panel.get("coverage"))


def empty(axes, why):
    axes.text(0.5, 0.5, why, ha="center", va="center", transform=axes.transAxes, color="0.4")
    axes.set_yticks([])


def draw_trajectories(axes, panel):
    values = panel.trajectories()
    for s, _ in enumerate(panel.series[: len(COLOURS)]):
        for t in range(values.shape[0]):
            axes.plot(panel.n, values[t, :, s], color=COLOURS[s], linewidth=0.9, alpha=0.55, marker="." if len(panel.n) == 1 else None)
        if np.isfinite(panel.truth[s]):
            axes.axhline(panel.truth[s], color="black", linewidth=1.2, zorder=5)
    if len(values) == 0:
        empty(axes, "no trajectories were kept")
    axes.set_xscale("log")
    axes.set_xlabel("sample size n")
    axes.grid(True, which="major", color="0.9", linewidth=0.8)
    axes.set_ylabel(in_unit("estimate", panel.unit))
    axes.set_title(f"{len(values)} trajectories", fontsize=11)


def legend_handles(panel):
    handles = [Line2D([], [], color=COLOURS[s], marker="o", label=name) for s, name in enumerate(panel.series[: len(COLOURS)])]
    more = len(panel.series) - len(COLOURS)
    if more > 0:
        handles.append(Line2D([], [], linestyle="", label=f"and {more} more in the file"))
    grey = "0.35"
    handles += [
        Line2D([], [], color=grey, marker="o", linestyle="", markerfacecolor="white", label="negative"),
        Patch(color=grey, alpha=0.25, linewidth=0, label=f"±{BAND} Monte Carlo standard errors"),
    ]
    kinds = np.array([panel.get(m + "_theory_kind") for m in ("bias", "rmse")])
    of_all = (kinds > 0) & (panel.get("theory_of") == 0) & (panel.failure_rate() > 0)
    of = ", as if none failed" if of_all.any() else ""
    if np.any(kinds == 1):
        handles.append(Line2D([], [], color=grey, linewidth=1.8, label="theory, exact" + of))
    if np.any(kinds == 2):
        handles.append(Line2D([], [], color=grey, linewidth=1.8, linestyle="--", label="theory, leading term" + of))
    if np.any(np.isfinite(panel.get("bias_controlled"))):
        handles.append(Line2D([], [], color="black", marker="+", linestyle="", label="bias by control variate"))
    if np.any(np.isfinite(panel.truth)):
        handles.append(Line2D([], [], color="black", linewidth=1.2, label="truth"))
    return handles + failure_handles(panel, grey)


def failure_handles(panel, grey):
    """What the row says of failed replicates; nothing if there are none."""
    most = panel.failure_rate().max()
    handles = []
    if most > MOST_FAILED:
        label = f"more than {100 * MOST_FAILED:g} % failed (up to {100 * most:.3g} %)"
        handles.append(Line2D([], [], color=grey, marker="s", linestyle="", label=label))
    elif most > 0:
        handles.append(Line2D([], [], linestyle="", label=f"failed: up to {100 * most:.3g} %"))
    if misses(panel).any():
        handles.append(Line2D([], [], color=grey, marker="x", linestyle=":", linewidth=0.8, label="coverage with failures as misses"))
    return handles


def draw_legend(axes, handles):
    """The key of one row, in a strip of its own below the curves; as many lines as it takes."""
    axes.axis("off")
    lines = legend_lines(handles)
    axes.legend(handles=handles, loc="upper center", ncol=-(-len(handles) // lines), frameon=False, fontsize=10,
                handlelength=1.8, columnspacing=1.6)


def legend_lines(handles):
    return -(-len(handles) // LEGEND_COLUMNS)


def what_stands_for_bias(panel):
    """The bias, or what there is without a truth, and without a finite one."""
    if np.any(np.isfinite(panel.get("bias"))):
        return "bias", "|bias|"
    if np.any(np.isfinite(panel.get("mean_finite"))) and not np.all(np.isfinite(panel.get("mean"))):
        return "mean_finite", "|mean of the finite estimates|"
    return "mean", "|mean|, there is no truth"


def draw(file, panels):
    rows = panels[:MOST_ROWS]
    legends = [legend_handles(panel) for panel in rows]
    strips = [0.04 + 0.06 * legend_lines(handles) for handles in legends]
    with_coverage = any(np.any(np.isfinite(panel.get("coverage"))) for panel in rows)
    columns = 4 if with_coverage else 3
    figure = plt.figure(figsize=(6 * columns, 1.0 + 4.45 * (len(rows) + sum(strips))), dpi=100, layout="constrained")
    figure.get_layout_engine().set(w_pad=0.15, h_pad=0.08)
    grid = figure.add_gridspec(2 * len(rows), columns, height_ratios=[h for strip in strips for h in (1, strip)])
    for r, panel in enumerate(rows):
        bias, rmse, *coverage, paths = (figure.add_subplot(grid[2 * r, c]) for c in range(columns))
        has_truth = np.any(np.isfinite(panel.get("bias")))
        measure, label = what_stands_for_bias(panel)
        draw_curve(bias, panel, measure, "bias_controlled")
        bias.set_ylabel(in_unit(label, panel.unit))
        bias.set_title(panel.title, fontsize=11, loc="left", fontweight="bold")
        draw_curve(rmse, panel, "rmse" if has_truth else "empirical_se")
        rmse.set_ylabel(in_unit("RMSE" if has_truth else "empirical SE", panel.unit))
        rmse.set_title("root mean squared error" if has_truth else "standard deviation", fontsize=11)
        for axes in coverage:
            draw_coverage(axes, panel)
        draw_trajectories(paths, panel)
        draw_legend(figure.add_subplot(grid[2 * r + 1, :]), legends[r])
    left_out = len(panels) - len(rows)
    title = f"{file.attrs['title']}  ({file.attrs['replicates']} replicates)"
    figure.suptitle(title + (f"; {left_out} more panels in the file" if left_out else ""), fontsize=14)
    return figure


def save(figure, out):
    kind = out.rsplit(".", 1)[-1].lower()
    if kind not in METADATA:
        raise Failure(EX_USAGE, f"{out}: must end in .png, .svg or .pdf")
    try:
        figure.savefig(out, format=kind, metadata=METADATA[kind])
    except OSError as error:
        raise Failure(EX_CANNOT_CREATE, f"{out}: cannot write: {error.strerror}") from error


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", help="result of plim run")
    parser.add_argument("-o", "--out", required=True, help="picture: .png, .svg or .pdf")
    arguments = parser.parse_args()
    plt.rcParams.update({"svg.hashsalt": "plim", "font.family": "DejaVu Sans", "font.size": 10})
    try:
        with open_results(arguments.file) as file:
            panels = find_panels(file)
            if not panels:
                raise Failure(EX_DATA, f"{arguments.file}: holds no results")
            save(draw(file, panels), arguments.out)
    except Failure as failure:
        print(f"plot.py: {failure}", file=sys.stderr)
        return failure.code
    return 0


if __name__ == "__main__":
    sys.exit(main())
