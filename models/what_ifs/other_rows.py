"""Experiments on other rows: another number of folds, or a share of the training rows."""

from dataclasses import replace

from models.estimate import paired_difference
from models.findings.evidence import shown
from models.findings.refits import NotRefittedError
from models.record import Fact, Trial, WhatIf
from models.splits import fold_sizes, make_folds, plan_folds
from models.what_ifs.bench import Bench, Split
from models.what_ifs.comparison import INTERVAL, filled, paired, score_of, told, verdict
from models.what_ifs.one_change import configured
from models.what_ifs.order import winner_of

OTHER_FOLDS = (
    "These are not the folds of the run, so the two scores cannot be paired and no interval of their difference is "
    "given; with more folds each model learns from more rows, which alone can lift the score. "
)


def other_folds(bench: Bench) -> WhatIf:
    """Evaluate the winner on another number of folds, and its runner-up too, as far as the time allows."""
    stage, winner = bench.stage, winner_of(bench.record)
    asked = bench.blank.order.folds or 0
    plan = plan_folds(stage.problem, replace(stage.order.settings, folds=asked))
    split = Split(plan, make_folds(stage.problem, plan))
    trial = bench.evaluate(configured(winner), split).trial
    what_if = replace(filled(bench.blank, trial, winner, bench), is_same_folds=False)
    title = stage.scorer.metric.account.title
    sentence = (
        f"On {plan.n_folds} folds the winner's configuration scores {shown(score_of(trial))} in {title}; on the "
        f"{stage.plan.n_folds} folds of the run it scored {shown(score_of(winner))}."
    )
    if plan.n_folds != asked:
        sentence += f" {asked} folds are not possible here: {plan.because}."
    rival, facts = _rival(bench, split, trial)
    return told(replace(what_if, facts=facts), f"{sentence} {rival}", OTHER_FOLDS.strip())


def _rival(bench: Bench, split: Split, trial: Trial) -> tuple[str, tuple[Fact, ...]]:
    """Say whether the runner-up would pass the winner on the other folds."""
    winner = winner_of(bench.record)
    others = [bench.record.trial(e.trial) for e in bench.record.leaderboard if e.trial != winner.number]
    if not others:
        return "No other trial is complete, so whether another would win there cannot be told.", ()
    try:
        other = bench.evaluate(configured(others[0]), split).trial
    except NotRefittedError:
        return "Whether another trial would win there was not measured: there was too little time.", ()
    mean, error = paired_difference(trial, other, *fold_sizes(split.folds), bench.stage.scorer)
    where = "ahead of" if mean >= 0 else "behind"
    sentence = f"There it is {where} the runner-up, trial {others[0].number}, by {shown(abs(mean))}"
    facts = (
        Fact("folds", split.plan.n_folds, "folds"),
        Fact("trial that was fitted on them too", others[0].number),
        Fact("score of that trial on them", score_of(other)),
        Fact("difference on them", mean),
        Fact("corrected standard error", error if error != float("inf") else None),
    )
    return f"{sentence} on average, with a corrected standard error of {shown(error)}.", facts


def fewer_rows(bench: Bench) -> WhatIf:
    """Evaluate the winner's configuration from a share of the training rows of each fold."""
    winner, fraction = winner_of(bench.record), bench.blank.order.rows_fraction or 1.0
    trial = bench.evaluate(configured(winner), fraction=fraction).trial
    what_if = paired(filled(bench.blank, trial, winner, bench), trial, winner, bench)
    what_if = replace(what_if, is_same_folds=False)
    title = bench.stage.scorer.metric.account.title
    sentence = (
        f"From {fraction:.0%} of the training rows the winner's configuration scores {shown(score_of(trial))} in "
        f"{title}, from all of them {shown(score_of(winner))}. {verdict(what_if, 'the same held-back rows')}"
    )
    if what_if.low is not None and what_if.high is not None:
        sentence += f" {_growth(what_if.low, what_if.high)}"
    because = (
        "The folds are scored on the same rows as in the run, but their models learned from fewer: the difference "
        f"tells what the other rows are worth, not which configuration is better. {INTERVAL}"
    )
    return told(what_if, sentence, because)


def _growth(low: float, high: float) -> str:
    if high < 0:
        return "The score still grows with rows, so more of them would probably help."
    if low > 0:
        return "Fewer rows did better, which points to rows that mislead, such as old ones."
    return "The rows that were left out made no measurable difference, so more of them promise little."
