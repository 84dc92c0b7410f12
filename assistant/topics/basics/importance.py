"""Why hyperparameters matter, and what tuning gained over the default."""

from assistant.charts.of_search import family_time_chart
from assistant.draft import Draft
from assistant.evidence.literature import FEW_MATTER, OVERTUNED_RUNS, TUNABILITY, TUNABILITY_TABLES
from assistant.evidence.search_cost import spent_fact, trial_seconds_fact
from assistant.evidence.trials import best_of_family, best_trial, default_trial, score_fact
from assistant.naming import family_title, trial_named
from assistant.topics.basics.gain_sentences import say_floor, say_gain
from assistant.topics.basics.run_sentences import families_sentence, spread_sentence, time_sentence
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent
from assistant.topics.topic import Topic
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord


def _gist(_: Question, draft: Draft) -> None:
    draft.say(
        "Hyperparameters matter because they decide how much a model can learn and how it learns it: with the same",
        "rows and other settings it predicts better or worse, and fits faster or slower. The fit cannot set them by",
        "itself: on its own training rows more freedom always looks better.",
    )


def _detail(_: Question, draft: Draft) -> None:
    draft.say(
        "Too much freedom, and the model learns the noise of its training rows (overfitting); too little, and it",
        "misses the pattern (underfitting). Steps that are too large can keep a fit from settling at all. Depth,",
        "number of trees and the like also drive time and memory.",
    )
    draft.say(
        f"How much there is to gain differs: {draft.refer(TUNABILITY, 'a study')} over",
        f"{draft.cite(TUNABILITY_TABLES)} tables found large gains for some families and small ones for others,",
        "random forests among the least; usually",
        f"{draft.refer(FEW_MATTER, 'only a few settings matter')}, others on the next table.",
    )


def _where_it_does_not(_: Question, draft: Draft) -> None:
    draft.say(
        "**It depends** on the family and on how far its defaults are from good. Forests gain little; boosting,",
        f"support vector machines and networks gain more ({draft.refer(TUNABILITY, 'a study')} over",
        f"{draft.cite(TUNABILITY_TABLES)} tables measured it by family). Over good defaults the gain is often modest;",
        "it is large where a default does not fit at all, such as a penalty or a step that is off by a power of ten.",
    )


def _both_matter(_: Question, draft: Draft) -> None:
    draft.say(
        "**Both, and they hang together**: a family can be judged only when it is tuned about as much as the others.",
        "On tables good families mostly lie close together once they are tuned, while a badly set one loses far more.",
    )


def _against_data(_: Question, draft: Draft) -> None:
    draft.say(
        "More rows and better or cleaner columns often bring more than settings. But they do not replace tuning: more",
        "rows lower the error that comes from chance in the rows (variance), and do not mend a capacity or a step that",
        "is badly set. A learning curve over growing parts of the table tells whether more rows still help.",
    )


def _of_defaults(_: Question, draft: Draft) -> None:
    draft.say(
        "**Mostly they are a decent start**, and on some tables nothing beats them by more than chance; there is no",
        "fixed share of the best score that they reach. In boosted trees most of the gain comes from the learning rate",
        "together with the number of rounds, and from the limits of depth and leaves.",
        f"Families differ in how much tuning gains ({draft.refer(TUNABILITY, 'a study')} over",
        f"{draft.cite(TUNABILITY_TABLES)} tables). To know, score the default on the same folds and compare fold by",
        "fold.",
    )


def _worse(_: Question, draft: Draft) -> None:
    draft.say(
        "A search can end **worse than the defaults**: it returns the best of what it tried, which may not hold the",
        "default, by a validation score that is partly luck; a few random draws from wide ranges are mostly worse than",
        f"good defaults, and on new rows {draft.cite(OVERTUNED_RUNS)} % of studied runs did worse than theirs. Other",
        "reasons: the search optimized another metric, or the two were scored on other folds or with other seeds.",
    )
    draft.say(
        "What to do: put the default in as the first trial, narrow the ranges around it, take more trials and folds,",
        "and compare fold by fold. Within the noise keep the default: it is simpler, and nothing was chosen by luck.",
    )


