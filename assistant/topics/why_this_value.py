"""Why a hyperparameter has its value: what was searched, what was tried, and whether others do as well."""

from assistant.charts import values_chart
from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact, asked_value
from assistant.evidence.rivals import rival
from assistant.evidence.trials import best_of_family, completed, leader, score_fact, value_fact
from assistant.evidence.tried_values import NEAR_IN_RANGE, TriedValues, tried_values
from assistant.markup import code
from assistant.naming import at_start, family_title, has_won, in_sentence, trial_named
from assistant.topics.rounds import say_rounds
from assistant.topics.setting import neighbor_sentences, value_sentence
from assistant.topics.topic import Topic
from assistant.topics.verdict import verdict_sentence
from assistant.understanding.lexicon import group_of
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord, Trial


def _gist(_: Question, draft: Draft) -> None:
    draft.say(
        "A value is chosen because the configuration that holds it scored best on held-back rows, not because the",
        "value is right in itself: near the best, scores are usually flat, and neighbors do as well.",
    )


def _detail(_: Question, draft: Draft) -> None:
    draft.say(
        "To judge a value, look at the range that was searched, at the scores of smaller and larger values, and at",
        "how large the differences are beside the luck of the folds. Trials differ in several settings at once, so",
        "no score belongs to one value alone.",
    )


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    first = leader(record)
    if first is None:
        draft.say("In your run no configuration has a score yet.")
        return
    trial = next((best_of_family(record, family) for family in asked.entities.families), None) or first
    names = [name for name in asked.entities.hyperparameters if name in trial.hyperparameters]
    if asked.entities.hyperparameters and not names:
        trial, names = _elsewhere(asked, record, trial, draft)
    if not asked.entities.hyperparameters:
        _say_all(record, trial, draft)
    for name in names[:2]:
        tried = tried_values(record, trial.family, name)
        if tried is not None:
            _say_one(asked, record, trial, tried, draft)


def _elsewhere(asked: Question, record: RunRecord, first: Trial, draft: Draft) -> tuple[Trial, list[str]]:
    """Turn to the best trial that has such a setting, where the one that leads has none."""
    name = asked.entities.hyperparameters[0]
    owner = next((trial for trial in completed(record) if name in trial.hyperparameters), None)
    if owner is None:
        return first, []
    draft.say(
        f"{at_start(family_title(record, first.family))} ({trial_named(draft, first)}), which {has_won(record)}, has",
        f"no {code(name)}. The best trial that has one is {trial_named(draft, owner)}",
        f"({family_title(record, owner.family)}).",
    )
    return owner, [name]


def _say_all(record: RunRecord, trial: Trial, draft: Draft) -> None:
    if not trial.hyperparameters:
        draft.say(f"In your run {family_title(record, trial.family)} has no hyperparameters to choose.")
        return
    draft.say(
        f"In your run these values were chosen together, because {trial_named(draft, trial)}",
        f"({family_title(record, trial.family)}) has the best cross-validated {record.metric.title}",
        f"{'' if record.result else 'so far'}: {draft.measure(score_fact(record, trial))}.",
    )
    found = (tried_values(record, trial.family, name) for name in trial.hyperparameters)
    draft.list([at_start(value_sentence(trial, tried, draft)) for tried in found if tried is not None])
    _say_origin(trial, draft)


def _say_origin(trial: Trial, draft: Draft) -> None:
    if trial.why:
        whole = EvidenceFact(f"why trial {trial.number} was tried", None, href=f"trials/{trial.number}")
        draft.say(f"Why it was tried: {draft.quote(trial.why, whole)}.")


def _say_one(asked: Question, record: RunRecord, trial: Trial, tried: TriedValues, draft: Draft) -> None:
    name = tried.account.name
    account = tried.account
    whole = EvidenceFact(f"what {name} does", None, source=account.source)
    draft.say(at_start(value_sentence(trial, tried, draft)), draft.quote(account.meaning, whole))
    _say_premise(asked, trial, tried, draft)
    _say_fixed(record, tried, draft)
    if account.is_searched:
        _say_evidence(asked, record, trial, tried, draft)
    if group_of(name, account.aliases) in ("step", "n_trees"):
        say_rounds(record, trial, draft)
    draft.say("More of it:", in_sentence(draft.quote(account.more, whole)), draft.quote(account.overfitting, whole))
    _say_origin(trial, draft)
    draft.show(values_chart(record, tried, trial))


def _say_premise(asked: Question, trial: Trial, tried: TriedValues, draft: Draft) -> None:
    """Say so where the question takes another value for the chosen one."""
    chosen = tried.value(trial)
    wrong = [value for value in asked.entities.values if not tried.is_same(value, chosen)]
    if wrong and asked.frame == "why":
        draft.say(f"Your run did not choose {draft.cite(asked_value(wrong[0]))}.")


