"""Folds: what they are for, how many, which kind, and what is delivered afterwards."""

from assistant.charts import folds_chart
from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.literature import BBC, FEW_FOLDS, MANY_FOLDS, SELECTION_OVERFITS
from assistant.evidence.trials import address, error_fact, leader, score_fact
from assistant.naming import first_called, trial_named
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord, Trial

_KINDS = {
    "stratified": "stratified folds, in which every class has the share that it has in the table",
    "plain": "plain folds, the rows dealt out at random",
    "group": "group folds, so that rows of one group are never on both sides",
    "time": "folds in time order, so that a model is only scored on rows later than those it was fitted on",
}


def _gist(_: Question, draft: Draft) -> None:
    draft.say(
        "**Cross-validation** cuts the rows into folds; each fold is held back once while the model is fitted on the",
        "others, so that every row is predicted by a model that has not seen it.",
    )


def _detail(_: Question, draft: Draft) -> None:
    draft.say(
        f"From {draft.cite(FEW_FOLDS)} to {draft.cite(MANY_FOLDS)} folds are usual. More of them cost more time and",
        "lower the pessimism of fitting on fewer rows, but their scores hang together more; on a small table rather",
        "repeat the folds with other splits. Each fold needs enough rows of the rarest class: stratify. Keep the",
        "rows of one person or machine in one fold, and rows that come later out of the training of earlier ones.",
    )
    draft.say(
        "It measures, it does not prevent: the winner's cross-validated score is the best of many and so",
        f"{draft.refer(SELECTION_OVERFITS, 'a little flattered')}.",
        f"{draft.refer(BBC, 'A bootstrap over the predictions')} of all trials can correct it.",
    )
    draft.say(
        "None of the models of the folds is delivered, and the one with the luckiest fold least of all: they only",
        "measure. The model that you get is fitted once more, with the chosen settings, on all rows.",
    )


def _in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    plan = record.folds
    if plan is None:
        draft.say("In your run the folds are not decided yet.")
        return
    folds = EvidenceFact("folds of the run", plan.n_folds, href="folds")
    repeats = EvidenceFact("repeats of the folds", plan.n_repeats, href="folds")
    whole = EvidenceFact("why the rows were split this way", None, href="folds")
    rows = EvidenceFact("rows that the run used", record.data.n_rows_used, href="data")
    draft.say(
        f"Your run cuts {draft.cite(rows)} rows into {draft.cite(folds)} {_KINDS[plan.kind]}.",
        f"This is repeated {draft.cite(repeats)} times, with other splits." if plan.n_repeats > 1 else "",
        f"Why: {draft.quote(plan.because, whole, [folds, rows]).rstrip('.')}." if plan.because else "",
    )
    first = leader(record)
    if first is not None:
        _say_folds(record, first, draft)
    if record.result is not None:
        draft.say("The delivered model was fitted once more on all rows; no single fold's model is kept.")


def _say_folds(record: RunRecord, first: Trial, draft: Draft) -> None:
    error = error_fact(record, first)
    scores = [
        EvidenceFact(
            f"{record.metric.title} of trial {first.number} on one fold", fold.validation_score, "", address(first)
        )
        for fold in first.folds
        if fold.validation_score is not None
    ]
    draft.say(
        f"The {first_called(record)} ({trial_named(draft, first)}) has",
        f"{record.metric.title} {draft.measure(score_fact(record, first))} over all folds"
        + (f", with a standard error of {draft.cite(error, 2)}." if error else "."),
        f"Fold by fold: {', '.join(draft.cite(fact) for fact in scores)}." if scores else "",
    )
    draft.show(folds_chart(record, first))


CROSS_VALIDATION = Topic(
    name="cross_validation",
    cues=cues(r"""
        7 \b(?:train|trained|fit|fitted|learn|learned|refit)\b.*\b(?:on|with) (?:all|every|the whole|the full|
        ...the entire)(?: of)?(?: the| my)? (?:data|rows|table|dataset|training)
        8 \bfinal model\b.*\b(?:all|fold|folds|data|rows|fitted|trained)\b
        6 \bcross validation\b
        6 \bfolds?\b|\bk fold\b|\bstratif|\bkfold\b
        6 \bhow (?:was|is|were|are|do|did|should) .*\b(?:split|divided|partition|held back|hold ?out)\b
        6 \b(?:number of|how many) (?:splits|folds)|\bsplit (?:my|the) (?:data|rows|table|dataset)
        5 \b(?:average|mean) of the (?:num )?(?:models|folds)|\bfinal model on\b|\b100 ?% of the data
        6 \bhold ?out\b|\bgroup k fold|\bgrouped\b|\btime series split
        12 \b(?:same|one|each) (?:person|individual|patient|customer|group|household|machine)s?\b.*\b(?:both|
        ...folds?|splits?|train)
        -3 \boverfit|\bcompar|\bnested\b
    """),
    examples=(
        "what is cross validation",
        "how many folds should i use",
        "why 5 folds",
        "how was my data split",
        "which fold is used for the final model",
    ),
    gist=_gist,
    detail=_detail,
    in_run=_in_run,
    invitation="What is cross-validation, and how many folds do I need?",
    run_invitation="How was my table split into folds, and why so?",
    leads_to=("overfitting", "compare_models", "metric_choice"),
)
