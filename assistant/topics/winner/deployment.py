"""Using, exporting, refitting and monitoring a model: what is offered, and what is not."""

import re
from collections.abc import Callable, Mapping

from assistant.draft import Draft
from assistant.evidence.literature_models import DECLINE
from assistant.evidence.product import EXPLAINED_ROWS, EXPORT_FORMATS, PREDICTION_ROWS
from assistant.topics.topic import Topic
from assistant.topics.winner.model_at_hand import say_model, say_needs, say_none, say_speed, say_watched
from assistant.understanding.question import Question
from assistant.understanding.route import cues
from models.record import RunRecord


def _get_it(draft: Draft) -> None:
    draft.say("Download the model as one folder, or let the service predict; both need no code of yours:")
    draft.list(
        [
            (
                "**Over HTTP**: `POST /v1/runs/RUN/predictions` with rows as JSON (at most "
                f"{draft.measure(PREDICTION_ROWS)} at once), CSV or Parquet; the answer is JSON, or CSV."
            ),
            "**Download**: `GET /v1/runs/RUN/model` gives the model folder as one file.",
            "**Terminal**: `plaintune predict DIR new.csv --out predictions.csv`, with `--proba` for probabilities.",
            '**Python**: `from models import load`, then `load("DIR").predict(table)`.',
        ]
    )
    draft.say(
        "New rows need the same columns, by name and kind, without the target; the same steps as in training are",
        "applied to them, and the threshold of the run is built in. A level that training never saw counts as unknown,",
        "with a warning; a column that is missing is an error that names it.",
    )


def _load_it(draft: Draft) -> None:
    draft.say("Download the model as one folder and load that folder in your script; no other file is needed:")
    draft.list(
        [
            "**Download**: `GET /v1/runs/RUN/model` gives the model folder as one file.",
            '**Python**: `from models import load`, then `load("DIR").predict(table)`.',
            "**Terminal**: `plaintune predict DIR new.csv --out predictions.csv`, with `--proba` for probabilities.",
        ]
    )
    draft.say(
        "Use the same versions of Python and of the libraries: they stand in `manifest.json` of the folder. The rows",
        "go in raw, with the columns of training by name; all preparation is part of the model.",
    )


def _fails_later(draft: Draft) -> None:
    draft.say(
        "A model that does well in training and fails in use mostly meets other rows than it was judged on:",
        f"{draft.refer(DECLINE, 'the usual causes')} are these.",
    )
    draft.list(
        [
            "**Drift**: the world, the customers or the way of recording have changed.",
            "**Leakage**: a column told the answer in training and is empty or different at the time of prediction.",
            "**Skew**: a column is prepared in another way in production (units, missing values, categories).",
            "**Overfitting**: only a training score was looked at, or the best of many was taken at its word.",
        ]
    )
    draft.say(
        "What to do: judge on the latest period before shipping (name a column of time in the goal), watch the",
        "distributions of inputs and predictions, and score labeled rows as they come.",
    )


def _monitor(draft: Draft) -> None:
    draft.say(
        "Watch two things: whether inputs, and the share of rows that are predicted positive, drift away from those of",
        "training; and the true score as soon as answers are known. Refit when it falls below the promised range, or",
        "on a fixed date. For the true score there is `plaintune evaluate DIR labeled.csv`, or",
        "`POST /v1/runs/RUN/evaluations`: the true score beside what was promised, and how surprising it is.",
    )
    draft.say(
        "Not offered: watching predictions by itself, alarms, and refitting on its own. `/healthz`, `/readyz` and",
        "`/metrics` (for Prometheus) tell of the service, not of the model.",
    )


def _container(draft: Draft) -> None:
    draft.say(
        "The service is one web process with its workers on one port, and `docker build -t plaintune .` makes an image",
        "that runs without root; probes are `/healthz` and `/readyz`, its data lies under `PLAINTUNE_HOME`.",
        "Orchestration (Kubernetes, a service mesh such as Istio) is nothing that I know of this product: its",
        "documentation has to say.",
    )


