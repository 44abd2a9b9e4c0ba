#!/usr/bin/python3
"""Draws the convergence curves of a result file, an estimand a row: bias, RMSE, coverage where there are intervals, and
trajectories against n. Squares stand for means of which more than 5 % of the replicates are missing, since they gave no
estimate.

usage: plot.py FILE.h5 -o OUT.png|svg|pdf [--x time]

With --x time there is one more panel: the RMSE against the time of one estimate, as FILE.h5.run.json notes it of a study with
[time]; a large marker is the smallest n.

Equal inputs give equal bytes.
"""

import argparse
import sys

import matplotlib

sys.dont_write_bytecode = True
matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402

from plot_costs import draw_cost, read_times  # noqa: E402
from plot_curves import draw_coverage, draw_curve, draw_trajectories, in_unit  # noqa: E402
from plot_legend import draw_legend, legend_handles, legend_lines  # noqa: E402
from plot_panels import EX_DATA, Failure, find_panels, open_results, shown  # noqa: E402

MOST_ROWS = 8
METADATA = {"png": {"Software": None}, "svg": {"Date": None}, "pdf": {"CreationDate": None, "ModDate": None}}
EX_USAGE, EX_NO_INPUT, EX_CANNOT_CREATE = 64, 66, 73


def what_stands_for_bias(panel):
    """The bias, or what there is without a truth, and without a finite one."""
    if np.any(np.isfinite(panel.get("bias"))):
        return "bias", "|bias|"
    if np.any(np.isfinite(panel.get("mean_finite"))) and not np.all(np.isfinite(panel.get("mean"))):
        return "mean_finite", "|mean of the finite estimates|"
    return "mean", "|mean|, there is no truth"


def draw(file, panels, times=None):
    rows = panels[:MOST_ROWS]
    legends = [legend_handles(panel) for panel in rows]
    strips = [0.04 + 0.06 * legend_lines(handles) for handles in legends]
    with_coverage = any(np.any(np.isfinite(panel.get("coverage"))) for panel in rows)
    columns = 3 + with_coverage + (times is not None)
    figure = plt.figure(figsize=(6 * columns, 1.0 + 4.45 * (len(rows) + sum(strips))), dpi=100, layout="constrained")
    figure.get_layout_engine().set(w_pad=0.15, h_pad=0.08)
    # A legend across the columns of one common grid would push these apart, by more with every row.
    parts = figure.subfigures(2 * len(rows), 1, height_ratios=[h for strip in strips for h in (1, strip)])
    for r, panel in enumerate(rows):
        bias, rmse, *more = parts[2 * r].subplots(1, columns)
        has_truth = np.any(np.isfinite(panel.get("bias")))
        measure, label = what_stands_for_bias(panel)
        draw_curve(bias, panel, measure, "bias_controlled")
        bias.set_ylabel(in_unit(label, panel.unit))
        bias.set_title(panel.title, fontsize=11, loc="left", fontweight="bold")
        draw_curve(rmse, panel, "rmse" if has_truth else "empirical_se")
        rmse.set_ylabel(in_unit("RMSE" if has_truth else "empirical SE", panel.unit))
        rmse.set_title("root mean squared error" if has_truth else "standard deviation", fontsize=11)
        if with_coverage:
            draw_coverage(more.pop(0), panel)
        draw_trajectories(more.pop(0), panel)
        if times is not None:
            draw_cost(more.pop(0), panel, times)
        draw_legend(parts[2 * r + 1].subplots(), legends[r])
    left_out = len(panels) - len(rows)
    title = f"{shown(file.attrs['title'], 160)}  ({file.attrs['replicates']} replicates)"
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
    parser.add_argument("--x", choices=["n", "time"], default="n", help="time: a panel of RMSE against the time of one estimate")
    arguments = parser.parse_args()
    plt.rcParams.update({"svg.hashsalt": "plim", "font.family": "DejaVu Sans", "font.size": 10})
    try:
        with open_results(arguments.file) as file:
            panels = find_panels(file)
            if not panels:
                raise Failure(EX_DATA, f"{arguments.file}: holds no results")
            times = read_times(arguments.file) if arguments.x == "time" else None
            if times == {}:
                raise Failure(EX_NO_INPUT, f"{arguments.file}.run.json: holds no times; a study with [time] has them taken by its run")
            save(draw(file, panels, times), arguments.out)
    except Failure as failure:
        print(f"plot.py: {failure}", file=sys.stderr)
        return failure.code
    return 0


if __name__ == "__main__":
    sys.exit(main())
