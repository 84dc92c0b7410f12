"""Training score against validation score: how large the gap is, and what it means."""

from assistant.charts import folds_chart
from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.gap import FamilyGaps, family_gaps, gap_fact, gap_of
from assistant.evidence.literature import FORESTS, NO_UNBIASED_ERROR
from assistant.evidence.trials import completed, error_fact, leader, score_fact, train_fact, unit_of
from assistant.naming import family_title, trial_named
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord, Trial

_RISKS = {"low": "low", "moderate": "moderate", "high": "high", "cannot_tell": "not to be told from this run"}

_MEMORIZING = {
    "random_forest": "a forest",
    "extra_trees": "a forest",
    "k_nearest_neighbors": "nearest neighbors, where a row on which it was fitted is its own neighbor,",
}
"""Families that know their training rows by the way they are built."""


def _gist(_: Question, draft: Draft) -> None:
    draft.say(
        "The gap is how much better a model scores on rows that it was fitted on than on rows that were held back.",
        "Its size alone is no verdict: the aim is the best held-back score, not the smallest gap.",
    )


def _detail(_: Question, draft: Draft) -> None:
    draft.say(
        f"What is normal depends on the family: {draft.refer(FORESTS, 'a random forest')} is nearly perfect on its",
        "own training rows by construction, boosted trees lie between, a linear model shows a small gap. A small gap",
        "with a low score means underfitting, not health. A validation score above the training score is mostly the",
        "luck of a split, and no overfitting; look at how the rows were split if it is large.",
    )
    draft.say(
        "What to do: take a large gap as a hint to try simpler settings or more rows, and keep the change only if",
        "the held-back score improves.",
    )


def _in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    gap = gap_fact(record, first) if first else None
    train = train_fact(record, first) if first else None
    if first is None or gap is None or train is None:
        draft.say("In your run the gap is not recorded: no trial has both a training and a validation score.")
        return
    so_far = "" if record.result else " so far"
    error = error_fact(record, first)
    draft.say(
        f"In your run the best model{so_far} ({family_title(record, first.family)}, {trial_named(draft, first)})",
        f"scores {record.metric.title} {draft.measure(train)} on rows that it was fitted on and",
        f"{draft.measure(score_fact(record, first))} on held-back rows: {_worded_gap(record, first, gap, draft)}.",
        f"The standard error over the folds is {draft.cite(error, 2)}"
        f" ({draft.refer(NO_UNBIASED_ERROR, 'indicative only')})."
        if error
        else "",
    )
    _say_family(record, first, family_gaps(record, first), draft)
    if record.result is not None:
        draft.say(f"The verdict on overfitting, from all the evidence, is that the risk is {_risk(record)}.")
    draft.show(folds_chart(record, first))


def _worded_gap(record: RunRecord, first: Trial, gap: EvidenceFact, draft: Draft) -> str:
    if (gap_of(record, first) or 0.0) >= 0:
        return f"a gap of {draft.cite(gap, 2)}"
    return f"it does better on held-back rows, a gap of {draft.cite(gap, 2)}, which is mostly the luck of the split"


def _risk(record: RunRecord) -> str:
    return _RISKS[record.result.overfitting.risk] if record.result else ""


def _say_family(record: RunRecord, first: Trial, gaps: FamilyGaps | None, draft: Draft) -> None:
    title = family_title(record, first.family)
    if gaps is None:
        draft.say(f"Whether that is usual for {title} cannot be told: there are too few other trials of it.")
        return
    smallest, middle, largest = (
        EvidenceFact(f"{name} gap of the other trials of {first.family}", value, unit_of(record), "trials")
        for name, value in (("smallest", gaps.smallest), ("middle", gaps.middle), ("largest", gaps.largest))
    )
    count = EvidenceFact(f"other complete trials of {first.family}", gaps.n_trials, href="trials")
    own = gap_of(record, first) or 0.0
    place = (
        "larger than in" if own > gaps.largest else "smaller than in" if own < gaps.smallest else "within the range of"
    )
    draft.say(
        f"That is {place} the other {draft.cite(count)} trials of {title}: their gaps go from",
        f"{draft.cite(smallest, 2)} to {draft.cite(largest, 2)}, with {draft.cite(middle, 2)} in the middle.",
    )
    memorizing = _MEMORIZING.get(first.family)
    if memorizing is not None:
        draft.say(f"For {memorizing} a large gap is expected.")


def _has_scores(record: RunRecord) -> bool:
    return bool(completed(record))


TRAIN_TEST_GAP = Topic(
    name="train_test_gap",
    cues=cues(r"""
        8 \btrain(?:ing)?\b.*\b(?:vs|and|against)\b.*\b(?:validation|test)\b(?: (?:error|score|loss|metric:\w+|
        ...data|results?))?(?: \w+){0,3}$
        8 \btrain(?:ing)? metric:\w+
        7 \bgaps?\b
        7 \btrain(?:ing)?\b(?: \w+)? (?:vs|and|against|compared to|versus|than|minus|or)\b.*\b(?:validation|test
        ...|cross|held)
        7 \b(?:validation|test|cross validation)\b(?: \w+)? (?:vs|and|against|compared to|than|minus|or
        ...|stays? \w+ than)\b.*\btrain(?:ing|ed)?\b
        6 difference between (?:the )?(?:train|validation|test)\w*\b.*\b(?:train|validation|test|cross)
        6 \btrain(?:ing)? (?:score|metric:\w+|error|loss|performance|result)\b
        6 (?:score|metric:\w+|better|good|perfect|worse|lower|higher) on (?:the )?(?:training|train|seen) (?:data
        ...|set|rows)?
        6 (?:metric:\w+|score) for both train|both train\w* and
        5 (?:much )?(?:better|higher|greater|lower|worse) (?:on|than) (?:the )?(?:train|validation|test)
    """),
    examples=(
        "how big is the gap between train and validation",
        "training score vs validation score",
        "why is the training accuracy so much higher than the validation accuracy",
        "is the train test gap normal",
    ),
    gist=_gist,
    detail=_detail,
    in_run=_in_run,
    invitation="What does the gap between training and validation score mean?",
    run_invitation="How big is the gap between training and validation score?",
    leads_to=("overfitting", "regularization", "cross_validation"),
    suits=_has_scores,
)