def _flat(_: Question, draft: Draft) -> None:
    draft.say(
        "**Little or no gain is common**: good defaults lie on a flat top, and what the columns do not say no setting",
        "can add. Before you believe it, check that the search could find more: ranges on a log scale, no best value",
        "at an edge, the right metric, and settings that really take effect (a limit that is never reached has none).",
    )
    draft.say(
        "What to do: if the gain lies within the standard error of the paired difference, keep the default and stop",
        "tuning. Columns, more rows, cleaner labels or an average of several models are where more is to be had.",
    )


def _cost(_: Question, draft: Draft) -> None:
    draft.say("Settings also decide **what a model costs**, in time and in memory:")
    draft.list(
        [
            "number of trees: time and size of the model grow in proportion, in predicting as well",
            "depth and leaves: up to twice the nodes for each level more, so time and memory",
            "learning rate: half the rate takes about twice the rounds",
            "batch size, layers and units of a network: memory; epochs: time",
            "share of rows or columns for a tree, and a strong penalty: less time, and often less overfitting",
            "the search itself: trials times folds times the time of a fit",
        ]
    )


def _what_to_do_about_cost(_: Question, draft: Draft) -> None:
    draft.say(
        "What to do: let early stopping end boosting and networks, search small models first, and ask for a limit on",
        "the time of one prediction where it matters. The dearest setting is often not the best.",
    )


def _cost_in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    price = trial_seconds_fact(record)
    if price is not None:
        draft.say(
            f"In your run a complete trial took {draft.measure(price, 2)} on average, and all fits together",
            f"{draft.measure(spent_fact(record), 2)}.",
        )
        draft.show(family_time_chart(record))
    _in_run(asked, record, draft)


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    named = (best_of_family(record, name) for name in asked.entities.families)
    first = next((trial for trial in named if trial is not None), best_trial(record))
    if first is None:
        draft.say("In your run no configuration has a score yet, so it cannot tell what tuning gains.")
        return
    default = default_trial(record, first.family)
    title = family_title(record, first.family)
    if default is None:
        draft.say(f"What tuning gained in your run is not recorded: no trial of {title} ran with the tuned defaults.")
    elif default.number == first.number:
        draft.say(
            f"In your run the tuned defaults of {title} ({trial_named(draft, first)}) were not beaten: they score",
            f"{record.metric.title} {draft.measure(score_fact(record, first))}, and no other values did better.",
        )
    else:
        say_gain(record, first, default, draft)
    say_floor(record, first, draft)
    if asked.is_about_run:
        draft.say(spread_sentence(record, draft))


def _gain_in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write what tuning gained, and what it took."""
    _in_run(asked, record, draft)
    draft.say(time_sentence(record, draft))


def _spread_in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write how far the trials lie apart, and what the winner gained over its default."""
    draft.say(spread_sentence(record, draft))
    _in_run(asked, record, draft)


def _families_in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    """Write whether the family or its settings moved the score more, and what tuning gained."""
    draft.say(families_sentence(record, draft))
    _in_run(asked, record, draft)


