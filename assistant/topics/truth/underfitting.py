"""Underfitting: the model is too simple, or was trained too little; whether this run shows it."""

from assistant.evidence.trials import (
    completed,
)
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent
from assistant.topics.topic import Topic
from assistant.topics.truth import underfitting_in_run as of_run
from assistant.topics.truth import underfitting_words as words
from assistant.topics.truth.short_questions import short
from assistant.understanding.route import cues
from models.record import RunRecord


def _has_scores(record: RunRecord) -> bool:
    return bool(completed(record))


_KINDS = Kinds(
    (
        Kind(
            short(r"""
                \bbetter than (?:\w+ ){0,2}(?:guess|predict|chance\b|random\b|baseline|dummy|constant|majority)
                \bbeats? (?:the |a )?(?:baseline|dummy|majority|trivial)|\bbeyond (?:the )?(?:trivial|baseline|chance)
            """),
            words.GIST_OF_THE_BASELINE,
            silent,
            of_run.beside_the_baseline,
            is_for_the_run=True,
        ),
        Kind(
            short(r"""
                \b(?:bigger|larger|richer|stronger|more (?:complex|flexible|powerful)) (?:model|one)\b|\bmore capacity\b
            """),
            words.GIST_OF_CAPACITY,
            silent,
            of_run.with_more_capacity,
            is_for_the_run=True,
        ),
        Kind(
            short(r"""
                \b(?:which|what)\b.*\b(?:trials?|models?|configurations?)\b.*\bunderfit
                \bunderfit\w* (?:the )?(?:most|worst)
            """),
            words.gist,
            silent,
            of_run.poorest,
            is_for_the_run=True,
        ),
        Kind(
            short(r"""
                \b(?:little|less|few|enough|longer|short|more) (?:time|trials|minutes)\b
                \btime (?:limit|budget)|too (?:short|early)
            """),
            words.GIST_OF_TIME,
            silent,
            of_run.over_time,
        ),
        Kind(
            pattern(r"""
                family:lightgbm.*\bnum (?:rows|samples)|\bnum (?:rows|samples).*family:lightgbm
            """),
            words.gist_of_few_rows,
            silent,
            of_run.without_the_run,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \b(?:predicts?|predicting|outputs?|returns?|gives?)\b.*\b(?:mean|average|same|constant|one class)
                \bmean for\b|\bjust the mean|\bconstant predict|always (?:predicts?|says?|the same)
            """),
            words.GIST_OF_A_CONSTANT,
            silent,
            of_run.in_short,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \bnegative\b|below zero|worse than (?:the |a |just )?(?:mean|average|baseline|guessing|random|chance)
            """),
            words.GIST_OF_NEGATIVE,
            silent,
            of_run.negative,
            answers_first=True,
        ),
        Kind(
            short(r"""
                nothing (?:\w+ )*(?:to (?:learn|find)|in (?:it|the|my))|no signal|\bnois[ey]|ceiling|irreducible
            """),
            words.GIST_OF_NO_SIGNAL,
            words.DETAIL_OF_NO_SIGNAL,
            of_run.in_short,
            answers_first=True,
        ),
        Kind(
            short(r"""
                ^(?!.*\b(?:fix|add|adding|polynomial|how|avoid|cause\w*|scal\w+)).*family:\w+.*\b(?:simple|dumb|weak|primitive|underfit|baseline)
                \b(?:simple|dumb|weak|stupid|primitive|underfit)\b.*family:
            """),
            words.gist_of_a_family,
            silent,
            of_run.families,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \bboth\b.*\b(?:low|bad|poor|flat\w*)\b|\bcurves?\b|\b(?:train|training) and .*\b(?:low|bad|poor)\b
                \b(?:low|bad|poor)\b.*\bboth\b
            """),
            words.GIST_OF_LOW_CURVES,
            silent,
            of_run.in_run,
            answers_first=True,
        ),
        Kind(
            short(r"""
                what (?:now|should|can|do)|\b(?:fix|address|help|improve|avoid|solve|reduce)\b|how (?:to|can|do|should)
            """),
            words.gist_of_the_cure,
            silent,
            of_run.in_short,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \b(?:my|this|the|our|your) (?:model|run|winner)\b|\b(?:it|is it|model) (?:is )?too simple
            """),
            words.gist,
            words.detail,
            of_run.in_run,
            is_for_the_run=True,
        ),
        Kind(pattern(r"what is|\bdefin|\bexplain|\bmean(?:s|ing)?\b"), words.gist, words.detail, of_run.in_short),
        Kind(ANYTHING, words.GIST_OF_TELLING, words.detail, of_run.in_short),
    )
)

UNDERFITTING = Topic(
    name="underfitting",
    cues=cues(r"""
        14 \bunderfit
        12 \b(?:bigger|larger|richer|stronger|more (?:complex|flexible|powerful)) model\b.*\bhelp\b
        10 better than (?:just |always |simply |every time )*(?:guess|predicting|chance|random|nothing|the baseline
        ...|a baseline|a coin)
        10 beats? (?:the |a )?baseline
        5 too simple|learns? nothing|can (?:not|hardly) (?:it |the model )?learn
        13 both (?:the )?(?:train|training)\b.*\blow\b
        13 (?:train|training) and (?:cross )?validation .*\b(?:low|bad|poor)\b
    """),
    examples=(
        "what is underfitting",
        "does my model underfit",
        "both train and validation scores are low",
        "is my model too simple",
    ),
    gist=_KINDS.gist,
    detail=_KINDS.detail,
    in_run=_KINDS.in_run,
    invitation="What is underfitting, and what helps against it?",
    run_invitation="Does my model underfit?",
    leads_to=("overfitting", "train_test_gap", "tree_depth_complexity", "more_trials_or_time"),
    suits=_has_scores,
    is_for_the_run=_KINDS.is_for_the_run,
)
