"""Which score a model is judged by, and why."""

import re
from collections.abc import Callable, Sequence

from assistant.draft import Draft
from assistant.evidence.counterfactuals import metric_choices
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.literature import AUC_CHANCE, AUC_MEANING, PROPER_SCORES
from assistant.evidence.trials import baseline, completed, leader, score_fact
from assistant.markup import code, escaped
from assistant.naming import first_called, trial_named
from assistant.topics.counterfactual_sentences import metric_sentence, metrics_sentence
from assistant.topics.diagnostic_sentences import rates_sentence
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord


def _accuracy(_: Draft) -> str:
    return (
        "**Accuracy** is the share of rows that are called right. It hides what matters when one class is rare: if one "
        "row in a hundred is positive, saying no to all is right for the other ninety-nine. It needs a threshold and "
        "counts mistakes alike; **balanced accuracy** gives each class the same weight."
    )


def _ranking(draft: Draft) -> str:
    return (
        f"**ROC AUC** asks how often a positive row is {draft.refer(AUC_MEANING, 'ranked above')} a negative one; a "
        f"coin gets {draft.cite(AUC_CHANCE)}. It needs probabilities: from hard yes or no answers it comes out lower. "
        "**Average precision** looks at the top of the ranking, and suits rare classes."
    )


def _probabilities(draft: Draft) -> str:
    return (
        "**Log loss** is the mean logarithm of the probability given to what came true, without its sign. It rewards "
        f"{draft.refer(PROPER_SCORES, 'honest probabilities')}; being surely wrong costs most. Smaller is better."
    )


def _alarms(_: Draft) -> str:
    return (
        "**Precision** is the share of alarms that are right, **recall** the share of positives that are found; **F1** "
        "balances the two (their harmonic mean). All three need a threshold, and move against each other with it."
    )


def _errors(_: Draft) -> str:
    return (
        "**RMSE**, the root of the mean squared error, punishes large errors most; **MAE**, the mean absolute error, "
        "counts all alike; both are in the unit of the target, smaller is better. **MAPE** counts in percent; **R²** "
        "compares with predicting the average."
    )


# What is explained together: a sentence, and the metrics that it serves.
_MEANINGS: tuple[tuple[Callable[[Draft], str], frozenset[str]], ...] = (
    (_accuracy, frozenset({"accuracy", "balanced_accuracy"})),
    (_ranking, frozenset({"roc_auc", "average_precision"})),
    (_probabilities, frozenset({"log_loss"})),
    (_alarms, frozenset({"f1", "f1_macro", "precision", "recall"})),
    (
        _errors,
        frozenset(
            {
                "root_mean_squared_error",
                "mean_absolute_error",
                "r2",
                "root_mean_squared_log_error",
                "mean_absolute_percentage_error",
                "mse",
            }
        ),
    ),
)

_RATES = frozenset({"precision", "recall"})


_DIFFERS = re.compile(
    r"metric:\w+.*\b(?:differs?|different|not (?:the )?same|mismatch|disagrees?|not match|does not agree)\b|"
    r"\b(?:different|differs?)\b.*metric:\w+ (?:from|than|in|of|by)"
)
_GOOD_SCORE = re.compile(
    r"\b(?:good|bad|high|low|decent|acceptable)\b(?: \w+){0,2} (?:metric:\w+|score)"
    r"|metric:\w+ (?:of |is |= )*num .*\b(?:good|bad|ok|enough)|(?:is|are) (?:\w+ )?num (?:a )?(?:good|bad)"
)
_WHY_NOT_ACCURACY = re.compile(r"\b(?:why|bad|wrong|not|mislead\w*|problem|good|enough|best)\b")


def _gist(asked: Question, draft: Draft) -> None:
    if _DIFFERS.search(asked.tagged):
        draft.say(
            "Expected it is not, but common: libraries share one definition of such a metric, so that a difference",
            "comes from what they were given. Mostly one scores hard labels where the other scores probabilities (ROC",
            "AUC needs probabilities), or a different round, other rows, or weights. Score the same predictions with",
            "both: then they agree.",
        )
        return
    if _GOOD_SCORE.search(asked.tagged):
        draft.say(
            "No value of a metric is **good** in itself: compare it with the baseline that ignores every column, with",
            "a simple model, and with what the decision needs. Near perfect is a reason to look for a column that",
            "knows the answer.",
        )
    if asked.entities.metrics[:1] == ("accuracy",) and _WHY_NOT_ACCURACY.search(asked.tagged):
        draft.say(
            "Because **accuracy** can be high for a model that is of no use: where one class is rare, always guessing",
            "the common one is right nearly always. It counts both kinds of mistake alike, and it needs a threshold",
            "first. Better: judge probabilities by log loss or the Brier score, or the ranking by ROC AUC or average",
            "precision, and decide by what the mistakes cost.",
        )
        return
    draft.list([meaning(draft) for meaning, names in _MEANINGS if names & set(asked.entities.metrics)])
    draft.say(
        "Choose the metric by the decision that the model serves: whether you rank, trust probabilities, act on yes or",
        "no, or need a value that is close. Decide on it before the search, since the search optimizes it.",
    )


