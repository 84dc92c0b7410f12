"""How hyperparameters are chosen, and where to start."""

from collections.abc import Sequence

from assistant.draft import Draft
from assistant.evidence.fact import EvidenceFact
from assistant.evidence.trials import (
    best_of_family,
    completed,
    leader,
    score_fact,
    value_fact,
)
from assistant.markup import code
from assistant.naming import family_title, is_blend, trial_named
from assistant.topics.basics import choosing_advice as advice
from assistant.topics.basics.run_sentences import (
    chosen_sentence,
    edges_sentence,
    say_simpler,
    say_what_to_use,
    say_whether_to_narrow,
    tied_sentence,
)
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent
from assistant.topics.search.search_sentences import say_technique, trials_sentence
from assistant.topics.settings.share_sentences import say_shares
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import HyperparameterAccount, RunRecord, Trial


def _in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    first = next(iter(completed(record)), None)
    if first is not None:
        draft.say("Chosen in your run:", chosen_sentence(record, draft))
        draft.say(
            f"In your run all settings of a configuration were tried together{_on_folds(record, draft)}, and the rule",
            f"is: the best mean goes first. That is {family_title(record, first.family)} ({trial_named(draft, first)})",
            f"{'' if record.result else 'so far '}with {record.metric.title}",
            f"{draft.measure(score_fact(record, first))}.",
            tied_sentence(record, draft),
            "Where averaging several trials scores better, the average is delivered." if is_blend(record) else "",
        )
    say_technique(record, draft, (), "", briefly=True)
    tried = dict.fromkeys(trial.family for trial in completed(record))
    counts = ", ".join(f"{family_title(record, name)} {_count(record, name, draft)}" for name in tried)
    draft.say(
        trials_sentence(record, draft),
        f"Complete trials by family: {counts}." if counts else "",
    )


def _on_folds(record: RunRecord, draft: Draft) -> str:
    if record.folds is None:
        return ""
    folds = EvidenceFact("folds of the run", record.folds.n_folds, href="folds")
    return f" and scored on the same {draft.cite(folds)} folds"


def _nothing(_: Question, __: RunRecord, ___: Draft) -> None:
    """Add nothing of the run, where the question is about the field."""


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
        _say_edges(record, account.name, draft)


def _further_in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write which settings moved the score in the family that leads, and whether its best values lie at an end."""
    first = leader(record)
    family = next((name for name in asked.entities.families), first.family if first is not None else None)
    best = best_of_family(record, family) if family is not None else None
    if best is None:
        draft.say("In your run no configuration has a score yet, so it cannot tell what to tune further.")
        return
    say_shares(record, best.family, draft)
    _say_edges(record, best.family, draft)


def _say_edges(record: RunRecord, family: str, draft: Draft) -> None:
    best = best_of_family(record, family)
    draft.say(edges_sentence(record, best, draft) if best is not None else "")


def _ranges_in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write the ranges of the leading family, where its best values lie in them, and that they are defaults."""
    first = leader(record)
    names = (*asked.entities.families, *((first.family,) if first is not None else ()))
    account = next((item for name in names for item in record.families if item.name == name), None)
    best = best_of_family(record, account.name) if account is not None else None
    if account is None or best is None:
        draft.say("In your run no configuration has a score yet.")
        return
    draft.say(
        f"In your run, {family_title(record, account.name)} was searched in these ranges",
        f"({_counted(account.hyperparameters, draft)}):",
    )
    draft.list([_range(account.name, item, best, draft) for item in account.hyperparameters if item.is_searched])
    fixed = [code(item.name) for item in account.hyperparameters if not item.is_searched]
    draft.say(
        f"Held fixed was {', '.join(fixed)}." if fixed else "",
        "All other settings stay at their defaults: they matter less, and each one more would thin out the trials.",
        "What the fit learns is not among them.",
    )
    draft.say(edges_sentence(record, best, draft))


def _counted(accounts: Sequence[HyperparameterAccount], draft: Draft) -> str:
    """Say how many hyperparameters were searched, and how many that could have been were held fixed."""
    searched = sum(item.is_searched for item in accounts)
    tuned = EvidenceFact("hyperparameters that were searched", searched, href="families")
    fixed = EvidenceFact("hyperparameters that were held fixed", len(accounts) - searched, href="families")
    return f"{draft.cite(tuned)} tuned, {draft.cite(fixed)} held fixed"


