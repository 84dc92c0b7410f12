"""How true the verdict is: which findings and verdicts tables get whose flaw is known, and how far scores then fall.

    python benchmarks/verdict.py --out verdict.jsonl [--seeds 40] [--first 0] [--cases leak,noise]
    python benchmarks/verdict.py --report verdict.jsonl

Each case (``verdict_cases.py``) is made anew with every seed, a short search is run on it, and the delivered model is
scored on fresh rows without the flaw. The realized drop is the best trial's cross-validated score less that true one,
in standard errors of the corrected score. Runs are bound by trials; a series that was interrupted goes on where it was.
Thresholds were chosen on seeds from 1000 on, which take no part in the proof.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from statistics import fmean, median
from typing import Any
from zlib import crc32

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[_name] = "1"

import numpy as np  # noqa: E402  the number of threads must be known before the libraries are loaded
import pandas as pd  # noqa: E402
from threadpoolctl import threadpool_limits  # noqa: E402
from verdict_cases import CASES, Case  # noqa: E402

from models.artifact import load  # noqa: E402
from models.columns import label_text  # noqa: E402
from models.evaluator import Task, perform  # noqa: E402
from models.findings.selection_optimism import standard_error  # noqa: E402
from models.metrics import metric_for  # noqa: E402
from models.record import Goal, RunRecord, Settings  # noqa: E402
from models.run import RunOrder, execute  # noqa: E402
from models.scoring import Scorer  # noqa: E402
from models.sink import MemorySink  # noqa: E402
from models.table import table_from_frame  # noqa: E402

FAMILIES = ("linear", "xgboost")
SPACE = {
    "xgboost": {"learning_rate": [0.1, 0.3], "n_estimators": 40},
    "linear": {"l1_ratio": 0.0},
}
"""What every search keeps to, so that a run takes seconds."""
RISKS = ("low", "moderate", "high", "cannot_tell")


class InProcess:
    """Evaluates in this process, one after the other: no time goes into starting others."""

    n_slots = 1

    def submit(self, task: Task) -> "Future[Any]":
        """Do the task now."""
        future: Future[Any] = Future()
        try:
            future.set_result(perform(task))
        except Exception as error:  # noqa: BLE001  as in a pool: the future carries it
            future.set_exception(error)
        return future

    def close(self) -> None:
        """Nothing is left to end."""


def perform_case(name: str, seed: int) -> dict[str, Any]:
    """Make a table of a case, search, and score what is delivered on fresh rows."""
    start = time.process_time()
    case = CASES[name]
    made = case.make(np.random.default_rng(np.random.SeedSequence((crc32(name.encode()), seed))))
    positive = "yes" if case.task == "binary" else None
    goal = Goal("", "y", case.task, case.metric, positive, ignore=case.ignore)  # type: ignore[arg-type]
    settings = Settings(None, case.trials, families=FAMILIES, space=SPACE, folds=case.folds, seed=seed)
    with tempfile.TemporaryDirectory() as folder:
        order = RunOrder(table_from_frame(made.train, name), goal, settings, n_jobs=1)
        record = execute(order, Path(folder), MemorySink(), evaluator=InProcess())
        true = true_score(Path(folder) / "model", made.fresh, goal)
    return {**_row(name, seed, record, true), "seconds": round(time.process_time() - start, 2)}


def true_score(model_folder: Path, fresh: pd.DataFrame, goal: Goal) -> float:
    """Score the delivered model on rows that the run never saw."""
    model, scorer = load(model_folder), Scorer(metric_for(goal.metric, goal.task))
    if goal.task == "regression":
        return scorer.score(fresh[goal.target].to_numpy(float), model.predict(fresh).astype(float))
    codes = {label: float(k) for k, label in enumerate(model.classes)}
    known = fresh[goal.target].map(label_text).map(codes)
    return scorer.score(known.to_numpy(float), model.predict_proba(fresh))


def _row(name: str, seed: int, record: RunRecord, true: float) -> dict[str, Any]:
    """Return what the report needs of one run."""
    assert record.result is not None  # noqa: S101  a run that delivered a model has a result
    sign = 1 if record.metric.greater_is_better else -1
    scores = [sign * t.validation_score for t in record.trials if t.validation_score is not None]
    error = standard_error(record.result.score)
    verdict = record.result.overfitting
    parts = {part: getattr(verdict, part).risk for part in ("optimism", "capacity", "leakage", "evidence")}
    return {
        "case": name,
        "seed": seed,
        "risk": verdict.risk,
        "parts": parts,
        "drop": (max(scores) - sign * true) / error if error else None,
        "found": [finding.code for finding in record.findings if finding.answer == "found"],
        "values": {finding.code: finding.value for finding in record.findings},
        "true": true,
        "cross_validated": record.result.score.cross_validated,
        "corrected": record.result.score.corrected,
    }


def run_series(arguments: argparse.Namespace) -> None:
    """Run what is not yet in the results, seed by seed, and append to them."""
    out = Path(arguments.out)
    known = {(row["case"], row["seed"]) for row in results(out)}
    wanted = [name for name in arguments.cases.split(",") if name] or list(CASES)
    with out.open("a") as file, threadpool_limits(1):
        for seed in range(arguments.first, arguments.first + arguments.seeds):
            for name in wanted:
                if (name, seed) not in known:
                    file.write(json.dumps(perform_case(name, seed)) + "\n")
                    file.flush()


def results(path: Path) -> list[dict[str, Any]]:
    """Return the results that a series wrote so far."""
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def report(rows: Sequence[dict[str, Any]]) -> str:
    """Return the tables: verdicts and flaws by case, drops by verdict, and what was to be reached."""
    lines = [f"{'case':<17}{'runs':>5}" + "".join(f"{risk:>13}" for risk in RISKS) + "  flaw found  median drop"]
    cases = {name: [row for row in rows if row["case"] == name] for name in CASES}
    for name, mine in ((name, mine) for name, mine in cases.items() if mine):
        shares = "".join(f"{_share(row['risk'] == risk for row in mine):>13.2f}" for risk in RISKS)
        flaw = CASES[name].flaw
        named = f"{_share(_names(CASES[name], row) for row in mine):>10.2f}" if flaw else " " * 9 + "-"
        lines.append(f"{name:<17}{len(mine):>5}{shares}  {named}  {_median_drop(mine):>11}")
    lines += ["", *_by_verdict(rows), "", *_alarms(cases), "", *_reached(cases, rows)]
    return "\n".join(lines)


def _names(case: Case, row: dict[str, Any]) -> bool:
    return bool(set(case.flaw) & set(row["found"]))


def _share(hits: Any) -> float:  # noqa: ANN401  any iterable of truths
    return fmean(float(hit) for hit in hits)


def _drops(rows: Sequence[dict[str, Any]]) -> list[float]:
    return [row["drop"] for row in rows if row["drop"] is not None]


def _median_drop(rows: Sequence[dict[str, Any]]) -> str:
    drops = _drops(rows)
    return f"{median(drops):+.2f}" if drops else "-"


def _by_verdict(rows: Sequence[dict[str, Any]]) -> list[str]:
    lines = [f"{'verdict':<17}{'runs':>5}  realized drop in standard errors: mean, median, 90 % range"]
    for risk in RISKS:
        drops = _drops([row for row in rows if row["risk"] == risk])
        if drops:
            low, high = np.quantile(drops, [0.05, 0.95])
            lines.append(
                f"{risk:<17}{len(drops):>5}  {fmean(drops):+.2f}, {median(drops):+.2f}, {low:+.2f} to {high:+.2f}"
            )
    return lines


def _alarms(cases: dict[str, list[dict[str, Any]]]) -> list[str]:
    """Say how often each finding came, on clean tables and on the others."""
    clean = [row for name, rows in cases.items() for row in rows if name.startswith("clean")]
    other = [row for name, rows in cases.items() for row in rows if not name.startswith("clean")]
    codes = sorted({code for row in (*clean, *other) for code in row["found"]})
    lines = [f"{'finding':<28}{'clean':>7}{'others':>8}"]
    return lines + [
        f"{code:<28}" + "".join(f"{_share(code in row['found'] for row in rows):>{width}.2f}" for rows, width in
                                ((clean, 7), (other, 8)) if rows)
        for code in codes
    ]  # fmt: skip


def _reached(cases: dict[str, list[dict[str, Any]]], rows: Sequence[dict[str, Any]]) -> list[str]:
    clean = [row for name, mine in cases.items() for row in mine if name.startswith("clean")]
    high = _share(row["risk"] == "high" for row in clean) if clean else float("nan")
    flawed = {n: _share(_names(CASES[n], r) for r in mine) for n, mine in cases.items() if mine and CASES[n].flaw}
    missed = [f"{name} {share:.2f}" for name, share in flawed.items() if share < 0.95]
    middles = [median(d) for risk in RISKS[:3] if (d := _drops([row for row in rows if row["risk"] == risk]))]
    return [
        f"{_verdict(high < 0.05)} a clean large table is called high in under 5 % of cases: {high:.1%}",
        f"{_verdict(not missed)} each planted flaw is found in at least 95 % and named: {', '.join(missed) or 'all'}",
        f"{_verdict(middles == sorted(middles))} the median realized drop rises with the verdict: "
        + ", ".join(f"{middle:+.2f}" for middle in middles),
    ]


def _verdict(is_reached: bool) -> str:
    return "reached " if is_reached else "MISSED  "


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", default="verdict.jsonl")
    parser.add_argument("--report")
    parser.add_argument("--seeds", type=int, default=40)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--cases", default="")
    arguments = parser.parse_args()
    if arguments.report is None:
        run_series(arguments)
    print(report(results(Path(arguments.report or arguments.out))))


if __name__ == "__main__":
    main()
