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
from assistant.evidence.literature_search import ONE_ERROR
from assistant.evidence.trials import cheap_looks_fact, completed, count_fact, leader, score_fact, stopped_fact
from assistant.markup import code
from assistant.naming import family_title, is_blend, trial_named
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent, text
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import HyperparameterAccount, RunRecord

_what = text(
    "Choose hyperparameters by measuring: try several values, score each configuration by cross-validation on",
    "the same folds, and keep the best; where two do equally well, keep the simpler.",
)
_which_to_search = text(
    "Search **the few that matter most** for the family, and fix the rest at good defaults: learning rate and size of",
    "the trees in boosting, the share of columns for a split in forests, the strength of the penalty in linear models,",
    "learning rate and weight decay in networks. Do not search what has a better way: early stopping finds the number",
    "of rounds.",
)
_how_to_say_it = text(
    f"Here, {code('search.space')} says it: a value fixes a hyperparameter, a list of two ends narrows its range, and",
    "a list of choices keeps those. Every technique keeps to it. Rates and strengths belong on a log scale. Ranges are",
    "no oath: if the best value lies at an edge, widen the range and search on.",
)
_by_hand = text(
    "By hand you change one thing at a time and look at the held-back score. It costs no machinery and teaches what",
    "each setting does, but it is slow, it is hard to do for settings that depend on each other, and it forgets.",
    "Nobody counts the tries either, though each of them flatters the best score a little more.",
)
_knowledge = text(
    f"**What you know is worth more than any technique**: give it as ranges or fixed values ({code('search.space')}),",
    "begin with defaults that did well elsewhere, and search only the rest. Knowing the few settings that matter is",
    "also what makes a small grid feasible.",
)
_habits = text(
    "Good habits: write down every trial with its settings, seed and reason; keep folds and metric the same while you",
    "compare; change ranges only for a reason; keep test rows that nobody looks at; and look again now and then,",
    "because defaults and methods change.",
)


def _forest(_: Question, draft: Draft) -> None:
    draft.say(
        "For a random forest: set the number of trees as high as time allows and",
        f"{draft.refer(MORE_TREES, 'do not tune it')}. Leave the depth unlimited first, then try leaves with more",
        "rows. The number of columns that a split may look at usually matters most; for classes, the square root of",
        "the number of columns is a usual start. Compare by cross-validation, or by the out-of-bag score: every tree",
        "is tested on the rows that it did not draw.",
    )


def _pick(_: Question, draft: Draft) -> None:
    draft.say(
        "The usual rule takes **the highest mean score over the folds**. You are right that the best of many is partly",
        f"lucky: {draft.refer(SELECTION_OVERFITS, 'choosing can overfit as well')}, the more candidates and the fewer",
        "rows, the more.",
    )


def _pick_carefully(asked: Question, draft: Draft) -> None:
    _pick(asked, draft)
    draft.say("What to do about it:")
    draft.list(
        [
            f"take {draft.refer(ONE_ERROR, 'the simplest configuration within one standard error')} of the best",
            "try fewer candidates, or repeat the folds with other splits",
            "prefer a setting whose neighbors also do well to a lone peak",
            "confirm the chosen one on rows that had no part in the choice, or correct its score for choosing",
        ]
    )


