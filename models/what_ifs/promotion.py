"""Promotion: a what-if becomes the delivered model, and its score pays for having been chosen among the what-ifs too.

The new model is a single one of that configuration, fitted anew, within as many seconds as the run had. Its honest
score is corrected for a choice among all trials of the run and all what-ifs that could have been promoted, as each of
them was looked at. The old model stays in its place until the new one is written.
"""

from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from models.again import EndedRun, set_up_again
from models.blend import Blend
from models.checks.work import QuietSink
from models.choosing import price_of_choosing
from models.delivery import predict_cap, refine, weighted
from models.errors import NoModelError, NotPromotableError
from models.estimate import by_score
from models.evaluator import Evaluator, LocalEvaluator
from models.findings.evidence import shown
from models.last_fits import begin, finish
from models.model_folder import clear_remains, scratch_folder
from models.predictions import Predictions
from models.record import EnsembleMember, Fact, Promotion, RunRecord, Score, Trial, WhatIf, WhatIfKind
from models.reserve import Reserve
from models.run import Chosen, find_risks, honest_score, put_down, search_of, told
from models.selection import Candidates
from models.sink import MemorySink, RecordSink
from models.splits import resampling_units
from models.stage import Stage
from models.what_ifs.kept import KeptWhatIfs
from models.what_ifs.one_change import configured

PROMOTABLE: tuple[WhatIfKind, ...] = ("hyperparameters", "family", "trials", "technique")
_INSTEAD: dict[WhatIfKind, str] = {
    "without_columns": "the other trials learned from these columns: start a run that ignores them",
    "folds": "other folds judge a configuration and make no other model: start a run with as many folds",
    "rows_fraction": "it learned from fewer rows, and the delivered model already learns from all",
}
_MADE_AGAIN = frozenset({"winner", "ensemble", "stacking", "calibration", "threshold", "score", "model"})


@dataclass(frozen=True)
class PromotionOrder:
    """What-if ``number`` of a run is to be delivered. ``folder`` is the run's durable one, with its predictions."""

    run: EndedRun
    number: int
    folder: Path


@dataclass(frozen=True)
class _Priced:
    """What choosing costs, in the metric's unit, without the what-ifs and with them; None where it cannot be told."""

    before: float | None
    after: float | None
    n_candidates: int


def check_promotable(what_if: WhatIf, record: RunRecord) -> None:
    """Refuse to promote what cannot be delivered.

    Raises
    ------
    NotPromotableError
        With what to do instead.
    """
    if what_if.status != "complete":
        raise NotPromotableError(f"it is {what_if.status}")
    (kind,) = what_if.order.kinds
    if kind not in PROMOTABLE:
        raise NotPromotableError(_INSTEAD[kind])
    result = record.result
    if result is None or (what_if.trial == result.trial and len(result.ensemble) <= 1):
        raise NotPromotableError("it is the delivered model already")


def promote(order: PromotionOrder, sink: RecordSink | None = None, evaluator: Evaluator | None = None) -> RunRecord:
    """Make a what-if the delivered model, and return the record with the new result.

    Parameters
    ----------
    order : the run and the what-if
    sink : takes the new trial; is told that the work lives
    evaluator : where fits are made, closed at the end; processes of this machine where None

    Raises
    ------
    NotPromotableError
        When it cannot be delivered, what its score rests on is gone, or its last fit fails. The old model stays.
    """
    record, sink = order.run.record, sink or MemorySink()
    what_if = _asked(order)
    check_promotable(what_if, record)
    clear_remains(order.folder)
    quiet = QuietSink(sink, Reserve(None), f"promoting what-if {what_if.number}")
    standing = tuple(decision for decision in record.decisions if decision.stage not in _MADE_AGAIN)
    run = replace(order.run, record=replace(record, decisions=standing))
    with closing(evaluator or LocalEvaluator(run.n_jobs)) as at_hand, scratch_folder(order.folder) as scratch:
        stage = set_up_again(run, order.folder, Path(scratch), quiet, at_hand, record.settings.seconds)
        trial = _promoted(what_if, record)
        candidates = _candidates(stage, record, what_if, trial)
        if what_if.trial is None:
            _keep(stage, candidates, trial)
        delivered = _delivered(stage, candidates, trial, order)
    if what_if.trial is None:
        sink.trial_finished(trial)
    return delivered


def _asked(order: PromotionOrder) -> WhatIf:
    return next(one for one in order.run.record.what_ifs if one.number == order.number)


def _promoted(what_if: WhatIf, record: RunRecord) -> Trial:
    """Return the trial that is delivered: the one that had measured it, or a new one of the run."""
    if what_if.trial is not None:
        return record.trial(what_if.trial)
    return Trial(
        number=1 + max(trial.number for trial in record.trials),
        family=what_if.family or "",
        hyperparameters=dict(what_if.hyperparameters),
        state="complete",
        folds=what_if.folds,
        validation_score=what_if.validation_score,
        train_score=what_if.train_score,
        standard_error=what_if.standard_error,
        seconds=sum(fold.seconds for fold in what_if.folds),
        predict_ms=what_if.predict_ms,
        encode_ms=what_if.encode_ms,
        why=f"asked for as what-if {what_if.number}, and promoted",
    )


