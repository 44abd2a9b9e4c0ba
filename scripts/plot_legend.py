"""The key of a row of panels."""

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from plot_curves import BAND, COLOURS, GUIDE, GUIDES, MOST_FAILED, has_guides, misses

LEGEND_COLUMNS = 7


def legend_handles(panel):
    handles = [Line2D([], [], color=COLOURS[s], marker="o", label=name) for s, name in enumerate(panel.series[: len(COLOURS)])]
    more = len(panel.series) - len(COLOURS)
    if more > 0:
        handles.append(Line2D([], [], linestyle="", label=f"and {more} more in the file"))
    grey = "0.35"
    handles += [
        Line2D([], [], color=grey, marker="o", linestyle="", markerfacecolor="white", label="below 0"),
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
    levels = panel.levels()
    if np.any(np.isfinite(levels)):
        label = f"nominal level {levels[0]:g}" if np.all(levels == levels[0]) else "nominal level"
        handles.append(Line2D([], [], color="black", linestyle="--", linewidth=1.2, label=label))
    if has_guides(panel):
        handles += [Line2D([], [], color=GUIDE, linestyle=style, linewidth=1, label=label) for _, style, label in GUIDES]
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
