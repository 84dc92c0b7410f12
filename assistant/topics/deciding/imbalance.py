"""Rare classes: when they are a problem, what helps, and what the run did about them."""

import re

from assistant.draft import Draft
from assistant.evidence.classes import (
    FEW_RARE_ROWS,
    UNEQUAL,
    by_size,
    name_fact,
    rare_in_a_fold_fact,
    ratio_fact,
    rows_fact,
    share_fact,
)
from assistant.evidence.literature_models import HALF, PRECISION_RECALL, SMOTE_HARMS
from assistant.evidence.trials import error_fact, leader, score_fact
from assistant.markup import code, escaped
from assistant.naming import trial_named
from assistant.topics.decided import threshold_sentences
from assistant.topics.deciding.imbalance_asked import IMBALANCE_ASKED
from assistant.topics.direct_answers import DirectAnswers
from assistant.topics.topic import Topic
from assistant.topics.truth.check_sentences import check_sentence
from assistant.topics.winner.diagnostic_sentences import rates_sentence, threshold_sentence
from assistant.topics.winner.metric_in_run import say_how_good
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import ClassCount, RunRecord

_RESAMPLING = re.compile(r"smote|over ?sampl|under ?sampl|resampl|synthetic|down ?sampl|up ?sampl|duplicat")
_EXTREME = re.compile(r"extreme|severe|highly|very (?:im|un)balance|\b(?:one|1) ?(?::|in|to) ?\d{3,}")
FEW_IN_FOLD = 15
"""Rows of the rarest class in a fold below which the score is noisy, as a rule of thumb."""
_OF_MISTAKES = re.compile(
    r"\b(?:found|finds?|miss(?:es|ed)?|catch(?:es)?|caught|detect\w*|identif\w*|overlook\w*)\b|metric:(?:recall|precision|f1)"
    r"|\bpredicts? (?:\w+ )?(?:no|negative|majority)\b|false alarms?"
)
_OF_NUMBER = re.compile(r"\bhow (?:many|few)\b|\b(?:enough|sufficient|suffice|too few|number of)\b")
_METRICS_FOR_RARE = frozenset({"average_precision", "log_loss", "balanced_accuracy", "f1", "f1_macro", "roc_auc"})


def _gist(asked: Question, draft: Draft) -> None:
    if _RESAMPLING.search(asked.tagged):
        draft.say(
            "**Resampling** (copies of rare rows, made-up ones as in SMOTE, or fewer common ones) is rarely needed: it",
            f"{draft.refer(SMOTE_HARMS, 'spoils the probabilities')} and seldom ranks better than a moved threshold.",
            "If you do it, do it inside the training part of each fold: before the split, copies of a row land on both",
            "sides and the score is flattered.",
        )
    elif _EXTREME.search(asked.text.lower()):
        draft.say(
            "A very rare class can be learned, if there are enough rows of it in number: the score must be one",
            "that sees them, every fold needs some of them, and the threshold has to move.",
        )
    else:
        draft.say(
            "**Imbalance** is a problem mainly when the rare class has few rows in absolute number, and when one",
            f"judges by accuracy or cuts at a probability of {draft.cite(HALF)}. A model that predicts probabilities",
            "is not harmed by it as such.",
        )


def _detail(_: Question, draft: Draft) -> None:
    draft.list(
        [
            (
                f"**Metric**: average precision ({draft.refer(PRECISION_RECALL, 'it looks at the rare class')}), log "
                "loss, or how many are found at a precision that you can live with; not accuracy."
            ),
            "**Folds**: stratified, so that each holds its share of the rare class.",
            "**Threshold**: by what a miss and a false alarm cost, in place of one half.",
            "**Weights** of classes push the same way and bend the probabilities; not by habit, but with a reason.",
            "**Rows**: more positives help most; with only tens of them no setting does.",
        ]
    )


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    if record.goal.task == "regression":
        draft.say("Your run predicts a value, so that it has no classes that could be rare.")
        return
    classes = by_size(record)
    if len(classes) < 2:
        draft.say("How common the classes of your run are is not recorded.")
        return
    if _RESAMPLING.search(asked.tagged):
        draft.say(
            "No rows were made up, copied or dropped in your run, and no weights put on classes; what that would",
            f"change was not tried.{' Its folds keep the shares of the classes.' if _is_stratified(record) else ''}",
        )
        _say_shares(record, classes[0], classes[-1], draft)
        return
    if _OF_MISTAKES.search(asked.tagged):
        _say_found(record, draft)
        _say_shares(record, classes[0], classes[-1], draft)
        draft.say(*threshold_sentences(record, draft), "It puts no weights on classes.")
        return
    _say_shares(record, classes[0], classes[-1], draft)
    if _OF_NUMBER.search(asked.tagged):
        _say_whether_enough(record, classes[-1], draft)
        return
    draft.say("What your run did about it:")
    draft.list(_done(record, classes[-1], draft))
    draft.say("What it did not do: it puts no weights on classes and makes or drops no rows.")
    say_how_good(asked, record, draft)
    _say_found(record, draft)


def _is_stratified(record: RunRecord) -> bool:
    return record.folds is not None and record.folds.kind == "stratified"


def _say_found(record: RunRecord, draft: Draft) -> None:
    """Say how many of the positive or the hardest class are found, and how many alarms are right."""
    rates = rates_sentence(record, draft)
    draft.say(
        rates
        or "How many of the rare class are found or missed, and how many alarms are right, is not recorded; "
        "predictions for labeled rows, counted beside the answers (`plaintune predict DIR TABLE --proba`), would tell.",
        threshold_sentence(record, draft),
        "If too few are found, lower the threshold: that takes no fit, and brings more false alarms.",
    )


