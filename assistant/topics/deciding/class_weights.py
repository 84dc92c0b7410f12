"""Weights of classes and rows: what they do to the fit and to probabilities, and whether the run used any."""

import re

from assistant.draft import Draft
from assistant.evidence.classes import UNEQUAL, by_size, ratio_fact
from assistant.evidence.literature_models import PRIOR_SHIFT, WEIGHTS_MOVE_THRESHOLD
from assistant.evidence.trials import leader, seconds_fact
from assistant.markup import code
from assistant.naming import at_start
from assistant.topics.decided import threshold_sentences
from assistant.topics.deciding.class_weights_asked import CLASS_WEIGHTS_ASKED
from assistant.topics.direct_answers import DirectAnswers
from assistant.topics.settings.hyperparameter_words import asks_for_account, say_named
from assistant.topics.topic import Topic
from assistant.topics.winner.diagnostic_sentences import calibration_sentence, rates_sentence
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord

GROUPS = ("weights",)
_KINDS = re.compile(
    r"(?:difference|differ|\bvs\b).*(?:sample_?weight|sample weight|scale_pos|f1_weighted|hp:weights.*hp:weights)"
    r"|(?:sample_?weight|sample weight|hp:weights).*(?:\bvs\b|f1_weighted|same time|together)"
    r"|hp:weights.*(?:difference|differ).*hp:weights"
)
_OF_ROWS = re.compile(
    r"(?:weigh\w*|weights?)\b.*\b(?:recent|some|certain|new|older|few|these|single) rows|weights? (?:of|to|for) rows"
)
_WHICH = re.compile(r"\b(?:what|which) (?:\w+ ){0,2}(?:weights?|hp:weights)\b(?! mean)|how (?:much|were|was)\b")
_ASKS = re.compile(r"^(?:did|does|do|was|were|has|have|is|are|what|which|how)\b")
_OF_THE_PAST = re.compile(
    r"^(?:did|does|do) (?:any|it|you|the (?:run|trials?|model))\b|\bwere (?:any|the)\b|^would\b.*\bhave\b"
)
_ALIKE = re.compile(r"\b(?:equally|alike|same)\b")
_FOR_HERE = re.compile(r"\b(?:should|would|could|need|worth|help\w*|better|turn on|try|raise|improve)\b")
_WITHOUT = re.compile(r"\b(?:without|drop\w*|remov\w*|turn off|leave out) (?:the |any )?(?:class )?(?:hp:)?weights\b")
_OF_PROBABILITIES = re.compile(r"probabilit|calibrat")
_BACK = re.compile(r"transform|back|inflat|too high|correct(?:ed)? prob|probabilit")


def _gist(asked: Question, draft: Draft) -> None:
    if _KINDS.search(asked.tagged):
        draft.say("The first kinds change the training, the last only the evaluation:")
        draft.list(
            [
                "`scale_pos_weight` and `class_weight` make rows of a class count more in the fit.",
                "`sample_weight` does so row by row. With class weights **they multiply**, so use one of them.",
                "A weighted metric such as `f1_weighted` changes only how finished predictions are scored.",
            ]
        )
        return
    if _OF_ROWS.search(asked.tagged):
        draft.say(
            "Yes: **weights of rows** make some count more than others, in fits and in scores (recent rows, or rows",
            "that stand for many). Here, add a column that holds the weight of each row and name it as `weight` in the",
            "goal.",
        )
        return
    if asks_for_account(asked) and say_named(asked, None, draft):
        return
    draft.say(
        "**Class weights** move the balance between misses and false alarms: rows of one class count more in the fit,",
        "so that more of it is found, more alarms are false, and its probabilities come out too high.",
    )


def _detail(asked: Question, draft: Draft) -> None:
    if _OF_ROWS.search(asked.tagged):
        draft.say("What to do: compare a run with the weights against one without, on rows as they will come.")
        return
    if asks_for_account(asked) and not _KINDS.search(asked.tagged):
        draft.say("What to do: say what the mistakes cost, and let the threshold follow, before you bend the fit.")
        return
    draft.say(
        "The ranking hardly changes, so that a",
        f"{draft.refer(WEIGHTS_MOVE_THRESHOLD, 'moved threshold does the same')} without bending the probabilities: to",
        "weigh positives by some factor is like cutting at one divided by one more than the factor.",
        f"Bent probabilities {draft.refer(PRIOR_SHIFT, 'can be led back')} by dividing the odds by the factor, or by "
        "calibrating again on rows apart."
        if _BACK.search(asked.tagged)
        else "",
    )
    draft.say(
        "What to do: say what the mistakes cost, and let the threshold follow. Take weights where the loss itself has",
        "to change (a very rare class, or rows that stand for more than themselves), one kind of them only, and judge",
        "by a metric that fits the goal.",
    )


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    if record.goal.task == "regression":
        draft.say("Your run predicts a value and has no classes to weigh.")
    if record.goal.weight is None and _WITHOUT.search(asked.tagged):
        draft.say("Nothing would change: your run put no weights on classes, so it is already the fit without them.")
    is_for_here = asked.is_about_run and _FOR_HERE.search(asked.tagged) is not None
    if is_for_here:
        _say_need(record, draft)
    _say_used(asked, record, draft)
    if record.goal.task == "regression":
        return
    if not is_for_here and (_is_unequal(record) or _WHICH.search(asked.tagged)):
        _say_need(record, draft)
    if _OF_PROBABILITIES.search(asked.tagged):
        draft.say(
            "Weights would push the probability of the weighted class up."
            + (
                " Your run used none, so none of its probabilities is bent by them."
                if record.goal.weight is None
                else ""
            ),
            calibration_sentence(record, draft) or "How well they are calibrated is not recorded.",
        )
    draft.say(rates_sentence(record, draft))
    _say_experiment(record, draft)