_COSTS = r"\bcosts?\b|\bmemory\b|\bcompute\b|\bcomputational|\bslow|\bspeed|\bfast|\btrain(?:ing)? time"
_SPREAD = (
    r"\bspread\b|\brange of (?:the )?scores\b|\b(?:best|good) (?:and|to|vs|versus|from) (?:the )?(?:worst|bad)\b"
    r"|\b(?:how much|how far|how strongly) (?:do|did|does) (?:the |my )?(?:scores?|results?|trials|settings)\b"
    r"|\b(?:bad|worst|poor|poorest) (?:settings?|trials?|configurations?|values|ones|choices?)\b.*"
    r"\b(?:than|from|to|and|against|compared)\b.*\b(?:best|good)\b"
    r"|\b(?:best|median|middle) .*\band (?:the )?worst (?:score|trial|setting|configuration)"
    r"|\bpoor choice of (?:the )?(?:settings|hyperparameters)|\bvary between (?:my |the )?trials"
)
_FAMILY_OR_SETTINGS = (
    r"(?:algorithm|famil(?:y|ies)|kind of model|model type|model choice|choice of (?:the )?model)\b.*"
    r"\b(?:or|than|matter\w*|versus|vs|against)\b.*\b(?:tun\w+|settings?|hyperparameters?|them)\b"
)
_GAINED = (
    r"\bwhat (?:did|have|do|does) (?:we|i|it|this|that|tuning|the tuning|all this)\b.*\b(?:gain|get|bring|buy|win)\w*"
    r"|\bhave (?:happened|been)\b.*\bdefaults?\b|"
    r"\bhow much\b.*\b(?:poorer|better|worse|gain|improve|bring|brought|buy|bought|win|lose|lost)"
    r"|\b(?:did|was|has|had) (?:the |my |all |this |it )*tuning\b|\bwas (?:it|this|that|all)\b.*\bworth"
    r"|\b(?:just|simply|only) (?:used?|hit|kept?|taken?|gone?)\b"
)
_DATA = r"(?:more|better|clean\w*|new) (?:data|rows|features|columns)|\bdata\b.*\bmatter|feature engineering"
_DEFAULTS = (
    r"^(?!.*\b(?:worse|lower|degrad\w*|decreas\w*|drop\w*)\b)"
    r".*(?:\bdefaults?\b|factory settings?|out of the box|untuned)"
)
_WHETHER = (
    r"worth|waste|bother|polish|last percent|matter more|\bnot matter|useless|even matter|overrated|\bhype\b|\bnerds?\b"
    r"|\boften\b|\balways\b|\bnegligible|\bmarginal"
)
_WORSE = (
    r"\b(?:worse|lower|degrad\w*|decreas\w*|drop\w*|poorer|hurts?)\b.*\b(?:tun\w+|search\w*|optimi\w+|default\w*|hpo|grid)"
    r"|\b(?:tun\w+|search\w*|optimi\w+|default\w*|hpo|grid)\b.*\b(?:worse|lower|degrad\w*|decreas\w*|drop\w*|poorer|hurts?)\b"
)
_FLAT = (
    r"\b(?:no|not|little|barely|hardly|never|without|almost)\b.*\b(?:improv\w+|gain\w*|better|effect|difference|change\w*|help\w*)\b"
    r".*\btun|\btun\w+\b.*\b(?:no|not|little|barely|hardly|never|without|almost|only)\b.*\b(?:improv\w+|gain\w*|effect|differen\w+)"
)
_BROAD = r"\bmatter|\bimportan|\bimpact|\bwhy\b.*\b(?:need|care|bother|useful|do we|should|tune)\b"
_KINDS = Kinds(
    (
        Kind(pattern(_COSTS), _cost, _what_to_do_about_cost, _cost_in_run),
        Kind(pattern(_SPREAD), _where_it_does_not, silent, _spread_in_run, is_for_the_run=True),
        Kind(pattern(_FAMILY_OR_SETTINGS), _both_matter, silent, _families_in_run),
        Kind(pattern(_GAINED), _where_it_does_not, silent, _gain_in_run, is_for_the_run=True),
        Kind(pattern(_WORSE), _worse, silent, _in_run),
        Kind(pattern(_FLAT), _flat, silent, _in_run),
        Kind(pattern(_DATA), _where_it_does_not, _against_data, _in_run),
        Kind(pattern(_DEFAULTS), _of_defaults, silent, _in_run),
        Kind(pattern(_WHETHER), _where_it_does_not, _against_data, _in_run),
        Kind(pattern(_BROAD), _gist, _detail, _in_run),
        Kind(ANYTHING, _gist, _detail, _in_run),
    )
)