def _range(family: str, item: HyperparameterAccount, best: Trial, draft: Draft) -> str:
    href = f"families/{family}"
    if item.low is None or item.high is None:
        choices = (EvidenceFact(f"a choice of {item.name}", value, href=href) for value in item.choices)
        said = f"{code(item.name)}: one of {', '.join(draft.cite(choice) for choice in choices) or 'a list'}"
    else:
        low, high = (
            draft.cite(EvidenceFact(f"{which} end of the range of {item.name}", value, href=href), 3)
            for which, value in (("low", item.low), ("high", item.high))
        )
        said = f"{code(item.name)}: {low} to {high}{', on a log scale' if item.is_log else ''}"
    has_value = item.name in best.hyperparameters
    return f"{said}; the best trial has {draft.cite(value_fact(best, item.name), 3)}" if has_value else said


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


_USE = (
    r"\b(?:settings|hyperparameters?|parameters?|configuration|values)\b.*"
    r"\bshould i (?:use|take|deploy|keep|ship|choose)\b"
    r"|\bshould i (?:use|take|deploy|ship)\b.*\b(?:settings|hyperparameters?|configuration)\b.*"
    r"\b(?:my|this) (?:run|results?)\b"
)
_SIMPLER = r"\bsimpler\b"
_NARROW = r"\b(?:narrow|zoom|refine|shrink|tighten)\w*\b.*\b(?:space|ranges?|around|search|best)\b|\bsearch again\b"
_WHO = (
    r"\bwhy\b.*\b(?:ranges?|bounds|search space)\b|\bwho (?:decided|chose|set|picked|made)"
    r"|how (?:did|were|was|are) .*\branges?"
    r"|ranges?\b.*\b(?:come from|from where|on the table)|where do .*\branges"
)
_BOOSTING = r"family:(?:xgboost|lightgbm|catboost|hist\w*|gradient\w*|boosting)|\bboosting\b|\bgbm\b"
_KERNEL = r"family:svm|support vector|\bgamma\b|\brbf\b"
_LINEAR = r"family:(?:linear|logistic\w*|ridge|lasso)|day one"
_HURRY = (
    r"num (?:minutes|hours?)|\bhurry|deadline|(?:little|no|short on|not much) time|quickly"
    r"|one (?:afternoon|evening|day)"
)
_BLANK = r"\bblank\b|unfamiliar|touch first|\bleave\b.*\balone\b|which (?:dials|knobs|ones)\b"
_PICK = (
    r"performance grid|picking just|highest|recipe for overfit|optimal (?:parameter )?combination"
    r"|one standard error|nearly the same|which rule|choose one"
)
_WHICH = (
    r"\bfix\b|which (?:hyper)?(?:parameters?|settings|ones)\b.*\b(?:search|tune|fix|matter)|tell the tuner"
    r"|\bto tune\b|worth touching|leave at|\bknobs\b"
)
_TECHNIQUE = (
    r"which (?:\w+ )?(?:method|technique|strategy|search)\b|grid .*\brandom .*\b(?:bayes|optuna|which)"
    r"|what (?:method|technique)"
)
_ORDER = r"\border\b|one (?:\w+ )?at a time|jointly|at once|one after (?:the|an)|everything at"
_FORMULA = (
    r"formula|every (?:problem|table|data)|one best set|a best set|without search|copy|kaggle|old project|paper\b"
    r"|similar data"
)
_HAND = r"\bmanual|by hand|\bmyself\b|\bexperience|prior knowledge|\bintuition|\bexpert|already know|\bknowledge"
_START = r"\bwhere\b.*\b(?:start|begin)|\b(?:start|begin)\w* (?:tuning|with)|tune first|\branges?\b|good defaults"
_HABITS = r"best practices?|document|keep track|\blogbook|\blog (?:it|every|all|my)\b|\bhabits?\b|\btips?\b|\badvice"
_TUNED = (
    r"\b(?:what|which) (?:\w+ )?(?:hyperparameters?|parameters?|settings)\b"
    r".*\b(?:did|were|was|been)\b.*\b(?:tun|search|tried|fix|left|kept|default)"
    r"|\b(?:pick|picked|choose|chose|select|selected|decide|decided)\b.*\b(?:hyperparameters?|parameters?|settings)\b.*"
    r"\bto (?:be )?(?:tune|search|optimi[sz]e|try)"
    r"|\b(?:left|stay\w*|kept|remain\w*) (?:at|on|to) (?:the |their |its )?defaults?\b"
    r"|\bhow many\b.*\b(?:hyperparameters?|settings)\b.*\b(?:tuned|searched|fixed|varied)\b"
)
_FURTHER = (
    r"\b(?:tune|tuning|search) (?:\w+ )?(?:further|next|on)\b.*\b(?:fix|freeze|leave|stop)|\b(?:fix|freeze) now\b"
    r"|\bwhich (?:\w+ )?(?:hyperparameters?|settings|knobs)\b.*\b(?:still|further|keep tuning)\b"
)
_KINDS = Kinds(
    (
        Kind(pattern(_TUNED), advice.which_to_search, silent, _ranges_in_run, is_for_the_run=True),
        Kind(pattern(_FURTHER), advice.what_to_tune_on, silent, _further_in_run, is_for_the_run=True),
        Kind(pattern(_USE), advice.tie, silent, say_what_to_use),
        Kind(pattern(_SIMPLER), advice.tie, silent, say_simpler),
        Kind(pattern(_NARROW), advice.narrowing, silent, say_whether_to_narrow),
        Kind(pattern(_PICK), advice.pick_carefully, silent, _nothing, answers_first=True),
        Kind(pattern(_WHO), advice.who_set_ranges, silent, _ranges_in_run),
        Kind(
            pattern(r"family:(?:random_forest|extra_trees)"), advice.forest, silent, _space_in_run, answers_first=True
        ),
        Kind(pattern(_KERNEL), advice.kernel, silent, _nothing, answers_first=True),
        Kind(
            pattern(r"family:neural\w*|neural net|\bmlp\b|deep learning"),
            advice.network,
            silent,
            _nothing,
            answers_first=True,
        ),
        Kind(
            pattern(r"family:\w*neighbors|\bknn\b|hp:neighbors|nearest neighbo"),
            advice.neighbors,
            silent,
            _nothing,
            answers_first=True,
        ),
        Kind(pattern(_TECHNIQUE), advice.which_technique, silent, _in_run, answers_first=True),
        Kind(pattern(_ORDER), advice.in_which_order, silent, _nothing, answers_first=True),
        Kind(pattern(_BOOSTING), advice.boosting, silent, _space_in_run, answers_first=True),
        Kind(pattern(_LINEAR), advice.linear, silent, _space_in_run, answers_first=True),
        Kind(pattern(_HURRY), advice.in_little_time, silent, _nothing, answers_first=True),
        Kind(pattern(r"\bmanual\w*\b(?!.*knowledge)"), advice.by_hand, advice.knowledge, _nothing, answers_first=True),
        Kind(pattern(_BLANK), advice.start, advice.compare, _nothing, answers_first=True),
        Kind(pattern(_FORMULA), advice.no_formula, silent, _space_in_run, answers_first=True),
        Kind(pattern(_WHICH), advice.which_to_search, advice.how_to_say_it, _space_in_run),
        Kind(pattern(_HAND), advice.knowledge, advice.by_hand, _space_in_run, answers_first=True),
        Kind(pattern(_START), advice.start, advice.compare, _space_in_run, answers_first=True),
        Kind(pattern(_HABITS), advice.what, advice.habits_and_ways, _in_run, answers_first=True),
        Kind(ANYTHING, advice.what, advice.ways, _in_run),
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
        12 which (?:method|technique|strategy|search) .*\b(?:hyperparameters?|settings|tun(?:e|ing))
        8 \btun(?:e|ing)\b.*\b(?:jointly|one (?:\w+ )?at a time|at once|in (?:which|what) order)
        7 \b(?:which|what) order\b|one best set|formulas? (?:for|that)
        7 tell the tuner|picking just the highest|performance grid
        7 \b(?:manual(?:ly)?|by hand|hand)\b.*\btun(?:e|ing)|\btun(?:e|ing)\b.*\b(?:manual(?:ly)?|by hand)
        6 \bprior knowledge|what i (?:already )?know\b
        18 \bwhy\b.*\b(?:these|those|this|that|the|such) (?:search )?(?:ranges?|bounds|limits|search space)\b
        12 \bsimpler (?:settings?|configurations?|values|hyperparameters?)\b
        16 \b(?:hyperparameters?|settings|parameters)\b.*\b(?:left|stay\w*|kept) (?:at|on) (?:the |their )?defaults?\b
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
