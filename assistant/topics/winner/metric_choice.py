"""Which score a model is judged by, and why."""

from assistant.topics.direct_answers import pattern
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, silent
from assistant.topics.topic import Topic
from assistant.topics.winner import metric_words as words
from assistant.topics.winner.metric_in_run import (
    say_another_winner,
    say_beyond_the_share,
    say_in_short,
    say_metric,
    say_mistakes,
    say_why,
    say_worth,
)
from assistant.topics.winner.rates_in_run import say_rates
from assistant.understanding.route import cues

_KINDS = Kinds(
    (
        Kind(
            pattern(r"""
                ^(?:what|how|show|give|tell|list|is|are)\b(?=.*\bprecision\b)(?=.*\brecall\b)
                ....*\b(?:my|our|the (?:best|final|winning|delivered)|this) (?:\w+ )?
                ...(?:model|run|classifier|result|winner|trial)\b
            """),
            words.gist,
            silent,
            say_rates,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                metric:r2.*\b(?:negative|below zero|minus|less than (?:zero|num))\b|\b(?:negative|minus) metric:r2
            """),
            words.GIST_OF_NEGATIVE_R2,
            words.DETAIL_OF_NEGATIVE_R2,
            say_in_short,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                ^(?!.*\b(?:macro|weighted|micro|winner|picked|trees)\b|.*metric:f1_macro).*metric:\w+.*\b(?:differs?|different|
                ...not (?:the )?same|mismatch|not match|does not agree)\b
                ^(?!.*weighted|.*metric:f1_macro).*\b(?:different|differs?)\b.*metric:\w+ (?:from|than|in|of|by)
            """),
            words.GIST_OF_DIFFERENT_VALUES,
            silent,
            say_in_short,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \b(?:another|other|different|same|else|changed?|still)\b.*\b(?:winner|win|won|first|podium|on top)\b
                \b(?:another|other|different|same|else|changed?|still)\b.*\b(?:best|chosen|order|ranking|leader)\b
                \b(?:another|other|different) (?:metric|score|measure)\b.*\b(?:pick\w*|choos\w*|chosen|
                ...select\w*|prefer\w*)
                \b(?:winner|order|ranking|choice|best \w+)\b.*\b(?:change|differ|be the same|be different|flip|hold)
            """),
            words.GIST_OF_ANOTHER_WINNER,
            silent,
            say_another_winner,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \bmetric:root_mean_squared_error\b.*\bmetric:mean_absolute_error\b
                \bmetric:mean_absolute_error\b.*\bmetric:(?:root_mean_squared_error|mse)\b
                \bmetric:mse\b.*\bmetric:mean_absolute_error\b
            """),
            words.GIST_OF_ERRORS,
            words.DETAIL_OF_ERRORS,
            say_in_short,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bmetric:roc_auc\b.*\bmetric:average_precision\b|\bmetric:average_precision\b.*\bmetric:roc_auc\b
                \bpr (?:curve|auc)\b.*\broc|\broc\b.*\bpr\b|precision recall (?:curve|auc)
                \bpr (?:curve|auc)?.*\bmetric:roc_auc|\bmetric:roc_auc\b.*\bpr\b
            """),
            words.gist_of_ranking_curves,
            silent,
            say_in_short,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                metric:\w+ .*\bmetric:\w+ .*\b(?:medal|winner|whom?|which (?:one|model|of)|believe|trust|right)
                metric:\w+ (?:says|prefers?|crowns?|picks?|likes?|wants?|favou?rs?|chooses?)\b.*metric:
                \bmetrics? (?:disagree|contradict|conflict)|best by metric:.*best by metric:
            """),
            words.gist_of_the_jobs,
            silent,
            say_in_short,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                ^(?!.*\b(?:tun\w*|optimi\w*|keep|maximi\w*)\b).*\b(?:good|bad|high|low|decent|acceptable)\b(?: \w+){0,2}
                ...(?: metric:\w+| score)
                (?:metric:\w+|scores?) (?:of |is |= )*num .*\b(?:good|bad|ok|enough)
                (?:is|are) (?:\w+ )?num (?:a )?(?:good|bad)
                (?:metric:\w+|scores?) of (?:my|this|the|that) (?:run|model|size)\b.*\b(?:good|bad|ok|enough)
                \b(?:is|are) (?:my|the|this|that|such an?) (?:metric:\w+|scores?|result)\b.*\b(?:good|bad|ok|okay|
                ...enough|useful)
            """),
            words.GIST_OF_GOOD,
            silent,
            say_worth,
        ),
        Kind(
            pattern(r"""
                \bwhy\b.*\b(?:you|optimized?|hp:optimizer|judged|used|chosen|board|client|boss|take|took|taken|picked)\b
                \b(?:why|how come)(?: on earth| is it| this| the| was)* (?:metric:\w+|metric)(?: \w+){0,2}$
                \b(?:board|client|boss|manager|customer)s?\b.*\b(?:understands?|knows?|percent|wants? metric:accuracy$)
            """),
            words.GIST_OF_WHY,
            silent,
            say_why,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \bmetric:accuracy\b.*\b(?:just|only|merely|simply|because)\b.*\b(?:most|majority|mostly|largest|common|share|rare)\b
            """),
            words.GIST_OF_ACCURACY,
            silent,
            say_beyond_the_share,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \bmetric:accuracy\b.*\b(?:why|bad|wrong|not|mislead\w*|problem|good|enough|best)\b
                \b(?:why|bad|wrong|not|mislead\w*|problem|good|enough|best)\b.*\bmetric:accuracy\b
            """),
            words.GIST_OF_ACCURACY,
            silent,
            say_in_short,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \b(?:which|what) class(?:es)?\b.*\b(?:wrong|mistakes?|confus\w*|miss\w*|worst|hardest|bad)
                \b(?:most (?:often|frequent\w*)|kinds? of|what) (?:mistakes?|errors|confus\w*)\b|confusion matrix
            """),
            words.gist,
            silent,
            say_mistakes,
            is_for_the_run=True,
        ),
        Kind(ANYTHING, words.gist, words.detail, say_metric),
    )
)