def _formats(draft: Draft) -> None:
    draft.say(
        "The model comes as a folder of its own form, which loads in Python without running foreign code (no pickle);",
        f"`manifest.json` holds versions and checksums. {draft.refer(EXPORT_FORMATS, 'There is no export')} to ONNX,",
        "PMML or other languages: call it over HTTP from there.",
    )


def _versions(draft: Draft) -> None:
    draft.say(
        "The versions of Python and of the libraries that a model was fitted with stand in `manifest.json` of its",
        "folder. Load it with the same ones: libraries may read or predict differently in another version. Files are",
        "checked against their checksums when they are loaded.",
    )


def _refit(draft: Draft) -> None:
    draft.say(
        "Refit when the true score falls below the promised range, or on a fixed date; there is no interval that suits",
        "all. Upload the newer table and start a run with the same goal; to keep the settings, fix them in",
        "`search.space` of the order. Nothing refits by itself. Compare the new model with the old one on the same",
        "recent rows before it takes over.",
    )


def _all_rows(draft: Draft) -> None:
    draft.say(
        "**Fit once more on all rows**, with the chosen settings, and ship that: the models of the folds have seen",
        "fewer rows, and have done their work when the score is known. The delivered model is fitted so. Its score",
        "stays that of the folds, since no row is left that it has not seen; on average it is slightly better than",
        "that. Where early stopping ended the fits, take the number of rounds from the folds, as nothing is held apart",
        "any more.",
    )


def _preparation(draft: Draft) -> None:
    draft.say(
        "**Yes**: filling in missing values, encoding and scaling are part of the model, with what they learned from",
        "the training rows. Send new rows **raw**, as they were in the table that you uploaded, and prepare nothing",
        "yourself. Columns go by their names, so their order does not matter; the target is left out.",
    )


def _payload(draft: Draft) -> None:
    draft.say(
        "Send rows as JSON objects, column name to value, to `POST /v1/runs/RUN/predictions` (at most",
        f"{draft.measure(PREDICTION_ROWS)} at once), or as CSV or Parquet; any language that speaks HTTP can do so.",
        "**Order does not matter**: columns go by name, with the kinds they had in training and without the target. A",
        "missing value may be empty, an unknown category is taken with a warning; a column that is not there is an",
        "error that names it.",
    )


def _ready(draft: Draft) -> None:
    draft.say(
        "**I cannot say that it is ready without checks.** A score from folds is a promise for rows like those of the",
        "table. Before it decides anything:",
    )
    draft.list(
        [
            "score it once on rows that the run never saw, best the latest ones, and compare with the promised range",
            "make sure that every column is known when the prediction is needed, and read what the leak checks found",
            "choose the threshold from the costs of both mistakes",
            "let it run beside the present way for a while, then watch inputs and true scores",
        ]
    )


def _rollout(draft: Draft) -> None:
    draft.say(
        "Let the new model run **in the shadow** first: it predicts, but the old one decides. Then compare both on the",
        "same rows once answers are known, row by row, and switch only for a difference beyond chance. An A/B test",
        "that splits customers by lot also shows what acting on the predictions brings. Keep the old folder: going",
        "back is loading it again.",
    )


def _speed(draft: Draft) -> None:
    draft.say(
        "How long one prediction takes depends on what was delivered: an average of many trees takes longer than a",
        "linear model. `constraints.predict_ms` in the order of a run sets a limit, which is kept in the choice. Many",
        "rows in one request cost far less each than one row at a time.",
    )


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


def _explained(draft: Draft) -> None:
    draft.say(
        'Add `"explain": true` to a prediction request as JSON (at most',
        f"{draft.measure(EXPLAINED_ROWS)}): what each column adds to a base value, together the prediction.",
    )


