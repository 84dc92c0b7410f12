"""The winner's score is too good: why, by how much, and what is reported instead."""

from assistant.evidence.trials import completed
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent
from assistant.topics.topic import Topic
from assistant.topics.truth import nested_in_run as of_run
from assistant.topics.truth import nested_words as words
from assistant.topics.truth.choosing_sentences import (
    detail_of_choosing,
    gist_of_choosing,
    say_choosing,
    yes_to_choosing,
)
from assistant.topics.truth.short_questions import short
from assistant.understanding.route import cues
from models.record import RunRecord


def _has_scores(record: RunRecord) -> bool:
    return bool(completed(record))


_KINDS = Kinds(
    (
        Kind(
            pattern(r"""
                \b(?:select|chose|choos|pick|filter|kept|keep)\w*\b.*\b(?:features?|columns|variables|predictors)\b
                (?:feature|column|variable) selection
            """),
            words.GIST_OF_SELECTING,
            silent,
            of_run.column_choice,
            answers_first=True,
        ),
        Kind(
            words.ASKS_WHETHER_HELD_OUT,
            words.GIST_OF_UNTOUCHED,
            silent,
            of_run.held_out,
            is_for_the_run=True,
        ),
        Kind(
            words.ASKS_WHETHER_UNTOUCHED,
            words.GIST_OF_UNTOUCHED,
            silent,
            of_run.untouched,
            is_for_the_run=True,
        ),
        Kind(
            short(r"""
                \b(?:test|hold ?out)\b.*\b(?:to )?(?:choos\w*|pick\w*|select|selecting|decid\w*|compar\w*)\b
                \b(?:choos|pick|select|decid)\w*\b.*\b(?:on|by|with|using) (?:the |my )?(?:test|hold ?out)
            """),
            words.gist_of_finalists,
            silent,
            of_run.price,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                overkill|\bnested\b.*(?:\b\d+k\b|\bmillion|\blarge|\bhuge|\bbig\b|many rows|\bworth)
            """),
            words.gist_of_large_tables,
            silent,
            of_run.check,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bnum (?:configurations|trials|settings|models|combinations|candidates|tries|attempts)\b
            """),
            words.gist_of_many,
            silent,
            of_run.of_another_number,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bcan (?:you|i|we|one|it|tuning|search\w*)\b.*\boverfit|overfit (?:by|from|through|while|when)
            """),
            yes_to_choosing,
            detail_of_choosing,
            say_choosing,
            answers_first=True,
        ),
        Kind(
            short(r"""
                already (?:trained|fitted|seen)|than in the grid|re ?fit
            """),
            words.GIST_OF_REFIT,
            silent,
            of_run.fitted_again,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \b(?:test|hold ?out)\b.*\b(?:lower|worse|below|less|drop\w*|different)\b.*\b(?:cross|folds?)
                \bcross validation\b.*\b(?:num|score|metric:\w+)\b.*\btest\b
            """),
            words.gist_of_below,
            silent,
            of_run.below,
            answers_first=True,
        ),
        Kind(
            short(r"""
                same folds?|\b(?:separate|locked|own|extra|untouched) (?:test|hold ?out)
                \btest (?:set|table|rows)\b|hold ?out
            """),
            words.gist_of_test_rows,
            silent,
            of_run.below,
            answers_first=True,
        ),
        Kind(
            short(r"""
                outer .*(?:select|choos|chose|pick|differ)|compar.*(?:nested|outer)|(?:nested|outer).*compar
            """),
            words.gist_of_comparing,
            words.detail_of_comparing,
            of_run.check,
            answers_first=True,
        ),
        Kind(
            short(r"""
                nested.*\b(?:which|final model|final|determine|pick|choose|best|report)|(?:which|final|pick).*nested
            """),
            words.gist_of_picking,
            words.detail_of_picking,
            of_run.check,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                (?:corrected|honest|expected) .*\b(?:higher|better|greater|above)\b|negative optimism
            """),
            words.GIST_OF_HIGHER,
            silent,
            of_run.price_and_check,
            answers_first=True,
        ),
        Kind(
            short(r"""
                cheat|lottery|^(?:is|are|was) .*\bhonest\b|\bfair\b|\bfool|\bcherry
            """),
            words.gist_of_cheating,
            silent,
            of_run.price_and_check,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \breport|\bquote|\bpresent\b|committee|\bput before|which (?:number|score|one|do i)|same model
            """),
            words.gist_of_reporting,
            silent,
            of_run.reporting,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \bbbc\b|bootstrap|bias corrected|\bcorrect(?:ed|ion)\b
            """),
            words.gist_of_correction,
            silent,
            of_run.price_and_check,
            answers_first=True,
        ),
        Kind(
            short(r"""
                \b(?:tun|optimi|default|search|hyper)\w*\b.*\b(?:down|dwn|lower|worse|decreas\w*|drop\w*|fell|reduced)\b
                \b(?:down|dwn|lower|worse|decreas\w*|drop\w*|fell|reduced)\b.*\b(?:tun|optimi|default|search|hyper)
                \bscores? (?:\w+ )?(?:down|dwn|drop\w*|fell|decreas\w*)
            """),
            words.GIST_OF_FALLING,
            words.DETAIL_OF_FALLING,
            of_run.fallen,
            is_for_the_run=True,
        ),
        Kind(
            short(r"""
                referee|reviewer|insist|\bone loop\b
            """),
            words.gist_of_one_loop,
            words.detail_of_nesting,
            of_run.check,
            answers_first=True,
        ),
        Kind(
            short(r"""
                ^(?:and )?(?:what (?:is|are|does)|explain|define|how (?:does|do)|is|do|does|why|when)\b.*\bnested\b
                ^nested|^inner|^outer
            """),
            words.gist_of_nesting,
            words.detail_of_nesting,
            of_run.price,
            answers_first=True,
        ),
        Kind(
            pattern(r"\bnested\b|inner (?:and outer|fold|loop)|outer (?:fold|loop)"),
            gist_of_choosing,
            words.all_of_nesting,
            of_run.check,
        ),
        Kind(ANYTHING, gist_of_choosing, detail_of_choosing, say_choosing, is_for_the_run=True),
    )
)

NESTED_CV_SELECTION_BIAS = Topic(
    name="nested_cv_selection_bias",
    cues=cues(r"""
        14 \bnested\b|selection bias|winners? (?:is )?curse
        13 \b(?:score|number|figure|result)\b.*\breport\b|\breport\b.*\b(?:score|number|figure)\b
        9 \btr(?:ied|ying) (?:so |too )?(?:many|num)\b
        6 \boptimis(?:m|tic)|optimistically
        8 \bbbc\b|bias corrected|corrected score
        7 \b(?:score|result|winner|metric:\w+)\b.*\bluck(?:y)?\b|\bluck(?:y)?\b.*\b(?:score|result|winner)\b
        8 luck(?:y)? (?:from|of|because|by)? ?(?:trying|having tried)|just luck from|tried (?:so )?many
        6 honest score|corrected for|expect(?:ed)? (?:score )?on new
        20 \b(?:trying|testing|comparing) more (?:\w+ ){0,2}(?:settings|configurations|models)\b.*\bscores?\b
        8 score (?:went|got|goes|is) (?:down|dwn|lower|worse)|(?:down|dwn|lower|worse) after (?:tun|optimi)
        14 overfit by (?:tuning|searching|choosing)
        8 overfit the (?:validation|cross)
        13 \b(?:test|hold ?out)\b.*\b(?:lower|worse|below|less|drop\w*)\b.*\bcross validation\b
        13 \bcross validation\b.*\bnum\b.*\btest\b.*\bnum\b
        13 \bsame folds?\b.*\b(?:tun|estimat|search|final)|\b(?:separate|extra|own|untouched) (?:test|hold ?out)
        13 outer (?:iteration|fold|loop)
        14 \balready (?:trained|fitted)\b.*\b(?:grid|search|optimi)
        6 \balready trained\b
        14 \b(?:choos|pick|select|decid)\w*\b.*\b(?:on|by|with|using|from) (?:the |my )?test (?:scores?|set|rows|data)
        14 \b(?:use|using) (?:the |my )?test (?:scores?|set|rows|data)\b.*\b(?:to|for) (?:choos|pick|select|decid|tun)
        14 ^(?:was|were|is|are) there\b.*\b(?:separate|locked|own|extra|untouched) (?:test|hold ?out)
    """),
    examples=(
        "what is nested cross validation",
        "how much of my best score is luck from trying many settings",
        "why is the corrected score lower",
        "what is selection bias in tuning",
        "is the score of the winner too optimistic",
    ),
    gist=_KINDS.gist,
    detail=_KINDS.detail,
    in_run=_KINDS.in_run,
    invitation="Why is the score of the best of many models too optimistic?",
    run_invitation="How much of my best score is luck from trying many settings?",
    leads_to=("overfitting", "compare_models", "cross_validation", "more_trials_or_time"),
    suits=_has_scores,
    is_for_the_run=_KINDS.is_for_the_run,
)