def _start(_: Question, draft: Draft) -> None:
    draft.say(
        "Start with **good defaults**, and see what they score: they are hard to beat. Then tune what matters most,",
        "with wide ranges on a log scale for rates and strengths; usually",
        f"{draft.refer(FEW_MATTER, 'only a few settings matter')}. Search coarsely first, then more finely around the",
        "best, and widen a range if the best lies at its edge.",
    )
    draft.list(
        [
            "boosting: learning rate (a hundredth to three tenths), size of trees; early stopping finds their number",
            "linear models: the strength of the penalty, over several powers of ten",
            "forests: columns for a split and rows in a leaf; many trees",
            "networks: learning rate first, then weight decay and size; early stopping for the epochs",
        ]
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


def _ways(_: Question, draft: Draft) -> None:
    _say_ways(draft)
    draft.say(
        "Where to start: tune the learning rate and the size of trees in boosting, the strength of the penalty in a",
        "linear model; search rates and strengths on a log scale; fix the rest. The score of the chosen one is",
        f"flattered, since {draft.refer(SELECTION_OVERFITS, 'choosing can overfit as well')}: confirm it on rows",
        "that had no part in the choice, or correct it.",
    )


def _habits_and_ways(asked: Question, draft: Draft) -> None:
    _habits(asked, draft)
    _ways(asked, draft)


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
    counts = ", ".join(f"{family_title(record, name)} {_count(record, name, draft)}" for name in tried)
    draft.say(f"Complete trials by family: {counts}." if counts else "")
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


def _space_in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write what was searched and what was fixed in the family that was asked for, or that leads, and then the rest."""
    first = leader(record)
    names = (*asked.entities.families, *((first.family,) if first is not None else ()))
    account = next((item for name in names for item in record.families if item.name == name), None)
    if account is not None and account.hyperparameters:
        searched = [item for item in account.hyperparameters if item.is_searched]
        fixed = [item for item in account.hyperparameters if not item.is_searched]
        draft.say(
            f"In your run, {family_title(record, account.name)} was searched in {_named(searched)}"
            + (f", and {_named(fixed)} was held fixed." if fixed else "."),
            _most_important(record, account.name, draft),
        )
    _in_run(asked, record, draft)


def _named(accounts: list[HyperparameterAccount]) -> str:
    return ", ".join(code(account.name) for account in accounts) or "nothing"


def _most_important(record: RunRecord, family: str, draft: Draft) -> str:
    """Name the hyperparameters that decided the scores, where that was told."""
    told = record.importances.families if record.importances else ()
    found = next((one for one in told if one.family == family and one.hyperparameters), None)
    if found is None:
        return "Which of them mattered most cannot be told from so few trials."
    first = max(found.hyperparameters, key=lambda one: one.share)
    share = EvidenceFact(f"share of the importance that {first.name} has", round(100 * first.share), "%", "importances")
    return f"What mattered most there is {code(first.name)}, with {draft.cite(share)} % of the importance."


_PICK = (
    r"performance grid|picking just|highest|recipe for overfit|optimal (?:parameter )?combination|one standard error"
)
_WHICH = (
    r"\bfix\b|which (?:hyper)?(?:parameters?|settings|ones)\b.*\b(?:search|tune|fix|matter)|tell the tuner|\bto tune\b"
)
_HAND = r"\bmanual|by hand|\bmyself\b|\bexperience|prior knowledge|\bintuition|\bexpert|already know|\bknowledge"
_START = r"\bstart|\bbegin|\bfirst\b|\branges?\b|initial"
_HABITS = r"best practices?|document|keep track|\blog\b|\bhabits?\b|\btips?\b|\badvice"
_KINDS = Kinds(
    (
        Kind(pattern(_PICK), _pick_carefully, silent, _in_run, answers_first=True),
        Kind(pattern(r"family:(?:random_forest|extra_trees)"), _forest, silent, _space_in_run, answers_first=True),
        Kind(pattern(_WHICH), _which_to_search, _how_to_say_it, _space_in_run, answers_first=True),
        Kind(pattern(_HAND), _knowledge, _by_hand, _space_in_run, answers_first=True),
        Kind(pattern(_START), _start, _how_to_say_it, _space_in_run, answers_first=True),
        Kind(pattern(_HABITS), _what, _habits_and_ways, _in_run, answers_first=True),
        Kind(ANYTHING, _what, _ways, _in_run),
    )
)

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
        7 tell the tuner|picking just the highest|performance grid
        7 \b(?:manual(?:ly)?|by hand|hand)\b.*\btun(?:e|ing)|\btun(?:e|ing)\b.*\b(?:manual(?:ly)?|by hand)
        6 \bprior knowledge|what i (?:already )?know\b
    """),
    examples=(
        "how do you choose hyperparameters",
        "how do i pick good hyperparameters",
        "where should i start tuning",
        "what is the best way to tune a model",
        "how were the hyperparameters chosen",
        "which range should i use at first",
    ),
    gist=_KINDS.gist,
    detail=_KINDS.detail,
    in_run=_KINDS.in_run,
    invitation="How do you choose hyperparameters?",
    run_invitation="How were the hyperparameters chosen?",
    leads_to=("why_this_value", "random_search", "bayesian"),
    is_for_the_run=_KINDS.is_for_the_run,
)