IMPORTANCE = Topic(
    name="importance",
    cues=cues(r"""
        12 \bchoice of (?:the )?(?:model|algorithm|family)\b.*\bor\b.*\b(?:hyperparameters?|settings|tuning)\b
        10 \bhow much (?:worse|better)\b.*\b(?:bad|worst|poor|best) (?:settings?|hyperparameters?
        ...|configurations?|values)
        8 \bbig (?:of )?(?:a )?deal\b.*\b(?:tuning|hyperparameters?)
        8 \b(?:worth|benefits?|big deal|pay off|pays off|point|use|good|waste|necessary|needed)\b.*\b(?:tuning|
        ...tune|hyperparameters?)\b
        7 \btun(?:e|ing)\b.*\b(?:worth|benefits?|pay off|default|necessary|needed|waste|change anything|
        ...do anything|point)\b
        7 \bcare (?:about|for) (?:the )?(?:hyperparameters?|tuning)|\b(?:tuned|tuning) (?:vs|or|
        ...against) (?:the )?(?:default|untuned)
        8 \bwhy\b.*\b(?:need|want|have|should|must|try)\b.*\btun(?:e|ing)\b|\bwhy (?:is|do|does|are)
        ...\b.*\btun(?:e|ing)
        7 \b(?:what|which) (?:impact|effect|influence|role|difference) (?:do|does|have|has|did)
        ...\b.*\b(?:hyperparameters?|tuning)
        8 \bhyperparameters? (?:\w+ )?(?:important|matter|crucial|relevant)
        7 \bwhy (?:are|is|do|does) (?:they|it|this|these|those|that)(?: \w+)? (?:important|matter|crucial)
        7 \bwhy\b.*\b(?:hyperparameters?|tuning|tune)\b.*\b(?:important|matter|need|useful|relevant|worth|care
        ...|bother)
        6 \b(?:why|how|do|does|is|are)\b.*\b(?:matter|important|importance|impact|affect|influence|relevant)
        ...\b.*hyperparameters?
        6 hyperparameters?\b.*\b(?:matter|important|importance|impact|affect|influence|performance|crucial)
        6 (?:importance|role|purpose|impact|effect|influence|point) of (?:the )?(?:hyperparameters?|tuning)
        7 \bwhy (?:do (?:i|we|people|you) |should (?:i|we) |would (?:i|we) |even |to )?(?:bother |
        ...need to |have to )?(?:with )?tun(?:e|ing)
        6 \b(?:does|do|is|will|would|did|has) (?:\w+ )?tuning\b.*\b(?:matter|help|worth|improve|difference|gain
        ...|useful|change)
        6 how much .*\b(?:improve|gain|better|win|won|difference)\b.*\b(?:tuning|default|tuned)
        6 tuning .*(?:improve|gain|over the default|better than default)|gain(?:ed)? (?:by|from|through) tuning
        5 (?:what|how much) .*\b(?:difference|gain)\b.*(?:default|tuning)|better than (?:the )?defaults?
        7 hyperparameters?\b.*\b(?:memory|compute|costs?|expensive|training time)\b
        7 \b(?:memory|compute|costs?|expensive)\b.*\bhyperparameters?
    """),
    examples=(
        "why are hyperparameters important",
        "why do hyperparameters matter for model performance",
        "does tuning even matter",
        "how much did tuning improve over the default",
        "why should i bother tuning",
    ),
    gist=_KINDS.gist,
    detail=_KINDS.detail,
    in_run=_KINDS.in_run,
    invitation="Why do hyperparameters matter?",
    run_invitation="How much did tuning gain over the defaults?",
    leads_to=("why_this_value", "choose", "overfitting"),
    is_for_the_run=_KINDS.is_for_the_run,
)