def _candidates(stage: Stage, record: RunRecord, what_if: WhatIf, trial: Trial) -> Candidates:
    """Return all that was chosen from: the trials of the run, and every trial of a what-if that could be promoted."""
    kept = KeptWhatIfs(stage.folder, len(stage.problem.classes))
    trials = {known.number: known for known in record.trials}
    places: dict[int, tuple[int, int]] = {}
    seen = [configured(known) for known in record.trials if known.state == "complete"]
    for other in sorted(record.what_ifs, key=lambda one: one.number != what_if.number):  # the promoted one comes first
        for measured in kept.trials(other.number):
            if configured(measured) in seen:
                continue
            seen.append(configured(measured))
            is_promoted = other.number == what_if.number and configured(measured) == configured(trial)
            number = trial.number if is_promoted else 1 + max(*trials, trial.number)
            trials[number], places[number] = replace(measured, number=number), (other.number, measured.number)
    trials[trial.number] = trial

    def read(number: int) -> Predictions | None:
        return kept.read(*places[number]) if number in places else stage.predictions.read(number)

    if read(trial.number) is None:
        raise NotPromotableError("its predictions are not at hand any more: ask for it again")
    found = Candidates(
        trials=by_score(trials, stage.scorer),
        read=read,
        y=stage.problem.y,
        weight=stage.problem.weight,
        folds=stage.folds,
        units=resampling_units(stage.problem),
        scorer=stage.scorer,
        seed=stage.order.settings.seed,
        always=frozenset({trial.number}),
    )
    if len(found.pool) < 2 and len(found.trials) > 2:
        because = "the predictions of the run's trials are not at hand, so that its score could not be corrected"
        raise NotPromotableError(because)
    return found


def _keep(stage: Stage, candidates: Candidates, trial: Trial) -> None:
    """Keep the predictions as those of a trial of the run, before it is one."""
    predictions = candidates.read(trial.number)
    if predictions is not None:
        stage.predictions.write(trial.number, np.asarray(predictions))


def _delivered(stage: Stage, candidates: Candidates, trial: Trial, order: PromotionOrder) -> RunRecord:
    """Fit, score, look for risks, and write the new model."""
    what_if = _asked(order)
    search = search_of(stage)
    known = {one.number: one for one in stage.history.trials}
    search.trials.update(known | {trial.number: trial})
    _explain(stage, what_if, trial)
    alone = Blend((EnsembleMember(trial.number, 1.0),), threshold=stage.scorer.threshold)
    blend = refine(alone, stage, candidates)
    only = search_of(stage)  # no other trial takes the place of one whose last fit fails
    only.trials[trial.number] = trial
    fits = begin(stage, only, blend.members, predict_cap(stage, search))
    stage.sink.progressed(search.progress("fitting the promoted model"))
    score = honest_score(stage, blend, candidates)
    priced = _priced(stage, blend, candidates, frozenset(known))
    findings = find_risks(stage, search, trial.number, score)
    try:
        stored = finish(stage, only, blend.members, fits)
    except NoModelError as error:
        raise NotPromotableError("its last fit did not succeed, so the model stays as it was") from error
    members = weighted(stored, blend)
    record = told(stage, search, members, Chosen(blend, score, findings))
    return put_down(stage, search, members, blend, _with_promotion(record, order, priced))


def _explain(stage: Stage, what_if: WhatIf, trial: Trial) -> None:
    """Write down that the choice was the user's."""
    compared = "" if what_if.compared_with is None else f"trial {what_if.compared_with}"
    facts = () if what_if.difference is None else (Fact("difference over the same folds", what_if.difference),)
    because = f"that was asked for, after what-if {what_if.number}: {what_if.sentence}"
    over = (compared,) if compared else ()
    stage.journal.decide("winner", f"trial {trial.number} ({trial.family})", because, over=over, facts=facts)


def _priced(stage: Stage, blend: Blend, candidates: Candidates, known: frozenset[int]) -> _Priced:
    """Measure what choosing costs among the trials of the run alone, and among them and the what-ifs."""
    before = replace(candidates, trials=tuple(t for t in candidates.trials if t.number in known), always=frozenset())
    first = Blend((EnsembleMember(before.trials[0].number, 1.0),), threshold=blend.threshold)
    seconds = None if stage.budget.seconds is None else stage.budget.estimate_seconds
    prices = (
        price_of_choosing(first, before, Reserve(seconds)),
        price_of_choosing(blend, candidates, Reserve(seconds)),
    )
    told_before, told_after = (None if price is None else price.mean for price in prices)
    return _Priced(told_before, told_after, len(candidates.trials))


def _with_promotion(record: RunRecord, order: PromotionOrder, priced: _Priced) -> RunRecord:
    """Add what the run had before: its what-ifs, with what this one became and costs, and how it had ended."""
    assert record.result is not None  # noqa: S101  it was just made
    before, score = order.run.record, record.result.score
    promotion = Promotion(
        status="complete",
        trial=record.result.trial,
        score=score,
        price_before=priced.before,
        price_after=priced.after,
        n_candidates=priced.n_candidates,
        sentence=_sentence(record.result.trial, score, priced),
    )
    what_ifs = tuple(
        replace(one, promotion=promotion) if one.number == order.number else one for one in before.what_ifs
    )
    return replace(record, what_ifs=what_ifs, status=before.status)


def _sentence(number: int, score: Score, priced: _Priced) -> str:
    text = f"Trial {number} was made the delivered model. "
    if priced.before is None or priced.after is None:
        text += "How much optimism that adds cannot be told: too few choices could be compared."
    else:
        added = max(0.0, priced.after - priced.before)
        text += (
            f"Choosing among {priced.n_candidates} candidates, the what-ifs among them, flatters by "
            f"{shown(priced.after)}, and among the trials of the run alone by {shown(priced.before)}: the what-ifs add "
            f"{shown(added)} of optimism."
        )
    if score.corrected is None or score.low is None or score.high is None:
        return f"{text} A corrected score cannot be told: {score.because}."
    return (
        f"{text} Cross-validated it scores {shown(score.cross_validated)}; on new rows expect {shown(score.corrected)} "
        f"({shown(score.low)} to {shown(score.high)})."
    )
