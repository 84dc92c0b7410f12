"""Folds: what they are for, how many, which kind, and what is delivered afterwards."""

from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent
from assistant.topics.topic import Topic
from assistant.topics.truth import cross_validation_words as words
from assistant.topics.truth import folds_in_run as of_run
from assistant.topics.truth.leak_sentences import DETAIL_OF_RELATIVES, GIST_OF_RELATIVES
from assistant.topics.truth.nested_in_run import untouched
from assistant.topics.truth.nested_words import ASKS_WHETHER_UNTOUCHED, GIST_OF_UNTOUCHED
from assistant.understanding.route import cues

_KINDS_OF_QUESTION = Kinds(
    (
        Kind(
            pattern(r"""
                \b(?:respect\w*|shuffl\w*|order)\b.*\b(?:dates?|time|future|past)\b|column: date
            """),
            words.GIST_OF_TIME,
            silent,
            of_run.time,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                ^(?:was|were|is|are) (?:my|the|your?) (?:cross validation|folds?|split)\b.*(?:stratif|group|shuffl)
            """),
            words.GIST_OF_STRATA,
            silent,
            of_run.in_run,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \b(?:same|one|each) (?:person|individual|patient|customer|group|household|machine)s?\b|\bgroup(?:ed)?\b
            """),
            GIST_OF_RELATIVES,
            DETAIL_OF_RELATIVES,
            of_run.relatives,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                time series|\btime (?:order|split)|chronolog|\bin time\b|\b(?:the )?(?:future|past)\b|forecast
                \bper (?:day|week|month|quarter|year)\b|\b(?:daily|weekly|monthly|yearly)\b|forward chain
            """),
            words.GIST_OF_TIME,
            words.DETAIL_OF_TIME,
            of_run.time,
            answers_first=True,
        ),
        Kind(
            ASKS_WHETHER_UNTOUCHED,
            GIST_OF_UNTOUCHED,
            silent,
            untouched,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \b(?:cross validation|folds?)\b.*\btrain(?:ing)? (?:set|data|part|rows)\b.*\b(?:or|all|whole|full)\b
                \b(?:cross validation|folds?)\b.*\b(?:all|whole|full|entire)\b.*\bor\b.*\b(?:train|training|part)\b
            """),
            words.GIST_OF_WHICH_ROWS,
            silent,
            of_run.which_rows,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \b(?:test|hold ?out)\b.*\b(?:differ\w*|lower|higher|worse|better|below)\b.*\b(?:cross validation|folds?)
                \bcross validation\b.*\b(?:differ\w*|lower|higher|worse|better|below)\b.*\b(?:test|hold ?out)
            """),
            words.GIST_OF_TWO_SCORES,
            silent,
            of_run.against_other_rows,
        ),
        Kind(
            pattern(r"""
                ^(?:did|do|does|was|were|is|are|has|which|on which|how many) .*\b(?:my|your?|this|our)\b.*\bfinal model
                ^(?:did|was|were|is|are|has|have) .*\b(?:my|this|our|your?)\b.*\b(?:train|fit|refit)\w* on all
            """),
            words.gist_of_delivery,
            silent,
            of_run.delivery,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                leave one out|\bloo(?:cv)?\b
            """),
            words.gist_of_leaving_one_out,
            silent,
            of_run.number,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                same (?:ones|folds?|splits?)|folds?\b.*\bfor (?:every|all|each) (?:model|trial|famil)
            """),
            words.GIST_OF_SAME_FOLDS,
            silent,
            of_run.in_run,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \b(?:scores?|results?|metric:\w+)\b.*\b(?:each|every|per|single|individual|all) (?:of the )?folds?
                \bfold by fold\b|\b(?:each|every) folds?\b.*\b(?:scores?|results?|metric:\w+)\b
                ^which fold\b.*\b(?:worst|best|poorest|lowest|highest|weakest|strongest)\b
                ^how (?:different|far|similar|equal|much|stable|consistent|close)\b.*\b(?:did|was|were)\b.*\bfolds?\b
            """),
            words.GIST_OF_SPREAD,
            silent,
            of_run.by_fold,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \bsplit\w*\b.*\b(?:too good|flatter\w*|inflat\w*|optimistic|mistake|wrong|trust\w*|affect\w*)\b
            """),
            words.GIST_OF_TRUST,
            silent,
            of_run.trusted,
        ),
        Kind(
            pattern(r"""
                \bhow many rows\b.*\bfolds?\b|\bfolds?\b.*\bhow many rows\b|\brows in (?:each|every|a) fold
            """),
            words.gist_of_number,
            silent,
            of_run.rows_of_a_fold,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \b(?:stable|stability|steady|consisten\w+|robust)\b.*\bfolds?
                \bfolds?\b.*\b(?:stable|steady|agree|consisten\w+)\b
            """),
            words.GIST_OF_SPREAD,
            silent,
            of_run.by_fold,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \b(?:scores?|folds?|results?)\b.*\b(?:vary|varies|differ|swing|jump|spread|scatter|range)\b
                between num and num
                \b(?:std|standard deviation|variance|spread|scatter)\b.*\b(?:folds?|cross validation)
            """),
            words.GIST_OF_SPREAD,
            silent,
            of_run.by_fold,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bshuffl
            """),
            words.GIST_OF_SHUFFLING,
            silent,
            of_run.plan,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \brepeated\b|repeats? (?:of )?(?:the )?(?:folds|cross)|\brepeat(?:ing)? (?:the )?(?:folds|cross|k fold)
            """),
            words.GIST_OF_REPEATS,
            silent,
            of_run.plan,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                train test split|\b(?:single|one|simple) split|train and test split|hold ?out (?:or|vs|versus|instead)
            """),
            words.GIST_OF_ONE_SPLIT,
            silent,
            of_run.plan,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \b(?:need|keep|want|have)\b.*\b(?:test|hold ?out) (?:set|table|rows|data)
                \btest (?:set|table|rows|data)\b.*\b(?:already|still|besides|as well)\b
            """),
            words.GIST_OF_BOTH,
            silent,
            of_run.delivered_score,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \b(?:lose|losing|waste|wasted|spare)\b.*\b(?:hold ?out|test (?:set|table|rows|data))
                how (?:big|large|many|much)\b.*\b(?:hold ?out|test (?:set|table))
            """),
            words.GIST_OF_SPARING,
            silent,
            of_run.plan,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bone fold (?:is|has|was|scores?|got)\b(?! model)|\bnum and the other
                \b(?:folds?|one of (?:those|them|these))\b.*\b(?:lower|worse|outlier|odd|bad|off)\b
                \b(?:lower|worse|bad|odd|outlier)\b.*\bfolds?\b|\bfolds?\b.*\b(?:worst|lowest)\b
            """),
            words.GIST_OF_ONE_FOLD,
            words.DETAIL_OF_ONE_FOLD,
            of_run.by_fold,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                ^(?:how many|which) folds (?:were|was|did|are) (?:\w+ )?(?:used?|made|there|it|you)\b
                ^how was the data split
                ^why (?:not |only |just )?(?:num|column:|so (?:many|few))|why (?:did|do|does) .*\bnum folds
                \b(?:my|this) run\b.*\b(?:num|enough|more) folds
                \bfolds\b.*\b(?:did|does) (?:the service|you|my run|it) (?:use|take)
                \bhow (?:many times|often) (?:was|is|were) (?:each|every|a|the) (?:trial|configuration|model)
            """),
            words.gist_of_number,
            words.detail_of_number,
            of_run.why_this_number,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                final model|which fold|deploy|average of|\b100 ?%|num % of|on num of|re ?fit|independent models
                create my
                \b(?:all|whole|full|entire) (?:of )?(?:the |my )?(?:data|rows|table|dataset)|refers? to
                one fold is model
            """),
            words.gist_of_delivery,
            words.detail_of_delivery,
            of_run.delivery,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \b(?:prevent|ensure|avoid|reduce|guarantee|protect|remove|replace)\w*\b|overfit
            """),
            words.gist_of_prevention,
            words.DETAIL_OF_PREVENTION,
            of_run.prevention,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bstratif
            """),
            words.GIST_OF_STRATA,
            silent,
            of_run.in_run,
        ),
        Kind(
            pattern(r"""
                how many|number of (?:folds|splits)|choose (?:the )?k\b|larg|more folds|leave one out|\bloo\b|\benough\b
                fewer folds|k fold or|num folds|num fold or num|num or num|\bwould num\b|which k\b|what k\b|\bk of\b
            """),
            words.gist_of_number,
            words.detail_of_number,
            of_run.number,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                ^(?:so )?what (?:is|are|does)\b|define|explain|meaning|how does .*\bwork|^\W*cross validation\W*$
            """),
            words.gist,
            words.detail,
            of_run.plan,
        ),
        Kind(ANYTHING, words.gist_of_practice, words.detail, of_run.in_run),
    )
)

