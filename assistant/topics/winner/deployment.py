"""Using, exporting, refitting and monitoring a model: kinds of questions, and what of the run belongs to each."""

import re
from collections.abc import Callable, Mapping

from assistant.draft import Draft
from assistant.topics.topic import Topic
from assistant.topics.winner import deployment_words as words
from assistant.topics.winner.model_at_hand import (
    say_checked,
    say_model,
    say_needs,
    say_none,
    say_promise,
    say_speed,
    say_watched,
)
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord


def say_odd_rows(draft: Draft) -> None:
    """Say what becomes of categories, empty cells and columns that training did not have."""
    draft.say(
        "It does not crash: a category that training never saw counts as unknown, and the answer carries a warning",
        "that names it; the prediction for such a row is less reliable. An empty cell is a missing value, which every",
        "family takes. A column that the model needs and that is not there",
        "is an error that names it; columns that training did not have are ignored, with a warning.",
    )
    draft.say(
        "Count how often it happens. Many new categories are a sign that the rows are not those of training any more:",
        "check the true score on labeled rows, and refit on a table that has them.",
    )


# Who tells of trouble asks for its cause, and not for what is offered.
_NO_TROUBLE = (
    r"^(?!.*\b(?:\w*errors?|\w*warnings?|exceptions?|attribute\w*|unpickl\w*|differ\w*|mismatch\w*|dumm\w+|fewer|again"
    r"|disagree\w*|safe\w*|secur\w+|stable|random|untrained|serializ\w*)\b).*"
)
_ODD_ROWS = (
    r"\b(?:new|unseen|unknown) (?:\w+ )?(?:category|categories|levels?|values?)|never (?:seen?|saw)"
    r"|\b(?:missing|extra) (?:columns?|values?)|not in (?:the )?training|has not seen"
)
_ELSEWHERE = (
    r"\b(?:another|other|different|new) (?:countr(?:y|ies)|regions?|shops?|stores?|sites?|hospitals?|cit(?:y|ies)"
    r"|markets?|compan(?:y|ies)|branch(?:es)?|populations?|customer groups?)\b"
)
# What a question is after, by its words, the first that fits: a pattern, and the answer.
_KINDS: tuple[tuple[str, Callable[[Draft], None]], ...] = (
    (
        r"^(?!.*\b(?:small\w*|size|large|big|limit|shrink)\b).*(?:kubernetes|\bk8s\b|istio|\bdocker|container|helm|sidecar|openshift|aws|azure|gcp|cloud)",
        words.container,
    ),
    (_ELSEWHERE, words.elsewhere),
    (
        r"\bready\b|go(?:ing)? live\b.*\b(?:ok|safe|now)|no more checks|\bsafe to (?:deploy|ship|use)|good enough",
        words.ready,
    ),
    (
        r"fold models?|on everything|on all (?:the |my )?(?:rows|data)|on the (?:whole|full)|all (?:the )?data",
        words.all_rows,
    ),
    (
        r"shadow|a/b|\bab test|roll ?(?:out|back)|canary|old (?:model|one)|side by side|switch(?:ing)? models",
        words.rollout,
    ),
    (
        _NO_TROUBLE + r"(?:\border\b|payload|request body|what (?:do|should|must) i send|\bcurl\b|\bjson\b"
        r"|\b(?:which|what) (?:columns|inputs|fields|features)\b.*\b(?:must|needs?|needed|required|send)\b)",
        words.payload,
    ),
    (
        _NO_TROUBLE
        + r"(?:\bonnx|pmml|pickle|joblib|\bjava\b|javascript|c\+\+|mobile|android|\bios\b|\bformat|coreml|tflite)",
        words.formats,
    ),
    (
        _NO_TROUBLE + r"(?:pre ?process|same (?:steps|encoding|scaling|transform)|\braw\b"
        r"|\b(?:encode|scale|clean|prepare|impute)\b)",
        words.preparation,
    ),
    (
        _NO_TROUBLE
        + r"(?:\bscript\b|\b(?:load|export|save|store) (?:the|this|my|it|a|our)\b|to (?:a |one )?files?\b|notebook)",
        words.load_it,
    ),
    (_NO_TROUBLE + r"(?:\bversions?\b|dependenc|librar|which python|requirements)", words.versions),
    (_ODD_ROWS, say_odd_rows),
    (
        (
            r"\bmonitor|watch|alert|alarm|degrad|decay|notice|\btell when|\bknow when|become worse"
            r"|get(?:s|ting)? worse(?! (?:results?|scores?|than))|\b(?:see|detect\w*|recogni[sz]e|spot)\b.*\bdrift"
        ),
        words.monitor,
    ),
    (
        (
            r"^(?!.*\b(?:exactly|outside|only|everything|scratch|continu\w+|increment\w+|history|window|weights?)\b).*"
            r"(?:re ?train|\brefit|updat\w+ (?:the |my )?model|keep .*up to date"
            r"|how often .*\b(?:train|fit|learn|updat))"
        ),
        words.refit,
    ),
    (r"\bstale\b|\bstail\b|outdated|gone (?:bad|off)", words.monitor),
    (
        r"\b(?:fails?|failed|failing|worse|bad|poor(?:ly)?|drops?|dropped|falls?|falling|declin\w+)\b|drift|skew",
        words.fails_later,
    ),
    (r"latency|how fast|speed|milliseconds?|\bms\b|throughput|slow\b|real ?time|how long .*predict", words.speed),
    (
        r"(?:explain|explanation)\w*\b.*\b(?:predict|row|customer|decision|case)|\bshap\b|why .*prediction",
        words.explained,
    ),
)
_WANTS_IT = re.compile(
    r"download\w*|\b(?:get|make|obtain|give me) (?:\w+ ){0,3}(?:model|predict\w*|scores?)"
    r"|predict\w*\b.*\b(?:new|fresh|unseen)|\b(?:use|using|apply|call|deploy|run|put|score|export|take|where)\b.*\b(?:model|rows|data|winner|result)|\bdeploy\w*$"
)
# What of the run belongs to an answer; where nothing is named, the answer stands by itself.
_OF_THE_RUN: Mapping[Callable[[Draft], None], Callable[[RunRecord, Draft], None]] = {
    words.get_it: say_model,
    words.load_it: say_needs,
    words.payload: say_needs,
    words.preparation: say_needs,
    words.speed: say_speed,
    words.monitor: say_watched,
    words.refit: say_watched,
    words.fails_later: say_watched,
    words.ready: say_checked,
    words.elsewhere: say_promise,
}


