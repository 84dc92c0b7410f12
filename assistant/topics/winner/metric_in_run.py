"""What a run was judged by, and what it has, or would have chosen, by another metric."""

import re
from collections.abc import Sequence

from assistant.draft import Draft
from assistant.evidence.classes import by_size, name_fact, share_fact
from assistant.evidence.counterfactuals import metric_choice, metric_choices
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.rivals import rival
from assistant.evidence.trials import baseline, completed, leader, score_fact, trial_numbered
from assistant.markup import code, escaped
from assistant.naming import first_called, trial_named
from assistant.topics.truth.overfitting_verdict import say_correction
from assistant.topics.verdict import verdict_sentence
from assistant.topics.winner.counterfactual_sentences import metric_sentence, metrics_sentence
from assistant.topics.winner.diagnostic_sentences import (
    misses_sentence,
    mistake_sentence,
    rates_sentence,
    threshold_sentence,
)
from assistant.topics.winner.metric_words import ERRORS, FITS_FOR, GIST_OF_WHY
from assistant.understanding.question import Question
from models.record import RunRecord

_RATES = frozenset({"precision", "recall"})
_FREE_OF_SHARES = frozenset({"roc_auc", "balanced_accuracy"})
_ASKS_FIT = re.compile(
    r"\b(?:good|right|bad|wrong|best|suit\w*|appropriate|sensible|choice|optimi[sz]ed|hp:optimizer)\b"
)
_OF_CHOICE = re.compile(
    r"\b(?:you|optimi\w*|hp:optimizer|judged?|used?|chosen?|chose|take|took|taken|picked?)\b|^why (?:not )?metric:"
)


