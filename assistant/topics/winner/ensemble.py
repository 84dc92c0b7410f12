"""Averages of several models: what they are, whether this run delivers one, and what one of its parts would do."""

from assistant.evidence.trials import completed
from assistant.topics.direct_answers import pattern
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, silent
from assistant.topics.topic import Topic
from assistant.topics.winner import ensemble_in_run as run
from assistant.topics.winner import ensemble_words as words
from assistant.understanding.route import cues
from models.record import RunRecord


def _has_scores(record: RunRecord) -> bool:
    return bool(completed(record))


_HERE = (
    r"(?=.*\b(?:my|this|the) (?:run|model|blend|ensemble|average|(?:\w+ )?best|top|winner)\b)"
    r"(?=.*\b(?:run|best|single|winner)\b)"
    r".*(?:\b(?:worth|gains?|pays? off|bother|lose|loss|losing|keep|beats?)\b"
    r"|\baveraging my\b.*\b(?:better|help))"
)


def asked_as(term: str) -> str:
    """Return the pattern of a question that asks for nothing but what a term means."""
    return rf"^(?:what (?:is|are|does)|explain|define|meaning of) (?:model |the term |a |an )?(?:{term})(?: mean)?$"


_SLOW = r"\b(?:slow\w*|latency|how (?:fast|long|quick)|milliseconds?|ms|(?:predict\w*|inference) time)\b"
_TOP = (
    r"\b(?:blend|averag|stack|ensembl|combin|mix|merg)[a-z]* (?:of )?(?:the |my |all )?"
    r"(?:top|best) (?:num|two|three|four|five)\b"
)
_KINDS = Kinds(
    (
        Kind(pattern("overfit"), words.GIST_OF_OVERFITTING, silent, run.say_overfitting, answers_first=True),
        Kind(
            pattern(r"""
                \bwhy\b.*\b(?:not|no|never)\b.*\b(?:ensembl|blend|averag|stack)[a-z]*\b(?!.*\b(?:better|gain|improve)\b)
            """),
            words.GIST_OF_NONE,
            silent,
            run.say_why_none,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \b(?:does|did|is|was|has)\b.*\b(?:run|my (?:final )?model|result)\b.*\b(?:ensembl|blend|averag)[a-z]*
                \bmodel\b.*\b(?:num|two|three|four|five|several|many) models in\b|\bweights? (?:of )?num\b.*\bfamily:
                \b(?:does|did|is|was|has)\b.*\b(?:ensembl|blend|averag)[a-z]*\b.*\bin (?:my|this|the) run
                \b(?:what|who) (?:is|are|s) in (?:my|the|this) (?:final )?(?:blend|ensemble|average|mix|model)\b
                \bhow many (?:models|members|trials)\b.*\b(?:my|this) (?:blend|ensemble|average|mix|final model)
                \b(?:which|what)\b.*\b(?:models|trials|members)\b.*\b(?:my|this|the) (?:blend|ensemble|average|mix|run)
            """),
            words.gist,
            words.detail,
            run.say_who,
            is_for_the_run=True,
        ),
        Kind(pattern(_HERE), words.GIST_OF_WORTH, silent, run.say_worth, is_for_the_run=True),
        Kind(pattern(_SLOW), words.GIST_OF_SPEED, silent, run.say_speed),
        Kind(
            pattern(r"how many (?:\w+ )?(?:models?|members?|trials?|learners?|different|estimators?)"),
            words.GIST_OF_SIZE,
            silent,
            run.say_average,
            answers_first=True,
        ),
        Kind(pattern("temperature"), words.GIST_OF_TEMPERATURE, silent, run.say_average, answers_first=True),
        Kind(
            pattern(r"""
                who trains|(?:on|from) whose|^(?:what is|explain) .*meta ?(?:learner|model)
                \bstack\w* work
                ^(?!can\b|may\b|should\b|does\b|is\b).*\bstack\w*.*\b(?:fitted|trained|train|trains|learns?) on\b
            """),
            words.GIST_OF_STACKING,
            silent,
            run.say_nothing,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                ^(?!.*\balways\b).*\b(?:stack|vot)\w*\b.*\b(?:below|worse|lower|beaten|not better)\b
                \bmy (?:ensemble|blend|average)\b.*\b(?:below|worse|lower|beaten)\b
            """),
            words.GIST_OF_A_WEAK_STACK,
            silent,
            run.say_average,
            answers_first=True,
        ),
        *(
            Kind(pattern(asked_as(term)), write, silent, run.say_nothing, answers_first=True)
            for term, write in words.TERMS
        ),
        Kind(
            pattern(_TOP),
            words.GIST_OF_WORTH,
            silent,
            run.say_top,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bworth?\b|\bmuscle|\bpays? off|\bbother\b|\bonly num better|\bgain\b|\bmake sense|\boverkill\b
                \b(?:blend|averag|stack|ensembl|combin)[a-z]* (?:of )?(?:the |my )?(?:top|best|num|five|three|two)\b
            """),
            words.GIST_OF_WORTH,
            silent,
            run.say_average,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \b(?:glu|combin|averag|blend|mix|merg|stack)\w*\b.*\b(?:family:\w+ .*family:|th[eo]se|both|the two|them)
                family:\w+ .*family:\w+ .*\b(?:together|both|combined|averaged|blended)\b
            """),
            words.GIST_OF_A_PAIR,
            silent,
            run.say_pair,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \b(?:drop|remove|leave out|without|kick out|throw out|get rid)\b
            """),
            words.GIST_OF_DROPPING_ONE,
            silent,
            run.say_dropping,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bsubset\b|only (?:uses?|some|a few|num)|weights? (?:of )?zero|zero weight|\bbug\b|not (?:all|every)
                why (?:only|so few)
            """),
            words.gist_of_subsets,
            silent,
            run.say_average,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                ^(?!.*\b(?:lower|worse|below|beaten|why)\b).*
                ...(?:(?:only|just) one|one (?:model|of)|single (?:model|one)|\bfaster\b|\bspeed|\bquicker\b
                ...|what do i lose|collapse)
            """),
            words.gist_of_one,
            silent,
            run.say_one_only,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \balways\b|^(?!why\b).*\b(?:ensembl|blend|averag|stack|combin|mix)[a-z]*\b.*\b(?:better|worse|best|behind|beats?)\b
                ^(?!why\b).*\b(?:better|worse|best|behind|beats?)\b.*\b(?:ensembl|blend|averag|stack|combin|mix)[a-z]*\b
            """),
            words.gist_of_best,
            silent,
            run.say_average,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \b(?:what is|define|explain|meaning|difference|how (?:do|does))\b
                \b(?:bagging|boosting|stacking|voting|meta learner)\b
            """),
            words.gist,
            words.detail,
            run.say_in_full,
        ),
        Kind(ANYTHING, words.gist, words.detail, run.say_in_full, is_for_the_run=True),
    )
)

ENSEMBLE = Topic(
    name="ensemble",
    cues=cues(r"""
        10 \baverag(?:e|ed|ing) (?:of )?(?:several |the |some |many )?(?:models|trials|predictions)
        12 \bweight(?:ed|s)? (?:of )?num\b|\bweights? of (?:the |each )?(?:models?|members?|trials?)
        14 \baverag(?:e|ing|ed)\b.*\b(?:better|worth|gain|best trial|best single)|\badaboost\b.*\bboost
        22 \bweights? (?:of )?num\b.*\bfamily:\w+
        18 \bmodel\b.*\b(?:num|two|three|four|five|several|many) models in\b
        11 \bensembl|\bblend|\bstack(?:ing|ed)\b|\bbagging\b|\bvoting\b|meta learner
    """),
    examples=(
        "what is an ensemble",
        "does my run use an ensemble",
        "is the ensemble better than the best single model",
        "what do the weights of the ensemble mean",
    ),
    gist=_KINDS.gist,
    detail=_KINDS.detail,
    in_run=_KINDS.in_run,
    invitation="What is an ensemble, and is it always better?",
    run_invitation="Is my model an ensemble, and what does it gain?",
    leads_to=("why_this_model", "compare_models", "deployment", "nested_cv_selection_bias"),
    suits=_has_scores,
    is_for_the_run=_KINDS.is_for_the_run,
)
