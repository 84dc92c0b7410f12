"""Which columns matter, how that is measured, and what it does not say."""

from assistant.evidence.trials import completed
from assistant.topics.direct_answers import pattern
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, silent
from assistant.topics.topic import Topic
from assistant.topics.winner import column_words as words
from assistant.topics.winner import columns_in_run as run
from assistant.understanding.route import cues
from models.record import RunRecord


def _has_a_result(record: RunRecord) -> bool:
    return bool(completed(record))


_KINDS = Kinds(
    (
        Kind(
            pattern(r"""
                ^(?!.*\b(?:cover|weight)\b).*\b(?:gain|split|impurity)\b.*\b(?:disagree|differ|contradict|lying|lies|wrong|believe|trust)
                \b(?:disagree|differ|contradict)\w*\b.*\b(?:gain|split|impurity)\b
            """),
            words.gist_of_a_quarrel,
            silent,
            run.tell_asked,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bmany (?:\w+ )?(?:values|categories|levels)|\bhigh cardinality|\bcardinality|\bunique values
                \b(?:id|zip ?code|postal)\w*\b.*\b(?:top|important|first|matter)
            """),
            words.gist_of_many_values,
            silent,
            run.tell_asked,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bprove[sn]?\b|\bproof\b
            """),
            words.GIST_OF_PROOF,
            silent,
            run.tell_asked,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bpasswords?\b|\bsecrets?\b|\bapi key|\btokens?\b|\bssn\b|social security
            """),
            words.GIST_OF_SECRETS,
            silent,
            run.tell_asked,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \b(?:bin|bucket|round|simplify|merge|group|anonymi[sz]e|blur)\b
            """),
            words.GIST_OF_BINNING,
            silent,
            run.tell_asked,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \b(?:split|gain|cover|gini|impurity)\b
            """),
            words.gist_of_counting,
            silent,
            run.tell_asked,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                negative (?:feature |column )?importance|importances? (?:is |are |be )?(?:negative|below zero)
            """),
            words.GIST_OF_NEGATIVE,
            silent,
            run.tell_dispensable,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                ^(?!.*\b(?:but|disagree|differs?|different|slow|sum|add up|plot|right)\b).*
                ...(?:\bshap\b.*\b(?:or|vs|and)\b
                ...|\b(?:or|vs|and|between)\b.*\bshap\b|what (?:is|are) .*\bshap\b)
            """),
            words.gist_of_shap,
            silent,
            run.tell_asked,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \bwhy (?:is|are|does|do)\b.*column:.*\b(?:important|most|first|top|matters?)\b
            """),
            words.GIST_OF_WHY,
            silent,
            run.tell_why,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \bhow many (?:\w+ )?(?:features?|columns?|variables?|inputs?)\b.*\b(?:uses?|used|relies|rely|needs?)\b
            """),
            words.GIST_OF_COUNT,
            silent,
            run.tell_count,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \b(?:depend|rel(?:y|ies)|hang|lean)s?\b.*\b(?:one|single|too much)\b|\bdominat
            """),
            words.GIST_OF_ONE,
            silent,
            run.tell_why,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \border of (?:the |my )?(?:features?|columns?|variables?|importances?)\b
                \b(?:sure|certain)\b.*\b(?:order|rank\w*)\b
            """),
            words.GIST_OF_ORDER,
            silent,
            run.tell_order,
        ),
        Kind(
            pattern(r"""
                ^(?!.*\b(?:should|gain|shap)\b).*
                ...\b(?:which|what|train\w*|test|held|validation) (?:rows|data|set|part|or test)\b
            """),
            words.GIST_OF_ROWS,
            silent,
            run.tell_rows,
        ),
        Kind(
            pattern(r"""
                direction|\bsign\b|positive|negative|weight on|predicted probability|increase|raises?\b
                \b(?:more|less) of it\b|up or down
                \b(?:one|single|each|this|a) (?:row|prediction|customer|person|case)\b
            """),
            words.gist_of_direction,
            words.detail_of_direction,
            run.tell_direction,
        ),
        Kind(
            pattern(r"""
                correlat|\bcaus|collinear|related|redundant
            """),
            words.GIST_OF_CAUSES,
            silent,
            run.tell_all,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \b(?:was|were|got|been|did|has|have)\b.*\b(?:dropped|left out|removed|excluded|thrown (?:away|out))\b
            """),
            words.gist,
            silent,
            run.tell_ranking_and_dropped,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \b(?:drop\w*|remov\w*|(?:leave|leaving|left|take) out|without|exclud\w*|los\w+)\b.*
                ...\b(?:most important|top|best|strongest|first|main) (?:feature|column|variable|predictor|input)\b
                ^(?!.*\bwhich\b).*\b(?:most important|top|best|strongest|main) (?:feature|column|variable|predictor)\b
                ....*\b(?:drop\w*|removed|left out|missing|gone|without|unavailable|not available)\b
            """),
            words.GIST_OF_WITHOUT_THE_FIRST,
            silent,
            run.tell_without_the_first,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                ^(?!.*\b(?:i|we) (?:drop|remove)|.*\b(?:hurts?|harm|keep)\b).*
                ...\b(?:drop|remove|leave out|thro\w* (?:away|out))\b
                \b(?:which|what|any|are|is|how many)\b.*\b(?:without|useless|unimportant|irrelevant|least important)\b
            """),
            words.GIST_OF_DROPPING,
            silent,
            run.tell_dispensable,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \b(?:measured|computed|calculated|how do you|how is|how are|method)\b
            """),
            words.gist,
            words.detail,
            run.tell_all,
        ),
        Kind(
            pattern(r"""
                \b(?:which|whose) (?:\w+ )?(?:features?|columns?|variables?|inputs?|predictors?|factors?)\b
                \bwhat (?:are )?(?:the )?(?:\w+ )?(?:features|columns|variables|inputs|predictors|factors)\b
                \b(?:top|most|rank\w*|list|drivers?|matters?|key|influen\w+|strongest|role)\b|column:
            """),
            words.gist,
            words.detail,
            run.tell_asked,
            is_for_the_run=True,
        ),
        Kind(ANYTHING, words.gist, words.detail, run.tell_if_meant),
    )
)

FEATURE_IMPORTANCE = Topic(
    name="feature_importance",
    cues=cues(r"""
        8 (?:which|what) (?:features?|columns?|variables?|inputs?|predictors?|column:)(?= )
        4 (?:which|what) (?:features?|columns?|variables?|inputs?|predictors?|column:)$
        9 features? importan
        9 importan\w+ (?:of )?(?:the |a |an |each |one |my )?(?:features?|columns?|variables?|column:)
        9 (?:features?|columns?|column:).* importan|\bshap\b|permutation importance
        8 column: .*(?:matter|influence|affect|important|role|used)|(?:role|influence|effect) of column:
        9 \bimportant (?:is|are|was|were) .*(?:features?|columns?|variables?)\b|\bimportant (?:is|was) (?:the )?column:
        14 (?:features?|columns?|variables?)\b.*\b(?:remove|drop|leave out|throw away|get rid)
        8 (?:features?|columns?|variables?)\b.*\b(?:redundant|correlated|collinear)
        8 \bimportan\w+\b.*\bcaus|\bcolumn: .*\bcaus|\bcaus\w* .*column:
        10 negative importance|\bimportances?\b.*\b(?:trust|reliab|stable|folds)|\btrust\w* .*\bimportance
        9 (?:features?|columns?|variables?)\b.*\b(?:un)?important
        6 \bdrivers?\b|most influential
        22 \bcolumn:.*\b(?:raises?|lowers?|increases?|decreases?|reduces?)\b.*\b(?:probabilit\w*|chance|risk|predict\w*)
        14 \b(?:gain|split|weight|cover)\b.*\b(?:gain|split|weight|cover)\b.*\b(?:rank|import)\w*
        20 \border of (?:the |my )?(?:features?|columns?|variables?)
        12 \bhow many (?:\w+ )?(?:features?|columns?|variables?|inputs?)\b.*\b(?:uses?|relies|rely)\b
        20 ^(?!.*\b(?:trials?|hyperparameters?|settings?)\b).*\bimportances?\b.*\b(?:rows|train\w*|test|held)\b
    """),
    examples=(
        "which columns matter most",
        "what are the most important features",
        "what is the feature importance",
        "which features could i leave out",
    ),
    gist=_KINDS.gist,
    detail=_KINDS.detail,
    in_run=_KINDS.in_run,
    invitation="What does the importance of a column tell?",
    run_invitation="Which columns matter most?",
    leads_to=("data_leakage", "prediction_uncertainty", "hyperparameter_importance", "why_this_model"),
    suits=_has_a_result,
    is_for_the_run=_KINDS.is_for_the_run,
)
