"""Gradient-based tuning: following the slope of the validation loss in a hyperparameter."""

from assistant.charts.of_search import slopes_chart
from assistant.draft import Draft
from assistant.evidence.hypergradients import Slope, count_fact, flattest, loss_fact, slope_fact, slopes
from assistant.evidence.literature_search import IMPLICIT, UNROLLED
from assistant.evidence.trials import leader, number_fact, value_fact
from assistant.evidence.tried_values import tried_values
from assistant.markup import code
from assistant.naming import family_title, trial_named
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent, text
from assistant.topics.search import advice
from assistant.topics.search.search_sentences import say_search_decisions, say_technique
from assistant.topics.setting import neighbor_sentences, value_sentence
from assistant.topics.topic import Topic
from assistant.understanding.lexicon import group_of
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import FamilyAccount, RunRecord

MOST_SHOWN = 12
_SMOOTH_FAMILIES = frozenset({"linear"})
_SMOOTH_GROUPS = frozenset({"penalty"})

_what = text(
    "**Gradient-based tuning** measures which way the validation loss falls as a hyperparameter changes, and goes",
    "there, as a fit follows the slope of the training loss in its weights.",
)
_when = text(
    "It can be used where the model is smooth and the hyperparameter continuous: the penalty of ridge or logistic",
    "regression, weight decay, a learning rate. **Not** for tree depth, number of neighbors, kinds of kernel or",
    "numbers of layers: a choice or a whole number has no slope, and a tree's prediction jumps.",
)
_which_slope = text(
    "Continuous hyperparameters that act smoothly have a slope, such as penalties and weight decay; depth, numbers of",
    "trees or leaves, and choices have none.",
)
_price = text(
    "It needs few trials, each a little dearer for its slope, even with many hyperparameters at once. It finds the",
    "nearest minimum only, so it should set out from several places; it descends a smooth loss (log loss, squared",
    "error), not a metric such as accuracy; and it overfits the validation rows like any search, more so with many",
    "hyperparameters.",
)


_no_slope = text(
    "**No.** Depth, like any whole number or choice, has no slope: between one value and the next there is nothing,",
    "and the score is a step function of it, flat almost everywhere and with a jump in between. A tree's splits do",
    "not follow smoothly either. Random or Bayesian search is the way for these. Penalties, weight decay and learning",
    "rates are continuous, and would qualify in a model that is smooth itself.",
)
_hypergradient = text(
    "A **hypergradient** is the slope of the validation loss with respect to a hyperparameter: it tells which way, and",
    "how steeply, the loss on held-back rows changes if, say, the penalty grows a little, and so which way to move it.",
    "As the hyperparameter acts through the trained weights, it is taken through their dependence on it.",
)
_in_principle = text(
    "**Yes, in principle**, where the training is smooth and the hyperparameter continuous: the penalty of ridge or",
    "logistic regression, weight decay, a learning rate. Not for tree depth, number of neighbors or kinds of kernel,",
    "which have no slope.",
)
_costs = text(
    "What it costs: unrolling keeps every step of the training in memory; the implicit way needs a fit that has",
    "converged, and solves a further system. Noise of small batches blurs the slope, and it finds the nearest minimum",
    "only, so it should set out from several places.",
)
_fits_use_gradients = text(
    "Gradients inside of a fit (boosting, the training of a network) are another matter: they set the model's",
    "parameters, not its hyperparameters.",
)
_why_rare = text(
    "Because most hyperparameters are choices or whole numbers, which have no slope; because a score such as accuracy",
    "is a step function, so a smooth loss must stand in; and because the slope has to be taken through the whole fit,",
    "which few libraries open. With one or two continuous settings a handful of ordinary trials does as well. It pays",
    "where there are very many continuous ones, such as a penalty for each column or layer. Differences of two noisy",
    "scores are no substitute: the noise drowns the slope.",
)
_not_boosting = text(
    "**No.** Gradient boosting and the training of a network follow gradients in what the model learns, its",
    "parameters. Gradient-based tuning follows the slope in a setting, a hyperparameter, outside of the fit: one",
    "problem inside of another (bilevel). Architecture search such as DARTS does that for the layers of a network.",
)


def _how(_: Question, draft: Draft) -> None:
    draft.say(
        f"There are two ways to the slope: {draft.refer(IMPLICIT, 'through the optimum of the fit')}, by the implicit",
        f"function theorem, or {draft.refer(UNROLLED, 'through the steps of the training')}, unrolled one by one.",
    )


def _describe(asked: Question, draft: Draft) -> None:
    _when(asked, draft)
    _how(asked, draft)
    _price(asked, draft)


def _when_and_how(asked: Question, draft: Draft) -> None:
    _when(asked, draft)
    _how(asked, draft)


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    if say_technique(
        record, draft, ("gradient",), "gradient-based tuning", briefly=advice.ASKS_WHICH.search(asked.tagged) is None
    ):
        say_search_decisions(record, draft, "descend")
    found = slopes(record)
    if not found:
        draft.say("No slope was measured in your run.")
        _say_candidates(record, draft)
        if asked.is_about_run:
            _say_beside_best(record, draft)
        return
    _say_descent(record, found, draft, with_table=asked.is_about_run)
    draft.show(slopes_chart(found))


