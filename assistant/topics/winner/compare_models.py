"""Models, trials or families side by side, and whether the difference is real."""

from assistant.evidence.trials import completed
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent
from assistant.topics.topic import Topic
from assistant.topics.winner import compare_words as words
from assistant.topics.winner import comparing
from assistant.topics.winner.time_worth import say_time_worth
from assistant.understanding.route import cues
from models.record import RunRecord


def _has_scores(record: RunRecord) -> bool:
    return bool(completed(record))


_TIME_WORTH = (
    r"\b(?:long(?:est|er)?|slow\w*|time|expensive)\b.*\bworth\b"
    r"|\bworth\b.*\b(?:slow\w*|extra time|training time|longer)\b"
)
_OTHER_RUN = r"\b(?:two|num|different|both|another|other|previous|last|between) (?:family:\w+ |automl |\w+ )?runs?\b"
_KINDS = Kinds(
    (
        Kind(
            pattern(r"""
                significan\w+ (?:\w+ )?test|statistical\w* (?:\w+ )?test|\bt test|which test
                mcnemar|wilcoxon|repeat(?:ing|ed)
                \bmodel a\b.*\bmodel b\b|how (?:do|can|should|would|to) (?:we|i|you|one)? ?(?:know|tell|compare|decide)
            """),
            words.gist,
            words.detail,
            comparing.say_best_two,
            answers_first=True,
        ),
        Kind(pattern(_TIME_WORTH), words.gist_in_short, silent, say_time_worth, is_for_the_run=True),
        Kind(pattern(_OTHER_RUN), silent, silent, comparing.say_other_run, answers_first=True),
        Kind(
            pattern(r"""
                \bcoins?\b(?! toss)|\bguess\w*|\brandom guess|\bbaseline\b|\bdummy\b|\bmonkey\b|\brules?\b|\bdice\b
            """),
            words.gist_of_floor,
            silent,
            comparing.say_floor,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \bdefaults?\b
            """),
            words.gist,
            words.detail,
            comparing.say_default,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \bsimpl(?:er|est)\b
            """),
            words.gist_of_simpler,
            words.detail,
            comparing.say_simpler_ones,
            is_for_the_run=True,
        ),
        Kind(pattern(r"\bworst\b"), words.gist_in_short, silent, comparing.say_worst, is_for_the_run=True),
        Kind(ANYTHING, words.gist_in_short, words.detail, comparing.say_chosen, is_for_the_run=True),
    )
)

COMPARE_MODELS = Topic(
    name="compare_models",
    cues=cues(r"""
        24 \b(?:models?|famil\w+|algorithms?)\b.*\b(?:longest|slowest|most time|slow|slower)\b.*\bworth\b
        14 \btrials\b.*\bwithin (?:the )?(?:noise|error)\b|\bhow many (?:trials|models)\b.*\b(?:as good|tied?|equal)
        14 \b(?:indistinguishable|tied) (?:from|with) (?:the )?(?:best|first|winner)
        9 \bwithin (?:one|a|num) standard error|\b(?:use|take|keep|stay with) (?:just )?(?:the )?defaults?\b
        9 \bworst (?:one|model|trial|family)\b|^(?:and )?(?:which (?:one )?(?:is|was) )?(?:the )?worst$
        9 \bcoins?\b(?! toss)
        9 \bone model\b.*\bbetter\b|\b(?:really|truly) better\b
        9 \bsimpl(?:er|est) (?:model|one|configuration|trial)\b|\bsimplest\b
        8 \b(?:winner|best (?:model|one|trial)|first)\b.*\b(?:clearly|really|truly|significantly|only|much|just|
        ...barely|slightly) (?:a bit )?(?:better|ahead|best)
        7 \b(?:models?|ones|trials?|families)\b.*\b(?:came|come|comes|are|is|was|were|got) (?:so |very |
        ...really )?close
        8 \bnext to each other\b|\bone by one\b|\bhead to head\b|\bbest (?:num|two|three|four|five|few|
        ...several) (?:models|trials|ones)\b
        8 \bhow far (?:behind|ahead|apart|off)\b|\bfamily:\w+ (?:much|far|a lot|slightly|any|really|
        ...that much) (?:better|worse|behind)
        7 \bmodels? (?:were|are|is) (?:tied|equal|as good|equally good)|\b(?:tied|equal) (?:models|trials)
        7 \bfamily:\w+ (?:be |been |any )?(?:better|worse|faster|slower)
        7 \bbetter than (?:another|the other|the rest|others)\b
        7 \brank (?:all |the |my )*(?:models|trials|families)|\border (?:all |the )*models
        7 \bcompar\w+\b(?!.*hyperparameter)|\bside by side\b|\btop num\b|\bleaderboard\b|\brunner\b
        8 \brank: |\brank:$|\bsecond best\b
        8 \btrial: .*\b(?:vs|and|or|than|against|with)\b.*\btrial:
        7 \b(?:show|what|how|about|explain|describe|details?|does|why|is)\b[\w ]* trial:
        4 \btrial:
        8 \bfamily:\w+ .*\b(?:vs|against|compared|or)\b.*\bfamily:
        7 \bfamily:\w+ (?:and|or|with) family:\w+|\b(?:better|worse) than family:
        8 \bis (?:the|that|this) difference\b|\bdifference .*\b(?:real|significant|noise|chance|luck)|
        ...\bsignifican(?:ce|t)\b|significantly (?:better|worse|different)
        6 \bby how much\b|\bhow much better\b|\bhow (?:far|close)\b|\b(?:tied?|ties)\b|\bwhich (?:model|
        ...one) is better
        6 \bmodel a\b.*\bmodel b\b|\b(?:two|both|other|all|best|top) (?:models|trials|families|configurations)\b
        6 (?:models|trials) (?:compare|rank|differ)|\branking\b
        6 (?:over|than|versus|against|with|and|to) (?:the )?default
    """),
    examples=(
        "compare the top models",
        "show me the top 5 models side by side",
        "is the difference between the two models real",
        "what about the second best",
        "how much better is xgboost than the forest",
    ),
    gist=_KINDS.gist,
    detail=_KINDS.detail,
    in_run=_KINDS.in_run,
    invitation="How do I tell whether one model is really better than another?",
    run_invitation="How do the best models compare, side by side?",
    leads_to=("why_this_model", "nested_cv_selection_bias", "cross_validation", "ensemble"),
    suits=_has_scores,
    is_for_the_run=_KINDS.is_for_the_run,
)