METRIC_CHOICE = Topic(
    name="metric_choice",
    cues=cues(r"""
        10 \b(?:judged|scored|evaluated|measured|ranked|rated|assessed|optimize) (?:by|with|on|using|for|
        ...in) (?:the )?(?:metric:|score)
        8 \b(?:optimize|optimizing|maximize|minimize) (?:for )?metric:|\bmetric:\w+ (?:the )?right
        7 \b(?:which|what|why|right|best|other|another|different|choose|change)\b.*\b(?:metrics?|scoring|
        ...evaluation measure|performance measure)\b
        6 \bmetrics?\b
        12 \b(?:which|what) class(?:es)?\b.*\b(?:wrong|mistakes?|errors?)\b
        60 ^(?!.*\b(?:draw|plot|show|chart|trials?|other)\b).*\bconfusion (?:matrix|matrices|table)
        8 \b(?:why|what|explain|define|describe|use|using|choose|pick|prefer|with) (?:is |was |are |does |do |
        ...not |did |it |you |i |we |the |a |an |to |my |use |choose )*metric:\w+
        7 \bmetric:\w+ (?:and|or|vs|with|instead|rather|than)\b.*\bmetric:\w+
        7 \bmetric:\w+ (?:mean|means|good|bad|the best|a good|not|best|high|low|measure|tell|say|score mean)
        6 \b(?:is|are) (?:a |an |the |my )?metric:\w+
        5 \bmetric:\w+.*\b(?:mean|means|measure|metric|used|chosen|differs?|good|best)\b
        3 \bmetric:\w+
        5 \bmeasure\b.*\b(?:assess|performance|quality|classification|regression)|\bwhat (?:is|does) (?:the |my |
        ...this )?score mean
        5 \bhow (?:is|was|are) (?:the |my |it |this )?(?:score|scored|judged|measured|evaluated)
        -3 \b(?:train|training)\b.*\b(?:validation|test)\b|\bnum\b.*\bnum\b|\boverfit|\bgap\b
    """),
    examples=(
        "why is accuracy not a good metric",
        "what does roc auc mean",
        "which metric should i use",
        "why was log loss used",
        "should i use rmse or mae",
    ),
    gist=_KINDS.gist,
    detail=_KINDS.detail,
    in_run=_KINDS.in_run,
    invitation="Which metric should a model be judged by?",
    run_invitation="Which metric is my run judged by, and why?",
    leads_to=("cross_validation", "compare_models", "overfitting"),
    is_for_the_run=_KINDS.is_for_the_run,
)