def _say_descent(record: RunRecord, found: tuple[Slope, ...], draft: Draft, *, with_table: bool) -> None:
    end = flattest(found)
    name = found[0].hyperparameter
    families = " and ".join(dict.fromkeys(family_title(record, one.trial.family) for one in found))
    draft.say(
        f"It descended in {code(name)} of {families}; {draft.cite(count_fact(found))} trials measured a slope. Below",
        "zero, more of it lowers the loss on held-back rows; near zero, a minimum is reached.",
    )
    if with_table:
        draft.table(("trial", code(name), "loss", "slope"), [_line(one, draft) for one in found[:MOST_SHOWN]])
    if end is not None and name in end.trial.hyperparameters:
        draft.say(
            f"The least loss, {draft.cite(loss_fact(end))}, is that of {trial_named(draft, end.trial)} with",
            f"{code(name)} = {draft.cite(value_fact(end.trial, name))}, where the slope is",
            f"{draft.cite(slope_fact(end), 2)}. The metric, not this loss, chose among the trials.",
        )


def _line(one: Slope, draft: Draft) -> tuple[str, ...]:
    has_value = one.hyperparameter in one.trial.hyperparameters
    value = draft.cite(value_fact(one.trial, one.hyperparameter), 3) if has_value else "not recorded"
    return draft.cite(number_fact(one.trial)), value, draft.cite(loss_fact(one)), draft.cite(slope_fact(one), 2)


def _say_candidates(record: RunRecord, draft: Draft) -> None:
    """Write which hyperparameters of the run could be tuned by their slope."""
    able = [(account, name) for account in record.families for name in _smooth(account)]
    if not able:
        draft.say("None of its families has a hyperparameter whose slope can be measured here.")
        return
    named = ", ".join(f"{code(name)} of {family_title(record, account.name)}" for account, name in able)
    draft.say(
        f"What would qualify: {named}. Trees, forests, boosting and nearest neighbors have no slope; weight decay or",
        "the learning rate of a network would have one in principle, but not here. Ask for it with",
        f"{code('search.technique')} set to {code('gradient')}; it takes a handful of trials.",
    )


def _say_beside_best(record: RunRecord, draft: Draft) -> None:
    """Write whether the leading family has such a hyperparameter and, if so, how flat the score is around its value."""
    best = leader(record)
    account = next((one for one in record.families if best is not None and one.name == best.family), None)
    if best is None or account is None:
        return
    names = [name for name in _smooth(account) if name in best.hyperparameters]
    title = family_title(record, best.family)
    if not names:
        draft.say(
            f"What leads, {title} ({trial_named(draft, best)}), has none: it needs a search that only compares scores."
        )
    for name in names[:1]:
        tried = tried_values(record, best.family, name)
        if tried is not None:
            draft.say(
                f"What leads, {title} ({trial_named(draft, best)}), was found by trials:",
                value_sentence(best, tried, draft),
                *neighbor_sentences(record, best, tried, draft),
            )


def _smooth(account: FamilyAccount) -> list[str]:
    if account.name not in _SMOOTH_FAMILIES:
        return []
    numbers = [item for item in account.hyperparameters if item.kind == "float" and item.is_log]
    return [item.name for item in numbers if group_of(item.name, item.aliases) in _SMOOTH_GROUPS]


def _briefly_in_run(_: Question, record: RunRecord, draft: Draft) -> None:
    say_technique(record, draft, ("gradient",), "gradient-based tuning", briefly=True)


