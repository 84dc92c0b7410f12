"""How hyperparameters are chosen, and where to start."""

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.literature import (
    BEST_SHARE,
    FEW_MATTER,
    HIT_PROBABILITY,
    MORE_TREES,
    RANDOM_DRAWS,
    SELECTION_OVERFITS,
)
from assistant.evidence.trials import cheap_looks_fact, completed, count_fact, score_fact, stopped_fact
from assistant.naming import at_start, family_title, is_blend, trial_named
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord


def _gist(asked: Question, draft: Draft) -> None:
    draft.say(
        "Choose hyperparameters by measuring: try several values, score each configuration by cross-validation on",
        "the same folds, and keep the best; where two do equally well, keep the simpler.",
    )
    if "random_forest" in asked.entities.families:
        _say_forest(draft)


def _say_forest(draft: Draft) -> None:
    draft.say(
        "For a random forest: set the number of trees as high as time allows and",
        f"{draft.refer(MORE_TREES, 'do not tune it')}. Leave the depth unlimited first, then try leaves with more",
        "rows. The number of columns that a split may look at usually matters most; for classes, the square root of",
        "the number of columns is a usual start.",
    )


def _say_ways(draft: Draft) -> None:
    few = draft.refer(FEW_MATTER, "few settings matter")
    draft.say("There are several ways to decide what to try:")
    draft.list(
        [
            (
                "**By hand and from experience**: begin with good defaults, and fix what you know. Knowing the few "
                "settings that matter is also what makes a small grid feasible."
            ),
            (
                "**Grid search** tries every combination of listed values. It finds the best of those points, as "
                "measured with noise, and says nothing of values between them; its cost multiplies with each setting."
            ),
            (
                f"**Random search** draws combinations. Because {few}, it wins by testing a new value of each "
                f"setting in every trial: {draft.cite(RANDOM_DRAWS)} draws hit the best {draft.cite(BEST_SHARE)} % "
                f"of a space with a probability of {draft.cite(HIT_PROBABILITY)} %."
            ),
            "**Bayesian optimization** learns from earlier trials which values look promising, and tries those next.",
            "**Hyperband and pruning** stop weak configurations early, so that more can be tried in the same time.",
        ]
    )


def _detail(_: Question, draft: Draft) -> None:
    _say_ways(draft)
    draft.say(
        "Where to start: tune the learning rate and the size of trees in boosting, the strength of the penalty in a",
        "linear model; search rates and strengths on a log scale; fix the rest. The score of the chosen one is",
        f"flattered, since {draft.refer(SELECTION_OVERFITS, 'choosing can overfit as well')}: confirm it on rows",
        "that had no part in the choice, or correct it.",
    )


def _in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    first = next(iter(completed(record)), None)
    technique = EvidenceFact("search technique that was asked for", record.settings.technique, href="decisions")
    looks = cheap_looks_fact(record)
    looked = f" {draft.cite(looks)} looked at cheaply, with a part of the rounds or rows," if looks.value else ""
    draft.say(
        f"In your run the search technique is {draft.cite(technique)}; it {'made' if record.result else 'has made'}",
        f"{draft.cite(count_fact(record, 'all'))} trials{'' if record.result else ' so far'},",
        f"{draft.cite(count_fact(record, 'complete'))} of them complete,{looked} and",
        f"{draft.cite(stopped_fact(record))} stopped early.",
    )
    tried = dict.fromkeys(trial.family for trial in completed(record))
    draft.list([f"{at_start(family_title(record, name))}: {_count(record, name, draft)} complete" for name in tried])
    if first is not None:
        draft.say(
            f"The rule: the best cross-validated score goes first. That is {family_title(record, first.family)}",
            f"({trial_named(draft, first)}) {'' if record.result else 'so far '}with {record.metric.title}",
            f"{draft.measure(score_fact(record, first))}."
            + (" Where averaging several trials scores better, the average is delivered." if is_blend(record) else ""),
        )


def _count(record: RunRecord, family: str, draft: Draft) -> str:
    count = sum(trial.family == family for trial in completed(record))
    return draft.cite(EvidenceFact(f"complete trials of {family}", count, href="trials"))


CHOOSE = Topic(
    name="choose",
    cues=cues(r"""
        6 \bhow (?:would|do|does|should|can|could) (?:an? |the )?(?:\w+ ){1,2}tune\b
        8 \b(?:come|came|arrive|arrived|end up|get|got) (?:up with|at|to)\b.*\b(?:hyperparameters?|settings|
        ...values|parameters)
        7 \b(?:procedure|recipe|workflow|process|approach|method|way|steps)\b.*\b(?:hyperparameters?|tun(?:e|
        ...ing)|settings)
        6 \b(?:find|pick|choose|select|search)\w*\b.*\bhyperparameters?\b
        7 \bhow\b.*\b(?:hyperparameters?|settings|parameters)\b.*\b(?:chosen|picked|selected|found|set|decided|
        ...tuned|determined)\b
        7 \bhow\b.*\b(?:choose|chose|chosen|pick|picked|select|selected|find|set|decide|decided|tune|tuned
        ...|determine)\b.*\b(?:hyperparameters?|settings)
        6 \bhow\b.*\b(?:choose|pick|select|find|set|decide|tune|determine|optimize)\b.*\b(?:parameters?|values?
        ...|combination)
        6 \b(?:best|good|right|proper|smart) (?:way|method|approach|strategy|practice)s?\b.*\b(?:tun
        ...|hyperparameter|choos|pick)
        6 \bwhere (?:do|should|to|can|would) (?:i |we |you )?(?:start|begin)|\bwhich range|first to tune
        ...|start(?:ing)? (?:point|values?)
        6 \b(?:choos|pick|select|find|sett|tun)ing (?:the )?(?:good |best |right |optimal )?(?:hyperparameters?
        ...|parameters|settings)
        6 \bhow (?:do|does|can|should|would|did) (?:i|we|you|one|people|it|this) (?:\w+ )?tun(?:e|ed)\b
        ...|\bhow (?:to|does) (?:\w+ )?tun(?:e|ing)\b
        6 which (?:parameters?|hyperparameters?|settings) (?:it |i |you |we |to )?(?:should|shall|to|
        ...do) (?:i |we |it )?(?:search|tune|fix|try|start|set)
        6 which parameters? it should search|search and which to fix|pick the optimal|optimal parameter
        5 (?:tips?|advice|guide|recommend\w*|rules? of thumb)\b.*\b(?:tun|hyperparameter|settings)
        5 (?:should|which|what) .*\b(?:range|values?) .*\b(?:use|try|start|search)\b
        4 what (?:hyperparameters?|settings) (?:should|do|shall) (?:i|we)
    """),
    examples=(
        "how do you choose hyperparameters",
        "how do i pick good hyperparameters",
        "where should i start tuning",
        "what is the best way to tune a model",
        "how were the hyperparameters chosen",
        "which range should i use at first",
    ),
    gist=_gist,
    detail=_detail,
    in_run=_in_run,
    invitation="How do you choose hyperparameters?",
    run_invitation="How were the hyperparameters chosen?",
    leads_to=("why_this_value", "cross_validation", "overfitting"),
)
