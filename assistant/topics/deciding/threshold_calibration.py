"""Where to cut a probability, and whether probabilities can be believed."""

from assistant.topics.deciding import calibration_in_run as belief
from assistant.topics.deciding import threshold_in_run as run
from assistant.topics.deciding import threshold_words as words
from assistant.topics.kinds_of_question import ANYTHING, Kind, Kinds, pattern, silent
from assistant.topics.topic import Topic
from assistant.understanding.route import cues
from models.record import RunRecord


def _has_probabilities(record: RunRecord) -> bool:
    return record.goal.task != "regression"


_KINDS = Kinds(
    (
        Kind(
            pattern(r"""
                \ball (?:\w+ )?(?:predictions?|rows|answers)\b.*\b(?:negative|positive|no|yes|same)\b
            """),
            words.GIST_OF_ALL_ALIKE,
            silent,
            run.say_cut,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                ^(?:are|is|did|do|does|were|was|could)\b.*\bweights?\b.*probabilit
            """),
            words.gist_of_bent,
            words.DETAIL_OF_BENT,
            run.say_bent,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                transform|\bback to\b|inflat|average predicted|response rate|hp:weights
                \bweights?\b.*probabilit|probabilit.*\bweights?\b
            """),
            words.gist_of_bent,
            words.DETAIL_OF_BENT,
            run.say_bent,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \b(?:platt|isotonic|temperature|sigmoid)\b|how (?:do|can|should|would|to)\b.*\b(?:re)?calibrat
                \bhow .*\b(?:fix|repair|correct)\b.*probabilit
            """),
            words.gist_of_methods,
            words.detail_of_methods,
            belief.say_temperature,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                ^(?:are|is|how)\b.*\b(?:(?:over|under) ?confident|too (?:sure|confident|extreme|mild|timid))
            """),
            words.GIST_OF_BELIEF,
            silent,
            belief.say_calibration,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \bonly (?:about |around |roughly )?(?:num|one|two|three|four|half|a (?:third|quarter|tenth|few))\b
                \b(?:over|under)(?: ?confident| ?estimat\w*)|\btoo (?:sure|confident|extreme|mild|optimistic)
                ^(?!are\b|is\b).*probabilit\w* .*\btoo (?:high|low)
                not (?:well )?calibrated|(?:badly|poorly|mis) ?calibrated
                \b(?:predict\w*|probabilit\w*|say|says|said)\b.*\b(?:wrong|off)\b
            """),
            words.GIST_OF_OFF,
            words.DETAIL_OF_OFF,
            belief.say_calibration,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                ^(?!.*(?:threshold|cut ?off)).*\bnum\b.*\bdo(?:es)? (?:that|it|this) (?:really )?mean\b
                ^(?!.*(?:threshold|cut ?off)).*\b(?:gave|gives?|got|gets?|scored?) (?:\w+ ){0,4}num\b.*\bwill\b
            """),
            words.GIST_OF_BELIEF,
            silent,
            belief.say_belief,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                ^(?!.*\b(?:after|before|why)\b.*calibrat).*calibrat
                ^(?!.*(?:threshold|cut ?off)).*how (?:sure|likely)
                trust|belie?v|reliab|(?:true|real|honest|accurate|correct) probabilit
                \b(?:if|when|where) (?:it|the model|my model|yours?) (?:says|predicts|gives|outputs)\b
                \b(?:in|out of) (?:num|ten|hundred)\b|\bnum (?:percent |% )?(?:it|that it|the model) (?:says|gives)
                ^(?!.*(?:threshold|cut ?off|classif|larger than|above|label)).*(?:probabilit\w* (?:of |is |mean|num))
                ^(?!.*(?:threshold|cut ?off)).*what does .*probabilit
            """),
            words.GIST_OF_BELIEF,
            words.DETAIL_OF_BELIEF,
            belief.say_belief,
        ),
        Kind(
            pattern(r"""
                \b(?:costs?|expensive|dear|worse)\b.*\b(?:into account|account for|consider\w*|aware|know)\b
            """),
            words.gist,
            silent,
            run.say_known_costs,
            is_for_the_run=True,
        ),
        Kind(
            pattern(r"""
                \b(?:costs?|expensive|dear)\b.*\bnum\b|\bnum\b.*\b(?:costs?|expensive|dear|times)\b|\bnum times\b
            """),
            words.gist,
            silent,
            run.say_threshold,
        ),
        Kind(
            pattern(r"""
                \b(?:phone|call|contact|mail|visit|check|review|afford|handle|inspect|treat)\b.*\bnum\b
                \bcapacity\b|\bbudget (?:for|of) num|\btop num\b|\bnum (?:calls|letters|customers|people|cases|slots)\b
            """),
            words.GIST_OF_CAPACITY,
            silent,
            run.say_capacity,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                \b(?:right|correct|good|best|sensible|always|usual|default|optimal)\b.*\b(?:threshold|cut ?off?)\b
                ^is num\b
                \b(?:should|shall|must|need to)\b.*\b(?:change|move|lower|raise|adjust)\b.*\b(?:threshold|cut ?off)
                \b(?:threshold|cut ?off)\b.*\b(?:right|correct|sensible|always|optimal)\b
            """),
            words.gist_of_the_right_one,
            silent,
            run.say_threshold,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                ^(?!.*\b(?:train|test\b)).*\b(?:legitimate|legit|allowed|cheat\w*|ok|okay|fair|valid|may i)\b
                \bcan i (?:just |simply )?(?:use|take|set|lower|raise|change|move)\b.*\b(?:threshold|cut ?off|num)\b
            """),
            words.gist_of_another,
            words.DETAIL_OF_ANOTHER,
            run.say_threshold,
            answers_first=True,
        ),
        Kind(
            pattern(r"""
                ^(?!.*probabilit).*\bwhy\b.*\b(?:low|high|half|num|threshold|cut ?off)\b
                \bwhy\b.*(?:threshold|cut ?off)
            """),
            words.gist_of_why,
            silent,
            run.say_threshold,
        ),
        Kind(
            pattern(r"""
                (?:threshold|cut ?off)\b.*\bnum\b.*\b(?:how many|more|fewer|happens?|change)\b
                \b(?:how many|more|fewer|happens?|change)\b.*(?:threshold|cut ?off)\b.*\bnum\b
            """),
            words.gist,
            words.detail,
            run.say_threshold,
            is_for_the_run=True,
        ),
        Kind(ANYTHING, words.gist, words.detail, run.say_threshold),
    )
)

THRESHOLD_CALIBRATION = Topic(
    name="threshold_calibration",
    cues=cues(r"""
        14 \bthreshold|\bcut ?off|\bcalibrat|where .*\bcut\b.*probabilit
        6 \bprobabilit|predicted (?:response )?rate|larger than num
        5 false (?:alarm|positive|negative)|missed \w+ cost
        14 \bnum (?:percent )?(?:\w+ ){0,3}will\b.*\bnum (?:of|in|out of) num
        14 \b(?:miss|misses|missed|missing|false alarms?|false negatives?|false positives?)\b.*\bcosts?\b|
        ...\bcosts?\b.*\b(?:missed|false alarms?|false negatives?|false positives?)\b
        10 \b(?:trust|believe|rely on|mean\w*) .*\bprobabilit|probabilit\w*.*\b(?:trust|believe|true|reliable|honest)
        8 \b(?:platt|isotonic|brier|reliability (?:curve|diagram))\b|temperature scaling
        9 \bnum (?:percent )?.*\b(?:right|true|correct|happens?)\b.*\bnum\b|\bnum out of num
        9 \ball (?:\w+ )?(?:predictions?|rows|answers) (?:are |is |come out )?(?:negative|positive|no|yes|the same)
        9 \b(?:model|it) (?:says|predicts|gives|outputs) num\b
        7 expected costs?|cost (?:ratio|matrix)
        15 predicted (?:response )?rate|\b(?:transform|convert|correct|map|scale)\b.*\b(?:back|probabilit)|
        ...\b(?:inflated|distorted) probabilit
    """),
    examples=(
        "where should i cut the probability",
        "why is the threshold not one half",
        "can i trust the predicted probabilities",
        "is the model calibrated",
        "may i use another threshold",
    ),
    gist=_KINDS.gist,
    detail=_KINDS.detail,
    in_run=_KINDS.in_run,
    invitation="Where should a probability be cut, and can it be believed?",
    run_invitation="From which probability on does my model say yes, and can its probabilities be believed?",
    leads_to=("imbalance", "prediction_uncertainty", "metric_choice"),
    suits=_has_probabilities,
    is_for_the_run=_KINDS.is_for_the_run,
)
