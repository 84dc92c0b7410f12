"""Which search technique finds more at the same cost: all of them, on the same tables, families, folds and seeds.

    python benchmarks/techniques.py [--tables FOLDER] [--families linear,xgboost] [--trials 24] [--seeds 1]
                                    [--out techniques.html]
    python benchmarks/techniques.py --functions

One family is searched at a time, so that techniques are compared and not families; ``gradient`` takes part where it
can. Each technique gets the same number of trials, Hyperband three times as many because most of its are cheap looks;
what is compared is the best cross-validated score so far, by trials and by the seconds of the fits as recorded. The
whole cost is that of random search. A technique that ends earlier keeps what it has. Scores are ranked on each table
and seed (1 is best, equals share), and the ranks averaged.

FOLDER holds a ``manifest.json`` as in ``quality.py``; without it, scikit-learn's own tables are used, with at most 200
rounds of boosting to be quick. ``--functions``
looks at two functions with a known minimum instead: how often the Gaussian process beats random search.
"""

import argparse
import json
import tempfile
from dataclasses import dataclass
from html import escape
from itertools import accumulate
from pathlib import Path

import numpy as np
import pandas as pd
from known_functions import KNOWN, best_found
from scipy.stats import rankdata
from sklearn.datasets import load_breast_cancer, load_diabetes, make_friedman1

from models.families.registry import family_named
from models.goal import understand_goal
from models.metrics import METRICS
from models.record import Progress, RunRecord, Settings
from models.run import RunOrder, execute
from models.search.techniques.gradient import DIFFERENTIABLE
from models.search.techniques.registry import TECHNIQUE_NAMES
from models.sink import MemorySink
from models.table import Table, table_from_frame

PLOTLY = Path(__file__).parents[1] / "service" / "static" / "vendor" / "plotly-basic-4.1.1.min.js"
SHARES = (0.25, 0.5, 1.0)
HYPERBAND_TRIALS, QUICK_ROUNDS = 3, 200
N_EVALUATIONS, N_SEEDS = 60, 20


@dataclass(frozen=True)
class Task:
    """One table and what is to be predicted; of quick ones, boosting ends after ``QUICK_ROUNDS`` at the latest."""

    name: str
    table: Table
    target: str
    metric: str
    is_quick: bool = False


@dataclass(frozen=True)
class Case:
    """What every technique searches once: one family on one table, from one seed."""

    task: Task
    family: str
    seed: int

    @property
    def space(self) -> dict[str, dict[str, int]]:
        """What is known beforehand."""
        is_boosting = family_named(self.family).stops_early
        return {self.family: {"n_estimators": QUICK_ROUNDS}} if self.task.is_quick and is_boosting else {}

    @property
    def techniques(self) -> tuple[str, ...]:
        """The techniques that can."""
        return tuple(n for n in TECHNIQUE_NAMES if n != "gradient" or self.family in DIFFERENTIABLE)


@dataclass(frozen=True)
class Curve:
    """The best score so far (greater is better) after each trial, and the seconds of fits until then."""

    technique: str
    case: Case
    seconds: tuple[float, ...]
    best: tuple[float, ...]

    def after_trials(self, n_trials: float) -> float:
        """Return the best score of so many trials."""
        return self.best[min(len(self.best), max(1, round(n_trials))) - 1]

    def after_seconds(self, seconds: float) -> float:
        """Return the best score after so many seconds of fits; that of the baseline at the least."""
        return self.best[max(0, int(np.searchsorted(self.seconds, seconds, side="right")) - 1)]


class Limited(MemorySink):
    """Stops a run whose fits have cost as much as allowed, once it has made as many trials as the others."""

    def __init__(self, seconds: float, trials: int) -> None:
        super().__init__()
        self.seconds_allowed = seconds
        self.n_trials = trials

    def progressed(self, progress: Progress) -> None:
        """Look at the cost."""
        super().progressed(progress)
        cost = sum(trial.seconds for trial in self.trials)
        self.is_stopped = cost > self.seconds_allowed and len(self.trials) >= self.n_trials