def say_metric(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write what the run is judged by, why, how good it is, and what it has by the metrics that are named."""
    metric = record.metric
    others = [name for name in asked.entities.metrics if name != metric.name]
    _say_not_this(asked, record, draft)
    if others:
        _say_others(others, record, draft)
    whole = EvidenceFact(f"meaning of {metric.title}", None, source="definition of the metric")
    draft.say(
        f"Your run is judged by **{escaped(metric.title)}**. {draft.quote(metric.sentence, whole)}",
        f"{'Greater' if metric.greater_is_better else 'Smaller'} is better; a perfect model has",
        f"{draft.cite(EvidenceFact(f'{metric.title} of a perfect model', metric.best, href='goal'))}.",
        _reason(record, draft),
    )
    if _ASKS_FIT.search(asked.tagged):
        _say_fit(record, draft)
    say_how_good(asked, record, draft)
    if not others:
        _say_others(others, record, draft)


def _say_fit(record: RunRecord, draft: Draft) -> None:
    """Write for what the metric of the run is a good choice, what it does not see, and how the classes lie."""
    fit = FITS_FOR.get(record.metric.name)
    if fit is None:
        return
    sizes = by_size(record)
    rarest = sizes[-1] if len(sizes) > 1 else None
    balance = (
        f"The rarest class, {draft.cite(name_fact(rarest, 'rarest'))}, has {draft.cite(share_fact(record, rarest))} % "
        "of the rows."
        if rarest is not None
        else ""
    )
    draft.say(fit, balance)


def say_why(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write why the run was judged as it was, and what it has by accuracy, which most people know."""
    _say_not_this(asked, record, draft)
    draft.say(f"Your run is judged by **{escaped(record.metric.title)}**.", _reason(record, draft))
    GIST_OF_WHY(asked, draft)
    if record.goal.task != "regression":
        draft.say(metric_sentence(record, "accuracy", draft), _majority(record, draft))
    draft.say("To have it judged by another, name that metric in the goal of a run.")
    say_how_good(asked, record, draft)


def say_how_good(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write the score of the first trial beside the one of ignoring every column."""
    first = leader(record)
    if first is None:
        return
    is_best = completed(record)[0].number == first.number
    who = f"best trial{'' if record.result else ' so far'}" if is_best else first_called(record)
    draft.say(
        f"The {who}, {trial_named(draft, first)}, has {escaped(record.metric.title)}",
        f"{draft.measure(score_fact(record, first))}.",
        _baseline_sentence(record, draft),
    )


def say_worth(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write the score beside that of no columns, the range to expect on new rows, and what it means where one acts."""
    say_how_good(asked, record, draft)
    say_correction(record, draft)
    draft.say(rates_sentence(record, draft))
    draft.say(
        "Whether that is enough is told where you act: count how many cases are found and how many alarms are false",
        "at your threshold, and set their worth against today's rule.",
    )


def say_mistakes(_: Question, record: RunRecord, draft: Draft) -> None:
    """Write which class is taken for which, and what is found of the one that matters."""
    if record.goal.task == "regression":
        draft.say("Your run predicts a value, so that there are no classes to confuse.", misses_sentence(record, draft))
        return
    told = [mistake_sentence(record, draft), rates_sentence(record, draft), threshold_sentence(record, draft)]
    draft.say(*told)
    if not any(told):
        draft.say(
            "Which class is taken for which is not recorded; predictions for labeled rows, counted beside the answers",
            "(`plaintune predict DIR TABLE`), would tell. With a rare class it is mostly the rare one that is missed.",
        )


def say_beyond_the_share(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write what always saying the largest class would get, and how far the model ranks better than chance."""
    draft.say(_majority(record, draft))
    known = metric_sentence(record, "accuracy", draft)
    draft.say(
        known
        or "The accuracy of your model is not recorded: count it on labeled rows (`plaintune predict DIR TABLE`), and "
        "only what lies above that share is the work of the model.",
    )
    if record.metric.name in _FREE_OF_SHARES:
        draft.say(f"{escaped(record.metric.title)} does not depend on that share, so it tells what the columns add:")
    say_how_good(asked, record, draft)


def say_in_short(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write what the run is judged by in a sentence, and what it has by the metrics that are named."""
    others = [name for name in asked.entities.metrics if name != record.metric.name]
    if others and all((name in ERRORS) != (record.goal.task == "regression") for name in others):
        what = "a value" if record.goal.task == "regression" else "a class"
        draft.say(
            f"Your run predicts {what} and is judged by **{escaped(record.metric.title)}**, so it has no such score.",
        )
        return
    draft.say(
        f"Your run is judged by **{escaped(record.metric.title)}**.",
        _majority(record, draft) if "accuracy" in others else "",
    )
    if others:
        _say_others(others, record, draft)


def say_another_winner(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write whether another metric would have chosen another trial, and whether the lead is more than noise."""
    named = [name for name in asked.entities.metrics if name != record.metric.name]
    if not metric_choices(record):
        draft.say(
            f"Your run cannot tell: of each trial only {escaped(record.metric.title)} is recorded. A run of the same",
            "table with the other metric in its goal would settle it.",
        )
    elif named:
        draft.say(_changes(record, named), *(_other(name, record, draft) for name in named))
    else:
        draft.say(f"Your run was judged by {escaped(record.metric.title)}.", metrics_sentence(record, draft))
    for name in named[:1]:
        _say_lead(record, name, draft)
    if not named or "accuracy" in named:
        draft.say(_majority(record, draft))


def _changes(record: RunRecord, named: Sequence[str]) -> str:
    """Say in a word whether any of these metrics would put another trial first."""
    told = record.counterfactuals
    choices = [choice for name in named if (choice := metric_choice(record, name)) is not None]
    if told is None or not choices:
        return ""
    return "Yes." if any(choice.trial != told.winner for choice in choices) else "No, the same one would win."


def _say_lead(record: RunRecord, name: str, draft: Draft) -> None:
    """Say whether what another metric would choose is behind by that of the run."""
    choice, told = metric_choice(record, name), record.counterfactuals
    if choice is None or told is None or choice.trial == told.winner:
        return
    first, other = trial_numbered(record, told.winner), trial_numbered(record, choice.trial)
    if first is not None and other is not None:
        draft.say(
            f"By {escaped(record.metric.title)}, {trial_named(draft, first)} against {trial_named(draft, other)}:"
        )
        draft.say(verdict_sentence(record, rival(record, first, other), draft))


def _say_not_this(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Say so where the question takes for granted that the run optimized another metric."""
    named = asked.entities.metrics
    is_of_choice = _OF_CHOICE.search(asked.tagged) is not None
    if named and record.metric.name not in named and asked.frame in ("why", "why_not") and is_of_choice:
        draft.say(f"Your run did not optimize {code(named[0])}.")


def _reason(record: RunRecord, draft: Draft) -> str:
    reason = next((reason for reason in record.goal.reasons if reason.field == "metric"), None)
    if reason is None:
        return "Why this metric was taken is not recorded."
    whole = EvidenceFact("why this metric was taken", None, href="goal")
    return f"Why this one: {draft.quote(reason.because, whole).rstrip('.')}."


def _baseline_sentence(record: RunRecord, draft: Draft) -> str:
    """Give the score of ignoring every column: whether a score is good is told beside it."""
    least = baseline(record)
    if least is None:
        return ""
    score = draft.measure(score_fact(record, least))
    return f"Ignoring every column would give {score} ({trial_named(draft, least)}): beside that it is to be judged."


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
        draft.say(
            f"{which}, so your run cannot say what it has in {unknown}: predictions for labeled rows would tell",
            "(`plaintune predict DIR TABLE --proba`).",
        )


def _other(name: str, record: RunRecord, draft: Draft) -> str:
    return rates_sentence(record, draft) if name in _RATES else metric_sentence(record, name, draft)


def _majority(record: RunRecord, draft: Draft) -> str:
    """Give the accuracy that costs no thought: always the largest class."""
    classes = sorted(record.data.classes, key=lambda label: -label.rows)
    rows = sum(label.rows for label in classes)
    if len(classes) < 2 or not rows:
        return ""
    share = EvidenceFact("share of rows of the largest class", round(100 * classes[0].rows / rows, 1), "%", "data")
    largest = EvidenceFact("largest class", classes[0].name, "", "data")
    return (
        f"For comparison: always saying {draft.cite(largest)}, the largest class, would be right for "
        f"{draft.cite(share)} % of your rows; read any accuracy beside that."
    )