def _say_shares(record: RunRecord, largest: ClassCount, rarest: ClassCount, draft: Draft) -> None:
    ratio = ratio_fact(largest, rarest)
    balanced = largest.rows < UNEQUAL * max(1, rarest.rows)
    if rarest.rows < FEW_RARE_ROWS:
        verdict = "so few in number are hard to learn from and to judge by, whatever their share"
    elif balanced:
        verdict = "no imbalance to worry about"
    else:
        verdict = "uncommon, but enough rows to learn from"
    draft.say(
        f"In your run the rarest class is {draft.cite(name_fact(rarest, 'rarest'))}, with",
        f"{draft.cite(rows_fact(rarest))} rows ({draft.cite(share_fact(record, rarest))} %); the largest,",
        f"{draft.cite(name_fact(largest, 'largest'))}, has {draft.cite(ratio)} rows for each of them: {verdict}.",
    )


def _say_whether_enough(record: RunRecord, rarest: ClassCount, draft: Draft) -> None:
    """Say how many rare rows a fold is scored on, how noisy that leaves the score, and what more would bring."""
    in_fold, first = rare_in_a_fold_fact(record, rarest), leader(record)
    error = error_fact(record, first) if first is not None else None
    draft.say(
        "What counts is that number, not the share.",
        f"Each fold is scored on about {draft.cite(in_fold)} of them." if in_fold else "",
    )
    if first is not None and error is not None:
        draft.say(
            f"With these rows {trial_named(draft, first)} has {record.metric.title}",
            f"{draft.measure(score_fact(record, first))}, with a standard error of {draft.cite(error, 2)} over the",
            "folds: smaller differences may be luck. About four times as many rare rows would halve that error.",
        )
    draft.say(check_sentence(record, "learning_curve", "Whether more rows would help can be measured", draft))


def _done(record: RunRecord, rarest: ClassCount, draft: Draft) -> list[str]:
    in_fold = rare_in_a_fold_fact(record, rarest)
    if in_fold is not None:
        folds = f"Folds are stratified: each is scored on about {draft.cite(in_fold)} rows of the rarest class, "
        few = isinstance(in_fold.value, int | float) and in_fold.value < FEW_IN_FOLD
        folds += "too few for a steady score: repeat the folds or take fewer." if few else "enough to score by."
    elif record.folds is not None:
        folds = f"Folds are not stratified, since they follow {_FOLLOWED.get(record.folds.kind, 'another order')}."
    else:
        folds = "Folds are not recorded."
    suits = ", which suits rare classes" if record.metric.name in _METRICS_FOR_RARE else ""
    metric = f"The metric is {escaped(record.metric.title)}{suits}."
    if record.metric.name == "roc_auc":
        metric = f"The metric is {escaped(record.metric.title)}, which does not depend on the share; precision does."
    if record.metric.name == "accuracy":
        metric = "The metric is accuracy, which hides a rare class: name another one in the goal."
    done = [folds, metric, " ".join(threshold_sentences(record, draft))]
    if record.goal.weight is not None:
        done.append(f"Rows count as the column {code(record.goal.weight)} says.")
    return [line for line in done if line]


_FOLLOWED = {"group": "groups that must stay together", "time": "the order in time", "plain": "chance alone"}


def _has_classes(record: RunRecord) -> bool:
    return len(by_size(record)) > 1


_ANSWERS = DirectAnswers(IMBALANCE_ASKED, _gist, _detail, _in_run)

IMBALANCE = Topic(
    name="imbalance",
    cues=cues(r"""
        11 \b(?:im|un)balance|class (?:ratio|balance|distribution)
        8 \bnum (?:of )?(?:my |the |all )?(?:rows|data|records|examples|cases|customers) (?:are|is|belong)
        9 enough (?:positives?|rare|fraud)\b|never (?:predicts?|says|finds) |\b(?:fraud|positives?) (?:is|are) rare
        10 \b(?:only|just) num (?:\w+ )?(?:frauds?|fraudulent|positives?|events?|cases|defaults|churners)\b|
        ...\bskewed (?:target|class)
        8 \brarest\b|\bbalanced?\b.*\bclass|\bclass\w*\b.*\bbalanced?\b
        8 rare (?:class|event|case|outcome)|skewed class|minority|few positives|rare (?:target|positives?)
        8 \b(?:over|under|re|down|up) ?sampl
        6 \bsmote\b
        12 \bnum (?:% |percent )?(?:of )?(?:\w+ ){0,2}(?:negatives?|positives?|frauds?|zeros?)\b.*
        ...\bnum\b.*\b(?:negatives?|positives?|ones?)\b
        12 \b(?:has|have|with|only|are|is) (?:only )?num (?:%|percent)? ?(?:of )?(?:frauds?|positives?|zeros?|ones)\b
        16 \bbalance_classes\b|\bfix_imbalance\b
        12 \b(?:not|never|cannot) (?:\w+ )?(?:identify|detect|catch|find|recognize|predict|flag) (?:a single|any|even)\b
        12 \b(?:use|using|should|apply|try|need|help\w*|good|worth)\b.*\bsmote\b|\bsmote (?:help|good|work|or|vs)
        -6 \b(?:before|after) (?:\w+ )*(?:split\w*|folds?|cv|cross)\b|\bsplit|\bleak
    """),
    examples=(
        "when is imbalanced data a problem",
        "does it handle imbalanced classes automatically",
        "can it handle a very rare class",
        "should i oversample the minority class",
    ),
    gist=_ANSWERS.gist,
    detail=_ANSWERS.detail,
    in_run=_ANSWERS.in_run,
    invitation="When is a rare class a problem?",
    run_invitation="Are the classes of my run imbalanced, and what was done about it?",
    leads_to=("threshold_calibration", "class_weights", "metric_choice"),
    suits=_has_classes,
)
