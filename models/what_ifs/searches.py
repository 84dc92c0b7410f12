"""Experiments that search: on with more trials, or anew by another technique, on the same folds."""

import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np

from models.again import another_search
from models.checks.work import QuietSink
from models.families.registry import BASELINE, family_named
from models.findings.evidence import counted, shown
from models.findings.refits import NotRefittedError
from models.record import Fact, Trial, WhatIf
from models.search.continuation import standing_trials
from models.search.coordinator import Search
from models.search.techniques.registry import at_work, spaces_to_search, technique_named
from models.search.techniques.technique import SearchOrder
from models.search.trials import best_trial
from models.sink import History
from models.what_ifs.bench import Bench
from models.what_ifs.comparison import INTERVAL, filled, paired, score_of, told, verdict
from models.what_ifs.kept import Measured
from models.what_ifs.one_change import configured, recorded
from models.what_ifs.order import search_settings
from models.workspace import save_problem


def more_trials(bench: Bench) -> WhatIf:
    """Search on from the trials of the run, and compare the best new trial with the best one so far."""
    history = _history(bench)
    n_wanted = len(history) + (bench.blank.order.trials or 0)
    trials = _search(bench, history, n_wanted)
    known = {trial.number for trial in history}
    new = {number: trial for number, trial in trials.items() if number not in known}
    what_if, best = _best(bench, new)
    n_new, family = len(new), bench.blank.order.family
    where = f" of {_family(bench, family)}" if family else ""
    sentence = (
        f"{counted(n_new, 'more trial')}{where} found {_family(bench, best.family)} with {shown(score_of(best))} in "
        f"{_title(bench)}; the best of the run so far, trial {what_if.compared_with}, scores "
        f"{shown(what_if.compared_score or 0.0)}. {verdict(what_if)}"
    )
    because = (
        "The search went on from the recorded trials, by the same technique and on the same folds. The best of more "
        f"trials looks better by choosing alone. {INTERVAL} To keep what more trials find, let the run go on."
    )
    return _counted(told(what_if, sentence, because), n_new, n_wanted - len(history))


def another_technique(bench: Bench) -> WhatIf:
    """Search anew by another technique with as many trials as the run had, and compare the best of each."""
    n_wanted = len(bench.record.trials)
    trials = _search(bench, (), n_wanted)
    what_if, best = _best(bench, trials)
    technique = technique_named(bench.blank.order.technique or "").account.title
    before = bench.record.technique.title if bench.record.technique is not None else bench.record.settings.technique
    sentence = (
        f"{technique[:1].upper()}{technique[1:]} found {_family(bench, best.family)} with {shown(score_of(best))} in "
        f"{_title(bench)}, in {counted(len(trials), 'trial')}; the search of the run ({before}) found trial "
        f"{what_if.compared_with} with {shown(what_if.compared_score or 0.0)}. {verdict(what_if)}"
    )
    because = (
        "Both searched the same spaces on the same folds with the same seed, and both began with the baseline and the "
        f"tuned defaults. One search each shows what this one found, not which technique is better. {INTERVAL}"
    )
    return _counted(told(what_if, sentence, because), len(trials), n_wanted)


def _history(bench: Bench) -> tuple[Trial, ...]:
    """Return the trials from which the search goes on; those of one family are numbered anew."""
    standing = standing_trials(bench.record.trials)
    family = bench.blank.order.family
    if family is None:
        return standing
    kept = [trial for trial in standing if trial.family in (BASELINE.name, family)]
    return tuple(replace(trial, number=number) for number, trial in enumerate(kept))


def _search(bench: Bench, history: tuple[Trial, ...], n_trials: int) -> dict[int, Trial]:
    """Search in a folder of its own, and return all trials, those of the history among them."""
    stage, record = bench.stage, bench.record
    settings = replace(search_settings(bench.blank.order, record), trials=n_trials)
    order = SearchOrder(settings, spaces_to_search(settings, record.goal.task), stage.problem.n_rows)
    sink = QuietSink(bench.sink, bench.reserve, f"what-if {bench.blank.number}")
    with tempfile.TemporaryDirectory(dir=stage.scratch) as name:
        folder = Path(name)
        save_problem(stage.problem, folder)
        if bench.blank.order.family is None and history:
            _borrow(stage.folder / "predictions", folder)
        technique = at_work(technique_named(settings.technique), order)
        search = another_search(stage, order, technique, folder, sink, History(history))
        search.run()
        _keep(bench, search, {trial.number for trial in history})
        return search.trials


def _keep(bench: Bench, search: Search, known: set[int]) -> None:
    """Keep the complete trials that are new, all of them: a promotion pays for having chosen among them."""
    complete = [t for t in search.trials.values() if t.state == "complete" and t.number not in known]
    fresh = [t for t in complete if t.family != BASELINE.name and recorded(bench.record, configured(t)) is None]
    read = {trial.number: search.predictions.read(trial.number) for trial in fresh}
    bench.keep([Measured(t, np.asarray(found)) for t in fresh if (found := read[t.number]) is not None])


def _borrow(predictions: Path, folder: Path) -> None:
    """Let the search read the predictions of the run's trials, where they are at hand; it writes none of them."""
    (folder / "predictions").mkdir()
    for file in predictions.glob("*.npy"):
        (folder / "predictions" / file.name).symlink_to(file.resolve())


def _best(bench: Bench, trials: dict[int, Trial]) -> tuple[WhatIf, Trial]:
    """Return the what-if filled with the best of some trials, beside the best of the run."""
    best = best_trial(trials, bench.stage.scorer)
    first = best_trial({trial.number: trial for trial in bench.record.trials}, bench.stage.scorer)
    if best is None or first is None:
        raise NotRefittedError("no new trial came to a score")
    known = recorded(bench.record, configured(best))
    what_if = paired(filled(bench.blank, best, first, bench), best, first, bench)
    return replace(what_if, trial=None if known is None else known.number), best


def _counted(what_if: WhatIf, n_trials: int, n_wanted: int) -> WhatIf:
    """Note how many trials there were, and say so where the time was over before all of them."""
    facts = (Fact("trials", n_trials, "trials"), Fact("trials asked for", n_wanted, "trials"))
    short = f" There was time for {n_trials} of {n_wanted} trials." if n_trials < n_wanted else ""
    return replace(what_if, n_trials=n_trials, facts=facts, sentence=what_if.sentence + short)


def _family(bench: Bench, name: str) -> str:
    return family_named(name).account(bench.record.goal.task).title


def _title(bench: Bench) -> str:
    return bench.stage.scorer.metric.account.title