CROSS_VALIDATION = Topic(
    name="cross_validation",
    cues=cues(r"""
        12 \bwhich fold\b
        7 \b(?:train|trained|fit|fitted|learn|learned|refit)\b.*\b(?:on|with) (?:all|every|the whole|the full|
        ...the entire)(?: of)?(?: the| my)? (?:data|rows|table|dataset|training)
        8 \bfinal model\b.*\b(?:all|fold|folds|data|rows|fitted|trained)\b
        6 \bcross validation\b
        6 \bfolds?\b|\bk fold\b|\bstratif|\bkfold\b
        6 \bhow (?:was|is|were|are|do|did|should) .*\b(?:split|divided|partition|held back|hold ?out)\b
        6 \b(?:number of|how many) (?:splits|folds)|\bsplit (?:my|the) (?:data|rows|table|dataset)
        5 \b(?:average|mean) of the (?:num )?(?:models|folds)|\bfinal model on\b|\b100 ?% of the data
        6 \bhold ?out\b|\bgroup k fold|\bgrouped\b|\btime series split
        12 \b(?:same|one|each) (?:person|individual|patient|customer|group|household|machine)s?\b.*\b(?:both|
        ...folds?|splits?|train)
        -3 \boverfit|\bcompar|\bnested\b
    """),
    examples=(
        "what is cross validation",
        "how many folds should i use",
        "why 5 folds",
        "how was my data split",
        "which fold is used for the final model",
    ),
    gist=_KINDS_OF_QUESTION.gist,
    detail=_KINDS_OF_QUESTION.detail,
    in_run=_KINDS_OF_QUESTION.in_run,
    invitation="What is cross-validation, and how many folds do I need?",
    run_invitation="How was my table split into folds, and why so?",
    leads_to=("nested_cv_selection_bias", "compare_models", "overfitting", "small_data"),
    is_for_the_run=_KINDS_OF_QUESTION.is_for_the_run,
)