def _detail(asked: Question, draft: Draft) -> None:
    if not asked.entities.metrics:
        draft.list([meaning(draft) for meaning, _ in _MEANINGS])
    draft.say("What to do: if mistakes cost differently, say so in the goal; costs say more than any metric.")


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    metric = record.metric
    whole = EvidenceFact(f"meaning of {metric.title}", None, source="definition of the metric")
    draft.say(
        f"Your run is judged by **{escaped(metric.title)}**. {draft.quote(metric.sentence, whole)}",
        f"{'Greater' if metric.greater_is_better else 'Smaller'} is better; a perfect model has",
        f"{draft.cite(EvidenceFact(f'{metric.title} of a perfect model', metric.best, href='goal'))}.",
    )
    _say_reason(record, draft)
    _say_majority(record, draft)
    first = leader(record)
    if first is not None:
        is_best = completed(record)[0].number == first.number
        who = f"best trial{'' if record.result else ' so far'}" if is_best else first_called(record)
        draft.say(
            f"The {who}, {trial_named(draft, first)}, has",
            f"{draft.measure(score_fact(record, first))}.",
            _baseline_sentence(record, draft),
        )
    _say_others([name for name in asked.entities.metrics if name != metric.name], record, draft)


def _baseline_sentence(record: RunRecord, draft: Draft) -> str:
    """Give the score of ignoring every column: whether a score is good is told beside it."""
    least = baseline(record)
    if least is None:
        return ""
    score = draft.measure(score_fact(record, least))
    return f"Ignoring every column would give {score} ({trial_named(draft, least)}): how good a score is, that tells."


def _say_others(names: Sequence[str], record: RunRecord, draft: Draft) -> None:
    """Say what the run has by other metrics, those that the question names first of all."""
    if not names:
        draft.say(metrics_sentence(record, draft))
    told = {name: _other(name, record, draft) for name in names}
    for sentence in dict.fromkeys(told.values()):  # recall and precision share one
        draft.say(sentence)
    unknown = ", ".join(code(name) for name, sentence in told.items() if not sentence)
    if unknown:
        which = "This is not recorded" if metric_choices(record) else "No other metric is recorded"
        draft.say(f"{which}, so your run cannot say what it has in {unknown}.")


def _other(name: str, record: RunRecord, draft: Draft) -> str:
    return rates_sentence(record, draft) if name in _RATES else metric_sentence(record, name, draft)


def _say_reason(record: RunRecord, draft: Draft) -> None:
    reason = next((reason for reason in record.goal.reasons if reason.field == "metric"), None)
    if reason is None:
        draft.say("Why this metric was taken is not recorded.")
        return
    whole = EvidenceFact("why this metric was taken", None, href="goal")
    draft.say(f"Why this one: {draft.quote(reason.because, whole).rstrip('.')}.")


def _say_majority(record: RunRecord, draft: Draft) -> None:
    """Give the accuracy that costs no thought: always the largest class."""
    classes = sorted(record.data.classes, key=lambda label: -label.rows)
    rows = sum(label.rows for label in classes)
    if len(classes) < 2 or not rows:
        return
    share = EvidenceFact("share of rows of the largest class", round(100 * classes[0].rows / rows, 1), "%", "data")
    largest = EvidenceFact("largest class", classes[0].name, "", "data")
    draft.say(
        f"For comparison: always saying {draft.cite(largest)}, the largest class, would be right for",
        f"{draft.cite(share)} % of your rows; read any accuracy beside that.",
    )


METRIC_CHOICE = Topic(
    name="metric_choice",
    cues=cues(r"""
        10 \b(?:judged|scored|evaluated|measured|ranked|rated|assessed|optimize) (?:by|with|on|using|for|
        ...in) (?:the )?(?:metric:|score)
        8 \b(?:optimize|optimizing|maximize|minimize) (?:for )?metric:|\bmetric:\w+ (?:the )?right
        7 \b(?:which|what|why|right|best|other|another|different|choose|change)\b.*\b(?:metrics?|scoring|
        ...evaluation measure|performance measure)\b
        6 \bmetrics?\b
        8 \b(?:why|what|explain|define|describe|use|using|choose|pick|prefer|with) (?:is |was |are |does |do |
        ...not |did |it |you |i |we |the |a |an |to |my |use |choose )*metric:\w+
        7 \bmetric:\w+ (?:and|or|vs|with|instead|rather|than)\b.*\bmetric:\w+
        7 \bmetric:\w+ (?:mean|means|good|bad|the best|a good|not|best|high|low|measure|tell|say|score mean)
        6 \b(?:is|are) (?:a |an |the |my )?metric:\w+
        5 \bmetric:\w+.*\b(?:mean|means|measure|metric|used|chosen|differs?|good|best)\b
        3 \bmetric:\w+
        5 \bmeasure\b.*\b(?:assess|performance|quality|classification|regression)|\bwhat (?:is|does) (?:the |my |
        ...this )?score mean
        5 \bhow (?:is|was|are) (?:the |my |it |this )?(?:score|scored|judged|measured|evaluated)
        -3 \b(?:train|training)\b.*\b(?:validation|test)\b|\bnum\b.*\bnum\b|\boverfit|\bgap\b
    """),
    examples=(
        "why is accuracy not a good metric",
        "what does roc auc mean",
        "which metric should i use",
        "why was log loss used",
        "should i use rmse or mae",
    ),
    gist=_gist,
    detail=_detail,
    in_run=_in_run,
    invitation="Which metric should a model be judged by?",
    run_invitation="Which metric is my run judged by, and why?",
    leads_to=("cross_validation", "compare_models", "overfitting"),
)