def own_tables() -> list[Task]:
    """Return two of scikit-learn's own tables, and one that it makes up."""
    X, y = load_breast_cancer(return_X_y=True, as_frame=True)
    tumors = table_from_frame(X.assign(answer=y.map({0: "malignant", 1: "benign"})), "breast_cancer")
    X, y = load_diabetes(return_X_y=True, as_frame=True)
    diabetes = table_from_frame(X.assign(answer=y), "diabetes")
    made, answers = make_friedman1(500, noise=1.0, random_state=0)
    friedman = table_from_frame(pd.DataFrame(made).add_prefix("x").assign(answer=answers), "friedman")
    return [
        Task("breast_cancer", tumors, "answer", "log_loss", is_quick=True),
        Task("diabetes", diabetes, "answer", "rmse", is_quick=True),
        Task("friedman", friedman, "answer", "rmse", is_quick=True),
    ]


def given_tables(folder: Path) -> list[Task]:
    """Return the tables of a manifest, the training rows of their first split."""
    tasks = []
    for entry in json.loads((folder / "manifest.json").read_text()):
        frame = pd.read_csv(
            folder.parent / entry["file"], keep_default_na=False, na_values=[""], parse_dates=entry["datetime"] or False
        )
        rows = json.loads((folder.parent / entry["splits"]).read_text())["0"]["train"]
        table = table_from_frame(frame.iloc[rows].reset_index(drop=True), entry["name"])
        tasks.append(Task(entry["name"], table, entry["target"], entry["metric"]))
    return tasks


def searched(case: Case, technique: str, n_trials: int, sink: MemorySink) -> Curve:
    """Run one technique and return its curve."""
    table = case.task.table
    goal = understand_goal({"target": case.task.target, "metric": case.task.metric}, table)
    settings = Settings(
        seconds=None,
        trials=n_trials,
        technique=technique,
        families=(case.family,),
        space=case.space,
        folds=3,
        seed=case.seed,
    )
    with tempfile.TemporaryDirectory() as folder:
        record = execute(RunOrder(table, goal, settings), Path(folder), sink)
    curve = curve_of(record, technique, case)
    print(
        f"{case.task.name:<20}{case.family:<15}seed {case.seed}  {technique:<10}{len(curve.best):>4} trials"
        f"{curve.seconds[-1]:>8.1f} s  {abs(curve.best[-1]):.5g}",
        flush=True,
    )
    return curve


def curve_of(record: RunRecord, technique: str, case: Case) -> Curve:
    """Return the best score so far of a run, trial by trial."""
    metric = METRICS[record.goal.metric]
    scores = [-np.inf if t.validation_score is None else metric.utility(t.validation_score) for t in record.trials]
    seconds = accumulate(trial.seconds for trial in record.trials)
    return Curve(technique, case, tuple(seconds), tuple(accumulate(scores, max)))


def compared(case: Case, n_trials: int) -> dict[str, Curve]:
    """Search with every technique; the seconds of random search bound the others."""
    curves = {"random": searched(case, "random", n_trials, MemorySink())}
    for technique in case.techniques:
        if technique != "random":
            n = HYPERBAND_TRIALS * n_trials if technique == "hyperband" else n_trials
            sink = Limited(curves["random"].seconds[-1], n_trials)
            curves[technique] = searched(case, technique, n, sink)
    return {technique: curves[technique] for technique in case.techniques}


def ranks_at(curves: dict[str, Curve], share: float, n_trials: int | None) -> np.ndarray:
    """Return the rank of each technique at a share of the trials, or of the seconds where None."""
    cost = share * curves["random"].seconds[-1]
    best = [
        curve.after_seconds(cost) if n_trials is None else curve.after_trials(share * n_trials)
        for curve in curves.values()
    ]
    return rankdata([-score for score in best])


