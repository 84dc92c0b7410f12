"""Where to cut a probability, and whether probabilities can be believed: in general."""

import re

from assistant.draft import Draft
from assistant.evidence.classes import threshold_at_ratio
from assistant.evidence.literature_models import (
    COST_THRESHOLD,
    HALF,
    ISOTONIC,
    PLATT,
    PRIOR_SHIFT,
    TEMPERATURE,
)
from assistant.topics.threshold_in_run import named_ratio, say_threshold_in_run
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord

_BELIEF = re.compile(
    r"calibrat|trust|believ|reliab|(?:true|real|honest|accurate|correct) probabilit|how (?:sure|likely)"
    r"|^(?!.*(?:threshold|cut ?off|classif|larger than)).*(?:probabilit\w* (?:of |is |mean|num)|what does .*probabilit)"
)
_BENT = re.compile(
    r"transform|convert|\bback\b|inflat|average predicted|response rate|too high|too low|hp:weights|overestimat"
)
_COSTS = re.compile(r"\bcosts?\b|expensive|false (?:alarm|positive|negative)|missed|\bmiss\b")
_HOW = re.compile(r"\b(?:platt|isotonic|temperature|sigmoid)\b|how .*calibrat")


_ALL_ALIKE = re.compile(r"\ball (?:\w+ )?(?:predictions?|rows|answers)\b.*\b(?:negative|positive|no|yes|same)\b")


def _gist(asked: Question, draft: Draft) -> None:
    if _ALL_ALIKE.search(asked.tagged):
        draft.say(
            "Every row then lies on one side of the **threshold**: with a rare class few probabilities come near one",
            "half, however well they rank. Look at the probabilities: where they differ from row to row, lower (or",
            "raise) the threshold by what the mistakes cost; where they hardly differ, the columns tell little of the",
            "target.",
        )
        return
    if _BENT.search(asked.tagged):
        draft.say(
            "Weights of classes and resampling leave the ranking nearly as it is and push the probabilities away from",
            f"the true share. They {draft.refer(PRIOR_SHIFT, 'can be led back')}: divide the odds by the weight (odds",
            "are the probability divided by its rest), or calibrate again on rows apart with their natural share.",
        )
    elif _BELIEF.search(asked.tagged):
        draft.say(
            "A probability can be believed where the model is **calibrated**: among all rows that get the same one,",
            "that share turns out positive. It is a promise about many like cases, never about a single person.",
        )
    else:
        draft.say(
            f"The **threshold** is a decision and no part of the model: {draft.cite(HALF)} is only a custom, and",
            "another one is legitimate. It follows from the costs: `false alarm / (false alarm + miss)`, that is",
            f"{draft.refer(COST_THRESHOLD, 'one cost divided by the sum of both')}, if the probabilities can be",
            "believed.",
            _with_named_costs(asked, draft),
        )


def _with_named_costs(asked: Question, draft: Draft) -> str:
    ratio = named_ratio(asked)
    return "" if ratio is None else f"With the costs that you name that is {draft.cite(threshold_at_ratio(ratio))}."


def _detail(asked: Question, draft: Draft) -> None:
    if _BENT.search(asked.tagged):
        draft.say(
            "Or train without weights and move the threshold: it does the same to decisions, and the probabilities",
            "stay honest.",
        )
    elif _BELIEF.search(asked.tagged) or _HOW.search(asked.tagged):
        _say_calibration(draft)
    elif asked.frame != "why" and not (asked.entities.values and _COSTS.search(asked.tagged)):
        draft.say(
            "A lower threshold finds more positives and raises more false alarms; the ranking, and so ROC AUC, stays",
            "as it is. What to do: say what a miss and a false alarm cost, or choose the threshold on predictions for",
            "rows that the model was not fitted on, and confirm it on rows that had no part in that choice.",
        )


def _say_calibration(draft: Draft) -> None:
    draft.say(
        "To check, sort held-back predictions into groups and compare the mean probability of each with the share that",
        "came true; a slope below one says that they are too extreme, as those of a model that overfits are. Log loss",
        "and the Brier score reward calibration; ROC AUC and accuracy do not see it.",
    )
    draft.list(
        [
            f"**Temperature**: one number makes all probabilities {draft.refer(TEMPERATURE, 'milder or sharper')}.",
            f"**Platt**: {draft.refer(PLATT, 'an S-shaped curve')} of two numbers, good on few rows.",
            f"**Isotonic**: {draft.refer(ISOTONIC, 'rising steps')}, flexible, for a thousand rows and more.",
        ]
    )
    draft.say(
        "Fit any of them on rows that the model did not see. Weights of classes and resampling spoil calibration."
    )


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    say_threshold_in_run(asked, record, draft, is_about_belief=_BELIEF.search(asked.tagged) is not None)


def _has_probabilities(record: RunRecord) -> bool:
    return record.goal.task != "regression"


THRESHOLD_CALIBRATION = Topic(
    name="threshold_calibration",
    cues=cues(r"""
        14 \bthreshold|\bcut ?off|\bcalibrat|where .*\bcut\b.*probabilit
        6 \bprobabilit|predicted (?:response )?rate|larger than num
        5 false (?:alarm|positive|negative)|missed \w+ cost
        14 \b(?:miss|misses|missed|missing|false alarms?|false negatives?|false positives?)\b.*\bcosts?\b|
        ...\bcosts?\b.*\b(?:missed|false alarms?|false negatives?|false positives?)\b
        10 \b(?:trust|believe|rely on|mean\w*) .*\bprobabilit|probabilit\w*.*\b(?:trust|believe|true|reliable|honest)
        8 \b(?:platt|isotonic|brier|reliability (?:curve|diagram))\b|temperature scaling
        9 \bnum (?:percent )?.*\b(?:right|true|correct|happens?)\b.*\bnum\b|\bnum out of num
        9 \ball (?:\w+ )?(?:predictions?|rows|answers) (?:are |is |come out )?(?:negative|positive|no|yes|the same)
        9 \b(?:model|it) (?:says|predicts|gives|outputs) num\b
        7 expected costs?|cost (?:ratio|matrix)
        15 predicted (?:response )?rate|\b(?:transform|convert|correct|map|scale)\b.*\b(?:back|probabilit)|
        ...\b(?:inflated|distorted) probabilit
    """),
    examples=(
        "where should i cut the probability",
        "why is the threshold not one half",
        "can i trust the predicted probabilities",
        "is the model calibrated",
        "may i use another threshold",
    ),
    gist=_gist,
    detail=_detail,
    in_run=_in_run,
    invitation="Where should a probability be cut, and can it be believed?",
    run_invitation="From which probability on does my model say yes, and can its probabilities be believed?",
    leads_to=("imbalance", "prediction_uncertainty", "metric_choice"),
    is_about_runs=True,
    suits=_has_probabilities,
)