def _say_used(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Say what weights the run used, and where it cuts."""
    cut = threshold_sentences(record, draft)
    if record.goal.weight is not None:
        draft.say(
            f"Your run used weights of rows: each counts as the column {code(record.goal.weight)} says, in fits and",
            "scores. It put no weights on classes.",
            *cut,
        )
    else:
        said = "your run put no weights on classes or rows; in every fit all rows count alike."
        is_asked = _OF_THE_PAST.search(asked.tagged) or (asked.is_about_run and _ASKS.search(asked.tagged))
        lead = "None: " if _WHICH.search(asked.tagged) else "No: "
        if _ALIKE.search(asked.tagged):
            lead = "Row for row, yes: "
        if asked.frame in ("why", "why_not"):
            cut = [
                *cut,
                "A moved threshold does nearly the same to decisions, without a fit and with honest probabilities.",
            ]
        draft.say(f"{lead}{said}" if is_asked and not asked.tagged.startswith("would") else at_start(said), *cut)


def _is_unequal(record: RunRecord) -> bool:
    classes = by_size(record)
    return len(classes) > 1 and classes[0].rows >= UNEQUAL * classes[-1].rows


def _say_need(record: RunRecord, draft: Draft) -> None:
    """Say whether classes are so unequal that weights are worth a try, and by what factor."""
    classes = by_size(record)
    if len(classes) < 2:
        return
    worth = (
        "weights are worth a try, behind the threshold."
        if _is_unequal(record)
        else "too equal for weights to be needed. More of the rarest would be found and more alarms false, as with a "
        "lower threshold, while the ranking would hardly change."
    )
    draft.say(
        f"The largest class has {draft.cite(ratio_fact(classes[0], classes[-1]))} rows for each of the rarest, about",
        f"the factor that balanced weights would take: {worth}",
    )


def _say_experiment(record: RunRecord, draft: Draft) -> None:
    """Say that it was not tried, and what trying would take."""
    first = leader(record)
    price = f", about {draft.measure(seconds_fact(first), 2)} for each trial like the leading one" if first else ""
    draft.say(
        "What weights would change in the share found, the alarms that are right and the calibration was not tried, so",
        "it cannot be told. To settle it, add a column with the weight of each row and name it as `weight` in the goal",
        f"of another run{price}; moving the threshold costs no fit at all.",
    )


def _is_of_the_past(asked: Question) -> bool:
    return _OF_THE_PAST.search(asked.tagged) is not None or _WITHOUT.search(asked.tagged) is not None


_ANSWERS = DirectAnswers(CLASS_WEIGHTS_ASKED, _gist, _detail, _in_run)

CLASS_WEIGHTS = Topic(
    name="class_weights",
    cues=cues(r"""
        11 hp:weights|class weights?|(?:sample|case|row|instance)[_ ]weights?|weighted classes|scale_pos
        12 \bis_unbalance\b|\bauto_class_weights\b|\bpos_weight\b
        10 \bweights? (?:of|for|to|on) (?:the |each |rare |my )?(?:class|rows)
        16 \bweights? for (?:the )?(?:rare|minority|positive)|(?:hp:weights|class weights?)\b.*\bthan\b.*\bthreshold
        9 \brows? (?:be )?weighted|weighted rows
        9 \b(?:weigh|weighing|weight) (?:the )?(?:class(?:es)?|positives?|rows)|balanced weights|cost sensitive
        9 \bclass\b.*\bmore important\b|\bmore (?:weight|importance|attention)\b.*\b(?:class|positives?|rows)
        9 \b(?:up|down|re) ?weigh\w*|\bweigh (?:recent|some|certain|new)
        20 \bclass(?:es)?\b.*\b(?:treated|count\w*|weigh\w*)\b.*\b(?:equal\w*|same|alike)\b|equally important
        6 f1_weighted|weighted (?:f1|metric|loss)
        30 \bwithout (?:any |the )?(?:class )?(?:hp:)?weights\b
        14 \b(?:do|does|would|will|did) (?:they|hp:weights|weighting) (?:change|affect|distort|alter|bend)\b.*\bprobab
    """),
    examples=(
        "what do class weights do",
        "did my run use class weights",
        "what is the difference between scale_pos_weight and sample_weight",
        "should i use balanced class weights",
    ),
    gist=_ANSWERS.gist,
    detail=_ANSWERS.detail,
    in_run=_ANSWERS.in_run,
    is_for_the_run=_is_of_the_past,
    invitation="What do class weights do?",
    run_invitation="Did my run use class weights?",
    leads_to=("threshold_calibration", "imbalance", "metric_choice"),
)