def _beside_search(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Say first whether gradients would beat the search of the run, then what the run did."""
    best = leader(record)
    account = next((one for one in record.families if best is not None and one.name == best.family), None)
    if best is not None and account is not None:
        title = family_title(record, best.family)
        draft.say(
            f"Hardly better here: {title} has a continuous penalty, but for so few settings a handful of ordinary"
            if _smooth(account)
            else f"Not better here: {title} has no slope in its hyperparameters, so gradients do not apply to it.",
            "trials finds the same flat minimum, and only they can compare families and whole numbers as well."
            if _smooth(account)
            else "They need continuous hyperparameters and a training that can be differentiated.",
        )
    _in_run(asked, record, draft)


def _of_my_model(asked: Question, record: RunRecord, draft: Draft) -> None:
    """List the searched settings of the leading trial, and say which of them have a slope."""
    best = leader(record)
    account = next((one for one in record.families if best is not None and one.name == best.family), None)
    if best is None or account is None:
        _in_run(asked, record, draft)
        return
    smooth = _smooth(account)
    names = [item.name for item in account.hyperparameters if item.is_searched and item.name in best.hyperparameters]
    others = [name for name in names if name not in smooth]
    title = f"{family_title(record, best.family)} ({trial_named(draft, best)})"
    able = " and ".join(code(name) for name in smooth)
    draft.say(
        f"Of the tuned settings of {title}, {able} could be tuned by its slope: it is continuous and acts smoothly."
        if smooth
        else f"None of the tuned settings of {title} could be tuned by gradients here.",
        f"The rest ({', '.join(code(name) for name in others)}) could not: whole numbers, choices, and all that shapes"
        " trees have no slope, and others are not built for it here."
        if others
        else "",
    )
    _in_run(asked, record, draft)


def _how_and_costs(asked: Question, draft: Draft) -> None:
    _how(asked, draft)
    _costs(asked, draft)


_NO_SLOPE = r"hp:tree_size|hp:neighbors|hp:n_trees|\bdepth\b|\bneighbou?rs\b|number of (?:trees|layers)|categor|integer"
_WORD = r"(?:what|explain|mean\w*|tell)\b.*\bhyper ?gradients?\b|hyper ?gradients? (?:mean|in (?:plain|simple))"
_PRINCIPLE = (
    r"\b(?:can|could|may) (?:you|one|we|i|it)\b|\bcan (?:hp:|hyperparameters)|back ?prop|differentiat|possible"
    r"|\bdownhill\b"
)
_OF_MY_MODEL = r"(?:which|what|could|can) .*\b(?:my|the best|the winning) (?:model|run|settings|hyperparameters)\b"
_BEATS = r"\b(?:better|worse|faster|cheaper)\b.*\b(?:you|here|used|my run|the search)\b"
_DID = r"\b(?:did|was|were|has|have|does)\b.*\b(?:run|search|you|it)\b"
_USE = r"\bwhen\b|which (?:models?|settings?|hyperparameters?|famil)|should (?:i|we) use|\bfor what\b|\bpossible"
_RARE = (
    r"why .*\b(?:not|rare\w*|seldom|n t|nobody|never|default)\b|disadvantage|limits?\b|\bpractical"
    r"|\bnot (?:the )?(?:default|standard)"
)
_SAME = r"family:xgboost.*\b(?:already|gradients?|same)\b|(?:is|are) .*\bthe same\b|same (?:thing )?as|\bboosting\b"
_KINDS = Kinds(
    (
        Kind(pattern(_BEATS), _price, silent, _beside_search),
        Kind(pattern(_NO_SLOPE), _no_slope, silent, _briefly_in_run, answers_first=True),
        Kind(pattern(_SAME), _not_boosting, _when, _briefly_in_run, answers_first=True),
        Kind(pattern(_OF_MY_MODEL), _which_slope, silent, _of_my_model),
        Kind(pattern(_DID), _fits_use_gradients, silent, _in_run),
        Kind(pattern(_WORD), _hypergradient, _how_and_costs, _briefly_in_run, answers_first=True),
        Kind(pattern(_RARE), _why_rare, _how, _briefly_in_run, answers_first=True),
        Kind(pattern(_PRINCIPLE), _in_principle, _how_and_costs, _briefly_in_run, answers_first=True),
        Kind(pattern(_USE), _when_and_how, _price, _briefly_in_run, answers_first=True),
        Kind(advice.DEFINES, _what, _describe, _in_run),
        Kind(ANYTHING, advice.gradient_based, _how, _in_run),
    )
)


GRADIENT_BASED = Topic(
    name="gradient_based",
    cues=cues(r"""
        12 gradient based (?:tuning|search|optimization|hyperparameter)|hyper ?gradients?|implicit differentiation
        11 gradient based|gradients? (?:of|with respect to|through) .*hyperparameter|differentiable
        12 \btun(?:e|ed|ing) (?:\w+ )?(?:by|with|via|using) gradients?
        14 \b(?:learn|train|optimi[sz]e|tune)\w* (?:the |my )?hyperparameters?\b.*\b(?:back ?prop\w*|weights)\b
        14 \bby (?:search|trials?|tpe) or (?:by )?(?:\w+ )?gradients?\b
        12 (?:trainable|learnable) (?:parameter|penalty|regulari|dropout|lambda|hyper)|\bbilevel|\bmaml\b|\bdarts\b
        10 hyperparameters? .*\b(?:by|with|via|using) gradients?|gradient (?:search|technique|tuning)
        8 \b(?:slope|derivative) of the (?:validation |cross validation )?(?:loss|score)|unrolled
        11 \bgradient descent\b.*\bhyperparameters?|hyperparameters?\b.*\bgradient descent
    """),
    examples=(
        "when can gradient based tuning be used",
        "what is gradient based tuning",
        "did my run use gradient based tuning",
        "what is a hypergradient",
        "can hyperparameters be tuned with gradients",
    ),
    gist=_KINDS.gist,
    detail=_KINDS.detail,
    in_run=_KINDS.in_run,
    invitation="When can gradient-based tuning be used?",
    run_invitation="Did my run use gradient-based tuning for anything?",
    leads_to=("regularization", "bayesian", "hyperband_pruning"),
    is_for_the_run=lambda asked: _KINDS.is_for_the_run(asked) or advice.tells_of_a_run(asked),
)