def report(family: str, results: list[dict[str, Curve]], n_trials: int) -> str:
    """Return the table of mean ranks in one family."""
    names = list(results[0])
    lines = [
        f"{family}: mean rank of {len(names)} techniques over {len(results)} searches of {n_trials} trials (1 is best)",
        f"{'':<12}{'by seconds of fits':^24}{'by trials':^24}",
        f"{'technique':<12}" + "".join(f"{share:>8.0%}" for share in SHARES * 2),
    ]
    means = [np.mean([ranks_at(r, share, n) for r in results], axis=0) for n in (None, n_trials) for share in SHARES]
    lines += [f"{name:<12}" + "".join(f"{mean[i]:>8.2f}" for mean in means) for i, name in enumerate(names)]
    return "\n".join(lines)


def trace(technique: str, results: list[dict[str, Curve]]) -> dict[str, object]:
    """Return one line of a figure: the best score so far by the share of the cost, the mean over the seeds."""
    shares = np.linspace(0.02, 1, 50)
    best = [[abs(r[technique].after_seconds(s * r["random"].seconds[-1])) for s in shares] for r in results]
    hue = TECHNIQUE_NAMES.index(technique) * 360 // len(TECHNIQUE_NAMES)
    return {
        "x": [round(float(share), 2) for share in shares],
        "y": [None if not np.isfinite(value) else round(float(value), 6) for value in np.mean(best, axis=0)],
        "name": technique,
        "line": {"shape": "hv", "color": f"hsl({hue}, 65%, 42%)"},
    }


def figure(number: int, results: list[dict[str, Curve]]) -> str:
    """Return the figure of one family on one table, all seeds together."""
    case = results[0]["random"].case
    data = [trace(technique, results) for technique in results[0]]
    layout = {
        "title": {"text": f"{case.family} on {case.task.name}: best {case.task.metric} so far"},
        "xaxis": {"title": {"text": "share of the seconds that random search took"}, "tickformat": ".0%"},
        "yaxis": {"title": {"text": f"cross-validated {case.task.metric}"}},
    }
    return (
        f'<div id="f{number}" style="height:420px"></div>'
        f'<script>Plotly.newPlot("f{number}", {json.dumps(data)}, {json.dumps(layout)})</script>'
    )


def page(figures: list[str], table: str) -> str:
    """Return the figures and the table as one file that needs nothing else."""
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Search techniques</title>'
        f"<script>{PLOTLY.read_text(encoding='utf-8')}</script>"
        f"<h1>Search techniques at the same cost</h1><pre>{escape(table)}</pre>{''.join(figures)}</html>"
    )


def look_at_functions() -> None:
    """Print how often the Gaussian process beats random search on functions whose minimum is known."""
    for name in KNOWN:
        best = {t: [best_found(t, name, s, N_EVALUATIONS) for s in range(N_SEEDS)] for t in ("gp", "tpe", "random")}
        wins = sum(gp < random for gp, random in zip(best["gp"], best["random"], strict=True))
        medians = ", ".join(f"{technique} {np.median(values):.4f}" for technique, values in best.items())
        print(
            f"{name}: gp beats random in {wins} of {N_SEEDS} seeds at {N_EVALUATIONS} evaluations; medians: {medians}"
        )


def main() -> None:
    """Run everything and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tables", type=Path)
    parser.add_argument("--families", default="linear,xgboost")
    parser.add_argument("--trials", type=int, default=24)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("techniques.html"))
    parser.add_argument("--functions", action="store_true")
    arguments = parser.parse_args()
    if arguments.functions:
        look_at_functions()
        return
    tasks = own_tables() if arguments.tables is None else given_tables(arguments.tables)
    tables, figures = [], []
    for family in arguments.families.split(","):
        results = []
        for task in tasks:
            of_task = [compared(Case(task, family, seed), arguments.trials) for seed in range(arguments.seeds)]
            figures.append(figure(len(figures), of_task))
            results += of_task
        tables.append(report(family, results, arguments.trials))
        print(f"\n{tables[-1]}\n", flush=True)
    table = "\n\n".join(tables)
    arguments.out.write_text(page(figures, table), encoding="utf-8")
    print(f"the plot is in {arguments.out}")


if __name__ == "__main__":
    main()