def _kind(asked: Question) -> Callable[[Draft], None]:
    return next((say for pattern, say in _KINDS if re.search(pattern, asked.tagged)), words.get_it)


def _gist(asked: Question, draft: Draft) -> None:
    said = _kind(asked)
    if said is words.get_it and not _WANTS_IT.search(asked.tagged):
        said = words.in_short
    said(draft)


def _detail(_: Question, __: Draft) -> None:
    """Say nothing more: each kind of question has one whole answer."""


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    if record.result is None:
        say_none(record, draft)
    if _kind(asked) is words.get_it and asked.tagged and not _WANTS_IT.search(asked.tagged):
        return  # how it is used is told in general, and only where nobody knows better
    _gist(asked, draft)
    of_the_run = _OF_THE_RUN.get(_kind(asked))
    if record.result is not None and of_the_run is not None:
        of_the_run(record, draft)


DEPLOYMENT = Topic(
    name="deployment",
    cues=cues(r"""
        16 \bencod\w*\b.*\b(?:at|in|for|when) (?:predict\w*|production|serving)
        22 \bdifferent (?:probabilit\w*|predictions?|results?|scores?) in production
        10 deploy|in(?:to)? production|kubernetes|docker|\bistio|\bexport|\bdownload|rest api|\bendpoint
        16 \bfail\w* (?:\w+ )?(?:after|in) (?:deployment|production)|after (?:deployment|deploying|going live)
        13 \bhow often\b.*\bre ?train|\bwhen (?:should|do|to|must)\b.*\bre ?train
        9 \bcurl\b|where (?:is|are|do) .*\bmodel (?:saved|stored|kept|files?)
        9 \bmodel\b.*\b(?:become|becomes|became|get|gets|got|getting) (?:worse|old|outdated|stale)
        9 \bnew rows\b.*\b(?:need|same|preprocess\w*|format|columns)
        9 \b(?:new|unseen|unknown|missing) (?:category|categories|levels?|columns?|values?)\b.*\b(?:appears?|
        ...comes?|data|production|predict\w*|rows|happens)
        14 \b(?:un)?pickl\w+|\bjoblib\b|inconsistentversionwarning
        9 \bserve\b|\bserving\b|\bmonitor|\bonnx|drift|\bpmml\b
        9 \b(?:predict(?:ions?)?|score) (?:for |on |of )?(?:new|unseen|fresh|my own|
        ...other|more) (?:rows|data|customers|records|tables?)
        6 predict(?:ions)? (?:for|on) new|use (?:the|this|my) (?:final |trained )?model
        8 \b(?:load|save|ship|integrate|call|run) (?:the |this |my )?model\b|model (?:folder|file)
        8 \brefit|\bupdat\w+ (?:the |my )?model|predictions? (?:over|via|through|by) (?:http|api)
        7 \b(?:latency|throughput)\b|how fast .*predict
    """),
    examples=(
        "how do i download the model",
        "how do i get predictions for new rows",
        "how do i deploy the model in production",
        "how do i monitor the model after deployment",
        "can i export it as onnx",
    ),
    gist=_gist,
    detail=_detail,
    in_run=_in_run,
    invitation="How do I use a finished model and get predictions for new rows?",
    run_invitation="How do I download my model and get predictions for new rows?",
    leads_to=("reproducibility", "threshold_calibration", "prediction_uncertainty"),
)