def _say_fixed(record: RunRecord, tried: TriedValues, draft: Draft) -> None:
    asked_for = record.settings.space.get(tried.family.name, {})
    if tried.account.name in asked_for and not isinstance(asked_for[tried.account.name], list | tuple):
        draft.say("The value was fixed when the run was ordered, so nothing else was tried.")


def _say_evidence(asked: Question, record: RunRecord, trial: Trial, tried: TriedValues, draft: Draft) -> None:
    if len(tried.values) < 2:
        draft.say("No other value was tried, so the run cannot tell whether another would do better; trying one would.")
        return
    _say_asked(asked, record, trial, tried, draft)
    others = [other for other in tried.trials if not tried.is_same(tried.value(other), tried.value(trial))]
    far = [other for other in others if tried.distance(tried.value(other), tried.value(trial)) > NEAR_IN_RANGE]
    best_other = next(iter(far or others), None)
    draft.say(*neighbor_sentences(record, trial, tried, draft))
    if best_other is None:
        return
    other = rival(record, trial, best_other)
    value = draft.cite(value_fact(best_other, tried.account.name))
    if other.is_tied:
        draft.say(
            f"So this value is no discovery: a trial with {value} ({trial_named(draft, best_other)}) does equally",
            f"well. {verdict_sentence(record, other, draft)}",
        )
    else:
        draft.say(
            f"Against the best trial with a clearly different value, {value} ({trial_named(draft, best_other)}):",
            in_sentence(verdict_sentence(record, other, draft)),
        )
    draft.say(
        "These trials differ in other settings too, so how much is due to this one cannot be told; the same",
        "configuration with only this value changed, fitted on the same folds, would settle it.",
    )


def _say_asked(asked: Question, record: RunRecord, trial: Trial, tried: TriedValues, draft: Draft) -> None:
    """Answer for a value that the question names: the nearest that was tried, and what it scored."""
    name = tried.account.name
    for value in asked.entities.values[:1]:
        nearest = tried.nearest(value)
        if nearest is None or tried.is_same(value, tried.value(trial)):
            return
        if _is_outside(tried, value):
            draft.say(f"{draft.cite(asked_value(value))} lies outside of the searched range.")
        if tried.is_same(value, tried.value(nearest)):
            start = f"{draft.cite(asked_value(value))} was tried ({trial_named(draft, nearest)})"
        else:
            start = (
                f"{draft.cite(asked_value(value))} was not tried; the nearest value that was is "
                f"{draft.cite(value_fact(nearest, name))} ({trial_named(draft, nearest)})"
            )
        draft.say(
            f"{start}: it scored {draft.measure(score_fact(record, nearest))}.",
            f"Against it, the chosen one: {verdict_sentence(record, rival(record, trial, nearest), draft)}",
        )


def _is_outside(tried: TriedValues, value: float) -> bool:
    low, high = tried.account.low, tried.account.high
    return low is not None and high is not None and not low <= value <= high


def _has_settings(record: RunRecord) -> bool:
    first = leader(record)
    return first is not None and bool(first.hyperparameters)


WHY_THIS_VALUE = Topic(
    name="why_this_value",
    cues=cues(r"""
        9 \b(?:why|how come|reasons?|what made|justif\w*|based on what|explain)\b.*\bhp:\w+
        8 \bhp:\w+.*\b(?:why|how come|chosen because)\b
        7 \b(?:best|chosen|final|selected|winning|optimal|tuned) (?:hyperparameters?|parameters?|values?|
        ...settings|hyperparameter values)\b
        7 \b(?:which|what) (?:hyperparameters?|parameters?|values?|settings?)\b.*\b(?:chosen|selected|picked|
        ...chose|best|won|use|used|end up|final|result)\b
        6 \bwhy (?:this|that|these|those|the) (?:values?|numbers?|settings?|hyperparameters?|parameters?)\b
        6 \bwhy (?:is|was|did|not) (?:it )?(?:set to |pick |choose |chose |use )?num\b|\bwhy num\b|\bwhy not num\b
        7 \bnum\b.*\b(?:chosen|picked|selected|chose)\b.*\bhp:|\bhp:\w+ (?:of |at |to |= )?num\b.*\b(?:chosen|
        ...picked|selected|good|better|best)
    """),
    examples=(
        "why was learning rate 0.03 chosen",
        "why is max_depth 6",
        "which hyperparameters were chosen",
        "what are the best parameters",
        "why these values",
    ),
    gist=_gist,
    detail=_detail,
    in_run=_in_run,
    invitation="How is the value of a hyperparameter chosen, and why that one?",
    run_invitation="Why were these hyperparameter values chosen?",
    leads_to=("importance", "learning_rate", "compare_models"),
    suits=_has_settings,
)
