"""The curves of one panel: a measure, coverage or trajectories against n."""

import numpy as np

# Okabe and Ito (2008), then wine and olive of Tol (2012): told apart by colour-blind readers.
COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#882255", "#999933"]
BAND = 2  # half-width of the bands in Monte Carlo standard errors
MOST_FAILED = 0.05  # share of failed replicates up to which a mean looks like any other
ROUNDING = 1e-12  # relative to the largest value of a panel
GUIDE = "0.55"
GUIDES = ((-0.5, (0, (1, 2)), "slope $n^{-1/2}$"), (-1, (0, (6, 2, 1, 2)), "slope $n^{-1}$"))  # of a log-log panel


def in_unit(name, unit):
    return name if unit == "1" else f"{name} [{unit}]"


def along_sizes(axes, n):
    """The axis of sample sizes, over all of them where no value is finite."""
    if not np.isfinite(axes.dataLim.minposx):
        axes.set_xlim(np.min(n) / 2, np.max(n) * 2)
    axes.set_xscale("log")
    axes.set_xlabel("sample size n")
    axes.grid(True, which="major", color="0.9", linewidth=0.8)


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
    along_sizes(axes, panel.n)
    axes.set_axisbelow(True)
    if not shown:
        empty(axes, "zero or undefined at every n")
        return
    axes.set_yscale("log")
    # What is rounding beside the largest value is a zero: it must not stretch the axis.
    real = [y for y in shown if y > ROUNDING * max(shown)]
    axes.set_ylim(min(real) / 2.5, max(real) * 2.5)
    if has_guides(panel):
        draw_guides(axes, panel.n, min(real) / 2.5, max(real) * 1.8)


def has_guides(panel):
    """Slopes are seen along several sizes."""
    return len(np.unique(panel.n)) > 1


def draw_guides(axes, n, low, top):
    """Lines of the usual rates, from above the curves at the smallest n; they end where the panel does."""
    for slope, style, _ in GUIDES:
        # Until n, or the lower edge: straight in logarithms, so that two points are enough.
        end = min(np.max(n), np.min(n) * (low / top) ** (1 / slope))
        axes.plot([np.min(n), end], [top, top * (end / np.min(n)) ** slope], color=GUIDE, linestyle=style, linewidth=1, zorder=1.5)


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
    along_sizes(axes, panel.n)
    axes.set_title("coverage of the intervals", fontsize=11)
    if not np.any(np.isfinite(value)):
        empty(axes, "no intervals")
        return
    axes.set_ylabel("share that holds the truth")
    levels = panel.levels()
    axes.plot(panel.n, levels, color="black", linestyle="--", linewidth=1.2, marker="_" if len(panel.n) == 1 else None, zorder=3)
    least = np.nanmin([np.nanmin(np.where(differs, with_failures, value)), *levels])
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
    along_sizes(axes, panel.n)
    axes.set_ylabel(in_unit("estimate", panel.unit))
    axes.set_title(f"{len(values)} trajectories", fontsize=11)
