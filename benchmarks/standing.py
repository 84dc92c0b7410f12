"""Ranks and normalized scores of several systems over the same tables, with a bootstrap over tables.

A normalized score is 0 for the forest and 1 for the best system on that table, clipped at -1. Where the best and the
forest are closer than the standard error of a test score, the distance is noise, and only ranks count.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Any

import numpy as np

N_BOOTSTRAPS, LEVEL = 4_000, 0.9
OURS, FOREST = "plaintune", "forest"
NAMES = {"rf": FOREST}
LEFT_OUT = ("constant",)
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """One table and split: the score of every system in its metric's unit, and its noise."""

    table: str
    split: str
    greater_is_better: bool
    scores: Mapping[str, float]
    noise: float

    def utility(self, system: str) -> float:
        """Return a score where greater is better."""
        return self.scores[system] if self.greater_is_better else -self.scores[system]

    def rank(self, system: str) -> float:
        """Return the rank among all systems, 1 is best; ties share the mean."""
        mine, others = self.utility(system), [self.utility(name) for name in self.scores if name != system]
        return 1 + sum(other > mine for other in others) + 0.5 * sum(other == mine for other in others)

    def normalized(self, system: str) -> float | None:
        """Return the normalized score; None where only ranks count."""
        forest, best = self.utility(FOREST), max(self.utility(name) for name in self.scores)
        return None if best - forest <= self.noise else max(-1.0, (self.utility(system) - forest) / (best - forest))


def peer_rows(lines: Sequence[Row], seconds: float) -> list[Row]:
    """Turn the lines of other systems' results into rows like ours; what failed and constants are left out."""
    rows = []
    for line in lines:
        if line["framework"] in LEFT_OUT or line.get("score") is None or line["budget"] != seconds:
            continue
        rows.append(
            {
                "system": NAMES.get(line["framework"], line["framework"]),
                "table": line["dataset"],
                "split": str(line["seed"]),
                "seconds": line["budget"],
                "score": line["score"],
                "fit_seconds": line.get("fit_s"),
                "memory_mb": line.get("peak_rss_mb"),
                "predict_seconds": line.get("predict_s"),
            }
        )
    return rows


def cases(rows: Sequence[Row], greater_is_better: Mapping[str, bool]) -> list[Case]:
    """Gather rows by table and split, where every system of the peers has one; seeds are averaged."""
    found: dict[tuple[str, str], dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        found[row["table"], row["split"]][row["system"]].append(row)
    systems = {row["system"] for row in rows}
    gathered = []
    for (table, split), by_system in found.items():
        if set(by_system) != systems:
            continue
        scores = {system: fmean(row["score"] for row in given) for system, given in by_system.items()}
        noise = fmean(row["test_error"] for row in by_system[OURS])
        gathered.append(Case(table, split, greater_is_better[table], scores, noise))
    return gathered


def interval(values: Sequence[float], tables: Sequence[str]) -> tuple[float, float]:
    """Bootstrap the mean over tables, the splits of a table drawn together; return the ends of the interval."""
    rng = np.random.default_rng(0)
    by_table: dict[str, list[float]] = defaultdict(list)
    for value, table in zip(values, tables, strict=True):
        by_table[table].append(value)
    means = np.array([fmean(given) for given in by_table.values()])
    drawn = rng.choice(means, size=(N_BOOTSTRAPS, len(means)))
    low, high = np.quantile(drawn.mean(axis=1), [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def report(rows: Sequence[Row], greater_is_better: Mapping[str, bool]) -> str:
    """Return the scores of every system on every table, and their standing, as text."""
    counted = cases(rows, greater_is_better)
    if not counted:
        return "no table on which every system has a result"
    systems = sorted(counted[0].scores, key=lambda name: fmean(case.rank(name) for case in counted))
    lines = [f"{'table':<20}{'split':>6}" + "".join(f"{name:>18}" for name in systems) + "   counts"]
    for case in counted:
        best = max(systems, key=case.utility)
        cells = "".join(f"{case.scores[name]:>17.5g}{'*' if name == best else ' '}" for name in systems)
        counts = "ranks only" if case.normalized(OURS) is None else "both"
        lines.append(f"{case.table:<20}{case.split:>6}{cells}   {counts}")
    lines += [
        "",
        f"{'system':<18}{'mean rank':>10}{'90 %':>16}{'normalized':>12}{'90 %':>16}{'budget':>12}{'MB':>8}{'s':>8}",
    ]
    lines += [_standing(name, counted, rows) for name in systems]
    return "\n".join([*lines, *_advantage(counted, systems)])


def _standing(name: str, counted: Sequence[Case], rows: Sequence[Row]) -> str:
    ranks = [case.rank(name) for case in counted]
    low, high = interval(ranks, [case.table for case in counted])
    scaled = [(case.table, case.normalized(name)) for case in counted]
    known = [(table, value) for table, value in scaled if value is not None]
    text = f"{name:<18}{fmean(ranks):>10.2f}{f'{low:.2f} to {high:.2f}':>16}"
    if known:
        low, high = interval([value for _, value in known], [table for table, _ in known])
        text += f"{fmean(value for _, value in known):>12.3f}{f'{low:.2f} to {high:.2f}':>16}"
    kept = {(case.table, case.split) for case in counted}
    ours = [row for row in rows if row["system"] == name and (row["table"], row["split"]) in kept]
    used = [row["fit_seconds"] / row["seconds"] for row in ours if row.get("fit_seconds")]
    text += f"{f'{fmean(used):.0%}, {max(used):.0%}':>12}" if used else " " * 12
    return text + _of("memory_mb", ours, max, "8.0f") + _of("predict_seconds", ours, median, "8.2f")


def _of(field: str, rows: Sequence[Row], what: Callable[[Sequence[float]], float], form: str) -> str:
    values = [row[field] for row in rows if row.get(field) is not None]
    return format(what(values), form) if values else " " * 8


def _advantage(counted: Sequence[Case], systems: Sequence[str]) -> list[str]:
    peers = [name for name in systems if name not in (OURS, FOREST)]
    if not peers:
        return []
    peer = peers[0]
    gains = [case.rank(peer) - case.rank(OURS) for case in counted]
    low, high = interval(gains, [case.table for case in counted])
    return ["", f"ranks ahead of {peer}, the best peer: {fmean(gains):.2f} (90 %: {low:.2f} to {high:.2f})"]