_ODD_ROWS = (
    r"\b(?:new|unseen|unknown) (?:\w+ )?(?:category|categories|levels?|values?)|never (?:seen?|saw)|\bcrash"
    r"|\b(?:missing|extra) (?:columns?|values?)|not in (?:the )?training|has not seen"
)
# What a question is after, by its words, the first that fits: a pattern, and the answer.
_KINDS: tuple[tuple[str, Callable[[Draft], None]], ...] = (
    (r"kubernetes|\bk8s\b|istio|\bdocker|container|helm|sidecar|openshift|aws|azure|gcp|cloud", _container),
    (
        r"\bready\b|go(?:ing)? live\b.*\b(?:ok|safe|now)|no more checks|\bsafe to (?:deploy|ship|use)|good enough",
        _ready,
    ),
    (
        r"fold models?|on everything|on all (?:the |my )?(?:rows|data)|on the (?:whole|full)|all (?:the )?data",
        _all_rows,
    ),
    (r"shadow|a/b|\bab test|roll ?(?:out|back)|canary|old (?:model|one)|side by side|switch(?:ing)? models", _rollout),
    (r"\border\b|payload|request body|what (?:do|should|must) i send|\bcurl\b|\bjson\b", _payload),
    (r"\bonnx|pmml|pickle|joblib|\bjava\b|javascript|c\+\+|mobile|android|\bios\b|\bformat|coreml|tflite", _formats),
    (
        r"pre ?process|same (?:steps|encoding|scaling|transform)|\b(?:encode|scale|clean|prepare|impute)\b|\braw\b",
        _preparation,
    ),
    (r"\bscript\b|\b(?:load|export|save|store)\b|to (?:a |one )?files?\b|notebook", _load_it),
    (r"\bversions?\b|dependenc|librar|which python|requirements", _versions),
    (_ODD_ROWS, say_odd_rows),
    (
        r"\bmonitor|watch|alert|alarm|degrad|decay|notice|\btell when|\bknow when|become worse|get(?:s|ting)? worse",
        _monitor,
    ),
    (r"re ?train|\brefit|new(?:er)? data|updat\w+ (?:the |my )?model|keep .*up to date|how often", _refit),
    (r"\bstale\b|\bstail\b|outdated|gone (?:bad|off)", _monitor),
    (r"\b(?:fails?|failed|failing|worse|bad|poor(?:ly)?|drops?|dropped)\b|drift|skew", _fails_later),
    (r"latency|how fast|speed|milliseconds?|\bms\b|throughput|slow|real ?time|how long .*predict", _speed),
    (r"explain|explanation|\bshap\b|why .*prediction", _explained),
)
# What of the run belongs to an answer; where nothing is named, the answer stands by itself.
_OF_THE_RUN: Mapping[Callable[[Draft], None], Callable[[RunRecord, Draft], None]] = {
    _get_it: say_model,
    _load_it: say_needs,
    _payload: say_needs,
    _preparation: say_needs,
    _speed: say_speed,
    _monitor: say_watched,
    _refit: say_watched,
    _fails_later: say_watched,
    _ready: say_watched,
}


def _kind(asked: Question) -> Callable[[Draft], None]:
    return next((say for pattern, say in _KINDS if re.search(pattern, asked.tagged)), _get_it)


def _gist(asked: Question, draft: Draft) -> None:
    _kind(asked)(draft)


def _detail(_: Question, __: Draft) -> None:
    """Say nothing more: each kind of question has one whole answer."""


def _in_run(asked: Question, record: RunRecord, draft: Draft) -> None:
    if record.result is None:
        say_none(record, draft)
    _gist(asked, draft)
    of_the_run = _OF_THE_RUN.get(_kind(asked))
    if record.result is not None and of_the_run is not None:
        of_the_run(record, draft)


DEPLOYMENT = Topic(
    name="deployment",
    cues=cues(r"""
        10 deploy|in(?:to)? production|kubernetes|docker|\bistio|\bexport|\bdownload|rest api|\bendpoint
        16 \bfail\w* (?:\w+ )?(?:after|in) (?:deployment|production)|after (?:deployment|deploying|going live)
        13 \bhow often\b.*\bre ?train|\bwhen (?:should|do|to|must)\b.*\bre ?train
        9 \bcurl\b|where (?:is|are|do) .*\bmodel (?:saved|stored|kept|files?)
        9 \bmodel\b.*\b(?:become|becomes|became|get|gets|got|getting) (?:worse|old|outdated|stale)
        9 \bnew rows\b.*\b(?:need|same|preprocess\w*|format|columns)
        9 \b(?:new|unseen|unknown|missing) (?:category|categories|levels?|columns?|values?)\b.*\b(?:appears?|
        ...comes?|data|production|predict\w*|rows|happens)
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
